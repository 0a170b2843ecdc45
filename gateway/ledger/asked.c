/*
 * Rows of letters of the Ombudsman; they are few.
 */
#include "ledger/asked.h"

#include "base/clock.h"
#include "ledger/db.h"

enum { ADD, LIST, SETTLE, NUMBER_ADD, NUMBER_CASE, NUMBERS };
static const char *const sql[] = {
	[ADD] = "INSERT INTO asked (case_id, item, kind, due, words) VALUES "
		"(?1, ?2, ?3, ?4, ?5)",
	[LIST] = "SELECT id, case_id, item, kind, due, words, settled, "
		 "settled_by, reason FROM asked WHERE case_id = ?1 "
		 "ORDER BY due IS NULL, due, id",
	[SETTLE] = "UPDATE asked SET settled = ?2, settled_by = ?3, reason = "
		   "?4 WHERE id = ?1 AND settled IS NULL",
	[NUMBER_ADD] = "INSERT INTO ombudsman_number (number, case_id) VALUES "
		       "(?1, ?2) ON CONFLICT DO NOTHING",
	[NUMBER_CASE] = "SELECT max(case_id) FROM ombudsman_number WHERE "
			"number = ?1 HAVING max(case_id) IS NOT NULL",
	[NUMBERS] = "SELECT number FROM ombudsman_number WHERE case_id = ?1 "
		    "ORDER BY number",
};

void
asked_row_free(struct asked_row *row)
{
	g_free(row->item);
	g_free(row->kind);
	g_free(row->words);
	g_free(row->settled_by);
	g_free(row->reason);
	g_free(row);
}

static void
free_row(gpointer data)
{
	asked_row_free(data);
}

gboolean
asked_add(struct ledger *ledger, const struct asked_row *row, GError **error)
{
	return db_run(ledger_db(ledger), sql[ADD],
		      VALUES(value_int(row->case_id), value_text(row->item),
			     value_text(row->kind), value_day(row->due),
			     value_text(row->words)),
		      error);
}

static struct asked_row *
take_row(struct rows *rows)
{
	struct asked_row *row = g_new0(struct asked_row, 1);

	row->id = take_int(rows);
	row->case_id = take_int(rows);
	row->item = take_text(rows);
	row->kind = take_text(rows);
	row->due = take_day(rows);
	row->words = take_text(rows);
	row->settled = take_time(rows);
	row->settled_by = take_text(rows);
	row->reason = take_text(rows);
	return row;
}

static gpointer
take_number(struct rows *rows)
{
	return take_text(rows);
}

static gpointer
take_any(struct rows *rows)
{
	return take_row(rows);
}

/* What a list is made of. */
struct listing {
	int statement;
	gpointer (*take)(struct rows *rows);
	GDestroyNotify free;
};

static GPtrArray *
collect(struct ledger *ledger, const struct listing *listing, gint64 case_id,
	GError **error)
{
	g_autoptr(GPtrArray) found =
		g_ptr_array_new_with_free_func(listing->free);
	g_autoptr(own_rows) rows =
		db_rows(ledger_db(ledger), sql[listing->statement],
			VALUES(value_int(case_id)), error);
	GError *problem = NULL;

	while (rows != NULL && rows_next(rows, &problem))
		g_ptr_array_add(found, listing->take(rows));
	if (problem != NULL)
		g_propagate_error(error, problem);
	return rows != NULL && problem == NULL ? g_steal_pointer(&found) : NULL;
}

GPtrArray *
asked_list(struct ledger *ledger, gint64 case_id, GError **error)
{
	static const struct listing asked = {LIST, take_any, free_row};

	return collect(ledger, &asked, case_id, error);
}

GPtrArray *
asked_number_list(struct ledger *ledger, gint64 case_id, GError **error)
{
	static const struct listing numbers = {NUMBERS, take_number, g_free};

	return collect(ledger, &numbers, case_id, error);
}

gboolean
asked_settle(struct ledger *ledger, gint64 id, const char *by,
	     const char *reason, GError **error)
{
	return db_run(ledger_db(ledger), sql[SETTLE],
		      VALUES(value_int(id), value_time(clock_now()),
			     value_text(by), value_text(reason)),
		      error);
}

gboolean
asked_number_add(struct ledger *ledger, const char *number, gint64 case_id,
		 GError **error)
{
	return db_run(ledger_db(ledger), sql[NUMBER_ADD],
		      VALUES(value_text(number), value_int(case_id)), error);
}

gint64
asked_number_case(struct ledger *ledger, const char *number, GError **error)
{
	gint64 id = 0;

	return db_number(ledger_db(ledger), sql[NUMBER_CASE],
			 VALUES(value_text(number)), &id, error)
		       ? id
		       : 0;
}
