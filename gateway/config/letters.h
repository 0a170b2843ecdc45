/*
 * The folders into which scans are dropped: sections letters "NAME" { … } of
 * the configuration. docs/SCANS.md tells the office about them.
 *
 * Ownership: drop_folder_free frees one. No string is NULL.
 */
#ifndef CONFIG_LETTERS_H
#define CONFIG_LETTERS_H

#include <glib.h>

#include "config/source.h"

struct drop_folder {
	char *name;   /* letters, digits, - and _: names cursor and lock */
	char *folder; /* absolute; it need not be there yet */
	char *done;   /* absolute: where files go that were taken in */
	int quiet;    /* seconds without a change before a file is whole */
	int sure;     /* percent below which a page is to be read by a person */
	gint64 since; /* what was scanned before is old mail; TIME_NONE for
			 "now" (first look) */
};

/* The rows for the table of keys, ended by a section NULL. */
extern const struct source_key letters_keys[];

/* Reads every section; faults are noted in the source. names tells which
 * names are taken, and is added to. struct drop_folder; the caller's. */
GPtrArray *drop_folders_read(struct source *source, GHashTable *names);
void drop_folder_free(struct drop_folder *folder);

#endif
