/*
 * Between the backup and its restoring letters may have left that nothing
 * here tells of. So nothing that was in hand goes on by itself: each letter,
 * each case and each message of that time waits for a person.
 */
#include "cmd/reinstate.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "ledger/census.h"
#include "poll/door.h"
#include "spool/archive.h"
#include "spool/cursor.h"
#include "spool/look.h"
#include "spool/spool.h"

#define FOLDERS 256

/* --- the ledger ---------------------------------------------------------*/

static char *
reason_of(const struct reinstatement *r)
{
	g_autofree char *made = clock_short(r->made);

	return g_strdup_printf("Restored from a backup of %s: it may have been "
			       "sent after that. Look in the sent mail, then "
			       "release or withdraw it.",
			       made);
}

static gboolean
hold_letters(struct reinstatement *r, struct ledger *ledger, GError **error)
{
	g_autofree char *reason = reason_of(r);

	if (!ledger_begin(ledger, error))
		return FALSE;
	if (restored_enter(ledger, r->made, reason, &r->ledger, error))
		return ledger_commit(ledger, error);
	ledger_rollback(ledger);
	return FALSE;
}

/* --- the sources and the spool ------------------------------------------*/

static gboolean
set_cutoffs(const struct reinstatement *r, GError **error)
{
	g_autoptr(GPtrArray) doors = doors_of(r->config);
	guint i;

	for (i = 0; i < doors->len; i++) {
		const struct door *door = doors->pdata[i];
		g_autoptr(own_cursor) cursor =
			cursor_load(r->copy, door->name, error);

		if (cursor == NULL)
			return FALSE;
		cursor->cutoff = MAX(cursor->cutoff, r->stopped);
		if (!cursor_save(r->copy, door->name, cursor, error))
			return FALSE;
	}
	return TRUE;
}

/* The envelope keeps its length, so that it is written over the old one. */
static gboolean
silence_file(const char *path, struct item *item, GError **error)
{
	g_autofree char *envelope = NULL;
	int fd, number;
	gboolean done;

	item->answer = FALSE;
	envelope = item_envelope(item, error);
	if (envelope == NULL)
		return FALSE;
	fd = open(path, O_WRONLY | O_CLOEXEC);
	done = fd >= 0 &&
	       pwrite(fd, envelope, ITEM_ENVELOPE_BYTES, 0) ==
		       ITEM_ENVELOPE_BYTES &&
	       fsync(fd) == 0;
	number = errno;
	if (fd >= 0)
		close(fd);
	return done || fault_errno(error, number, "Cannot write %s", path);
}

static gboolean
silence_waiting(const struct reinstatement *r, GError **error)
{
	g_autoptr(GPtrArray) waiting = look_into(r->copy, LOOK_NEW, error);
	guint i;

	for (i = 0; waiting != NULL && i < waiting->len; i++) {
		const struct look *look = waiting->pdata[i];
		g_autofree char *path = g_build_filename(
			r->copy, "spool", "new", look->name, NULL);

		if (look->item != NULL &&
		    !silence_file(path, look->item, error))
			return FALSE;
	}
	return waiting != NULL;
}

/* --- what the old folder has besides ------------------------------------*/

static gboolean
put_again(struct reinstatement *r, struct spool *spool, const char *path,
	  GError **error)
{
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
	g_autoptr(own_item) facts = NULL;
	gsize body = 0, size;

	if (file == NULL)
		return TRUE;
	size = g_mapped_file_get_length(file);
	facts = item_parse(g_mapped_file_get_contents(file), size, &body, NULL);
	if (facts == NULL)
		return TRUE;
	facts->answer = FALSE;
	r->again++;
	return spool_put(spool, g_mapped_file_get_contents(file) + body,
			 size - body, facts, error);
}

static gboolean
is_known(const struct reinstatement *r, struct ledger *ledger,
	 const char *sha256)
{
	const struct census_mark mark = {"", 0, 0, sha256, "", FALSE};
	g_autofree char *waiting = NULL;
	gint64 received;

	if (census_find(ledger, &mark, &received, NULL) != ITEM_STATE_COUNT)
		return TRUE;
	waiting = look_for(r->copy, sha256, NULL);
	return waiting != NULL;
}

static gboolean
take_archive(struct reinstatement *r, struct ledger *ledger,
	     struct spool *spool, GError **error)
{
	guint i, j;

	for (i = 0; i < FOLDERS; i++) {
		g_autofree char *digits = g_strdup_printf("%02x", i);
		g_autoptr(GPtrArray) names =
			archive_list(r->old, digits, error);

		for (j = 0; names != NULL && j < names->len; j++) {
			g_autofree char *path =
				archive_path(r->old, names->pdata[j]);

			if (!is_known(r, ledger, names->pdata[j]) &&
			    !put_again(r, spool, path, error))
				return FALSE;
		}
		if (names == NULL)
			return FALSE;
	}
	return TRUE;
}

static gboolean
take_waiting(struct reinstatement *r, struct ledger *ledger,
	     struct spool *spool, GError **error)
{
	g_autoptr(GPtrArray) waiting = look_into(r->old, LOOK_NEW, error);
	guint i;

	for (i = 0; waiting != NULL && i < waiting->len; i++) {
		const struct look *look = waiting->pdata[i];
		g_autofree char *path = g_build_filename(r->old, "spool", "new",
							 look->name, NULL);

		if (look->item != NULL &&
		    !is_known(r, ledger, look->item->sha256) &&
		    !put_again(r, spool, path, error))
			return FALSE;
	}
	return waiting != NULL;
}

/* Scans that nobody has read yet; the ledger cannot know them. */
static gboolean
take_scans(struct reinstatement *r, GError **error)
{
	g_autoptr(own_spool) scans = spool_open_scans(r->copy, error);
	g_autoptr(GPtrArray) waiting = NULL;
	guint i;

	if (scans != NULL)
		waiting = look_into(r->old, LOOK_SCANS, error);
	for (i = 0; waiting != NULL && i < waiting->len; i++) {
		const struct look *look = waiting->pdata[i];
		g_autofree char *path = g_build_filename(
			r->old, "spool", "scans", look->name, NULL);

		if (look->item != NULL && !put_again(r, scans, path, error))
			return FALSE;
	}
	return waiting != NULL && spool_sync(scans, error);
}

static gboolean
take_over(struct reinstatement *r, struct ledger *ledger, GError **error)
{
	g_autoptr(own_spool) spool = NULL;

	if (r->old == NULL)
		return TRUE;
	spool = spool_open(r->copy, error);
	return spool != NULL && take_archive(r, ledger, spool, error) &&
	       take_waiting(r, ledger, spool, error) &&
	       spool_sync(spool, error) && take_scans(r, error);
}

gboolean
reinstate(struct reinstatement *r, GError **error)
{
	g_autoptr(own_ledger) ledger = ledger_open(r->copy, error);

	return ledger != NULL && hold_letters(r, ledger, error) &&
	       set_cutoffs(r, error) && silence_waiting(r, error) &&
	       take_over(r, ledger, error);
}
