/*
 * Taking on a danger: a named person accepts it, and the rota is called no
 * more (domain.md 10.5). What is done about it must then be recorded: that
 * is a duty of its own, within a day of the danger (hazards: 24 hours, which
 * run through weekends).
 */
#ifndef DESK_ACCEPT_H
#define DESK_ACCEPT_H

#include <glib.h>

#include "desk/act.h"
#include "ledger/danger.h"

/* How it was accepted. */
#define ACCEPT_COMMAND "command"
#define ACCEPT_LINK "link"
#define ACCEPT_CONSOLE "console"

/* What stands in the link of a call: it opens this one danger and tells
 * nothing. Needs the key (POST_LETTERS). The caller's. */
char *accept_token(const struct post *post, gint64 duty_id);

/* The whole address, "https://console/accept/TOKEN"; "" if the configuration
 * does not tell the console's url. The caller's. */
char *accept_link(const struct post *post, gint64 duty_id);

/* The danger that a token stands for, whether it is still open or not; the
 * caller's. FAULT_INPUT if it is no token of ours. */
struct danger *accept_find(const struct post *post, const char *token,
			   GError **error);

/* The person of act takes on the newest danger of the case; how is one of the
 * above. FAULT_INPUT if there is none, it is dealt with, or somebody has: the
 * words then say who, and when. Else as act_begin. */
gboolean accept_danger(struct post *post, const struct act *act,
		       const char *how, GError **error);

#endif
