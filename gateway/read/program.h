/*
 * Other people's programs, and our own use of their libraries, one at a time
 * in children. For the box of the programs (base/box.h), whose limits end
 * what computes too long; so nothing here waits with a deadline.
 * The current folder is the one that may be written to.
 */
#ifndef READ_PROGRAM_H
#define READ_PROGRAM_H

#include <glib.h>

/* Runs argv[0] as found in /usr/bin, with its output in the file out (made
 * anew) and its complaints in "complaints". TRUE if it ended well. */
gboolean program_run(char *const argv[], const char *out);

/* What the last program complained of, lower case, at most 4 KB; the
 * caller's. */
char *program_complaints(void);

/* Calls work(data) in a child and copies the size bytes at data back from it:
 * plain values, no pointers. FALSE if the child died; data is then as it
 * was. */
gboolean program_apart(void (*work)(gpointer data), gpointer data, gsize size);

#endif
