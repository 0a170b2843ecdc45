/*
 * Choosing what a message is, otherwise than proposed. First the category;
 * then, where the Code asks for more, its page: the ground with evidence and
 * discretion (2.1 to 2.5), or the reason and the resident's choice (1.3).
 */
#include "console/page_case.h"

#include "base/fault.h"
#include "console/component.h"
#include "desk/confirm.h"
#include "policy/ground.h"
#include "policy/reason.h"
#include "policy/route.h"

/* What the page shows and what was typed; all borrowed. */
struct settling {
	struct visit *visit;
	const struct case_row *row;
	gint64 revision;
	enum category category; /* CATEGORY_NONE while it is to be chosen */
	enum confirm_asks asks;
	struct errors *errors;
};

static const struct choice categories[] = {
	{"complaint", "Complaint",
	 "Dissatisfied, in any words, with what we or those who work for us "
	 "did or did not do (Code 1.2)",
	 FALSE},
	{"service_request", "Service request",
	 "Wants something done or put right, without dissatisfaction with how "
	 "it was handled (Code 1.4)",
	 FALSE},
	{"escalation", "Stage 2",
	 "Not content with our stage 1 response. No reasons are needed (Code "
	 "6.10 to 6.12)",
	 FALSE},
	{"exclusion", "Do not accept as a complaint",
	 "Only on a ground of our policy, with evidence. The resident may go "
	 "to the Ombudsman (Code 2.1 to 2.5)",
	 FALSE},
	{"survey_feedback", "Answer to a survey",
	 "They are told how to complain (Code 1.6)", FALSE},
	{"compliment", "Compliment", "Praise, and nothing is asked for", FALSE},
	{"enquiry", "Enquiry", "Anything else a person wrote", FALSE},
	{NULL, NULL, NULL, FALSE},
};

static const char *
typed(const struct settling *s, const char *name)
{
	return request_text(s->visit->request, name);
}

static void
write_categories(struct html *html, const struct settling *s)
{
	input_radios(html, &(struct input){
				   .name = "category",
				   .label = "What is it?",
				   .hint = "If in doubt, it is a complaint.",
				   .value = typed(s, "category"),
				   .choices = categories,
				   .errors = s->errors,
			   });
	input_button(html, "Continue", NULL, NULL, NULL);
}

/* The grounds that the landlord's policy has, with what each must show. */
static void
write_grounds(struct html *html, const struct settling *s)
{
	const struct profile *profile = s->visit->post->profile;
	struct choice choices[GROUND_COUNT + 1] = {{NULL, NULL, NULL, FALSE}};
	char *hints[GROUND_COUNT + 1] = {NULL};
	enum ground ground;
	gsize i, n = 0;

	for (ground = 0; ground < GROUND_COUNT; ground++) {
		const struct ground_rule *rule = ground_rule(ground);

		if (!policy_has_ground(profile, ground))
			continue;
		hints[n] = g_strdup_printf("Tell %s (Code %s).", rule->requires,
					   rule->provision);
		choices[n].value = ground_name(ground);
		choices[n].text = profile_ground_words(profile, ground);
		choices[n].hint = hints[n];
		n++;
	}
	input_radios(html, &(struct input){
				   .name = "ground",
				   .label = "On which ground?",
				   .hint = "Grounds of our complaints policy. "
					   "There must be a valid reason (Code "
					   "2.1).",
				   .value = typed(s, "ground"),
				   .choices = choices,
				   .errors = s->errors,
			   });
	for (i = 0; i < n; i++)
		g_free(hints[i]);
}

static void
write_refusal(struct html *html, const struct settling *s)
{
	write_grounds(html, s);
	input_area(html, &(struct input){
				 .name = "evidence",
				 .label = "Which facts show it?",
				 .hint = "On this complaint’s own merits, with "
					 "dates as 2026-11-23 (Code 2.1, 2.5).",
				 .value = typed(s, "evidence"),
				 .errors = s->errors,
			 });
	input_area(html,
		   &(struct input){
			   .name = "discretion",
			   .label = "How were the resident’s circumstances and "
				    "your discretion considered?",
			   .hint = "There must be no blanket approach (Code "
				   "2.3, 2.5).",
			   .value = typed(s, "discretion"),
			   .errors = s->errors,
		   });
	input_button(html, "Do not accept it as a complaint", "warning", NULL,
		     NULL);
}

static void
write_less(struct html *html, const struct settling *s)
{
	static const struct choice choices[] = {
		{"declined", "They were asked, and do not want to complain",
		 NULL, FALSE},
		{"offered", "They have not been asked yet",
		 "The choice is offered to them by letter.", FALSE},
		{NULL, NULL, NULL, FALSE},
	};

	input_area(html, &(struct input){
				 .name = "reason",
				 .label = "Why is this no complaint?",
				 .hint = "The word “complaint” need not stand "
					 "in it (Code 1.2, 1.3).",
				 .value = typed(s, "reason"),
				 .errors = s->errors,
			 });
	input_radios(html, &(struct input){
				   .name = "choice",
				   .label = "What did the resident choose?",
				   .hint = "Whoever is dissatisfied must be "
					   "given the choice (Code 1.3).",
				   .value = typed(s, "choice"),
				   .choices = choices,
				   .errors = s->errors,
			   });
	input_button(html, "Settle it so", NULL, NULL, NULL);
}

