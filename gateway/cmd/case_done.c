/*
 * "postroom case done": a named person records that a duty was met outside
 * Postroom (a letter posted, a repair made, an authority seen), or why it
 * need not be. What was done is recorded with it (domain.md 10.5).
 */
#include "base/clock.h"
#include "base/fault.h"
#include "cmd/case.h"
#include "desk/oblige.h"
#include "ledger/history.h"

struct done {
	char *by;
	char *reason;
	gboolean not_needed;
	enum duty_kind kind;
};

/* Some duties are met by another command, which records more than this. */
static gboolean
check_kind(const struct done *done, const struct case_row *row, GError **error)
{
	if (done->kind == DUTY_COUNT)
		return fault_set(error, FAULT_INPUT,
				 "There is no duty of that name. \"postroom "
				 "case show %s --json\" lists those it has.",
				 row->ref);
	if (done->kind == DUTY_LOOK)
		return fault_set(error, FAULT_INPUT,
				 "To look is to say what it is: postroom case "
				 "confirm %s --by NAME.",
				 row->ref);
	return TRUE;
}

static gboolean
start_response(struct post *post, const struct case_row *row, int stage,
	       GError **error)
{
	gint64 now = clock_now();
	guint32 due =
		duty_response_due(post->calendar, stage, clock_day(now), error);

	return due != DAY_NONE &&
	       case_set_acknowledged(post->ledger, row->id, stage, now,
				     error) &&
	       oblige_by_day(post, row->id, duty_responding(stage), due, error);
}

/* What else follows from a duty that was met. */
static gboolean
follow(struct post *post, const struct case_row *row, enum duty_kind kind,
       GError **error)
{
	switch (kind) {
	case DUTY_ACKNOWLEDGE_1:
	case DUTY_ACKNOWLEDGE_2:
		return start_response(post, row, duty_stage(kind), error);
	case DUTY_RESPOND_1:
	case DUTY_RESPOND_2:
		return case_set_answered(post->ledger, row->id,
					 duty_stage(kind), clock_now(), error);
	default:
		return TRUE;
	}
}

static gint64
record(struct post *post, const struct case_row *row, const struct done *done,
       GError **error)
{
	struct history_new entry = {
		.case_id = row->id,
		.at = clock_now(),
		.actor = done->by,
		.event = done->not_needed ? "not-needed" : "done",
		.detail = json_pack("{s:s, s:s}", "duty", duty_name(done->kind),
				    "reason", done->reason),
	};

	return history_add(post->ledger, entry, error);
}

static gboolean
settle_duty(struct post *post, const struct case_row *row,
	    const struct done *done, GError **error)
{
	g_autoptr(own_duty_row) duty = NULL;
	gint64 event;

	if (!check_kind(done, row, error) ||
	    !oblige_find(post, row->id, done->kind, &duty, error))
		return FALSE;
	if (duty == NULL || !duty_is_open(duty))
		return fault_set(error, FAULT_INPUT,
				 "%s has no open duty \"%s\".", row->ref,
				 duty_name(done->kind));
	event = record(post, row, done, error);
	if (event == 0)
		return FALSE;
	if (done->not_needed)
		return duty_end(post->ledger, duty->id, done->by, done->reason,
				error);
	return oblige_meet(post, row->id, done->kind, event, error) &&
	       follow(post, row, done->kind, error);
}

static gboolean
in_transaction(struct post *post, const char *ref, const struct done *done,
	       GError **error)
{
	g_autoptr(own_case_row) row = NULL;

	if (!ledger_begin(post->ledger, error))
		return FALSE;
	row = case_named(post->ledger, ref, error);
	if (row == NULL || !settle_duty(post, row, done, error)) {
		ledger_rollback(post->ledger);
		return FALSE;
	}
	return ledger_commit(post->ledger, error);
}

static int
run(struct call *call, struct done *done)
{
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;

	if (call->argc != 3 || done->reason == NULL ||
	    *g_strstrip(done->reason) == '\0') {
		fputs("postroom case done: Give the case's reference, the "
		      "duty's name, and --reason.\n",
		      stderr);
		return 2;
	}
	if (!case_is_named(call, done->by))
		return 2;
	done->kind = duty_of(call->argv[2]);
	if (!case_check_text(done->reason, &error))
		return cmd_fail(call, error);
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !in_transaction(post, call->argv[1], done, &error))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_case_done(struct call *call)
{
	struct done done = {NULL, NULL, FALSE, DUTY_COUNT};
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &done.by, "who did it",
		 "NAME"},
		{"reason", 0, 0, G_OPTION_ARG_FILENAME, &done.reason,
		 "what was done, or why it need not be", "TEXT"},
		{"not-needed", 0, 0, G_OPTION_ARG_NONE, &done.not_needed,
		 "it was not done, and need not be", NULL},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (cmd_options(call, entries, "REF DUTY",
			"Records that a duty was met by other means. \"case "
			"show\" and \"due --json\" give the duties' names.",
			&status))
		status = run(call, &done);
	g_free(done.by);
	g_free(done.reason);
	return status;
}
