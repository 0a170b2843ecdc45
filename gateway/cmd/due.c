/*
 * "postroom due": what is owed, soonest first.
 */
#include "base/clock.h"
#include "cmd/case.h"
#include "cmd/post.h"
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

	printf("%-16s  %-48s  %s (Code %s)\n", duty->ref, due, words_of(duty),
	       duty->provision);
}

static gboolean
list(struct ledger *ledger, json_t *array, GError **error)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(ledger, DUTIES_OPEN, 0, error);
	GError *problem = NULL;

	while (each != NULL) {
		g_autoptr(own_duty_row) duty = duty_each_next(each, &problem);

		if (duty == NULL)
			break;
		if (array != NULL)
			json_array_append_new(array,
					      case_duty_json(duty, TRUE));
		else
			print_duty(duty);
	}
	if (problem == NULL)
		return each != NULL;
	g_propagate_error(error, problem);
	return FALSE;
}

int
cmd_due(struct call *call)
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

	if (!cmd_options(call, entries, "",
			 "Lists open duties, soonest due first.", &status))
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
