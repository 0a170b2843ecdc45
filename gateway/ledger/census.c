/*
 * Counting what was taken in, by hash and by place.
 */
#include "ledger/census.h"

#include "base/clock.h"
#include "ledger/db.h"

#define SEEN                                                         \
	"SELECT i.state, i.received FROM sighting s JOIN item i ON " \
	"i.sha256 = s.sha256 WHERE s.source = ?1 AND "
#define NEWEST " ORDER BY s.seen DESC LIMIT 1"

enum { HASHES, BY_UID, BY_BYTES, BY_SCAN, BY_ENTRY, SIGHTINGS };
static const char *const sql[] = {
	[HASHES] = "SELECT sha256 FROM item WHERE sha256 >= ?1 AND "
		   "sha256 < ?1 || 'g' UNION SELECT sha256 FROM enclosure "
		   "WHERE sha256 >= ?1 AND sha256 < ?1 || 'g' ORDER BY sha256",
	[BY_UID] = SEEN "s.uidvalidity = ?2 AND s.uid = ?3" NEWEST,
	[BY_BYTES] = "SELECT state, received FROM item WHERE sha256 = ?1",
	[BY_SCAN] = "SELECT state, received FROM item WHERE message_id <> '' "
		    "AND message_id > ?1 || '.' AND message_id < ?1 || '/' "
		    "ORDER BY state = 'automated', id LIMIT 1",
	[BY_ENTRY] = "SELECT state, received FROM item WHERE source = ?1 AND "
		     "entry = ?2 AND entry <> '' ORDER BY id DESC LIMIT 1",
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

static struct rows *
find(struct ledger *ledger, const struct census_mark *mark, GError **error)
{
	struct db *db = ledger_db(ledger);

	if (mark->uid != 0)
		return db_row(db, sql[BY_UID],
			      VALUES(value_text(mark->source),
				     value_int(mark->uidvalidity),
				     value_int(mark->uid)),
			      error);
	if (mark->scan)
		return db_row(db, sql[BY_SCAN],
			      VALUES(value_text(mark->sha256)), error);
	if (*mark->sha256 != '\0')
		return db_row(db, sql[BY_BYTES],
			      VALUES(value_text(mark->sha256)), error);
	return db_row(db, sql[BY_ENTRY],
		      VALUES(value_text(mark->source), value_text(mark->entry)),
		      error);
}

enum item_state
census_find(struct ledger *ledger, const struct census_mark *mark,
	    gint64 *received, GError **error)
{
	g_autoptr(own_rows) rows = find(ledger, mark, error);
	g_autofree char *name = NULL;

	*received = TIME_NONE;
	if (rows == NULL)
		return ITEM_STATE_COUNT;
	name = take_text(rows);
	*received = take_time(rows);
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
