/*
 * The accounts of all, for administrators: add, change, lock, a link to set a
 * password, a second factor taken away.
 */
#include "console/page_account.h"

#include "base/clock.h"
#include "base/fault.h"
#include "console/component.h"
#include "console/input.h"
#include "console/visit.h"
#include "desk/account.h"

/* --- the list -----------------------------------------------------------*/

static void
write_row(struct html *html, const struct staff *staff)
{
	g_autofree char *path =
		g_strdup_printf("/staff/%" G_GINT64_FORMAT, staff->id);
	g_autofree char *roles = role_names(staff->roles);
	g_autofree char *seen = clock_short(staff->seen);

	component_row_open(html);
	component_cell_open(html, "th");
	html_link(html, path, staff->name, NULL);
	component_cell_close(html, "th");
	component_cell_open(html, "td");
	html_text(html, staff->login);
	component_cell_close(html, "td");
	component_cell_open(html, "td");
	html_text(html, roles);
	component_cell_close(html, "td");
	component_cell_open(html, "td");
	html_text(html, staff->seen == TIME_NONE ? "never" : seen);
	component_cell_close(html, "td");
	component_cell_open(html, "td");
	if (staff->disabled != TIME_NONE)
		component_tag(html, "Locked", "red");
	else if (!staff->has_password)
		component_tag(html, "No password", "yellow");
	else if (!staff->has_totp)
		component_tag(html, "Password only", "grey");
	else
		component_tag(html, "Password and code", "green");
	component_cell_close(html, "td");
	component_row_close(html);
}

static void
list(struct visit *visit)
{
	static const char *const heads[] = {"Name",	  "Login name",
					    "Roles",	  "Last sign-in",
					    "Signing in", NULL};
	GError *error = NULL;
	g_autoptr(GPtrArray) all = staff_list(visit->post->ledger, &error);
	struct html *html;
	guint i;

	if (all == NULL) {
		visit_fault(visit, error);
		return;
	}
	html = visit_page(visit, "Staff");
	component_heading(html, 1, "Staff");
	component_button_link(html, "/staff/new", "Add an account", NULL);
	component_table(html, "Accounts", TRUE, heads);
	for (i = 0; i < all->len; i++)
		write_row(html, g_ptr_array_index(all, i));
	component_table_end(html);
	visit_show(visit, 200, html);
}

/* --- the form -----------------------------------------------------------*/

static const struct {
	guint role;
	const char *text;
	const char *hint;
} roles[] = {
	{ROLE_READ_ONLY, "Read only", "Sees cases and letters"},
	{ROLE_HANDLER, "Handler", "Notes, calls, visits, drafts"},
	{ROLE_OFFICER, "Officer", "Settles cases and releases letters"},
	{ROLE_MANAGER, "Manager", "As an officer; assigns and bars as well"},
	{ROLE_ADMINISTRATOR, "Administrator",
	 "Accounts, sources and rules; sees no case by that alone"},
	{ROLE_REGISTER, "Adjustments register",
	 "May see the disabilities and adjustments of persons"},
};

static void
write_roles(struct html *html, guint mask, const struct errors *errors)
{
	struct choice choices[G_N_ELEMENTS(roles) + 1] = {{.value = NULL}};
	guint i;

	for (i = 0; i < G_N_ELEMENTS(roles); i++)
		choices[i] =
			(struct choice){.value = role_name(roles[i].role),
					.text = roles[i].text,
					.hint = roles[i].hint,
					.chosen = (mask & roles[i].role) != 0};
	input_checkboxes(html, &(struct input){.name = "roles",
					       .label = "Roles",
					       .choices = choices,
					       .errors = errors,
					       .small = TRUE});
}

static void
write_fields(struct html *html, const struct staff *staff,
	     const struct errors *errors)
{
	if (staff->id == 0)
		input_text(html,
			   &(struct input){.name = "login",
					   .label = "Login name",
					   .hint = "Letters, digits and . _ @ "
						   "+ -; it never changes",
					   .value = staff->login,
					   .errors = errors,
					   .autocomplete = "off",
					   .width = 20});
	input_text(html, &(struct input){.name = "name",
					 .label = "Name",
					 .hint = "As it is to stand beside "
						 "what they do",
					 .value = staff->name,
					 .errors = errors,
					 .autocomplete = "off",
					 .width = 30});
	input_text(html, &(struct input){.name = "email",
					 .label = "Email address",
					 .value = staff->email,
					 .type = "email",
					 .errors = errors,
					 .autocomplete = "off",
					 .width = 30});
	write_roles(html, staff->roles, errors);
}

