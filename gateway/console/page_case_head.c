/*
 * The head of a case: who, what, how it stands and what is due next, and the
 * banners of what must not be missed.
 */
#include "console/page_case.h"

#include "base/clock.h"
#include "console/component.h"
#include "desk/case_json.h"
#include "policy/duty.h"

struct word {
	const char *name;
	const char *words;
};

const char *
case_channel_words(const char *channel)
{
	static const struct word words[] = {
		{"email", "by email"},		{"form", "by web form"},
		{"contact", "by our web form"}, {"letter", "by letter"},
		{"phone", "by telephone"},	{"visit", "in person"},
		{"social", "by social media"},	{"submit", "keyed in"},
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(channel, words[i].name))
			return words[i].words;
	return channel;
}

const char *
case_kind_words(enum category category)
{
	switch (category) {
	case CATEGORY_COMPLAINT:
		return "a complaint";
	case CATEGORY_SERVICE_REQUEST:
		return "a service request";
	case CATEGORY_ESCALATION:
		return "a request for stage 2";
	case CATEGORY_EXCLUSION:
		return "something we may not have to take as a complaint";
	case CATEGORY_SURVEY_FEEDBACK:
		return "an answer to a survey";
	case CATEGORY_COMPLIMENT:
		return "a compliment";
	case CATEGORY_ENQUIRY:
		return "an enquiry";
	default:
		return "something that could not be read";
	}
}

static void
write_tags(struct html *html, const struct case_row *row)
{
	g_autofree char *stage = NULL;

	html_open(html, "p", "class", "case-tags", NULL);
	component_tag(html, case_category_words(row->category),
		      row->confirmed ? "green" : "yellow");
	component_tag(html, row->confirmed ? "confirmed" : "to be confirmed",
		      row->confirmed ? "green" : "yellow");
	if (row->stage > 0) {
		stage = g_strdup_printf("stage %d", row->stage);
		component_tag(html, stage, "blue");
	}
	component_tag(html, row->status, "grey");
	html_close(html, "p");
}

static char *
duty_sentence(const struct duty_row *duty)
{
	g_autofree char *due = case_due_words(duty, clock_now());
	enum duty_kind kind = duty_of(duty->kind);
	g_autofree char *what = case_sentence(
		kind == DUTY_COUNT ? duty->kind : duty_words(kind));

	return g_strdup_printf("%s: %s", what, due);
}

/* "It leaves by itself on Thu 26 Nov 2026 10:00 unless you act." */
static void
write_guard(struct html *html, const struct duty_row *duty)
{
	g_autofree char *when = NULL;

	if (duty->guard_at == TIME_NONE)
		return;
	when = clock_short(duty->guard_at);
	html_open(html, "br", NULL);
	html_printf(html, "It leaves by itself at %s unless you act.", when);
}

static void
write_next(struct html *html, const struct case_view *view)
{
	const struct duty_row *duty = case_view_next_duty(view);
	g_autofree char *sentence = NULL;

	component_summary_open(html, "Next");
	if (duty == NULL) {
		html_text(html, "Nothing is owed.");
	} else {
		sentence = duty_sentence(duty);
		html_open(html, "a", "href", "#owed", "class", "govuk-link",
			  NULL);
		html_text(html, sentence);
		html_close(html, "a");
		write_guard(html, duty);
	}
	component_summary_close(html);
}

static char *
received_words(const struct case_row *row)
{
	g_autofree char *day = clock_words(clock_day(row->received));
	g_autofree char *time = clock_short(row->received);

	return g_strdup_printf("%s at %s, %s", day, time + strlen(time) - 5,
			       case_channel_words(row->channel));
}

static const char *
name_of(const struct case_view *view)
{
	if (*view->person->name != '\0')
		return view->person->name;
	if (*view->row->from_name != '\0')
		return view->row->from_name;
	return *view->row->from_address != '\0' ? view->row->from_address
						: "unknown person";
}

void
case_head(struct visit *visit, struct html *html, const struct case_view *view)
{
	const struct case_row *row = view->row;
	g_autofree char *received = received_words(row);

	html_open(html, "div", "class", "case-head", NULL);
	html_open(html, "h1", "class", "govuk-heading-l", NULL);
	html_element(html, "span", row->ref, "class", "govuk-caption-l", NULL);
	html_text(html, name_of(view));
	html_close(html, "h1");
	write_tags(html, row);
	component_summary(html);
	if (*row->subject != '\0')
		component_summary_row(html, "About", row->subject, NULL);
	component_summary_row(html, "Received", received, NULL);
	case_handler(visit, html, view);
	write_next(html, view);
	component_summary_end(html);
	html_close(html, "div");
}
