/*
 * The subcommands of "postroom letter"; argv[0] is "letter write" and so on.
 */
#ifndef CMD_LETTER_H
#define CMD_LETTER_H

#include "cmd/cmd.h"

/* A letter that a person writes. */
int cmd_letter_write(struct call *call);

#endif
