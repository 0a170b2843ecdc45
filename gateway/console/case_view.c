/*
 * Reading a case for its page. A fault of the ledger answers the visit here,
 * so that no part of the page shows half of a case.
 */
#include "console/case_view.h"

#include "base/fault.h"
#include "base/text.h"
#include "desk/acknowledge.h"
#include "desk/act.h"
#include "desk/draft_edit.h"
#include "desk/paper.h"
#include "ledger/earlier.h"
#include "ledger/suggestion.h"

/* Cases of the same person that are listed. */
#define MOST_EARLIER 20

/* Lines of the log of views that are shown. */
#define MOST_VIEWS 100

static void
suggestion_clear(gpointer data)
{
	if (data != NULL)
		suggestion_free(data);
}

void
case_view_free(struct case_view *view)
{
	if (view == NULL)
		return;
	case_row_free(view->row);
	g_clear_pointer(&view->items, g_ptr_array_unref);
	g_clear_pointer(&view->suggestions, g_ptr_array_unref);
	g_clear_pointer(&view->duties, g_ptr_array_unref);
	g_clear_pointer(&view->letters, g_ptr_array_unref);
	g_clear_pointer(&view->history, g_ptr_array_unref);
	g_clear_pointer(&view->earlier, g_ptr_array_unref);
	g_clear_pointer(&view->links, g_ptr_array_unref);
	g_clear_pointer(&view->twins, g_ptr_array_unref);
	g_clear_pointer(&view->enclosures, g_ptr_array_unref);
	g_clear_pointer(&view->seen, g_ptr_array_unref);
	g_clear_pointer(&view->handler, handler_free);
	g_clear_pointer(&view->danger, danger_free);
	g_clear_pointer(&view->receipt, receipt_free);
	g_clear_pointer(&view->person, person_free);
	g_clear_pointer(&view->decision, decision_row_free);
	g_clear_pointer(&view->letter.notice, notice_free);
	g_clear_pointer(&view->letter.draft, draft_free);
	g_free(view->letter.trouble);
	g_free(view->letter.shown);
	g_free(view);
}

static gboolean
load_items(struct ledger *ledger, struct case_view *view, GError **problem)
{
	g_autoptr(own_item_each) each =
		item_each_open(ledger, view->row->id, problem);
	struct item_row *row;

	view->items =
		g_ptr_array_new_with_free_func((GDestroyNotify)item_row_free);
	view->suggestions = g_ptr_array_new_with_free_func(suggestion_clear);
	while (each != NULL && (row = item_each_next(each, problem)) != NULL) {
		g_ptr_array_add(view->items, row);
		g_ptr_array_add(view->suggestions,
				suggestion_of_item(ledger, row->id, problem));
	}
	return *problem == NULL;
}

static gboolean
load_duties(struct ledger *ledger, struct case_view *view, GError **problem)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(ledger, DUTIES_OF_CASE, view->row->id, problem);
	struct duty_row *row;

	view->duties =
		g_ptr_array_new_with_free_func((GDestroyNotify)duty_row_free);
	while (each != NULL && (row = duty_each_next(each, problem)) != NULL)
		g_ptr_array_add(view->duties, row);
	return *problem == NULL;
}

static gboolean
load_history(struct ledger *ledger, struct case_view *view, GError **problem)
{
	g_autoptr(own_history_each) each =
		history_each_open(ledger, view->row->id, problem);
	struct history_row *row;

	view->history = g_ptr_array_new_with_free_func(
		(GDestroyNotify)history_row_free);
	while (each != NULL && (row = history_each_next(each, problem)) != NULL)
		g_ptr_array_add(view->history, row);
	return *problem == NULL;
}

/* Who has it, what it is tied to, what was put with it, who looked. */
static gboolean
load_around(struct ledger *ledger, struct case_view *view, GError **problem)
{
	gint64 id = view->row->id;
	struct access_query query = {.ref = view->row->ref,
				     .limit = MOST_VIEWS};

	view->links = link_list(ledger, id, problem);
	if (view->links == NULL)
		return FALSE;
	view->twins = twin_list(ledger, id, problem);
	if (view->twins == NULL)
		return FALSE;
	view->enclosures = enclosure_list(ledger, id, problem);
	if (view->enclosures == NULL)
		return FALSE;
	view->seen = access_list(ledger, &query, problem);
	if (view->seen == NULL)
		return FALSE;
	view->handler = handler_load(ledger, id, problem);
	if (*problem == NULL)
		view->danger = danger_of_case(ledger, id, problem);
	if (*problem == NULL)
		view->receipt = receipt_of(ledger, id, problem);
	return *problem == NULL;
}

