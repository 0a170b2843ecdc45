/*
 * A program of the landlord's, such as one that sends a text message: run
 * without a shell, by a list of arguments, for a limited time.
 */
#ifndef SEND_LAUNCH_H
#define SEND_LAUNCH_H

#include <glib.h>

/* Runs argv (a list that ends with NULL; argv[0] is a whole path) with text
 * on its standard input, a bare environment, and its output thrown away. It
 * and whatever it has started is killed after so many seconds. FAULT_SETUP
 * if it cannot be started; FAULT_TEMPORARY if it does not end with 0 in
 * time. The words name the program, never its arguments. */
gboolean launch_run(const char *const *argv, const char *text, int seconds,
		    GError **error);

#endif
