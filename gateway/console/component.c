/*
 * The components that show something, in the markup that govuk-frontend's
 * style sheet expects.
 */
#include "console/component.h"

#include <stdarg.h>

const char component_end[] = "";

void
component_heading(struct html *html, int level, const char *text)
{
	static const char *const names[] = {"h1", "h2", "h3"};
	static const char *const classes[] = {
		"govuk-heading-l", "govuk-heading-m", "govuk-heading-s"};

	g_assert(level >= 1 && level <= 3);
	html_element(html, names[level - 1], text, "class", classes[level - 1],
		     NULL);
}

void
component_text(struct html *html, const char *text)
{
	if (text != NULL && *text != '\0')
		html_element(html, "p", text, "class", "govuk-body", NULL);
}

void
component_tag(struct html *html, const char *text, const char *colour)
{
	g_autofree char *class =
		colour != NULL
			? g_strdup_printf("govuk-tag govuk-tag--%s", colour)
			: g_strdup("govuk-tag");

	html_element(html, "strong", text, "class", class, NULL);
}

void
component_warning(struct html *html, const char *text)
{
	html_open(html, "div", "class", "govuk-warning-text", NULL);
	html_element(html, "span", "!", "class", "govuk-warning-text__icon",
		     "aria-hidden", "true", NULL);
	html_open(html, "strong", "class", "govuk-warning-text__text", NULL);
	html_element(html, "span", "Warning", "class", "govuk-visually-hidden",
		     NULL);
	html_text(html, " ");
	html_text(html, text);
	html_close(html, "strong");
	html_close(html, "div");
}

void
component_inset(struct html *html, const char *text)
{
	html_element(html, "div", text, "class", "govuk-inset-text", NULL);
}

void
component_banner(struct html *html, const char *kind, const char *title,
		 const char *heading)
{
	gboolean success = kind != NULL && g_str_equal(kind, "success");
	g_autofree char *id =
		g_strdup_printf("banner-%" G_GSIZE_FORMAT, html_size(html));

	html_open(html, "div", "class",
		  success ? "govuk-notification-banner "
			    "govuk-notification-banner--success"
			  : "govuk-notification-banner",
		  "role", success ? "alert" : "region", "aria-labelledby", id,
		  NULL);
	html_open(html, "div", "class", "govuk-notification-banner__header",
		  NULL);
	html_element(html, "h2", title, "class",
		     "govuk-notification-banner__title", "id", id, NULL);
	html_close(html, "div");
	html_open(html, "div", "class", "govuk-notification-banner__content",
		  NULL);
	html_element(html, "p", heading, "class",
		     "govuk-notification-banner__heading", NULL);
	html_close(html, "div");
	html_close(html, "div");
}

void
component_details(struct html *html, const char *summary)
{
	html_open(html, "details", "class", "govuk-details", NULL);
	html_open(html, "summary", "class", "govuk-details__summary", NULL);
	html_element(html, "span", summary, "class",
		     "govuk-details__summary-text", NULL);
	html_close(html, "summary");
	html_open(html, "div", "class", "govuk-details__text", NULL);
}

void
component_details_end(struct html *html)
{
	html_close(html, "div");
	html_close(html, "details");
}

/* --- tables -------------------------------------------------------------*/

void
component_table(struct html *html, const char *caption, gboolean hidden,
		const char *const *heads)
{
	html_open(html, "div", "class", "app-table", "tabindex", "0", "role",
		  "region", "aria-label", caption, NULL);
	html_open(html, "table", "class", "govuk-table", NULL);
	html_element(html, "caption", caption, "class",
		     hidden ? "govuk-visually-hidden"
			    : "govuk-table__caption govuk-table__caption--m",
		     NULL);
	html_open(html, "thead", "class", "govuk-table__head", NULL);
	html_open(html, "tr", "class", "govuk-table__row", NULL);
	for (; *heads != NULL; heads++)
		html_element(html, "th", *heads + (**heads == '#'), "scope",
			     "col", "class",
			     **heads == '#' ? "govuk-table__header "
					      "govuk-table__header--numeric"
					    : "govuk-table__header",
			     NULL);
	html_close(html, "tr");
	html_close(html, "thead");
	html_open(html, "tbody", "class", "govuk-table__body", NULL);
}

void
component_table_end(struct html *html)
{
	html_close(html, "tbody");
	html_close(html, "table");
	html_close(html, "div");
}

void
component_row_open(struct html *html)
{
	html_open(html, "tr", "class", "govuk-table__row", NULL);
}

void
component_cell_open(struct html *html, const char *element)
{
	if (g_str_equal(element, "th"))
		html_open(html, "th", "scope", "row", "class",
			  "govuk-table__header", NULL);
	else
		html_open(html, "td", "class", "govuk-table__cell", NULL);
}

void
component_cell_close(struct html *html, const char *element)
{
	html_close(html, element);
}

void
component_row_close(struct html *html)
{
	html_close(html, "tr");
}

void
component_row(struct html *html, ...)
{
	const char *text, *element = "th";
	va_list cells;

	component_row_open(html);
	va_start(cells, html);
	while ((text = va_arg(cells, const char *)) != component_end) {
		component_cell_open(html, element);
		html_text(html, text);
		component_cell_close(html, element);
		element = "td";
	}
	va_end(cells);
	component_row_close(html);
}