static gboolean
load_rest(struct post *post, struct case_view *view, GError **problem)
{
	struct ledger *ledger = post->ledger;
	gint64 id = view->row->id;

	view->letters = outbox_list(ledger, OUTBOX_OF_CASE, id, problem);
	if (view->letters == NULL)
		return FALSE;
	view->earlier = earlier_cases(ledger, view->row, MOST_EARLIER, problem);
	if (view->earlier == NULL)
		return FALSE;
	view->person = paper_person(post, view->row, problem);
	if (view->person == NULL)
		return FALSE;
	view->decision = decision_latest(ledger, id, problem);
	if (*problem != NULL)
		return FALSE;
	view->revision = act_revision(ledger, id, problem);
	return *problem == NULL &&
	       confirm_asks(post, view->row, view->row->category, &view->asks,
			    problem);
}

char *
case_view_shown(const struct notice *notice)
{
	g_autofree char *all = g_strjoin("\n", notice->to, notice->subject,
					 notice->body, NULL);

	return text_sha256(all, strlen(all));
}

static gboolean
is_stuck(const struct outbox_row *live)
{
	return live->state == OUTBOX_HELD ||
	       (live->state == OUTBOX_UNCERTAIN && live->uncertain > 1);
}

/* The acknowledgement, where one is to be released. That it cannot be written
 * is no fault of the page: it says why. */
static gboolean
load_letter(struct post *post, struct case_view *view, GError **problem)
{
	g_autoptr(own_outbox_row) live = NULL;
	struct case_letter *letter = &view->letter;
	g_autoptr(GError) trouble = NULL;

	letter->kind = LETTER_COUNT;
	if (view->row->stage == 0)
		return TRUE;
	if (!acknowledge_letter(post, view->row, &letter->kind, &live, problem))
		return FALSE;
	letter->draft = draft_load(post->ledger, view->row->id,
				   view->row->stage, problem);
	if (*problem != NULL || letter->kind == LETTER_COUNT)
		return *problem == NULL;
	letter->stuck = live != NULL && is_stuck(live);
	letter->queued = live != NULL && !letter->stuck;
	letter->waits = !letter->queued;
	if (live != NULL) {
		letter->notice = g_steal_pointer(&live->notice);
	} else {
		letter->notice =
			draft_preview(post, view->row->ref, NULL, &trouble);
		if (trouble != NULL)
			letter->trouble = g_strdup(trouble->message);
	}
	if (letter->notice != NULL)
		letter->shown = case_view_shown(letter->notice);
	return TRUE;
}

gboolean
case_may_see_id(struct visit *visit, gint64 case_id)
{
	const char *login = visit->who == NULL ? NULL : visit->who->login;
	gboolean barred = TRUE;

	return bar_holds(visit->post->ledger, case_id, login, &barred, NULL) &&
	       !barred;
}

gboolean
case_may_see(struct visit *visit, const char *ref)
{
	g_autoptr(own_case_row) row = act_case(visit->post->ledger, ref, NULL);

	return row == NULL || case_may_see_id(visit, row->id);
}

struct case_row *
case_view_row(struct visit *visit)
{
	const char *ref = visit_argument(visit, "ref");
	g_autoptr(GError) error = NULL;
	struct case_row *row = act_case(visit->post->ledger, ref, &error);

	if (row != NULL)
		return row;
	if (g_error_matches(error, FAULT, FAULT_INPUT))
		visit_missing(visit, error->message);
	else
		visit_fault(visit, g_steal_pointer(&error));
	return NULL;
}

struct case_view *
case_view_open(struct visit *visit)
{
	struct case_row *row = case_view_row(visit);
	g_autoptr(own_case_view) view = NULL;
	struct ledger *ledger = visit->post->ledger;
	GError *problem = NULL;

	if (row == NULL)
		return NULL;
	view = g_new0(struct case_view, 1);
	view->row = row;
	if (load_items(ledger, view, &problem) &&
	    load_duties(ledger, view, &problem) &&
	    load_history(ledger, view, &problem) &&
	    load_around(ledger, view, &problem) &&
	    load_rest(visit->post, view, &problem) &&
	    load_letter(visit->post, view, &problem))
		return g_steal_pointer(&view);
	visit_fault(visit, problem);
	return NULL;
}

const struct duty_row *
case_view_open_duty(const struct case_view *view, const char *kind)
{
	guint i;

	for (i = 0; i < view->duties->len; i++) {
		const struct duty_row *duty =
			g_ptr_array_index(view->duties, i);

		if (duty_is_open(duty) && g_str_equal(duty->kind, kind))
			return duty;
	}
	return NULL;
}

const struct duty_row *
case_view_next_duty(const struct case_view *view)
{
	guint i;

	for (i = 0; i < view->duties->len; i++) {
		const struct duty_row *duty =
			g_ptr_array_index(view->duties, i);

		if (duty_is_open(duty))
			return duty;
	}
	return NULL;
}

const struct history_row *
case_view_event(const struct case_view *view, const char *event)
{
	guint i;

	for (i = view->history->len; i > 0; i--) {
		const struct history_row *row =
			g_ptr_array_index(view->history, i - 1);

		if (g_str_equal(row->event, event))
			return row;
	}
	return NULL;
}

char *
case_path(const struct case_row *row, const char *rest)
{
	g_autofree char *ref = html_segment(row->ref);

	return g_strconcat("/case/", ref, rest, NULL);
}
