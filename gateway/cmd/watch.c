/*
 * watch: what the calendar demands. The guard acts first, then whatever a
 * person must be told is printed, one line each.
 */
#include "cmd/cmd.h"

#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "cmd/ballast.h"
#include "cmd/caller.h"
#include "cmd/daily.h"
#include "cmd/loop.h"
#include "desk/announce.h"
#include "desk/bulletin.h"
#include "desk/guard.h"
#include "desk/tell.h"

#define PAUSE_SECONDS 30

/* If people could not be told by mail. */
#define TELL_AGAIN (10 * G_TIME_SPAN_MINUTE)

static gboolean
look(struct post *post, struct alarms *alarms, guint *sent, GError **error)
{
	return guard_act(post, alarms, sent, error) &&
	       guard_explain(post, error) && announce_due(post, error) &&
	       alarm_look(post, alarms, error) &&
	       bulletin_note(post, alarms, error);
}

static void
print_alarms(const struct alarms *alarms)
{
	guint i;

	for (i = 0; i < alarms->list->len; i++) {
		const struct alarm *alarm = alarms->list->pdata[i];

		puts(alarm->sentence);
	}
	for (i = 0; i < ALARM_COUNT; i++)
		if (alarms->counts[i] > LIMIT_ALARMS)
			printf("%u more of this kind: %s\n",
			       alarms->counts[i] - LIMIT_ALARMS,
			       alarm_facts(i)->many);
	if (alarms->list->len == 0)
		puts("All is well: nothing is overdue.");
}

static int
look_once(struct call *call, struct post *post, gboolean mail)
{
	g_autoptr(own_alarms) alarms = alarms_new();
	GError *error = NULL;
	guint sent = 0, mails;

	caller_finish(post);
	if (!look(post, alarms, &sent, &error))
		return cmd_fail(call, error);
	if (sent > 0)
		printf("guard: %u acknowledgement%s queued, nobody had "
		       "released %s.\n",
		       sent, sent == 1 ? "" : "s", sent == 1 ? "it" : "them");
	print_alarms(alarms);
	if (mail && !bulletin_send(post, &mails, &error))
		return cmd_fail(call, error);
	return alarms->list->len > 0 ? 1 : 0;
}

/* In the log each alarm stands once when it begins, not every half minute. */
static void
log_new(GHashTable **known, const struct alarms *alarms)
{
	GHashTable *now =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint i;

	for (i = 0; i < alarms->list->len; i++) {
		const struct alarm *alarm = alarms->list->pdata[i];
		char *key = g_strdup_printf("%d %s", (int)alarm->kind,
					    alarm->subject);

		if (!g_hash_table_contains(*known, key))
			log_event("%s", alarm->sentence);
		g_hash_table_add(now, key);
	}
	g_hash_table_unref(*known);
	*known = now;
}

/* When something that failed is to be tried again; monotonic. */
struct retry {
	gint64 disk;
	gint64 mail;
};

/* A full disk is told past the ledger: nothing is taken in until somebody
 * acts, and the mark that it was told may not fit on that disk. */
static void
look_at_disk(struct post *post, struct retry *retry)
{
	gint64 now = g_get_monotonic_time();
	g_autoptr(GError) full = NULL;
	g_autoptr(GError) trouble = NULL;

	ballast_keep(post->config->data);
	if (spool_has_room(post->spool, &full) || now < retry->disk)
		return;
	retry->disk = now + G_TIME_SPAN_DAY;
	if (tell_officers(post->config, "disk", full->message, &trouble))
		return;
	retry->disk = now + TELL_AGAIN;
	log_fault(trouble);
}

/* If the mails left but could not be noted in the ledger, they must not leave
 * again at every look. */
static void
send_bulletin(struct post *post, struct retry *retry)
{
	gint64 now = g_get_monotonic_time();
	g_autoptr(GError) trouble = NULL;
	guint mails = 0;

	if (now < retry->mail)
		return;
	if (bulletin_send(post, &mails, &trouble)) {
		if (mails > 0)
			log_event("told people of alarms by mail");
		return;
	}
	retry->mail = now + TELL_AGAIN;
	log_fault(trouble);
}

static int
go_on(struct call *call, struct post *post)
{
	GHashTable *known =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct loop loop = {.pause = PAUSE_SECONDS};
	struct retry retry = {0, 0};
	pid_t caller = 0;
	struct daily daily = {.config = call->config};

	loop_live(post->config->data, "watch");
	do {
		g_autoptr(own_alarms) alarms = alarms_new();
		GError *error = NULL;
		guint sent = 0;

		look_at_disk(post, &retry);
		caller_look(post, &caller);
		if (look(post, alarms, &sent, &error)) {
			log_new(&known, alarms);
			send_bulletin(post, &retry);
			daily_look(&daily, post);
		}
		loop_result(&loop, error);
	} while (loop_wait(&loop));
	daily_stop(&daily);
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
	gboolean once = FALSE, mail = FALSE;
	g_autofree char *kind = NULL;
	const GOptionEntry entries[] = {
		{"tell", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &kind,
		 "Tell the officers by mail, then end", "KIND"},
		{"once", 0, 0, G_OPTION_ARG_NONE, &once,
		 "Look once; exit 1 if a person must act", NULL},
		{"mail", 0, 0, G_OPTION_ARG_NONE, &mail,
		 "With --once: mail what is to be told, as without it", NULL},
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
	loop_lead();
	return once ? look_once(call, post, mail) : go_on(call, post);
}
