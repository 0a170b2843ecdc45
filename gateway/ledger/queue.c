/*
 * The queue walks the open duties by their date and stops at the page's
 * end; how many cases lie behind does not matter to it.
 */
#include "ledger/queue.h"

#include "base/clock.h"
#include "base/text.h"
#include "ledger/db.h"
#include "ledger/item.h"

#define OPEN "d.met IS NULL AND d.ended IS NULL"

/* ?1 is who looks, ?2 whose, ?3 today. */
#define SEEN                                                                \
	" AND (?1 IS NULL OR NOT EXISTS (SELECT 1 FROM bar b WHERE "        \
	"b.case_id = d.case_id AND b.login = ?1)) AND (?2 = 0 OR (?2 = 1 "  \
	"AND EXISTS (SELECT 1 FROM assignment a WHERE a.case_id = "         \
	"d.case_id AND a.login = ?1)) OR (?2 = 2 AND NOT EXISTS (SELECT 1 " \
	"FROM assignment a WHERE a.case_id = d.case_id)) OR (?2 = 3 AND "   \
	"EXISTS (SELECT 1 FROM assignment a JOIN absence s ON s.login = "   \
	"a.login WHERE a.case_id = d.case_id AND s.until >= ?3)))"

/* No duty of the same case that was asked for comes before it. */
#define FIRST(KIND)                                                          \
	" AND NOT EXISTS (SELECT 1 FROM duty e WHERE e.case_id = d.case_id " \
	"AND e.met IS NULL AND e.ended IS NULL " KIND                        \
	"AND (e.due_by < d.due_by OR (e.due_by = d.due_by AND e.id < "       \
	"d.id)))"
#define PAGE " ORDER BY d.due_by, d.id LIMIT ?4 OFFSET ?5"

enum {
	LOAD,
	LOAD_KIND,
	OF_CASE,
	COUNTS,
	CASES,
	CASES_KIND,
	REVISION,
	NEWEST,
	GUARD
};
static const char *const sql[] = {
	[LOAD] = "SELECT d.id, d.case_id FROM duty d INDEXED BY duty_due "
		 "WHERE " OPEN SEEN FIRST("") PAGE,
	[LOAD_KIND] = "SELECT d.id, d.case_id FROM duty d INDEXED BY "
		      "duty_kind WHERE d.kind = ?6 AND " OPEN SEEN FIRST(
			      "AND e.kind = d.kind ") PAGE,
	[OF_CASE] = "SELECT d.id, d.case_id FROM duty d WHERE d.case_id = ?1 "
		    "AND " OPEN " ORDER BY d.due_by, d.id LIMIT 1",
	[COUNTS] = "SELECT d.kind, count(*), sum(d.due_by <= ?4) "
		   "FROM duty d INDEXED BY duty_kind WHERE " OPEN SEEN
		   " GROUP BY d.kind",
	[CASES] = "SELECT count(DISTINCT d.case_id) FROM duty d "
		  "INDEXED BY duty_open WHERE " OPEN SEEN,
	[CASES_KIND] = "SELECT count(DISTINCT d.case_id) FROM duty d "
		       "INDEXED BY duty_kind WHERE d.kind = ?4 AND " OPEN SEEN,
	[REVISION] = "SELECT coalesce(max(id), 0) FROM history",
	[GUARD] = "SELECT min(d.guard_at) FROM duty d WHERE d.case_id = ?1 "
		  "AND " OPEN,
	[NEWEST] = "SELECT sha256 FROM item WHERE case_id = ?1 "
		   "AND state IN ('case', 'reply') "
		   "ORDER BY received DESC, id DESC LIMIT 1",
};

/* What a list shows of a message. */
#define WORDS_CHARS 160

void
queue_row_free(struct queue_row *row)
{
	if (row == NULL)
		return;
	if (row->row != NULL)
		case_row_free(row->row);
	if (row->duty != NULL)
		duty_row_free(row->duty);
	g_free(row->words);
	g_free(row);
}

void
queue_count_free(struct queue_count *count)
{
	g_free(count->kind);
	g_free(count);
}

/* "" where there is none that could be read. */
static char *
first_words(struct ledger *ledger, gint64 case_id)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[NEWEST],
					  VALUES(value_id(case_id)), NULL);
	g_autofree char *sha256 = rows != NULL ? take_text(rows) : NULL;
	g_autoptr(own_item_row) item =
		sha256 != NULL ? item_seen(ledger, sha256, NULL) : NULL;
	g_autofree char *clean = NULL;

	if (item == NULL || item->message == NULL)
		return g_strdup("");
	clean = text_clean(item->message->new_text, TRUE);
	return text_shorten(g_strstrip(clean), WORDS_CHARS);
}

static gint64
guard_at(struct ledger *ledger, gint64 case_id)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[GUARD],
					  VALUES(value_id(case_id)), NULL);

	return rows != NULL ? take_time(rows) : TIME_NONE;
}

