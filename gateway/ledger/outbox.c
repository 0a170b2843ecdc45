/*
 * Letters in and out of their table: putting one in, finding it, walking.
 * What becomes of it is in outbox_change.c.
 */
#include "ledger/outbox.h"

#include "base/clock.h"
#include "base/fault.h"
#include "ledger/db.h"

#define LETTER                                                                 \
	"SELECT id, case_id, kind, stage, state, to_name, to_address, "        \
	"from_name, from_address, reply_to, subject, body, message_id, "       \
	"in_reply_to, mail_references, dated, template_hash, envelope_from, "  \
	"guard, actor, created, next_at, claimed, sent, attempts, uncertain, " \
	"reply, route, pages, postal, printed, issued, remote"
#define WITH_MAIL LETTER ", mail, pdf FROM letter "
#define WITHOUT_MAIL LETTER ", NULL, NULL FROM letter "

#define HOUR ((gint64)60 * 60)
#define DAY (24 * HOUR)
#define WEEK (7 * DAY)

enum { INSERT, LIVE, BY_ID, BY_MESSAGE_ID, TRAFFIC_TO, TRAFFIC_ALL, STEP };
static const char *const sql[] = {
	[INSERT] = "INSERT INTO letter (case_id, kind, stage, state, to_name, "
		   "to_address, from_name, from_address, reply_to, subject, "
		   "body, message_id, in_reply_to, mail_references, dated, "
		   "template_hash, mail, envelope_from, guard, actor, created, "
		   "next_at, reply, route, pdf, pages, postal, turn) VALUES "
		   "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
		   "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, "
		   "?25, ?26, ?27, CASE WHEN ?28 THEN (SELECT count(*) FROM "
		   "letter WHERE case_id = ?1 AND kind = ?2 AND stage = ?3 "
		   "AND state = 'sent') ELSE 0 END)",
	[LIVE] = WITH_MAIL "WHERE case_id = ?1 AND kind = ?2 AND stage = ?3 "
			   "AND state IN ('queued', 'claimed', 'sent', "
			   "'uncertain', 'held', 'printed') ORDER BY turn DESC",
	[BY_ID] = WITH_MAIL "WHERE id = ?1",
	[BY_MESSAGE_ID] = WITH_MAIL "WHERE message_id = ?1",
	[TRAFFIC_TO] = "SELECT count(*) FILTER (WHERE created > ?2), "
		       "count(*) FILTER (WHERE created > ?3), count(*) FROM "
		       "letter WHERE to_address = ?1 COLLATE NOCASE AND "
		       "created > ?4",
	[TRAFFIC_ALL] = "SELECT count(*) FILTER (WHERE created > ?1), "
			"count(*) FROM letter WHERE created > ?2",
	[STEP] = WITHOUT_MAIL "WHERE id = ?1",
};

/* The index is named, or it is passed over while there are few letters. */
#define UNSETTLED                                                            \
	"SELECT id FROM letter INDEXED BY letter_unsettled WHERE state NOT " \
	"IN ('sent', 'bounced', 'withdrawn', 'printed') AND "

static const char *const each_sql[] = {
	[OUTBOX_OF_CASE] = "SELECT id FROM letter WHERE case_id = ?1 "
			   "ORDER BY id",
	[OUTBOX_WAITING] =
		UNSETTLED "state <> 'failed' AND created < ?1 ORDER BY id",
	[OUTBOX_STUCK] = UNSETTLED
	"(state IN ('failed', 'held') OR (state = 'uncertain' AND "
	"uncertain > 1)) ORDER BY id",
	[OUTBOX_ON_PAPER] = "SELECT id FROM letter WHERE state = 'printed' "
			    "ORDER BY id",
	[OUTBOX_ALL] = "SELECT id FROM letter ORDER BY id",
};

static const char *const state_names[] = {
	[OUTBOX_QUEUED] = "queued",   [OUTBOX_CLAIMED] = "claimed",
	[OUTBOX_SENT] = "sent",	      [OUTBOX_UNCERTAIN] = "uncertain",
	[OUTBOX_HELD] = "held",	      [OUTBOX_FAILED] = "failed",
	[OUTBOX_BOUNCED] = "bounced", [OUTBOX_WITHDRAWN] = "withdrawn",
	[OUTBOX_PRINTED] = "printed",
};

static const char *const route_names[] = {
	[ROUTE_EMAIL] = "email",
	[ROUTE_POST] = "post",
	[ROUTE_NOTIFY] = "notify",
};

struct outbox_each {
	struct walk walk;
};

const char *
outbox_state_name(enum outbox_state state)
{
	g_assert(state < OUTBOX_STATE_COUNT);
	return state_names[state];
}

const char *
outbox_route_name(enum outbox_route route)
{
	g_assert(route < ROUTE_COUNT);
	return route_names[route];
}

static enum outbox_state
state_of(const char *name)
{
	enum outbox_state state;

	for (state = 0; state < OUTBOX_STATE_COUNT; state++)
		if (g_str_equal(name, state_names[state]))
			break;
	return state;
}