/* What the form says, into staff. */
static void
read_fields(struct visit *visit, struct staff *staff)
{
	g_autoptr(GPtrArray) names = request_values(visit->request, "roles");
	guint i;

	g_free(staff->name);
	g_free(staff->email);
	staff->name = g_strdup(request_text(visit->request, "name"));
	staff->email = g_strdup(request_text(visit->request, "email"));
	staff->roles = 0;
	for (i = 0; i < names->len; i++)
		staff->roles |= role_read(g_ptr_array_index(names, i));
}

/* Which field a fault of staff_add is about, by what is missing. */
static const char *
field_of(const struct staff *staff)
{
	if ((staff->roles & MAY_SIGNED_IN) == 0)
		return "roles";
	if (*staff->name == '\0')
		return "name";
	return staff->id == 0 ? "login" : "email";
}

static void
show_new(struct visit *visit, guint status, const struct staff *staff,
	 const struct errors *errors)
{
	struct html *html = visit_page_with(
		visit, (struct page){.title = "Add an account",
				     .back = "/staff",
				     .wrong = errors_count(errors) > 0});

	input_summary(html, errors);
	component_heading(html, 1, "Add an account");
	visit_form(visit, html, NULL);
	write_fields(html, staff, errors);
	input_button(html, "Add", NULL, NULL, NULL);
	html_close(html, "form");
	visit_show(visit, status, html);
}

static void
new_form(struct visit *visit)
{
	const struct staff empty = {.login = NULL};

	show_new(visit, 200, &empty, NULL);
}

static void
go_to(struct visit *visit, const struct staff *staff, const char *message)
{
	g_autofree char *path =
		g_strdup_printf("/staff/%" G_GINT64_FORMAT, staff->id);

	visit_done(visit, path, message);
}

/* Shows what is wrong beside its field; any other fault on a page. */
static gboolean
note_fault(struct visit *visit, const struct staff *staff,
	   struct errors *errors, GError *error)
{
	if (!fault_is(error, FAULT_INPUT)) {
		visit_fault(visit, error);
		return FALSE;
	}
	errors_add(errors, field_of(staff), error->message);
	g_error_free(error);
	return TRUE;
}

static void
add(struct visit *visit)
{
	g_autoptr(own_staff) staff = g_new0(struct staff, 1);
	g_autoptr(own_errors) errors = errors_new();
	GError *error = NULL;

	read_fields(visit, staff);
	staff->login = g_strdup(request_text(visit->request, "login"));
	if (account_add(visit->post, staff, visit_by(visit), &error))
		go_to(visit, staff,
		      "The account is added. Give its holder a link now.");
	else if (note_fault(visit, staff, errors, error))
		show_new(visit, 400, staff, errors);
}

/* --- one account --------------------------------------------------------*/

/* The account that the path names; NULL after an answer. */
static struct staff *
named(struct visit *visit)
{
	gint64 id = 0;
	struct staff *staff = NULL;
	GError *error = NULL;

	if (g_ascii_string_to_signed(visit_argument(visit, "id"), 10, 1,
				     G_MAXINT64, &id, NULL))
		staff = staff_load(visit->post->ledger, id, &error);
	if (error != NULL)
		visit_fault(visit, error);
	else if (staff == NULL)
		visit_missing(visit, "There is no such account.");
	return staff;
}

static void
one_button(struct visit *visit, struct html *html, const char *act,
	   const char *text)
{
	g_autofree char *path = g_strconcat(
		"/staff/", visit_argument(visit, "id"), "/", act, NULL);

	visit_form(visit, html, path);
	input_button(html, text, "secondary", NULL, NULL);
	html_close(html, "form");
}

static void
write_acts(struct visit *visit, struct html *html, const struct staff *staff)
{
	component_heading(html, 2, "Signing in");
	if (*visit->post->config->console.proxy_header == '\0') {
		component_text(html, "A link lets its holder choose a "
				     "password. It works once, for 72 hours.");
		one_button(visit, html, "link", "Make a link");
		if (staff->has_totp)
			one_button(visit, html, "factor",
				   "Take the second factor away");
	}
	if (staff->disabled == TIME_NONE)
		one_button(visit, html, "lock", "Lock the account");
	else
		one_button(visit, html, "open", "Open the account again");
}

