/*
 * To do: what needs a person now, soonest first. Dangers stand above all;
 * beside the list are the counts by kind and what has left unread.
 */
#include "console/page_list.h"

#include "base/clock.h"
#include "console/case_view.h"
#include "console/component.h"
#include "console/identity.h"
#include "console/input.h"
#include "console/list_row.h"
#include "ledger/follow.h"
#include "policy/duty.h"

#define PER_PAGE 50
#define URGENT_SHOWN 10
#define GUARDED_SHOWN 20

/* --- what is shown beside the list ---------------------------------*/

static const struct {
	const char *name; /* in the address; NULL for all */
	const char *words;
} whose[] = {
	[QUEUE_ALL] = {NULL, "Everybody's"},
	[QUEUE_MINE] = {"mine", "Mine"},
	[QUEUE_UNASSIGNED] = {"unassigned", "Nobody's"},
	[QUEUE_ABSENT] = {"absent", "Of those who are away"},
};

/* What the address asks for. */
static struct queue_query
read_query(const struct visit *visit)
{
	const char *kind = request_query(visit->request, "kind");
	const char *name = request_query(visit->request, "whose");
	struct queue_query query = {
		.kind = kind != NULL && duty_of(kind) != DUTY_COUNT ? kind
								    : NULL,
		.login = visit->who->login,
		.limit = PER_PAGE,
	};
	enum queue_whose w;

	for (w = QUEUE_MINE; w <= QUEUE_ABSENT; w++)
		if (g_strcmp0(name, whose[w].name) == 0)
			query.whose = w;
	return query;
}

static const char *
kind_words(const char *name)
{
	enum duty_kind kind = duty_of(name);

	return kind == DUTY_COUNT ? name : duty_words(kind);
}

static void
write_count(struct html *html, const struct queue_count *count,
	    const struct queue_query *query)
{
	g_autofree char *path = html_path("/", "kind", count->kind, "whose",
					  whose[query->whose].name, NULL);
	gboolean here = g_strcmp0(query->kind, count->kind) == 0;

	html_open(html, "li", NULL);
	html_open(html, "a", "class", "govuk-link", "href", path,
		  "aria-current", here ? "true" : NULL, NULL);
	html_printf(html, "%u to %s", count->open, kind_words(count->kind));
	html_close(html, "a");
	if (count->overdue > 0)
		html_printf(html, ", %u late", count->overdue);
	html_close(html, "li");
}

static void
write_counts(struct visit *visit, struct html *html,
	     const struct queue_query *query)
{
	g_autoptr(GPtrArray) counts =
		queue_counts(visit->post->ledger, query, NULL);
	guint i;

	if (counts == NULL || counts->len == 0)
		return;
	html_open(html, "nav", "aria-labelledby", "counts", NULL);
	html_element(html, "h2", "What is owed", "class", "govuk-heading-s",
		     "id", "counts", NULL);
	html_open(html, "ul", "class", "govuk-list", NULL);
	for (i = 0; i < counts->len; i++)
		write_count(html, counts->pdata[i], query);
	if (query->kind != NULL) {
		html_open(html, "li", NULL);
		html_link(html, "/", "Everything", "govuk-link");
		html_close(html, "li");
	}
	html_close(html, "ul");
	html_close(html, "nav");
}

static void
write_whose(struct html *html, const struct queue_query *query)
{
	enum queue_whose w;

	html_open(html, "nav", "aria-labelledby", "whose", NULL);
	html_element(html, "h2", "Whose", "class", "govuk-heading-s", "id",
		     "whose", NULL);
	html_open(html, "ul", "class", "govuk-list", NULL);
	for (w = QUEUE_ALL; w <= QUEUE_ABSENT; w++) {
		g_autofree char *path = html_path("/", "kind", query->kind,
						  "whose", whose[w].name, NULL);

		html_open(html, "li", NULL);
		html_open(html, "a", "class", "govuk-link", "href", path,
			  "aria-current", w == query->whose ? "true" : NULL,
			  NULL);
		html_text(html, whose[w].words);
		html_close(html, "a");
		html_close(html, "li");
	}
	html_close(html, "ul");
	html_close(html, "nav");
}

