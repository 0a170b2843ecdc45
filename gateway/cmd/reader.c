/*
 * "postroom reader": the hidden command that our own program runs as its
 * boxed child. It speaks frames on its standard input and output.
 */
#include "cmd/cmd.h"

#include <unistd.h>

#include "read/reader.h"

int
cmd_reader(struct call *call)
{
	if (call->argc == 2 && g_str_equal(call->argv[1], "take"))
		return reader_serve_takes(STDIN_FILENO, STDOUT_FILENO);
	return reader_serve(STDIN_FILENO, STDOUT_FILENO);
}
