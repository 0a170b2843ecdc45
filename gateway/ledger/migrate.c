/*
 * Steps of the schema, in order and all or none. The version of a file is
 * its user_version, which each step sets in its last line.
 */
#include "ledger/migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/fault.h"

enum { VERSION, COPY };
static const char *const sql[] = {
	[VERSION] = "PRAGMA user_version",
	[COPY] = "VACUUM INTO ?1",
};

gint64
migrate_newest(const char *const *steps)
{
	gint64 n = 0;

	while (steps[n] != NULL)
		n++;
	return n;
}

static gboolean
version_of(struct db *db, gint64 newest, gint64 *version, GError **error)
{
	*version = 0;
	if (!db_number(db, sql[VERSION], NULL, version, error))
		return FALSE;
	if (*version >= 0 && *version <= newest)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "The ledger %s was written by a newer Postroom "
			 "(schema %" G_GINT64_FORMAT ", this program knows "
			 "%" G_GINT64_FORMAT "). Install that version again; "
			 "the file was not touched.",
			 db_path(db), *version, newest);
}

/* VACUUM INTO fills an empty file, which is ours alone to read. */
static gboolean
make_empty(const char *path, GError **error)
{
	int fd = g_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int number = errno;

	if (fd >= 0)
		(void)close(fd);
	return fd >= 0 || fault_errno(error, number, "%s cannot be made", path);
}

static gboolean
copy_to(struct db *db, const char *path, GError **error)
{
	g_autoptr(own_rows) rows = NULL;
	GError *problem = NULL;

	if (!make_empty(path, error))
		return FALSE;
	rows = db_rows(db, sql[COPY], VALUES(value_text(path)), error);
	if (rows == NULL)
		return FALSE;
	if (!rows_next(rows, &problem) && problem == NULL)
		return db_sync_file(path, error);
	g_prefix_error(&problem,
		       "No copy of the ledger could be kept at %s, so it was "
		       "not brought up to date. ",
		       path);
	g_propagate_error(error, problem);
	return FALSE;
}

/* Only now, inside the transaction, is it sure that the copy is of the
 * older file, and that no other process has been faster. */
static gboolean
name_copy(struct db *db, const char *copy, gint64 newest, GError **error)
{
	g_autofree char *path = g_strdup_printf("%s.before-%" G_GINT64_FORMAT,
						db_path(db), newest);

	return g_rename(copy, path) == 0 ||
	       fault_errno(error, errno,
			   "No copy of the ledger could be kept at %s, so it "
			   "was not brought up to date",
			   path);
}

static gboolean
run_steps(struct db *db, const char *const *steps, const char *copy,
	  GError **error)
{
	gint64 version, newest = migrate_newest(steps);

	if (!version_of(db, newest, &version, error))
		return FALSE;
	if (version > 0 && version < newest &&
	    !name_copy(db, copy, newest, error))
		return FALSE;
	for (; version < newest; version++)
		if (!db_script(db, steps[version], error))
			return FALSE;
	return migrate_check(db, steps, error);
}

static gboolean
step_up(struct db *db, const char *const *steps, const char *copy,
	GError **error)
{
	if (!db_begin(db, error))
		return FALSE;
	if (run_steps(db, steps, copy, error))
		return db_commit(db, error);
	db_rollback(db);
	return FALSE;
}

gboolean
migrate_check(struct db *db, const char *const *steps, GError **error)
{
	gint64 version, newest = migrate_newest(steps);

	if (!version_of(db, newest, &version, error))
		return FALSE;
	if (version == newest)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "The ledger %s was written by an older Postroom. "
			 "Start \"postroom intake --once\" to bring it up to "
			 "date.",
			 db_path(db));
}

gboolean
migrate(struct db *db, const char *const *steps, GError **error)
{
	gint64 version, newest = migrate_newest(steps);
	g_autofree char *copy =
		g_strdup_printf("%s.copy-%d", db_path(db), (int)getpid());
	gboolean done;

	if (!version_of(db, newest, &version, error))
		return FALSE;
	if (version == newest)
		return TRUE;
	done = (version == 0 || copy_to(db, copy, error)) &&
	       step_up(db, steps, copy, error);
	(void)g_unlink(copy);
	return done;
}
