/*
 * What the API shows: cases, one case, duties, how the post room is.
 */
#include "console/api.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "config/resource.h"
#include "desk/case_json.h"
#include "desk/health.h"
#include "ledger/cases.h"
#include "ledger/search.h"

#define PAGE 50
#define MOST 200
#define MOST_DUTIES 1000

/* --- the document ---------------------------------------------------------*/

void
api_document_get(struct visit *visit)
{
	g_autofree char *path = resource_find("data/openapi.json");
	GError *error = NULL;
	gsize size = 0;
	char *text = text_read_file(path, LIMIT_PAGE_BODY, &size, &error);
	g_autoptr(GBytes) bytes = NULL;

	if (text == NULL) {
		visit_fault(visit, error);
		return;
	}
	bytes = g_bytes_new_take(text, size);
	reply_bytes(visit->reply, 200, "application/json", bytes);
}

/* --- cases ----------------------------------------------------------------*/

static gboolean
is_any(const char *value, const char *const *allowed)
{
	return value == NULL || g_strv_contains(allowed, value);
}

static gboolean
refuse_value(struct visit *visit, const char *name)
{
	g_autofree char *words = g_strdup_printf(
		"\"%s\" has a value that is not known. The API's document "
		"lists them.",
		name);

	visit_refuse(visit, 400, "Unknown value", words);
	return FALSE;
}

/* "yes", "no", or what is not there. */
static gboolean
read_answer(struct visit *visit, const char *name, enum cases_answer *answer)
{
	static const char *const allowed[] = {"true", "false", NULL};
	const char *value = request_query(visit->request, name);

	*answer = CASES_EITHER;
	if (!is_any(value, allowed))
		return refuse_value(visit, name);
	if (value != NULL)
		*answer = g_str_equal(value, "true") ? CASES_YES : CASES_NO;
	return TRUE;
}

/* The end of that day, so that what is due on it counts. */
static gboolean
read_due(struct visit *visit, gint64 *before)
{
	const char *value = request_query(visit->request, "due_before");
	guint32 day = value != NULL ? clock_parse_day(value) : DAY_NONE;

	*before = TIME_NONE;
	if (value != NULL && day == DAY_NONE)
		return refuse_value(visit, "due_before");
	if (value != NULL)
		*before = clock_at(day, 0, 0);
	return TRUE;
}

/* "RECEIVED.ID" of the last case of the page before. */
static gboolean
read_place(struct visit *visit, struct cases_place *place)
{
	const char *value = request_query(visit->request, "after");
	g_auto(GStrv) parts = g_strsplit(value != NULL ? value : "", ".", 2);

	*place = (struct cases_place){0, 0};
	if (value == NULL)
		return TRUE;
	return (g_strv_length(parts) == 2 &&
		g_ascii_string_to_signed(parts[0], 10, 0, G_MAXINT64,
					 &place->received, NULL) &&
		g_ascii_string_to_signed(parts[1], 10, 1, G_MAXINT64,
					 &place->id, NULL)) ||
	       refuse_value(visit, "after");
}

static gboolean
read_filter(struct visit *visit, struct cases_filter *filter)
{
	static const char *const statuses[] = {"open", "closed", NULL};
	const struct request *request = visit->request;

	*filter = cases_any();
	filter->status = request_query(request, "status");
	filter->category = request_query(request, "category");
	filter->assignee = request_query(request, "assignee");
	if (!is_any(filter->status, statuses))
		return refuse_value(visit, "status");
	if (filter->category != NULL &&
	    category_of(filter->category) == CATEGORY_NONE)
		return refuse_value(visit, "category");
	return read_answer(visit, "confirmed", &filter->confirmed) &&
	       read_due(visit, &filter->due_before);
}

/* Adds a case to the array. */
static gboolean
add_case(struct ledger *ledger, const struct case_row *row, json_t *array,
	 GError **error)
{
	json_t *object = case_json(ledger, row, error);

	return object != NULL && json_array_append_new(array, object) == 0;
}

