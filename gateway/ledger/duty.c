/*
 * Duties: filed open, and then met or ended exactly once, unless something
 * opens them again.
 */
#include "ledger/duty.h"

#include "base/clock.h"
#include "base/fault.h"
#include "ledger/db.h"

#define DUTY                                                             \
	"SELECT d.id, d.case_id, c.ref, d.kind, d.stage, d.provision, "  \
	"d.due_day, d.due_at, d.guard_at, d.met, d.met_event, d.ended, " \
	"d.ended_by, d.ended_reason FROM duty d "                        \
	"JOIN case_file c ON c.id = d.case_id "
#define IS_OPEN "met IS NULL AND ended IS NULL"
#define SOONEST " ORDER BY due_by, id"

#define INSERT_DUTY                                                    \
	"INSERT INTO duty (case_id, kind, stage, provision, due_day, " \
	"due_at, due_by, guard_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"

enum { INSERT, ENSURE, BY_ID, FIND, MEET, END, REOPEN, REDATE };
static const char *const sql[] = {
	[INSERT] = INSERT_DUTY,
	[ENSURE] = INSERT_DUTY " ON CONFLICT DO NOTHING",
	[BY_ID] = DUTY "WHERE d.id = ?1",
	[FIND] = DUTY "WHERE d.case_id = ?1 AND d.kind = ?2 AND d.stage = ?3 "
		      "ORDER BY d.met IS NULL AND d.ended IS NULL DESC, "
		      "d.id DESC LIMIT 1",
	[MEET] = "UPDATE duty SET met = ?2, met_event = ?3 "
		 "WHERE id = ?1 AND " IS_OPEN,
	[END] = "UPDATE duty SET ended = ?2, ended_by = ?3, ended_reason = ?4 "
		"WHERE id = ?1 AND " IS_OPEN,
	[REOPEN] = "UPDATE duty SET met = NULL, met_event = NULL, "
		   "ended = NULL, ended_by = '', ended_reason = '' "
		   "WHERE id = ?1 AND NOT (" IS_OPEN ")",
	[REDATE] = "UPDATE duty SET due_day = ?2, due_at = ?3, due_by = ?4, "
		   "guard_at = ?5 WHERE id = ?1 AND " IS_OPEN,
};

#define OPEN_DUTIES "FROM duty WHERE " IS_OPEN
#define OF_CASE_DUTIES "FROM duty WHERE case_id = ?1"
#define OPEN_OF_CASE_DUTIES OF_CASE_DUTIES " AND " IS_OPEN
#define GUARD_DUTIES OPEN_DUTIES " AND guard_at <= ?1"
#define OVERDUE_DUTIES OPEN_DUTIES " AND due_by <= ?1"
#define PRESSING_DUTIES                                         \
	OPEN_DUTIES " AND (due_by <= ?1 OR kind IN ('urgent', " \
		    "'telephone', 'ombudsman', 'answer-other-route'))"

static const char *const each_sql[DUTIES_COUNT] = {
	[DUTIES_OPEN] = "SELECT id " OPEN_DUTIES SOONEST,
	[DUTIES_OF_CASE] = "SELECT id " OF_CASE_DUTIES SOONEST,
	[DUTIES_OPEN_OF_CASE] = "SELECT id " OPEN_OF_CASE_DUTIES SOONEST,
	[DUTIES_GUARD] = "SELECT id " GUARD_DUTIES SOONEST,
	[DUTIES_OVERDUE] = "SELECT id " OVERDUE_DUTIES SOONEST,
	[DUTIES_PRESSING] = "SELECT id " PRESSING_DUTIES SOONEST,
};

static const char *const count_sql[DUTIES_COUNT] = {
	[DUTIES_OPEN] = "SELECT count(*) " OPEN_DUTIES,
	[DUTIES_OF_CASE] = "SELECT count(*) " OF_CASE_DUTIES,
	[DUTIES_OPEN_OF_CASE] = "SELECT count(*) " OPEN_OF_CASE_DUTIES,
	[DUTIES_GUARD] = "SELECT count(*) " GUARD_DUTIES,
	[DUTIES_OVERDUE] = "SELECT count(*) " OVERDUE_DUTIES,
	[DUTIES_PRESSING] = "SELECT count(*) " PRESSING_DUTIES,
};

struct duty_each {
	struct walk walk;
};

struct duty_row *
duty_row_new(void)
{
	struct duty_row *row = g_new0(struct duty_row, 1);

	row->ref = g_strdup("");
	row->kind = g_strdup("");
	row->provision = g_strdup("");
	row->ended_by = g_strdup("");
	row->ended_reason = g_strdup("");
	row->due_day = DAY_NONE;
	row->due_at = row->guard_at = TIME_NONE;
	row->met = row->ended = TIME_NONE;
	return row;
}

void
duty_row_free(struct duty_row *row)
{
	g_free(row->ref);
	g_free(row->kind);
	g_free(row->provision);
	g_free(row->ended_by);
	g_free(row->ended_reason);
	g_free(row);
}

/* The first instant at which it is late. */
static gint64
late_from(const struct duty_row *row)
{
	if (row->due_day != DAY_NONE)
		return clock_at(row->due_day + 1, 0, 0);
	return row->due_at + 1;
}

