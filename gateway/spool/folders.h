/*
 * The spool from inside, for the files of this folder: its folders as open
 * descriptors, so that each step is one system call on a name.
 */
#ifndef SPOOL_FOLDERS_H
#define SPOOL_FOLDERS_H

#include "spool/spool.h"

struct spool {
	char *data;
	int tmp;
	int new; /* or scans, see spool_open_scans */
	int held;
	int filed;
	int archive;
	guint64 floor;
	GPtrArray *pending; /* struct pending, put since spool_sync */
};

/* A file in tmp/ that is whole and not yet on the disk. */
struct pending {
	char *id;
	int fd;
};

/* The most attempts that a file name counts. */
#define FOLDERS_ATTEMPTS 9

/* The file name in new/ of an item: its id, and ".N" after N attempts. The
 * caller's to free. */
char *folders_name(const char *id, int attempts);

/* Forgets what is pending; of what is still in tmp/ nothing is left. */
void folders_drop_pending(struct spool *spool);

/* The names in a folder, sorted, without those that begin with a dot, at
 * most limit of them; all if 0. NULL with FAULT_TEMPORARY. */
GPtrArray *folders_list(const struct spool *spool, int folder, guint limit,
			GError **error);

#endif
