/*
 * Suggestions are kept as the JSON that "postroom classify" prints.
 */
#include "ledger/suggestion.h"

#include "base/fault.h"
#include "ledger/db.h"

enum { INSERT, OF_ITEM, OF_CASE };
static const char *const sql[] = {
	[INSERT] = "INSERT INTO suggestion (item_id, case_id, ruleset, body) "
		   "VALUES (?1, ?2, ?3, ?4)",
	[OF_ITEM] = "SELECT body FROM suggestion WHERE item_id = ?1 "
		    "ORDER BY id DESC LIMIT 1",
	[OF_CASE] = "SELECT body FROM suggestion WHERE case_id = ?1 "
		    "ORDER BY id DESC LIMIT 1",
};

gboolean
suggestion_save(struct ledger *ledger, gint64 item_id, gint64 case_id,
		const struct suggestion *suggestion, GError **error)
{
	g_autofree char *body = suggestion_to_text(suggestion);

	return db_run(ledger_db(ledger), sql[INSERT],
		      VALUES(value_int(item_id), value_id(case_id),
			     value_text(suggestion->ruleset), value_text(body)),
		      error);
}

static struct suggestion *
load(struct ledger *ledger, int statement, gint64 id, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[statement],
					  VALUES(value_int(id)), error);
	struct suggestion *suggestion = NULL;
	g_autofree char *body = NULL;
	json_t *object;

	if (rows == NULL)
		return NULL;
	body = take_text(rows);
	object = json_loads(body, 0, NULL);
	if (object == NULL)
		(void)fault_set(error, FAULT_INPUT,
				"A suggestion in the ledger is damaged.");
	else
		suggestion = suggestion_from_json(object, error);
	json_decref(object);
	return suggestion;
}

struct suggestion *
suggestion_of_item(struct ledger *ledger, gint64 item_id, GError **error)
{
	return load(ledger, OF_ITEM, item_id, error);
}

struct suggestion *
suggestion_of_case(struct ledger *ledger, gint64 case_id, GError **error)
{
	return load(ledger, OF_CASE, case_id, error);
}
