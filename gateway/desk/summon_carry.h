/*
 * What a call to the rota says, and its way out; for desk/summon.c.
 */
#ifndef DESK_SUMMON_CARRY_H
#define DESK_SUMMON_CARRY_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/danger.h"

/* One call; all borrowed. */
struct summons {
	const struct danger *danger;
	const struct rota_step *step;
	struct call_key key;
	gboolean trial; /* nothing has happened */
};

/* The i-th whom a step reaches in that way: an address, the host of the
 * hook, a program. The caller's. */
char *summon_target(const struct rota_step *step, enum call_how how, guint i);

/* Makes the call. The error is fit for the log: it names no address. */
gboolean summon_carry(const struct post *post, const struct summons *call,
		      GError **error);

#endif
