/*
 * Counting what was taken in, by hash and by place.
 */
#include "ledger/census.h"

#include "ledger/db.h"

enum { HASHES, STATE, SIGHTINGS };
static const char *const sql[] = {
	[HASHES] = "SELECT sha256 FROM item WHERE sha256 >= ?1 AND "
		   "sha256 < ?1 || 'g' ORDER BY sha256",
	[STATE] = "SELECT state FROM item WHERE sha256 = ?1",
	[SIGHTINGS] = "SELECT count(DISTINCT uid) FROM sighting "
		      "WHERE source = ?1 AND uidvalidity = ?2",
};

GPtrArray *
census_hashes(struct ledger *ledger, const char *digits, GError **error)
{
	g_autoptr(GPtrArray) hashes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(own_rows) rows = db_rows(ledger_db(ledger), sql[HASHES],
					   VALUES(value_text(digits)), error);
	GError *problem = NULL;

	if (rows == NULL)
		return NULL;
	while (rows_next(rows, &problem))
		g_ptr_array_add(hashes, take_text(rows));
	if (problem == NULL)
		return g_steal_pointer(&hashes);
	g_propagate_error(error, problem);
	return NULL;
}

enum item_state
census_state(struct ledger *ledger, const char *sha256, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[STATE],
					  VALUES(value_text(sha256)), error);
	g_autofree char *name = NULL;

	if (rows == NULL)
		return ITEM_STATE_COUNT;
	name = take_text(rows);
	return item_state_of(name);
}

gint64
census_sightings(struct ledger *ledger, const char *source, guint32 uidvalidity,
		 GError **error)
{
	gint64 count = 0;

	if (!db_number(ledger_db(ledger), sql[SIGHTINGS],
		       VALUES(value_text(source), value_int(uidvalidity)),
		       &count, error))
		return -1;
	return count;
}