static void
write_guarded_letter(struct visit *visit, struct html *html, gint64 id)
{
	struct ledger *ledger = visit->post->ledger;
	g_autoptr(own_outbox_row) letter = outbox_by_id(ledger, id, NULL);
	g_autoptr(own_case_row) row =
		letter != NULL ? case_by_id(ledger, letter->case_id, NULL)
			       : NULL;
	g_autofree char *path = row != NULL ? case_path(row, "") : NULL;

	if (row == NULL || !case_may_see_id(visit, row->id))
		return;
	html_open(html, "li", NULL);
	html_link(html, path, row->ref, "govuk-link");
	html_close(html, "li");
}

static void
write_seen_button(struct visit *visit, struct html *html, gint64 newest)
{
	g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, newest);

	visit_form(visit, html, "/sent-unread/seen");
	input_hidden(html, "letter", number);
	input_button(html, "I have seen these", "secondary", NULL, NULL);
	html_close(html, "form");
}

/* What the guard has sent since whoever looks was last here. */
static void
write_guarded(struct visit *visit, struct html *html)
{
	g_autoptr(GArray) ids = guard_unseen(
		visit->post->ledger, visit->who->login, GUARDED_SHOWN, NULL);
	guint i;

	if (ids == NULL || ids->len == 0)
		return;
	html_open(html, "section", "aria-labelledby", "guarded", NULL);
	html_element(html, "h2", "Sent unread", "class", "govuk-heading-s",
		     "id", "guarded", NULL);
	component_text(html,
		       "Postroom acknowledged these, because nobody had by "
		       "the guard time. Each still needs its definition.");
	html_open(html, "ul", "class", "govuk-list", NULL);
	for (i = 0; i < ids->len; i++)
		write_guarded_letter(visit, html,
				     g_array_index(ids, gint64, i));
	html_close(html, "ul");
	write_seen_button(visit, html,
			  g_array_index(ids, gint64, ids->len - 1));
	html_close(html, "section");
}

static void
mark_seen(struct visit *visit)
{
	struct ledger *ledger = visit->post->ledger;
	gint64 letter = g_ascii_strtoll(request_text(visit->request, "letter"),
					NULL, 10);
	GError *error = NULL;

	if (!ledger_begin(ledger, &error)) {
		visit_fault(visit, error);
		return;
	}
	if (guard_mark_seen(ledger, visit->who->login, letter, &error) &&
	    ledger_commit(ledger, &error)) {
		visit_done(visit, "/", NULL);
		return;
	}
	ledger_rollback(ledger);
	visit_fault(visit, error);
}

/* --- the list ------------------------------------------------------*/

static void
write_entries(struct visit *visit, struct html *html, GPtrArray *queue,
	      gboolean choose)
{
	guint i;

	for (i = 0; i < queue->len; i++) {
		const struct queue_row *row = queue->pdata[i];

		list_write(visit, html,
			   &(struct list_row){
				   .row = row->row,
				   .duty = row->duty,
				   .guard_at = row->guard_at,
				   .words = row->words,
				   .choose = choose,
				   .from = request_target(visit->request),
			   });
	}
}

static gboolean
is_among(const GPtrArray *queue, gint64 case_id)
{
	guint i;

	for (i = 0; i < queue->len; i++) {
		const struct queue_row *row = queue->pdata[i];

		if (row->row->id == case_id)
			return TRUE;
	}
	return FALSE;
}

/* What stands above is not told again below. */
static void
leave_out(GPtrArray *queue, const GPtrArray *above)
{
	guint i = queue->len;

	while (i-- > 0) {
		const struct queue_row *row = queue->pdata[i];

		if (is_among(above, row->row->id))
			g_ptr_array_remove_index(queue, i);
	}
}

/* Dangers and people to be telephoned, each case once. */
static GPtrArray *
load_urgent(struct visit *visit, GError **error)
{
	static const char *const kinds[] = {"urgent", "telephone"};
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(
		(GDestroyNotify)(void (*)(void))queue_row_free);
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(kinds); i++) {
		const struct queue_query query = {
			.kind = kinds[i],
			.login = visit->who->login,
			.limit = URGENT_SHOWN,
		};
		GPtrArray *found =
			queue_load(visit->post->ledger, &query, error);

		if (found == NULL)
			return NULL;
		leave_out(found, all);
		g_ptr_array_extend_and_steal(all, found);
	}
	return g_steal_pointer(&all);
}

static void
write_urgent(struct visit *visit, struct html *html, GPtrArray *urgent)
{
	if (urgent->len == 0)
		return;
	html_open(html, "section", "class", "urgent", "aria-labelledby",
		  "urgent", NULL);
	html_element(html, "h2", "A person is needed now", "class",
		     "govuk-heading-m", "id", "urgent", NULL);
	list_open(html, "A person is needed now");
	write_entries(visit, html, urgent, FALSE);
	list_close(html);
	html_close(html, "section");
}

