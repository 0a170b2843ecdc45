/*
 * "postroom classify FILE": what a message seems to be and why, as JSON.
 */
#include "cmd/classified.h"

int
cmd_classify(struct call *call)
{
	int status = 0;
	g_autoptr(own_classified) classified = classified_open(
		call,
		"Prints what a message seems to be and why, as JSON. \"-\" "
		"reads standard input.",
		&status);
	if (!classified)
		return status;
	cmd_print_json(suggestion_to_json(classified->suggestion));
	return 0;
}
