/*
 * Accepting meets the duty to act at once and leaves the one to record what
 * was done.
 */
#include "desk/accept.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "desk/oblige.h"
#include "ledger/history.h"

#define HOUR ((gint64)60 * 60)
#define RECORD_HOURS 24

/* Not the text of any reply token, which is made with the same key. */
static char *
token_text(gint64 duty_id)
{
	return g_strdup_printf("accept %" G_GINT64_FORMAT, duty_id);
}

char *
accept_token(const struct post *post, gint64 duty_id)
{
	g_autofree char *text = token_text(duty_id);
	g_autofree char *token = secret_token(post->key, text);

	return g_strdup_printf("%" G_GINT64_FORMAT "-%s", duty_id, token);
}

char *
accept_link(const struct post *post, gint64 duty_id)
{
	const char *base = post->config->console.url;
	g_autofree char *token = NULL;

	if (*base == '\0')
		return g_strdup("");
	token = accept_token(post, duty_id);
	return g_strdup_printf("%s/accept/%s", base, token);
}

static struct danger *
by_duty(const struct post *post, gint64 duty_id, GError **error)
{
	GError *problem = NULL;
	struct danger *danger = danger_of_duty(post->ledger, duty_id, &problem);

	if (problem != NULL)
		g_propagate_error(error, problem);
	else if (danger == NULL)
		(void)fault_set(error, FAULT_INPUT,
				"The link is about nothing that we know.");
	return danger;
}

struct danger *
accept_find(const struct post *post, const char *token, GError **error)
{
	char *end = NULL;
	gint64 duty_id = g_ascii_strtoll(token, &end, 10);
	g_autofree char *text = token_text(duty_id);

	if (duty_id <= 0 || *end != '-' ||
	    !secret_token_is(post->key, text, end + 1)) {
		(void)fault_set(error, FAULT_INPUT,
				"The link is not whole. Copy all of it.");
		return NULL;
	}
	return by_duty(post, duty_id, error);
}

static gboolean
check(const struct case_row *row, const struct danger *danger, GError **error)
{
	g_autofree char *when = NULL;

	if (danger == NULL)
		return fault_set(error, FAULT_INPUT,
				 "%s tells of no danger that waits for "
				 "somebody.",
				 row->ref);
	if (danger->accepted != TIME_NONE) {
		when = clock_short(danger->accepted);
		return fault_set(error, FAULT_INPUT,
				 "%s took %s on at %s. Speak to them.",
				 danger->accepted_by, row->ref, when);
	}
	return danger->open ||
	       fault_set(error, FAULT_INPUT,
			 "The danger of %s has been dealt with.", row->ref);
}

static gboolean
owe_record(struct post *post, const struct danger *danger, GError **error)
{
	gint64 now = clock_now();
	gint64 begun = danger->begun == TIME_NONE ? now : danger->begun;
	struct duty_due due = {
		.kind = DUTY_RECORD_DANGER,
		.due_at = MAX(begun + RECORD_HOURS * HOUR,
			      now + post->settings.urgent_hours * HOUR),
		.guard_at = TIME_NONE,
	};
	g_autoptr(GArray) duties = g_array_new(FALSE, FALSE, sizeof(due));

	g_array_append_val(duties, due);
	return oblige_all(post, danger->case_id, duties, error);
}

static gboolean
take_on(struct post *post, const struct case_row *row, const struct act *act,
	const char *how, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_danger) danger =
		danger_of_case(post->ledger, row->id, &problem);
	struct history_new entry = {
		.case_id = row->id,
		.at = clock_now(),
		.actor = act->by,
		.event = "accepted",
	};
	gint64 event;

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (!check(row, danger, error))
		return FALSE;
	entry.detail = json_pack("{s:s, s:s}", "duty", duty_name(DUTY_URGENT),
				 "how", how);
	event = history_add(post->ledger, entry, error);
	return event > 0 &&
	       danger_accept(post->ledger, danger, act->by, how, error) &&
	       oblige_meet(post, row->id, DUTY_URGENT, event, error) &&
	       owe_record(post, danger, error);
}

gboolean
accept_danger(struct post *post, const struct act *act, const char *how,
	      GError **error)
{
	g_autoptr(own_case_row) row = act_begin(post, act, error);

	return row != NULL &&
	       act_end(post, take_on(post, row, act, how, error), error);
}
