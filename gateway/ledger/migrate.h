/*
 * Stepping a ledger's file up to the schema of this program.
 */
#ifndef LEDGER_MIGRATE_H
#define LEDGER_MIGRATE_H

#include "ledger/db.h"

/* The version that the last of the steps leads to. */
gint64 migrate_newest(const char *const *steps);

/* Runs the steps (as ledger_steps) that the file has not had, all in one
 * transaction, after keeping a copy of an older file beside it as
 * PATH.before-N, N the new version. FAULT_INPUT if the file has had more
 * steps than there are, FAULT_TEMPORARY if the copy cannot be made. */
gboolean migrate(struct db *db, const char *const *steps, GError **error);

/* FAULT_INPUT unless the file has had exactly these steps. */
gboolean migrate_check(struct db *db, const char *const *steps, GError **error);

#endif
