/*
 * restore: from a backup to a data folder that works. The backup is checked
 * whole, copied beside, and then takes its place by renaming. The key goes
 * first and comes last: without it every process refuses to start, so that
 * none meets a folder that is half the old and half the new.
 */
#include "cmd/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/lock.h"
#include "cmd/manifest.h"
#include "cmd/reinstate.h"
#include "cmd/store.h"
#include "poll/door.h"

#define FOLDERS 256

struct restore {
	const struct config *config;
	const char *data;
	char *backup; /* the folder to restore from */
	char *copy;   /* DATA/restoring */
	char *keep;   /* DATA/before-restore-…; NULL if there is nothing */
	GPtrArray *locks;
	struct reinstatement reinstatement;
};

static char *
below(const char *folder, const char *name)
{
	return g_build_filename(folder, name, NULL);
}

/* --- nobody else may be at work -----------------------------------------*/

static gboolean
take_lock(struct restore *restore, const char *name, GError **error)
{
	struct lock *lock = lock_take(restore->data, name, error);

	if (lock != NULL)
		g_ptr_array_add(restore->locks, lock);
	return lock != NULL;
}

static gboolean
take_locks(struct restore *restore, GError **error)
{
	static const char *const names[] = {"run", "intake", "send", "watch",
					    "backup"};
	g_autoptr(GPtrArray) doors = doors_of(restore->config);
	guint i;

	for (i = 0; i < G_N_ELEMENTS(names); i++)
		if (!take_lock(restore, names[i], error))
			return FALSE;
	for (i = 0; i < doors->len; i++) {
		const struct door *door = doors->pdata[i];
		g_autofree char *name = g_strconcat("poll-", door->name, NULL);

		if (!take_lock(restore, name, error))
			return FALSE;
	}
	return TRUE;
}

/* Files made by root would be closed to the user who runs Postroom. */
static gboolean
check_user(const char *data, GError **error)
{
	struct stat info;

	if (geteuid() != 0 || stat(data, &info) != 0 || info.st_uid == 0)
		return TRUE;
	return fault_set(error, FAULT_SETUP,
			 "%s belongs to another user than root. Run this as "
			 "that user, as in \"sudo -u postroom postroom "
			 "restore ...\".",
			 data);
}

/* A folder that is not there yet; the caller's. */
static char *
place_for_old(const char *data)
{
	g_autofree char *stamp =
		clock_rfc3339(g_get_real_time() / G_USEC_PER_SEC);
	char *path = g_strdup_printf("%s/before-restore-%s", data, stamp);

	while (g_file_test(path, G_FILE_TEST_EXISTS)) {
		char *other = g_strconcat(path, "+", NULL);

		g_free(path);
		path = other;
	}
	return path;
}

static gboolean
check_room(struct restore *restore, gboolean replace, GError **error)
{
	if (!store_remove(restore->copy, error))
		return FALSE;
	if (store_is_empty(restore->data))
		return TRUE;
	if (!replace)
		return fault_set(error, FAULT_SETUP,
				 "%s is in use already. To restore all the "
				 "same, add --replace: what is there now is "
				 "then kept beside, in a folder of its own.",
				 restore->data);
	restore->keep = place_for_old(restore->data);
	return TRUE;
}

/* --- the copy -----------------------------------------------------------*/

static gboolean
check_backup(struct restore *restore, GError **error)
{
	g_autoptr(GPtrArray) wrong = g_ptr_array_new_with_free_func(g_free);
	guint i;

	if (!manifest_check(restore->backup, wrong,
			    &restore->reinstatement.made, error))
		return FALSE;
	for (i = 0; i < wrong->len; i++)
		printf("%s\n", (const char *)wrong->pdata[i]);
	return wrong->len == 0 ||
	       fault_set(error, FAULT_INPUT,
			 "The backup %s is damaged; nothing was changed. Use "
			 "another one.",
			 restore->backup);
}

