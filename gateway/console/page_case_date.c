/*
 * The day of receipt where it is uncertain: the earliest plausible one
 * counts until a person settles it (domain.md 10.14). Counting anew is
 * desk/redate.h's.
 */
#include "console/page_case.h"

#include "base/clock.h"
#include "base/fault.h"
#include "console/component.h"
#include "desk/redate.h"

static void
write_why(struct html *html, const struct case_view *view)
{
	g_autofree char *day = clock_words(clock_day(view->row->received));
	g_autofree char *arrived =
		clock_words(clock_day(view->receipt->arrived));

	html_open(html, "p", "class", "govuk-body", NULL);
	html_printf(html,
		    "It is not certain when this was received. %s counts, the "
		    "earliest plausible day. It reached us on %s. %s",
		    day, arrived, view->receipt->why);
	html_close(html, "p");
}

void
case_receipt(struct visit *visit, struct html *html,
	     const struct case_view *view)
{
	g_autofree char *path = case_path(view->row, "/date");

	if (view->receipt == NULL || view->receipt->settled != TIME_NONE)
		return;
	html_open(html, "div", "class", "case-others", NULL);
	write_why(html, view);
	if (visit_may(visit, MAY_SETTLE)) {
		html_open(html, "p", "class", "govuk-body", NULL);
		html_link(html, path, "Settle the day", "govuk-link");
		html_close(html, "p");
	}
	html_close(html, "div");
}

static void
show(struct visit *visit, const struct case_row *row,
     const struct errors *errors)
{
	struct html *html =
		case_subpage(visit, row, "Settle the day of receipt", errors);
	g_autofree char *day = clock_iso(clock_day(row->received));

	case_form(visit, html, row, case_revision(visit, row), "/date");
	input_date(html, &(struct input){
				 .name = "day",
				 .label = "On which day was it received?",
				 .hint = "The day on which any member of "
					 "staff had it. What is still owed is "
					 "counted anew from it.",
				 .value = day,
				 .errors = errors,
			 });
	input_area(html,
		   &(struct input){
			   .name = "reason",
			   .label = "How do you know?",
			   .value = request_text(visit->request, "reason"),
			   .errors = errors,
			   .rows = 3,
		   });
	input_button(html, "Settle the day", NULL, NULL, NULL);
	html_close(html, "form");
	visit_show(visit, errors_count(errors) > 0 ? 400 : 200, html);
}

void
case_date_get(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);

	if (row != NULL)
		show(visit, row, NULL);
}

void
case_date_post(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	g_autoptr(own_errors) errors = errors_new();
	guint32 day = input_read_date(visit->request, "day", errors);
	struct act act = case_act(visit);
	GError *error = NULL;
	gboolean done;

	if (row == NULL)
		return;
	if (day == DAY_NONE && errors_count(errors) == 0)
		errors_add(errors, "day", "Enter the day.");
	if (errors_count(errors) > 0) {
		show(visit, row, errors);
		return;
	}
	done = redate_settle(visit->post, &act, day,
			     request_text(visit->request, "reason"), &error);
	if (!done && g_error_matches(error, FAULT, FAULT_INPUT)) {
		errors_add(errors, "reason", error->message);
		g_error_free(error);
		show(visit, row, errors);
		return;
	}
	case_after(visit, done, error, "The day is settled.");
}
