/*
 * What the files of "postroom letters" share.
 */
#ifndef CMD_LETTERS_H
#define CMD_LETTERS_H

#include <glib.h>

#include "cmd/cmd.h"
#include "config/config.h"

/* "postroom letters transcribe": reads the scans that wait, and puts each
 * letter into the spool. */
int letters_transcribe(struct call *call);

/* "postroom letters separators" and "page", "original". */
int letters_separators(struct call *call);
int letters_page(struct call *call);
int letters_original(struct call *call);
int letters_read(struct call *call);

/* The folder of that name, or NULL. */
const struct drop_folder *letters_folder(const struct config *config,
					 const char *name);

/* The landlord's own postcode; "" if its address has none. The caller's. */
char *letters_ours(const struct config *config);

#endif