static gboolean
copy_archive(const struct restore *restore, GError **error)
{
	guint i;

	for (i = 0; i < FOLDERS; i++) {
		g_autofree char *name = g_strdup_printf("archive/%02x", i);
		g_autofree char *from = below(restore->backup, name);

		if (g_file_test(from, G_FILE_TEST_IS_DIR) &&
		    !store_files(restore->backup, restore->copy, name,
				 store_copy, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
copy_file(const struct restore *restore, const char *name, GError **error)
{
	g_autofree char *from = below(restore->backup, name);
	g_autofree char *to = below(restore->copy, name);

	return store_copy(from, to, error);
}

static gboolean
copy_all(const struct restore *restore, GError **error)
{
	static const char *const folders[] = {"spool/source", "spool/scans",
					      "spool/new", "spool/held",
					      "spool/filed"};
	gsize i;

	if (!store_folder(restore->copy, error))
		return FALSE;
	for (i = 0; i < G_N_ELEMENTS(folders); i++)
		if (!store_files(restore->backup, restore->copy, folders[i],
				 store_copy, error))
			return FALSE;
	return copy_file(restore, "token.key", error) &&
	       copy_file(restore, "ledger.sqlite", error) &&
	       copy_archive(restore, error);
}

/* --- changing places ----------------------------------------------------*/

static gboolean
move(const char *from, const char *to, const char *name, GError **error)
{
	g_autofree char *a = below(from, name);
	g_autofree char *b = below(to, name);

	return rename(a, b) == 0 || errno == ENOENT ||
	       fault_errno(error, errno, "Cannot move %s to %s", a, to);
}

/* What was there goes to keep; the old ledger stays in its place too until
 * the new one takes it. */
static gboolean
clear_away(const struct restore *restore, GError **error)
{
	static const char *const names[] = {"token.key", "ledger.sqlite-wal",
					    "ledger.sqlite-shm"};
	g_autofree char *ledger = below(restore->data, "ledger.sqlite");
	g_autofree char *kept = NULL;
	gsize i;

	if (restore->keep == NULL)
		return TRUE;
	if (!store_folder(restore->keep, error))
		return FALSE;
	for (i = 0; i < G_N_ELEMENTS(names); i++)
		if (!move(restore->data, restore->keep, names[i], error))
			return FALSE;
	kept = below(restore->keep, "ledger.sqlite");
	return link(ledger, kept) == 0 || errno == ENOENT ||
	       fault_errno(error, errno, "Cannot keep the old ledger");
}

static gboolean
change_places(const struct restore *restore, GError **error)
{
	static const char *const folders[] = {"archive", "spool"};
	const char *copy = restore->copy, *data = restore->data;
	gsize i;

	if (!clear_away(restore, error) ||
	    !move(copy, data, "ledger.sqlite", error))
		return FALSE;
	for (i = 0; i < G_N_ELEMENTS(folders); i++)
		if ((restore->keep != NULL &&
		     !move(data, restore->keep, folders[i], error)) ||
		    !move(copy, data, folders[i], error))
			return FALSE;
	return (restore->keep == NULL ||
		store_sync_names(restore->keep, error)) &&
	       store_sync_names(copy, error) && store_sync_names(data, error) &&
	       move(copy, data, "token.key", error) &&
	       store_remove(copy, error) && store_sync_names(data, error);
}

/* --- the whole ----------------------------------------------------------*/

static gboolean
prepare(struct restore *restore, gboolean replace, GError **error)
{
	return check_user(restore->data, error) &&
	       check_backup(restore, error) &&
	       store_folder(restore->data, error) &&
	       take_locks(restore, error) &&
	       check_room(restore, replace, error);
}

static gboolean
work(struct restore *restore, gboolean replace, GError **error)
{
	struct reinstatement *r = &restore->reinstatement;

	if (!prepare(restore, replace, error))
		return FALSE;
	r->config = restore->config;
	r->copy = restore->copy;
	r->old = restore->keep != NULL ? restore->data : NULL;
	if (copy_all(restore, error) && reinstate(r, error) &&
	    store_sync(restore->copy, error))
		return change_places(restore, error);
	(void)store_remove(restore->copy, NULL);
	return FALSE;
}

static gboolean
moves_mail(const struct config *config)
{
	guint i;

	for (i = 0; i < config->mailboxes->len; i++) {
		const struct mailbox *m = config->mailboxes->pdata[i];

		if (*m->move_to != '\0')
			return TRUE;
	}
	return FALSE;
}

static void
tell(const struct restore *restore)
{
	const struct reinstatement *r = &restore->reinstatement;
	g_autofree char *made = clock_short(r->made);

	printf("Restored the backup of %s to %s.\n", made, restore->data);
	if (restore->keep != NULL)
		printf("What was there is in %s; %u messages that the backup "
		       "did not know were taken over from it.\n",
		       restore->keep, r->again);
	if (r->ledger.held > 0)
		printf("%d letters wait for a person, since they may have been "
		       "sent already: postroom letter list\n",
		       (int)r->ledger.held);
	if (r->ledger.silenced > 0)
		printf("%d acknowledgements are left to a person: postroom "
		       "due\n",
		       (int)r->ledger.silenced);
	if (moves_mail(restore->config))
		puts("Messages that were filed after the backup have been "
		     "moved in the mailbox. Move them back to the folder that "
		     "is read; none is answered twice.");
	puts("Now run: postroom verify");
}

static void
close_locks(GPtrArray *locks)
{
	guint i;

	for (i = 0; i < locks->len; i++)
		lock_close(locks->pdata[i]);
	g_ptr_array_unref(locks);
}

static int
run(struct call *call, const struct config *config, gint64 stopped,
    gboolean replace)
{
	struct restore restore = {
		.config = config,
		.data = config->data,
		.backup = g_canonicalize_filename(call->argv[1], NULL),
		.copy = below(config->data, "restoring"),
		.locks = g_ptr_array_new(),
		.reinstatement = {.stopped = stopped},
	};
	GError *error = NULL;
	gboolean done = work(&restore, replace, &error);

	if (done)
		tell(&restore);
	close_locks(restore.locks);
	g_free(restore.backup);
	g_free(restore.copy);
	g_free(restore.keep);
	return done ? 0 : cmd_fail(call, error);
}

int
cmd_restore(struct call *call)
{
	gboolean replace = FALSE;
	g_autofree char *stopped = NULL;
	const GOptionEntry entries[] = {
		{"replace", 0, 0, G_OPTION_ARG_NONE, &replace,
		 "keep what is there now beside, and restore", NULL},
		{"stopped", 0, 0, G_OPTION_ARG_STRING, &stopped,
		 "when the old Postroom stopped, as 2026-11-20T17:30:00Z; "
		 "what came later is answered by itself. Else: now",
		 "TIME"},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_config) config = NULL;
	GError *error = NULL;
	gint64 when;
	int status;

	if (!cmd_options(call, entries, "DIR",
			 "Makes a working data folder of the backup in DIR. "
			 "Stop Postroom first.",
			 &status))
		return status;
	when = stopped == NULL ? clock_now() : clock_parse(stopped);
	if (call->argc != 2 || when == TIME_NONE) {
		fputs("postroom restore: Name one folder, and a time as "
		      "2026-11-20T17:30:00Z.\n",
		      stderr);
		return 2;
	}
	config = config_load(call->config, &error);
	if (config == NULL)
		return cmd_fail(call, error);
	return run(call, config, when, replace);
}