static void
show_account(struct visit *visit, guint status, const struct staff *staff,
	     const struct errors *errors)
{
	struct html *html = visit_page_with(
		visit, (struct page){.title = staff->login,
				     .back = "/staff",
				     .wrong = errors_count(errors) > 0});

	input_summary(html, errors);
	component_heading(html, 1, staff->login);
	if (staff->disabled != TIME_NONE)
		component_warning(html, "This account is locked.");
	visit_form(visit, html, NULL);
	write_fields(html, staff, errors);
	input_button(html, "Save", NULL, NULL, NULL);
	html_close(html, "form");
	write_acts(visit, html, staff);
	visit_show(visit, status, html);
}

static void
show(struct visit *visit)
{
	g_autoptr(own_staff) staff = named(visit);

	if (staff != NULL)
		show_account(visit, 200, staff, NULL);
}

static void
change(struct visit *visit)
{
	g_autoptr(own_staff) staff = named(visit);
	g_autoptr(own_errors) errors = errors_new();
	GError *error = NULL;

	if (staff == NULL)
		return;
	read_fields(visit, staff);
	if (account_change(visit->post, staff, visit_by(visit), &error))
		go_to(visit, staff, "The account is changed.");
	else if (note_fault(visit, staff, errors, error))
		show_account(visit, 400, staff, errors);
}

static void
set_lock(struct visit *visit, gboolean locked)
{
	g_autoptr(own_staff) staff = named(visit);
	GError *error = NULL;

	if (staff == NULL)
		return;
	if (account_disable(visit->post, staff, locked, visit_by(visit),
			    &error))
		go_to(visit, staff,
		      locked ? "The account is locked."
			     : "The account is open again.");
	else
		visit_fault(visit, error);
}

static void
lock(struct visit *visit)
{
	set_lock(visit, TRUE);
}

static void
open_again(struct visit *visit)
{
	set_lock(visit, FALSE);
}

static void
drop_factor(struct visit *visit)
{
	g_autoptr(own_staff) staff = named(visit);
	GError *error = NULL;

	if (staff == NULL)
		return;
	if (account_drop_factor(visit->post, staff, visit_by(visit), &error))
		go_to(visit, staff,
		      "The second factor is taken away. Ask them to set up "
		      "a new one.");
	else
		visit_fault(visit, error);
}

static void
make_link(struct visit *visit)
{
	g_autoptr(own_staff) staff = named(visit);
	g_autoptr(own_secret) link = NULL;
	GError *error = NULL;
	struct html *html;

	if (staff == NULL)
		return;
	link = account_link(visit->post, staff, visit_by(visit), &error);
	if (link == NULL) {
		visit_fault(visit, error);
		return;
	}
	html = visit_page_with(
		visit, (struct page){.title = "A link", .back = "/staff"});
	component_heading(html, 1, "A link to choose a password");
	html_open(html, "p", "class", "govuk-body", NULL);
	html_printf(html,
		    "For %s. It works once, for 72 hours. It is shown "
		    "only now: give it to nobody else.",
		    staff->name);
	html_close(html, "p");
	html_element(html, "div", link, "class", "govuk-inset-text app-link",
		     NULL);
	visit_show(visit, 200, html);
}

const struct route page_staff_routes[] = {
	{METHOD_GET, "/staff", MAY_ADMINISTER, 0, list, "All accounts"},
	{METHOD_GET, "/staff/new", MAY_ADMINISTER, 0, new_form,
	 "The form for an account"},
	{METHOD_POST, "/staff/new", MAY_ADMINISTER, 0, add, "Add an account"},
	{METHOD_GET, "/staff/{id}", MAY_ADMINISTER, 0, show, "One account"},
	{METHOD_POST, "/staff/{id}", MAY_ADMINISTER, 0, change,
	 "Change an account"},
	{METHOD_POST, "/staff/{id}/link", MAY_ADMINISTER, 0, make_link,
	 "A link to set a password"},
	{METHOD_POST, "/staff/{id}/lock", MAY_ADMINISTER, 0, lock,
	 "Lock an account"},
	{METHOD_POST, "/staff/{id}/open", MAY_ADMINISTER, 0, open_again,
	 "Open an account again"},
	{METHOD_POST, "/staff/{id}/factor", MAY_ADMINISTER, 0, drop_factor,
	 "Take a second factor away"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
