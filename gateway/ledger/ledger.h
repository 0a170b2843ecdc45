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
 * schema is examined, then stepped up in one transaction, a copy of the old
 * one kept beside it as ledger.sqlite.before-N. FAULT_INPUT if the file is
 * damaged or was made by a newer Postroom, FAULT_TEMPORARY if it cannot be
 * opened, FAULT_SETUP if the key of its history (DATA/token.key) is gone. */
struct ledger *ledger_open(const char *data, GError **error);

/* Opens the ledger to read only; if there is none yet, an empty one that
 * leaves no file behind. FAULT_INPUT also if its schema is older than ours. */
struct ledger *ledger_open_read(const char *data, GError **error);

/* Looks at every page of the file, which takes a second for 30,000 cases:
 * for processes that go on for long, when they start. FAULT_INPUT if it is
 * damaged. All others meet damage when they come to it. */
gboolean ledger_examine(struct ledger *ledger, GError **error);

/* How long to wait for another writer from now on instead of 5 seconds: a
 * page that somebody looks at must not stand still. */
void ledger_set_patience(struct ledger *ledger, guint milliseconds);

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

/* Checks the file's integrity, its schema, foreign keys, the history's
 * chain, and what must hold between cases, items, duties and letters. Adds a
 * sentence (char *) to findings for each fault, twenty of a kind at most;
 * TRUE if the check could be made, whatever it found. FAULT_TEMPORARY. */
gboolean ledger_check(struct ledger *ledger, GPtrArray *findings,
		      GError **error);

/* Copies the ledger as it is at one moment to a new file at path, while
 * other processes go on writing; durable when it returns. FAULT_TEMPORARY
 * if the disk refuses or writers leave no room for it in a minute. */
gboolean ledger_copy(struct ledger *ledger, const char *path, GError **error);

#endif
