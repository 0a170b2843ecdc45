/*
 * Traits are rows of two integers, so that intake pays little for them.
 */
#include "ledger/twin.h"

#include "base/clock.h"
#include "ledger/db.h"

enum { ADD, FIND, LIST, PROPOSE, SETTLE, OF, MOVE };
static const char *const sql[] = {
	[ADD] = "INSERT INTO trait (key, received, case_id) VALUES (?1, ?2, "
		"?3) ON CONFLICT DO NOTHING",
	[FIND] = "SELECT t.case_id FROM trait t JOIN case_file c ON c.id = "
		 "t.case_id WHERE t.key = ?1 AND t.received BETWEEN ?2 AND ?3 "
		 "AND c.channel <> ?4 AND t.case_id <> ?5 "
		 "ORDER BY t.received DESC LIMIT 5",
	[LIST] = "SELECT l.younger, l.older, c.ref, l.share, l.state, l.at, "
		 "l.by FROM likeness l JOIN case_file c ON c.id = "
		 "iif(l.younger = ?1, l.older, l.younger) WHERE l.younger = "
		 "?1 OR l.older = ?1 ORDER BY l.at DESC, c.id DESC",
	[PROPOSE] = "INSERT INTO likeness (younger, older, share, state, at, "
		    "by) VALUES (?1, ?2, ?3, 'proposed', ?4, 'postroom') "
		    "ON CONFLICT DO NOTHING",
	[SETTLE] = "INSERT INTO likeness (younger, older, share, state, at, "
		   "by) VALUES (?1, ?2, 0, ?3, ?4, ?5) ON CONFLICT DO UPDATE "
		   "SET state = ?3, at = ?4, by = ?5",
	[OF] = "SELECT older FROM likeness WHERE younger = ?1 AND "
	       "state = 'same'",
	[MOVE] = "UPDATE item SET case_id = ?2, state = iif(state = 'case', "
		 "'reply', state) WHERE case_id = ?1",
};

static const char *const state_names[] = {
	[TWIN_PROPOSED] = "proposed",
	[TWIN_SAME] = "same",
	[TWIN_DIFFERENT] = "different",
};

gboolean
trait_add(struct ledger *ledger, gint64 key, gint64 received, gint64 case_id,
	  GError **error)
{
	return db_run(ledger_db(ledger), sql[ADD],
		      VALUES(value_int(key), value_time(received),
			     value_int(case_id)),
		      error);
}

gboolean
trait_find(struct ledger *ledger, const struct trait_search *search,
	   GArray *found, GError **error)
{
	g_autoptr(own_rows) rows = db_rows(
		ledger_db(ledger), sql[FIND],
		VALUES(value_int(search->key), value_time(search->from),
		       value_time(search->to), value_text(search->channel),
		       value_int(search->except)),
		error);
	GError *problem = NULL;

	while (rows != NULL && rows_next(rows, &problem)) {
		gint64 id = take_int(rows);

		g_array_append_val(found, id);
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	return rows != NULL && problem == NULL;
}

const char *
twin_state_name(enum twin_state state)
{
	return state_names[state];
}

void
twin_free(struct twin *twin)
{
	g_free(twin->other);
	g_free(twin->by);
	g_free(twin);
}

static void
free_twin(gpointer data)
{
	twin_free(data);
}

static enum twin_state
state_of(const char *name)
{
	enum twin_state state = TWIN_PROPOSED;

	while (state < TWIN_DIFFERENT && !g_str_equal(name, state_names[state]))
		state++;
	return state;
}

static struct twin *
take_twin(struct rows *rows)
{
	struct twin *twin = g_new0(struct twin, 1);
	g_autofree char *state = NULL;

	twin->younger = take_int(rows);
	twin->older = take_int(rows);
	twin->other = take_text(rows);
	twin->share = take_real(rows);
	state = take_text(rows);
	twin->state = state_of(state);
	twin->at = take_time(rows);
	twin->by = take_text(rows);
	return twin;
}

GPtrArray *
twin_list(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(free_twin);
	g_autoptr(own_rows) rows = db_rows(ledger_db(ledger), sql[LIST],
					   VALUES(value_int(case_id)), error);
	GError *problem = NULL;

	while (rows != NULL && rows_next(rows, &problem))
		g_ptr_array_add(found, take_twin(rows));
	if (problem != NULL)
		g_propagate_error(error, problem);
	return rows != NULL && problem == NULL ? g_steal_pointer(&found) : NULL;
}

gboolean
twin_propose(struct ledger *ledger, gint64 younger, gint64 older, double share,
	     GError **error)
{
	return db_run(ledger_db(ledger), sql[PROPOSE],
		      VALUES(value_int(younger), value_int(older),
			     value_real(share), value_time(clock_now())),
		      error);
}

gboolean
twin_settle(struct ledger *ledger, const struct twin *settled, GError **error)
{
	return db_run(ledger_db(ledger), sql[SETTLE],
		      VALUES(value_int(settled->younger),
			     value_int(settled->older),
			     value_text(state_names[settled->state]),
			     value_time(clock_now()), value_text(settled->by)),
		      error);
}

gint64
twin_of(struct ledger *ledger, gint64 case_id, GError **error)
{
	gint64 older = 0;

	return db_number(ledger_db(ledger), sql[OF], VALUES(value_int(case_id)),
			 &older, error)
		       ? older
		       : 0;
}

gboolean
twin_move_items(struct ledger *ledger, gint64 from, gint64 to, GError **error)
{
	return db_run(ledger_db(ledger), sql[MOVE],
		      VALUES(value_int(from), value_int(to)), error);
}
