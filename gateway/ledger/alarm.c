/*
 * The rows of alarms: raised, cleared, told and closed. Which of it happens
 * when is decided by desk/bulletin.c.
 */
#include "ledger/alarm.h"

#include "base/clock.h"
#include "ledger/db.h"

enum { LIVE, RAISE, CLEAR, TOLD, CLOSE, FORGET };
static const char *const sql[] = {
	[LIVE] = "SELECT id, kind, subject, sentence, first_seen, last_seen, "
		 "announced, told, cleared FROM alarm WHERE closed = 0 "
		 "ORDER BY kind, subject",
	[RAISE] = "INSERT INTO alarm (kind, subject, sentence, first_seen, "
		  "last_seen, announced, told, cleared, closed) VALUES (?1, "
		  "?2, ?3, ?5, ?5, ?4, iif(?4, ?5, NULL), NULL, 0) "
		  "ON CONFLICT (kind, subject) DO UPDATE SET sentence = ?3, "
		  "last_seen = ?5, cleared = NULL, closed = 0, "
		  "first_seen = iif(closed, ?5, first_seen), "
		  "announced = iif(closed, ?4, announced), "
		  "told = iif(closed AND ?4, ?5, told)",
	[CLEAR] = "UPDATE alarm SET cleared = ?2 WHERE id = ?1 AND "
		  "cleared IS NULL",
	[TOLD] = "UPDATE alarm SET announced = 1, told = ?2 WHERE id = ?1",
	[CLOSE] = "UPDATE alarm SET closed = 1 WHERE id = ?1 AND cleared IS "
		  "NOT NULL",
	[FORGET] = "DELETE FROM alarm WHERE closed = 1 AND cleared < ?1",
};

void
alarm_row_free(struct alarm_row *row)
{
	g_free(row->kind);
	g_free(row->subject);
	g_free(row->sentence);
	g_free(row);
}

static gpointer
take_row(struct rows *rows)
{
	struct alarm_row *row = g_new0(struct alarm_row, 1);

	row->id = take_int(rows);
	row->kind = take_text(rows);
	row->subject = take_text(rows);
	row->sentence = take_text(rows);
	row->first_seen = take_time(rows);
	row->last_seen = take_time(rows);
	row->announced = take_int(rows) != 0;
	row->told = take_time(rows);
	row->cleared = take_time(rows);
	return row;
}

static void
free_row(gpointer data)
{
	alarm_row_free(data);
}

GPtrArray *
alarm_rows(struct ledger *ledger, GError **error)
{
	return rows_list(db_rows(ledger_db(ledger), sql[LIVE], NULL, error),
			 take_row, free_row, error);
}

gboolean
alarm_raise(struct ledger *ledger, const struct alarm_seen *seen, gint64 now,
	    GError **error)
{
	return db_run(ledger_db(ledger), sql[RAISE],
		      VALUES(value_text(seen->kind), value_text(seen->subject),
			     value_text(seen->sentence),
			     value_int(seen->announced), value_time(now)),
		      error);
}

gboolean
alarm_clear(struct ledger *ledger, gint64 id, gint64 now, GError **error)
{
	return db_run(ledger_db(ledger), sql[CLEAR],
		      VALUES(value_id(id), value_time(now)), error);
}

gboolean
alarm_told(struct ledger *ledger, gint64 id, gint64 now, GError **error)
{
	return db_run(ledger_db(ledger), sql[TOLD],
		      VALUES(value_id(id), value_time(now)), error);
}

gboolean
alarm_close(struct ledger *ledger, gint64 id, GError **error)
{
	return db_run(ledger_db(ledger), sql[CLOSE], VALUES(value_id(id)),
		      error);
}

gboolean
alarm_forget(struct ledger *ledger, gint64 before, GError **error)
{
	return db_run(ledger_db(ledger), sql[FORGET],
		      VALUES(value_time(before)), error);
}
