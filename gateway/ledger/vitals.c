/*
 * Counting by index.
 */
#include "ledger/vitals.h"

#include "ledger/db.h"

static const char *const sql[VITALS_COUNT] = {
	[VITALS_ITEMS] = "SELECT state, count(*) FROM item GROUP BY state",
	[VITALS_CASES] = "SELECT coalesce(category, 'none'), count(*) FROM "
			 "case_file GROUP BY category ORDER BY 1",
	[VITALS_OPEN] = "SELECT 'open', count(*) FROM case_file "
			"WHERE status = 'open'",
	[VITALS_OUTBOX] = "SELECT state, count(*) FROM letter WHERE state NOT "
			  "IN ('sent', 'bounced', 'withdrawn', 'printed') "
			  "GROUP BY state",
	[VITALS_DUTIES] = "SELECT kind, count(*) FROM duty WHERE met IS NULL "
			  "AND ended IS NULL GROUP BY kind",
	[VITALS_OVERDUE] = "SELECT kind, count(*) FROM duty WHERE met IS NULL "
			   "AND ended IS NULL AND due_by <= ?1 GROUP BY kind",
};

static void
vital_free(gpointer data)
{
	struct vital *vital = data;

	g_free(vital->name);
	g_free(vital);
}

static gpointer
take_vital(struct rows *rows)
{
	struct vital *vital = g_new0(struct vital, 1);

	vital->name = take_text(rows);
	vital->count = take_int(rows);
	return vital;
}

GPtrArray *
vitals_list(struct ledger *ledger, enum vitals_of of, gint64 instant,
	    GError **error)
{
	const struct value *at = VALUES(value_time(instant));

	return rows_list(db_rows(ledger_db(ledger), sql[of],
				 of == VITALS_OVERDUE ? at : NULL, error),
			 take_vital, vital_free, error);
}

gint64
vitals_count(const GPtrArray *vitals, const char *name)
{
	guint i;

	for (i = 0; i < vitals->len; i++) {
		const struct vital *one = vitals->pdata[i];

		if (g_str_equal(one->name, name))
			return one->count;
	}
	return 0;
}

gint64
vitals_sum(const GPtrArray *vitals)
{
	gint64 sum = 0;
	guint i;

	for (i = 0; i < vitals->len; i++)
		sum += ((const struct vital *)vitals->pdata[i])->count;
	return sum;
}
