/*
 * A case as a complaints officer reads it, on standard output.
 */
#ifndef CMD_CASE_PAPER_H
#define CMD_CASE_PAPER_H

#include <jansson.h>

#include "ledger/case.h"

/* Prints the case; whole is the object that "case show --json" prints. */
void case_paper(struct ledger *ledger, const struct case_row *row,
		json_t *whole);

/* Prints a text, each line set in by two spaces; controls are left out. */
void case_paper_text(const char *text);

#endif
