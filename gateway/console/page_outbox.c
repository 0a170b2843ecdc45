/*
 * Letters and outbox: what waits for a person, what is to be posted, what
 * waits to leave; and one letter as it was written.
 */
#include "base/clock.h"
#include "console/component.h"
#include "console/input.h"
#include "console/list_row.h"
#include "console/page_office.h"
#include "desk/posted.h"
#include "desk/release.h"
#include "ledger/outbox.h"
#include "policy/letter.h"

#define SHOWN_AT_MOST 200

static char *
letter_path(const struct outbox_row *row, const char *rest)
{
	return g_strdup_printf("/letter/%" G_GINT64_FORMAT "%s", row->id, rest);
}

static const char *
state_words(const struct outbox_row *row)
{
	switch (row->state) {
	case OUTBOX_QUEUED:
		return "waits to leave";
	case OUTBOX_CLAIMED:
		return "is leaving now";
	case OUTBOX_SENT:
		return "has left";
	case OUTBOX_UNCERTAIN:
		return "may have left: no answer came";
	case OUTBOX_HELD:
		return "waits for a person";
	case OUTBOX_FAILED:
		return "was refused";
	case OUTBOX_BOUNCED:
		return "came back";
	case OUTBOX_WITHDRAWN:
		return "was stopped";
	case OUTBOX_PRINTED:
		return "is printed, not yet posted";
	default:
		return "";
	}
}

static void
write_case_cell(struct visit *visit, struct html *html, gint64 id)
{
	g_autoptr(own_case_row) row = case_by_id(visit->post->ledger, id, NULL);
	g_autofree char *path = row != NULL ? list_path(row, "") : NULL;

	component_cell_open(html, "th");
	if (row != NULL)
		html_link(html, path, row->ref, "govuk-link");
	component_cell_close(html, "th");
}

static void
write_text_cell(struct html *html, const char *text)
{
	component_cell_open(html, "td");
	html_text(html, text);
	component_cell_close(html, "td");
}

static void
write_letter_cell(struct html *html, const struct outbox_row *row)
{
	g_autofree char *path = letter_path(row, "");

	component_cell_open(html, "td");
	html_open(html, "a", "class", "govuk-link", "href", path, NULL);
	html_text(html, letter_name(row->notice->letter));
	html_printf(html, " (%" G_GINT64_FORMAT ")", row->id);
	html_close(html, "a");
	component_cell_close(html, "td");
}

static void
write_act(struct visit *visit, struct html *html, const struct outbox_row *row,
	  const char *rest, const char *label)
{
	g_autofree char *path = letter_path(row, rest);

	visit_form(visit, html, path);
	input_button(html, label, "secondary", NULL, NULL);
	html_close(html, "form");
}

/* --- the tables
 * --------------------------------------------------------------*/

static void
write_stuck_row(struct visit *visit, struct html *html,
		const struct outbox_row *row)
{
	component_row_open(html);
	write_case_cell(visit, html, row->case_id);
	write_letter_cell(html, row);
	write_text_cell(html, state_words(row));
	write_text_cell(html, row->reply);
	component_cell_open(html, "td");
	if (visit_may(visit, MAY_SETTLE) && row->state != OUTBOX_FAILED) {
		write_act(visit, html, row, "/release", "Let it go");
		write_act(visit, html, row, "/withdraw", "Stop it");
	}
	component_cell_close(html, "td");
	component_row_close(html);
}

static void
write_stuck(struct visit *visit, struct html *html, GPtrArray *rows)
{
	static const char *const heads[] = {"Case",    "Letter", "It",
					    "Because", "Act",	 NULL};
	guint i;

	component_heading(html, 2, "Letters that wait for a person");
	if (rows->len == 0) {
		component_text(html, "None.");
		return;
	}
	component_table(html, "Letters that wait for a person", TRUE, heads);
	for (i = 0; i < rows->len && i < SHOWN_AT_MOST; i++)
		write_stuck_row(visit, html, rows->pdata[i]);
	component_table_end(html);
}

static void
write_paper_row(struct visit *visit, struct html *html,
		const struct outbox_row *row)
{
	g_autofree char *printed = clock_short(row->printed);
	g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, row->id);
	g_autofree char *id = g_strconcat("letter-", number, NULL);

	component_row_open(html);
	write_case_cell(visit, html, row->case_id);
	write_letter_cell(html, row);
	write_text_cell(html, printed);
	component_cell_open(html, "td");
	if (row->route == ROUTE_NOTIFY)
		html_text(html, "GOV.UK Notify will tell");
	else {
		html_open(html, "input", "type", "checkbox", "name", "letter",
			  "value", number, "id", id, NULL);
		html_open(html, "label", "for", id, NULL);
		html_text(html, " Posted");
		html_close(html, "label");
	}
	component_cell_close(html, "td");
	component_row_close(html);
}

