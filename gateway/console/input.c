/*
 * The fields of a form. All of them stand in a group with the same head:
 * label or legend, hint, error, whose ids the field names.
 */
#include "console/input.h"

struct ids {
	char *hint;	   /* NULL without a hint */
	char *error;	   /* NULL without an error */
	char *described;   /* both, for aria-describedby; NULL for none */
	const char *wrong; /* the error's text; NULL */
};

static void
ids_init(struct ids *ids, const struct input *input)
{
	*ids = (struct ids){NULL, NULL, NULL,
			    errors_of(input->errors, input->name)};
	if (input->hint != NULL)
		ids->hint = g_strconcat(input->name, "-hint", NULL);
	if (ids->wrong != NULL)
		ids->error = g_strconcat(input->name, "-error", NULL);
	if (ids->hint != NULL && ids->error != NULL)
		ids->described = g_strconcat(ids->hint, " ", ids->error, NULL);
	else if (ids->hint != NULL || ids->error != NULL)
		ids->described =
			g_strdup(ids->hint != NULL ? ids->hint : ids->error);
}

static void
ids_clear(struct ids *ids)
{
	g_free(ids->hint);
	g_free(ids->error);
	g_free(ids->described);
}

static void
group_open(struct html *html, const struct ids *ids)
{
	html_open(html, "div", "class",
		  ids->wrong != NULL
			  ? "govuk-form-group govuk-form-group--error"
			  : "govuk-form-group",
		  NULL);
}

static void
hint_and_error(struct html *html, const struct input *input,
	       const struct ids *ids)
{
	if (ids->hint != NULL)
		html_element(html, "div", input->hint, "id", ids->hint, "class",
			     "govuk-hint", NULL);
	if (ids->error == NULL)
		return;
	html_open(html, "p", "id", ids->error, "class", "govuk-error-message",
		  NULL);
	html_element(html, "span", "Error:", "class", "govuk-visually-hidden",
		     NULL);
	html_text(html, " ");
	html_text(html, ids->wrong);
	html_close(html, "p");
}

static const char *const heading_names[] = {"", "h1", "h2", "h3"};
static const char *const sizes[] = {"", "l", "m", "s"};

static char *
label_class(const struct input *input, const char *base)
{
	if (input->hide)
		return g_strconcat(base, " govuk-visually-hidden", NULL);
	if (input->heading > 0)
		return g_strconcat(base, " ", base, "--", sizes[input->heading],
				   NULL);
	return g_strdup(base);
}

static void
head_with_label(struct html *html, const struct input *input,
		const struct ids *ids)
{
	g_autofree char *class = label_class(input, "govuk-label");
	const char *heading = heading_names[input->heading];

	group_open(html, ids);
	if (*heading != '\0')
		html_open(html, heading, "class", "govuk-label-wrapper", NULL);
	html_element(html, "label", input->label, "class", class, "for",
		     input->name, NULL);
	if (*heading != '\0')
		html_close(html, heading);
	hint_and_error(html, input, ids);
}

static void
head_with_legend(struct html *html, const struct input *input,
		 const struct ids *ids)
{
	g_autofree char *class = label_class(input, "govuk-fieldset__legend");
	const char *heading = heading_names[input->heading];

	group_open(html, ids);
	html_open(html, "fieldset", "class", "govuk-fieldset", "role",
		  input->choices == NULL ? "group" : NULL, "aria-describedby",
		  ids->described, NULL);
	html_open(html, "legend", "class", class, NULL);
	if (*heading != '\0')
		html_element(html, heading, input->label, "class",
			     "govuk-fieldset__heading", NULL);
	else
		html_text(html, input->label);
	html_close(html, "legend");
	hint_and_error(html, input, ids);
}

/* --- texts --------------------------------------------------------------*/

void
input_text(struct html *html, const struct input *input)
{
	struct ids ids;
	GString *class = g_string_new("govuk-input");

	ids_init(&ids, input);
	if (ids.wrong != NULL)
		g_string_append(class, " govuk-input--error");
	if (input->width > 0)
		g_string_append_printf(class, " govuk-input--width-%d",
				       input->width);
	head_with_label(html, input, &ids);
	html_open(html, "input", "class", class->str, "id", input->name, "name",
		  input->name, "type",
		  input->type != NULL ? input->type : "text", "value",
		  input->value, "autocomplete", input->autocomplete,
		  "inputmode", input->inputmode, "spellcheck",
		  input->autocomplete != NULL ? "false" : NULL,
		  "aria-describedby", ids.described, NULL);
	html_close(html, "div");
	g_string_free(class, TRUE);
	ids_clear(&ids);
}

void
input_area(struct html *html, const struct input *input)
{
	g_autofree char *rows =
		g_strdup_printf("%d", input->rows > 0 ? input->rows : 5);
	struct ids ids;

	ids_init(&ids, input);
	head_with_label(html, input, &ids);
	html_open(html, "textarea", "class",
		  ids.wrong != NULL ? "govuk-textarea govuk-textarea--error"
				    : "govuk-textarea",
		  "id", input->name, "name", input->name, "rows", rows,
		  "autocomplete", input->autocomplete, "aria-describedby",
		  ids.described, NULL);
	/* A browser drops the first line break of a text area. */
	html_constant(html, "\n");
	html_text(html, input->value);
	html_close(html, "textarea");
	html_close(html, "div");
	ids_clear(&ids);
}

