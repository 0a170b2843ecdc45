/*
 * The only file that names SQLite: opening, statements by address, values in
 * and out, and what SQLite's codes mean for the caller.
 */
#include "ledger/db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"

#define BUSY_MS 5000
#define COPY_PAGES 2000

struct db {
	sqlite3 *handle;
	char *path;
	GHashTable *statements; /* const char * to sqlite3_stmt * */
	gboolean begun;
};

struct rows {
	struct db *db;
	sqlite3_stmt *statement;
	gboolean own; /* not in the cache: finalise it */
	int column;
};

enum { SETTINGS_ANY, SETTINGS_WRITE, BEGIN, COMMIT, ROLLBACK, SNAPSHOT };
static const char *const sql[] = {
	[SETTINGS_ANY] = "PRAGMA foreign_keys = ON;"
			 "PRAGMA trusted_schema = OFF;"
			 "PRAGMA recursive_triggers = ON;"
			 "PRAGMA cell_size_check = ON;"
			 "PRAGMA synchronous = FULL;"
			 "PRAGMA temp_store = MEMORY;"
			 "PRAGMA cache_size = -8000;",
	/* An item, its suggestion and its letter have some kilobytes each; a
	 * ledger that is there keeps the size that it has. */
	[SETTINGS_WRITE] = "PRAGMA page_size = 8192;"
			   "PRAGMA journal_mode = WAL;"
			   "PRAGMA wal_autocheckpoint = 3000;",
	[BEGIN] = "BEGIN IMMEDIATE",
	[COMMIT] = "COMMIT",
	[ROLLBACK] = "ROLLBACK",
	[SNAPSHOT] = "BEGIN; SELECT count(*) FROM sqlite_schema;",
};

static gboolean
damaged(const struct db *db, GError **error)
{
	return fault_set(error, FAULT_INPUT,
			 "The ledger %s is damaged (%s). Stop Postroom, keep "
			 "the file as it is, and restore the last backup.",
			 db->path, sqlite3_errmsg(db->handle));
}

static gboolean
unavailable(const struct db *db, GError **error)
{
	return fault_set(error, FAULT_TEMPORARY,
			 "The ledger %s cannot be used now: %s. Check the "
			 "disk and the permissions of the file and its "
			 "folder, then try again.",
			 db->path, sqlite3_errmsg(db->handle));
}

/* A misused interface or no memory is a bug or the end: both abort. */
static gboolean
fail(const struct db *db, int code, GError **error)
{
	switch (code & 0xff) {
	case SQLITE_MISUSE:
	case SQLITE_RANGE:
	case SQLITE_NOMEM:
		g_error("ledger: %s", sqlite3_errmsg(db->handle));
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR:
	case SQLITE_FORMAT:
		return damaged(db, error);
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
	case SQLITE_TOOBIG:
		return fault_set(error, FAULT_INPUT,
				 "The ledger refused an entry: %s.",
				 sqlite3_errmsg(db->handle));
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fault_set(error, FAULT_TEMPORARY,
				 "The ledger %s has been in use by another "
				 "process for %d seconds. Try again.",
				 db->path, BUSY_MS / 1000);
	case SQLITE_FULL:
		return fault_set(error, FAULT_TEMPORARY,
				 "The disk that holds the ledger %s is full. "
				 "Make room; what was committed is safe.",
				 db->path);
	default:
		return unavailable(db, error);
	}
}

static gboolean
harden(struct db *db, GError **error)
{
	static const int switches[][2] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(switches); i++) {
		int code = sqlite3_db_config(db->handle, switches[i][0],
					     switches[i][1], NULL);
		if (code != SQLITE_OK)
			return fail(db, code, error);
	}
	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, BUSY_MS);
	return TRUE;
}

/* SQLite opens a file that it may not write to read only, and says nothing. */
static gboolean
check_writable(const struct db *db, GError **error)
{
	if (sqlite3_db_readonly(db->handle, "main") != 1)
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY,
			 "The ledger %s may be read but not written. Run "
			 "Postroom as the user who owns it, or check the "
			 "permissions of the file and its folder.",
			 db->path);
}

/* Several processes may make the file at once, and SQLite does not wait for
 * the change to WAL: so we do. */
static gboolean
settle(struct db *db, GError **error)
{
	int code, attempts = BUSY_MS / 50;

	do {
		code = sqlite3_exec(db->handle, sql[SETTINGS_WRITE], NULL, NULL,
				    NULL);
		if ((code & 0xff) != SQLITE_BUSY)
			break;
		g_usleep(50 * 1000);
	} while (--attempts > 0);
	return code == SQLITE_OK || fail(db, code, error);
}

/* SQLite would make the file readable for all. One that is there is not
 * opened: closing it again would drop the locks of this process. */
static void
make_private(const char *path)
{
	int fd = g_open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0)
		(void)close(fd);
}

gboolean
db_sync_file(const char *path, GError **error)
{
	int fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
	gboolean synced = fd >= 0 && fsync(fd) == 0;
	int number = errno;

	if (fd >= 0)
		(void)close(fd);
	return synced ||
	       fault_errno(error, number, "%s cannot be written", path);
}

