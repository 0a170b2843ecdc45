/*
 * What is owed on a case: each duty with its day, how the day was counted,
 * and a form to record that it is done or not needed (desk/done.h).
 */
#include "console/page_case.h"

#include "base/clock.h"
#include "console/component.h"
#include "desk/case_json.h"
#include "desk/done.h"
#include "policy/count.h"

static struct count_known
known_of(const struct visit *visit, const struct case_view *view,
	 const struct duty_row *duty)
{
	const struct case_row *row = view->row;
	gboolean second = duty->stage == 2;
	struct count_known known = {
		.received = second && row->escalated != TIME_NONE
				    ? row->escalated
				    : row->received,
		.acknowledged =
			second ? row->acknowledged2 : row->acknowledged1,
		.decided = TIME_NONE,
		.exclusion_days = visit->post->profile->exclusion_letter_days,
	};

	if (view->decision != NULL)
		known.decided = view->decision->at;
	return known;
}

static void
write_day(struct html *html, const struct counted *day, const char *zero)
{
	g_autofree char *words = count_day_words(day->day);
	g_autofree char *what = count_words(day, zero);

	html_open(html, "li", "class",
		  day->as == COUNTED_WORKDAY ? NULL : "case-no-workday", NULL);
	html_printf(html, "%s %s", words, what);
	html_close(html, "li");
}

/* How the day was counted, day by day. */
static void
write_count(struct visit *visit, struct html *html,
	    const struct case_view *view, const struct duty_row *duty)
{
	struct count_known known = known_of(visit, view, duty);
	const char *zero = NULL;
	guint32 from = count_from(visit->post->calendar, duty_of(duty->kind),
				  duty->due_day, &known, &zero);
	g_autoptr(GArray) days =
		count_days(visit->post->calendar, from, duty->due_day);
	guint i;

	if (days->len == 0)
		return;
	component_details(html, "How the day was counted");
	html_open(html, "ol", "class", "govuk-list case-count", NULL);
	for (i = 0; i < days->len; i++)
		write_day(html, &g_array_index(days, struct counted, i), zero);
	html_close(html, "ol");
	component_details_end(html);
}

static char *
duty_label(const struct duty_row *duty)
{
	enum duty_kind kind = duty_of(duty->kind);

	return case_sentence(kind == DUTY_COUNT ? duty->kind
						: duty_words(kind));
}

static void
write_done_form(struct visit *visit, struct html *html,
		const struct case_view *view, const struct duty_row *duty)
{
	g_autofree char *name = g_strdup_printf("reason-%s", duty->kind);
	g_autofree char *how = g_strdup_printf("how-%s", duty->kind);
	const struct choice choices[] = {
		{"done", "It is done", NULL, TRUE},
		{"not-needed", "It is not needed", NULL, FALSE},
		{NULL, NULL, NULL, FALSE},
	};

	component_details(html, "Record that it is done, or not needed");
	case_form(visit, html, view->row, view->revision, "/done");
	input_hidden(html, "duty", duty->kind);
	input_radios(html, &(struct input){
				   .name = how,
				   .label = "What of it?",
				   .choices = choices,
				   .small = TRUE,
				   .side = TRUE,
			   });
	input_area(html,
		   &(struct input){
			   .name = name,
			   .label = "What was done, or why it need not be",
			   .rows = 2,
		   });
	input_button(html, "Record it", "secondary", NULL, NULL);
	html_close(html, "form");
	component_details_end(html);
}

static void
write_due(struct html *html, const struct duty_row *duty)
{
	g_autofree char *due = case_due_words(duty, clock_now());
	g_autofree char *guard = NULL;

	html_open(html, "p", "class",
		  duty_is_overdue(duty, clock_now())
			  ? "govuk-body-s case-overdue"
			  : "govuk-body-s",
		  NULL);
	html_printf(html, "Due %s. Code %s.",
		    g_str_has_prefix(due, "due ") ? due + 4 : due,
		    duty->provision);
	if (duty->guard_at != TIME_NONE) {
		guard = clock_short(duty->guard_at);
		html_printf(html, " Leaves by itself at %s unless you act.",
			    guard);
	}
	html_close(html, "p");
}

/* A look is met by settling what the message is. */
static void
write_open(struct visit *visit, struct html *html, const struct case_view *view,
	   const struct duty_row *duty)
{
	g_autofree char *label = duty_label(duty);

	html_open(html, "li", "class", "case-duty", NULL);
	html_element(html, "h3", label, "class", "govuk-heading-s", NULL);
	write_due(html, duty);
	write_count(visit, html, view, duty);
	if (duty_of(duty->kind) != DUTY_LOOK && visit_may(visit, MAY_HANDLE))
		write_done_form(visit, html, view, duty);
	html_close(html, "li");
}

static void
write_past(struct html *html, const struct duty_row *duty)
{
	g_autofree char *when =
		clock_short(duty->met != TIME_NONE ? duty->met : duty->ended);

	g_autofree char *label = duty_label(duty);

	html_open(html, "li", NULL);
	if (duty->met != TIME_NONE)
		html_printf(html, "%s: done %s", label, when);
	else
		html_printf(html, "%s: ended by %s on %s: %s", label,
			    duty->ended_by, when, duty->ended_reason);
	html_close(html, "li");
}

static guint
write_all_open(struct visit *visit, struct html *html,
	       const struct case_view *view)
{
	guint i, open = 0;

	html_open(html, "ul", "class", "govuk-list case-duties", NULL);
	for (i = 0; i < view->duties->len; i++) {
		const struct duty_row *duty =
			g_ptr_array_index(view->duties, i);

		if (!duty_is_open(duty))
			continue;
		write_open(visit, html, view, duty);
		open++;
	}
	html_close(html, "ul");
	return open;
}

void
case_duties(struct visit *visit, struct html *html,
	    const struct case_view *view)
{
	guint i, open;

	case_section(html, "owed", "What is owed");
	open = write_all_open(visit, html, view);
	if (open == 0)
		component_text(html, "Nothing is owed.");
	if (open < view->duties->len) {
		component_details(html, "What was owed");
		html_open(html, "ul", "class", "govuk-list", NULL);
		for (i = 0; i < view->duties->len; i++)
			if (!duty_is_open(view->duties->pdata[i]))
				write_past(html, view->duties->pdata[i]);
		html_close(html, "ul");
		component_details_end(html);
	}
	html_close(html, "section");
}

void
case_done_post(struct visit *visit)
{
	const char *duty = request_text(visit->request, "duty");
	g_autofree char *reason = g_strdup_printf("reason-%s", duty);
	g_autofree char *how = g_strdup_printf("how-%s", duty);
	struct done what = {
		.act = case_act(visit),
		.duty = duty,
		.reason = request_text(visit->request, reason),
		.not_needed = g_str_equal(request_text(visit->request, how),
					  "not-needed"),
	};
	GError *error = NULL;
	gboolean done = done_record(visit->post, &what, &error);

	case_after(visit, done, error, "It is recorded.");
}
