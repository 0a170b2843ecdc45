/*
 * "postroom case list": every case, oldest first.
 */
#include "base/clock.h"
#include "base/text.h"
#include "cmd/case.h"
#include "cmd/post.h"

static void
print_row(const struct case_row *row)
{
	g_autofree char *received = clock_short(row->received);
	g_autofree char *clean = text_clean(row->subject, TRUE);
	g_autofree char *subject = text_shorten(clean, 40);
	const char *category = case_category_words(row->category);

	printf("%-16s  %-17s  %-17s  %-9s  %-6s  %s\n", row->ref, received,
	       category, row->confirmed ? "confirmed" : "proposed", row->status,
	       subject);
}

static gboolean
next(struct case_each *each, struct case_row **row, GError **error)
{
	GError *problem = NULL;

	*row = case_each_next(each, &problem);
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

static gboolean
list(struct ledger *ledger, json_t *array, GError **error)
{
	g_autoptr(own_case_each) each =
		case_each_open(ledger, CASES_ALL, error);
	gboolean headed = array != NULL;

	while (each != NULL) {
		g_autoptr(own_case_row) row = NULL;
		json_t *object;

		if (!next(each, &row, error))
			return FALSE;
		if (row == NULL)
			return TRUE;
		if (array == NULL) {
			if (!headed)
				printf("%-16s  %-17s  %-17s  %-9s  %-6s  %s\n",
				       "REFERENCE", "RECEIVED", "IT IS", "BY",
				       "STATUS", "SUBJECT");
			headed = TRUE;
			print_row(row);
			continue;
		}
		object = case_json(ledger, row, error);
		if (object == NULL)
			return FALSE;
		json_array_append_new(array, object);
	}
	return FALSE;
}

int
cmd_case_list(struct call *call)
{
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "print JSON", NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_post) post = NULL;
	json_t *array = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "", "Lists every case, oldest first.",
			 &status))
		return status;
	post = post_open(call->config, POST_READ_LEDGER, &error);
	if (post == NULL)
		return cmd_fail(call, error);
	if (json)
		array = json_array();
	if (!list(post->ledger, array, &error)) {
		json_decref(array);
		return cmd_fail(call, error);
	}
	if (json)
		cmd_print_json(array);
	return 0;
}