static void
finalise(gpointer statement)
{
	sqlite3_finalize(statement);
}

static int
open_handle(struct db *db, enum db_mode mode)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

	if (mode == DB_READ)
		flags = SQLITE_OPEN_READONLY;
	if (mode == DB_WRITE)
		make_private(db->path);
	return sqlite3_open_v2(mode == DB_MEMORY ? ":memory:" : db->path,
			       &db->handle, flags, NULL);
}

/* There is one thread, and nobody asks how much memory was used: locks and
 * counters at each small step would be for nothing. It is too late for this,
 * and does no harm, from the second ledger on. */
static void
configure(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

struct db *
db_open(const char *path, enum db_mode mode, GError **error)
{
	g_autoptr(own_db) db = g_new0(struct db, 1);
	int code;

	configure();
	db->path = g_strdup(path);
	db->statements = g_hash_table_new_full(NULL, NULL, NULL, finalise);
	code = open_handle(db, mode);
	if (code != SQLITE_OK) {
		(void)fail(db, code, error);
		return NULL;
	}
	if (!harden(db, error) || !db_script(db, sql[SETTINGS_ANY], error))
		return NULL;
	if (mode == DB_WRITE &&
	    (!check_writable(db, error) || !settle(db, error)))
		return NULL;
	return g_steal_pointer(&db);
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	g_hash_table_destroy(db->statements);
	if (db->handle != NULL && sqlite3_close(db->handle) != SQLITE_OK)
		g_error("ledger: closed while rows are being read");
	g_free(db->path);
	g_free(db);
}

void
db_set_patience(struct db *db, guint milliseconds)
{
	sqlite3_busy_timeout(db->handle, (int)milliseconds);
}

const char *
db_path(const struct db *db)
{
	return db->path;
}

gboolean
db_script(struct db *db, const char *script, GError **error)
{
	int code = sqlite3_exec(db->handle, script, NULL, NULL, NULL);

	return code == SQLITE_OK || fail(db, code, error);
}

/* keep: SQLITE_TRANSIENT if rows are taken after the caller's values are
 * gone, else SQLITE_STATIC, which copies nothing. */
static int
bind_one(sqlite3_stmt *statement, int i, const struct value *value,
	 sqlite3_destructor_type keep)
{
	switch (value->type) {
	case VALUE_INT:
		return sqlite3_bind_int64(statement, i, value->number);
	case VALUE_REAL:
		return sqlite3_bind_double(statement, i, value->real);
	case VALUE_TEXT:
		return sqlite3_bind_text(statement, i, value->bytes, -1, keep);
	case VALUE_DAY:
		return sqlite3_bind_text(statement, i, value->iso, -1, keep);
	case VALUE_BYTES:
		return sqlite3_bind_blob64(statement, i,
					   value->size > 0 ? value->bytes : "",
					   value->size, keep);
	default:
		return sqlite3_bind_null(statement, i);
	}
}

/* A statement that is being walked already is prepared a second time. */
static sqlite3_stmt *
prepare(struct db *db, const char *text, gboolean *own, GError **error)
{
	sqlite3_stmt *statement;
	int code;

	statement = g_hash_table_lookup(db->statements, text);
	*own = statement != NULL && sqlite3_stmt_busy(statement);
	if (statement != NULL && !*own)
		return statement;
	code = sqlite3_prepare_v3(db->handle, text, -1,
				  SQLITE_PREPARE_PERSISTENT, &statement, NULL);
	if (code != SQLITE_OK) {
		(void)fail(db, code, error);
		return NULL;
	}
	if (!*own)
		g_hash_table_insert(db->statements, (gpointer)text, statement);
	return statement;
}

static struct rows *
start(struct db *db, const char *text, const struct value *values,
      sqlite3_destructor_type keep, GError **error)
{
	g_autoptr(own_rows) rows = g_new0(struct rows, 1);
	int i;

	rows->db = db;
	rows->statement = prepare(db, text, &rows->own, error);
	if (rows->statement == NULL)
		return NULL;
	for (i = 0; values != NULL && values[i].type != VALUE_END; i++) {
		int code = bind_one(rows->statement, i + 1, &values[i], keep);

		if (code != SQLITE_OK) {
			(void)fail(db, code, error);
			return NULL;
		}
	}
	g_assert(i == sqlite3_bind_parameter_count(rows->statement));
	return g_steal_pointer(&rows);
}

struct rows *
db_rows(struct db *db, const char *text, const struct value *values,
	GError **error)
{
	return start(db, text, values, SQLITE_TRANSIENT, error);
}

gboolean
rows_next(struct rows *rows, GError **error)
{
	int code = sqlite3_step(rows->statement);

	rows->column = 0;
	if (code == SQLITE_ROW)
		return TRUE;
	if (code != SQLITE_DONE)
		(void)fail(rows->db, code, error);
	return FALSE;
}

struct rows *
db_row(struct db *db, const char *text, const struct value *values,
       GError **error)
{
	g_autoptr(own_rows) rows = db_rows(db, text, values, error);

	if (rows == NULL || !rows_next(rows, error))
		return NULL;
	return g_steal_pointer(&rows);
}

void
rows_close(struct rows *rows)
{
	if (rows == NULL)
		return;
	if (rows->own) {
		sqlite3_finalize(rows->statement);
	} else if (rows->statement != NULL) {
		sqlite3_reset(rows->statement);
		sqlite3_clear_bindings(rows->statement);
	}
	g_free(rows);
}

gboolean
db_is_whole(const struct db *db, GError **error)
{
	g_assert(db->begun);
	if (!sqlite3_get_autocommit(db->handle))
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY,
			 "The ledger %s gave up the whole transaction after "
			 "a fault. Nothing of it was kept; try again.",
			 db->path);
}

