/*
 * How a case stands to others: linked, the same matter through two doors, a
 * message on the wrong case. And closing it, or opening it again.
 */
#include "console/page_case.h"

#include "base/clock.h"
#include "console/component.h"
#include "desk/case_json.h"
#include "desk/close.h"
#include "desk/link.h"
#include "desk/move.h"
#include "desk/same.h"
#include "ledger/link.h"
#include "ledger/twin.h"

static void
write_ref(struct html *html, const char *ref)
{
	g_autofree char *segment = html_segment(ref);
	g_autofree char *path = g_strconcat("/case/", segment, NULL);

	html_link(html, path, ref, "govuk-link");
}

/* --- on the page of the case
 * -----------------------------------------------------*/

static void
write_other(struct html *html, const struct case_row *row)
{
	g_autofree char *day = clock_short(row->received);

	html_open(html, "li", NULL);
	write_ref(html, row->ref);
	html_printf(html, " %s, %s, %s", case_category_words(row->category),
		    row->status, day);
	html_close(html, "li");
}

static void
write_links(struct html *html, const struct case_view *view)
{
	guint i;

	for (i = 0; i < view->links->len; i++) {
		const struct case_link *link = view->links->pdata[i];

		html_open(html, "li", NULL);
		html_text(html, "Linked: ");
		write_ref(html, link->other_ref);
		html_printf(html, " %s", link->reason);
		html_close(html, "li");
	}
	for (i = 0; i < view->twins->len; i++) {
		const struct twin *twin = view->twins->pdata[i];

		if (twin->state == TWIN_DIFFERENT)
			continue;
		html_open(html, "li", NULL);
		html_text(html, twin->state == TWIN_SAME
					? "The same matter: "
					: "May be the same matter: ");
		write_ref(html, twin->other);
		html_close(html, "li");
	}
}

void
case_related(struct visit *visit, struct html *html,
	     const struct case_view *view)
{
	guint i;

	(void)visit;
	if (view->earlier->len == 0 && view->links->len == 0 &&
	    view->twins->len == 0)
		return;
	case_section(html, "related", "Other cases");
	html_open(html, "ul", "class", "govuk-list", NULL);
	write_links(html, view);
	for (i = 0; i < view->earlier->len; i++)
		write_other(html, view->earlier->pdata[i]);
	html_close(html, "ul");
	html_close(html, "section");
}

/* "It may be the same as …": a banner with both answers. */
void
case_twins(struct visit *visit, struct html *html, const struct case_view *view)
{
	guint i;

	for (i = 0; i < view->twins->len; i++) {
		const struct twin *twin = view->twins->pdata[i];

		if (twin->state != TWIN_PROPOSED)
			continue;
		html_open(html, "div", "class", "case-others", NULL);
		html_open(html, "p", "class", "govuk-body", NULL);
		html_text(html, "It may be the same matter as ");
		write_ref(html, twin->other);
		html_printf(html, ": %.0f %% of the words are the same.",
			    twin->share * 100);
		html_close(html, "p");
		if (visit_may(visit, MAY_SETTLE)) {
			case_form(visit, html, view->row, view->revision,
				  "/same");
			input_hidden(html, "other", twin->other);
			html_open(html, "div", "class", "govuk-button-group",
				  NULL);
			input_button(html, "It is the same: make one case",
				     "secondary", "answer", "same");
			input_button(html, "They are two", "secondary",
				     "answer", "different");
			html_close(html, "div");
			html_close(html, "form");
		}
		html_close(html, "div");
	}
}

/* --- the page
 * ------------------------------------------------------------------*/

static void
write_link_form(struct visit *visit, struct html *html,
		const struct case_view *view)
{
	component_heading(html, 2, "Link another case");
	case_form(visit, html, view->row, view->revision, "/link");
	input_text(html, &(struct input){.name = "other",
					 .label = "Reference of the other case",
					 .width = 20});
	input_text(html, &(struct input){.name = "reason",
					 .label = "Why they belong together"});
	html_open(html, "div", "class", "govuk-button-group", NULL);
	input_button(html, "Link them", NULL, NULL, NULL);
	if (view->links->len > 0)
		input_button(html, "Take the link away", "secondary", "unlink",
			     "1");
	html_close(html, "div");
	html_close(html, "form");
}

static void
write_same_form(struct visit *visit, struct html *html,
		const struct case_view *view)
{
	component_heading(html, 2, "The same matter as another case");
	component_text(html, "The messages of the younger case move to the "
			     "older, which keeps its dates. The younger is "
			     "closed.");
	case_form(visit, html, view->row, view->revision, "/same");
	input_text(html, &(struct input){.name = "other",
					 .label = "Reference of the case with "
						  "the same matter",
					 .width = 20});
	input_button(html, "Make one case of them", "warning", "answer",
		     "same");
	html_close(html, "form");
}

