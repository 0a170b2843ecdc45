/*
 * Sources and when each last brought an item.
 */
#include "ledger/source.h"

#include "ledger/db.h"

enum { TOUCH, FIND, ARRIVALS };
static const char *const sql[] = {
	[TOUCH] = "INSERT INTO source (name, kind, first_seen, last_item) "
		  "VALUES (?1, ?2, ?3, ?3) ON CONFLICT (name) DO UPDATE "
		  "SET last_item = max (last_item, ?3)",
	[FIND] = "SELECT name, kind, first_seen, last_item FROM source "
		 "WHERE name = ?1",
	[ARRIVALS] = "SELECT received FROM item WHERE source = ?1 AND "
		     "received >= ?2 ORDER BY received",
};

void
source_row_free(struct source_row *row)
{
	g_free(row->name);
	g_free(row->kind);
	g_free(row);
}

gboolean
source_touch(struct ledger *ledger, const char *name, const char *kind,
	     gint64 at, GError **error)
{
	return db_run(
		ledger_db(ledger), sql[TOUCH],
		VALUES(value_text(name), value_text(kind), value_time(at)),
		error);
}

struct source_row *
source_find(struct ledger *ledger, const char *name, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[FIND],
					  VALUES(value_text(name)), error);
	struct source_row *row;

	if (rows == NULL)
		return NULL;
	row = g_new0(struct source_row, 1);
	row->name = take_text(rows);
	row->kind = take_text(rows);
	row->first_seen = take_time(rows);
	row->last_item = take_time(rows);
	return row;
}

GArray *
source_arrivals(struct ledger *ledger, const char *name, gint64 since,
		GError **error)
{
	return rows_ids(db_rows(ledger_db(ledger), sql[ARRIVALS],
				VALUES(value_text(name), value_time(since)),
				error),
			error);
}
