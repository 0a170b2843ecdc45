/*
 * The sections oauth2 "NAME" of a configuration.
 */
#ifndef CONFIG_OAUTH_H
#define CONFIG_OAUTH_H

#include <glib.h>

#include "config/source.h"
#include "model/oauth.h"

/* Every section (struct oauth) with its faults noted; tokens are kept below
 * data. The caller's. */
GPtrArray *oauths_read(struct source *source, const char *data);

/* What the key "oauth" at place names among them; NULL if it is empty, or
 * with a fault if there is no such section. */
const struct oauth *oauths_find(struct source *source, struct place place,
				const GPtrArray *oauths);

/* With a token the user is the mailbox's address, and there is no password:
 * faults of the section at place. */
void oauths_user(struct source *source, struct place place);

#endif
