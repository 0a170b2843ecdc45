/*
 * What the parts of "check" share: one line for what is fine, one for each
 * fault, and whether there was any.
 */
#ifndef CMD_CHECK_H
#define CMD_CHECK_H

#include <glib.h>

#include "config/config.h"

struct check {
	gboolean attention; /* something needs a person */
	gboolean offline;   /* connect to nothing */
};

/* "ok         part: text" on stdout. */
void check_good(struct check *check, const char *part, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* "attention  part: line" on stderr for each line of the text. */
void check_bad(struct check *check, const char *part, const char *text);

/* The same for an error, which is freed. */
void check_fault(struct check *check, const char *part, GError *error);

/* Each section oauth2: a token is asked for, whether or not one is kept. */
void check_tokens(struct check *check, const struct config *config);

/* The stores below data, mailboxes and the way out. */
void check_doors(struct check *check, const struct config *config);

#endif
