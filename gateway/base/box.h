/*
 * The box: the current process gives up everything but computing and the
 * pipes that it already holds, for ever (libraries.md 4).
 *
 * In its order: resource limits, no core dump and no ptrace, no new
 * privileges, Landlock without any path as far as the kernel offers it, and a
 * seccomp allow list that kills on anything else. The allow list is mandatory;
 * Landlock is a second wall.
 *
 * Whatever must be opened (character set modules, time zones) is opened
 * before. A file as standard output would be refused: use pipes.
 */
#ifndef BASE_BOX_H
#define BASE_BOX_H

#include <glib.h>

/* What the process may still use up. */
struct box_limits {
	gsize memory;	      /* bytes of address space */
	unsigned cpu_seconds; /* in all, a backstop against endless loops */
};

/* Locks the process in. FALSE with FAULT_TEMPORARY if a mandatory wall could
 * not be raised: the caller must then end without reading anything.
 * *landlock (may be NULL) becomes the kernel's Landlock version, 0 if none. */
gboolean box_enter(const struct box_limits *limits, int *landlock,
		   GError **error);

#endif
