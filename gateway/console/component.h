/*
 * Components of the GOV.UK Design System that show something; those that ask
 * for something are in console/input.h. Each writes itself at the writer's
 * place. All text is escaped by console/html.h.
 */
#ifndef CONSOLE_COMPONENT_H
#define CONSOLE_COMPONENT_H

#include <glib.h>

#include "console/html.h"

/* Headings: level 1 ("l", once a page), 2 ("m"), 3 ("s"). */
void component_heading(struct html *html, int level, const char *text);

/* A paragraph; NULL or "" writes none. */
void component_text(struct html *html, const char *text);

/* A coloured word: "grey", "green", "turquoise", "blue", "light-blue",
 * "purple", "pink", "red", "orange", "yellow"; NULL for the plain blue. The
 * word must say it without the colour. */
void component_tag(struct html *html, const char *text, const char *colour);

/* A paragraph that must not be missed, with the exclamation mark. */
void component_warning(struct html *html, const char *text);

/* A paragraph set off from the rest. */
void component_inset(struct html *html, const char *text);

/* A banner: "success" is green and read aloud at once; NULL is the blue
 * one. heading may be long. */
void component_banner(struct html *html, const char *kind, const char *title,
		      const char *heading);

/* Opens <details>; whatever follows is inside until component_details_end. */
void component_details(struct html *html, const char *summary);
void component_details_end(struct html *html);

/* --- tables -------------------------------------------------------------*/

/* A table: heads are the columns' names, ended by NULL; one that begins with
 * "#" is a column of numbers, set to the right. A caption is always needed
 * for those who listen; hidden keeps it from the eye. It scrolls sideways on
 * a narrow screen instead of breaking the page. */
void component_table(struct html *html, const char *caption, gboolean hidden,
		     const char *const *heads);
void component_table_end(struct html *html);

/* A row of plain cells (NULL is an empty one) that ends with COMPONENT_END;
 * the first is the row's heading. */
void component_row(struct html *html, ...);
extern const char component_end[];
#define COMPONENT_END component_end

/* A row whose cells are written by the caller: open each cell, write, close
 * it: "td", or "th" for the row's heading. */
void component_row_open(struct html *html);
void component_cell_open(struct html *html, const char *element);
void component_cell_close(struct html *html, const char *element);
void component_row_close(struct html *html);

/* --- lists --------------------------------------------------------------*/

/* Keys and values, one under the other. */
void component_summary(struct html *html);
void component_summary_end(struct html *html);

/* A key with a plain value; with a link at its end unless href is NULL, which
 * is read as "Change name of the resident" from text and hidden. */
struct summary_link {
	const char *href;
	const char *text;
	const char *hidden;
};
void component_summary_row(struct html *html, const char *key,
			   const char *value, const struct summary_link *link);

/* The same with a value that the caller writes between the two. */
void component_summary_open(struct html *html, const char *key);
void component_summary_close(struct html *html);

/* --- moving about -------------------------------------------------------*/

/* A link that looks like a button and leads somewhere ("secondary", or NULL
 * for the green one). */
void component_button_link(struct html *html, const char *href,
			   const char *text, const char *kind);

/* Pages of a long list: path is the list's address with its query, to which
 * "page=N" is added; pages counts from 1. Nothing is written for one page. */
void component_pagination(struct html *html, const char *path, guint page,
			  guint pages);

/* Before and after, for lists with a cursor; NULL leaves one out. */
void component_previous_next(struct html *html, const char *previous,
			     const char *next);

/* Breadcrumbs or a way back, above the heading. */
void component_back(struct html *html, const char *href, const char *text);

#endif
