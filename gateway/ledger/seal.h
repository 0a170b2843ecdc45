/*
 * The key of the history's chain: DATA/token.key, which also makes the reply
 * tokens. With it nobody but the landlord's own program can write an entry
 * that verify takes for a true one. For the files of this folder.
 */
#ifndef LEDGER_SEAL_H
#define LEDGER_SEAL_H

#include "base/secret.h"
#include "ledger/ledger.h"

/* The key, which stays the ledger's. It is made if there is none and no
 * entry needs it yet; else FAULT_SETUP says that it is missing. */
const struct secret_key *ledger_key(struct ledger *ledger, GError **error);

/* Enters into the history that it is kept with the key from here on; after
 * a step up from a schema without. */
gboolean seal_enter(struct ledger *ledger, GError **error);

#endif
