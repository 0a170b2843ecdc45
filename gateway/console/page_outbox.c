/*
 * Letters: what waits for a person, what is printed and to be posted, what
 * waits to leave.
 */
#include "base/clock.h"
#include "console/case_view.h"
#include "console/component.h"
#include "console/input.h"
#include "console/page_letter.h"
#include "console/page_office.h"
#include "console/visit.h"
#include "desk/posted.h"
#include "ledger/outbox.h"

#define SHOWN_AT_MOST 200

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

/* The case and the letter, which has a page of its own. */
static void
write_names(struct visit *visit, struct html *html,
	    const struct outbox_row *letter)
{
	g_autoptr(own_case_row) row =
		case_by_id(visit->post->ledger, letter->case_id, NULL);
	g_autofree char *rest =
		g_strdup_printf("/letter/%" G_GINT64_FORMAT, letter->id);
	g_autofree char *path = row != NULL ? case_path(row, "") : NULL;
	g_autofree char *page = row != NULL ? case_path(row, rest) : NULL;

	component_cell_open(html, "th");
	html_link(html, path, row != NULL ? row->ref : "", "govuk-link");
	component_cell_close(html, "th");
	component_cell_open(html, "td");
	html_link(html, page, letter_words(letter->notice->letter),
		  "govuk-link");
	component_cell_close(html, "td");
}

static void
write_text_cell(struct html *html, const char *text)
{
	component_cell_open(html, "td");
	html_text(html, text);
	component_cell_close(html, "td");
}

/* --- the tables ----------------------------------------------------*/

static void
write_stuck_row(struct visit *visit, struct html *html,
		const struct outbox_row *row)
{
	component_row_open(html);
	write_names(visit, html, row);
	write_text_cell(html, state_words(row));
	write_text_cell(html, row->reply);
	component_row_close(html);
}

static void
write_stuck(struct visit *visit, struct html *html, GPtrArray *rows)
{
	static const char *const heads[] = {"Case", "Letter", "It", "Because",
					    NULL};
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
	write_names(visit, html, row);
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
		write_names(visit, html, row);
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
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
