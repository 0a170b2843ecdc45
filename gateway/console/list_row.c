/*
 * One case in a list. Everything that a resident wrote goes through the
 * escaping writer.
 */
#include "console/list_row.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "console/case_view.h"
#include "console/component.h"
#include "console/input.h"
#include "desk/act.h"
#include "desk/case_json.h"
#include "policy/duty.h"

#define SUBJECT_CHARS 90

void
list_open(struct html *html, const char *label)
{
	html_open(html, "ol", "class", "list", "aria-label", label, "data-list",
		  "", NULL);
}

void
list_close(struct html *html)
{
	html_close(html, "ol");
}

static gboolean
is_usual(enum category category)
{
	return category == CATEGORY_SERVICE_REQUEST ||
	       category == CATEGORY_ENQUIRY || category == CATEGORY_COMPLIMENT;
}

gboolean
list_may_choose(const struct case_row *row)
{
	return !row->confirmed && is_usual(row->proposed) &&
	       !case_is_unsure(row) &&
	       (row->flags & FLAG_BIT(FLAG_SAFEGUARDING)) == 0;
}

static const char *
colour_of(const struct case_row *row)
{
	if (row->category == CATEGORY_NONE)
		return "red";
	return row->confirmed ? "green" : "yellow";
}

static void
write_tags(struct html *html, const struct case_row *row)
{
	component_tag(html, case_category_words(row->category), colour_of(row));
	html_text(html, " ");
	if (row->stage > 0) {
		component_tag(html, row->stage == 2 ? "stage 2" : "stage 1",
			      "blue");
		html_text(html, " ");
	}
	if (!row->confirmed && case_is_unsure(row))
		component_tag(html, "please read", "orange");
}

static void
write_head(struct html *html, const struct list_row *entry)
{
	const struct case_row *row = entry->row;
	g_autofree char *path = case_path(row, "");
	g_autofree char *clean = text_clean(row->subject, TRUE);
	g_autofree char *subject = text_shorten(
		*clean != '\0' ? clean : "No subject", SUBJECT_CHARS);

	html_open(html, "h3", "class", "list-title", NULL);
	html_open(html, "a", "class", "govuk-link", "href", path, "data-open",
		  "", NULL);
	html_text(html, subject);
	html_element(html, "span", row->ref, "class", "list-ref", NULL);
	html_close(html, "a");
	html_close(html, "h3");
	html_open(html, "p", "class", "list-tags", NULL);
	write_tags(html, row);
	html_close(html, "p");
}

static void
write_who(struct html *html, const struct case_row *row)
{
	g_autofree char *received = clock_short(row->received);
	const char *name =
		*row->from_name != '\0' ? row->from_name : row->from_address;

	html_open(html, "p", "class", "list-who", NULL);
	html_printf(html, "%s, %s", *name != '\0' ? name : "Somebody unknown",
		    received);
	html_close(html, "p");
}

void
list_snippet(struct html *html, const char *snippet)
{
	while (*snippet != '\0') {
		gsize size = strcspn(snippet, "\x01\x02");
		g_autofree char *part = g_strndup(snippet, size);

		html_text(html, part);
		snippet += size;
		if (*snippet == SNIPPET_BEGIN)
			html_open(html, "mark", NULL);
		else if (*snippet == SNIPPET_END)
			html_close(html, "mark");
		if (*snippet != '\0')
			snippet++;
	}
}

static void
write_words(struct html *html, const struct list_row *entry)
{
	if (entry->words == NULL || *entry->words == '\0')
		return;
	html_open(html, "p", "class", "list-words", NULL);
	if (entry->found)
		list_snippet(html, entry->words);
	else
		html_text(html, entry->words);
	html_close(html, "p");
}

/* Its first letter large. */
static char *
text_sentence(const char *words)
{
	char *sentence = g_strdup(words);

	*sentence = g_ascii_toupper(*sentence);
	return sentence;
}

