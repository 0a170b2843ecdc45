/*
 * One statement for the open cases, one for those of a category and one for
 * all, so that the rarer filter leads; the others are looked at on the way.
 */
#include "ledger/cases.h"

#include "base/clock.h"
#include "ledger/db.h"

#define OWED(PARAMETER)                                                \
	"(" PARAMETER " IS NULL OR EXISTS (SELECT 1 FROM duty d "      \
	"WHERE d.case_id = c.id AND d.met IS NULL AND d.ended IS NULL" \
	" AND d.due_by <= " PARAMETER "))"
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
	" AND " OWED("?10") " AND " OWED(                                \
		"?11") " ORDER BY c.received DESC, c.id DESC LIMIT ?12"

enum { ALL, OPEN, OF_CATEGORY };
static const char *const sql[] = {
	[ALL] = "SELECT c.id FROM case_file c INDEXED BY case_received "
		"WHERE 1" REST,
	[OPEN] = "SELECT c.id FROM case_file c INDEXED BY case_open "
		 "WHERE c.status = 'open'" REST,
	[OF_CATEGORY] = "SELECT c.id FROM case_file c INDEXED BY "
			"case_category WHERE c.category = ?2" REST,
};

struct cases_filter
cases_any(void)
{
	return (struct cases_filter){
		.from = TIME_NONE,
		.before = TIME_NONE,
		.late_at = TIME_NONE,
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
	if (filter->category != NULL)
		return OF_CATEGORY;
	return g_strcmp0(filter->status, "open") == 0 ? OPEN : ALL;
}

/* A walk that holds the ids of the page. */
static gboolean
open_walk(struct walk *walk, const struct cases_filter *filter,
	  struct cases_place place, guint limit, GError **error)
{
	return walk_open(
		walk, walk->ledger, sql[statement_of(filter)],
		VALUES(text_or_any(filter->status),
		       text_or_any(filter->category),
		       text_or_any(filter->channel), text_or_any(filter->flag),
		       yes_or_any(filter->confirmed), value_id(filter->stage),
		       value_time(filter->from), value_int(place.received),
		       value_int(place.id), value_time(filter->late_at),
		       value_time(filter->due_before), value_int(limit)),
		error);
}

GPtrArray *
cases_page(struct ledger *ledger, const struct cases_filter *filter,
	   struct cases_place after, guint limit, GError **error)
{
	g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func(
		(GDestroyNotify)(void (*)(void))case_row_free);
	struct walk walk = {.ledger = ledger};
	gboolean done = TRUE;
	gint64 id;

	if (!open_walk(&walk, filter, place_of(filter, after), limit, error))
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
