/*
 * A row only for the cases of which somebody must ask when they came.
 */
#include "ledger/receipt.h"

#include "base/clock.h"
#include "ledger/db.h"

enum { OF, DOUBT, SETTLE, RECEIVED };
static const char *const sql[] = {
	[OF] = "SELECT arrived, why, settled, settled_by, reason FROM "
	       "uncertain_receipt WHERE case_id = ?1",
	[DOUBT] = "INSERT INTO uncertain_receipt (case_id, arrived, why) "
		  "VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
	[SETTLE] = "INSERT INTO uncertain_receipt (case_id, arrived, why, "
		   "settled, settled_by, reason) VALUES (?1, ?2, '', ?3, ?4, "
		   "?5) ON CONFLICT DO UPDATE SET settled = ?3, settled_by = "
		   "?4, reason = ?5",
	[RECEIVED] = "UPDATE case_file SET received = ?2 WHERE id = ?1",
};

void
receipt_free(struct receipt *receipt)
{
	g_free(receipt->why);
	g_free(receipt->settled_by);
	g_free(receipt->reason);
	g_free(receipt);
}

struct receipt *
receipt_of(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[OF],
					  VALUES(value_int(case_id)), error);
	struct receipt *receipt;

	if (rows == NULL)
		return NULL;
	receipt = g_new0(struct receipt, 1);
	receipt->arrived = take_time(rows);
	receipt->why = take_text(rows);
	receipt->settled = take_time(rows);
	receipt->settled_by = take_text(rows);
	receipt->reason = take_text(rows);
	return receipt;
}

gboolean
receipt_doubt(struct ledger *ledger, gint64 case_id, gint64 arrived,
	      const char *why, GError **error)
{
	return db_run(ledger_db(ledger), sql[DOUBT],
		      VALUES(value_int(case_id), value_time(arrived),
			     value_text(why)),
		      error);
}

gboolean
receipt_settle(struct ledger *ledger, gint64 case_id,
	       const struct receipt_settled *settled, GError **error)
{
	struct db *db = ledger_db(ledger);

	g_assert(*settled->by != '\0' && *settled->reason != '\0');
	return db_run(db, sql[SETTLE],
		      VALUES(value_int(case_id), value_time(settled->arrived),
			     value_time(clock_now()), value_text(settled->by),
			     value_text(settled->reason)),
		      error) &&
	       db_run_one(db, sql[RECEIVED],
			  VALUES(value_int(case_id),
				 value_time(settled->received)),
			  "There is no such case in the ledger.", error);
}
