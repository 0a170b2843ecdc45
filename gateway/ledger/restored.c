/*
 * A ledger that stood still while the world went on.
 */
#include "ledger/restored.h"

#include <jansson.h>

#include "base/clock.h"
#include "ledger/db.h"
#include "ledger/history.h"

#define UNSENT "state IN ('queued', 'claimed', 'uncertain')"
#define GUARDED                                             \
	"silence = '' AND id IN (SELECT case_id FROM duty " \
	"WHERE met IS NULL AND ended IS NULL AND guard_at IS NOT NULL)"

enum { COUNT_UNSENT, HOLD, COUNT_GUARDED, SILENCE, YEAR, SKIP };
static const char *const sql[] = {
	[COUNT_UNSENT] = "SELECT count(*) FROM letter WHERE " UNSENT,
	[HOLD] = "UPDATE letter SET state = 'held', claimed = NULL, "
		 "reply = ?1 WHERE " UNSENT,
	[COUNT_GUARDED] = "SELECT count(*) FROM case_file WHERE " GUARDED,
	[SILENCE] = "UPDATE case_file SET silence = ?1, answer = 0 "
		    "WHERE " GUARDED,
	[YEAR] = "INSERT INTO numbering (year, last) VALUES (?1, 0) "
		 "ON CONFLICT DO NOTHING",
	[SKIP] = "UPDATE numbering SET last = last + ?1",
};

static gint64
year_now(void)
{
	g_autofree char *day = clock_iso(clock_day(clock_now()));

	return g_ascii_strtoll(day, NULL, 10);
}

static gboolean
change(struct db *db, const char *reason, struct restored *restored,
       GError **error)
{
	const struct value *why = VALUES(value_text(reason));

	return db_number(db, sql[COUNT_UNSENT], NULL, &restored->held, error) &&
	       db_run(db, sql[HOLD], why, error) &&
	       db_number(db, sql[COUNT_GUARDED], NULL, &restored->silenced,
			 error) &&
	       db_run(db, sql[SILENCE], why, error) &&
	       db_run(db, sql[YEAR], VALUES(value_int(year_now())), error) &&
	       db_run(db, sql[SKIP], VALUES(value_int(RESTORED_GAP)), error);
}

gboolean
restored_enter(struct ledger *ledger, gint64 made, const char *reason,
	       struct restored *restored, GError **error)
{
	g_autofree char *when = clock_rfc3339(made);
	struct history_new entry = {
		.at = clock_now(),
		.actor = "postroom",
		.event = "restored",
	};

	*restored = (struct restored){0, 0};
	if (!change(ledger_db(ledger), reason, restored, error))
		return FALSE;
	entry.detail =
		json_pack("{s:s, s:I, s:I}", "made", when, "letters_held",
			  (json_int_t)restored->held, "cases_left_to_a_person",
			  (json_int_t)restored->silenced);
	return history_add(ledger, entry, error) > 0;
}
