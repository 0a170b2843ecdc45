/*
 * Where messages come from and whether they still do; what could not be
 * filed; and the calendar that days are counted by.
 */
#include "base/clock.h"
#include "console/component.h"
#include "console/page_office.h"
#include "console/visit.h"
#include "ledger/source.h"
#include "policy/workday.h"
#include "spool/cursor.h"
#include "spool/look.h"

/* --- sources -------------------------------------------------------*/

static char *
when(gint64 instant)
{
	return instant != TIME_NONE ? clock_short(instant) : g_strdup("never");
}

static void
write_source(struct visit *visit, struct html *html,
	     const struct mailbox *mailbox)
{
	g_autoptr(own_cursor) cursor =
		cursor_load(visit->post->config->data, mailbox->name, NULL);
	g_autoptr(own_source_row) row =
		source_find(visit->post->ledger, mailbox->name, NULL);
	g_autofree char *success =
		when(cursor != NULL ? cursor->last_success : TIME_NONE);
	g_autofree char *item = when(row != NULL ? row->last_item : TIME_NONE);
	gboolean fails = cursor == NULL || *cursor->last_error != '\0';

	component_row_open(html);
	component_cell_open(html, "th");
	html_text(html, mailbox->name);
	component_cell_close(html, "th");
	component_cell_open(html, "td");
	component_tag(html, fails ? "fails" : "works", fails ? "red" : "green");
	component_cell_close(html, "td");
	component_cell_open(html, "td");
	html_text(html, success);
	component_cell_close(html, "td");
	component_cell_open(html, "td");
	html_text(html, item);
	component_cell_close(html, "td");
	component_cell_open(html, "td");
	if (cursor != NULL) {
		html_text(html, cursor->last_error);
		html_text(html, cursor->remark);
	}
	component_cell_close(html, "td");
	component_row_close(html);
}

static void
sources(struct visit *visit)
{
	static const char *const heads[] = {"Source",	      "It",
					    "Last looked at", "Last message",
					    "What is wrong",  NULL};
	const GPtrArray *mailboxes = visit->post->config->mailboxes;
	struct html *html =
		visit_page_with(visit, (struct page){.title = "Sources",
						     .wide = TRUE,
						     .script = TRUE});
	guint i;

	component_heading(html, 1, "Sources");
	component_table(html, "Where messages come from", TRUE, heads);
	for (i = 0; i < mailboxes->len; i++)
		write_source(visit, html, mailboxes->pdata[i]);
	component_table_end(html);
	visit_show(visit, 200, html);
}

/* --- what is on hold -----------------------------------------------*/

static void
write_held(struct html *html, const struct look *look)
{
	component_row(html, look->name,
		      look->item != NULL ? look->item->source : "unknown",
		      *look->why != '\0' ? look->why
					 : "The reason was not "
					   "noted.",
		      COMPONENT_END);
}

static void
held(struct visit *visit)
{
	static const char *const heads[] = {"File", "It came from", "Because",
					    NULL};
	GError *error = NULL;
	g_autoptr(GPtrArray) looks =
		look_into(visit->post->config->data, LOOK_HELD, &error);
	struct html *html;
	guint i;

	if (looks == NULL) {
		visit_fault(visit, error);
		return;
	}
	html = visit_page_with(
		visit, (struct page){.title = "On hold", .script = TRUE});
	component_heading(html, 1, "On hold");
	component_text(html,
		       "These files could not be taken for messages, so "
		       "nobody has answered them. The bytes are kept. Whoever "
		       "looks after the computer finds each in the spool's "
		       "folder \"held\" under the name below.");
	if (looks->len == 0)
		component_inset(html, "Nothing is on hold.");
	else {
		component_table(html, "Files on hold", TRUE, heads);
		for (i = 0; i < looks->len; i++)
			write_held(html, looks->pdata[i]);
		component_table_end(html);
	}
	visit_show(visit, 200, html);
}

/* --- calendar ------------------------------------------------------*/

static void
write_horizon(struct html *html, const struct calendar *calendar, guint32 today)
{
	g_autofree char *last = clock_words(calendar->last);
	g_autofree char *sentence = g_strdup_printf(
		"Days are counted up to %s. A date after that is refused, not "
		"guessed.",
		last);

	if (workday_horizon(calendar, today) < 120)
		component_warning(html, sentence);
	else
		component_text(html, sentence);
}

static void
calendar(struct visit *visit)
{
	static const char *const heads[] = {"Day", "Bank holiday", NULL};
	const struct calendar *days = visit->post->calendar;
	guint32 today = clock_day(clock_now());
	struct html *html = visit_page_with(
		visit, (struct page){.title = "Calendar", .script = TRUE});
	guint i;

	component_heading(html, 1, "Calendar");
	component_text(html, "Working days are Monday to Friday, except bank "
			     "holidays in England and Wales.");
	write_horizon(html, days, today);
	component_table(html, "Bank holidays to come", FALSE, heads);
	for (i = 0; i < days->holidays->len; i++) {
		const struct holiday *holiday = days->holidays->pdata[i];
		g_autofree char *day = clock_words(holiday->day);

		if (holiday->day >= today)
			component_row(html, day, holiday->title, COMPONENT_END);
	}
	component_table_end(html);
	visit_show(visit, 200, html);
}

const struct route page_place_routes[] = {
	{METHOD_GET, "/sources", MAY_SIGNED_IN, 0, sources,
	 "Where messages come from, and whether they do"},
	{METHOD_GET, "/held", MAY_SIGNED_IN, 0, held,
	 "What could not be taken for a message"},
	{METHOD_GET, "/calendar", MAY_SIGNED_IN, 0, calendar, "Bank holidays"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
