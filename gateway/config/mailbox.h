/*
 * The sections mailbox "NAME" of a configuration.
 */
#ifndef CONFIG_MAILBOX_H
#define CONFIG_MAILBOX_H

#include "config/config.h"
#include "config/source.h"

/* Fills config->mailboxes, a struct mailbox for each folder that is read;
 * config->oauths must be filled. */
void mailboxes_read(struct source *source, struct config *config);

#endif
