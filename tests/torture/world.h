/*
 * What a test can do to the world around the program: the file named by
 * POSTROOM_WORLD holds these numbers, eight bytes each, and may change while
 * the program runs. world.py writes the same.
 */
#ifndef TORTURE_WORLD_H
#define TORTURE_WORLD_H

#include <stdint.h>

struct world {
	int64_t ahead;	 /* seconds that the wall clock is ahead */
	int64_t haste;	 /* how many times as fast waiting goes by; 0 as 1 */
	int64_t wake;	 /* whoever sleeps wakes up when this changes */
	int64_t slow;	 /* milliseconds that a synchronisation takes longer; if
			  * it is less than 0, there is none */
	int64_t store;	 /* errno of every change to spool and archive */
	int64_t ledger;	 /* errno of every change to the ledger's files */
	int64_t log;	 /* errno of every write to standard error */
	int64_t refused; /* counts what has been refused */
	int64_t synced;	 /* counts the synchronisations */
};

#endif
