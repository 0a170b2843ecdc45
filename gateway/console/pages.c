/*
 * The table of tables, and nothing else.
 */
#include "console/pages.h"

#include "console/api.h"
#include "console/page_accept.h"
#include "console/page_account.h"
#include "console/page_case.h"
#include "console/page_health.h"
#include "console/page_letter.h"
#include "console/page_list.h"
#include "console/page_message.h"
#include "console/page_office.h"
#include "console/page_told.h"

const struct route *const pages_tables[] = {
	api_routes,
	page_sign_in_routes,
	page_me_routes,
	page_staff_routes,
	page_todo_routes,
	page_bulk_routes,
	page_cases_routes,
	page_outbox_routes,
	page_place_routes,
	page_rules_routes,
	page_template_routes,
	page_audit_routes,
	page_case_routes,
	page_letter_routes,
	page_message_routes,
	page_told_routes,
	page_health_routes,
	page_accept_routes,
	NULL,
};

const struct page_link pages_navigation[] = {
	{"/", "To do", MAY_LOOK},
	{"/cases", "Cases", MAY_LOOK},
	{"/told", "New matter", MAY_HANDLE},
	{"/letters", "Letters", MAY_LOOK},
	{"/search", "Search", MAY_LOOK},
	{"/staff", "Staff", MAY_ADMINISTER},
	{NULL, NULL, 0},
};

const struct page_link pages_footer[] = {
	{"/sources", "Sources", MAY_SIGNED_IN},
	{"/held", "On hold", MAY_SIGNED_IN},
	{"/calendar", "Calendar", MAY_SIGNED_IN},
	{"/rules", "Rules", MAY_SIGNED_IN},
	{"/templates", "Templates", MAY_SIGNED_IN},
	{"/audit", "Who saw what", MAY_MANAGE | MAY_ADMINISTER},
	{"/help/keys", "Keys", MAY_SIGNED_IN},
	{NULL, NULL, 0},
};
