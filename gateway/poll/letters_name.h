/*
 * What the name of a file in a folder of letters tells.
 */
#ifndef POLL_LETTERS_NAME_H
#define POLL_LETTERS_NAME_H

#include <glib.h>

/* When a scan was received: the day that its name begins with
 * ("2026-12-18_0001.pdf", "20261218…") if that is no later than the file's own
 * time and at most LIMIT_SCAN_DAYS before; else the file's time, if that is
 * within a year before now; else now. *note becomes a sentence that says so
 * where the file's time did not count, or NULL; the caller's. */
gint64 letters_received(const char *name, gint64 modified, gint64 now,
			char **note);

/* True if the name says that the file is still being written: see
 * poll/letters.h. */
gboolean letters_unfinished(const char *name);

/* The name that a file of "done" had in the folder: without the "2-" that it
 * got there if its name was taken. Belongs to the name. */
const char *letters_unnumbered(const char *name);

/* The name fit to show: UTF-8, one line, not long. The caller's. */
char *letters_shown(const char *name);

#endif
