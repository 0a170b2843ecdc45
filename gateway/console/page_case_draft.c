/*
 * Editing the acknowledgement: what it says of the complaint (Code 5.6, 5.7)
 * beside the letter as it would leave. Without JavaScript a button shows the
 * letter; with it, the letter follows what is typed.
 */
#include "console/page_case.h"

#include "base/fault.h"
#include "console/component.h"
#include "console/page_letter.h"
#include "desk/draft_edit.h"

struct field {
	const char *label;
	const char *hint;
	int rows; /* 0: one line */
};

static const struct field fields[DRAFT_PARTS] = {
	[DRAFT_DEFINITION] = {"What the complaint is about",
			      "One point a line, numbered: “1. …”. Keep to "
			      "the resident’s meaning (Code 5.6).",
			      8},
	[DRAFT_OUTCOMES] = {"What the resident would like",
			    "Leave it as it is if they have not said (Code "
			    "5.6).",
			    4},
	[DRAFT_RESPONSIBILITY] = {"What we are and are not responsible for",
				  "Say of each part whose it is (Code 5.7). "
				  "If you leave it empty, the letter says "
				  "that we answer every point.",
				  5},
	[DRAFT_CLARIFICATION] = {"What we still ask",
				 "A question to the resident, if anything is "
				 "unclear. The time goes on (Code 5.6).",
				 3},
	[DRAFT_REVIEWER] = {"Who looks at it at stage 2",
			    "The role, not the name, of somebody who did not "
			    "at stage 1 (Code 6.13).",
			    0},
	[DRAFT_HEARING] = {"When and where the panel meets",
			   "Day, hour and place, or how to join.", 2},
};

/* What is edited; all borrowed. */
struct editing {
	struct visit *visit;
	const struct case_view *view;
	struct errors *errors;
	const struct notice *notice; /* the letter beside it; NULL … */
	const char *trouble;	     /* … and why not */
};

static const char *
kept(const struct draft *draft, enum draft_part part)
{
	if (draft == NULL)
		return "";
	switch (part) {
	case DRAFT_DEFINITION:
		return draft->definition;
	case DRAFT_OUTCOMES:
		return draft->outcomes;
	case DRAFT_RESPONSIBILITY:
		return draft->responsibility;
	case DRAFT_CLARIFICATION:
		return draft->clarification;
	case DRAFT_REVIEWER:
		return draft->reviewer;
	default:
		return draft->hearing;
	}
}

static gboolean
is_asked(const struct editing *e, enum draft_part part)
{
	if (part == DRAFT_HEARING)
		return e->view->row->stage == 2 &&
		       e->visit->post->profile->stage2 == STAGE2_PANEL;
	return part != DRAFT_REVIEWER || e->view->row->stage == 2;
}

static void
write_field(struct html *html, const struct editing *e, enum draft_part part)
{
	const char *name = draft_part_name(part);
	struct input input = {
		.name = name,
		.label = fields[part].label,
		.hint = fields[part].hint,
		.rows = fields[part].rows,
		.value = request_value(e->visit->request, name),
		.errors = e->errors,
	};

	if (input.value == NULL)
		input.value = kept(e->view->letter.draft, part);
	if (fields[part].rows == 0)
		input_text(html, &input);
	else
		input_area(html, &input);
}

static void
write_preview(struct html *html, const struct notice *notice,
	      const char *trouble)
{
	if (notice != NULL)
		letter_write(html, notice);
	else
		component_inset(html, trouble != NULL ? trouble
						      : "There is no letter.");
}

static void
write_form(struct html *html, const struct editing *e)
{
	enum draft_part part;
	g_autofree char *live = case_path(e->view->row, "/preview");

	case_form(e->visit, html, e->view->row, e->view->revision, "/draft");
	html_open(html, "div", "data-preview", live, NULL);
	for (part = 0; part < DRAFT_PARTS; part++)
		if (is_asked(e, part))
			write_field(html, e, part);
	html_close(html, "div");
	html_open(html, "div", "class", "govuk-button-group", NULL);
	input_button(html, "Save", NULL, NULL, NULL);
	input_button(html, "Show the letter", "secondary", "show", "1");
	html_close(html, "div");
	html_close(html, "form");
}

static void
show(const struct editing *e)
{
	struct html *html = case_subpage(e->visit, e->view->row,
					 "Change the letter", e->errors);

	html_open(html, "div", "class", "govuk-grid-row", NULL);
	html_open(html, "div", "class", "govuk-grid-column-one-half", NULL);
	write_form(html, e);
	html_close(html, "div");
	letter_beside(html);
	html_open(html, "div", "id", "preview", "aria-live", "polite", NULL);
	write_preview(html, e->notice, e->trouble);
	html_close(html, "div");
	html_close(html, "div");
	html_close(html, "div");
	visit_show(e->visit, errors_count(e->errors) > 0 ? 400 : 200, html);
}

void
case_draft_get(struct visit *visit)
{
	g_autoptr(own_case_view) view = case_view_open(visit);
	struct editing e = {.visit = visit, .view = view};

	if (view == NULL)
		return;
	e.notice = view->letter.notice;
	e.trouble = view->letter.trouble;
	show(&e);
}

static struct draft_edit
typed(struct visit *visit)
{
	struct draft_edit edit = {.act = case_act(visit)};
	enum draft_part part;

	for (part = 0; part < DRAFT_PARTS; part++) {
		const char *name = draft_part_name(part);

		if (request_value(visit->request, name) != NULL)
			edit.text[part] = request_text(visit->request, name);
	}
	return edit;
}

/* The same page with the letter of what was typed, or with what is wrong. */
static void
show_typed(struct visit *visit, const char *wrong)
{
	g_autoptr(own_case_view) view = case_view_open(visit);
	g_autoptr(own_errors) errors = errors_new();
	g_autoptr(own_notice) notice = NULL;
	g_autoptr(GError) error = NULL;
	struct draft_edit edit = typed(visit);
	struct editing e = {.visit = visit, .view = view, .errors = errors};

	if (view == NULL)
		return;
	if (wrong != NULL)
		errors_add(errors, "", wrong);
	view->revision = case_revision(visit, view->row);
	notice = draft_preview(visit->post, view->row->ref, &edit, &error);
	e.notice = notice;
	e.trouble = error != NULL ? error->message : NULL;
	show(&e);
}

void
case_draft_post(struct visit *visit)
{
	struct draft_edit edit = typed(visit);
	GError *error = NULL;
	gboolean done;

	if (request_value(visit->request, "show") != NULL) {
		show_typed(visit, NULL);
		return;
	}
	done = draft_edit(visit->post, &edit, &error);
	if (!done && g_error_matches(error, FAULT, FAULT_INPUT)) {
		show_typed(visit, error->message);
		g_error_free(error);
		return;
	}
	case_after(visit, done, error,
		   "Saved. Read the letter, then release it.");
}

/* The letter alone, for the live preview. */
void
case_preview_post(struct visit *visit)
{
	struct draft_edit edit = typed(visit);
	g_autoptr(GError) error = NULL;
	g_autoptr(own_notice) notice =
		draft_preview(visit->post, edit.act.ref, &edit, &error);
	g_autoptr(own_html) html = html_new();

	write_preview(html, notice, error != NULL ? error->message : NULL);
	reply_html(visit->reply, 200, html);
}
