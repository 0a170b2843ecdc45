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
 *
 * A second, wider box is for running other people's programs over hostile
 * files (poppler, tesseract). They need files, children and threads, so what
 * they may call cannot be listed; it is listed what they may not. Landlock is
 * mandatory there: the system's programs and libraries they may read and run,
 * in one folder they may write, anything else they cannot open.
 */
#ifndef BASE_BOX_H
#define BASE_BOX_H

#include <glib.h>

/* What the process may still use up. */
struct box_limits {
	gsize memory;	      /* bytes of address space */
	unsigned cpu_seconds; /* in all, a backstop against endless loops */
	gsize file_bytes;     /* of each file that a program writes */
};

/* Locks the process in. FALSE with FAULT_TEMPORARY if a mandatory wall could
 * not be raised: the caller must then end without reading anything.
 * *landlock (may be NULL) becomes the kernel's Landlock version, 0 if none. */
gboolean box_enter(const struct box_limits *limits, int *landlock,
		   GError **error);

/* The wider box. folder (absolute, and there) may be written to; limits count
 * for each process by itself. No network, no signals to others, no debugging,
 * no new privileges, no process that escapes its group; it dies with its
 * parent. FALSE with FAULT_SETUP if the kernel has no Landlock, FAULT_TEMPORARY
 * for the rest: the caller must then end without reading anything. */
gboolean box_enter_programs(const struct box_limits *limits, const char *folder,
			    GError **error);

#endif
