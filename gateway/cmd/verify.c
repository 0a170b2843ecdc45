/*
 * verify: is everything there, whole, and in exactly one place? It changes
 * nothing and may run beside everything else: an original that is moved
 * while it looks is looked for again where it went.
 */
#include "cmd/cmd.h"

#include "base/fault.h"
#include "cmd/findings.h"
#include "ledger/census.h"
#include "poll/door.h"
#include "spool/archive.h"
#include "spool/cursor.h"
#include "spool/look.h"

#define FOLDERS 256

struct verify {
	const struct config *config;
	struct ledger *ledger;
	struct findings *findings;
	guint items;	 /* in the ledger */
	guint originals; /* found whole */
	guint waiting;	 /* in spool/new */
	guint held;
};

/* --- the ledger ---------------------------------------------------------*/

static gboolean
look_at_ledger(struct verify *verify, GError **error)
{
	g_autofree char *path =
		g_build_filename(verify->config->data, "ledger.sqlite", NULL);
	g_autoptr(GPtrArray) wrong = g_ptr_array_new_with_free_func(g_free);
	guint i;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		findings_remark(verify->findings, "ledger",
				"there is none yet; it is made when the first "
				"message is filed");
		return TRUE;
	}
	if (!ledger_check(verify->ledger, wrong, error))
		return FALSE;
	for (i = 0; i < wrong->len; i++)
		findings_add(verify->findings, "ledger", "%s",
			     (const char *)wrong->pdata[i]);
	return TRUE;
}

/* --- the archive --------------------------------------------------------*/

static gboolean
open_original(struct verify *verify, const char *sha256, GError **error)
{
	GError *trouble = NULL;
	g_autoptr(GBytes) bytes =
		archive_open(verify->config->data, sha256, &trouble);

	if (bytes != NULL) {
		verify->originals++;
		return TRUE;
	}
	return findings_fault(verify->findings, "archive", trouble, error);
}

/* Filed, but not in the archive when it was listed: it waits in the spool
 * after a crash, or has just been moved. */
static gboolean
look_elsewhere(struct verify *verify, const char *sha256, GError **error)
{
	GError *trouble = NULL;
	g_autofree char *path =
		look_for(verify->config->data, sha256, &trouble);

	if (trouble != NULL) {
		g_propagate_error(error, trouble);
		return FALSE;
	}
	if (path != NULL && !archive_has(verify->config->data, sha256)) {
		findings_remark(verify->findings, "spool",
				"%.12s is filed; intake has still to move its "
				"original to the archive",
				sha256);
		return TRUE;
	}
	if (archive_has(verify->config->data, sha256))
		return open_original(verify, sha256, error);
	findings_add(verify->findings, "archive",
		     "the original %s is missing. Put it back from a backup",
		     sha256);
	return TRUE;
}

/* Both lists ascend. The archive was listed first, so that a file of which
 * the ledger knows nothing was not just filed. */
static gboolean
compare(struct verify *verify, const GPtrArray *files, const GPtrArray *hashes,
	GError **error)
{
	guint f = 0, h = 0;
	gboolean good = TRUE;

	while (good && (f < files->len || h < hashes->len)) {
		const char *file = f < files->len ? files->pdata[f] : "~";
		const char *hash = h < hashes->len ? hashes->pdata[h] : "~";
		int order = strcmp(file, hash);

		if (order < 0 && archive_was_put(verify->config->data, file))
			findings_remark(verify->findings, "archive",
					"%.12s was about to be put with a "
					"case; nothing refers to it",
					file);
		else if (order < 0)
			findings_add(verify->findings, "archive",
				     "%s is a file of which the ledger knows "
				     "nothing",
				     file);
		else if (order == 0)
			good = open_original(verify, hash, error);
		else
			good = look_elsewhere(verify, hash, error);
		f += order <= 0;
		h += order >= 0;
	}
	return good;
}

static gboolean
look_at_folder(struct verify *verify, const char *digits, GError **error)
{
	g_autoptr(GPtrArray) files =
		archive_list(verify->config->data, digits, error);
	g_autoptr(GPtrArray) hashes = NULL;

	if (files != NULL)
		hashes = census_hashes(verify->ledger, digits, error);
	if (hashes == NULL)
		return FALSE;
	verify->items += hashes->len;
	return compare(verify, files, hashes, error);
}

