/*
 * Letters: how one is shown, and the page of one in the outbox with what can
 * be done about it. What goes wrong with a letter is desk's to say.
 */
#include "console/page_letter.h"

#include "base/fault.h"
#include "base/clock.h"
#include "console/component.h"
#include "console/page_case.h"
#include "desk/posted.h"
#include "desk/release.h"

const char *
letter_words(enum letter letter)
{
	static const char *const words[LETTER_COUNT] = {
		[LETTER_RECEIPT] = "receipt",
		[LETTER_REQUEST] = "what happens with the request",
		[LETTER_CHOICE] = "the choice to complain",
		[LETTER_SURVEY] = "how to complain, after a survey",
		[LETTER_ACKNOWLEDGE_1] = "acknowledgement (stage 1)",
		[LETTER_ACKNOWLEDGE_2] = "acknowledgement (stage 2)",
		[LETTER_DEFINITION] = "definition of the complaint",
		[LETTER_CLARIFICATION] = "question to the resident",
		[LETTER_REFUSAL] = "why the complaint is not accepted",
		[LETTER_REFUSAL_2] = "why it is not taken to stage 2",
		[LETTER_COMPLIMENT] = "thanks for praise",
		[LETTER_UNREADABLE] = "we could not read what came",
		[LETTER_AUTHORITY] = "form for a representative",
		[LETTER_DELAY] = "explanation of a delay",
		[LETTER_CLOSURE] = "closed early, with the reasons",
	};

	if (letter >= LETTER_COUNT || words[letter] == NULL)
		return "letter";
	return words[letter];
}

void
letter_write(struct html *html, const struct notice *notice)
{
	html_open(html, "div", "class", "case-letter", "tabindex", "0", "role",
		  "region", "aria-label", "The letter", NULL);
	html_open(html, "p", "class", "govuk-body-s case-facts", NULL);
	html_printf(html, "To: %s%s%s", notice->to_name,
		    *notice->to_name != '\0' && *notice->to != '\0' ? ", " : "",
		    notice->to);
	html_open(html, "br", NULL);
	html_printf(html, "Subject: %s", notice->subject);
	html_close(html, "p");
	html_open(html, "div", "class", "case-text", NULL);
	html_lines(html, notice->body);
	html_close(html, "div");
	html_close(html, "div");
}

void
letter_beside(struct html *html)
{
	html_open(html, "div", "class",
		  "govuk-grid-column-one-half case-preview", "tabindex", "0",
		  "role", "region", "aria-labelledby", "preview-heading", NULL);
	html_element(html, "h2", "The letter as it would leave", "id",
		     "preview-heading", "class", "govuk-heading-m", NULL);
}

/* The letter of the case that {id} names, with its pages; else 404. */
static struct outbox_row *
letter_of_case(struct visit *visit, const struct case_row *row)
{
	gint64 id = g_ascii_strtoll(visit_argument(visit, "id"), NULL, 10);
	GError *error = NULL;
	struct outbox_row *letter =
		outbox_by_id(visit->post->ledger, id, &error);

	if (letter != NULL && letter->case_id == row->id)
		return letter;
	g_clear_pointer(&letter, outbox_row_free);
	if (error != NULL)
		visit_fault(visit, error);
	else
		visit_missing(visit, "There is no such letter on this case.");
	return NULL;
}

static void
fact(struct html *html, const char *key, gint64 when)
{
	g_autofree char *words = NULL;

	if (when == TIME_NONE)
		return;
	words = clock_short(when);
	component_summary_row(html, key, words, NULL);
}

static void
write_facts(struct html *html, const struct outbox_row *letter)
{
	g_autofree char *issued = clock_words(letter->issued);

	component_summary(html);
	component_summary_row(html, "State", outbox_state_name(letter->state),
			      NULL);
	component_summary_row(html, "By", outbox_route_name(letter->route),
			      NULL);
	component_summary_row(html, "Released by", letter->actor, NULL);
	fact(html, "Made", letter->created);
	fact(html, "Printed", letter->printed);
	fact(html, "Sent", letter->sent);
	if (issued != NULL)
		component_summary_row(html, "Posted", issued, NULL);
	if (*letter->postal != '\0') {
		component_summary_open(html, "Address");
		html_lines(html, letter->postal);
		component_summary_close(html);
	}
	if (*letter->reply != '\0')
		component_summary_row(html, "Last said", letter->reply, NULL);
	component_summary_end(html);
}

static void
letter_form(struct visit *visit, struct html *html, const struct case_row *row,
	    const struct outbox_row *letter, const char *what)
{
	g_autofree char *rest = g_strdup_printf(
		"/letter/%" G_GINT64_FORMAT "/%s", letter->id, what);

	case_form(visit, html, row, 0, rest);
}

static void
write_posted(struct visit *visit, struct html *html, const struct case_row *row,
	     const struct outbox_row *letter)
{
	g_autofree char *today = clock_iso(clock_day(clock_now()));

	component_heading(html, 2, "Was it posted?");
	letter_form(visit, html, row, letter, "posted");
	input_date(html, &(struct input){
				 .name = "day",
				 .label = "On which day?",
				 .hint = "That is its date of issue. Until "
					 "you say so, nothing counts as sent.",
				 .value = today,
			 });
	input_button(html, "It was posted", NULL, NULL, NULL);
	html_close(html, "form");
}

