/*
 * SQLite behind small helpers, for this folder only. No type of SQLite shows,
 * so that the interfaces above can stand on another database later.
 *
 * Every SQL statement is a constant in a table at the top of the file that
 * uses it; what varies is bound. A statement is prepared once a connection
 * and found again by its address. The codes are those of ledger/ledger.h.
 */
#ifndef LEDGER_DB_H
#define LEDGER_DB_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

struct db;
enum db_mode { DB_WRITE, DB_READ, DB_MEMORY };

/* Opens a file with the settings of docs/ARCHITECTURE.md: WAL, full
 * synchronisation, foreign keys. DB_WRITE makes it if it is missing;
 * DB_MEMORY makes an empty one that is in no file. */
struct db *db_open(const char *path, enum db_mode mode, GError **error);
void db_close(struct db *db);
OWN_TYPE(db, db_close)

/* The connection of a ledger. */
struct db *ledger_db(struct ledger *ledger);

/* As ledger_set_patience; the file's path, for messages. */
void db_set_patience(struct db *db, guint milliseconds);
const char *db_path(const struct db *db);

/* --- values -------------------------------------------------------------*/

struct value {
	enum {
		VALUE_END,
		VALUE_NULL,
		VALUE_INT,
		VALUE_REAL,
		VALUE_TEXT,
		VALUE_BYTES,
		VALUE_DAY
	} type;
	gint64 number;
	double real;
	const void *bytes;
	gsize size;
	char iso[12]; /* of a day */
};

/* NULL, TIME_NONE, DAY_NONE and the id 0 become NULL. Text and bytes, which
 * may be none, must live until the call returns. */
struct value value_int(gint64 number);
struct value value_real(double number);
struct value value_text(const char *text);
struct value value_time(gint64 instant); /* whole seconds */
struct value value_day(guint32 day);	 /* "2026-11-23" */
struct value value_id(gint64 id);
struct value value_bytes(GBytes *bytes);

/* The parameters ?1, ?2 … of a statement; NULL in its place for none. */
#define VALUES(...) ((const struct value[]){__VA_ARGS__, {.type = VALUE_END}})

/* --- running ------------------------------------------------------------*/

/* Runs several statements that return nothing: a schema's step. */
gboolean db_script(struct db *db, const char *script, GError **error);

/* Runs one statement that changes something. It must be inside a
 * transaction; FAULT_TEMPORARY if SQLite has ended that by itself. */
gboolean db_run(struct db *db, const char *sql, const struct value *values,
		GError **error);

/* The same, where one row must change; else FAULT_INPUT in these words. */
gboolean db_run_one(struct db *db, const char *sql, const struct value *values,
		    const char *words, GError **error);

/* The id that the last insertion gave. */
gint64 db_last_id(struct db *db);

/* Sets *number to the first column of the first row, and leaves it alone if
 * there is no row. */
gboolean db_number(struct db *db, const char *sql, const struct value *values,
		   gint64 *number, GError **error);

/* --- reading ------------------------------------------------------------*/

/* Starts a SELECT; rows_next must be called before the first row. */
struct rows;
struct rows *db_rows(struct db *db, const char *sql, const struct value *values,
		     GError **error);

/* Goes on; FALSE at the end, or with *error set. */
gboolean rows_next(struct rows *rows, GError **error);
void rows_close(struct rows *rows);
OWN_TYPE(rows, rows_close)

/* All rows, each as take makes it, or a first column of gint64. rows is
 * closed, and may be NULL after a failure. The caller's; NULL on failure. */
GPtrArray *rows_list(struct rows *rows, gpointer (*take)(struct rows *rows),
		     GDestroyNotify free_one, GError **error);
GArray *rows_ids(struct rows *rows, GError **error);

/* The first row of a SELECT, ready to be taken from; NULL if it has none,
 * or with *error set. */
struct rows *db_row(struct db *db, const char *sql, const struct value *values,
		    GError **error);

/* The next column of the row, left to right; call them in the order of the
 * SELECT. Text and bytes are the caller's, text "" for NULL; numbers 0,
 * instants TIME_NONE, days DAY_NONE for NULL. */
gint64 take_int(struct rows *rows);
double take_real(struct rows *rows);
char *take_text(struct rows *rows);
gint64 take_time(struct rows *rows);
guint32 take_day(struct rows *rows);
GBytes *take_bytes(struct rows *rows);

/* --- walking ------------------------------------------------------------*/

/* Ids found by a statement at one moment, so that no read stays open while
 * the walker changes what it walks over. */
struct walk {
	struct ledger *ledger;
	GArray *ids; /* gint64 */
	guint at;
};
gboolean walk_open(struct walk *walk, struct ledger *ledger, const char *sql,
		   const struct value *values, GError **error);
gint64 walk_next(struct walk *walk); /* 0 at the end */
void walk_close(struct walk *walk);

/* --- transactions, for ledger.c -----------------------------------------*/

/* As ledger_begin, ledger_commit and ledger_rollback. */
gboolean db_begin(struct db *db, GError **error);
gboolean db_commit(struct db *db, GError **error);
void db_rollback(struct db *db);

/* TRUE between db_begin and its end, unless SQLite ended it by itself. */
gboolean db_is_whole(const struct db *db, GError **error);

/* As ledger_copy; and waits until a file is on the disk. */
gboolean db_copy(struct db *db, const char *path, GError **error);
gboolean db_sync_file(const char *path, GError **error);

#endif