void
outbox_row_free(struct outbox_row *row)
{
	notice_free(row->notice);
	if (row->mail != NULL)
		g_bytes_unref(row->mail);
	if (row->pdf != NULL)
		g_bytes_unref(row->pdf);
	g_free(row->postal);
	g_free(row->remote);
	g_free(row->envelope_from);
	g_free(row->actor);
	g_free(row->reply);
	g_free(row);
}

static char *
join_references(const struct notice *notice)
{
	g_autoptr(GString) joined = g_string_new(NULL);
	guint i;

	for (i = 0; i < notice->references->len; i++)
		g_string_append_printf(
			joined, "%s\n",
			(const char *)notice->references->pdata[i]);
	return g_string_free(g_steal_pointer(&joined), FALSE);
}

static void
split_references(const char *joined, GPtrArray *references)
{
	g_auto(GStrv) lines = g_strsplit(joined, "\n", -1);
	gsize i;

	for (i = 0; lines[i] != NULL; i++)
		if (*lines[i] != '\0')
			g_ptr_array_add(references, g_strdup(lines[i]));
}

static struct value
bytes_or_null(GBytes *bytes)
{
	return bytes != NULL ? value_bytes(bytes) : value_text(NULL);
}

static gboolean
insert(struct db *db, const struct outbox_new *new, const char *references,
       GError **error)
{
	const struct notice *n = new->notice;
	gboolean held = new->hold != NULL;
	gint64 next = new->next_at != TIME_NONE ? new->next_at : new->created;

	return db_run(
		db, sql[INSERT],
		VALUES(value_int(new->case_id),
		       value_text(letter_name(n->letter)), value_int(n->stage),
		       value_text(held ? "held" : "queued"),
		       value_text(n->to_name), value_text(n->to),
		       value_text(n->from_name), value_text(n->from),
		       value_text(n->reply_to), value_text(n->subject),
		       value_text(n->body), value_text(n->message_id),
		       value_text(n->in_reply_to), value_text(references),
		       value_time(n->date), value_text(n->template_hash),
		       bytes_or_null(new->mail), value_text(new->envelope_from),
		       value_int(new->guard), value_text(new->actor),
		       value_time(new->created), value_time(next),
		       value_text(held ? new->hold : ""),
		       value_text(outbox_route_name(new->route)),
		       bytes_or_null(new->pdf), value_int(new->pages),
		       value_text(new->postal != NULL ? new->postal : ""),
		       value_int(letter_repeats(n->letter))),
		error);
}

/* The words for a second live letter, which the table refuses; any other
 * trouble stays as it is. */
static void
explain(struct ledger *ledger, const struct outbox_new *new, GError **error)
{
	g_autoptr(own_outbox_row) live =
		outbox_live(ledger, new->case_id, new->notice->letter,
			    new->notice->stage, NULL);

	if (live == NULL)
		return;
	g_clear_error(error);
	(void)fault_set(error, FAULT_INPUT, "The case has one already: %s, %s.",
			letter_name(live->notice->letter),
			outbox_state_name(live->state));
}

gint64
outbox_add(struct ledger *ledger, const struct outbox_new *new, GError **error)
{
	g_autofree char *references = join_references(new->notice);

	if (insert(ledger_db(ledger), new, references, error))
		return db_last_id(ledger_db(ledger));
	if (error != NULL && fault_is(*error, FAULT_INPUT))
		explain(ledger, new, error);
	return 0;
}

static enum letter
take_letter(struct rows *rows)
{
	g_autofree char *name = take_text(rows);

	return letter_of(name);
}

static enum outbox_state
take_state(struct rows *rows)
{
	g_autofree char *name = take_text(rows);

	return state_of(name);
}

/* notice_new leaves strings that are the notice's to free. */
static void
take_over(char **field, struct rows *rows)
{
	g_free(*field);
	*field = take_text(rows);
}

static void
take_notice(struct rows *rows, struct notice *notice)
{
	char **fields[] = {
		&notice->to_name, &notice->to,	       &notice->from_name,
		&notice->from,	  &notice->reply_to,   &notice->subject,
		&notice->body,	  &notice->message_id, &notice->in_reply_to,
	};
	g_autofree char *references = NULL;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(fields); i++)
		take_over(fields[i], rows);
	references = take_text(rows);
	split_references(references, notice->references);
	notice->date = take_time(rows);
	take_over(&notice->template_hash, rows);
}

static enum outbox_route
take_route(struct rows *rows)
{
	g_autofree char *name = take_text(rows);
	enum outbox_route route = ROUTE_EMAIL;

	while (route + 1 < ROUTE_COUNT &&
	       !g_str_equal(name, route_names[route]))
		route++;
	return route;
}

static void
take_paper(struct rows *rows, struct outbox_row *row)
{
	row->route = take_route(rows);
	row->pages = (guint)take_int(rows);
	row->postal = take_text(rows);
	row->printed = take_time(rows);
	row->issued = take_day(rows);
	row->remote = take_text(rows);
}

