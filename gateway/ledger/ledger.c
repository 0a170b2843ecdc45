/*
 * Opening, the key, and transactions.
 */
#include "ledger/ledger.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "ledger/db.h"
#include "ledger/history.h"
#include "ledger/migrate.h"
#include "ledger/seal.h"
#include "ledger/steps.h"

struct ledger {
	struct db *db;
	struct secret_key *key; /* NULL until it is needed */
};

/* The first schema whose history needs the key. */
#define SEALED_SCHEMA 2

enum { VERSION, NEEDED, QUICK, SAVE, RELEASE, UNDO };
static const char *const sql[] = {
	[VERSION] = "PRAGMA user_version",
	[NEEDED] = "SELECT EXISTS (SELECT 1 FROM history WHERE id >= "
		   "(SELECT since FROM sealed))",
	[QUICK] = "PRAGMA quick_check(1)",
	[SAVE] = "SAVEPOINT one_item",
	[RELEASE] = "RELEASE one_item",
	[UNDO] = "ROLLBACK TO one_item",
};

struct db *
ledger_db(struct ledger *ledger)
{
	return ledger->db;
}

/* --- the key ------------------------------------------------------------*/

static struct secret_key *
load_key(struct db *db, GError **error)
{
	g_autofree char *data = g_path_get_dirname(db_path(db));
	g_autofree char *path = g_build_filename(data, "token.key", NULL);
	gint64 needed = 0;

	if (g_access(path, F_OK) == 0)
		return secret_key_load(path, error);
	if (!db_number(db, sql[NEEDED], NULL, &needed, error))
		return NULL;
	if (needed == 0)
		return secret_key_load(path, error);
	(void)fault_set(error, FAULT_SETUP,
			"The key %s is missing. Put it back from a backup: "
			"without it the ledger's history cannot be continued "
			"or checked.",
			path);
	return NULL;
}

const struct secret_key *
ledger_key(struct ledger *ledger, GError **error)
{
	if (ledger->key == NULL)
		ledger->key = load_key(ledger->db, error);
	return ledger->key;
}

gboolean
seal_enter(struct ledger *ledger, GError **error)
{
	struct history_new entry = {
		.at = clock_now(),
		.actor = "postroom",
		.event = "sealed",
	};

	if (!ledger_begin(ledger, error))
		return FALSE;
	if (history_add(ledger, entry, error) > 0)
		return ledger_commit(ledger, error);
	ledger_rollback(ledger);
	return FALSE;
}

/* --- opening ------------------------------------------------------------*/

gboolean
ledger_examine(struct ledger *ledger, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger->db, sql[QUICK], NULL, error);
	g_autofree char *line = NULL;

	if (rows == NULL)
		return FALSE;
	line = take_text(rows);
	if (g_str_equal(line, "ok"))
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "The ledger %s is damaged (%s). Stop Postroom, keep "
			 "the file as it is, and restore the last backup.",
			 db_path(ledger->db), line);
}

/* An older file is looked at whole before anything is changed in it. */
static gboolean
bring_up(struct ledger *ledger, GError **error)
{
	gint64 version = 0;

	if (!db_number(ledger->db, sql[VERSION], NULL, &version, error))
		return FALSE;
	if (version > 0 && version < migrate_newest(ledger_steps) &&
	    !ledger_examine(ledger, error))
		return FALSE;
	if (!migrate(ledger->db, ledger_steps, error) ||
	    ledger_key(ledger, error) == NULL)
		return FALSE;
	return version == 0 || version >= SEALED_SCHEMA ||
	       seal_enter(ledger, error);
}

static struct ledger *
open_file(const char *path, enum db_mode mode, GError **error)
{
	g_autoptr(own_ledger) ledger = g_new0(struct ledger, 1);

	ledger->db = db_open(path, mode, error);
	if (ledger->db == NULL)
		return NULL;
	if (mode == DB_MEMORY ? migrate(ledger->db, ledger_steps, error)
	    : mode == DB_READ ? migrate_check(ledger->db, ledger_steps, error)
			      : bring_up(ledger, error))
		return g_steal_pointer(&ledger);
	return NULL;
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
	secret_key_free(ledger->key);
	g_free(ledger);
}

/* --- transactions -------------------------------------------------------*/

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
ledger_set_patience(struct ledger *ledger, guint milliseconds)
{
	db_set_patience(ledger->db, milliseconds);
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
