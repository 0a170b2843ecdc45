/*
 * The parts of "check" that touch what is outside the program: the folder
 * for data, the ledger, the mailboxes and the way out. Nothing is fetched or
 * sent; a folder for outgoing mail is made if it is missing.
 */
#include "cmd/check.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/limits.h"
#include "ledger/ledger.h"
#include "poll/door.h"
#include "respond/page.h"
#include "send/carrier.h"
#include "spool/cursor.h"

/* The folder, or the nearest one above it that is there. */
static char *
existing_part(const char *path)
{
	char *part = g_strdup(path);

	while (!g_file_test(part, G_FILE_TEST_EXISTS)) {
		char *above = g_path_get_dirname(part);

		g_free(part);
		part = above;
	}
	return part;
}

static gboolean
check_data(struct check *check, const char *data)
{
	g_autofree char *part = existing_part(data);
	g_autofree char *fault = NULL;

	if (g_file_test(part, G_FILE_TEST_IS_DIR) &&
	    access(part, W_OK | X_OK) == 0) {
		check_good(check, "data", "%s can be written to", data);
		return TRUE;
	}
	fault = g_strdup_printf("%s cannot be written to (%s). Run this as the "
				"user that runs Postroom, or change the "
				"folder's owner.",
				part,
				g_file_test(part, G_FILE_TEST_IS_DIR)
					? g_strerror(errno)
					: "it is not a folder");
	check_bad(check, "data", fault);
	return FALSE;
}

static void
check_room(struct check *check, const char *data)
{
	g_autofree char *part = existing_part(data);
	g_autofree char *fault = NULL;
	struct statvfs info;
	guint64 room;

	if (statvfs(part, &info) != 0)
		return;
	room = (guint64)info.f_bavail * info.f_frsize;
	if (room >= LIMIT_FLOOR_BYTES)
		return;
	fault = g_strdup_printf("The disk of %s has less than %u MB free. Make "
				"room: until then mail waits on its server.",
				data,
				(guint)(LIMIT_FLOOR_BYTES / (1024 * 1024)));
	check_bad(check, "disk", fault);
}

static void
check_ledger(struct check *check, const char *data)
{
	g_autofree char *path = g_build_filename(data, "ledger.sqlite", NULL);
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(own_ledger) ledger = NULL;
	GError *error = NULL;
	guint i;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		check_good(check, "ledger",
			   "not there yet; it is made when "
			   "the first message comes in");
		return;
	}
	ledger = ledger_open_read(data, &error);
	if (ledger == NULL || !ledger_check(ledger, findings, &error)) {
		check_fault(check, "ledger", error);
		return;
	}
	for (i = 0; i < findings->len; i++)
		check_bad(check, "ledger", g_ptr_array_index(findings, i));
	if (findings->len == 0)
		check_good(check, "ledger", "%s is sound", path);
}

/* What the last pass over it found. */
static void
check_remark(struct check *check, const char *part, const char *data,
	     const struct door *door)
{
	g_autoptr(own_cursor) cursor = cursor_load(data, door->name, NULL);

	if (cursor != NULL && *cursor->remark != '\0')
		check_bad(check, part, cursor->remark);
}

static void
check_source(struct check *check, const char *data, const struct door *door)
{
	g_autofree char *part = door_words(door);
	GError *error = NULL;
	int there = 0;

	if (door_check(door, &there, &error))
		check_good(check, part, "%s opens; %d %s in it",
			   door_place(door), there,
			   door->form != NULL ? "entries" : "messages");
	else
		check_fault(check, part, error);
	check_remark(check, part, data, door);
}

static void
check_way_out(struct check *check, const struct sending *sending)
{
	GError *error = NULL;
	g_autoptr(own_carrier) carrier = carrier_open(sending, &error);

	if (carrier != NULL && carrier_check(carrier, &error))
		check_good(check, "send", "%s takes mail",
			   *sending->smtp == '\0' ? sending->folder
						  : sending->smtp);
	else
		check_fault(check, "send", error);
}

/* Letters on paper need their fonts. */
static void
check_paper(struct check *check, const struct sending *sending)
{
	GError *error = NULL;

	if (*sending->print == '\0' && *sending->notify_key == '\0')
		return;
	if (page_ready(&error))
		check_good(check, "paper", "letters can be printed, to %s",
			   *sending->print != '\0' ? sending->print
						   : "GOV.UK Notify");
	else
		check_fault(check, "paper", error);
}

/* What root makes there, the service could not read. */
static gboolean
check_owner(struct check *check, const char *data)
{
	g_autofree char *part = existing_part(data);
	g_autofree char *fault = NULL;
	struct stat info;

	if (geteuid() != 0 || stat(part, &info) != 0 || info.st_uid == 0)
		return TRUE;
	fault = g_strdup_printf("%s does not belong to root. No log-in is "
				"tried: run this as the user that runs "
				"Postroom.",
				part);
	check_bad(check, "data", fault);
	return FALSE;
}

void
check_doors(struct check *check, const struct config *config)
{
	g_autoptr(GPtrArray) doors = doors_of(config);
	guint i;

	if (check_data(check, config->data))
		check_ledger(check, config->data);
	check_room(check, config->data);
	check_paper(check, &config->sending);
	if (check->offline || !check_owner(check, config->data))
		return;
	check_tokens(check, config);
	for (i = 0; i < doors->len; i++)
		check_source(check, config->data, doors->pdata[i]);
	check_way_out(check, &config->sending);
}
