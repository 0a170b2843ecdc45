/*
 * The ledger: what we know and what we owe, one SQLite file for a landlord
 * at DATA/ledger.sqlite. Its tables are told in the folder ledger/schema.
 *
 * Every change happens between ledger_begin and ledger_commit; the functions
 * of ledger/case.h, item.h … that change anything must be called there.
 * Reading needs no transaction. Never carry a ledger over fork().
 *
 * Two conventions hold in the whole folder:
 * - A look-up that finds nothing returns NULL and leaves *error alone; on a
 *   failure it returns NULL and sets *error. Pass an error and look at it.
 * - Codes: FAULT_TEMPORARY when the file cannot be had now (locked for 5
 *   seconds, disk full, read-only), FAULT_INPUT when what is asked cannot be
 *   (a broken file, a second live letter, an unknown id).
 *
 * Ids are positive; 0 is "none". Instants and days as in base/clock.h.
 */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include <glib.h>

#include "base/own.h"

struct ledger;

/* Opens, or makes, DATA/ledger.sqlite and DATA itself. A file of an older
 * schema is stepped up in one transaction, a copy of the old one kept beside
 * it as ledger.sqlite.before-N. FAULT_INPUT if the file is damaged or was
 * made by a newer Postroom, FAULT_TEMPORARY if it cannot be opened. */
struct ledger *ledger_open(const char *data, GError **error);

/* Opens the ledger to read only; if there is none yet, an empty one that
 * leaves no file behind. FAULT_INPUT also if its schema is older than ours. */
struct ledger *ledger_open_read(const char *data, GError **error);

void ledger_close(struct ledger *ledger);
OWN_TYPE(ledger, ledger_close)

/* BEGIN IMMEDIATE: waits 5 seconds for another writer, then
 * FAULT_TEMPORARY. Transactions do not nest: a second one is a bug. */
gboolean ledger_begin(struct ledger *ledger, GError **error);

/* After FALSE nothing of the transaction is in the ledger, and the
 * transaction has ended. */
gboolean ledger_commit(struct ledger *ledger, GError **error);

/* Forgets the transaction. It may be called after any failure, also when
 * SQLite has rolled back by itself (disk full), and without a transaction. */
void ledger_rollback(struct ledger *ledger);

/* One item inside a batch: savepoint, then release to keep what was done
 * since, or undo to forget it. ledger_undo returns FALSE with
 * FAULT_TEMPORARY if the whole transaction is gone (disk full); then the
 * batch must be given up. They do not nest. */
gboolean ledger_savepoint(struct ledger *ledger, GError **error);
gboolean ledger_release(struct ledger *ledger, GError **error);
gboolean ledger_undo(struct ledger *ledger, GError **error);

/* Checks the file's integrity, foreign keys, the history's chain, and that
 * every met duty has its event. Adds a sentence (char *) to findings for
 * each fault; TRUE if the check could be made, whatever it found. */
gboolean ledger_check(struct ledger *ledger, GPtrArray *findings,
		      GError **error);

#endif
