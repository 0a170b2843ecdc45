/*
 * Links between cases, kept once with the older case in front.
 */
#include "ledger/link.h"

#include "ledger/db.h"

enum { LIST, ADD, REMOVE };
static const char *const sql[] = {
	[LIST] = "SELECT l.case_id, l.other_id, c.ref, l.reason, l.at, "
		 "l.set_by FROM (SELECT case_id, other_id, reason, at, set_by "
		 "FROM case_link WHERE case_id = ?1 UNION ALL SELECT other_id, "
		 "case_id, reason, at, set_by FROM case_link WHERE "
		 "other_id = ?1) l JOIN case_file c ON c.id = l.other_id "
		 "ORDER BY l.at DESC, l.other_id",
	[ADD] = "INSERT OR IGNORE INTO case_link (case_id, other_id, reason, "
		"at, set_by) VALUES (?1, ?2, ?3, ?4, ?5)",
	[REMOVE] = "DELETE FROM case_link WHERE case_id = ?1 AND other_id = ?2",
};

void
case_link_free(struct case_link *link)
{
	if (link == NULL)
		return;
	g_free(link->other_ref);
	g_free(link->reason);
	g_free(link->set_by);
	g_free(link);
}

static gpointer
take_link(struct rows *rows)
{
	struct case_link *link = g_new0(struct case_link, 1);

	link->case_id = take_int(rows);
	link->other_id = take_int(rows);
	link->other_ref = take_text(rows);
	link->reason = take_text(rows);
	link->at = take_time(rows);
	link->set_by = take_text(rows);
	return link;
}

GPtrArray *
link_list(struct ledger *ledger, gint64 case_id, GError **error)
{
	return rows_list(db_rows(ledger_db(ledger), sql[LIST],
				 VALUES(value_int(case_id)), error),
			 take_link, (GDestroyNotify)case_link_free, error);
}

gboolean
link_add(struct ledger *ledger, const struct case_link *link, GError **error)
{
	return db_run_one(ledger_db(ledger), sql[ADD],
			  VALUES(value_int(MIN(link->case_id, link->other_id)),
				 value_int(MAX(link->case_id, link->other_id)),
				 value_text(link->reason), value_time(link->at),
				 value_text(link->set_by)),
			  "The two cases are linked already.", error);
}

gboolean
link_remove(struct ledger *ledger, gint64 case_id, gint64 other_id,
	    GError **error)
{
	return db_run_one(ledger_db(ledger), sql[REMOVE],
			  VALUES(value_int(MIN(case_id, other_id)),
				 value_int(MAX(case_id, other_id))),
			  "The two cases are not linked.", error);
}