gboolean
db_run(struct db *db, const char *text, const struct value *values,
       GError **error)
{
	g_autoptr(own_rows) rows = NULL;
	GError *problem = NULL;

	if (!db_is_whole(db, error))
		return FALSE;
	rows = start(db, text, values, SQLITE_STATIC, error);
	if (rows == NULL)
		return FALSE;
	while (rows_next(rows, &problem))
		;
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

gboolean
db_run_one(struct db *db, const char *text, const struct value *values,
	   const char *words, GError **error)
{
	if (!db_run(db, text, values, error))
		return FALSE;
	if (sqlite3_changes(db->handle) == 1)
		return TRUE;
	return fault_set(error, FAULT_INPUT, "%s", words);
}

gint64
db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

gboolean
db_number(struct db *db, const char *text, const struct value *values,
	  gint64 *number, GError **error)
{
	g_autoptr(own_rows) rows =
		start(db, text, values, SQLITE_STATIC, error);
	GError *problem = NULL;

	if (rows == NULL)
		return FALSE;
	if (rows_next(rows, &problem))
		*number = take_int(rows);
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

gint64
take_int(struct rows *rows)
{
	return sqlite3_column_int64(rows->statement, rows->column++);
}

double
take_real(struct rows *rows)
{
	return sqlite3_column_double(rows->statement, rows->column++);
}

char *
take_text(struct rows *rows)
{
	const unsigned char *text =
		sqlite3_column_text(rows->statement, rows->column++);

	return g_strdup(text != NULL ? (const char *)text : "");
}

gint64
take_time(struct rows *rows)
{
	int column = rows->column++;

	if (sqlite3_column_type(rows->statement, column) == SQLITE_NULL)
		return TIME_NONE;
	return sqlite3_column_int64(rows->statement, column);
}

guint32
take_day(struct rows *rows)
{
	g_autofree char *iso = take_text(rows);

	return clock_parse_day(iso);
}

GBytes *
take_bytes(struct rows *rows)
{
	int column = rows->column++;
	const void *bytes = sqlite3_column_blob(rows->statement, column);
	int size = sqlite3_column_bytes(rows->statement, column);

	return g_bytes_new(bytes, (gsize)size);
}

gboolean
db_begin(struct db *db, GError **error)
{
	g_assert(!db->begun);
	db->begun = db_script(db, sql[BEGIN], error);
	return db->begun;
}

gboolean
db_commit(struct db *db, GError **error)
{
	if (db_is_whole(db, error) && db_script(db, sql[COMMIT], error)) {
		db->begun = FALSE;
		return TRUE;
	}
	db_rollback(db);
	return FALSE;
}

void
db_rollback(struct db *db)
{
	db->begun = FALSE;
	if (!sqlite3_get_autocommit(db->handle))
		(void)db_script(db, sql[ROLLBACK], NULL);
}

/* --- copying ------------------------------------------------------------*/

static gboolean
copy_failed(const char *path, int code, GError **error)
{
	return fault_set(error, FAULT_TEMPORARY,
			 "The ledger cannot be copied to %s: %s. Check the "
			 "disk, then try again.",
			 path, sqlite3_errstr(code));
}

/* Inside one snapshot of the source, so that no writer disturbs it. */
static int
copy_pages(struct db *db, sqlite3 *target)
{
	sqlite3_backup *backup =
		sqlite3_backup_init(target, "main", db->handle, "main");
	int code;

	if (backup == NULL)
		return sqlite3_errcode(target);
	do
		code = sqlite3_backup_step(backup, COPY_PAGES);
	while (code == SQLITE_OK);
	(void)sqlite3_backup_finish(backup);
	return code;
}

static gboolean
copy_into(struct db *db, const char *path, GError **error)
{
	sqlite3 *target = NULL;
	int code = sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE, NULL);

	if (code == SQLITE_OK)
		code = copy_pages(db, target);
	if (sqlite3_close(target) != SQLITE_OK)
		g_error("ledger: a copy was left open");
	return code == SQLITE_DONE || copy_failed(path, code, error);
}

gboolean
db_copy(struct db *db, const char *path, GError **error)
{
	gboolean copied;

	g_assert(!db->begun);
	make_private(path);
	if (!db_script(db, sql[SNAPSHOT], error)) {
		db_rollback(db);
		return FALSE;
	}
	copied = copy_into(db, path, error);
	db_rollback(db);
	return copied && db_sync_file(path, error);
}