static void
write_bulk(struct visit *visit, struct html *html)
{
	if (!visit_may(visit, MAY_SETTLE))
		return;
	html_open(html, "div", "class", "bulk", NULL);
	html_open(html, "form", "method", "post", "action", "/confirm-chosen",
		  "id", "bulk", NULL);
	input_hidden(html, "csrf", visit->identity->csrf);
	input_hidden(html, "return", request_target(visit->request));
	input_button(html, "Confirm those I have chosen", "secondary", NULL,
		     NULL);
	html_close(html, "form");
	html_close(html, "div");
}

static guint
page_number(const struct visit *visit)
{
	const char *text = request_query(visit->request, "page");
	guint64 n = 1;

	if (text != NULL)
		(void)g_ascii_string_to_unsigned(text, 10, 1, 100000, &n, NULL);
	return (guint)n;
}

static void
write_pages(struct visit *visit, struct html *html,
	    const struct queue_query *query)
{
	g_autofree char *path = html_path("/", "kind", query->kind, "whose",
					  whose[query->whose].name, NULL);
	gint64 cases = queue_cases(visit->post->ledger, query, NULL);

	component_pagination(html, path, page_number(visit),
			     (guint)((cases + PER_PAGE - 1) / PER_PAGE));
}

static void
write_queue(struct visit *visit, struct html *html, GPtrArray *queue,
	    const struct queue_query *query)
{
	if (queue->len == 0) {
		component_text(html, "Nothing waits for a person.");
		return;
	}
	list_open(html, "What waits for a person");
	write_entries(visit, html, queue, TRUE);
	list_close(html);
	write_bulk(visit, html);
	write_pages(visit, html, query);
}

static gboolean
write_main(struct visit *visit, struct html *html,
	   const struct queue_query *query, GError **error)
{
	g_autoptr(GPtrArray) queue =
		queue_load(visit->post->ledger, query, error);
	g_autoptr(GPtrArray) urgent =
		queue != NULL ? load_urgent(visit, error) : NULL;

	if (urgent == NULL)
		return FALSE;
	if (query->kind == NULL) {
		write_urgent(visit, html, urgent);
		leave_out(queue, urgent);
	}
	html_element(html, "h2", "Soonest first", "class", "govuk-heading-m",
		     NULL);
	write_queue(visit, html, queue, query);
	return TRUE;
}

static void
write_side(struct visit *visit, struct html *html,
	   const struct queue_query *query)
{
	html_open(html, "div", "class", "beside-side", NULL);
	write_whose(html, query);
	write_counts(visit, html, query);
	write_guarded(visit, html);
	html_close(html, "div");
}

static void
todo(struct visit *visit)
{
	struct queue_query query = read_query(visit);
	g_autofree char *title =
		query.kind == NULL
			? g_strdup("To do")
			: g_strdup_printf("To %s", kind_words(query.kind));
	struct html *html = visit_page_with(visit, (struct page){
							   .title = title,
							   .wide = TRUE,
						   });
	GError *error = NULL;

	query.offset = (page_number(visit) - 1) * PER_PAGE;
	component_heading(html, 1, title);
	html_open(html, "div", "class", "beside", NULL);
	html_open(html, "div", "class", "beside-main", NULL);
	if (!write_main(visit, html, &query, &error)) {
		html_free(html);
		visit_fault(visit, error);
		return;
	}
	html_close(html, "div");
	write_side(visit, html, &query);
	html_close(html, "div");
	visit_show(visit, 200, html);
}

/* --- is there anything new -----------------------------------------*/

/* A number that list.js compares with the one it had. */
static void
revision(struct visit *visit)
{
	GError *error = NULL;
	gint64 number = queue_revision(visit->post->ledger, &error);

	if (number < 0)
		visit_fault(visit, error);
	else
		reply_json(visit->reply, 200,
			   json_pack("{s:I}", "revision", (json_int_t)number));
}

const struct route page_todo_routes[] = {
	{METHOD_GET, "/", MAY_LOOK, 0, todo, "What needs a person now"},
	{METHOD_POST, "/sent-unread/seen", MAY_LOOK, 0, mark_seen,
	 "What was sent unread has been seen"},
	{METHOD_GET, "/revision", MAY_LOOK, 0, revision,
	 "Whether anything has changed"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
