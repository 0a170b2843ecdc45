/*
 * One look into a folder that a scanner or a share writes to: each file that
 * has come to rest goes into the spool's scans, whole and untouched, and then
 * into the folder "done". Nothing is deleted, nothing opened as anything but
 * bytes: reading comes later, in a process of its own (cmd/letters.c), so
 * that a batch of a hundred scans holds up neither this folder nor the mail,
 * and is safe before its first page is recognised.
 *
 * At rest is a file whose size and times have not changed for as many seconds
 * as "quiet" says: by the clock, or, where the writer's clock is ahead of
 * ours, as watched by us. A name that begins with a dot or ends in "~",
 * .tmp, .part, .partial, .crdownload or .filepart is still being written.
 * Empty files, folders, links and devices are left alone and told.
 *
 * Where a file cannot be moved (a share that only lets us read), its name,
 * size and time are remembered instead, so that it is taken in once.
 */
#ifndef POLL_LETTERS_H
#define POLL_LETTERS_H

#include <glib.h>

#include "config/config.h"
#include "poll/listing.h"
#include "poll/pass.h"

/* Takes in what has come to rest, LIMIT_SCAN_FILES at most, and puts it into
 * the scans beside spool (spool_open_scans). The cursor gets a remark if
 * something in the folder is no scan. FAULT_SETUP if the folder cannot be
 * read; FAULT_TEMPORARY for the disk, or for files that cannot be read yet. */
gboolean pass_letters(const struct drop_folder *folder, struct spool *spool,
		      struct cursor *cursor, struct poll_report *report,
		      GError **error);

/* For "postroom check": may it be read, and written to? Sets *files to how
 * many wait there. FAULT_SETUP. */
gboolean letters_check(const struct drop_folder *folder, int *files,
		       GError **error);

struct stat;

/* What a file is remembered by (spool/seen.h): its name may be used again.
 * The caller's. */
char *letters_key(const char *name, const struct stat *info);

/* Puts a file that was taken in before, wherever it lies now, into the scans
 * once more, and marks it as fetched once it is durable there; the file stays
 * where it is. FAULT_TEMPORARY for the spool; a file that cannot be read or
 * changes meanwhile is passed over. */
gboolean letters_again(const struct drop_folder *folder, struct spool *scans,
		       struct cursor *cursor, struct listed *listed,
		       GError **error);

#endif
