/*
 * What is wrong with a form, and the summary that leads to each field.
 */
#include "console/input.h"

struct one {
	char *name;
	char *text;
};

struct errors {
	GPtrArray *list; /* struct one */
};

static void
one_free(gpointer data)
{
	struct one *one = data;

	g_free(one->name);
	g_free(one->text);
	g_free(one);
}

struct errors *
errors_new(void)
{
	struct errors *errors = g_new0(struct errors, 1);

	errors->list = g_ptr_array_new_with_free_func(one_free);
	return errors;
}

void
errors_free(struct errors *errors)
{
	if (errors == NULL)
		return;
	g_ptr_array_unref(errors->list);
	g_free(errors);
}

void
errors_add(struct errors *errors, const char *name, const char *text)
{
	struct one *one;

	if (*name != '\0' && errors_of(errors, name) != NULL)
		return;
	one = g_new0(struct one, 1);
	one->name = g_strdup(name);
	one->text = g_strdup(text);
	g_ptr_array_add(errors->list, one);
}

guint
errors_count(const struct errors *errors)
{
	return errors != NULL ? errors->list->len : 0;
}

const char *
errors_of(const struct errors *errors, const char *name)
{
	guint i;

	for (i = 0; i < errors_count(errors); i++) {
		const struct one *one = g_ptr_array_index(errors->list, i);

		if (g_str_equal(one->name, name))
			return one->text;
	}
	return NULL;
}

void
input_summary(struct html *html, const struct errors *errors)
{
	guint i;

	if (errors_count(errors) == 0)
		return;
	html_open(html, "div", "class", "govuk-error-summary", "tabindex", "-1",
		  "data-focus", "true", NULL);
	html_open(html, "div", "role", "alert", NULL);
	html_element(html, "h2", "There is a problem", "class",
		     "govuk-error-summary__title", NULL);
	html_open(html, "div", "class", "govuk-error-summary__body", NULL);
	html_open(html, "ul", "class", "govuk-list govuk-error-summary__list",
		  NULL);
	for (i = 0; i < errors->list->len; i++) {
		const struct one *one = g_ptr_array_index(errors->list, i);
		g_autofree char *href = g_strconcat("#", one->name, NULL);

		html_open(html, "li", NULL);
		if (*one->name != '\0')
			html_element(html, "a", one->text, "href", href, NULL);
		else
			html_text(html, one->text);
		html_close(html, "li");
	}
	html_close(html, "ul");
	html_close(html, "div");
	html_close(html, "div");
	html_close(html, "div");
}
