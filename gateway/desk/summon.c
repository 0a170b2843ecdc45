/*
 * Who is to be called now, and that it is noted. What a call says, and how
 * it goes out, is in summon_carry.c.
 */
#include "desk/summon.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/summon_carry.h"
#include "ledger/history.h"
#include "policy/rota.h"

#define RETRY_SECONDS 60
#define MOST_ATTEMPTS 5

/* One way of one step, for all dangers before the next way: mail goes out
 * before a hook that hangs is waited for. */
struct round {
	struct post *post;
	GPtrArray *dangers; /* struct danger */
	GPtrArray *said;
	enum call_how how;
};

static guint
targets(const struct rota_step *step, enum call_how how)
{
	switch (how) {
	case CALL_EMAIL:
		return step->email->len;
	case CALL_WEBHOOK:
		return *step->webhook != '\0' ? 1 : 0;
	default:
		return step->command->len > 0 ? 1 : 0;
	}
}

gboolean
summon_is_needed(const struct post *post)
{
	return post->config->urgent.steps->len > 0 &&
	       danger_count(post->ledger, NULL) > 0;
}

static gboolean
finish(struct post *post, gboolean done, GError **error)
{
	if (done)
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

static gboolean
begin_dangers(struct post *post, GPtrArray *dangers, GError **error)
{
	gint64 now = clock_now();
	guint i;

	for (i = 0; i < dangers->len; i++) {
		struct danger *danger = g_ptr_array_index(dangers, i);

		if (danger->begun != TIME_NONE)
			continue;
		danger->begun = now;
		if (!ledger_begin(post->ledger, error) ||
		    !finish(post,
			    danger_begin(post->ledger, danger, now, error),
			    error))
			return FALSE;
	}
	return TRUE;
}

/* Somebody may have accepted while others were called. */
static gboolean
still_waits(struct post *post, const struct danger *danger)
{
	g_autoptr(own_danger) now =
		danger_of_duty(post->ledger, danger->duty_id, NULL);

	return now != NULL && now->open && now->accepted == TIME_NONE;
}

static gboolean
is_due(struct post *post, const struct call_key *key, gboolean *due,
       GError **error)
{
	struct call_standing standing;

	if (!call_standing(post->ledger, key, &standing, error))
		return FALSE;
	switch (standing.state) {
	case CALL_MADE:
		*due = FALSE;
		break;
	case CALL_FAILED:
		*due = standing.attempts < MOST_ATTEMPTS &&
		       clock_now() - standing.at >= RETRY_SECONDS;
		break;
	default: /* never, or cut off in the middle */
		*due = TRUE;
	}
	return TRUE;
}

static gboolean
note_trying(struct post *post, const struct call_key *key, GError **error)
{
	return ledger_begin(post->ledger, error) &&
	       finish(post, call_begin(post->ledger, key, error), error);
}

static gboolean
note_end(struct post *post, const struct summons *call, const GError *trouble,
	 GError **error)
{
	const struct call_key *key = &call->key;
	struct history_new entry = {
		.case_id = call->danger->case_id,
		.at = clock_now(),
		.actor = "postroom",
		.event = trouble == NULL ? "called" : "not-reached",
		.detail = json_pack("{s:s, s:i, s:s, s:s}", "step", key->step,
				    "turn", key->turn, "how",
				    call_how_name(key->how), "reason",
				    trouble == NULL ? "" : trouble->message),
	};
	const char *outcome = trouble == NULL ? "made" : trouble->message;

	if (!ledger_begin(post->ledger, error)) {
		json_decref(entry.detail);
		return FALSE;
	}
	return finish(
		post,
		call_end(post->ledger, key, trouble == NULL, outcome, error) &&
			history_add(post->ledger, entry, error) > 0,
		error);
}

static void
say(const struct round *round, const struct summons *call,
    const GError *trouble)
{
	g_ptr_array_add(
		round->said,
		g_strdup_printf("%s: the rota was %scalled by %s, step %s%s%s",
				call->danger->ref,
				trouble == NULL ? "" : "not ",
				call_how_name(call->key.how), call->key.step,
				trouble == NULL ? "" : ": ",
				trouble == NULL ? "" : trouble->message));
}

static gboolean
call_one(const struct round *round, const struct summons *call, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	gboolean due = FALSE;

	if (!is_due(round->post, &call->key, &due, error))
		return FALSE;
	if (!due || !still_waits(round->post, call->danger))
		return TRUE;
	if (!note_trying(round->post, &call->key, error))
		return FALSE;
	(void)summon_carry(round->post, call, &trouble);
	say(round, call, trouble);
	return note_end(round->post, call, trouble, error);
}

static gboolean
call_step(const struct round *round, const struct danger *danger, guint index,
	  GError **error)
{
	const struct urgent *urgent = &round->post->config->urgent;
	const struct rota_step *step = g_ptr_array_index(urgent->steps, index);
	const struct rota_time time = {step->after, step->office};
	struct summons call = {.danger = danger, .step = step};
	guint i, n = targets(step, round->how);

	call.key.turn = rota_turn(round->post->calendar, &time, urgent->repeat,
				  danger->begun, clock_now());
	if (call.key.turn < 0)
		return TRUE;
	call.key.duty_id = danger->duty_id;
	call.key.step = step->name;
	call.key.how = round->how;
	for (i = 0; i < n; i++) {
		g_autofree char *target = summon_target(step, round->how, i);

		call.key.target = target;
		if (!call_one(round, &call, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
call_way(const struct round *round, GError **error)
{
	guint steps = round->post->config->urgent.steps->len;
	guint i, k;

	for (i = 0; i < round->dangers->len; i++)
		for (k = 0; k < steps; k++)
			if (!call_step(round,
				       g_ptr_array_index(round->dangers, i), k,
				       error))
				return FALSE;
	return TRUE;
}

gboolean
summon_all(struct post *post, GPtrArray *said, GError **error)
{
	g_autoptr(GPtrArray) dangers = NULL;
	struct round round = {.post = post, .said = said};

	if (post->config->urgent.steps->len == 0)
		return TRUE;
	round.dangers = dangers = danger_waiting(post->ledger, error);
	if (dangers == NULL || !begin_dangers(post, dangers, error))
		return FALSE;
	for (round.how = 0; round.how < CALL_HOW_COUNT; round.how++)
		if (!call_way(&round, error))
			return FALSE;
	return TRUE;
}

static guint
try_step(struct post *post, const struct rota_step *step, GPtrArray *said)
{
	static const struct danger trial = {.ref = (char *)"TRIAL"};
	struct round round = {.post = post, .said = said};
	struct summons call = {.danger = &trial, .step = step, .trial = TRUE};
	guint i, failed = 0;

	call.key.step = step->name;
	for (round.how = 0; round.how < CALL_HOW_COUNT; round.how++)
		for (i = 0; i < targets(step, round.how); i++) {
			g_autofree char *target =
				summon_target(step, round.how, i);
			g_autoptr(GError) trouble = NULL;

			call.key.how = round.how;
			call.key.target = target;
			if (!summon_carry(post, &call, &trouble))
				failed++;
			say(&round, &call, trouble);
		}
	return failed;
}

gboolean
summon_try(struct post *post, GPtrArray *said, GError **error)
{
	const GPtrArray *steps = post->config->urgent.steps;
	guint i, failed = 0;

	if (steps->len == 0)
		return fault_set(error, FAULT_SETUP,
				 "The configuration has no rota: nobody is "
				 "called about a danger. Write a section rota "
				 "\"first\" { email = { … } }.");
	for (i = 0; i < steps->len; i++)
		failed += try_step(post, g_ptr_array_index(steps, i), said);
	return failed == 0 ||
	       fault_set(error, FAULT_TEMPORARY,
			 "%u of the rota could not be reached.", failed);
}
