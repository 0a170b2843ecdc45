/*
 * backup: a copy of everything while everything runs. The order makes it
 * whole: first how far the sources have been read, then what waits, then
 * the ledger, then the originals that it knows. A message is in none of
 * them too late; at worst it is in two, and is found to be filed already.
 */
#include "cmd/cmd.h"

#include <unistd.h>

#include "base/fault.h"
#include "base/lock.h"
#include "base/pulse.h"
#include "cmd/findings.h"
#include "cmd/manifest.h"
#include "cmd/store.h"
#include "config/config.h"
#include "ledger/census.h"
#include "spool/archive.h"
#include "spool/look.h"

#define FOLDERS 256

struct backup {
	const char *data;
	const char *before; /* an earlier backup, or NULL */
	char *part;	    /* what is being made */
	struct ledger *ledger;
	struct findings *findings;
	guint originals;
};

/* --- originals ----------------------------------------------------------*/

/* From the earlier backup if it is on the same disk, else from the archive,
 * else from the spool: it was filed a moment ago. */
static gboolean
keep_original(struct backup *backup, const char *sha256, GError **error)
{
	g_autofree char *to = archive_path(backup->part, sha256);
	g_autofree char *from = archive_path(backup->data, sha256);
	g_autofree char *earlier = NULL;
	g_autofree char *waiting = NULL;

	if (backup->before != NULL)
		earlier = archive_path(backup->before, sha256);
	if (earlier != NULL && link(earlier, to) == 0)
		return TRUE;
	if (access(from, F_OK) == 0)
		return store_link(from, to, error);
	waiting = look_for(backup->data, sha256, NULL);
	if (waiting != NULL && store_link(waiting, to, NULL))
		return TRUE;
	if (access(from, F_OK) == 0)
		return store_link(from, to, error);
	findings_add(backup->findings, "archive",
		     "the original %s is missing, so the backup is without it",
		     sha256);
	return TRUE;
}

static gboolean
keep_folder(struct backup *backup, const char *digits, GError **error)
{
	g_autofree char *folder =
		g_build_filename(backup->part, "archive", digits, NULL);
	g_autoptr(GPtrArray) hashes =
		census_hashes(backup->ledger, digits, error);
	guint i;

	if (hashes == NULL)
		return FALSE;
	backup->originals += hashes->len;
	if (hashes->len > 0 && !store_folder(folder, error))
		return FALSE;
	for (i = 0; i < hashes->len; i++)
		if (!keep_original(backup, hashes->pdata[i], error))
			return FALSE;
	return TRUE;
}

static gboolean
keep_originals(struct backup *backup, GError **error)
{
	guint i;

	for (i = 0; i < FOLDERS; i++) {
		g_autofree char *digits = g_strdup_printf("%02x", i);

		findings_progress(backup->findings, "originals", i, FOLDERS);
		if (!keep_folder(backup, digits, error))
			return FALSE;
	}
	findings_progress(backup->findings, "originals", FOLDERS, FOLDERS);
	return TRUE;
}

/* --- the rest -----------------------------------------------------------*/

static gboolean
keep_spool(struct backup *backup, GError **error)
{
	static const char *const folders[] = {"spool/scans", "spool/new",
					      "spool/held", "spool/filed"};
	gsize i;

	if (!store_files(backup->data, backup->part, "spool/source", store_copy,
			 error))
		return FALSE;
	for (i = 0; i < G_N_ELEMENTS(folders); i++)
		if (!store_files(backup->data, backup->part, folders[i],
				 store_link, error))
			return FALSE;
	return TRUE;
}

/* From here on the originals are those of the copy. */
static gboolean
keep_ledger(struct backup *backup, GError **error)
{
	g_autofree char *path =
		g_build_filename(backup->part, "ledger.sqlite", NULL);
	struct ledger *live = ledger_open_read(backup->data, error);
	gboolean copied;

	if (live == NULL)
		return FALSE;
	copied = ledger_copy(live, path, error);
	ledger_close(live);
	if (copied)
		backup->ledger = ledger_open_read(backup->part, error);
	return backup->ledger != NULL;
}

static gboolean
keep_key(struct backup *backup, GError **error)
{
	g_autofree char *from =
		g_build_filename(backup->data, "token.key", NULL);
	g_autofree char *to = g_build_filename(backup->part, "token.key", NULL);

	return store_copy(from, to, error);
}

/* Reading a copy may leave SQLite's own files beside it. */
static void
drop_traces(const struct backup *backup)
{
	static const char *const names[] = {"ledger.sqlite-wal",
					    "ledger.sqlite-shm"};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(backup->part, names[i], NULL);

		unlink(path);
	}
}

static gboolean
keep_all(struct backup *backup, GError **error)
{
	gboolean kept = store_folder(backup->part, error) &&
			keep_spool(backup, error) &&
			keep_ledger(backup, error) && keep_key(backup, error) &&
			keep_originals(backup, error);

	g_clear_pointer(&backup->ledger, ledger_close);
	drop_traces(backup);
	return kept && manifest_write(backup->part, error) &&
	       store_sync(backup->part, error);
}

/* --- the whole ----------------------------------------------------------*/

static gboolean
make(struct backup *backup, const char *folder, GError **error)
{
	if (!store_is_empty(folder))
		return fault_set(error, FAULT_SETUP,
				 "%s is not empty. Name a folder that is not "
				 "there yet, such as one with today's date.",
				 folder);
	backup->part = g_strconcat(folder, ".part", NULL);
	if (!store_remove(backup->part, error))
		return FALSE;
	if (keep_all(backup, error))
		return store_place(backup->part, folder, error);
	(void)store_remove(backup->part, NULL);
	return FALSE;
}

static gboolean
has_ledger(const char *data, GError **error)
{
	g_autofree char *path = g_build_filename(data, "ledger.sqlite", NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS) ||
	       fault_set(error, FAULT_SETUP,
			 "There is nothing to keep in %s: no message has been "
			 "filed yet.",
			 data);
}

static int
run(struct call *call, const struct config *config, const char *folder,
    const char *before)
{
	g_autofree char *whole = g_canonicalize_filename(folder, NULL);
	g_autoptr(own_findings) findings = findings_new();
	g_autoptr(own_lock) lock = NULL;
	struct backup backup = {
		.data = config->data,
		.before = before,
		.findings = findings,
	};
	GError *error = NULL;
	gboolean done = FALSE;

	if (has_ledger(config->data, &error))
		lock = lock_take(config->data, "backup", &error);
	if (lock != NULL)
		done = make(&backup, whole, &error);
	g_free(backup.part);
	if (!done)
		return cmd_fail(call, error);
	pulse_beat(config->data, "backup");
	findings_print(findings);
	printf("The backup is in %s: %u messages.\n", whole, backup.originals);
	return findings->lines->len > 0 ? 1 : 0;
}

int
cmd_backup(struct call *call)
{
	g_autofree char *before = NULL;
	const GOptionEntry entries[] = {
		{"before", 0, 0, G_OPTION_ARG_FILENAME, &before,
		 "an earlier backup on the same disk; what is in it takes no "
		 "room again",
		 "DIR"},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_config) config = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "DIR",
			 "Copies the ledger, every original, what waits and "
			 "the key to the folder DIR,\nwhile everything runs. "
			 "It is complete once the command has ended with 0.",
			 &status))
		return status;
	if (call->argc != 2) {
		fputs("postroom backup: Name one folder.\n", stderr);
		return 2;
	}
	config = config_load(call->config, &error);
	if (config == NULL)
		return cmd_fail(call, error);
	return run(call, config, call->argv[1], before);
}
