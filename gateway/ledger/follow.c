/*
 * Marks of what was seen, one row for a member of staff, or for one and a
 * case.
 */
#include "ledger/follow.h"

#include "base/clock.h"
#include "ledger/db.h"

#define FIRST_SECONDS ((gint64)7 * 24 * 60 * 60)

enum { UNSEEN, MARK, BEGIN, END, HOLDS, SEEN, CHANGED };
static const char *const sql[] = {
	[UNSEEN] = "SELECT id FROM letter WHERE guard = 1 AND id > "
		   "coalesce((SELECT letter FROM guard_seen WHERE login = ?1), "
		   "0) AND (created >= ?2 OR EXISTS (SELECT 1 FROM guard_seen "
		   "WHERE login = ?1)) ORDER BY id LIMIT ?3",
	[MARK] = "INSERT INTO guard_seen (login, letter, at) "
		 "VALUES (?1, ?2, ?3) ON CONFLICT (login) DO UPDATE SET "
		 "letter = max(letter, excluded.letter), at = excluded.at",
	[BEGIN] = "INSERT OR IGNORE INTO follow (login, case_id, seen, since) "
		  "SELECT ?1, ?2, coalesce(max(id), 0), ?3 FROM history "
		  "WHERE case_id = ?2",
	[END] = "DELETE FROM follow WHERE login = ?1 AND case_id = ?2",
	[HOLDS] = "SELECT 1 FROM follow WHERE login = ?1 AND case_id = ?2",
	[SEEN] = "UPDATE follow SET seen = (SELECT coalesce(max(id), 0) FROM "
		 "history WHERE case_id = ?2) WHERE login = ?1 AND "
		 "case_id = ?2",
	[CHANGED] = "SELECT f.case_id FROM follow f WHERE f.login = ?1 AND "
		    "EXISTS (SELECT 1 FROM history h WHERE h.case_id = "
		    "f.case_id AND h.id > f.seen) ORDER BY f.case_id",
};

GArray *
guard_unseen(struct ledger *ledger, const char *login, guint limit,
	     GError **error)
{
	return rows_ids(db_rows(ledger_db(ledger), sql[UNSEEN],
				VALUES(value_text(login),
				       value_time(clock_now() - FIRST_SECONDS),
				       value_int(limit)),
				error),
			error);
}

gboolean
guard_mark_seen(struct ledger *ledger, const char *login, gint64 letter,
		GError **error)
{
	return db_run(ledger_db(ledger), sql[MARK],
		      VALUES(value_text(login), value_int(letter),
			     value_time(clock_now())),
		      error);
}

gboolean
follow_begin(struct ledger *ledger, const char *login, gint64 case_id,
	     GError **error)
{
	return db_run(ledger_db(ledger), sql[BEGIN],
		      VALUES(value_text(login), value_int(case_id),
			     value_time(clock_now())),
		      error);
}

gboolean
follow_end(struct ledger *ledger, const char *login, gint64 case_id,
	   GError **error)
{
	return db_run(ledger_db(ledger), sql[END],
		      VALUES(value_text(login), value_int(case_id)), error);
}

gboolean
follow_holds(struct ledger *ledger, const char *login, gint64 case_id,
	     gboolean *follows, GError **error)
{
	gint64 found = 0;

	if (!db_number(ledger_db(ledger), sql[HOLDS],
		       VALUES(value_text(login), value_int(case_id)), &found,
		       error))
		return FALSE;
	*follows = found != 0;
	return TRUE;
}

gboolean
follow_mark_seen(struct ledger *ledger, const char *login, gint64 case_id,
		 GError **error)
{
	return db_run(ledger_db(ledger), sql[SEEN],
		      VALUES(value_text(login), value_int(case_id)), error);
}

GArray *
follow_changed(struct ledger *ledger, const char *login, GError **error)
{
	return rows_ids(db_rows(ledger_db(ledger), sql[CHANGED],
				VALUES(value_text(login)), error),
			error);
}
