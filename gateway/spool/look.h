/*
 * Looking at a spool without opening it: nothing is made, moved or counted.
 * For verify, backup and reconcile, which run beside everything else. A file
 * that is moved meanwhile is passed over.
 */
#ifndef SPOOL_LOOK_H
#define SPOOL_LOOK_H

#include <glib.h>

#include "base/own.h"
#include "spool/item.h"

/* The names in a folder, ascending, without those that begin with a dot;
 * none if there is no such folder. The caller's. FAULT_TEMPORARY. */
GPtrArray *look_names(const char *folder, GError **error);

/* When the oldest file of a folder was last changed, in real time; TIME_NONE
 * if it has none. */
gint64 look_oldest(const char *folder);

/* A file of the spool. */
struct look {
	char *name;	   /* in its folder */
	struct item *item; /* its envelope; NULL if it has none */
	char *why;	   /* why it is held; "" if nothing says so */
};
void look_free(struct look *look);

/* What waits in DATA/spool/new, or is held in DATA/spool/held, or waits to be
 * read in DATA/spool/scans. An array of struct look, the caller's.
 * FAULT_TEMPORARY. */
enum look_place { LOOK_NEW, LOOK_HELD, LOOK_SCANS };
GPtrArray *look_into(const char *data, enum look_place place, GError **error);

/* The path of what waits in DATA/spool/new with these bytes, the caller's;
 * NULL if nothing does, or with *error set. */
char *look_for(const char *data, const char *sha256, GError **error);

/* The names in DATA/spool/source/NAME.seen (spool/seen.h), as they stand
 * there: of a file name, fields_escape. None if there is no such file. The
 * caller's. FAULT_TEMPORARY, FAULT_INPUT if it is too large. */
GHashTable *look_seen(const char *data, const char *source, GError **error);

#endif
