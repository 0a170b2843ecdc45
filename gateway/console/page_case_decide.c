/*
 * What a case is: the proposal with its reasons, one button to confirm it,
 * one to choose otherwise; or who settled it and when. The decision itself is
 * desk/confirm.h's.
 */
#include "console/page_case.h"

#include "base/clock.h"
#include "console/component.h"
#include "console/highlight.h"
#include "console/page_message.h"
#include "desk/case_json.h"
#include "desk/confirm.h"

/* No proposal is ever certain. */
#define MOST_PERCENT 99

static void
write_reasons(struct html *html, const struct case_view *view, guint i)
{
	const struct item_row *item = g_ptr_array_index(view->items, i);
	g_autofree char *prefix = message_prefix(view, i);
	g_autoptr(GPtrArray) stretches = NULL;

	if (item->message == NULL)
		return;
	stretches = highlight_stretches(g_ptr_array_index(view->suggestions, i),
					item->message->subject,
					item->message->new_text);
	if (stretches->len == 0) {
		component_text(html, "No single words stand out.");
		return;
	}
	component_details(html, "Why: the words that speak for it");
	highlight_reasons(html, item->message->subject, item->message->new_text,
			  stretches, prefix);
	component_details_end(html);
}

/* What the landlord's policy made of the proposal. */
static void
write_policy(struct html *html, const struct case_view *view)
{
	const struct history_row *event =
		case_view_event(view, "policy-applied");

	if (event != NULL)
		component_text(html, json_string_value(json_object_get(
					     event->detail, "reason")));
}

static void
write_flags(struct html *html, guint32 flags)
{
	enum flag flag;

	if (flags == 0)
		return;
	html_open(html, "p", "class", "govuk-body case-tags", NULL);
	html_text(html, "Mind: ");
	for (flag = 0; flag < FLAG_COUNT; flag++)
		if ((flags & FLAG_BIT(flag)) != 0)
			component_tag(html, flag_words(flag), "orange");
	html_close(html, "p");
}

static void
write_proposal(struct html *html, const struct case_view *view)
{
	const struct case_row *row = view->row;
	guint i;

	html_open(html, "p", "class", "govuk-body case-verdict", NULL);
	html_printf(html, "It looks like %s", case_kind_words(row->category));
	if (row->ground != GROUND_NONE)
		html_printf(html, " (%s)", ground_words(row->ground));
	html_printf(html, ", %.0f %% sure.",
		    MIN(row->confidence * 100, MOST_PERCENT));
	html_close(html, "p");
	if (case_is_unsure(row))
		component_inset(html, "The proposal is unsure. About half of "
				      "such proposals are changed: read with "
				      "care.");
	write_policy(html, view);
	if (message_proposed(view, &i))
		write_reasons(html, view, i);
}

/* What asks for more than a click is settled on a page of its own. */
static gboolean
can_be_confirmed(const struct case_view *view)
{
	return view->row->category != CATEGORY_NONE &&
	       view->asks == CONFIRM_ASKS_NOTHING;
}

static void
write_confirm(struct visit *visit, struct html *html,
	      const struct case_view *view)
{
	g_autofree char *words = g_strdup_printf(
		"Confirm: %s", case_category_words(view->row->category));

	if (!can_be_confirmed(view))
		return;
	case_form(visit, html, view->row, view->revision, "/confirm");
	input_hidden(html, "category", category_name(view->row->category));
	html_open(html, "button", "type", "submit", "class", "govuk-button",
		  "data-key", "c", NULL);
	html_text(html, words);
	html_close(html, "button");
	html_close(html, "form");
}

static void
write_otherwise(struct html *html, const struct case_view *view,
		const char *words)
{
	g_autofree char *path = case_path(view->row, "/settle");

	html_open(html, "a", "href", path, "role", "button", "draggable",
		  "false", "class", "govuk-button govuk-button--secondary",
		  "data-key", "x", NULL);
	html_text(html, words);
	html_close(html, "a");
}

static void
write_settled(struct html *html, const struct case_view *view)
{
	const struct decision_row *decision = view->decision;
	g_autofree char *when = NULL;

	if (decision == NULL)
		return;
	when = clock_short(decision->at);
	html_open(html, "p", "class", "govuk-body case-verdict", NULL);
	html_printf(html, "%s settled on %s that it is %s", decision->who, when,
		    case_kind_words(decision->category));
	if (decision->ground != GROUND_NONE)
		html_printf(html, " (%s)", ground_words(decision->ground));
	html_text(html, ".");
	html_close(html, "p");
	if (*decision->reason == '\0')
		return;
	html_open(html, "blockquote", "class", "case-text", NULL);
	html_lines(html, decision->reason);
	html_close(html, "blockquote");
}

void
case_decide(struct visit *visit, struct html *html,
	    const struct case_view *view)
{
	const struct case_row *row = view->row;
	const char *words = "Choose otherwise";

	case_section(html, "decide",
		     row->confirmed ? "What it is" : "What is it?");
	if (row->confirmed)
		write_settled(html, view);
	else if (row->category == CATEGORY_NONE)
		component_text(html, "It could not be read, so nothing is "
				     "proposed. Read the original and say "
				     "what it is.");
	else
		write_proposal(html, view);
	write_flags(html, row->flags);
	if (!visit_may(visit, MAY_SETTLE)) {
		component_text(html, "An officer or a manager settles it.");
	} else {
		html_open(html, "div", "class", "govuk-button-group", NULL);
		if (!row->confirmed)
			write_confirm(visit, html, view);
		if (row->confirmed)
			words = "Change it";
		else if (!can_be_confirmed(view))
			words = "Say what it is";
		write_otherwise(html, view, words);
		html_close(html, "div");
	}
	html_close(html, "section");
}

/* What asks for more than a click goes on where it is asked. */
static gboolean
goes_on(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	enum confirm_asks asks = CONFIRM_ASKS_NOTHING;
	GError *error = NULL;
	g_autofree char *rest = NULL;
	g_autofree char *path = NULL;

	if (row == NULL)
		return TRUE;
	if (!confirm_asks(visit->post, row, row->category, &asks, &error)) {
		visit_fault(visit, error);
		return TRUE;
	}
	if (asks == CONFIRM_ASKS_NOTHING && row->category != CATEGORY_NONE)
		return FALSE;
	rest = g_strconcat("/settle?category=", category_name(row->category),
			   NULL);
	path = case_path(row,
			 row->category == CATEGORY_NONE ? "/settle" : rest);
	visit_done(visit, path, NULL);
	return TRUE;
}

/* One click, also from a list: what was proposed is right. */
void
case_confirm_post(struct visit *visit)
{
	struct confirming confirming = {
		.category = request_value(visit->request, "category"),
	};
	g_autofree char *words = NULL;
	g_autofree char *message = NULL;
	GError *error = NULL;
	gboolean done;

	if (goes_on(visit))
		return;
	confirming.act = case_act(visit);
	done = confirm(visit->post, &confirming, &words, &error);
	message = g_strdup_printf("%s is confirmed.%s%s", confirming.act.ref,
				  words == NULL ? "" : " ",
				  words == NULL ? "" : words);
	case_after(visit, done, error, message);
}