static void
write_posted_button(struct html *html)
{
	g_autofree char *today = clock_iso(clock_day(clock_now()));

	input_text(html, &(struct input){
				 .name = "day",
				 .label = "Posted on",
				 .hint = "The letters are issued on this day.",
				 .type = "date",
				 .value = today,
				 .width = 10,
			 });
	input_button(html, "The chosen letters were posted", NULL, NULL, NULL);
}

static void
write_paper(struct visit *visit, struct html *html, GPtrArray *rows)
{
	static const char *const heads[] = {"Case", "Letter", "Printed",
					    "Posted", NULL};
	guint i;

	component_heading(html, 2, "Printed, to be posted");
	if (rows->len == 0) {
		component_text(html, "None.");
		return;
	}
	visit_form(visit, html, "/letters/posted");
	component_table(html, "Printed letters", TRUE, heads);
	for (i = 0; i < rows->len && i < SHOWN_AT_MOST; i++)
		write_paper_row(visit, html, rows->pdata[i]);
	component_table_end(html);
	if (visit_may(visit, MAY_HANDLE))
		write_posted_button(html);
	html_close(html, "form");
}

static void
write_waiting(struct visit *visit, struct html *html, GPtrArray *rows)
{
	static const char *const heads[] = {"Case", "Letter", "It", "Written",
					    NULL};
	guint i;

	component_heading(html, 2, "On their way");
	if (rows->len == 0) {
		component_text(html, "None: every letter has left.");
		return;
	}
	component_table(html, "Letters on their way", TRUE, heads);
	for (i = 0; i < rows->len && i < SHOWN_AT_MOST; i++) {
		const struct outbox_row *row = rows->pdata[i];
		g_autofree char *written = clock_short(row->created);

		component_row_open(html);
		write_case_cell(visit, html, row->case_id);
		write_letter_cell(html, row);
		write_text_cell(html, state_words(row));
		write_text_cell(html, written);
		component_row_close(html);
	}
	component_table_end(html);
}

static void
letters(struct visit *visit)
{
	struct ledger *ledger = visit->post->ledger;
	GError *error = NULL;
	g_autoptr(GPtrArray) stuck =
		outbox_list(ledger, OUTBOX_STUCK, 0, &error);
	g_autoptr(GPtrArray) paper =
		stuck != NULL ? outbox_list(ledger, OUTBOX_ON_PAPER, 0, &error)
			      : NULL;
	g_autoptr(GPtrArray) waiting =
		paper != NULL ? outbox_list(ledger, OUTBOX_WAITING,
					    clock_now() + 1, &error)
			      : NULL;
	struct html *html;

	if (waiting == NULL) {
		visit_fault(visit, error);
		return;
	}
	html = visit_page_with(visit, (struct page){.title = "Letters",
						    .wide = TRUE,
						    .script = TRUE});
	component_heading(html, 1, "Letters");
	write_stuck(visit, html, stuck);
	write_paper(visit, html, paper);
	write_waiting(visit, html, waiting);
	visit_show(visit, 200, html);
}

/* --- one letter
 * ----------------------------------------------------------------*/

/* Whoever reads a letter has seen its case. */
static gboolean
record(struct visit *visit, gint64 case_id)
{
	g_autoptr(own_case_row) c =
		case_by_id(visit->post->ledger, case_id, NULL);

	return visit_record(visit, c != NULL ? c->ref : NULL);
}

/* Answers 404 and returns NULL if there is no such letter. */
static struct outbox_row *
find(struct visit *visit)
{
	const char *text = visit_argument(visit, "letter");
	gint64 id = 0;
	struct outbox_row *row = NULL;

	if (g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &id, NULL))
		row = outbox_by_id(visit->post->ledger, id, NULL);
	if (row == NULL)
		visit_missing(visit, "There is no such letter.");
	else if (!record(visit, row->case_id))
		g_clear_pointer(&row, outbox_row_free);
	return row;
}

