/*
 * The manifest of a backup: the file "manifest" in its folder, text.
 *
 *   postroom-backup 1
 *   made 2026-11-20T03:00:00Z
 *   SHA256 SIZE PATH           one line for each other file
 *   end COUNT SHA256           of all the lines above
 *
 * The hash of an original in the archive is that of the message, which is
 * its name as well; of any other file that of its bytes. A backup without
 * its whole manifest is none.
 */
#ifndef CMD_MANIFEST_H
#define CMD_MANIFEST_H

#include <glib.h>

/* Writes the manifest of all that is in the folder, made now.
 * FAULT_TEMPORARY. */
gboolean manifest_write(const char *folder, GError **error);

/* Reads the manifest and compares it with what is in the folder, every byte.
 * Adds a sentence (char *) to findings for each file that is missing or was
 * changed; *made is when the backup was made. FAULT_INPUT if the folder is
 * no whole backup; FAULT_TEMPORARY if it cannot be read. */
gboolean manifest_check(const char *folder, GPtrArray *findings, gint64 *made,
			GError **error);

#endif
