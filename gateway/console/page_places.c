/*
 * Where messages come from and whether they still do; what could not be
 * filed; and the calendar that days are counted by.
 */
#include "base/clock.h"
#include "config/entrance.h"
#include "console/component.h"
#include "console/page_office.h"
#include "console/visit.h"
#include "ledger/reconciliation.h"
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
write_cell(struct html *html, const char *text)
{
	component_cell_open(html, "td");
	html_text(html, text);
	component_cell_close(html, "td");
}

/* What we know of a source that we look into; cursor NULL if that cannot be
 * read. */
static void
write_looks(struct html *html, const struct cursor *cursor)
{
	gboolean fails = cursor == NULL || *cursor->last_error != '\0';
	g_autofree char *success =
		when(cursor != NULL ? cursor->last_success : TIME_NONE);

	component_cell_open(html, "td");
	component_tag(html, fails ? "fails" : "works", fails ? "red" : "green");
	component_cell_close(html, "td");
	write_cell(html, success);
}

static void
write_wrong(struct html *html, const struct cursor *cursor)
{
	g_autofree char *words = NULL;

	if (cursor != NULL)
		words = g_strjoin(*cursor->last_error != '\0' &&
						  *cursor->remark != '\0'
					  ? " "
					  : "",
				  cursor->last_error, cursor->remark, NULL);
	write_cell(html, words != NULL
				 ? words
				 : "How it stands cannot be read. Tell whoever "
				   "looks after the computer.");
}

/* The last statement that could be made: of how many messages each was found,
 * and what had been passed by. */
static void
write_statement(struct visit *visit, struct html *html, const char *name)
{
	g_autoptr(own_reconciliation) row =
		reconciliation_latest(visit->post->ledger, name, NULL);
	g_autofree char *day = NULL;
	g_autofree char *words = NULL;

	if (row == NULL) {
		write_cell(html, "not counted yet");
		return;
	}
	day = clock_short(row->finished);
	if (row->missing == 0)
		words = g_strdup_printf("%s: %" G_GINT64_FORMAT " counted, "
					"none was missing",
					day, row->messages);
	else
		words = g_strdup_printf("%s: %" G_GINT64_FORMAT " counted, "
					"%" G_GINT64_FORMAT " were missing, "
					"%" G_GINT64_FORMAT " of them fetched",
					day, row->messages, row->missing,
					row->fetched);
	write_cell(html, words);
}

static void
write_source(struct visit *visit, struct html *html,
	     const struct entrance *entrance)
{
	g_autoptr(own_source_row) row =
		source_find(visit->post->ledger, entrance->name, NULL);
	g_autofree char *item = when(row != NULL ? row->last_item : TIME_NONE);
	g_autoptr(own_cursor) cursor = NULL;

	if (entrance->looked)
		cursor = cursor_load(visit->post->config->data, entrance->name,
				     NULL);
	component_row_open(html);
	component_cell_open(html, "th");
	html_text(html, entrance->name);
	component_cell_close(html, "th");
	write_cell(html, entrance_kind(entrance));
	if (entrance->looked) {
		write_looks(html, cursor);
		write_cell(html, item);
		write_statement(visit, html, entrance->name);
		write_wrong(html, cursor);
	} else {
		write_cell(html, "comes by itself");
		write_cell(html, "");
		write_cell(html, item);
		write_cell(html, "there is nothing to count");
		write_cell(html, "");
	}
	component_row_close(html);
}

static void
sources(struct visit *visit)
{
	static const char *const heads[] = {"Source",
					    "Kind",
					    "It",
					    "Last looked at",
					    "Last message",
					    "Last counted over",
					    "What is wrong",
					    NULL};
	g_autoptr(GPtrArray) all = entrances_of(visit->post->config);
	struct html *html =
		visit_page_with(visit, (struct page){.title = "Sources",
						     .wide = TRUE,
						     .script = TRUE});
	guint i;

	component_heading(html, 1, "Sources");
	component_text(
		html, "Once a day each source is counted over: every message "
		      "that it has is looked up here. One that had been passed "
		      "by is fetched at once, and people are told.");
	component_table(html, "Where messages come from", TRUE, heads);
	for (i = 0; i < all->len; i++)
		write_source(visit, html, all->pdata[i]);
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
