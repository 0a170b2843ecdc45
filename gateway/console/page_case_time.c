/*
 * The timeline of a case: every entry of its history in words, and where it
 * concerns a message or a letter the way there. What the page does not know
 * it still shows, by name.
 */
#include "console/page_case.h"

#include "base/clock.h"
#include "console/component.h"
#include "console/page_letter.h"
#include "console/site.h"
#include "policy/duty.h"

struct telling {
	const struct case_view *view;
	const struct history_row *row;
};

static const char *
detail(const struct history_row *row, const char *key)
{
	return json_string_value(json_object_get(row->detail, key));
}

/* "acknowledgement (stage 1)" of the detail's letter. */
static const char *
letter_of_row(const struct history_row *row)
{
	enum letter letter = letter_of(detail(row, "letter"));

	return letter == LETTER_COUNT ? "letter" : letter_words(letter);
}

static const char *
duty_of_row(const struct history_row *row)
{
	enum duty_kind kind = duty_of(detail(row, "duty"));
	const char *name = detail(row, "duty");

	if (kind != DUTY_COUNT)
		return duty_words(kind);
	return name == NULL ? "duty" : name;
}

/* What happened, after the actor's name; the caller's. */
static char *
letter_event(const struct history_row *row)
{
	static const struct {
		const char *event;
		const char *words;
	} known[] = {
		{"queued", "put into the outbox: %s"},
		{"released", "released: %s"},
		{"withdrawn", "withdrew: %s"},
		{"sent", "sent: %s"},
		{"printed", "printed, to be posted: %s"},
		{"posted", "posted: %s"},
		{"failed", "could not send: %s"},
		{"bounced", "came back: %s"},
		{"delayed", "told of a delay: %s"},
		{"held", "held for a person: %s"},
		{"uncertain", "may have been sent: %s"},
		{"lost", "will never be posted: %s"},
	};
	const char *words = letter_of_row(row);
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_str_equal(row->event, known[i].event)) {
			g_auto(GStrv) parts =
				g_strsplit(known[i].words, "%s", 2);

			return g_strconcat(parts[0], words, NULL);
		}
	return NULL;
}

static char *
confirmed_event(const struct history_row *row)
{
	enum category category = category_of(detail(row, "category"));
	enum ground ground = ground_of(detail(row, "ground"));

	return g_strdup_printf(
		"settled that it is %s%s%s", case_kind_words(category),
		ground == GROUND_NONE ? "" : ", on the ground ",
		ground == GROUND_NONE ? "" : ground_words(ground));
}

/* Events of one sentence. */
static const char *
plain_event(const char *event)
{
	static const char *const known[][2] = {
		{"received", "opened the case with a message"},
		{"case", "opened the case with a message"},
		{"reply", "added a message"},
		{"duplicate", "found the same message again"},
		{"automated", "added a message made by a machine"},
		{"unreadable", "could not read a message"},
		{"note", "noted"},
		{"not-answered", "does not answer by itself"},
		{"drafted", "edited the letter"},
		{"person", "changed what is known of the person"},
		{"policy-applied", "applied the landlord’s policy"},
		{"possible-match", "found a reference of another case"},
		{"not-counted", "could not count a date"},
		{"guard-stopped", "could not acknowledge by itself"},
		{"told", "keyed in what was told"},
		{"assigned", "assigned the case"},
		{"linked", "linked another case"},
		{"unlinked", "took a link away"},
		{"accepted", "took the danger on"},
		{"unassigned", "took the case away"},
		{"barred", "barred somebody from the case"},
		{"bar-lifted", "let somebody see the case again"},
		{"closed", "closed the case"},
		{"reopened", "opened the case again"},
		{"message-moved", "moved a message to another case"},
		{"message-split", "made a case of a message"},
		{"message-came", "brought a message here"},
		{"joined", "joined another case to this one"},
		{"same", "found it to be the same matter"},
		{"different", "found it to be another matter"},
		{"may-be-same", "found that it may be the same matter"},
		{"date-settled", "settled the day of receipt"},
		{"entry-changed", "found the form’s entry changed"},
		{"call", "logged a telephone call"},
		{"visit", "logged a visit"},
		{"survey", "logged a survey of the home"},
		{"report", "logged a report"},
		{"letter", "logged a letter"},
		{"meeting", "logged a meeting"},
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_str_equal(event, known[i][0]))
			return known[i][1];
	return NULL;
}

static char *
event_words(const struct history_row *row)
{
	char *words = letter_event(row);

	if (words != NULL)
		return words;
	if (g_str_equal(row->event, "confirmed"))
		return confirmed_event(row);
	if (g_str_equal(row->event, "done"))
		return g_strdup_printf("recorded as done: %s",
				       duty_of_row(row));
	if (g_str_equal(row->event, "not-needed"))
		return g_strdup_printf("recorded as not needed: %s",
				       duty_of_row(row));
	if (plain_event(row->event) != NULL)
		return g_strdup(plain_event(row->event));
	return g_strdelimit(g_strdup(row->event), "-_", ' ');
}

