/*
 * Rows of reconciliation. They are only ever added.
 */
#include "ledger/reconciliation.h"

#include "base/clock.h"
#include "ledger/db.h"
#include "ledger/history.h"

#define ROW                                                             \
	"SELECT source, day, since, until, messages, counts, missing, " \
	"fetched, finished, error FROM reconciliation "

enum { ADD, LATEST, FIRST_TRIED, LAST_TRIED, LIST };
static const char *const sql[] = {
	[ADD] = "INSERT INTO reconciliation (source, day, since, until, "
		"messages, counts, missing, fetched, finished, error) VALUES "
		"(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[LATEST] = ROW
	"WHERE source = ?1 AND error = '' AND since IS NULL AND until "
	"IS NULL "
	"ORDER BY finished DESC, id DESC LIMIT 1",
	[FIRST_TRIED] = "SELECT min(finished) FROM reconciliation "
			"WHERE source = ?1",
	[LAST_TRIED] = "SELECT max(finished) FROM reconciliation "
		       "WHERE source = ?1",
	[LIST] = ROW "WHERE ?1 IS NULL OR finished >= ?1 ORDER BY id",
};

struct reconciliation *
reconciliation_new(void)
{
	struct reconciliation *row = g_new0(struct reconciliation, 1);

	row->source = g_strdup("");
	row->counts = g_strdup("{}");
	row->error = g_strdup("");
	row->day = DAY_NONE;
	row->from = row->to = row->finished = TIME_NONE;
	return row;
}

void
reconciliation_free(struct reconciliation *row)
{
	g_free(row->source);
	g_free(row->counts);
	g_free(row->error);
	g_free(row);
}

static json_t *
detail_of(const struct reconciliation *row)
{
	g_autofree char *from = clock_rfc3339(row->from);
	g_autofree char *to = clock_rfc3339(row->to);
	json_t *counts = json_loads(row->counts, 0, NULL);

	return json_pack("{s:s, s:s?, s:s?, s:I, s:o?, s:I, s:I, s:s}",
			 "source", row->source, "from", from, "to", to,
			 "messages", (json_int_t)row->messages, "counts",
			 counts, "missing", (json_int_t)row->missing, "fetched",
			 (json_int_t)row->fetched, "error", row->error);
}

gboolean
reconciliation_add(struct ledger *ledger, const struct reconciliation *row,
		   GError **error)
{
	const struct history_new entry = {.at = row->finished,
					  .actor = "postroom",
					  .event = "reconciled",
					  .detail = detail_of(row)};

	return history_add(ledger, entry, error) != 0 &&
	       db_run(ledger_db(ledger), sql[ADD],
		      VALUES(value_text(row->source),
			     value_day(clock_day(row->finished)),
			     value_time(row->from), value_time(row->to),
			     value_int(row->messages), value_text(row->counts),
			     value_int(row->missing), value_int(row->fetched),
			     value_time(row->finished), value_text(row->error)),
		      error);
}

static gpointer
take_row(struct rows *rows)
{
	struct reconciliation *row = g_new0(struct reconciliation, 1);

	row->source = take_text(rows);
	row->day = take_day(rows);
	row->from = take_time(rows);
	row->to = take_time(rows);
	row->messages = take_int(rows);
	row->counts = take_text(rows);
	row->missing = take_int(rows);
	row->fetched = take_int(rows);
	row->finished = take_time(rows);
	row->error = take_text(rows);
	return row;
}

struct reconciliation *
reconciliation_latest(struct ledger *ledger, const char *source, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[LATEST],
					  VALUES(value_text(source)), error);

	return rows == NULL ? NULL : take_row(rows);
}

gboolean
reconciliation_tried(struct ledger *ledger, const char *source, gint64 *first,
		     gint64 *last, GError **error)
{
	struct db *db = ledger_db(ledger);
	g_autoptr(own_rows) one = NULL;
	g_autoptr(own_rows) other = NULL;

	one = db_row(db, sql[FIRST_TRIED], VALUES(value_text(source)), error);
	if (one == NULL)
		return FALSE;
	*first = take_time(one);
	other = db_row(db, sql[LAST_TRIED], VALUES(value_text(source)), error);
	if (other == NULL)
		return FALSE;
	*last = take_time(other);
	return TRUE;
}

static void
free_row(gpointer data)
{
	reconciliation_free(data);
}

GPtrArray *
reconciliation_list(struct ledger *ledger, gint64 since, GError **error)
{
	return rows_list(db_rows(ledger_db(ledger), sql[LIST],
				 VALUES(value_time(since)), error),
			 take_row, free_row, error);
}
