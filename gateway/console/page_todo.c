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
#include "desk/confirm.h"
#include "ledger/suggestion.h"
#include "policy/duty.h"
#include "policy/route.h"

#define PER_PAGE 50
#define URGENT_SHOWN 10
#define GUARDED_SHOWN 20
#define AWAY_AT_MOST (14 * G_GINT64_CONSTANT(86400))

/* --- what is shown beside the list ---------------------------------*/

static const char *
kind_words(const char *name)
{
	enum duty_kind kind = duty_of(name);

	return kind == DUTY_COUNT ? name : duty_words(kind);
}

static void
write_count(struct html *html, const struct queue_count *count,
	    const char *chosen)
{
	g_autofree char *path = html_path("/", "kind", count->kind, NULL);
	gboolean here = g_strcmp0(chosen, count->kind) == 0;

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
write_counts(struct visit *visit, struct html *html, const char *chosen)
{
	g_autoptr(GPtrArray) counts =
		queue_counts(visit->post->ledger, clock_now(), NULL);
	guint i;

	if (counts == NULL || counts->len == 0)
		return;
	html_open(html, "nav", "aria-labelledby", "counts", NULL);
	html_element(html, "h2", "What is owed", "class", "govuk-heading-s",
		     "id", "counts", NULL);
	html_open(html, "ul", "class", "govuk-list", NULL);
	for (i = 0; i < counts->len; i++)
		write_count(html, counts->pdata[i], chosen);
	if (chosen != NULL) {
		html_open(html, "li", NULL);
		html_link(html, "/", "Everything", "govuk-link");
		html_close(html, "li");
	}
	html_close(html, "ul");
	html_close(html, "nav");
}

static void
write_guarded_case(struct visit *visit, struct html *html, gint64 id)
{
	g_autoptr(own_case_row) row = case_by_id(visit->post->ledger, id, NULL);
	g_autofree char *path = row != NULL ? case_path(row, "") : NULL;

	if (row == NULL)
		return;
	html_open(html, "li", NULL);
	html_link(html, path, row->ref, "govuk-link");
	html_close(html, "li");
}

/* What has left unread since whoever looks was last here, two weeks at most. */
static void
write_guarded(struct visit *visit, struct html *html)
{
	gint64 since = visit->who->seen;
	gint64 earliest = clock_now() - AWAY_AT_MOST;
	g_autoptr(GArray) ids = queue_guarded(
		visit->post->ledger, since > earliest ? since : earliest,
		GUARDED_SHOWN, NULL);
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
		write_guarded_case(visit, html, g_array_index(ids, gint64, i));
	html_close(html, "ul");
	html_close(html, "section");
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

/* Dangers and people to be telephoned, whatever page is open. */
static gboolean
write_urgent(struct visit *visit, struct html *html, GError **error)
{
	static const char *const kinds[] = {"urgent", "telephone"};
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(
		(GDestroyNotify)(void (*)(void))queue_row_free);
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(kinds); i++) {
		const struct queue_query query = {kinds[i], 0, URGENT_SHOWN};
		GPtrArray *found =
			queue_load(visit->post->ledger, &query, error);

		if (found == NULL)
			return FALSE;
		g_ptr_array_extend_and_steal(all, found);
	}
	if (all->len == 0)
		return TRUE;
	html_open(html, "section", "class", "urgent", "aria-labelledby",
		  "urgent", NULL);
	html_element(html, "h2", "A person is needed now", "class",
		     "govuk-heading-m", "id", "urgent", NULL);
	list_open(html, "A person is needed now");
	write_entries(visit, html, all, FALSE);
	list_close(html);
	html_close(html, "section");
	return TRUE;
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
write_pages(struct html *html, const char *kind, guint page, gint64 cases)
{
	g_autofree char *path = html_path("/", "kind", kind, NULL);

	component_pagination(html, path, page,
			     (guint)((cases + PER_PAGE - 1) / PER_PAGE));
}

static gint64
count_of(struct visit *visit, const char *kind)
{
	g_autoptr(GPtrArray) counts = NULL;
	guint i;

	if (kind == NULL)
		return queue_cases(visit->post->ledger, NULL);
	counts = queue_counts(visit->post->ledger, clock_now(), NULL);
	for (i = 0; counts != NULL && i < counts->len; i++) {
		const struct queue_count *count = counts->pdata[i];

		if (g_str_equal(count->kind, kind))
			return count->open;
	}
	return 0;
}

static void
write_queue(struct visit *visit, struct html *html, GPtrArray *queue,
	    const char *kind)
{
	if (queue->len == 0) {
		component_text(html, "Nothing waits for a person.");
		return;
	}
	list_open(html, "What waits for a person");
	write_entries(visit, html, queue, TRUE);
	list_close(html);
	write_bulk(visit, html);
	write_pages(html, kind, page_number(visit), count_of(visit, kind));
}

static gboolean
write_main(struct visit *visit, struct html *html, const char *kind,
	   GError **error)
{
	const struct queue_query query = {
		.kind = kind,
		.offset = (page_number(visit) - 1) * PER_PAGE,
		.limit = PER_PAGE,
	};
	g_autoptr(GPtrArray) queue =
		queue_load(visit->post->ledger, &query, error);

	if (queue == NULL ||
	    (kind == NULL && !write_urgent(visit, html, error)))
		return FALSE;
	html_element(html, "h2", "Soonest first", "class", "govuk-heading-m",
		     NULL);
	write_queue(visit, html, queue, kind);
	return TRUE;
}

static void
todo(struct visit *visit)
{
	const char *kind = request_query(visit->request, "kind");
	g_autofree char *title = NULL;
	struct html *html;
	GError *error = NULL;

	if (kind != NULL && duty_of(kind) == DUTY_COUNT)
		kind = NULL;
	title = kind == NULL ? g_strdup("To do")
			     : g_strdup_printf("To %s", kind_words(kind));
	html = visit_page_with(visit, (struct page){
					      .title = title,
					      .wide = TRUE,
					      .script = TRUE,
				      });
	component_heading(html, 1, title);
	html_open(html, "div", "class", "beside", NULL);
	html_open(html, "div", "class", "beside-main", NULL);
	if (!write_main(visit, html, kind, &error)) {
		html_free(html);
		visit_fault(visit, error);
		return;
	}
	html_close(html, "div");
	html_open(html, "div", "class", "beside-side", NULL);
	write_counts(visit, html, kind);
	write_guarded(visit, html);
	html_close(html, "div");
	html_close(html, "div");
	visit_show(visit, 200, html);
}

/* --- confirming many -----------------------------------------------*/

/* No dissatisfaction may have fired: nothing that would let the guard act,
 * and no words that speak for a complaint (domain.md 10.4). */
static gboolean
is_plain(struct visit *visit, const struct case_row *row)
{
	g_autoptr(own_suggestion) suggestion =
		suggestion_of_case(visit->post->ledger, row->id, NULL);
	guint i;

	if (suggestion == NULL || !list_may_choose(row) ||
	    policy_route(visit->post->profile, suggestion,
			 visit->post->settings.guard_threshold)
		    .guarded)
		return FALSE;
	for (i = 0; i < suggestion->evidence->len; i++) {
		const struct evidence *found = suggestion->evidence->pdata[i];

		if (found->kind == EVIDENCE_CATEGORY && found->weight > 0 &&
		    (g_str_equal(found->name, "complaint") ||
		     g_str_equal(found->name, "escalation")))
			return FALSE;
	}
	return TRUE;
}

static gboolean
confirm_one(struct visit *visit, const char *ref)
{
	g_autoptr(own_case_row) row =
		case_by_ref(visit->post->ledger, ref, NULL);
	const struct confirming confirming = {
		.act = {.ref = ref,
			.by = visit_by(visit),
			.login = visit->who->login},
	};
	g_autofree char *words = NULL;

	return row != NULL && is_plain(visit, row) &&
	       confirm(visit->post, &confirming, &words, NULL);
}

static void
confirm_chosen(struct visit *visit)
{
	g_autoptr(GPtrArray) refs = request_values(visit->request, "ref");
	g_autoptr(GString) left = g_string_new(NULL);
	g_autofree char *message = NULL;
	guint i, done = 0;

	for (i = 0; i < refs->len; i++)
		if (confirm_one(visit, refs->pdata[i]))
			done++;
		else
			g_string_append_printf(left, "%s%s",
					       left->len > 0 ? ", " : "",
					       (const char *)refs->pdata[i]);
	message = left->len == 0
			  ? g_strdup_printf("%u confirmed.", done)
			  : g_strdup_printf("%u confirmed. Open these one by "
					    "one, they are not plain: %s.",
					    done, left->str);
	visit_done(visit, "/", message);
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
	{METHOD_POST, "/confirm-chosen", MAY_SETTLE, 0, confirm_chosen,
	 "Confirms several plain requests at once"},
	{METHOD_GET, "/revision", MAY_LOOK, 0, revision,
	 "Whether anything has changed"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
