/*
 * Dangers and calls: rows that are found by the duty.
 */
#include "ledger/danger.h"

#include "base/clock.h"
#include "base/fault.h"
#include "ledger/db.h"
#include "model/label.h"

#define DANGER                                                           \
	"SELECT d.id, d.case_id, c.ref, c.received, d.due_at, d.met IS " \
	"NULL AND d.ended IS NULL, c.flags, g.begun, g.accepted, "       \
	"coalesce(g.accepted_by, '') FROM duty d JOIN case_file c ON "   \
	"c.id = d.case_id LEFT JOIN danger g ON g.duty_id = d.id "
#define WAITING \
	"FROM duty WHERE kind = 'urgent' AND met IS NULL AND ended IS NULL"
#define CALL_KEY                                                           \
	"WHERE duty_id = ?1 AND step = ?2 AND turn = ?3 AND how = ?4 AND " \
	"target = ?5"

enum {
	EACH_WAITING,
	COUNT_WAITING,
	OF_DUTY,
	OF_CASE,
	BEGIN,
	ACCEPT,
	STANDING,
	CALL_BEGIN,
	CALL_END
};
static const char *const sql[] = {
	[EACH_WAITING] =
		DANGER "WHERE d.id IN (SELECT id " WAITING ") ORDER BY d.id",
	[COUNT_WAITING] = "SELECT count(*) " WAITING,
	[OF_DUTY] = DANGER "WHERE d.id = ?1 AND d.kind = 'urgent'",
	[OF_CASE] = DANGER "WHERE d.case_id = ?1 AND d.kind = 'urgent' "
			   "ORDER BY d.id DESC LIMIT 1",
	[BEGIN] = "INSERT INTO danger (duty_id, case_id, begun) VALUES (?1, "
		  "?2, ?3) ON CONFLICT DO NOTHING",
	[ACCEPT] = "UPDATE danger SET accepted = ?2, accepted_by = ?3, "
		   "accepted_how = ?4 WHERE duty_id = ?1 AND accepted IS NULL",
	[STANDING] = "SELECT state, attempts, at FROM urgent_call " CALL_KEY,
	[CALL_BEGIN] = "INSERT INTO urgent_call (duty_id, step, turn, how, "
		       "target, state, attempts, at, outcome) VALUES (?1, ?2, "
		       "?3, ?4, ?5, 'trying', 1, ?6, '') ON CONFLICT DO "
		       "UPDATE SET state = 'trying', attempts = attempts + 1, "
		       "at = ?6",
	[CALL_END] = "UPDATE urgent_call SET state = iif(?6, 'made', "
		     "'failed'), at = ?7, outcome = ?8 " CALL_KEY,
};

static const char *const how_names[CALL_HOW_COUNT] = {
	[CALL_EMAIL] = "email",
	[CALL_WEBHOOK] = "webhook",
	[CALL_COMMAND] = "command",
};

void
danger_free(struct danger *danger)
{
	if (danger == NULL)
		return;
	g_free(danger->ref);
	g_free(danger->accepted_by);
	g_free(danger);
}

/* In the order of DANGER. */
static struct danger *
take_danger(struct rows *rows)
{
	struct danger *danger = g_new0(struct danger, 1);
	g_autofree char *flags = NULL;

	danger->duty_id = take_int(rows);
	danger->case_id = take_int(rows);
	danger->ref = take_text(rows);
	danger->received = take_time(rows);
	danger->due_at = take_time(rows);
	danger->open = take_int(rows) != 0;
	flags = take_text(rows);
	danger->flags = flags_split(flags);
	danger->begun = take_time(rows);
	danger->accepted = take_time(rows);
	danger->accepted_by = take_text(rows);
	return danger;
}

static void
free_danger(gpointer data)
{
	danger_free(data);
}

GPtrArray *
danger_waiting(struct ledger *ledger, GError **error)
{
	g_autoptr(GPtrArray) found =
		g_ptr_array_new_with_free_func(free_danger);
	g_autoptr(own_rows) rows =
		db_rows(ledger_db(ledger), sql[EACH_WAITING], NULL, error);
	GError *problem = NULL;

	while (rows != NULL && rows_next(rows, &problem))
		g_ptr_array_add(found, take_danger(rows));
	if (problem != NULL)
		g_propagate_error(error, problem);
	return rows != NULL && problem == NULL ? g_steal_pointer(&found) : NULL;
}

gint64
danger_count(struct ledger *ledger, GError **error)
{
	gint64 count = 0;

	return db_number(ledger_db(ledger), sql[COUNT_WAITING], NULL, &count,
			 error)
		       ? count
		       : -1;
}

static struct danger *
find(struct ledger *ledger, int statement, gint64 id, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[statement],
					  VALUES(value_int(id)), error);

	return rows != NULL ? take_danger(rows) : NULL;
}

struct danger *
danger_of_duty(struct ledger *ledger, gint64 duty_id, GError **error)
{
	return find(ledger, OF_DUTY, duty_id, error);
}

struct danger *
danger_of_case(struct ledger *ledger, gint64 case_id, GError **error)
{
	return find(ledger, OF_CASE, case_id, error);
}

gboolean
danger_begin(struct ledger *ledger, const struct danger *danger, gint64 at,
	     GError **error)
{
	return db_run(ledger_db(ledger), sql[BEGIN],
		      VALUES(value_int(danger->duty_id),
			     value_int(danger->case_id), value_time(at)),
		      error);
}

gboolean
danger_accept(struct ledger *ledger, const struct danger *danger,
	      const char *by, const char *how, GError **error)
{
	return danger_begin(ledger, danger, clock_now(), error) &&
	       db_run_one(ledger_db(ledger), sql[ACCEPT],
			  VALUES(value_int(danger->duty_id),
				 value_time(clock_now()), value_text(by),
				 value_text(how)),
			  "Somebody else has taken this on already.", error);
}

const char *
call_how_name(enum call_how how)
{
	g_assert(how < CALL_HOW_COUNT);
	return how_names[how];
}

/* The five columns by which a call is known. */
#define COLUMNS(key)                                                           \
	value_int((key)->duty_id), value_text((key)->step),                    \
		value_int((key)->turn), value_text(call_how_name((key)->how)), \
		value_text((key)->target)

static enum call_state
state_of(const char *name)
{
	if (g_str_equal(name, "made"))
		return CALL_MADE;
	return g_str_equal(name, "trying") ? CALL_TRYING : CALL_FAILED;
}

gboolean
call_standing(struct ledger *ledger, const struct call_key *key,
	      struct call_standing *standing, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[STANDING],
					  VALUES(COLUMNS(key)), &problem);

	*standing = (struct call_standing){CALL_NONE, 0, TIME_NONE};
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (rows != NULL) {
		g_autofree char *name = take_text(rows);

		standing->state = state_of(name);
		standing->attempts = (int)take_int(rows);
		standing->at = take_time(rows);
	}
	return TRUE;
}

gboolean
call_begin(struct ledger *ledger, const struct call_key *key, GError **error)
{
	return db_run(ledger_db(ledger), sql[CALL_BEGIN],
		      VALUES(COLUMNS(key), value_time(clock_now())), error);
}

gboolean
call_end(struct ledger *ledger, const struct call_key *key, gboolean made,
	 const char *outcome, GError **error)
{
	return db_run_one(ledger_db(ledger), sql[CALL_END],
			  VALUES(COLUMNS(key), value_int(made),
				 value_time(clock_now()), value_text(outcome)),
			  "There is no such call.", error);
}