static void
write_held(struct visit *visit, struct html *html, const struct case_row *row,
	   const struct outbox_row *letter)
{
	component_heading(html, 2, "It waits for you");
	component_text(html, "It may have been sent already. Let it go if it "
			     "was not; stop it if it was.");
	letter_form(visit, html, row, letter, "settle");
	input_text(html, &(struct input){
				 .name = "reason",
				 .label = "Why, if you stop it",
			 });
	html_open(html, "div", "class", "govuk-button-group", NULL);
	input_button(html, "Let it go", NULL, "what", "release");
	input_button(html, "Stop it", "warning", "what", "withdraw");
	html_close(html, "div");
	html_close(html, "form");
}

static void
write_acts(struct visit *visit, struct html *html, const struct case_row *row,
	   const struct outbox_row *letter)
{
	if (!visit_may(visit, MAY_SETTLE))
		return;
	if (letter->state == OUTBOX_PRINTED && letter->route == ROUTE_POST)
		write_posted(visit, html, row, letter);
	if (letter->state == OUTBOX_HELD ||
	    (letter->state == OUTBOX_UNCERTAIN && letter->uncertain > 1))
		write_held(visit, html, row, letter);
}

static void
letter_get(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	g_autoptr(own_outbox_row) letter =
		row == NULL ? NULL : letter_of_case(visit, row);
	g_autofree char *pdf = NULL;
	g_autofree char *rest = NULL;
	struct html *html;

	if (letter == NULL)
		return;
	html = case_subpage(visit, row, letter_words(letter->notice->letter),
			    NULL);
	write_facts(html, letter);
	write_acts(visit, html, row, letter);
	if (letter->pdf != NULL) {
		rest = g_strdup_printf("/letter/%" G_GINT64_FORMAT "/pdf",
				       letter->id);
		pdf = case_path(row, rest);
		html_open(html, "p", "class", "govuk-body", NULL);
		html_link(html, pdf, "Download it as it is printed (PDF)",
			  "govuk-link");
		html_close(html, "p");
	}
	letter_write(html, letter->notice);
	visit_show(visit, 200, html);
}

static void
letter_pdf_get(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	g_autoptr(own_outbox_row) letter =
		row == NULL ? NULL : letter_of_case(visit, row);
	g_autofree char *name = NULL;

	if (letter == NULL)
		return;
	if (letter->pdf == NULL) {
		visit_missing(visit, "This letter is not on paper.");
		return;
	}
	name = g_strdup_printf("%s-%" G_GINT64_FORMAT ".pdf", row->ref,
			       letter->id);
	reply_file(visit->reply, "application/pdf", name, letter->pdf);
}

static void
letter_posted_post(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	g_autoptr(own_outbox_row) letter =
		row == NULL ? NULL : letter_of_case(visit, row);
	g_autoptr(own_errors) errors = errors_new();
	guint32 day = input_read_date(visit->request, "day", errors);
	const char *const which[] = {visit_argument(visit, "id"), NULL};
	struct posting posting = {
		.which = which, .by = visit_by(visit), .day = day};
	GError *error = NULL;
	gboolean done = FALSE;
	guint count;

	if (letter == NULL)
		return;
	if (errors_count(errors) > 0)
		fault_set(&error, FAULT_INPUT, "%s", errors_of(errors, "day"));
	else
		done = posted(visit->post, &posting, &count, &error);
	case_after(visit, done, error, "It is recorded as posted.");
}

static void
letter_settle_post(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	g_autoptr(own_outbox_row) letter =
		row == NULL ? NULL : letter_of_case(visit, row);
	const char *what = request_text(visit->request, "what");
	struct waiting waiting = {
		.by = visit_by(visit),
		.reason = request_text(visit->request, "reason"),
		.withdraw = g_str_equal(what, "withdraw"),
	};
	GError *error = NULL;
	gboolean done;
	guint count;

	if (letter == NULL)
		return;
	waiting.id = letter->id;
	done = release_letters(visit->post, &waiting, &count, &error);
	case_after(visit, done, error,
		   waiting.withdraw ? "The letter is stopped."
				    : "The letter will leave.");
}

const struct route page_letter_routes[] = {
	{METHOD_GET, "/case/{ref}/letter/{id}", MAY_LOOK, 0, letter_get,
	 "Read a letter of ours"},
	{METHOD_GET, "/case/{ref}/letter/{id}/pdf", MAY_LOOK, 0, letter_pdf_get,
	 "Download a letter of ours as it is printed"},
	{METHOD_POST, "/case/{ref}/letter/{id}/posted", MAY_SETTLE, 0,
	 letter_posted_post, "Record that a letter was posted"},
	{METHOD_POST, "/case/{ref}/letter/{id}/settle", MAY_SETTLE, 0,
	 letter_settle_post, "Let a letter go that waits, or stop it"},
	{METHOD_GET, "/case/{ref}/write", MAY_SETTLE, 0, write_get,
	 "Choose which letter to write"},
	{METHOD_GET, "/case/{ref}/write/{letter}", MAY_SETTLE, 0,
	 write_letter_get, "Write a letter"},
	{METHOD_POST, "/case/{ref}/write/{letter}", MAY_SETTLE, 0,
	 write_letter_post, "See or send a letter that was written"},
	{METHOD_GET, NULL, 0, 0, NULL, NULL},
};
