/*
 * The command table, and nothing else.
 */
#include "cmd/cmd.h"

static const struct command commands[] = {
	{"workdays", "count working days", cmd_workdays},
	{NULL, NULL, NULL},
};

int
main(int argc, char **argv)
{
	return cmd_main(commands, argc, argv);
}
