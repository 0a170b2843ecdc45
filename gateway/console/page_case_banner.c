/*
 * What must not be missed on a case, each a warning with what follows from
 * it. What a disability is, or what was promised because of it, is said only
 * to who may read the register (Code 5.10).
 */
#include "console/page_case.h"

#include "base/clock.h"
#include "console/component.h"
#include "policy/duty.h"

/* A colleague who looked so long ago is still there. */
#define NOW_SECONDS 120

static gboolean
has_flag(const struct case_view *view, enum flag flag)
{
	return (view->row->flags & FLAG_BIT(flag)) != 0;
}

static void
warn_unsafe(struct html *html, const struct case_view *view)
{
	if (!has_flag(view, FLAG_UNSAFE_CONTACT))
		return;
	component_warning(html, "It may not be safe to write or to ring. Read "
				"the message before you make contact, and "
				"agree a safe way first. Nothing leaves by "
				"itself.");
}

/* Nobody has taken it on: one button does. */
static void
write_accept(struct visit *visit, struct html *html,
	     const struct case_view *view)
{
	if (!visit_may(visit, MAY_HANDLE))
		return;
	case_form(visit, html, view->row, view->revision, "/accept");
	input_button(html, "I take it on", NULL, NULL, NULL);
	html_close(html, "form");
}

static void
warn_urgent(struct visit *visit, struct html *html,
	    const struct case_view *view)
{
	const struct danger *danger = view->danger;
	g_autofree char *due = NULL;

	if (danger == NULL || !danger->open || danger->accepted != TIME_NONE)
		return;
	due = clock_short(danger->due_at);
	html_open(html, "div", "class", "case-urgent", NULL);
	component_warning(html, "There may be a danger: safeguarding or a "
				"hazard. Nobody has taken it on.");
	html_open(html, "p", "class", "govuk-body", NULL);
	html_printf(html, "Somebody must act by %s.", due);
	html_close(html, "p");
	write_accept(visit, html, view);
	html_close(html, "div");
}

/* Who else has the case open now: a view within the last two minutes. */
static void
warn_others(struct visit *visit, struct html *html,
	    const struct case_view *view)
{
	g_autoptr(GString) names = g_string_new(NULL);
	guint i;

	for (i = 0; i < view->seen->len; i++) {
		const struct access_line *line = view->seen->pdata[i];

		if (line->at < clock_now() - NOW_SECONDS ||
		    g_str_equal(line->who, visit_by(visit)) ||
		    strstr(names->str, line->who) != NULL)
			continue;
		g_string_append_printf(names, "%s%s",
				       names->len > 0 ? ", " : "", line->who);
	}
	if (names->len == 0)
		return;
	html_open(html, "div", "class", "case-others", "role", "status", NULL);
	html_open(html, "p", "class", "govuk-body", NULL);
	html_printf(html,
		    "%s is looking at this case now. What one of you "
		    "saves first stands.",
		    names->str);
	html_close(html, "p");
	html_close(html, "div");
}

static void
warn_ombudsman(struct html *html, const struct case_view *view)
{
	if (case_view_open_duty(view, duty_name(DUTY_OMBUDSMAN)) != NULL)
		component_warning(html, "The Ombudsman has written. The "
					"liaison officer reads it today.");
}

static void
warn_authority(struct html *html, const struct case_view *view)
{
	if (case_view_open_duty(view, duty_name(DUTY_AUTHORITY)) == NULL)
		return;
	component_warning(html, "Somebody writes for the resident, and no "
				"authority is recorded. The time runs all the "
				"same. The definition and anything about "
				"health go to the resident (Code 3.6).");
}

static char *
review_words(guint32 review)
{
	g_autofree char *day = clock_words(review);
	guint32 today = clock_day(clock_now());

	if (day == NULL)
		return g_strdup("");
	return g_strdup_printf(review < today ? " The review was due on %s."
					      : " It is to be reviewed on %s.",
			       day);
}

