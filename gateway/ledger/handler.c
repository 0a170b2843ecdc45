/*
 * Assignments, bars and absences.
 */
#include "ledger/handler.h"

#include "base/clock.h"
#include "ledger/db.h"

enum {
	HANDLER,
	GIVE,
	TAKE,
	BARRED,
	BARS,
	BARRED_FROM,
	BAR,
	LIFT,
	AWAY,
	ALL_AWAY,
	GO,
	BACK
};
static const char *const sql[] = {
	[HANDLER] = "SELECT login, since, given_by, cleared FROM assignment "
		    "WHERE case_id = ?1",
	[GIVE] = "INSERT OR REPLACE INTO assignment (case_id, login, since, "
		 "given_by, cleared) VALUES (?1, ?2, ?3, ?4, ?5)",
	[TAKE] = "DELETE FROM assignment WHERE case_id = ?1",
	[BARRED] = "SELECT 1 FROM bar WHERE case_id = ?1 AND login = ?2",
	[BARS] = "SELECT case_id, login, since, set_by, reason FROM bar "
		 "WHERE case_id = ?1 ORDER BY login",
	[BARRED_FROM] = "SELECT case_id FROM bar WHERE login = ?1 "
			"ORDER BY case_id",
	[BAR] = "INSERT OR IGNORE INTO bar (case_id, login, since, set_by, "
		"reason) VALUES (?1, ?2, ?3, ?4, ?5)",
	[LIFT] = "DELETE FROM bar WHERE case_id = ?1 AND login = ?2",
	[AWAY] = "SELECT until FROM absence WHERE login = ?1 AND until >= ?2",
	[ALL_AWAY] = "SELECT login, until, told, told_by FROM absence "
		     "WHERE until >= ?1 ORDER BY login",
	[GO] = "INSERT OR REPLACE INTO absence (login, until, told, told_by) "
	       "VALUES (?1, ?2, ?3, ?4)",
	[BACK] = "DELETE FROM absence WHERE login = ?1",
};

/* --- who has it -----------------------------------------------------------*/

void
handler_free(struct handler *handler)
{
	if (handler == NULL)
		return;
	g_free(handler->login);
	g_free(handler->given_by);
	g_free(handler);
}

struct handler *
handler_load(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[HANDLER],
					  VALUES(value_int(case_id)), error);
	struct handler *handler;

	if (rows == NULL)
		return NULL;
	handler = g_new0(struct handler, 1);
	handler->case_id = case_id;
	handler->login = take_text(rows);
	handler->since = take_time(rows);
	handler->given_by = take_text(rows);
	handler->cleared = take_time(rows);
	return handler;
}

gboolean
handler_set(struct ledger *ledger, const struct handler *handler,
	    GError **error)
{
	return db_run(ledger_db(ledger), sql[GIVE],
		      VALUES(value_int(handler->case_id),
			     value_text(handler->login),
			     value_time(handler->since),
			     value_text(handler->given_by),
			     value_time(handler->cleared)),
		      error);
}

gboolean
handler_remove(struct ledger *ledger, gint64 case_id, GError **error)
{
	return db_run(ledger_db(ledger), sql[TAKE], VALUES(value_int(case_id)),
		      error);
}

/* --- who must not see it --------------------------------------------------*/

void
bar_free(struct bar *bar)
{
	if (bar == NULL)
		return;
	g_free(bar->login);
	g_free(bar->set_by);
	g_free(bar->reason);
	g_free(bar);
}

gboolean
bar_holds(struct ledger *ledger, gint64 case_id, const char *login,
	  gboolean *barred, GError **error)
{
	gint64 found = 0;

	*barred = FALSE;
	if (login == NULL)
		return TRUE;
	if (!db_number(ledger_db(ledger), sql[BARRED],
		       VALUES(value_int(case_id), value_text(login)), &found,
		       error))
		return FALSE;
	*barred = found != 0;
	return TRUE;
}

static gpointer
take_bar(struct rows *rows)
{
	struct bar *bar = g_new0(struct bar, 1);

	bar->case_id = take_int(rows);
	bar->login = take_text(rows);
	bar->since = take_time(rows);
	bar->set_by = take_text(rows);
	bar->reason = take_text(rows);
	return bar;
}

GPtrArray *
bar_list(struct ledger *ledger, gint64 case_id, GError **error)
{
	return rows_list(db_rows(ledger_db(ledger), sql[BARS],
				 VALUES(value_int(case_id)), error),
			 take_bar, (GDestroyNotify)bar_free, error);
}

GArray *
bar_cases(struct ledger *ledger, const char *login, GError **error)
{
	return rows_ids(db_rows(ledger_db(ledger), sql[BARRED_FROM],
				VALUES(value_text(login)), error),
			error);
}

gboolean
bar_set(struct ledger *ledger, const struct bar *bar, GError **error)
{
	return db_run(ledger_db(ledger), sql[BAR],
		      VALUES(value_int(bar->case_id), value_text(bar->login),
			     value_time(bar->since), value_text(bar->set_by),
			     value_text(bar->reason)),
		      error);
}

gboolean
bar_lift(struct ledger *ledger, gint64 case_id, const char *login,
	 GError **error)
{
	return db_run_one(ledger_db(ledger), sql[LIFT],
			  VALUES(value_int(case_id), value_text(login)),
			  "There is no such bar on the case.", error);
}

/* --- who is away ----------------------------------------------------------*/

void
absence_free(struct absence *absence)
{
	if (absence == NULL)
		return;
	g_free(absence->login);
	g_free(absence->told_by);
	g_free(absence);
}

gboolean
absence_until(struct ledger *ledger, const char *login, guint32 today,
	      guint32 *until, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[AWAY],
		       VALUES(value_text(login), value_day(today)), &problem);

	*until = rows != NULL ? take_day(rows) : DAY_NONE;
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

static gpointer
take_absence(struct rows *rows)
{
	struct absence *absence = g_new0(struct absence, 1);

	absence->login = take_text(rows);
	absence->until = take_day(rows);
	absence->told = take_time(rows);
	absence->told_by = take_text(rows);
	return absence;
}

GPtrArray *
absence_list(struct ledger *ledger, guint32 today, GError **error)
{
	return rows_list(db_rows(ledger_db(ledger), sql[ALL_AWAY],
				 VALUES(value_day(today)), error),
			 take_absence, (GDestroyNotify)absence_free, error);
}

gboolean
absence_set(struct ledger *ledger, const struct absence *absence,
	    GError **error)
{
	return db_run(
		ledger_db(ledger), sql[GO],
		VALUES(value_text(absence->login), value_day(absence->until),
		       value_time(absence->told), value_text(absence->told_by)),
		error);
}

gboolean
absence_end(struct ledger *ledger, const char *login, GError **error)
{
	return db_run(ledger_db(ledger), sql[BACK], VALUES(value_text(login)),
		      error);
}