/* The messages that came later; the first is the case itself. */
static void
write_move_form(struct visit *visit, struct html *html,
		const struct case_view *view)
{
	struct choice *choices = g_new0(struct choice, view->items->len + 1);
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	gsize n = 0;
	guint i;

	for (i = 1; i < view->items->len; i++) {
		const struct item_row *item = view->items->pdata[i];
		g_autofree char *when = clock_short(item->received);
		char *text = g_strdup_printf("%s: %s", when,
					     item->message == NULL
						     ? "could not be read"
						     : item->message->subject);

		g_ptr_array_add(words, text);
		choices[n].value = item->sha256;
		choices[n++].text = text;
	}
	if (n > 0) {
		component_heading(html, 2, "Move a message");
		case_form(visit, html, view->row, view->revision, "/move");
		input_radios(html, &(struct input){.name = "message",
						   .label = "Which message?",
						   .choices = choices});
		input_text(html,
			   &(struct input){.name = "to",
					   .label = "To which case?",
					   .hint = "Its reference. Leave it "
						   "empty for a new case of "
						   "its own.",
					   .width = 20});
		input_text(html,
			   &(struct input){.name = "reason", .label = "Why"});
		input_button(html, "Move it", NULL, NULL, NULL);
		html_close(html, "form");
	}
	g_free(choices);
}

static void
write_close_form(struct visit *visit, struct html *html,
		 const struct case_view *view)
{
	gboolean open = g_str_equal(view->row->status, "open");

	component_heading(html, 2,
			  open ? "Close the case" : "Open the case again");
	case_form(visit, html, view->row, view->revision, "/close");
	if (!open)
		input_hidden(html, "reopen", "1");
	input_text(html, &(struct input){
				 .name = "reason",
				 .label = open ? "Why, if there is something "
						 "to say"
					       : "Why",
			 });
	input_button(html, open ? "Close it" : "Open it again", "secondary",
		     NULL, NULL);
	html_close(html, "form");
}

void
case_relate_get(struct visit *visit)
{
	g_autoptr(own_case_view) view = case_view_open(visit);
	struct html *html;

	if (view == NULL)
		return;
	html = case_subpage(visit, view->row, "Link, join, move or close",
			    NULL);
	write_link_form(visit, html, view);
	write_same_form(visit, html, view);
	write_move_form(visit, html, view);
	write_close_form(visit, html, view);
	visit_show(visit, 200, html);
}

void
case_link_post(struct visit *visit)
{
	struct linking linking = {
		.act = case_act(visit),
		.other = request_text(visit->request, "other"),
		.reason = request_text(visit->request, "reason"),
		.unlink = request_value(visit->request, "unlink") != NULL,
	};
	GError *error = NULL;
	gboolean done = link_cases(visit->post, &linking, &error);

	case_after(visit, done, error,
		   linking.unlink ? "The link is taken away."
				  : "The cases are linked.");
}

void
case_same_post(struct visit *visit)
{
	struct act act = case_act(visit);
	const char *other = request_text(visit->request, "other");
	gboolean same =
		g_str_equal(request_text(visit->request, "answer"), "same");
	GError *error = NULL;
	gboolean done =
		same ? same_join(visit->post, &act, other, &error)
		     : same_keep_apart(visit->post, &act, other, &error);

	case_after(visit, done, error,
		   same ? "The two are one case now."
			: "It is recorded that they are two.");
}

void
case_move_post(struct visit *visit)
{
	const char *to = request_text(visit->request, "to");
	struct moving moving = {
		.act = case_act(visit),
		.message = request_text(visit->request, "message"),
		.to = *to == '\0' ? NULL : to,
		.reason = request_text(visit->request, "reason"),
	};
	g_autofree char *ref = NULL;
	g_autofree char *message = NULL;
	GError *error = NULL;
	gboolean done = move_message(visit->post, &moving, &ref, &error);

	message = g_strdup_printf("The message is on %s now.",
				  ref == NULL ? "" : ref);
	case_after(visit, done, error, message);
}

void
case_close_post(struct visit *visit)
{
	struct closing closing = {
		.act = case_act(visit),
		.reason = request_text(visit->request, "reason"),
		.reopen = request_value(visit->request, "reopen") != NULL,
	};
	GError *error = NULL;
	gboolean done = close_case(visit->post, &closing, &error);

	case_after(visit, done, error,
		   closing.reopen ? "The case is open again."
				  : "The case is closed.");
}
