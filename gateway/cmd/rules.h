/*
 * What the verbs of "postroom rules" that work with the ledger offer to
 * cmd/rules.c.
 */
#ifndef CMD_RULES_H
#define CMD_RULES_H

#include <glib.h>

#include "cmd/cmd.h"

/* "postroom rules test [FOLDER]": which proposals of the past a folder of
 * rules would change. argv[0] is "rules", argv[1] "test". Exit status 1 if a
 * message that staff confirmed as a complaint or an escalation would no
 * longer be proposed as one. */
int cmd_rules_test(struct call *call);

/* Adds to list a struct labelled for each case of the ledger that a person
 * has confirmed: the message that opened it, with the labels of the
 * decision. Flags, which nobody confirms, are those of the case. What a
 * person confirmed as the policy made of it keeps the classifier's label,
 * for that is what the text is about. Messages of one sender are one group.
 * config is the path of the configuration; errors as post_open. */
gboolean confirmed_read(const char *config, GPtrArray *list, GError **error);

#endif
