/*
 * The steps of the schema (folder ledger/schema) in order, which the Makefile
 * turns into strings. Step N brings a ledger from version N-1 to N.
 */
#ifndef LEDGER_STEPS_H
#define LEDGER_STEPS_H

/* Ends with 0. */
extern const char *const ledger_steps[];

#endif
