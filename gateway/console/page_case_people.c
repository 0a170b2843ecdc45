/*
 * People on a case: the resident, whoever writes for him, how they are to be
 * reached and what was promised. Disability and adjustments are a register
 * behind a right of its own (Code 5.10; domain.md 10.12).
 */
#include "console/page_case.h"

#include "base/fault.h"
#include "base/clock.h"
#include "console/component.h"
#include "desk/person.h"
#include "policy/duty.h"

static const char *
contact_words(enum contact contact)
{
	switch (contact) {
	case CONTACT_POST:
		return "by post only";
	case CONTACT_TELEPHONE:
		return "by telephone only";
	case CONTACT_NO_MAIL:
		return "neither by email nor by post";
	default:
		return "in any way";
	}
}

static void
row_of(struct html *html, const char *key, const char *value)
{
	if (value != NULL && *value != '\0')
		component_summary_row(html, key, value, NULL);
}

static void
write_postal(struct html *html, const struct person *person)
{
	component_summary_open(html, "Postal address");
	if (*person->postal == '\0')
		html_text(html, "not known");
	else
		html_lines(html, person->postal);
	component_summary_close(html);
}

static void
write_resident(struct html *html, const struct case_view *view)
{
	const struct person *person = view->person;
	const struct case_row *row = view->row;
	g_autofree char *print = g_strdup_printf("%d points", person->points);

	row_of(html, "Name",
	       *person->name != '\0' ? person->name : row->from_name);
	row_of(html, "Email", row->from_address);
	write_postal(html, person);
	row_of(html, "Wants to be reached", contact_words(person->contact));
	if (person->points > 12)
		row_of(html, "Print", print);
	if (*person->language != '\0' &&
	    !g_str_equal(person->language, "en-GB"))
		row_of(html, "Language", person->language);
}

static void
write_representative(struct html *html, const struct case_view *view)
{
	guint i;
	const char *words = NULL;

	if ((view->row->flags & FLAG_BIT(FLAG_REPRESENTATIVE)) == 0)
		return;
	for (i = 0; i < view->duties->len; i++) {
		const struct duty_row *duty =
			g_ptr_array_index(view->duties, i);

		if (duty_of(duty->kind) != DUTY_AUTHORITY)
			continue;
		words = duty_is_open(duty)
				? "no authority is recorded; record under "
				  "“What is owed” what you have seen"
				: "the authority was settled";
	}
	row_of(html, "Writes for somebody else",
	       words == NULL ? "yes, says the message" : words);
}

static void
write_register(struct visit *visit, struct html *html,
	       const struct person *person)
{
	g_autofree char *adjustments = clock_words(person->adjustments_review);
	g_autofree char *restriction = clock_words(person->restriction_review);

	if (visit_may(visit, MAY_REGISTER)) {
		row_of(html, "Adjustments", person->adjustments);
		row_of(html, "Adjustments to be reviewed", adjustments);
	} else if (*person->adjustments != '\0') {
		row_of(html, "Adjustments",
		       "in the register, which you may not read");
	}
	row_of(html, "Restriction of contact", person->restriction);
	row_of(html, "Equality Act", person->equality);
	row_of(html, "Restriction to be reviewed", restriction);
}

void
case_people(struct visit *visit, struct html *html,
	    const struct case_view *view)
{
	g_autofree char *path = case_path(view->row, "/person");

	case_section(html, "people", "People");
	component_summary(html);
	write_resident(html, view);
	write_representative(html, view);
	write_register(visit, html, view->person);
	component_summary_end(html);
	if (visit_may(visit, MAY_HANDLE)) {
		html_open(html, "p", "class", "govuk-body", NULL);
		html_link(html, path, "Change what is known of the person",
			  "govuk-link");
		html_close(html, "p");
	}
	html_close(html, "section");
}

/* --- changing it -----------------------------------------------------------*/

/* The parts of the register need its right. */
static gboolean
is_register(enum person_part part)
{
	return part == PERSON_ADJUSTMENTS || part == PERSON_ADJUSTMENTS_REVIEW;
}

/* A restriction is a manager's act (Code 5.14, 5.15). */
static gboolean
is_restriction(enum person_part part)
{
	return part == PERSON_RESTRICTION || part == PERSON_EQUALITY ||
	       part == PERSON_RESTRICTION_REVIEW;
}

static gboolean
may_change(const struct visit *visit, enum person_part part)
{
	if (is_register(part))
		return visit_may(visit, MAY_REGISTER);
	return !is_restriction(part) || visit_may(visit, MAY_MANAGE);
}

static char *
value_of(const struct person *person, enum person_part part)
{
	switch (part) {
	case PERSON_NAME:
		return g_strdup(person->name);
	case PERSON_POSTAL:
		return g_strdup(person->postal);
	case PERSON_PRINT:
		return g_strdup_printf("%d", person->points);
	case PERSON_LANGUAGE:
		return g_strdup(person->language);
	case PERSON_CONTACT:
		return g_strdup(contact_name(person->contact));
	case PERSON_ADJUSTMENTS:
		return g_strdup(person->adjustments);
	case PERSON_ADJUSTMENTS_REVIEW:
		return clock_iso(person->adjustments_review);
	case PERSON_RESTRICTION:
		return g_strdup(person->restriction);
	case PERSON_EQUALITY:
		return g_strdup(person->equality);
	default:
		return clock_iso(person->restriction_review);
	}
}