static const char *
title_of(const struct settling *s)
{
	if (s->category == CATEGORY_NONE || s->asks == CONFIRM_ASKS_NOTHING)
		return "Say what it is";
	return s->asks == CONFIRM_ASKS_GROUND
		       ? "Do not accept it as a complaint"
		       : "Make less than a complaint of it";
}

/* The words that are to be settled, open while the category is chosen. */
static void
write_message(struct html *html, const struct settling *s)
{
	g_autoptr(own_item_row) item =
		item_seen(s->visit->post->ledger, s->row->item, NULL);

	if (item == NULL || item->message == NULL)
		return;
	component_details(html, "Read the message");
	html_open(html, "div", "class", "case-text", NULL);
	html_lines(html, item->message->new_text);
	html_close(html, "div");
	component_details_end(html);
}

static void
show(struct settling *s)
{
	struct html *html =
		case_subpage(s->visit, s->row, title_of(s), s->errors);

	write_message(html, s);
	case_form(s->visit, html, s->row, s->revision, "/settle");
	if (s->asks != CONFIRM_ASKS_NOTHING && s->category != CATEGORY_NONE)
		input_hidden(html, "category", category_name(s->category));
	if (s->category == CATEGORY_NONE || s->asks == CONFIRM_ASKS_NOTHING)
		write_categories(html, s);
	else if (s->asks == CONFIRM_ASKS_GROUND)
		write_refusal(html, s);
	else
		write_less(html, s);
	html_close(html, "form");
	visit_show(s->visit, errors_count(s->errors) > 0 ? 400 : 200, html);
}

/* Finds the case, what was chosen, and what that asks for. */
static gboolean
begin(struct settling *s, GError **error)
{
	s->category = category_of(request_value(s->visit->request, "category"));
	s->asks = CONFIRM_ASKS_NOTHING;
	return s->category == CATEGORY_NONE ||
	       confirm_asks(s->visit->post, s->row, s->category, &s->asks,
			    error);
}

/* The reason as the Code wants it; NULL with an error beside its field. */
static char *
read_reason(struct settling *s)
{
	g_autoptr(GError) error = NULL;
	const char *field = "";
	char *reason;

	if (s->asks == CONFIRM_ASKS_GROUND &&
	    ground_of(typed(s, "ground")) == GROUND_NONE)
		errors_add(s->errors, "ground",
			   "Choose the ground. A complaint must be accepted "
			   "unless there is a valid reason (Code 2.1).");
	if (s->asks == CONFIRM_ASKS_GROUND)
		reason = reason_refuse(typed(s, "evidence"),
				       typed(s, "discretion"), &field, &error);
	else
		reason = reason_less(typed(s, "reason"),
				     resident_choice_of(typed(s, "choice")),
				     &field, &error);
	if (reason == NULL)
		errors_add(s->errors, field, error->message);
	return reason;
}

static void
settle_it(struct settling *s, const char *reason)
{
	struct confirming confirming = {
		.act = case_act(s->visit),
		.category = category_name(s->category),
		.ground = s->asks == CONFIRM_ASKS_GROUND ? typed(s, "ground")
							 : NULL,
		.reason = reason,
	};
	g_autofree char *words = NULL;
	g_autofree char *message = NULL;
	GError *error = NULL;
	gboolean done = confirm(s->visit->post, &confirming, &words, &error);

	if (!done && g_error_matches(error, FAULT, FAULT_INPUT)) {
		errors_add(s->errors,
			   s->asks == CONFIRM_ASKS_GROUND ? "evidence" : "",
			   error->message);
		g_clear_error(&error);
		show(s);
		return;
	}
	message = g_strdup_printf("%s is settled as %s.%s%s", s->row->ref,
				  category_words(s->category),
				  words == NULL ? "" : " ",
				  words == NULL ? "" : words);
	case_after(s->visit, done, error, message);
}

/* TRUE if the form for what the category asks for has been on the screen. */
static gboolean
was_asked(const struct settling *s)
{
	return request_value(s->visit->request, s->asks == CONFIRM_ASKS_GROUND
							? "evidence"
							: "reason") != NULL;
}

static void
settle_post(struct settling *s)
{
	g_autofree char *reason = NULL;

	if (s->category == CATEGORY_NONE) {
		errors_add(s->errors, "category", "Choose what it is.");
		show(s);
	} else if (s->asks == CONFIRM_ASKS_NOTHING) {
		settle_it(s, NULL);
	} else if (!was_asked(s)) {
		show(s);
	} else {
		reason = read_reason(s);
		if (reason == NULL || errors_count(s->errors) > 0)
			show(s);
		else
			settle_it(s, reason);
	}
}

static void
settle_any(struct visit *visit, void (*then)(struct settling *s))
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	g_autoptr(own_errors) errors = errors_new();
	struct settling s = {.visit = visit, .row = row, .errors = errors};
	GError *error = NULL;

	if (row == NULL)
		return;
	s.revision = case_revision(visit, row);
	if (begin(&s, &error))
		then(&s);
	else
		visit_fault(visit, error);
}

void
case_settle_get(struct visit *visit)
{
	settle_any(visit, show);
}

void
case_settle_post(struct visit *visit)
{
	settle_any(visit, settle_post);
}
