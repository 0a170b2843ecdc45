/*
 * The post room as a command sees it: configuration and whatever of spool,
 * ledger, rules and templates the command works with, opened together.
 * Ownership: post_close frees it; members belong to it.
 */
#ifndef DESK_POST_H
#define DESK_POST_H

#include <glib.h>

#include "base/own.h"
#include "base/secret.h"
#include "classify/classify.h"
#include "config/config.h"
#include "ledger/ledger.h"
#include "model/calendar.h"
#include "model/profile.h"
#include "model/traffic.h"
#include "policy/duty.h"
#include "respond/template.h"
#include "spool/spool.h"

/* What a command needs; or them. The configuration, the profile and the
 * calendar are always there. */
enum post_part {
	POST_SPOOL = 1,
	POST_LEDGER = 2,
	POST_READ_LEDGER = 4, /* to read only; instead of POST_LEDGER */
	POST_RULES = 8,
	POST_LETTERS = 16,  /* templates and the key of the reply tokens */
	POST_EXAMINED = 32, /* with POST_LEDGER: looked at whole first */
};

/* Letters to all addresses, as they were counted at an instant. */
struct tally {
	gint64 at; /* 0: never */
	struct traffic traffic;
};

struct post {
	struct config *config;
	struct profile *profile;
	struct calendar *calendar;
	struct spool *spool;	       /* NULL unless asked for */
	struct ledger *ledger;	       /* NULL unless asked for */
	struct ruleset *rules;	       /* NULL unless asked for */
	struct templates *templates;   /* NULL unless asked for */
	struct secret_key *key;	       /* NULL unless asked for */
	GPtrArray *own;		       /* char *: our own addresses */
	struct duty_settings settings; /* from the configuration */
	struct tally *tally;
};

/* Opens the parts. Errors are those of the functions that open each. */
struct post *post_open(const char *config, guint parts, GError **error);
void post_close(struct post *post);
OWN_TYPE(post, post_close)

/* The mailbox that an item came from; the first one for items that came by
 * another door, so that answers have a sender. */
const struct mailbox *post_mailbox(const struct post *post, const char *source);

/* "code 1f3a…": the profile under which a case is opened; the caller's. */
char *post_profile_version(const struct post *post);

#endif
