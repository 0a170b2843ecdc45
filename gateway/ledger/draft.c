/*
 * Drafts of acknowledgements: one for a case and stage.
 */
#include "ledger/draft.h"

#include "base/clock.h"
#include "ledger/db.h"

enum { SAVE, LOAD };
static const char *const sql[] = {
	[SAVE] = "INSERT OR REPLACE INTO draft (case_id, stage, definition, "
		 "outcomes, responsibility, clarification, edited_by, at, "
		 "reviewer, hearing) "
		 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[LOAD] = "SELECT definition, outcomes, responsibility, clarification, "
		 "edited_by, at, reviewer, hearing FROM draft WHERE case_id = "
		 "?1 AND stage = ?2",
};

struct draft *
draft_new(gint64 case_id, int stage)
{
	struct draft *draft = g_new0(struct draft, 1);

	draft->case_id = case_id;
	draft->stage = stage;
	draft->definition = g_strdup("");
	draft->outcomes = g_strdup("");
	draft->responsibility = g_strdup("");
	draft->clarification = g_strdup("");
	draft->reviewer = g_strdup("");
	draft->hearing = g_strdup("");
	draft->edited_by = g_strdup("");
	draft->at = TIME_NONE;
	return draft;
}

void
draft_free(struct draft *draft)
{
	g_free(draft->definition);
	g_free(draft->outcomes);
	g_free(draft->responsibility);
	g_free(draft->clarification);
	g_free(draft->reviewer);
	g_free(draft->hearing);
	g_free(draft->edited_by);
	g_free(draft);
}

gboolean
draft_save(struct ledger *ledger, const struct draft *draft, GError **error)
{
	return db_run(ledger_db(ledger), sql[SAVE],
		      VALUES(value_int(draft->case_id), value_int(draft->stage),
			     value_text(draft->definition),
			     value_text(draft->outcomes),
			     value_text(draft->responsibility),
			     value_text(draft->clarification),
			     value_text(draft->edited_by),
			     value_time(draft->at), value_text(draft->reviewer),
			     value_text(draft->hearing)),
		      error);
}

struct draft *
draft_load(struct ledger *ledger, gint64 case_id, int stage, GError **error)
{
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[LOAD],
		       VALUES(value_int(case_id), value_int(stage)), error);
	struct draft *draft;

	if (rows == NULL)
		return NULL;
	draft = g_new0(struct draft, 1);
	draft->case_id = case_id;
	draft->stage = stage;
	draft->definition = take_text(rows);
	draft->outcomes = take_text(rows);
	draft->responsibility = take_text(rows);
	draft->clarification = take_text(rows);
	draft->edited_by = take_text(rows);
	draft->at = take_time(rows);
	draft->reviewer = take_text(rows);
	draft->hearing = take_text(rows);
	return draft;
}
