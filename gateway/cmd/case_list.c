/*
 * "postroom case list": every case, oldest first.
 */
#include "base/clock.h"
#include "base/text.h"
#include "cmd/case.h"
#include "ledger/twin.h"

static const char *
by_whom(const struct case_row *row)
{
	if (row->confirmed)
		return "confirmed";
	return case_is_unsure(row) ? "please read" : "proposed";
}

/* ", may be CR-…" for what waits for an answer; "" else. */
static char *
twin_words(struct ledger *ledger, gint64 id)
{
	g_autoptr(GPtrArray) twins = twin_list(ledger, id, NULL);
	guint i;

	for (i = 0; twins != NULL && i < twins->len; i++) {
		const struct twin *twin = g_ptr_array_index(twins, i);

		if (twin->state == TWIN_PROPOSED)
			return g_strdup_printf(" [may be %s]", twin->other);
	}
	return g_strdup("");
}

static void
print_row(struct ledger *ledger, const struct case_row *row)
{
	g_autofree char *twin = twin_words(ledger, row->id);
	g_autofree char *received = clock_short(row->received);
	g_autofree char *clean = text_clean(row->subject, TRUE);
	g_autofree char *subject = text_shorten(clean, 40);
	const char *category = case_category_words(row->category);

	printf("%-16s  %-17s  %-19s  %-11s  %-6s  %s%s\n", row->ref, received,
	       category, by_whom(row), row->status, subject, twin);
}

static void
print_heading(void)
{
	printf("%-16s  %-17s  %-19s  %-11s  %-6s  %s\n", "REFERENCE",
	       "RECEIVED", "IT IS", "BY", "STATUS", "SUBJECT");
}

/* Prints the row, or adds it to the array. */
static gboolean
tell(struct ledger *ledger, const struct case_row *row, json_t *array,
     GError **error)
{
	json_t *object;

	if (array == NULL) {
		print_row(ledger, row);
		return TRUE;
	}
	object = case_json(ledger, row, error);
	if (object != NULL)
		json_array_append_new(array, object);
	return object != NULL;
}

static gboolean
list(struct ledger *ledger, json_t *array, GError **error)
{
	g_autoptr(own_case_each) each =
		case_each_open(ledger, CASES_ALL, error);
	GError *problem = NULL;

	if (each == NULL)
		return FALSE;
	if (array == NULL)
		print_heading();
	while (TRUE) {
		g_autoptr(own_case_row) row = case_each_next(each, &problem);

		if (row == NULL)
			break;
		if (!tell(ledger, row, array, error))
			return FALSE;
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

int
cmd_case_list(struct call *call)
{
	json_t *array;
	GError *error = NULL;
	int status;
	g_autoptr(own_post) post = case_list_open(
		call, "Lists every case, oldest first.", &array, &status);
	gboolean done;

	if (post == NULL)
		return status;
	done = list(post->ledger, array, &error);
	return case_list_close(call, done, array, error);
}
