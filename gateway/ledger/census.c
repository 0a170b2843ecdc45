/*
 * Counting what was taken in, by hash and by place.
 */
#include "ledger/census.h"

#include "ledger/db.h"

enum { HASHES, STATE, SIGHTINGS };
static const char *const sql[] = {
	[HASHES] = "SELECT sha256 FROM item WHERE sha256 >= ?1 AND "
		   "sha256 < ?1 || 'g' UNION SELECT sha256 FROM enclosure "
		   "WHERE sha256 >= ?1 AND sha256 < ?1 || 'g' ORDER BY sha256",
	[STATE] = "SELECT state FROM item WHERE sha256 = ?1",
	[SIGHTINGS] = "SELECT count(DISTINCT uid) FROM sighting "
		      "WHERE source = ?1 AND uidvalidity = ?2",
};

static gpointer
take_hash(struct rows *rows)
{
	return take_text(rows);
}

GPtrArray *
census_hashes(struct ledger *ledger, const char *digits, GError **error)
{
	return rows_list(db_rows(ledger_db(ledger), sql[HASHES],
				 VALUES(value_text(digits)), error),
			 take_hash, g_free, error);
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
