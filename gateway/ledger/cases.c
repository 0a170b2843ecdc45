/*
 * One statement for each filter that leads to few cases; the others are
 * looked at on the way, in an index that has them all.
 */
#include "ledger/cases.h"

#include <string.h>

#include "base/clock.h"
#include "ledger/db.h"

#define VALUES_OF_ALL 14

#define REST                                                             \
	" AND (?1 IS NULL OR c.status = ?1)"                             \
	" AND (?2 IS NULL OR c.category = ?2)"                           \
	" AND (?3 IS NULL OR c.channel = ?3)"                            \
	" AND (?4 IS NULL OR instr (', ' || c.flags || ',', ', ' || ?4 " \
	"|| ',') > 0)"                                                   \
	" AND (?5 IS NULL OR c.confirmed = ?5)"                          \
	" AND (?6 IS NULL OR c.stage = ?6)"                              \
	" AND (?7 IS NULL OR c.received >= ?7)"                          \
	" AND (c.received, c.id) < (?8, ?9)"                             \
	" AND (?11 IS NULL OR ?11 = coalesce ((SELECT a.login FROM "     \
	"assignment a WHERE a.case_id = c.id), ''))"                     \
	" AND (?12 IS NULL OR NOT EXISTS (SELECT 1 FROM bar b WHERE "    \
	"b.case_id = c.id AND b.login = ?12)) "                          \
	"ORDER BY c.received DESC, c.id DESC LIMIT ?10"

enum { ALL, OPEN, OF_CATEGORY, HELD_BY, OWED };
static const char *const sql[] = {
	[ALL] = "SELECT c.id FROM case_file c INDEXED BY case_listed "
		"WHERE 1" REST,
	[OPEN] = "SELECT c.id FROM case_file c INDEXED BY case_open "
		 "WHERE c.status = 'open'" REST,
	[OF_CATEGORY] = "SELECT c.id FROM case_file c INDEXED BY "
			"case_category WHERE c.category = ?2" REST,
	[HELD_BY] = "SELECT c.id FROM case_file c WHERE c.id IN (SELECT "
		    "h.case_id FROM assignment h WHERE h.login = ?11)" REST,
	[OWED] = "SELECT c.id FROM case_file c WHERE c.id IN (SELECT "
		 "d.case_id FROM duty d INDEXED BY duty_due WHERE d.due_by "
		 "<= ?13 AND d.met IS NULL AND d.ended IS NULL)" REST,
};

struct cases_filter
cases_any(void)
{
	return (struct cases_filter){
		.from = TIME_NONE,
		.before = TIME_NONE,
		.due_before = TIME_NONE,
	};
}

static const struct value any = {.type = VALUE_NULL};

static struct value
text_or_any(const char *text)
{
	return text != NULL ? value_text(text) : any;
}

static struct value
yes_or_any(enum cases_answer answer)
{
	return answer == CASES_EITHER ? any : value_int(answer == CASES_YES);
}

/* Later than everything, so that the first page needs no other statement. */
static struct cases_place
place_of(const struct cases_filter *filter, struct cases_place after)
{
	if (after.id != 0)
		return after;
	if (filter->before != TIME_NONE)
		return (struct cases_place){filter->before, 0};
	return (struct cases_place){G_MAXINT64, G_MAXINT64};
}

static int
statement_of(const struct cases_filter *filter)
{
	if (filter->due_before != TIME_NONE)
		return OWED;
	if (filter->assignee != NULL && *filter->assignee != '\0')
		return HELD_BY;
	if (filter->category != NULL)
		return OF_CATEGORY;
	return g_strcmp0(filter->status, "open") == 0 ? OPEN : ALL;
}

/* The parameters in their order; the last is for OWED alone. */
static void
fill(const struct cases_filter *filter, struct cases_place place, guint limit,
     struct value values[VALUES_OF_ALL])
{
	const struct value due = value_time(filter->due_before);
	const struct value end = {.type = VALUE_END};
	const struct value all[] = {
		text_or_any(filter->status),
		text_or_any(filter->category),
		text_or_any(filter->channel),
		text_or_any(filter->flag),
		yes_or_any(filter->confirmed),
		value_id(filter->stage),
		value_time(filter->from),
		value_int(place.received),
		value_int(place.id),
		value_int(limit),
		text_or_any(filter->assignee),
		text_or_any(filter->reader),
		statement_of(filter) == OWED ? due : end,
		end,
	};

	memcpy(values, all, sizeof all);
}

GPtrArray *
cases_page(struct ledger *ledger, const struct cases_filter *filter,
	   struct cases_place after, guint limit, GError **error)
{
	g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func(
		(GDestroyNotify)(void (*)(void))case_row_free);
	struct value values[VALUES_OF_ALL];
	struct walk walk;
	gboolean done = TRUE;
	gint64 id;

	fill(filter, place_of(filter, after), limit, values);
	if (!walk_open(&walk, ledger, sql[statement_of(filter)], values, error))
		return NULL;
	while (done && (id = walk_next(&walk)) != 0) {
		struct case_row *row = case_by_id(ledger, id, error);

		done = row != NULL;
		if (done)
			g_ptr_array_add(cases, row);
	}
	walk_close(&walk);
	return done ? g_steal_pointer(&cases) : NULL;
}
