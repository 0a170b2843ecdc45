/*
 * One process of each kind at a time, by flock(2) on a file. The kernel
 * frees the lock when the process ends, however it ends.
 * Ownership: the caller closes the lock; until then it is held.
 */
#ifndef BASE_LOCK_H
#define BASE_LOCK_H

#include <glib.h>

#include "base/own.h"

struct lock;

/* Takes DIRECTORY/NAME.lock without waiting. NULL with FAULT_BUSY if another
 * process holds it, FAULT_TEMPORARY if the file cannot be made. */
struct lock *lock_take(const char *directory, const char *name, GError **error);

/* The same, but waits up to seconds for another process to give it back. */
struct lock *lock_wait(const char *directory, const char *name, guint seconds,
		       GError **error);

void lock_close(struct lock *lock);

OWN_TYPE(lock, lock_close)

#endif
