/*
 * Rows of alarms, and the mails about them. A mail is sent first and then
 * remembered: told twice is better than not at all.
 */
#include "desk/bulletin.h"

#include "base/clock.h"
#include "base/limits.h"
#include "desk/tell.h"

#define MINUTE ((gint64)60)
#define HOUR (60 * MINUTE)

#define GATHER MINUTE	      /* from the first new alarm to its mail */
#define APART (5 * MINUTE)    /* between two mails */
#define QUIET (10 * MINUTE)   /* gone for so long is over */
#define NOTED (5 * MINUTE)    /* how old last_seen may become */
#define KEPT (90 * 24 * HOUR) /* rows of what is over */

/* An instant that the clock has not reached yet was never. */
static gint64
since(gint64 instant, gint64 now)
{
	return instant == TIME_NONE || instant > now ? G_MAXINT64
						     : now - instant;
}

enum telling
bulletin_telling(const struct alarm_row *row, int digest_hour, gint64 now)
{
	guint32 today = clock_day(now);

	if (row->cleared != TIME_NONE) {
		if (since(row->cleared, now) < QUIET)
			return TELL_NOTHING;
		return row->announced ? TELL_OVER : TELL_FORGET;
	}
	if (!row->announced)
		return now - row->first_seen >= GATHER &&
				       since(row->told, now) >= HOUR
			       ? TELL_BEGUN
			       : TELL_NOTHING;
	if (row->told != TIME_NONE && clock_day(row->told) < today &&
	    now >= clock_at(today, digest_hour, 0))
		return TELL_STILL;
	return TELL_NOTHING;
}

/* --- rows ---------------------------------------------------------------*/

static char *
identity(const char *kind, const char *subject)
{
	return g_strconcat(kind, "\n", subject, NULL);
}

/* The rows that are live by their identity; they stay the list's. */
static GHashTable *
by_identity(const GPtrArray *rows)
{
	GHashTable *table =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint i;

	for (i = 0; i < rows->len; i++) {
		struct alarm_row *row = rows->pdata[i];

		g_hash_table_insert(table, identity(row->kind, row->subject),
				    row);
	}
	return table;
}

static gboolean
is_noted(const struct alarm_row *row, const struct alarm *alarm, gint64 now)
{
	return row != NULL && row->cleared == TIME_NONE &&
	       since(row->last_seen, now) < NOTED &&
	       g_str_equal(row->sentence, alarm->sentence);
}