static gboolean
insert(struct db *db, int statement, const struct duty_row *row, GError **error)
{
	g_assert((row->due_day != DAY_NONE) != (row->due_at != TIME_NONE));
	return db_run(db, sql[statement],
		      VALUES(value_int(row->case_id), value_text(row->kind),
			     value_int(row->stage), value_text(row->provision),
			     value_day(row->due_day), value_time(row->due_at),
			     value_time(late_from(row)),
			     value_time(row->guard_at)),
		      error);
}

gint64
duty_add(struct ledger *ledger, const struct duty_row *row, GError **error)
{
	struct db *db = ledger_db(ledger);

	return insert(db, INSERT, row, error) ? db_last_id(db) : 0;
}

gboolean
duty_ensure(struct ledger *ledger, const struct duty_row *row, GError **error)
{
	return insert(ledger_db(ledger), ENSURE, row, error);
}

gboolean
duty_meet(struct ledger *ledger, gint64 id, gint64 at, gint64 event,
	  GError **error)
{
	return db_run_one(
		ledger_db(ledger), sql[MEET],
		VALUES(value_int(id), value_time(at), value_id(event)),
		"The duty is not open, so it cannot be met.", error);
}

gboolean
duty_end(struct ledger *ledger, gint64 id, const char *by, const char *reason,
	 GError **error)
{
	if (*by == '\0' || *reason == '\0')
		return fault_set(error, FAULT_INPUT,
				 "A duty can only be ended by a named person "
				 "or rule, with a reason.");
	return db_run_one(ledger_db(ledger), sql[END],
			  VALUES(value_int(id), value_time(clock_now()),
				 value_text(by), value_text(reason)),
			  "The duty is not open, so it cannot be ended.",
			  error);
}

gboolean
duty_redate(struct ledger *ledger, gint64 id, const struct duty_row *row,
	    GError **error)
{
	return db_run_one(
		ledger_db(ledger), sql[REDATE],
		VALUES(value_int(id), value_day(row->due_day),
		       value_time(row->due_at), value_time(late_from(row)),
		       value_time(row->guard_at)),
		"The duty is not open, so that its date stands.", error);
}

gboolean
duty_reopen(struct ledger *ledger, gint64 id, GError **error)
{
	return db_run_one(ledger_db(ledger), sql[REOPEN], VALUES(value_int(id)),
			  "The duty is open, or there is none.", error);
}

/* In the order of DUTY. */
static struct duty_row *
take_duty(struct rows *rows)
{
	struct duty_row *row = g_new0(struct duty_row, 1);

	row->id = take_int(rows);
	row->case_id = take_int(rows);
	row->ref = take_text(rows);
	row->kind = take_text(rows);
	row->stage = (int)take_int(rows);
	row->provision = take_text(rows);
	row->due_day = take_day(rows);
	row->due_at = take_time(rows);
	row->guard_at = take_time(rows);
	row->met = take_time(rows);
	row->met_event = take_int(rows);
	row->ended = take_time(rows);
	row->ended_by = take_text(rows);
	row->ended_reason = take_text(rows);
	return row;
}

static struct duty_row *
find(struct ledger *ledger, int statement, const struct value *values,
     GError **error)
{
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[statement], values, error);

	return rows != NULL ? take_duty(rows) : NULL;
}

struct duty_row *
duty_find(struct ledger *ledger, gint64 case_id, const char *kind, int stage,
	  GError **error)
{
	return find(
		ledger, FIND,
		VALUES(value_int(case_id), value_text(kind), value_int(stage)),
		error);
}

gboolean
duty_is_open(const struct duty_row *row)
{
	return row->met == TIME_NONE && row->ended == TIME_NONE;
}

gboolean
duty_is_overdue(const struct duty_row *row, gint64 now)
{
	return duty_is_open(row) && now >= late_from(row);
}

static const struct value *
argument_of(enum duties which, const struct value *values)
{
	return which != DUTIES_OPEN ? values : NULL;
}

struct duty_row *
duty_by_id(struct ledger *ledger, gint64 id, GError **error)
{
	return find(ledger, BY_ID, VALUES(value_int(id)), error);
}

struct duty_each *
duty_each_open(struct ledger *ledger, enum duties which, gint64 argument,
	       GError **error)
{
	g_autofree struct duty_each *each = g_new0(struct duty_each, 1);

	if (!walk_open(&each->walk, ledger, each_sql[which],
		       argument_of(which, VALUES(value_int(argument))), error))
		return NULL;
	return g_steal_pointer(&each);
}

struct duty_row *
duty_each_next(struct duty_each *each, GError **error)
{
	gint64 id = walk_next(&each->walk);

	if (id == 0)
		return NULL;
	return duty_by_id(each->walk.ledger, id, error);
}

void
duty_each_close(struct duty_each *each)
{
	if (each == NULL)
		return;
	walk_close(&each->walk);
	g_free(each);
}

gint64
duty_count(struct ledger *ledger, enum duties which, gint64 argument,
	   GError **error)
{
	gint64 count = 0;

	if (!db_number(ledger_db(ledger), count_sql[which],
		       argument_of(which, VALUES(value_int(argument))), &count,
		       error))
		return -1;
	return count;
}