static void
warn_restriction(struct html *html, const struct case_view *view)
{
	const struct person *person = view->person;
	g_autofree char *review = review_words(person->restriction_review);
	g_autofree char *words = NULL;

	if (*person->restriction == '\0')
		return;
	words = g_strdup_printf("A restriction of contact is in force. What "
				"the person sends is still taken in and "
				"answered (Code 5.14, 5.15).%s",
				review);
	component_warning(html, words);
}

static void
warn_adjustments(struct visit *visit, struct html *html,
		 const struct case_view *view)
{
	const struct person *person = view->person;
	g_autofree char *review = review_words(person->adjustments_review);
	g_autofree char *words = NULL;

	if (*person->adjustments == '\0')
		return;
	words = g_strdup_printf(
		"Adjustments were promised (Code 5.10): %s.%s",
		visit_may(visit, MAY_REGISTER)
			? person->adjustments
			: "they are in the register, which you may not read. "
			  "Ask a colleague who may",
		review);
	component_warning(html, words);
}

static void
warn_contact(struct html *html, const struct case_view *view)
{
	static const char *const words[CONTACT_COUNT] = {
		[CONTACT_POST] = "This person wants letters by post, no email.",
		[CONTACT_TELEPHONE] = "This person wants to be telephoned. No "
				      "letter leaves.",
		[CONTACT_NO_MAIL] = "This person wants no email and no post. "
				    "No letter leaves.",
	};

	if (view->person->contact < CONTACT_COUNT &&
	    words[view->person->contact] != NULL)
		component_inset(html, words[view->person->contact]);
}

static void
tell_silence(struct html *html, const struct case_view *view)
{
	g_autofree char *words = NULL;

	if (*view->row->silence == '\0' || has_flag(view, FLAG_UNSAFE_CONTACT))
		return;
	words = g_strdup_printf("Nothing is answered by itself: %s",
				view->row->silence);
	component_inset(html, words);
}

/* "This person has 3 other cases, 1 of them open." */
static void
tell_earlier(struct html *html, const struct case_view *view)
{
	guint i, open = 0;

	if (view->earlier->len == 0)
		return;
	for (i = 0; i < view->earlier->len; i++) {
		const struct case_row *row =
			g_ptr_array_index(view->earlier, i);

		open += g_str_equal(row->status, "open");
	}
	html_open(html, "div", "class", "govuk-inset-text", NULL);
	html_printf(html, "This person has %u other case%s, %u of them open. ",
		    view->earlier->len, view->earlier->len == 1 ? "" : "s",
		    open);
	html_link(html, "#related", "See them", "govuk-link");
	html_close(html, "div");
}

static void
tell_possible(struct html *html, const struct case_view *view)
{
	const struct history_row *event =
		case_view_event(view, "possible-match");
	const char *ref = event == NULL ? NULL
					: json_string_value(json_object_get(
						  event->detail, "ref"));
	g_autofree char *href = NULL;

	if (ref == NULL)
		return;
	href = g_strconcat("/case/", ref, NULL);
	html_open(html, "div", "class", "govuk-inset-text", NULL);
	html_text(html, "It quotes the reference of another person’s case: ");
	html_link(html, href, ref, "govuk-link");
	html_text(html, ". Look whether it belongs there.");
	html_close(html, "div");
}

void
case_banners(struct visit *visit, struct html *html,
	     const struct case_view *view)
{
	html_open(html, "div", "class", "case-banners", NULL);
	warn_urgent(visit, html, view);
	warn_others(visit, html, view);
	case_conflict(visit, html, view);
	case_twins(visit, html, view);
	case_receipt(visit, html, view);
	warn_unsafe(html, view);
	warn_ombudsman(html, view);
	warn_authority(html, view);
	warn_restriction(html, view);
	warn_adjustments(visit, html, view);
	warn_contact(html, view);
	tell_silence(html, view);
	tell_possible(html, view);
	tell_earlier(html, view);
	html_close(html, "div");
}