/* NULL where there is none: a letter is mail or pages, never both. */
static GBytes *
take_blob(struct rows *rows)
{
	GBytes *bytes = take_bytes(rows);

	if (g_bytes_get_size(bytes) == 0)
		g_clear_pointer(&bytes, g_bytes_unref);
	return bytes;
}

/* In the order of LETTER and the mail after it. */
static struct outbox_row *
take_row(struct rows *rows)
{
	struct outbox_row *row = g_new0(struct outbox_row, 1);

	row->notice = notice_new();
	row->id = take_int(rows);
	row->case_id = take_int(rows);
	row->notice->letter = take_letter(rows);
	row->notice->stage = (int)take_int(rows);
	row->state = take_state(rows);
	take_notice(rows, row->notice);
	row->envelope_from = take_text(rows);
	row->guard = take_int(rows) != 0;
	row->actor = take_text(rows);
	row->created = take_time(rows);
	row->next_at = take_time(rows);
	row->claimed = take_time(rows);
	row->sent = take_time(rows);
	row->attempts = (int)take_int(rows);
	row->uncertain = (int)take_int(rows);
	row->reply = take_text(rows);
	take_paper(rows, row);
	row->mail = take_blob(rows);
	row->pdf = take_blob(rows);
	return row;
}

static struct outbox_row *
find(struct ledger *ledger, int statement, const struct value *values,
     GError **error)
{
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[statement], values, error);

	return rows != NULL ? take_row(rows) : NULL;
}

struct outbox_row *
outbox_by_id(struct ledger *ledger, gint64 id, GError **error)
{
	return find(ledger, BY_ID, VALUES(value_int(id)), error);
}

struct outbox_row *
outbox_by_message_id(struct ledger *ledger, const char *message_id,
		     GError **error)
{
	return find(ledger, BY_MESSAGE_ID, VALUES(value_text(message_id)),
		    error);
}

struct outbox_row *
outbox_live(struct ledger *ledger, gint64 case_id, enum letter letter,
	    int stage, GError **error)
{
	return find(ledger, LIVE,
		    VALUES(value_int(case_id), value_text(letter_name(letter)),
			   value_int(stage)),
		    error);
}

gboolean
outbox_traffic_to(struct ledger *ledger, const char *address, gint64 now,
		  struct traffic *traffic, GError **error)
{
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[TRAFFIC_TO],
		       VALUES(value_text(address), value_time(now - HOUR),
			      value_time(now - DAY), value_time(now - WEEK)),
		       error);

	if (rows == NULL)
		return FALSE;
	traffic->hour = (guint)take_int(rows);
	traffic->day = (guint)take_int(rows);
	traffic->week = (guint)take_int(rows);
	return TRUE;
}

gboolean
outbox_traffic_all(struct ledger *ledger, gint64 now, struct traffic *traffic,
		   GError **error)
{
	g_autoptr(own_rows) rows = db_row(
		ledger_db(ledger), sql[TRAFFIC_ALL],
		VALUES(value_time(now - HOUR), value_time(now - DAY)), error);

	if (rows == NULL)
		return FALSE;
	traffic->all_hour = (guint)take_int(rows);
	traffic->all_day = (guint)take_int(rows);
	return TRUE;
}

struct outbox_each *
outbox_each_open(struct ledger *ledger, enum outbox_which which,
		 gint64 argument, GError **error)
{
	g_autofree struct outbox_each *each = g_new0(struct outbox_each, 1);
	const struct value *values = VALUES(value_int(argument));

	if (which == OUTBOX_STUCK || which == OUTBOX_ON_PAPER ||
	    which == OUTBOX_ALL)
		values = NULL;
	if (!walk_open(&each->walk, ledger, each_sql[which], values, error))
		return NULL;
	return g_steal_pointer(&each);
}

struct outbox_row *
outbox_each_next(struct outbox_each *each, GError **error)
{
	gint64 id = walk_next(&each->walk);
	struct outbox_row *row;

	if (id == 0)
		return NULL;
	row = find(each->walk.ledger, STEP, VALUES(value_int(id)), error);
	if (row == NULL)
		return NULL;
	g_clear_pointer(&row->mail, g_bytes_unref);
	g_clear_pointer(&row->pdf, g_bytes_unref);
	return row;
}

void
outbox_each_close(struct outbox_each *each)
{
	if (each == NULL)
		return;
	walk_close(&each->walk);
	g_free(each);
}

GPtrArray *
outbox_list(struct ledger *ledger, enum outbox_which which, gint64 argument,
	    GError **error)
{
	g_autoptr(own_outbox_each) each =
		outbox_each_open(ledger, which, argument, error);
	g_autoptr(GPtrArray) rows =
		g_ptr_array_new_with_free_func((GDestroyNotify)outbox_row_free);
	GError *problem = NULL;
	struct outbox_row *row;

	if (each == NULL)
		return NULL;
	while ((row = outbox_each_next(each, &problem)) != NULL)
		g_ptr_array_add(rows, row);
	if (problem == NULL)
		return g_steal_pointer(&rows);
	g_propagate_error(error, problem);
	return NULL;
}