static gboolean
look_at_archive(struct verify *verify, GError **error)
{
	guint i;

	for (i = 0; i < FOLDERS; i++) {
		g_autofree char *digits = g_strdup_printf("%02x", i);

		findings_progress(verify->findings, "originals", i, FOLDERS);
		if (!look_at_folder(verify, digits, error))
			return FALSE;
	}
	findings_progress(verify->findings, "originals", FOLDERS, FOLDERS);
	return TRUE;
}

/* --- the spool ----------------------------------------------------------*/

static void
tell_held(struct verify *verify, const GPtrArray *held)
{
	guint i;

	for (i = 0; i < held->len; i++) {
		const struct look *look = held->pdata[i];

		findings_remark(verify->findings, "spool",
				"%s is held for a person: %s", look->name,
				*look->why == '\0' ? "nothing says why"
						   : look->why);
	}
	verify->held = held->len;
}

static gboolean
look_at_cursors(struct verify *verify, GError **error)
{
	g_autoptr(GPtrArray) doors = doors_of(verify->config);
	guint i;

	for (i = 0; i < doors->len; i++) {
		const struct door *door = doors->pdata[i];
		GError *trouble = NULL;
		g_autoptr(own_cursor) cursor =
			cursor_load(verify->config->data, door->name, &trouble);

		if (cursor == NULL &&
		    !findings_fault(verify->findings, "spool", trouble, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
look_at_spool(struct verify *verify, GError **error)
{
	const char *data = verify->config->data;
	g_autoptr(GPtrArray) waiting = look_into(data, LOOK_NEW, error);
	g_autoptr(GPtrArray) scans = NULL;
	g_autoptr(GPtrArray) held = NULL;

	if (waiting != NULL)
		scans = look_into(data, LOOK_SCANS, error);
	if (scans != NULL)
		held = look_into(data, LOOK_HELD, error);
	if (held == NULL)
		return FALSE;
	verify->waiting = waiting->len;
	if (waiting->len > 0)
		findings_remark(verify->findings, "spool",
				"%u wait to be filed by intake", waiting->len);
	if (scans->len > 0)
		findings_remark(verify->findings, "spool",
				"%u scans wait to be read", scans->len);
	tell_held(verify, held);
	return look_at_cursors(verify, error);
}

/* --- the whole ----------------------------------------------------------*/

static void
print(const struct verify *verify, gboolean json)
{
	guint wrong = verify->findings->lines->len;
	json_t *object;

	if (json) {
		object = json_pack(
			"{s:i, s:i, s:i, s:i}", "items", (int)verify->items,
			"originals", (int)verify->originals, "waiting",
			(int)verify->waiting, "held", (int)verify->held);
		findings_to_json(verify->findings, object);
		cmd_print_json(object);
		return;
	}
	findings_print(verify->findings);
	if (wrong == 0)
		printf("All is well: %u messages, %u originals, %u waiting, "
		       "%u held.\n",
		       verify->items, verify->originals, verify->waiting,
		       verify->held);
	else
		printf("%u finding%s. See docs/RECOVERY.md.\n", wrong,
		       wrong == 1 ? "" : "s");
}

/* A ledger that cannot be opened for good is a finding of its own. */
static gboolean
look(struct verify *verify, GError **error)
{
	GError *trouble = NULL;
	gboolean looked;

	verify->ledger = ledger_open_read(verify->config->data, &trouble);
	if (verify->ledger == NULL)
		return findings_fault(verify->findings, "ledger", trouble,
				      error) &&
		       look_at_spool(verify, error);
	looked = look_at_spool(verify, error) &&
		 look_at_ledger(verify, error) &&
		 look_at_archive(verify, &trouble);
	ledger_close(verify->ledger);
	if (trouble == NULL)
		return looked;
	return findings_fault(verify->findings, "ledger", trouble, error);
}

int
cmd_verify(struct call *call)
{
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "print JSON", NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_config) config = NULL;
	g_autoptr(own_findings) findings = findings_new();
	struct verify verify = {.findings = findings};
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Checks the ledger, its history, every original and "
			 "the spool against\neach other. It changes nothing "
			 "and may run at any time.",
			 &status))
		return status;
	config = config_load(call->config, &error);
	verify.config = config;
	if (config == NULL || !look(&verify, &error))
		return cmd_fail(call, error);
	print(&verify, json);
	return findings->lines->len > 0 ? 1 : 0;
}
