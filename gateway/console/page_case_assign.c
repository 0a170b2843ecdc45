/*
 * Who has a case and who must not see it: giving it to a colleague, the
 * conflict question that only that colleague answers (Code 5.8c), barring
 * somebody who is complained of (domain.md 10.10).
 */
#include "console/page_case.h"

#include "base/clock.h"
#include "base/fault.h"
#include "console/component.h"
#include "desk/assign.h"
#include "ledger/handler.h"
#include "ledger/staff.h"

/* The name of a login; the login itself if there is no such account. */
static char *
name_of(struct visit *visit, const char *login)
{
	g_autoptr(own_staff) staff =
		staff_find(visit->post->ledger, login, NULL);

	return g_strdup(staff != NULL ? staff->name : login);
}

static gboolean
is_mine(const struct visit *visit, const struct handler *handler)
{
	return handler != NULL && visit->who != NULL &&
	       g_str_equal(handler->login, visit->who->login);
}

/* "I have no conflict", asked of whoever has it and has not said. */
void
case_conflict(struct visit *visit, struct html *html,
	      const struct case_view *view)
{
	const struct handler *handler = view->handler;

	if (!is_mine(visit, handler) || handler->cleared != TIME_NONE)
		return;
	component_inset(html, "The case is yours. Do you have a conflict of "
			      "interest? Do you know the resident, or is the "
			      "complaint about you or your work (Code 5.8)?");
	case_form(visit, html, view->row, view->revision, "/assign");
	input_hidden(html, "login", handler->login);
	html_open(html, "div", "class", "govuk-button-group", NULL);
	input_button(html, "I have no conflict", NULL, "cleared", "yes");
	input_button(html, "I have one: take it from me", "warning", "cleared",
		     "no");
	html_close(html, "div");
	html_close(html, "form");
}

void
case_handler(struct visit *visit, struct html *html,
	     const struct case_view *view)
{
	g_autofree char *path = case_path(view->row, "/assign");
	g_autofree char *name = NULL;

	component_summary_open(html, "With");
	if (view->handler == NULL) {
		html_text(html, "nobody yet");
	} else {
		name = name_of(visit, view->handler->login);
		html_text(html, is_mine(visit, view->handler) ? "you" : name);
	}
	if (visit_may(visit, MAY_HANDLE)) {
		html_text(html, " ");
		html_link(html, path,
			  view->handler == NULL ? "Assign it" : "Change",
			  "govuk-link");
	}
	component_summary_close(html);
}

/* --- the page
 * ------------------------------------------------------------------*/

static gboolean
may_have_cases(const struct staff *staff)
{
	return staff->disabled == TIME_NONE && (staff->roles & MAY_HANDLE) != 0;
}

static void
write_choices(struct html *html, const GPtrArray *all, const char *label,
	      const char *chosen, gboolean nobody)
{
	struct choice *choices = g_new0(struct choice, all->len + 2);
	gsize n = 0;
	guint i;

	if (nobody)
		choices[n++] = (struct choice){"", "Nobody", NULL, FALSE};
	for (i = 0; i < all->len; i++) {
		const struct staff *staff = all->pdata[i];

		if (may_have_cases(staff))
			choices[n++] = (struct choice){
				staff->login, staff->name, NULL, FALSE};
	}
	input_select(html, &(struct input){
				   .name = "login",
				   .label = label,
				   .value = chosen,
				   .choices = choices,
			   });
	g_free(choices);
}

static void
write_assign(struct visit *visit, struct html *html,
	     const struct case_view *view, const GPtrArray *all)
{
	component_heading(html, 2, "Who is to have it?");
	case_form(visit, html, view->row, view->revision, "/assign");
	write_choices(html, all, "Colleague",
		      view->handler == NULL ? "" : view->handler->login, TRUE);
	input_button(html, "Assign it", NULL, NULL, NULL);
	html_close(html, "form");
	component_text(html, "Whoever gets it is asked whether there is a "
			     "conflict of interest (Code 5.8).");
}