static void
write_facts(struct visit *visit, struct html *html,
	    const struct outbox_row *row)
{
	g_autoptr(own_case_row) c =
		case_by_id(visit->post->ledger, row->case_id, NULL);
	g_autofree char *path = c != NULL ? list_path(c, "") : NULL;
	g_autofree char *written = clock_short(row->created);
	g_autofree char *sent =
		row->sent != TIME_NONE ? clock_short(row->sent) : NULL;

	component_summary(html);
	if (c != NULL)
		component_summary_row(
			html, "Case", c->ref,
			&(struct summary_link){path, "Open", "the case"});
	component_summary_row(
		html, "To",
		*row->postal != '\0' ? row->postal : row->notice->to, NULL);
	component_summary_row(html, "It", state_words(row), NULL);
	if (*row->reply != '\0')
		component_summary_row(html, "Last word", row->reply, NULL);
	component_summary_row(html, "Written", written, NULL);
	if (sent != NULL)
		component_summary_row(html, "Left", sent, NULL);
	component_summary_row(
		html, "Released by",
		row->guard ? "Postroom, unread by anybody" : row->actor, NULL);
	component_summary_end(html);
}

static void
letter(struct visit *visit)
{
	g_autoptr(own_outbox_row) row = find(visit);
	g_autofree char *pdf = NULL;
	struct html *html;

	if (row == NULL)
		return;
	html = visit_page_with(visit, (struct page){.title = "Letter",
						    .back = "/letters",
						    .script = TRUE});
	component_heading(html, 1, row->notice->subject);
	write_facts(visit, html, row);
	html_open(html, "div", "class", "letter", NULL);
	html_lines(html, row->notice->body);
	html_close(html, "div");
	if (row->pdf != NULL) {
		pdf = letter_path(row, "/pages");
		component_button_link(html, pdf, "The pages as PDF",
				      "secondary");
	}
	visit_show(visit, 200, html);
}

static void
pages(struct visit *visit)
{
	g_autoptr(own_outbox_row) row = find(visit);
	g_autofree char *name = NULL;

	if (row == NULL)
		return;
	if (row->pdf == NULL) {
		visit_missing(visit, "This letter is an e-mail.");
		return;
	}
	name = g_strdup_printf("letter-%" G_GINT64_FORMAT ".pdf", row->id);
	reply_file(visit->reply, "application/pdf", name, row->pdf);
}

static void
settle_one(struct visit *visit, gboolean withdraw)
{
	g_autoptr(own_outbox_row) row = find(visit);
	const struct waiting which = {
		.id = row != NULL ? row->id : 0,
		.by = visit_by(visit),
		.withdraw = withdraw,
	};
	GError *error = NULL;
	guint count;

	if (row == NULL)
		return;
	if (!release_letters(visit->post, &which, &count, &error))
		visit_fault(visit, error);
	else
		visit_done(visit, "/letters",
			   withdraw ? "The letter is stopped."
				    : "The letter is let go.");
}

static void
let_go(struct visit *visit)
{
	settle_one(visit, FALSE);
}

static void
withdraw(struct visit *visit)
{
	settle_one(visit, TRUE);
}

static void
post_chosen(struct visit *visit)
{
	g_autoptr(GPtrArray) numbers = request_values(visit->request, "letter");
	struct posting posting = {
		.by = visit_by(visit),
		.day = clock_parse_day(request_text(visit->request, "day")),
	};
	g_autofree char *message = NULL;
	GError *error = NULL;
	guint count = 0;

	if (numbers->len == 0) {
		visit_refuse(visit, 400, "Choose a letter",
			     "Choose the letters that were posted.");
		return;
	}
	g_ptr_array_add(numbers, NULL);
	posting.which = (const char *const *)numbers->pdata;
	if (!posted(visit->post, &posting, &count, &error)) {
		visit_fault(visit, error);
		return;
	}
	message = g_strdup_printf("%u letter%s posted.", count,
				  count == 1 ? "" : "s");
	visit_done(visit, "/letters", message);
}

const struct route page_outbox_routes[] = {
	{METHOD_GET, "/letters", MAY_LOOK, 0, letters,
	 "Letters that wait, are printed, are leaving"},
	{METHOD_POST, "/letters/posted", MAY_HANDLE, 0, post_chosen,
	 "Printed letters were posted"},
	{METHOD_GET, "/letter/{letter}", MAY_LOOK, 0, letter, "One letter"},
	{METHOD_GET, "/letter/{letter}/pages", MAY_LOOK, 0, pages,
	 "The pages of a letter on paper"},
	{METHOD_POST, "/letter/{letter}/release", MAY_SETTLE, 0, let_go,
	 "Lets a letter go that waits"},
	{METHOD_POST, "/letter/{letter}/withdraw", MAY_SETTLE, 0, withdraw,
	 "Stops a letter that waits"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