void
input_file(struct html *html, const struct input *input)
{
	struct ids ids;

	ids_init(&ids, input);
	head_with_label(html, input, &ids);
	html_open(html, "input", "class",
		  ids.wrong != NULL
			  ? "govuk-file-upload govuk-file-upload--error"
			  : "govuk-file-upload",
		  "id", input->name, "name", input->name, "type", "file",
		  "accept", input->accept, "multiple",
		  input->multiple ? "" : NULL, "aria-describedby",
		  ids.described, NULL);
	html_close(html, "div");
	ids_clear(&ids);
}

/* --- choices ------------------------------------------------------------*/

static gboolean
is_chosen(const struct input *input, const struct choice *choice)
{
	return choice->chosen || (input->value != NULL &&
				  g_str_equal(input->value, choice->value));
}

/* The first choice has the field's own id, so that the error summary's link
 * leads to it. */
static void
one_choice(struct html *html, const struct input *input,
	   const struct choice *choice, const char *kind)
{
	gboolean radio = g_str_equal(kind, "radio");
	g_autofree char *id =
		choice == input->choices
			? g_strdup(input->name)
			: g_strdup_printf("%s-%d", input->name,
					  (int)(choice - input->choices) + 1);
	g_autofree char *hint = g_strconcat(id, "-item-hint", NULL);

	html_open(html, "div", "class",
		  radio ? "govuk-radios__item" : "govuk-checkboxes__item",
		  NULL);
	html_open(html, "input", "class",
		  radio ? "govuk-radios__input" : "govuk-checkboxes__input",
		  "id", id, "name", input->name, "type", kind, "value",
		  choice->value, "checked",
		  is_chosen(input, choice) ? "" : NULL, "aria-describedby",
		  choice->hint != NULL ? hint : NULL, NULL);
	html_element(html, "label", choice->text, "class",
		     radio ? "govuk-label govuk-radios__label"
			   : "govuk-label govuk-checkboxes__label",
		     "for", id, NULL);
	if (choice->hint != NULL)
		html_element(html, "div", choice->hint, "id", hint, "class",
			     radio ? "govuk-hint govuk-radios__hint"
				   : "govuk-hint govuk-checkboxes__hint",
			     NULL);
	html_close(html, "div");
}

static void
choices(struct html *html, const struct input *input, const char *kind,
	const char *base)
{
	const struct choice *choice;
	struct ids ids;
	g_autofree char *class = g_strconcat(
		base, input->small ? " " : "", input->small ? base : "",
		input->small ? "--small" : "",
		input->side ? " govuk-radios--inline" : "", NULL);

	ids_init(&ids, input);
	head_with_legend(html, input, &ids);
	html_open(html, "div", "class", class, NULL);
	for (choice = input->choices; choice->value != NULL; choice++)
		one_choice(html, input, choice, kind);
	html_close(html, "div");
	html_close(html, "fieldset");
	html_close(html, "div");
	ids_clear(&ids);
}

void
input_radios(struct html *html, const struct input *input)
{
	choices(html, input, "radio", "govuk-radios");
}

void
input_checkboxes(struct html *html, const struct input *input)
{
	choices(html, input, "checkbox", "govuk-checkboxes");
}

void
input_select(struct html *html, const struct input *input)
{
	const struct choice *choice;
	struct ids ids;

	ids_init(&ids, input);
	head_with_label(html, input, &ids);
	html_open(html, "select", "class",
		  ids.wrong != NULL ? "govuk-select govuk-select--error"
				    : "govuk-select",
		  "id", input->name, "name", input->name, "aria-describedby",
		  ids.described, NULL);
	for (choice = input->choices; choice->value != NULL; choice++)
		html_element(html, "option", choice->text, "value",
			     choice->value, "selected",
			     is_chosen(input, choice) ? "" : NULL, NULL);
	html_close(html, "select");
	html_close(html, "div");
	ids_clear(&ids);
}

/* --- the rest -----------------------------------------------------------*/

void
input_hidden(struct html *html, const char *name, const char *value)
{
	html_open(html, "input", "type", "hidden", "name", name, "value", value,
		  NULL);
}

void
input_button(struct html *html, const char *text, const char *kind,
	     const char *name, const char *value)
{
	g_autofree char *class =
		kind != NULL
			? g_strconcat("govuk-button govuk-button--", kind, NULL)
			: g_strdup("govuk-button");

	html_element(html, "button", text, "type", "submit", "class", class,
		     "name", name, "value", value, "data-prevent-double-click",
		     "true", NULL);
}

void
input_group_open(struct html *html, const struct input *input)
{
	struct ids ids;

	ids_init(&ids, input);
	head_with_legend(html, input, &ids);
	ids_clear(&ids);
}

void
input_group_close(struct html *html)
{
	html_close(html, "fieldset");
	html_close(html, "div");
}
