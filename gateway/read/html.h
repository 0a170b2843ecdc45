/*
 * HTML to the text that a person would see: blocks, lists, tables in reading
 * order, links with their address where it differs, nothing that is hidden.
 * Linear in size; never nests deeper than it can bear.
 */
#ifndef READ_HTML_H
#define READ_HTML_H

#include <glib.h>

/* The text, with the marks of read/mark.h; the caller's. html is UTF-8. */
char *html_to_text(const char *html, gsize size);

/* The HTML made harmless for a parser: no comments, scripts and styles, only
 * the attributes that matter, limited nesting, "<" that begins no tag as text
 * (libraries.md 11). The caller's; html_tidy.c. */
GString *html_tidy(const char *html, gsize size);

/* True if a text that claims to be plain is HTML. */
gboolean html_is(const char *text);

#endif
