/*
 * What an element means for the text: where lines break, what is hidden,
 * where mail programs put earlier mail and signatures. Tables and small pure
 * functions; no parser.
 */
#ifndef READ_HTML_STYLE_H
#define READ_HTML_STYLE_H

#include <glib.h>

enum html_block {
	HTML_INLINE,
	HTML_BREAK,	/* br */
	HTML_LINE,	/* begins and ends a line */
	HTML_PARAGRAPH, /* a blank line before and after */
	HTML_RULE,
	HTML_ITEM,
	HTML_LIST,
	HTML_NUMBERED,
	HTML_CELL,
	HTML_LINK,
	HTML_IMAGE,
};

struct html_look {
	enum html_block block;
	gboolean hidden;
	gboolean pre;	/* line ends count */
	gboolean quote; /* shown with a bar at its side */
	char mark;	/* of read/mark.h; 0 if none */
	char end_mark;
};

/* The four attributes may be NULL. */
struct html_look html_look(const char *name, const char *css_class,
			   const char *id, const char *style, const char *type);

/* Makes of it the beginning of earlier mail. */
void html_look_quoted(struct html_look *look);

/* False for links inside the page, scripts and pictures. */
gboolean html_href_is_shown(const char *href);

/* True if a link's text already is its address. */
gboolean html_href_says(const char *href, const char *text);

/* The address as a person would write it down; the caller's. */
char *html_href_text(const char *href);

/* True for the text of a picture that stands for a character. */
gboolean html_alt_is_sign(const char *alt);

#endif
