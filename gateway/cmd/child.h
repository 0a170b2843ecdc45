/*
 * Starting our own program again, as a process of its own: for "run", and
 * for work that must not hold up a loop.
 */
#ifndef CMD_CHILD_H
#define CMD_CHILD_H

#include <sys/types.h>

/* Runs /proc/self/exe with argv, which ends with NULL, with every signal as
 * it is by default. 0, or the number of the error. */
int child_spawn(pid_t *pid, char *const argv[]);

#endif