static void
show_cases(struct visit *visit, const GPtrArray *rows, json_t *next)
{
	json_t *array = json_array();
	GError *error = NULL;
	guint i;

	for (i = 0; i < rows->len; i++)
		if (!add_case(visit->post->ledger, rows->pdata[i], array,
			      &error)) {
			json_decref(array);
			json_decref(next);
			visit_fault(visit, error);
			return;
		}
	reply_json(visit->reply, 200,
		   json_pack("{s:o, s:o}", "cases", array, "next", next));
}

static void
list(struct visit *visit, guint limit)
{
	struct cases_filter filter;
	struct cases_place place;
	g_autoptr(GPtrArray) rows = NULL;
	GError *error = NULL;
	json_t *next = NULL;

	if (!read_filter(visit, &filter) || !read_place(visit, &place))
		return;
	rows = cases_page(visit->post->ledger, &filter, place, limit, &error);
	if (rows == NULL) {
		visit_fault(visit, error);
		return;
	}
	if (rows->len == limit) {
		const struct case_row *last = rows->pdata[limit - 1];
		g_autofree char *cursor = g_strdup_printf(
			"%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT,
			last->received, last->id);

		next = json_string(cursor);
	}
	show_cases(visit, rows, next != NULL ? next : json_null());
}

static gboolean
add_hits(struct ledger *ledger, const GPtrArray *hits, GPtrArray *rows,
	 GError **error)
{
	guint i;

	for (i = 0; hits != NULL && i < hits->len; i++) {
		const struct search_hit *hit = hits->pdata[i];
		struct case_row *row = case_by_id(ledger, hit->case_id, error);

		if (row == NULL)
			return FALSE;
		g_ptr_array_add(rows, row);
	}
	return hits != NULL;
}

/* A reference finds its case; words find those in whose messages they are. */
static void
find(struct visit *visit, const char *words, guint limit)
{
	struct ledger *ledger = visit->post->ledger;
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(
		(GDestroyNotify)(void (*)(void))case_row_free);
	GError *error = NULL;
	g_autoptr(GPtrArray) hits = search_ref(ledger, words, &error);

	if (hits != NULL && hits->len == 0) {
		g_ptr_array_unref(g_steal_pointer(&hits));
		hits = search_words(ledger, words, limit, &error);
	}
	if (add_hits(ledger, hits, rows, &error))
		show_cases(visit, rows, json_null());
	else
		visit_fault(visit, error);
}

void
api_cases_get(struct visit *visit)
{
	const char *words = request_query(visit->request, "q");
	guint limit = api_number(visit, "limit", PAGE, MOST);

	if (limit == 0)
		return;
	if (words != NULL)
		find(visit, words, limit);
	else
		list(visit, limit);
}

void
api_case_get(struct visit *visit)
{
	g_autoptr(own_case_row) row = api_case(visit);

	if (row != NULL)
		api_show(visit, row->ref);
}

/* --- duties ---------------------------------------------------------------*/

void
api_duties_get(struct visit *visit)
{
	guint limit = api_number(visit, "limit", PAGE, MOST_DUTIES);
	GError *error = NULL;
	g_autoptr(own_duty_each) each = NULL;
	json_t *array = json_array();
	gboolean more = FALSE;

	if (limit > 0)
		each = duty_each_open(visit->post->ledger, DUTIES_OPEN, 0,
				      &error);
	while (each != NULL && !more) {
		g_autoptr(own_duty_row) duty = duty_each_next(each, &error);

		if (duty == NULL)
			break;
		more = json_array_size(array) == limit;
		if (!more)
			json_array_append_new(array,
					      case_duty_json(duty, TRUE));
	}
	if (error == NULL && each != NULL)
		reply_json(visit->reply, 200,
			   json_pack("{s:O, s:b}", "duties", array, "more",
				     (int)more));
	else if (error != NULL)
		visit_fault(visit, error);
	json_decref(array);
}

/* --- health ---------------------------------------------------------------*/

void
api_health_get(struct visit *visit)
{
	GError *error = NULL;
	g_autoptr(own_health) health = health_look(visit->post, &error);

	if (health != NULL)
		reply_json(visit->reply, 200, health_json(health));
	else
		visit_fault(visit, error);
}
