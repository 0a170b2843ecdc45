/*
 * What is uncertain about a case, for case_whole_json: the day of receipt,
 * other cases that may be the same, what the Ombudsman asks for.
 */
#ifndef DESK_CASE_DOUBTS_H
#define DESK_CASE_DOUBTS_H

#include <glib.h>
#include <jansson.h>

#include "ledger/ledger.h"

/* Adds the keys "receipt", "twins" and "ombudsman" to object. FALSE with
 * *problem set if the ledger fails. */
gboolean case_doubts(struct ledger *ledger, gint64 case_id, json_t *object,
		     GError **problem);

#endif
