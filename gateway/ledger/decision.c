/*
 * Decisions by named persons, added and read, never changed.
 */
#include "ledger/decision.h"

#include "ledger/db.h"

enum { INSERT, LATEST };
static const char *const sql[] = {
	[INSERT] = "INSERT INTO decision (case_id, at, who, category, ground, "
		   "reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[LATEST] = "SELECT id, case_id, at, who, category, ground, reason "
		   "FROM decision WHERE case_id = ?1 ORDER BY id DESC LIMIT 1",
};

void
decision_row_free(struct decision_row *row)
{
	g_free(row->who);
	g_free(row->reason);
	g_free(row);
}

gboolean
decision_add(struct ledger *ledger, const struct decision_row *row,
	     GError **error)
{
	return db_run(
		ledger_db(ledger), sql[INSERT],
		VALUES(value_int(row->case_id), value_time(row->at),
		       value_text(row->who),
		       value_text(category_name(row->category)),
		       value_text(ground_name(row->ground)),
		       value_text(row->reason != NULL ? row->reason : "")),
		error);
}

struct decision_row *
decision_latest(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[LATEST],
					  VALUES(value_int(case_id)), error);
	g_autofree char *category = NULL;
	g_autofree char *ground = NULL;
	struct decision_row *row;

	if (rows == NULL)
		return NULL;
	row = g_new0(struct decision_row, 1);
	row->id = take_int(rows);
	row->case_id = take_int(rows);
	row->at = take_time(rows);
	row->who = take_text(rows);
	category = take_text(rows);
	ground = take_text(rows);
	row->reason = take_text(rows);
	row->category = category_of(category);
	row->ground = ground_of(ground);
	return row;
}
