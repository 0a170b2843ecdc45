/*
 * Copying what lies in a data folder, for backup and restore. What was
 * copied is durable once store_sync has returned. Files of a store are
 * written once and never changed, so that a second name for one is as good
 * as a copy.
 *
 * Every function sets FAULT_TEMPORARY and names the file.
 */
#ifndef CMD_STORE_H
#define CMD_STORE_H

#include <glib.h>

/* Makes a folder (0700), and those above it. */
gboolean store_folder(const char *path, GError **error);

/* Copies a file's bytes to a new file (0600). */
gboolean store_copy(const char *from, const char *to, GError **error);

/* Gives the file a second name if both are on one disk, else copies it. */
gboolean store_link(const char *from, const char *to, GError **error);

/* Copies, or links, each file of the folder from/name to to/name, which is
 * made. A file that is gone meanwhile was moved on, and is passed over. */
gboolean store_files(const char *from, const char *to, const char *name,
		     gboolean (*put)(const char *, const char *, GError **),
		     GError **error);

/* Waits until all that was written on the folder's disk, by whomever, is
 * there to stay (syncfs). */
gboolean store_sync(const char *folder, GError **error);

/* Waits until the names in this one folder are. */
gboolean store_sync_names(const char *folder, GError **error);

/* Gives a finished folder its name, which may be that of an empty one. */
gboolean store_place(const char *part, const char *folder, GError **error);

/* Removes a folder of our own making and all that is in it. */
gboolean store_remove(const char *folder, GError **error);

/* True if there is no such folder, or nothing in it but lock files. */
gboolean store_is_empty(const char *folder);

#endif
