/*
 * "postroom due": what is owed, soonest first.
 */
#include "base/clock.h"
#include "cmd/case.h"
#include "policy/duty.h"

static const char *
words_of(const struct duty_row *duty)
{
	enum duty_kind kind = duty_of(duty->kind);

	return kind == DUTY_COUNT ? duty->kind : duty_words(kind);
}

static void
print_duty(const struct duty_row *duty)
{
	g_autofree char *due = case_due_words(duty, clock_now());

	printf("%-16s  %-48s  %-18s  %s (Code %s)\n", duty->ref, due,
	       duty->kind, words_of(duty), duty->provision);
}

static gboolean
list(struct ledger *ledger, json_t *array, GError **error)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(ledger, DUTIES_OPEN, 0, error);
	GError *problem = NULL;
	gboolean none = TRUE;

	while (each != NULL) {
		g_autoptr(own_duty_row) duty = duty_each_next(each, &problem);

		if (duty == NULL)
			break;
		none = FALSE;
		if (array != NULL)
			json_array_append_new(array,
					      case_duty_json(duty, TRUE));
		else
			print_duty(duty);
	}
	if (each != NULL && problem == NULL && none && array == NULL)
		puts("Nothing is due.");
	if (problem == NULL)
		return each != NULL;
	g_propagate_error(error, problem);
	return FALSE;
}

int
cmd_due(struct call *call)
{
	json_t *array;
	GError *error = NULL;
	int status;
	g_autoptr(own_post) post = case_list_open(
		call, "Lists open duties, soonest due first.", &array, &status);
	gboolean done;

	if (post == NULL)
		return status;
	done = list(post->ledger, array, &error);
	return case_list_close(call, done, array, error);
}
