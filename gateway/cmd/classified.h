/*
 * A message file read in the box and classified, for "classify" and
 * "explain". They work without a configuration.
 */
#ifndef CMD_CLASSIFIED_H
#define CMD_CLASSIFIED_H

#include "base/own.h"
#include "classify/classify.h"
#include "cmd/cmd.h"

struct classified {
	struct message *message;
	struct suggestion *suggestion;
	GPtrArray *problems; /* char *: rules that were passed over */
};

/* Reads the options and the one FILE ("-" is standard input). NULL with
 * *status set if the command must end. */
struct classified *classified_open(struct call *call, const char *summary,
				   int *status);
void classified_free(struct classified *classified);
OWN_TYPE(classified, classified_free)

#endif
