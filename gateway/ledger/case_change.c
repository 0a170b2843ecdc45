/*
 * Changes to a case that is there. Each touches exactly one row, or is
 * refused.
 */
#include "ledger/case.h"
#include "ledger/db.h"

enum {
	FLAGS,
	PROPOSE,
	CONFIRM,
	STAGE,
	ACKNOWLEDGED_1,
	ACKNOWLEDGED_2,
	ANSWERED_1,
	ANSWERED_2,
	STATUS,
	SILENCE
};
static const char *const sql[] = {
	[FLAGS] = "SELECT flags FROM case_file WHERE id = ?1",
	[PROPOSE] = "UPDATE case_file SET proposed = ?2, proposed_ground = ?3, "
		    "confidence = ?4, flags = ?5, "
		    "category = iif(confirmed, category, ?2), "
		    "ground = iif(confirmed, ground, ?3) WHERE id = ?1",
	[CONFIRM] = "UPDATE case_file SET confirmed = 1, category = ?2, "
		    "ground = ?3 WHERE id = ?1",
	[STAGE] = "UPDATE case_file SET stage = ?2, "
		  "escalated = coalesce(?3, escalated) WHERE id = ?1",
	[ACKNOWLEDGED_1] = "UPDATE case_file SET acknowledged1 = ?2 "
			   "WHERE id = ?1",
	[ACKNOWLEDGED_2] = "UPDATE case_file SET acknowledged2 = ?2 "
			   "WHERE id = ?1",
	[ANSWERED_1] = "UPDATE case_file SET stage1_answered = ?2 "
		       "WHERE id = ?1",
	[ANSWERED_2] = "UPDATE case_file SET stage2_answered = ?2 "
		       "WHERE id = ?1",
	[STATUS] = "UPDATE case_file SET status = ?2 WHERE id = ?1",
	[SILENCE] = "UPDATE case_file SET silence = ?2, answer = ?2 = '' "
		    "WHERE id = ?1",
};

static gboolean
change(struct ledger *ledger, int statement, const struct value *values,
       GError **error)
{
	return db_run_one(ledger_db(ledger), sql[statement], values,
			  "There is no such case in the ledger.", error);
}

static gboolean
flags_of_case(struct ledger *ledger, gint64 id, guint32 *flags, GError **error)
{
	g_autoptr(own_rows) rows = db_rows(ledger_db(ledger), sql[FLAGS],
					   VALUES(value_int(id)), error);
	GError *problem = NULL;

	if (rows == NULL)
		return FALSE;
	if (rows_next(rows, &problem)) {
		g_autofree char *joined = take_text(rows);

		*flags = flags_split(joined);
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

gboolean
case_propose(struct ledger *ledger, gint64 id,
	     const struct suggestion *suggestion, GError **error)
{
	g_autofree char *joined = NULL;
	guint32 flags = 0;

	if (!flags_of_case(ledger, id, &flags, error))
		return FALSE;
	joined = flags_join(flags | suggestion->flags);
	return change(ledger, PROPOSE,
		      VALUES(value_int(id),
			     value_text(category_name(suggestion->category)),
			     value_text(ground_name(suggestion->ground)),
			     value_real(suggestion->confidence),
			     value_text(joined)),
		      error);
}

gboolean
case_confirm(struct ledger *ledger, gint64 id, enum category category,
	     enum ground ground, GError **error)
{
	return change(ledger, CONFIRM,
		      VALUES(value_int(id), value_text(category_name(category)),
			     value_text(ground_name(ground))),
		      error);
}

gboolean
case_set_stage(struct ledger *ledger, gint64 id, int stage, gint64 at,
	       GError **error)
{
	return change(ledger, STAGE,
		      VALUES(value_int(id), value_int(stage), value_time(at)),
		      error);
}

gboolean
case_set_acknowledged(struct ledger *ledger, gint64 id, int stage, gint64 at,
		      GError **error)
{
	g_assert(stage == 1 || stage == 2);
	return change(ledger, stage == 1 ? ACKNOWLEDGED_1 : ACKNOWLEDGED_2,
		      VALUES(value_int(id), value_time(at)), error);
}

gboolean
case_set_answered(struct ledger *ledger, gint64 id, int stage, gint64 at,
		  GError **error)
{
	g_assert(stage == 1 || stage == 2);
	return change(ledger, stage == 1 ? ANSWERED_1 : ANSWERED_2,
		      VALUES(value_int(id), value_time(at)), error);
}

gboolean
case_set_status(struct ledger *ledger, gint64 id, const char *status,
		GError **error)
{
	return change(ledger, STATUS, VALUES(value_int(id), value_text(status)),
		      error);
}

gboolean
case_set_silence(struct ledger *ledger, gint64 id, const char *reason,
		 GError **error)
{
	return change(ledger, SILENCE,
		      VALUES(value_int(id), value_text(reason)), error);
}
