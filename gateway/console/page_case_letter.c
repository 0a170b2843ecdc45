/*
 * The acknowledgement on the page of its case. Whoever lets it go must have
 * had this very text on the screen: the form names it, and another text is
 * shown again instead of sent. The letter is desk/draft_edit.h's.
 */
#include "console/page_case.h"

#include "base/clock.h"
#include "console/component.h"
#include "console/page_letter.h"
#include "desk/release.h"
#include "model/notice.h"

/* Who has written it so far, so that nobody takes ours for a colleague's. */
static void
write_author(struct html *html, const struct case_letter *letter)
{
	const struct draft *draft = letter->draft;
	g_autofree char *when = NULL;

	if (letter->stuck)
		component_inset(html, "It is in the outbox and waits for a "
				      "person to let it go.");
	else if (draft == NULL || *draft->edited_by == '\0')
		component_inset(html, "Nobody has edited it. The complaint "
				      "is set out in the resident’s own "
				      "words.");
	else {
		when = clock_short(draft->at);
		html_open(html, "p", "class", "govuk-body", NULL);
		html_printf(html, "%s edited it last, on %s.", draft->edited_by,
			    when);
		html_close(html, "p");
	}
}

static void
write_release(struct visit *visit, struct html *html,
	      const struct case_view *view)
{
	case_form(visit, html, view->row, view->revision, "/release");
	input_hidden(html, "shown", view->letter.shown);
	html_open(html, "button", "type", "submit", "class", "govuk-button",
		  "data-key", "r", NULL);
	html_text(html, "Release this letter");
	html_close(html, "button");
	html_close(html, "form");
}

static void
write_buttons(struct visit *visit, struct html *html,
	      const struct case_view *view)
{
	const struct case_letter *letter = &view->letter;
	g_autofree char *edit = case_path(view->row, "/draft");

	html_open(html, "div", "class", "govuk-button-group", NULL);
	if (letter->notice != NULL && view->row->confirmed &&
	    visit_may(visit, MAY_SETTLE))
		write_release(visit, html, view);
	if (!letter->stuck && visit_may(visit, MAY_HANDLE))
		component_button_link(html, edit, "Change the letter",
				      "secondary");
	html_close(html, "div");
	if (!view->row->confirmed)
		component_text(html, "Settle first what the message is. The "
				     "letter can be released after that.");
}

static void
write_state(struct html *html, const struct case_view *view)
{
	if (view->letter.kind == LETTER_COUNT)
		component_text(html, "It has left. What you want to add goes "
				     "in a letter of its own.");
	else
		component_text(html, "It is in the outbox and leaves by "
				     "itself.");
}

static void
write_waiting(struct visit *visit, struct html *html,
	      const struct case_view *view)
{
	const struct case_letter *letter = &view->letter;

	write_author(html, letter);
	if (letter->trouble != NULL) {
		component_inset(html, letter->trouble);
	} else {
		letter_write(html, letter->notice);
	}
	write_buttons(visit, html, view);
}

void
case_letter(struct visit *visit, struct html *html,
	    const struct case_view *view)
{
	if (view->row->stage == 0)
		return;
	case_section(html, "letter",
		     view->letter.kind == LETTER_DEFINITION
			     ? "Letter with the definition"
			     : "Acknowledgement");
	if (view->letter.waits && view->letter.kind != LETTER_COUNT)
		write_waiting(visit, html, view);
	else
		write_state(html, view);
	html_close(html, "section");
}

/* The text is not the one that was read: it is shown, and asked for again. */
static void
show_again(struct visit *visit, const struct case_view *view)
{
	struct html *html =
		case_subpage(visit, view->row, "Read the letter again", NULL);

	component_warning(html, "This is not the letter that was on your "
				"screen: it has changed. Nothing was sent.");
	if (view->letter.trouble != NULL)
		component_inset(html, view->letter.trouble);
	if (view->letter.notice != NULL) {
		letter_write(html, view->letter.notice);
		write_release(visit, html, view);
	}
	visit_show(visit, 409, html);
}

void
case_release_post(struct visit *visit)
{
	g_autoptr(own_case_view) view = case_view_open(visit);
	const char *shown = request_text(visit->request, "shown");
	struct act act = case_act(visit);
	GError *error = NULL;
	gboolean done;

	if (view == NULL)
		return;
	if (view->letter.waits && g_strcmp0(view->letter.shown, shown) != 0) {
		show_again(visit, view);
		return;
	}
	done = release(visit->post, &act, &error);
	case_after(visit, done, error, "The letter is in the outbox.");
}