static void
write_due(struct html *html, const struct list_row *entry)
{
	gint64 now = clock_now();
	g_autofree char *due = NULL;
	g_autofree char *leaves = NULL;
	g_autofree char *words = NULL;
	enum duty_kind kind;

	if (entry->duty == NULL)
		return;
	due = case_due_words(entry->duty, now);
	kind = duty_of(entry->duty->kind);
	html_open(html, "p", "class",
		  duty_is_overdue(entry->duty, now) ? "list-due list-late"
						    : "list-due",
		  NULL);
	words = text_sentence(kind == DUTY_COUNT ? entry->duty->kind
						 : duty_words(kind));
	html_printf(html, "%s by %s.", words, due);
	if (entry->guard_at != TIME_NONE) {
		leaves = clock_short(entry->guard_at);
		html_printf(html,
			    " The acknowledgement leaves by itself at %s "
			    "unless you act.",
			    leaves);
	}
	html_close(html, "p");
}

static void
write_choice(struct html *html, const struct case_row *row)
{
	g_autofree char *id = g_strconcat("choose-", row->ref, NULL);

	html_open(html, "p", "class", "list-choose", NULL);
	html_open(html, "input", "type", "checkbox", "name", "ref", "value",
		  row->ref, "id", id, "form", "bulk", NULL);
	html_open(html, "label", "for", id, "class", "govuk-label", NULL);
	html_text(html, "Choose ");
	html_element(html, "span", row->ref, "class", "govuk-visually-hidden",
		     NULL);
	html_close(html, "label");
	html_close(html, "p");
}

/* One press settles the usual one; the revision keeps it from being saved
 * over newer facts. */
static void
write_confirm(struct visit *visit, struct html *html,
	      const struct list_row *entry)
{
	const struct case_row *row = entry->row;
	g_autofree char *path = case_path(row, "/confirm");
	g_autofree char *label = g_strdup_printf(
		"Confirm: %s", case_category_words(row->category));
	g_autofree char *revision = g_strdup_printf(
		"%" G_GINT64_FORMAT,
		act_revision(visit->post->ledger, row->id, NULL));

	visit_form(visit, html, path);
	input_hidden(html, "revision", revision);
	input_hidden(html, "return", entry->from);
	html_open(html, "button", "type", "submit", "class",
		  "govuk-button govuk-button--secondary list-button",
		  "data-confirm", "", NULL);
	html_text(html, label);
	html_element(html, "span", row->ref, "class", "govuk-visually-hidden",
		     NULL);
	html_close(html, "button");
	html_close(html, "form");
}

static void
write_buttons(struct visit *visit, struct html *html,
	      const struct list_row *entry)
{
	const struct case_row *row = entry->row;
	g_autofree char *settle = NULL;

	if (row->confirmed || row->category == CATEGORY_NONE ||
	    !visit_may(visit, MAY_SETTLE))
		return;
	settle = case_path(row, "/settle");
	html_open(html, "div", "class", "list-buttons", NULL);
	if (row->category != CATEGORY_EXCLUSION)
		write_confirm(visit, html, entry);
	html_open(html, "a", "class", "govuk-link", "href", settle,
		  "data-settle", "", NULL);
	html_text(html, "Something else");
	html_element(html, "span", row->ref, "class", "govuk-visually-hidden",
		     NULL);
	html_close(html, "a");
	html_close(html, "div");
}

void
list_write(struct visit *visit, struct html *html, const struct list_row *entry)
{
	html_open(html, "li", "class", "list-item", "id", entry->row->ref,
		  "data-item", "", NULL);
	write_head(html, entry);
	write_who(html, entry->row);
	write_words(html, entry);
	write_due(html, entry);
	if (entry->choose && list_may_choose(entry->row) &&
	    visit_may(visit, MAY_SETTLE))
		write_choice(html, entry->row);
	write_buttons(visit, html, entry);
	html_close(html, "li");
}
