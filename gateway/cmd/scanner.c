/*
 * "postroom scanner": the hidden command that our own program runs as its
 * boxed child to read scans.
 */
#include "cmd/cmd.h"

#include "read/scanner.h"

int
cmd_scanner(struct call *call)
{
	if (call->argc < 3)
		return 2;
	return scanner_serve(call->argv[1], call->argc - 2, call->argv + 2);
}
