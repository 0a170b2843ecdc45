/*
 * The API's table of routes, and what its handlers share.
 */
#include "console/api.h"

#include <string.h>

#include "base/fault.h"
#include "desk/case_json.h"

#define V1 "/api/v1"

const struct route api_routes[] = {
	{METHOD_GET, V1 "/openapi.json", MAY_ANYBODY, ROUTE_API,
	 api_document_get, "What the API is, as OpenAPI 3.1"},
	{METHOD_GET, V1 "/health", MAY_SIGNED_IN, ROUTE_API, api_health_get,
	 "How the post room is"},
	{METHOD_GET, V1 "/cases", MAY_LOOK, ROUTE_API, api_cases_get,
	 "List cases, newest first"},
	{METHOD_GET, V1 "/cases/{ref}", MAY_LOOK, ROUTE_API, api_case_get,
	 "Show everything about one case"},
	{METHOD_GET, V1 "/duties", MAY_LOOK, ROUTE_API, api_duties_get,
	 "List open duties, soonest due first"},
	{METHOD_POST, V1 "/cases/{ref}/confirm", MAY_SETTLE, ROUTE_API,
	 api_confirm_post, "Settle what a case is"},
	{METHOD_POST, V1 "/cases/{ref}/release", MAY_SETTLE, ROUTE_API,
	 api_release_post, "Send the acknowledgement that was read"},
	{METHOD_POST, V1 "/cases/{ref}/notes", MAY_HANDLE, ROUTE_API,
	 api_notes_post, "Add a note to a case"},
	{METHOD_POST, V1 "/cases/{ref}/done", MAY_HANDLE, ROUTE_API,
	 api_done_post, "Record that a duty is done or not needed"},
	{METHOD_POST, V1 "/cases/{ref}/assign", MAY_HANDLE, ROUTE_API,
	 api_assign_post, "Give a case to somebody"},
	{METHOD_POST, V1 "/submit", MAY_HANDLE, ROUTE_API, api_submit_post,
	 "Put in what a resident said"},
	{METHOD_GET, NULL, 0, 0, NULL, NULL},
};

struct case_row *
api_case(struct visit *visit)
{
	GError *error = NULL;
	struct case_row *row = act_case(visit->post->ledger,
					visit_argument(visit, "ref"), &error);

	if (row == NULL && fault_is(error, FAULT_INPUT)) {
		visit_missing(visit, error->message);
		g_error_free(error);
	} else if (row == NULL) {
		visit_fault(visit, error);
	}
	return row;
}

json_t *
api_body(struct visit *visit)
{
	GError *error = NULL;
	json_t *body = request_json(visit->request, &error);

	if (body == NULL) {
		visit_fault(visit, error);
	} else if (!json_is_object(body)) {
		json_decref(body);
		body = NULL;
		visit_refuse(visit, 400, "No object",
			     "The body must be an object of JSON.");
	}
	return body;
}

const char *
api_text(const json_t *body, const char *key)
{
	return json_string_value(json_object_get(body, key));
}

/* "\"123\"" as the ETag said it; 0 for none or "*". */
static gboolean
read_revision(struct visit *visit, gint64 *revision)
{
	const char *tag = request_header(visit->request, "If-Match");
	gsize size = tag != NULL ? strlen(tag) : 0;
	g_autofree char *digits = NULL;

	*revision = 0;
	if (tag == NULL || g_str_equal(tag, "*"))
		return TRUE;
	if (size > 2 && tag[0] == '"' && tag[size - 1] == '"')
		digits = g_strndup(tag + 1, size - 2);
	if (digits != NULL &&
	    g_ascii_string_to_signed(digits, 10, 1, G_MAXINT64, revision, NULL))
		return TRUE;
	visit_refuse(visit, 400, "No ETag",
		     "If-Match must be the ETag of the case, as it was given.");
	return FALSE;
}

gboolean
api_act(struct visit *visit, const json_t *body, struct act *act, char **by)
{
	const char *person = api_text(body, "by");

	*by = NULL;
	*act = (struct act){.ref = visit_argument(visit, "ref")};
	if (!read_revision(visit, &act->revision))
		return FALSE;
	if (person == NULL || !act_is_name(person)) {
		visit_refuse(visit, 400, "Who?",
			     "Say for whom this is done: \"by\" must be that "
			     "person's name.");
		return FALSE;
	}
	*by = g_strdup_printf("%s (%s)", person, visit_by(visit));
	act->by = *by;
	return TRUE;
}

void
api_show(struct visit *visit, const char *ref)
{
	struct ledger *ledger = visit->post->ledger;
	GError *error = NULL;
	g_autoptr(own_case_row) row = act_case(ledger, ref, &error);
	json_t *whole =
		row != NULL ? case_whole_json(ledger, row, &error) : NULL;
	g_autofree char *tag = NULL;

	if (whole == NULL) {
		visit_fault(visit, error);
		return;
	}
	tag = g_strdup_printf(
		"\"%" JSON_INTEGER_FORMAT "\"",
		json_integer_value(json_object_get(whole, "revision")));
	reply_header(visit->reply, "ETag", tag);
	reply_json(visit->reply, 200, whole);
}

void
api_fault(struct visit *visit, GError *error)
{
	gboolean conditional =
		request_header(visit->request, "If-Match") != NULL;

	if (!fault_is(error, FAULT_BUSY) || !conditional) {
		visit_fault(visit, error);
		return;
	}
	visit_refuse(visit, 412, "Somebody was faster", error->message);
	g_error_free(error);
}

guint
api_number(struct visit *visit, const char *name, guint usual, guint most)
{
	const char *text = request_query(visit->request, name);
	g_autofree char *words = NULL;
	guint64 number = 0;

	if (text == NULL)
		return usual;
	if (g_ascii_string_to_unsigned(text, 10, 1, most, &number, NULL))
		return (guint)number;
	words = g_strdup_printf("\"%s\" must be a number from 1 to %u.", name,
				most);
	visit_refuse(visit, 400, "No such number", words);
	return 0;
}
