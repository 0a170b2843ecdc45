/*
 * What went wrong, in words fit to print, and what the caller may do about it.
 *
 * Every function that can fail takes a GError ** as its last argument and
 * says in its header which codes it sets. A bug is never a fault: it aborts.
 * The message is a whole sentence that says what happened, to what, and what
 * to do next. It holds no personal data, so that cmd/ can log it as it is.
 *
 * Ownership: as for any GError, whoever receives it frees it.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <glib.h>

#define FAULT fault_quark()

enum fault {
	/* The environment, now: disk full, server away. Try again later. */
	FAULT_TEMPORARY,
	/* This input, for ever: hold it, and let a person see it. */
	FAULT_INPUT,
	/* Configuration, rules or templates: a person must mend them. */
	FAULT_SETUP,
	/* Another process of the same kind holds the lock. */
	FAULT_BUSY,
};

GQuark fault_quark(void);

/* Sets *error if error is not NULL; always returns false, so that
 * "return fault_set(...)" ends a bool function. */
gboolean fault_set(GError **error, enum fault code, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* As fault_set with FAULT_TEMPORARY; appends ": " and strerror(number). */
gboolean fault_errno(GError **error, int number, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* True if error is a fault of that code. error may be NULL. */
gboolean fault_is(const GError *error, enum fault code);

/* The exit status of a command that ends with this error: 75 (EX_TEMPFAIL)
 * for FAULT_TEMPORARY and FAULT_BUSY, 1 for all else, 0 for NULL. */
int fault_status(const GError *error);

#endif
