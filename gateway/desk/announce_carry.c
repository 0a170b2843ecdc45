/*
 * Carrying events to the hooks, outside of any transaction: told and then
 * noted, so that one that is told while we die is told once more, under the
 * same id.
 */
#include "desk/announce.h"

#include "base/fault.h"
#include "base/limits.h"
#include "ledger/hook_event.h"
#include "send/hook.h"
#include "send/schedule.h"

/* A hook that did not answer is left alone for so long, whatever waits. */
#define REST_SECONDS 60

struct announcer {
	GHashTable *resting; /* hook's name -> gint64 *: until when */
};

struct announcer *
announcer_new(void)
{
	struct announcer *announcer = g_new(struct announcer, 1);

	announcer->resting =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return announcer;
}

void
announcer_free(struct announcer *announcer)
{
	if (announcer == NULL)
		return;
	g_hash_table_unref(announcer->resting);
	g_free(announcer);
}

static gboolean
is_resting(const struct announcer *announcer, const char *hook, gint64 now)
{
	const gint64 *until = g_hash_table_lookup(announcer->resting, hook);

	return until != NULL && now < *until && now >= *until - REST_SECONDS;
}

static void
rest(struct announcer *announcer, const char *hook, gint64 now)
{
	gint64 until = now + REST_SECONDS;

	g_hash_table_replace(announcer->resting, g_strdup(hook),
			     g_memdup2(&until, sizeof(until)));
}

static gboolean
tell(const struct webhook *hook, const struct hook_event *event, GError **error)
{
	const struct hook call = {
		.url = hook->url,
		.json = event->body,
		.secret_file = hook->secret_file,
		.ca_file = hook->ca_file,
		.seconds = LIMIT_HOOK_SECONDS,
	};

	return hook_post(&call, error);
}

/* trouble is NULL if it was told. */
static gboolean
note(struct ledger *ledger, const struct hook_event *event, gint64 now,
     const GError *trouble, GError **error)
{
	gboolean noted;

	if (!ledger_begin(ledger, error))
		return FALSE;
	if (trouble == NULL)
		noted = hook_event_told(ledger, event->id, now, error);
	else if (now - event->created >= LIMIT_HOOK_DAYS * 24 * 60 * 60)
		noted = hook_event_failed(ledger, event->id, trouble->message,
					  error);
	else
		noted = hook_event_later(
			ledger, event->id,
			now + schedule_pause(event->key, event->attempts + 1),
			trouble->message, error);
	if (noted)
		return ledger_commit(ledger, error);
	ledger_rollback(ledger);
	return FALSE;
}

static struct hook_event *
next_of(struct post *post, const struct announcer *announcer, const char *hook,
	gint64 now, GError **error)
{
	if (is_resting(announcer, hook, now))
		return NULL;
	return hook_event_next(post->ledger, hook, now, error);
}

gboolean
announce_carry(struct post *post, struct announcer *announcer, gint64 now,
	       struct carried *carried, GError **error)
{
	const GPtrArray *hooks = post->config->webhooks;
	guint i;

	*carried = (struct carried){0, NULL};
	for (i = 0; hooks != NULL && i < hooks->len; i++) {
		const struct webhook *hook = hooks->pdata[i];
		GError *problem = NULL;
		g_autoptr(GError) trouble = NULL;
		g_autoptr(own_hook_event) event =
			next_of(post, announcer, hook->name, now, &problem);

		if (event != NULL && tell(hook, event, &trouble))
			carried->told++;
		if (trouble != NULL)
			rest(announcer, hook->name, now);
		if (trouble != NULL && carried->words == NULL)
			carried->words = g_strdup_printf(
				"webhook %s: %s", hook->name, trouble->message);
		if (problem != NULL ||
		    (event != NULL &&
		     !note(post->ledger, event, now, trouble, &problem))) {
			g_propagate_error(error, problem);
			return FALSE;
		}
	}
	return TRUE;
}