/* What else the entry says: the text of a note, a reason, a reference. */
static void
write_detail(struct html *html, const struct history_row *row)
{
	static const char *const keys[] = {"text", "reason", "words"};
	const char *ref = detail(row, "ref");
	g_autofree char *href = NULL;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *text = detail(row, keys[i]);

		if (text == NULL || *text == '\0')
			continue;
		html_open(html, "div", "class", "case-text case-detail", NULL);
		html_lines(html, text);
		html_close(html, "div");
	}
	if (ref == NULL)
		return;
	href = g_strconcat("/case/", ref, NULL);
	html_text(html, " ");
	html_link(html, href, ref, "govuk-link");
}

/* The message or letter that the entry is about. */
static void
write_link(struct html *html, const struct telling *t)
{
	const char *item = detail(t->row, "item");
	const char *message_id = detail(t->row, "message_id");
	guint i;

	for (i = 0; item != NULL && i < t->view->items->len; i++) {
		const struct item_row *row = t->view->items->pdata[i];
		g_autofree char *href =
			g_strdup_printf("#m%" G_GINT64_FORMAT, row->id);

		if (!g_str_equal(row->sha256, item))
			continue;
		html_text(html, " ");
		html_link(html, href, "read it", "govuk-link");
	}
	for (i = 0; message_id != NULL && i < t->view->letters->len; i++) {
		const struct outbox_row *row = t->view->letters->pdata[i];
		g_autofree char *rest =
			g_strdup_printf("/letter/%" G_GINT64_FORMAT, row->id);
		g_autofree char *href = case_path(t->view->row, rest);

		if (!g_str_equal(row->notice->message_id, message_id))
			continue;
		html_text(html, " ");
		html_link(html, href, "read the letter", "govuk-link");
	}
}

static void
write_entry(struct html *html, const struct telling *t)
{
	const struct history_row *row = t->row;
	g_autofree char *when = clock_short(row->at);
	g_autofree char *iso = clock_rfc3339(row->at);
	g_autofree char *words = event_words(row);

	html_open(html, "li", "class", "case-event", NULL);
	html_element(html, "time", when, "datetime", iso, "class", "case-when",
		     NULL);
	html_open(html, "div", NULL);
	html_element(html, "strong",
		     g_str_equal(row->actor, "postroom") ? "Postroom"
							 : row->actor,
		     NULL);
	html_printf(html, " %s", words);
	write_link(html, t);
	write_detail(html, row);
	case_enclosures(html, t->view, row->id);
	html_close(html, "div");
	html_close(html, "li");
}

static void
write_letter_line(struct html *html, const struct case_view *view,
		  const struct outbox_row *row)
{
	g_autofree char *rest =
		g_strdup_printf("/letter/%" G_GINT64_FORMAT, row->id);
	g_autofree char *href = case_path(view->row, rest);
	g_autofree char *when =
		clock_short(row->sent != TIME_NONE ? row->sent : row->created);

	html_open(html, "li", NULL);
	html_link(html, href, letter_words(row->notice->letter), "govuk-link");
	html_text(html, " ");
	component_tag(html, outbox_state_name(row->state),
		      row->state == OUTBOX_SENT ? "green" : "grey");
	html_printf(html, " %s, %s", outbox_route_name(row->route), when);
	html_close(html, "li");
}

static void
write_letters(struct html *html, const struct case_view *view)
{
	guint i;

	if (view->letters->len == 0)
		return;
	component_heading(html, 3, "Letters");
	html_open(html, "ul", "class", "govuk-list", NULL);
	for (i = 0; i < view->letters->len; i++)
		write_letter_line(html, view, view->letters->pdata[i]);
	html_close(html, "ul");
}

/* Who looked, folded away: it is much, and seldom wanted. */
static void
write_views(struct visit *visit, struct html *html,
	    const struct case_view *view)
{
	route_tables tables = site_settings(visit->site)->tables;
	guint i;

	if (view->seen->len == 0)
		return;
	component_details(html, "Who has looked at it");
	html_open(html, "ul", "class", "govuk-list", NULL);
	for (i = 0; i < view->seen->len; i++) {
		const struct access_line *line = view->seen->pdata[i];
		g_autofree char *when = clock_short(line->at);

		html_open(html, "li", NULL);
		html_printf(html, "%s %s: %s", when, line->who,
			    route_words(tables, line->what));
		html_close(html, "li");
	}
	html_close(html, "ul");
	component_details_end(html);
}

void
case_timeline(struct visit *visit, struct html *html,
	      const struct case_view *view)
{
	const char *order = request_query(visit->request, "order");
	gboolean oldest = g_strcmp0(order, "oldest") == 0;
	g_autofree char *other = case_path(
		view->row, oldest ? "#timeline" : "?order=oldest#timeline");
	guint i, n = view->history->len;

	case_section(html, "timeline", "Timeline");
	write_letters(html, view);
	component_heading(html, 3, "What happened");
	html_open(html, "p", "class", "govuk-body-s", NULL);
	html_link(html, other, oldest ? "Newest first" : "Oldest first",
		  "govuk-link");
	html_close(html, "p");
	html_open(html, "ol", "class", "govuk-list case-events", NULL);
	for (i = 0; i < n; i++) {
		struct telling t = {
			view, view->history->pdata[oldest ? i : n - 1 - i]};

		write_entry(html, &t);
	}
	html_close(html, "ol");
	write_views(visit, html, view);
	html_close(html, "section");
}
