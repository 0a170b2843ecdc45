/*
 * Counting. Groups come as a name and a number.
 */
#include "ledger/figures.h"

#include "ledger/db.h"
#include "ledger/duty.h"

enum {
	ITEMS,
	CATEGORIES,
	OUTBOX,
	CASES,
	OPEN,
	CONFIRMED,
	RECEIPTS,
	SENT,
	BY_GUARD
};
static const char *const sql[] = {
	[ITEMS] = "SELECT state, count(*) FROM item GROUP BY state",
	[CATEGORIES] = "SELECT category, count(*) FROM case_file "
		       "GROUP BY category",
	[OUTBOX] = "SELECT state, count(*) FROM letter GROUP BY state",
	[CASES] = "SELECT count(*) FROM case_file",
	[OPEN] = "SELECT count(*) FROM case_file WHERE status = 'open'",
	[CONFIRMED] = "SELECT count(*) FROM case_file WHERE confirmed",
	[RECEIPTS] = "SELECT count(*) FROM letter WHERE state = 'sent' AND "
		     "kind = 'receipt'",
	[SENT] = "SELECT count(*) FROM letter WHERE state = 'sent' AND "
		 "kind LIKE 'acknowledgement-%'",
	[BY_GUARD] = "SELECT count(*) FROM letter WHERE state = 'sent' AND "
		     "kind LIKE 'acknowledgement-%' AND guard",
};

static gsize
item_index(const char *name)
{
	gsize i = 0;

	while (i < ITEM_STATE_COUNT && !g_str_equal(name, item_state_name(i)))
		i++;
	return i;
}

static gsize
outbox_index(const char *name)
{
	gsize i = 0;

	while (i < OUTBOX_STATE_COUNT &&
	       !g_str_equal(name, outbox_state_name(i)))
		i++;
	return i;
}

static gsize
category_index(const char *name)
{
	return category_of(name);
}

/* A name that index does not know is left out if it lies outside counts. */
struct group {
	int statement;
	gsize (*index)(const char *name);
	gint64 *counts;
	gsize n;
};

static gboolean
count_group(struct db *db, const struct group *group, GError **error)
{
	g_autoptr(own_rows) rows =
		db_rows(db, sql[group->statement], NULL, error);
	GError *problem = NULL;

	if (rows == NULL)
		return FALSE;
	while (rows_next(rows, &problem)) {
		g_autofree char *name = take_text(rows);
		gsize i = group->index(name);

		if (i < group->n)
			group->counts[i] = take_int(rows);
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

static gboolean
count_groups(struct db *db, struct figures *f, GError **error)
{
	const struct group groups[] = {
		{ITEMS, item_index, f->items, G_N_ELEMENTS(f->items)},
		{OUTBOX, outbox_index, f->outbox, G_N_ELEMENTS(f->outbox)},
		{CATEGORIES, category_index, f->category,
		 G_N_ELEMENTS(f->category)},
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(groups); i++)
		if (!count_group(db, &groups[i], error))
			return FALSE;
	return TRUE;
}

gboolean
figures_load(struct ledger *ledger, gint64 now, struct figures *figures,
	     GError **error)
{
	struct db *db = ledger_db(ledger);
	const struct {
		int statement;
		gint64 *number;
	} single[] = {
		{CASES, &figures->cases},
		{OPEN, &figures->open},
		{CONFIRMED, &figures->confirmed},
		{RECEIPTS, &figures->receipts_sent},
		{SENT, &figures->acknowledgements_sent},
		{BY_GUARD, &figures->acknowledgements_by_guard},
	};
	gsize i;

	*figures = (struct figures){0};
	for (i = 0; i < G_N_ELEMENTS(single); i++)
		if (!db_number(db, sql[single[i].statement], NULL,
			       single[i].number, error))
			return FALSE;
	figures->duties_open = duty_count(ledger, DUTIES_OPEN, 0, error);
	figures->duties_overdue =
		duty_count(ledger, DUTIES_OVERDUE, now, error);
	return figures->duties_open >= 0 && figures->duties_overdue >= 0 &&
	       count_groups(db, figures, error);
}
