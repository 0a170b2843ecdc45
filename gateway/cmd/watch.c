/*
 * watch: what the calendar demands. The guard acts first, then whatever a
 * person must be told is printed, one line each.
 */
#include "cmd/cmd.h"

#include "base/lock.h"
#include "base/log.h"
#include "desk/alarm.h"
#include "cmd/ballast.h"
#include "desk/guard.h"
#include "cmd/loop.h"
#include "desk/post.h"
#include "desk/tell.h"

#define PAUSE_SECONDS 30

/* If the officers could not be told of a full disk by mail. */
#define TELL_AGAIN (10 * G_TIME_SPAN_MINUTE)

static gboolean
look(struct post *post, GPtrArray *alarms, guint *sent, GError **error)
{
	if (!guard_act(post, alarms, sent, error) ||
	    !alarm_duties(post, alarms, error) ||
	    !alarm_letters(post, alarms, error))
		return FALSE;
	alarm_sources(post, alarms);
	alarm_stores(post, alarms);
	tell_recent(post->config, alarms);
	return TRUE;
}

static int
look_once(struct call *call, struct post *post)
{
	g_autoptr(GPtrArray) alarms = g_ptr_array_new_with_free_func(g_free);
	GError *error = NULL;
	guint sent = 0, i;

	if (!look(post, alarms, &sent, &error))
		return cmd_fail(call, error);
	if (sent > 0)
		printf("guard: %u acknowledgement%s queued, nobody had "
		       "released %s.\n",
		       sent, sent == 1 ? "" : "s", sent == 1 ? "it" : "them");
	for (i = 0; i < alarms->len; i++)
		puts(g_ptr_array_index(alarms, i));
	if (alarms->len == 0)
		puts("All is well: nothing is overdue.");
	return alarms->len > 0 ? 1 : 0;
}

/* In the log each alarm stands once when it begins, not every half minute. */
static void
log_new(GHashTable **known, GPtrArray *alarms)
{
	GHashTable *now =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint i;

	for (i = 0; i < alarms->len; i++) {
		const char *alarm = g_ptr_array_index(alarms, i);

		if (!g_hash_table_contains(*known, alarm))
			log_event("%s", alarm);
		g_hash_table_add(now, g_strdup(alarm));
	}
	g_hash_table_unref(*known);
	*known = now;
}

/* A full disk is told by mail as well: the log may not be read, and nothing
 * is taken in until somebody acts. *next is when to tell it again, for the
 * mark that it was told may not fit on that disk. */
static void
look_at_disk(struct post *post, gint64 *next)
{
	gint64 now = g_get_monotonic_time();
	g_autoptr(GError) full = NULL;
	g_autoptr(GError) trouble = NULL;

	ballast_keep(post->config->data);
	if (spool_has_room(post->spool, &full) || now < *next)
		return;
	*next = now + G_TIME_SPAN_DAY;
	if (tell_officers(post->config, "disk", full->message, &trouble))
		return;
	*next = now + TELL_AGAIN;
	log_fault(trouble);
}

static int
go_on(struct post *post)
{
	GHashTable *known =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct loop loop = {.pause = PAUSE_SECONDS};
	gint64 next = 0;

	do {
		g_autoptr(GPtrArray) alarms =
			g_ptr_array_new_with_free_func(g_free);
		GError *error = NULL;
		guint sent = 0;

		look_at_disk(post, &next);
		if (look(post, alarms, &sent, &error))
			log_new(&known, alarms);
		loop_result(&loop, error);
	} while (loop_wait(&loop));
	g_hash_table_unref(known);
	return 0;
}

/* What "run" asks for when a process dies again and again: no store is
 * opened, for one of them may be the reason. */
static int
tell(struct call *call, const char *kind)
{
	GError *error = NULL;
	g_autoptr(own_config) config = config_load(call->config, &error);

	if (config == NULL || call->argc < 2 ||
	    !tell_officers(config, kind, call->argv[1], &error))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_watch(struct call *call)
{
	gboolean once = FALSE;
	g_autofree char *kind = NULL;
	const GOptionEntry entries[] = {
		{"tell", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &kind,
		 "Tell the officers by mail, then end", "KIND"},
		{"once", 0, 0, G_OPTION_ARG_NONE, &once,
		 "Look once; exit 1 if a person must act", NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(own_post) post = NULL;
	g_autoptr(own_lock) lock = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Sends what is due, and says what a person must do.",
			 &status))
		return status;
	if (kind != NULL)
		return tell(call, kind);
	post = post_open(call->config, POST_SPOOL | POST_LEDGER | POST_LETTERS,
			 &error);
	if (post != NULL)
		lock = lock_take(post->config->data, "watch", &error);
	if (lock == NULL)
		return cmd_fail(call, error);
	loop_start();
	return once ? look_once(call, post) : go_on(post);
}