/* Two columns: the duty and its case. */
static struct queue_row *
take_row(struct ledger *ledger, gint64 duty, gint64 case_id, GError **error)
{
	g_autoptr(own_queue_row) row = g_new0(struct queue_row, 1);

	row->duty = duty_by_id(ledger, duty, error);
	if (row->duty == NULL)
		return NULL;
	row->row = case_by_id(ledger, case_id, error);
	if (row->row == NULL)
		return NULL;
	row->guard_at = guard_at(ledger, case_id);
	row->words = first_words(ledger, case_id);
	return g_steal_pointer(&row);
}

struct pair {
	gint64 duty;
	gint64 case_id;
};

/* The first three parameters. */
#define SEEN_BY(QUERY)                                                \
	who_looks((QUERY)->login), value_int((gint64)(QUERY)->whose), \
		value_day(clock_day(clock_now()))

static struct value
who_looks(const char *login)
{
	return login != NULL ? value_text(login)
			     : (struct value){.type = VALUE_NULL};
}

/* All first, so that no read stays open while the rows are filled. */
static GArray *
pairs(struct ledger *ledger, int statement, const struct value *values,
      GError **error)
{
	g_autoptr(own_rows) rows =
		db_rows(ledger_db(ledger), sql[statement], values, error);
	g_autoptr(GArray) found =
		g_array_new(FALSE, FALSE, sizeof(struct pair));
	GError *problem = NULL;

	if (rows == NULL)
		return NULL;
	while (rows_next(rows, &problem)) {
		struct pair pair = {.duty = take_int(rows)};

		pair.case_id = take_int(rows);
		g_array_append_val(found, pair);
	}
	if (problem == NULL)
		return g_steal_pointer(&found);
	g_propagate_error(error, problem);
	return NULL;
}

GPtrArray *
queue_load(struct ledger *ledger, const struct queue_query *query,
	   GError **error)
{
	g_autoptr(GPtrArray) queue = g_ptr_array_new_with_free_func(
		(GDestroyNotify)(void (*)(void))queue_row_free);
	const struct value limit = value_int(query->limit);
	const struct value offset = value_int(query->offset);
	g_autoptr(GArray) found =
		query->kind == NULL
			? pairs(ledger, LOAD,
				VALUES(SEEN_BY(query), limit, offset), error)
			: pairs(ledger, LOAD_KIND,
				VALUES(SEEN_BY(query), limit, offset,
				       value_text(query->kind)),
				error);
	guint i;

	for (i = 0; found != NULL && i < found->len; i++) {
		struct pair pair = g_array_index(found, struct pair, i);
		struct queue_row *row =
			take_row(ledger, pair.duty, pair.case_id, error);

		if (row == NULL)
			return NULL;
		g_ptr_array_add(queue, row);
	}
	return found != NULL ? g_steal_pointer(&queue) : NULL;
}

struct queue_row *
queue_of_case(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autoptr(GArray) found =
		pairs(ledger, OF_CASE, VALUES(value_id(case_id)), error);

	if (found == NULL || found->len == 0)
		return NULL;
	return take_row(ledger, g_array_index(found, struct pair, 0).duty,
			case_id, error);
}

GPtrArray *
queue_counts(struct ledger *ledger, const struct queue_query *query,
	     GError **error)
{
	g_autoptr(own_rows) rows =
		db_rows(ledger_db(ledger), sql[COUNTS],
			VALUES(SEEN_BY(query), value_time(clock_now())), error);
	g_autoptr(GPtrArray) counts = g_ptr_array_new_with_free_func(
		(GDestroyNotify)(void (*)(void))queue_count_free);
	GError *problem = NULL;

	if (rows == NULL)
		return NULL;
	while (rows_next(rows, &problem)) {
		struct queue_count *count = g_new0(struct queue_count, 1);

		count->kind = take_text(rows);
		count->open = (guint)take_int(rows);
		count->overdue = (guint)take_int(rows);
		g_ptr_array_add(counts, count);
	}
	if (problem == NULL)
		return g_steal_pointer(&counts);
	g_propagate_error(error, problem);
	return NULL;
}

gint64
queue_cases(struct ledger *ledger, const struct queue_query *query,
	    GError **error)
{
	struct db *db = ledger_db(ledger);
	gint64 found = 0;
	gboolean done =
		query->kind == NULL
			? db_number(db, sql[CASES], VALUES(SEEN_BY(query)),
				    &found, error)
			: db_number(db, sql[CASES_KIND],
				    VALUES(SEEN_BY(query),
					   value_text(query->kind)),
				    &found, error);

	return done ? found : -1;
}

gint64
queue_revision(struct ledger *ledger, GError **error)
{
	gint64 found = 0;

	return db_number(ledger_db(ledger), sql[REVISION], NULL, &found, error)
		       ? found
		       : -1;
}
