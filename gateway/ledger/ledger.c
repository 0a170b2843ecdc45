/*
 * Opening, transactions and the check of the whole ledger.
 */
#include "ledger/ledger.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "ledger/db.h"
#include "ledger/history.h"
#include "ledger/migrate.h"
#include "ledger/steps.h"

struct ledger {
	struct db *db;
};

enum { QUICK, WHOLE, KEYS, DUTIES, SAVE, RELEASE, UNDO };
static const char *const sql[] = {
	[QUICK] = "PRAGMA quick_check(1)",
	[WHOLE] = "PRAGMA integrity_check(20)",
	[KEYS] = "SELECT 'a row of ' || \"table\" || ' points to a missing ' "
		 "|| parent FROM pragma_foreign_key_check LIMIT 20",
	[DUTIES] = "SELECT 'duty ' || d.id || ' is met by history entry ' || "
		   "d.met_event || ', which is about another case' "
		   "FROM duty d JOIN history h ON h.id = d.met_event "
		   "WHERE h.case_id IS NOT d.case_id LIMIT 20",
	[SAVE] = "SAVEPOINT one_item",
	[RELEASE] = "RELEASE one_item",
	[UNDO] = "ROLLBACK TO one_item",
};

struct db *
ledger_db(struct ledger *ledger)
{
	return ledger->db;
}

/* Each row is a sentence about a fault; the word "ok" is none. */
static gboolean
collect(struct db *db, const char *text, GPtrArray *findings, GError **error)
{
	g_autoptr(own_rows) rows = db_rows(db, text, NULL, error);
	GError *problem = NULL;

	if (rows == NULL)
		return FALSE;
	while (rows_next(rows, &problem)) {
		g_autofree char *line = take_text(rows);

		if (!g_str_equal(line, "ok"))
			g_ptr_array_add(findings, g_steal_pointer(&line));
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

static gboolean
quick_check(struct db *db, GError **error)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);

	if (!collect(db, sql[QUICK], findings, error))
		return FALSE;
	if (findings->len == 0)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "The ledger %s is damaged (%s). Stop Postroom, keep "
			 "the file as it is, and restore the last backup.",
			 db_path(db), (const char *)findings->pdata[0]);
}

static struct ledger *
open_file(const char *path, enum db_mode mode, GError **error)
{
	g_autoptr(own_ledger) ledger = g_new0(struct ledger, 1);

	ledger->db = db_open(path, mode, error);
	if (ledger->db == NULL)
		return NULL;
	if (mode == DB_READ)
		return migrate_check(ledger->db, ledger_steps, error)
			       ? g_steal_pointer(&ledger)
			       : NULL;
	if (!quick_check(ledger->db, error) ||
	    !migrate(ledger->db, ledger_steps, error))
		return NULL;
	return g_steal_pointer(&ledger);
}

struct ledger *
ledger_open(const char *data, GError **error)
{
	g_autofree char *path = g_build_filename(data, "ledger.sqlite", NULL);

	if (g_mkdir_with_parents(data, 0700) != 0) {
		(void)fault_errno(error, errno, "The folder %s cannot be made",
				  data);
		return NULL;
	}
	return open_file(path, DB_WRITE, error);
}

struct ledger *
ledger_open_read(const char *data, GError **error)
{
	g_autofree char *path = g_build_filename(data, "ledger.sqlite", NULL);

	/* Not to be seen is not the same as not to be there. */
	if (g_access(path, F_OK) != 0 && errno == ENOENT)
		return open_file(path, DB_MEMORY, error);
	return open_file(path, DB_READ, error);
}

void
ledger_close(struct ledger *ledger)
{
	if (ledger == NULL)
		return;
	db_close(ledger->db);
	g_free(ledger);
}

gboolean
ledger_begin(struct ledger *ledger, GError **error)
{
	return db_begin(ledger->db, error);
}

gboolean
ledger_commit(struct ledger *ledger, GError **error)
{
	return db_commit(ledger->db, error);
}

void
ledger_rollback(struct ledger *ledger)
{
	db_rollback(ledger->db);
}

gboolean
ledger_savepoint(struct ledger *ledger, GError **error)
{
	return db_run(ledger->db, sql[SAVE], NULL, error);
}

gboolean
ledger_release(struct ledger *ledger, GError **error)
{
	return db_run(ledger->db, sql[RELEASE], NULL, error);
}

gboolean
ledger_undo(struct ledger *ledger, GError **error)
{
	return db_run(ledger->db, sql[UNDO], NULL, error) &&
	       db_run(ledger->db, sql[RELEASE], NULL, error);
}

gboolean
ledger_check(struct ledger *ledger, GPtrArray *findings, GError **error)
{
	return collect(ledger->db, sql[WHOLE], findings, error) &&
	       collect(ledger->db, sql[KEYS], findings, error) &&
	       collect(ledger->db, sql[DUTIES], findings, error) &&
	       history_check(ledger, findings, error);
}
