/*
 * Proposals beside decisions: one statement, walked row by row.
 */
#include "ledger/settled.h"

#include "base/fault.h"
#include "ledger/db.h"
#include "ledger/suggestion.h"

enum { CASES, ONE };

/* The decision that counts: ledger/settled.h. */
#define DECISION                                                       \
	"JOIN decision d ON d.id = (SELECT max(e.id) FROM decision e " \
	"WHERE e.case_id = c.id AND (c.escalated IS NULL OR "          \
	"(c.escalated > c.received AND e.at < c.escalated) OR "        \
	"(c.escalated <= c.received AND e.category <> 'escalation'))) "
static const char *const sql[] = {
	[CASES] = "SELECT c.id FROM case_file c " DECISION
		  "WHERE d.at >= coalesce(?1, d.at) "
		  "ORDER BY c.received, c.id",
	[ONE] = "SELECT i.id, i.sha256, c.ref, c.from_address, c.flags, d.at, "
		"d.category, d.ground, c.proposed, c.proposed_ground "
		"FROM case_file c " DECISION "JOIN item i ON i.sha256 = c.item "
		"WHERE c.id = ?1",
};

struct settled_each {
	struct walk walk;
};

void
settled_free(struct settled *settled)
{
	if (settled == NULL)
		return;
	g_free(settled->item);
	g_free(settled->ref);
	g_free(settled->from_address);
	suggestion_free(settled->suggestion);
	g_free(settled);
}

struct settled_each *
settled_each_open(struct ledger *ledger, gint64 since, GError **error)
{
	struct settled_each *each = g_new0(struct settled_each, 1);

	if (walk_open(&each->walk, ledger, sql[CASES],
		      VALUES(value_time(since)), error))
		return each;
	g_free(each);
	return NULL;
}

static void
take_labels(struct rows *rows, enum category *category, enum ground *ground)
{
	g_autofree char *first = take_text(rows);
	g_autofree char *second = take_text(rows);

	*category = category_of(first);
	*ground = ground_of(second);
}

static struct settled *
take(struct rows *rows)
{
	struct settled *settled = g_new0(struct settled, 1);
	g_autofree char *flags = NULL;

	settled->item_id = take_int(rows);
	settled->item = take_text(rows);
	settled->ref = take_text(rows);
	settled->from_address = take_text(rows);
	flags = take_text(rows);
	settled->flags = flags_split(flags);
	settled->at = take_time(rows);
	take_labels(rows, &settled->category, &settled->ground);
	take_labels(rows, &settled->proposed, &settled->proposed_ground);
	return settled;
}

static struct settled *
load(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[ONE],
					  VALUES(value_int(case_id)), error);

	return rows == NULL ? NULL : take(rows);
}

struct settled *
settled_each_next(struct settled_each *each, GError **error)
{
	struct ledger *ledger = each->walk.ledger;
	gint64 id = walk_next(&each->walk);
	GError *problem = NULL;
	struct settled *settled;

	if (id == 0)
		return NULL;
	settled = load(ledger, id, &problem);
	if (settled != NULL)
		settled->suggestion =
			suggestion_of_item(ledger, settled->item_id, &problem);
	else if (problem == NULL)
		(void)fault_set(&problem, FAULT_INPUT,
				"A case has lost the message that opened it. "
				"\"postroom verify\" says more.");
	if (problem == NULL)
		return settled;
	settled_free(settled);
	g_propagate_error(error, problem);
	return NULL;
}

void
settled_each_close(struct settled_each *each)
{
	if (each == NULL)
		return;
	walk_close(&each->walk);
	g_free(each);
}
