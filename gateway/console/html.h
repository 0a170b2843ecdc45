/*
 * The only way by which a page comes to be: a writer that escapes.
 *
 * Names of elements and attributes are constants of the program. Whatever
 * else reaches a page goes through html_text or an attribute's value and is
 * escaped there; bytes that are not UTF-8 and characters that no page may
 * hold become U+FFFD. There is no way to write a string unescaped but for a
 * literal. Misuse (closing what is not open, an "on…" attribute, "style",
 * text in a script) is a bug and aborts.
 *
 *	html_open(h, "p", "class", "govuk-body", NULL);
 *	html_text(h, name);
 *	html_close(h, "p");
 *
 * Ownership: html_free frees the writer; html_take gives the text away.
 */
#ifndef CONSOLE_HTML_H
#define CONSOLE_HTML_H

#include <glib.h>

#include "base/own.h"

struct html;

struct html *html_new(void);
void html_free(struct html *html);
OWN_TYPE(html, html_free)

/* Opens an element. Pairs of attribute and value follow, then NULL. A value
 * of NULL leaves the attribute out, "" writes it empty: ("checked", on ? "" :
 * NULL). In href, src, action and formaction an address that is not ours ("/…"
 * but not "//…", "?…", "#…") nor https:, mailto: or tel: is left out. Void
 * elements (input, br, img, hr, meta, link) need no html_close. */
void html_open(struct html *html, const char *element,
	       ...) G_GNUC_NULL_TERMINATED;

/* Closes the innermost open element, which must be this one. */
void html_close(struct html *html, const char *element);

/* Text, escaped. NULL writes nothing. */
void html_text(struct html *html, const char *text);

/* The same, formatted as by printf. */
void html_printf(struct html *html, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

/* Text of several lines: each line break becomes <br>. */
void html_lines(struct html *html, const char *text);

/* html_open, html_text and html_close in one. */
void html_element(struct html *html, const char *element, const char *text,
		  ...) G_GNUC_NULL_TERMINATED;

/* A link with its text; class may be NULL. */
void html_link(struct html *html, const char *href, const char *text,
	       const char *class);

/* A literal of the program, as it stands. */
#define html_constant(html, literal) \
	html_write_literal(html, "" literal, sizeof(literal) - 1)
void html_write_literal(struct html *html, const char *literal, gsize size);

/* What one writer holds, at this place of another one. All that was opened
 * in part must be closed again. */
void html_append(struct html *html, const struct html *part);

/* How many bytes are written, and how many elements are open. */
gsize html_size(const struct html *html);
guint html_depth(const struct html *html);

/* The text; the writer is empty afterwards. Nothing may be open. The
 * caller's. */
GBytes *html_take(struct html *html);

/* A path with one query value, escaped as RFC 3986 (2.1) says:
 * html_path("/cases", "q", "a b") is "/cases?q=a%20b"; pairs follow up to
 * NULL, those with a value of NULL are left out. The caller's. */
char *html_path(const char *path, ...) G_GNUC_NULL_TERMINATED;

/* One segment of a path, escaped so that it holds no "/" and no "?". The
 * caller's. */
char *html_segment(const char *text);

#endif