static void
write_bar_row(struct visit *visit, struct html *html,
	      const struct case_view *view, const struct bar *bar)
{
	g_autofree char *name = name_of(visit, bar->login);
	g_autofree char *when = clock_short(bar->since);

	html_open(html, "li", NULL);
	html_printf(html, "%s, since %s, by %s: %s", name, when, bar->set_by,
		    bar->reason);
	case_form(visit, html, view->row, view->revision, "/bar");
	input_hidden(html, "login", bar->login);
	input_hidden(html, "lift", "1");
	input_text(html, &(struct input){.name = "reason",
					 .label = "Why it is lifted"});
	input_button(html, "Let them see it again", "secondary", NULL, NULL);
	html_close(html, "form");
	html_close(html, "li");
}

static void
write_bars(struct visit *visit, struct html *html, const struct case_view *view,
	   const GPtrArray *all)
{
	g_autoptr(GPtrArray) bars =
		bar_list(visit->post->ledger, view->row->id, NULL);
	guint i;

	component_heading(html, 2, "Who must not see it?");
	if (bars != NULL && bars->len > 0) {
		html_open(html, "ul", "class", "govuk-list", NULL);
		for (i = 0; i < bars->len; i++)
			write_bar_row(visit, html, view, bars->pdata[i]);
		html_close(html, "ul");
	}
	case_form(visit, html, view->row, view->revision, "/bar");
	write_choices(html, all, "Colleague who is complained of", NULL, FALSE);
	input_text(html, &(struct input){
				 .name = "reason",
				 .label = "Why",
				 .hint = "They are not told. The case is gone "
					 "from their lists and searches.",
			 });
	input_button(html, "Bar them from the case", "warning", NULL, NULL);
	html_close(html, "form");
}

void
case_assign_get(struct visit *visit)
{
	g_autoptr(own_case_view) view = case_view_open(visit);
	g_autoptr(GPtrArray) all = NULL;
	GError *error = NULL;
	struct html *html;

	if (view == NULL)
		return;
	all = staff_list(visit->post->ledger, &error);
	if (all == NULL) {
		visit_fault(visit, error);
		return;
	}
	html = case_subpage(visit, view->row, "Who has the case", NULL);
	case_conflict(visit, html, view);
	write_assign(visit, html, view, all);
	if (visit_may(visit, MAY_MANAGE))
		write_bars(visit, html, view, all);
	visit_show(visit, 200, html);
}

/* A conflict bars whoever has it: the case is taken from him. */
static gboolean
tell_conflict(struct visit *visit, GError **error)
{
	struct barring barring = {
		.act = case_act(visit),
		.login = visit->who == NULL ? "" : visit->who->login,
		.reason = "has a conflict of interest",
	};

	return bar_person(visit->post, &barring, error);
}

void
case_assign_post(struct visit *visit)
{
	const char *cleared = request_text(visit->request, "cleared");
	const char *login = request_text(visit->request, "login");
	struct assigning assigning = {
		.act = case_act(visit),
		.login = *login == '\0' ? NULL : login,
		.cleared = g_str_equal(cleared, "yes"),
	};
	GError *error = NULL;
	gboolean done;

	if (g_str_equal(cleared, "no")) {
		if (tell_conflict(visit, &error))
			visit_done(visit, "/", "The case is taken from you.");
		else
			case_after(visit, FALSE, error, NULL);
		return;
	}
	done = assign(visit->post, &assigning, &error);
	case_after(visit, done, error,
		   assigning.cleared ? "It is recorded that you have no "
				       "conflict."
		   : assigning.login == NULL ? "Nobody has the case now."
					     : "The case is assigned.");
}

void
case_bar_post(struct visit *visit)
{
	struct barring barring = {
		.act = case_act(visit),
		.login = request_text(visit->request, "login"),
		.reason = request_text(visit->request, "reason"),
		.lift = request_value(visit->request, "lift") != NULL,
	};
	GError *error = NULL;
	gboolean done = bar_person(visit->post, &barring, &error);

	case_after(visit, done, error,
		   barring.lift ? "They may see the case again."
				: "They do not see the case any more.");
}