/* --- lists --------------------------------------------------------------*/

void
component_summary(struct html *html)
{
	html_open(html, "dl", "class", "govuk-summary-list", NULL);
}

void
component_summary_end(struct html *html)
{
	html_close(html, "dl");
}

void
component_summary_open(struct html *html, const char *key)
{
	html_open(html, "div", "class", "govuk-summary-list__row", NULL);
	html_element(html, "dt", key, "class", "govuk-summary-list__key", NULL);
	html_open(html, "dd", "class", "govuk-summary-list__value", NULL);
}

void
component_summary_close(struct html *html)
{
	html_close(html, "dd");
	html_close(html, "div");
}

void
component_summary_row(struct html *html, const char *key, const char *value,
		      const struct summary_link *link)
{
	component_summary_open(html, key);
	html_lines(html, value);
	html_close(html, "dd");
	if (link != NULL && link->href != NULL) {
		html_open(html, "dd", "class", "govuk-summary-list__actions",
			  NULL);
		html_open(html, "a", "class", "govuk-link", "href", link->href,
			  NULL);
		html_text(html, link->text);
		html_open(html, "span", "class", "govuk-visually-hidden", NULL);
		html_printf(html, " %s", link->hidden);
		html_close(html, "span");
		html_close(html, "a");
		html_close(html, "dd");
	}
	html_close(html, "div");
}

/* --- moving about -------------------------------------------------------*/

void
component_button_link(struct html *html, const char *href, const char *text,
		      const char *kind)
{
	html_element(html, "a", text, "class",
		     kind != NULL && g_str_equal(kind, "secondary")
			     ? "govuk-button govuk-button--secondary"
			     : "govuk-button",
		     "href", href, "role", "button", "draggable", "false",
		     NULL);
}

static void
arrow(struct html *html, const char *way, const char *href, const char *text)
{
	gboolean next = g_str_equal(way, "next");

	html_open(html, "div", "class",
		  next ? "govuk-pagination__next" : "govuk-pagination__prev",
		  NULL);
	html_open(html, "a", "class", "govuk-link govuk-pagination__link",
		  "href", href, "rel", way, NULL);
	html_open(html, "span", "class", "govuk-pagination__link-title", NULL);
	html_text(html, text);
	html_element(html, "span", " page", "class", "govuk-visually-hidden",
		     NULL);
	html_close(html, "span");
	html_close(html, "a");
	html_close(html, "div");
}

static void
page_number(struct html *html, const char *path, guint page, gboolean current)
{
	g_autofree char *number = g_strdup_printf("%u", page);
	g_autofree char *label = g_strdup_printf("Page %u", page);
	g_autofree char *href = html_path(path, "page", number, NULL);

	html_open(html, "li", "class",
		  current ? "govuk-pagination__item "
			    "govuk-pagination__item--current"
			  : "govuk-pagination__item",
		  NULL);
	html_element(html, "a", number, "class",
		     "govuk-link govuk-pagination__link", "href", href,
		     "aria-label", label, "aria-current",
		     current ? "page" : NULL, NULL);
	html_close(html, "li");
}

/* First, last, and those beside the one that is shown. */
static void
page_numbers(struct html *html, const char *path, guint page, guint pages)
{
	guint i, last = 0;

	html_open(html, "ul", "class", "govuk-pagination__list", NULL);
	for (i = 1; i <= pages; i++) {
		if (i != 1 && i != pages && (i + 1 < page || i > page + 1))
			continue;
		if (i > last + 1)
			html_element(html, "li", "\342\213\257", "class",
				     "govuk-pagination__item "
				     "govuk-pagination__item--ellipsis",
				     NULL);
		page_number(html, path, i, i == page);
		last = i;
	}
	html_close(html, "ul");
}

void
component_pagination(struct html *html, const char *path, guint page,
		     guint pages)
{
	g_autofree char *before = g_strdup_printf("%u", page - 1);
	g_autofree char *after = g_strdup_printf("%u", page + 1);
	g_autofree char *previous = html_path(path, "page", before, NULL);
	g_autofree char *next = html_path(path, "page", after, NULL);

	if (pages < 2)
		return;
	html_open(html, "nav", "class", "govuk-pagination", "aria-label",
		  "Pages", NULL);
	if (page > 1)
		arrow(html, "prev", previous, "Previous");
	page_numbers(html, path, page, pages);
	if (page < pages)
		arrow(html, "next", next, "Next");
	html_close(html, "nav");
}

void
component_previous_next(struct html *html, const char *previous,
			const char *next)
{
	if (previous == NULL && next == NULL)
		return;
	html_open(html, "nav", "class", "govuk-pagination", "aria-label",
		  "Pages", NULL);
	if (previous != NULL)
		arrow(html, "prev", previous, "Previous");
	if (next != NULL)
		arrow(html, "next", next, "Next");
	html_close(html, "nav");
}

void
component_back(struct html *html, const char *href, const char *text)
{
	html_link(html, href, text, "govuk-back-link");
}