/* What is left in the table is not there any more. */
static gboolean
clear_others(struct post *post, GHashTable *table, gint64 now, GError **error)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, table);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct alarm_row *row = value;

		if (row->cleared == TIME_NONE &&
		    !alarm_clear(post->ledger, row->id, now, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
note_all(struct post *post, const struct alarms *alarms, GHashTable *table,
	 GError **error)
{
	gint64 now = clock_now();
	guint i;

	for (i = 0; i < alarms->list->len; i++) {
		const struct alarm *alarm = alarms->list->pdata[i];
		const char *kind = alarm_facts(alarm->kind)->name;
		g_autofree char *key = identity(kind, alarm->subject);
		const struct alarm_seen seen = {kind, alarm->subject,
						alarm->sentence, alarm->told};

		if (!is_noted(g_hash_table_lookup(table, key), alarm, now) &&
		    !alarm_raise(post->ledger, &seen, now, error))
			return FALSE;
		g_hash_table_remove(table, key);
	}
	return clear_others(post, table, now, error) &&
	       alarm_forget(post->ledger, now - KEPT, error);
}

/* Nothing is written at most looks: it would wake the disk for nothing. */
static gboolean
is_all_noted(const struct alarms *alarms, GHashTable *table,
	     const GPtrArray *rows)
{
	gint64 now = clock_now();
	guint lasting = 0, i;

	for (i = 0; i < alarms->list->len; i++) {
		const struct alarm *alarm = alarms->list->pdata[i];
		g_autofree char *key = identity(alarm_facts(alarm->kind)->name,
						alarm->subject);

		if (!is_noted(g_hash_table_lookup(table, key), alarm, now))
			return FALSE;
	}
	for (i = 0; i < rows->len; i++) {
		const struct alarm_row *row = rows->pdata[i];

		lasting += row->cleared == TIME_NONE;
	}
	return lasting == alarms->list->len;
}

gboolean
bulletin_note(struct post *post, const struct alarms *alarms, GError **error)
{
	g_autoptr(GPtrArray) rows = alarm_rows(post->ledger, error);
	g_autoptr(GHashTable) table = NULL;

	if (rows == NULL)
		return FALSE;
	table = by_identity(rows);
	if (is_all_noted(alarms, table, rows))
		return TRUE;
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (note_all(post, alarms, table, error))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

/* --- one mail -----------------------------------------------------------*/

/* The rows of one kind of telling; which rows a mail is about. */
struct issue {
	const struct post *post;
	GPtrArray *rows; /* struct alarm_row, borrowed */
	gint64 now;
};

/* A duty that was pressing and is overdue now is not over. */
static gboolean
goes_on(const struct issue *issue, const struct alarm_row *row)
{
	guint i;

	for (i = 0; i < issue->rows->len; i++) {
		const struct alarm_row *other = issue->rows->pdata[i];

		if (other->cleared == TIME_NONE &&
		    g_str_equal(other->subject, row->subject))
			return TRUE;
	}
	return FALSE;
}

static enum telling
telling_of(const struct issue *issue, const struct alarm_row *row)
{
	enum telling telling = bulletin_telling(
		row, issue->post->config->alarms.digest_hour, issue->now);

	return telling == TELL_OVER && goes_on(issue, row) ? TELL_FORGET
							   : telling;
}

/* Whatever has begun goes with a mail that leaves anyway. */
static enum telling
section_of(const struct issue *issue, const struct alarm_row *row)
{
	enum telling telling = telling_of(issue, row);

	if (telling == TELL_NOTHING && row->cleared == TIME_NONE &&
	    !row->announced && since(row->told, issue->now) >= HOUR)
		return TELL_BEGUN;
	return telling;
}

static guint
count_of(const struct issue *issue, enum telling section)
{
	guint n = 0, i;

	for (i = 0; i < issue->rows->len; i++)
		n += section_of(issue, issue->rows->pdata[i]) == section;
	return n;
}

static void
append_section(const struct issue *issue, enum telling section,
	       const char *title, GString *text)
{
	guint all = count_of(issue, section), told = 0, i;

	if (all == 0)
		return;
	g_string_append_printf(text, "%s\n\n", title);
	for (i = 0; i < issue->rows->len && told < LIMIT_ALARM_LINES; i++) {
		const struct alarm_row *row = issue->rows->pdata[i];
		g_autofree char *begun = clock_short(row->first_seen);

		if (section_of(issue, row) != section)
			continue;
		told++;
		g_string_append_printf(text, "- %s\n  (since %s)\n",
				       row->sentence, begun);
	}
	if (all > told)
		g_string_append_printf(text, "- and %u more\n", all - told);
	g_string_append(text, "\n");
}

static char *
subject_of(const struct issue *issue)
{
	guint begun = count_of(issue, TELL_BEGUN);
	guint still = count_of(issue, TELL_STILL), i;

	if (begun > 0)
		return g_strdup_printf("Postroom needs attention: %u new%s",
				       begun, still > 0 ? ", others last" : "");
	if (still > 0)
		return g_strdup_printf(
			"Postroom needs attention: %u still last%s", still,
			still == 1 ? "s" : "");
	for (i = 0; i < issue->rows->len; i++) {
		const struct alarm_row *row = issue->rows->pdata[i];

		if (row->cleared == TIME_NONE)
			return g_strdup_printf("Postroom: %u over, others last",
					       count_of(issue, TELL_OVER));
	}
	return g_strdup("Postroom: all clear");
}

static char *
text_of(const struct issue *issue)
{
	GString *text = g_string_new(NULL);

	append_section(issue, TELL_BEGUN, "This is new:", text);
	append_section(issue, TELL_STILL, "This still lasts:", text);
	append_section(issue, TELL_OVER, "This is over:", text);
	g_string_append(text,
			"You get a mail when something begins, once a day "
			"while it lasts, and when it is over.\n"
			"\"postroom watch --once\" lists all that needs a "
			"person now; docs/ALARMS.md tells what each line "
			"means and what to do.\n");
	return g_string_free(text, FALSE);
}

static gboolean
remember(struct post *post, const struct issue *issue, GError **error)
{
	guint i;

	for (i = 0; i < issue->rows->len; i++) {
		const struct alarm_row *row = issue->rows->pdata[i];
		enum telling section = section_of(issue, row);

		if (section == TELL_NOTHING)
			continue;
		if (section != TELL_FORGET &&
		    !alarm_told(post->ledger, row->id, issue->now, error))
			return FALSE;
		if ((section == TELL_OVER || section == TELL_FORGET) &&
		    !alarm_close(post->ledger, row->id, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
remember_all(struct post *post, const struct issue *issue, GError **error)
{
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (remember(post, issue, error))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

/* What a mail is due for: more than what merely rides along or is forgotten
 * in silence. */
static gboolean
is_due(const struct issue *issue, gboolean *forget)
{
	gboolean due = FALSE;
	guint i;

	*forget = FALSE;
	for (i = 0; i < issue->rows->len; i++) {
		enum telling telling = telling_of(issue, issue->rows->pdata[i]);

		due |= telling != TELL_NOTHING && telling != TELL_FORGET;
		*forget |= telling == TELL_FORGET;
	}
	return due;
}

static gboolean
send_issue(struct post *post, const struct issue *issue, const GPtrArray *to,
	   guint *sent, GError **error)
{
	g_autofree char *subject = subject_of(issue);
	g_autofree char *text = text_of(issue);

	if (!tell_mail(post->config, to, subject, text, error))
		return FALSE;
	(*sent)++;
	return remember_all(post, issue, error);
}

/* --- all mails ----------------------------------------------------------*/

/* The rows that these people are told of. A kind that this program does not
 * know was another version's: its row goes to both. */
static GPtrArray *
rows_for(const GPtrArray *rows, gboolean officers, gboolean it)
{
	GPtrArray *some = g_ptr_array_new();
	guint i;

	for (i = 0; i < rows->len; i++) {
		struct alarm_row *row = rows->pdata[i];
		enum alarm_kind kind = alarm_of(row->kind);
		gboolean technical =
			kind != ALARM_COUNT && alarm_facts(kind)->technical;

		if (technical ? it : officers)
			g_ptr_array_add(some, row);
	}
	return some;
}

static gint64
last_told(const GPtrArray *rows)
{
	gint64 last = TIME_NONE;
	guint i;

	for (i = 0; i < rows->len; i++) {
		const struct alarm_row *row = rows->pdata[i];

		last = MAX(last, row->told);
	}
	return last;
}

static gboolean
send_to(struct post *post, GPtrArray *rows, const GPtrArray *to, guint *sent,
	GError **error)
{
	struct issue issue = {post, rows, clock_now()};
	gboolean forget;

	if (!is_due(&issue, &forget))
		return !forget || remember_all(post, &issue, error);
	if (since(last_told(rows), issue.now) < APART)
		return TRUE;
	return send_issue(post, &issue, to, sent, error);
}

gboolean
bulletin_send(struct post *post, guint *sent, GError **error)
{
	const struct alarm_settings *settings = &post->config->alarms;
	gboolean one = settings->it == settings->to;
	g_autoptr(GPtrArray) rows = alarm_rows(post->ledger, error);
	g_autoptr(GPtrArray) officers = NULL;
	g_autoptr(GPtrArray) it = NULL;

	*sent = 0;
	if (rows == NULL)
		return FALSE;
	officers = rows_for(rows, TRUE, one);
	it = rows_for(rows, FALSE, !one);
	return send_to(post, officers, settings->to, sent, error) &&
	       send_to(post, it, settings->it, sent, error);
}