struct part_field {
	const char *label;
	const char *hint;
	enum { FIELD_LINE, FIELD_AREA, FIELD_CONTACT, FIELD_DAY } kind;
};

static const struct part_field part_fields[PERSON_PARTS] = {
	[PERSON_NAME] = {"Name", "As letters address the person.", FIELD_LINE},
	[PERSON_POSTAL] = {"Postal address",
			   "One line each, the name first; seven lines at "
			   "most.",
			   FIELD_AREA},
	[PERSON_PRINT] = {"Size of print", "12, or 16 to 28 for large print.",
			  FIELD_LINE},
	[PERSON_LANGUAGE] = {"Language of letters",
			     "en-GB or cy. It does not translate.", FIELD_LINE},
	[PERSON_CONTACT] = {"How to reach the person", NULL, FIELD_CONTACT},
	[PERSON_ADJUSTMENTS] = {"Adjustments that were promised",
				"Disabilities that were disclosed, and what "
				"was promised (Code 5.10).",
				FIELD_AREA},
	[PERSON_ADJUSTMENTS_REVIEW] = {"When to look at them again",
				       "For example 2027-03-01.", FIELD_DAY},
	[PERSON_RESTRICTION] = {"Restriction of contact",
				"The evidence for it (Code 5.14). What the "
				"person sends is taken in all the same.",
				FIELD_AREA},
	[PERSON_EQUALITY] = {"How the Equality Act was regarded",
			     "Needed with a restriction (Code 5.15).",
			     FIELD_AREA},
	[PERSON_RESTRICTION_REVIEW] = {"When to look at the restriction again",
				       "For example 2027-03-01.", FIELD_DAY},
};

static void
write_part(struct visit *visit, struct html *html, const struct person *person,
	   const struct errors *errors, enum person_part part)
{
	static const struct choice contacts[] = {
		{"any", "In any way", NULL, FALSE},
		{"post", "By post only", NULL, FALSE},
		{"telephone", "By telephone only", "No letter leaves.", FALSE},
		{"none-by-mail", "Neither by email nor by post",
		 "No letter leaves.", FALSE},
		{NULL, NULL, NULL, FALSE},
	};
	g_autofree char *value = value_of(person, part);
	struct input input = {
		.name = person_part_name(part),
		.label = part_fields[part].label,
		.hint = part_fields[part].hint,
		.value = request_value(visit->request, person_part_name(part)),
		.errors = errors,
		.autocomplete = "off",
		.rows = 4,
	};

	if (input.value == NULL)
		input.value = value;
	if (part_fields[part].kind == FIELD_AREA) {
		input_area(html, &input);
	} else if (part_fields[part].kind == FIELD_CONTACT) {
		input.choices = contacts;
		input_radios(html, &input);
	} else {
		input.width = part_fields[part].kind == FIELD_DAY ? 10 : 0;
		input_text(html, &input);
	}
}

static void
show_person(struct visit *visit, const char *wrong)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	g_autoptr(own_errors) errors = errors_new();
	g_autoptr(own_person) person = NULL;
	g_autoptr(own_case_row) found = NULL;
	GError *error = NULL;
	struct html *html;
	enum person_part part;

	if (row == NULL)
		return;
	person = person_of(visit->post, row->ref, &found, &error);
	if (person == NULL) {
		visit_fault(visit, error);
		return;
	}
	if (wrong != NULL)
		errors_add(errors, "", wrong);
	html = case_subpage(visit, row, "What is known of the person", errors);
	case_form(visit, html, row, case_revision(visit, row), "/person");
	for (part = 0; part < PERSON_PARTS; part++)
		if (may_change(visit, part))
			write_part(visit, html, person, errors, part);
	input_button(html, "Save", NULL, NULL, NULL);
	html_close(html, "form");
	visit_show(visit, wrong != NULL ? 400 : 200, html);
}

void
case_person_get(struct visit *visit)
{
	show_person(visit, NULL);
}

void
case_person_post(struct visit *visit)
{
	struct person_edit edit = {.act = case_act(visit)};
	GError *error = NULL;
	enum person_part part;
	gboolean done;

	for (part = 0; part < PERSON_PARTS; part++) {
		const char *name = person_part_name(part);

		if (may_change(visit, part) &&
		    request_value(visit->request, name) != NULL)
			edit.text[part] = request_text(visit->request, name);
	}
	done = person_edit(visit->post, &edit, &error);
	if (!done && g_error_matches(error, FAULT, FAULT_INPUT)) {
		show_person(visit, error->message);
		g_error_free(error);
		return;
	}
	case_after(visit, done, error, "Saved.");
}
