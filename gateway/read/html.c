/*
 * libxml2's SAX push parser and what its events mean for the text. No tree is
 * built (libraries.md 1).
 */
#include "read/html.h"

#include <libxml/HTMLparser.h>

#include "read/html_style.h"
#include "read/lines.h"
#include "read/mark.h"
#include "read/take.h"

#define LISTS 32
#define OPEN 1024

/* What an open element will need at its end. */
struct open {
	gboolean hidden;
	gboolean pre;
	gboolean quote; /* prefix "> " */
	char end_mark;	/* 0 if none */
	enum html_block block;
};

struct page {
	GString *out;
	struct open open[OPEN];
	int depth;
	int hidden;
	int pre;
	int quotes;
	int breaks;	 /* line ends owed before the next text */
	int last_quotes; /* quotes of the last line written */
	gboolean space;	 /* a space is owed */
	gboolean cell;	 /* a tab is owed */
	gboolean bullet; /* the line holds only a bullet so far */
	int lists;
	int numbers[LISTS]; /* next number; 0 for bullets */
	gboolean earlier;   /* something was quoted */
	char *href;
	gsize link_at;
};

static gboolean
at_line_start(const struct page *p)
{
	return p->out->len == 0 || p->breaks > 0 ||
	       p->out->str[p->out->len - 1] == '\n';
}

static void
owe_breaks(struct page *p, int n)
{
	if (p->bullet)
		return;
	p->breaks = MAX(p->breaks, n);
	p->space = p->cell = FALSE;
}

static void
append_prefix(struct page *p, int quotes)
{
	while (quotes-- > 0)
		g_string_append(p->out, ">");
}

/* Pays the line ends, with the marks of quotation on empty lines too. */
static void
pay_breaks(struct page *p)
{
	int common = MIN(p->quotes, p->last_quotes);
	gboolean first = p->out->len == 0;

	if (p->breaks == 0 && !first)
		return;
	for (; !first && p->breaks > 1; p->breaks--) {
		g_string_append_c(p->out, '\n');
		append_prefix(p, common);
	}
	if (!first)
		g_string_append_c(p->out, '\n');
	append_prefix(p, p->quotes);
	if (p->quotes > 0)
		g_string_append_c(p->out, ' ');
	p->last_quotes = p->quotes;
	p->breaks = 0;
	p->space = p->cell = FALSE;
}

static void
append_mark(struct page *p, char mark)
{
	int quotes = p->quotes;

	if (p->out->len > 0)
		p->breaks = MAX(p->breaks, 1);
	p->quotes = 0;
	pay_breaks(p);
	p->quotes = quotes;
	g_string_append_c(p->out, mark);
	p->breaks = 1;
	p->bullet = FALSE;
}

static void
append_word(struct page *p, const char *text, gsize size)
{
	gboolean fresh = p->breaks > 0 || p->out->len == 0;

	pay_breaks(p);
	if (p->cell && !fresh)
		g_string_append_c(p->out, '\t');
	else if (p->space && !fresh)
		g_string_append_c(p->out, ' ');
	p->space = p->cell = p->bullet = FALSE;
	g_string_append_len(p->out, text, (gssize)size);
}

static void
append_preformatted(struct page *p, const char *text, gsize size)
{
	const char *end = text + size;

	while (text < end) {
		const char *lf = memchr(text, '\n', (gsize)(end - text));
		const char *stop = lf == NULL ? end : lf;

		if (stop > text)
			append_word(p, text, (gsize)(stop - text));
		if (lf != NULL)
			p->breaks++;
		text = lf == NULL ? end : lf + 1;
	}
}

/* White space of HTML, and the no-break space, which people do not see. */
static gsize
white_at(const char *p, const char *end)
{
	if (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r' || *p == '\f')
		return 1;
	if (end - p >= 2 && p[0] == '\xc2' && p[1] == '\xa0')
		return 2;
	return 0;
}

static void
on_text(void *data, const xmlChar *chars, int length)
{
	struct page *p = data;
	const char *at = (const char *)chars;
	const char *end = at + length;

	if (p->hidden > 0)
		return;
	if (p->pre > 0) {
		append_preformatted(p, at, (gsize)length);
		return;
	}
	while (at < end) {
		const char *word = at;
		gsize white = white_at(at, end);

		if (white > 0) {
			p->space = p->space || !at_line_start(p);
			at += white;
			continue;
		}
		while (at < end && white_at(at, end) == 0)
			at++;
		append_word(p, word, (gsize)(at - word));
	}
}

static const char *
attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes != NULL && *attributes != NULL; attributes += 2)
		if (g_ascii_strcasecmp((const char *)attributes[0], name) == 0)
			return attributes[1] == NULL
				       ? ""
				       : (const char *)attributes[1];
	return NULL;
}

static void
begin_item(struct page *p)
{
	int *number = p->lists > 0 ? &p->numbers[p->lists - 1] : NULL;
	g_autofree char *label = NULL;

	p->bullet = FALSE;
	owe_breaks(p, 1);
	pay_breaks(p);
	if (number != NULL && *number > 0)
		label = g_strdup_printf("%d. ", (*number)++);
	else
		label = g_strdup("- ");
	g_string_append_printf(p->out, "%*s%s", 2 * MAX(p->lists - 1, 0), "",
			       label);
	p->bullet = TRUE;
}

static void
begin_list(struct page *p, gboolean numbered, const char *start)
{
	gint64 first = start == NULL ? 1 : g_ascii_strtoll(start, NULL, 10);

	owe_breaks(p, p->lists > 0 ? 1 : 2);
	if (p->lists >= LISTS)
		return;
	p->numbers[p->lists++] = numbered ? (int)CLAMP(first, 1, 100000) : 0;
}

static void
begin_link(struct page *p, const char *href)
{
	g_clear_pointer(&p->href, g_free);
	if (href == NULL || !html_href_is_shown(href))
		return;
	p->href = g_strdup(href);
	p->link_at = p->out->len;
}

static void
end_link(struct page *p)
{
	const char *text;

	if (p->href == NULL)
		return;
	text = p->link_at < p->out->len ? p->out->str + p->link_at : "";
	if (!html_href_says(p->href, text)) {
		g_autofree char *shown = html_href_text(p->href);

		p->space = TRUE;
		g_string_append_printf(p->out, " <%s>", shown);
		p->space = FALSE;
	}
	g_clear_pointer(&p->href, g_free);
}

static void
begin_block(struct page *p, enum html_block block, const xmlChar **attributes)
{
	switch (block) {
	case HTML_INLINE:
		break;
	case HTML_BREAK:
		p->bullet = FALSE;
		p->breaks = MIN(p->breaks + 1, 3);
		p->space = p->cell = FALSE;
		break;
	case HTML_LINE:
		owe_breaks(p, 1);
		break;
	case HTML_PARAGRAPH:
		owe_breaks(p, 2);
		break;
	case HTML_RULE:
		p->bullet = FALSE;
		owe_breaks(p, 1);
		append_word(p, "________________________________", 32);
		owe_breaks(p, 1);
		break;
	case HTML_ITEM:
		begin_item(p);
		break;
	case HTML_LIST:
	case HTML_NUMBERED:
		begin_list(p, block == HTML_NUMBERED,
			   attribute(attributes, "start"));
		break;
	case HTML_CELL:
		p->cell = p->cell || !at_line_start(p);
		break;
	case HTML_LINK:
		begin_link(p, attribute(attributes, "href"));
		break;
	case HTML_IMAGE:
		if (html_alt_is_sign(attribute(attributes, "alt")))
			append_word(p, attribute(attributes, "alt"),
				    strlen(attribute(attributes, "alt")));
		break;
	}
}

static void
end_block(struct page *p, enum html_block block)
{
	switch (block) {
	case HTML_LINE:
	case HTML_ITEM:
		p->bullet = FALSE;
		owe_breaks(p, 1);
		break;
	case HTML_PARAGRAPH:
		p->bullet = FALSE;
		owe_breaks(p, 2);
		break;
	case HTML_LIST:
	case HTML_NUMBERED:
		p->bullet = FALSE;
		p->lists -= p->lists > 0;
		owe_breaks(p, p->lists > 0 ? 1 : 2);
		break;
	case HTML_LINK:
		end_link(p);
		break;
	default:
		break;
	}
}

/* An indentation that no program marks is earlier mail below an attribution,
 * or after a quotation. */
static gboolean
is_earlier(const struct page *p, const char *name)
{
	return g_ascii_strcasecmp(name, "blockquote") == 0 &&
	       (p->earlier || attribution_ends(p->out->str));
}

static void
on_start(void *data, const xmlChar *name, const xmlChar **attributes)
{
	struct page *p = data;
	struct html_look look = html_look(
		(const char *)name, attribute(attributes, "class"),
		attribute(attributes, "id"), attribute(attributes, "style"),
		attribute(attributes, "type"));
	struct open *open = &p->open[MIN(p->depth, OPEN - 1)];

	p->depth++;
	look.hidden = look.hidden || attribute(attributes, "hidden") != NULL;
	if (!look.quote && is_earlier(p, (const char *)name))
		html_look_quoted(&look);
	p->earlier = p->earlier || look.quote;
	if (p->depth > OPEN)
		return;
	*open = (struct open){look.hidden, look.pre, look.quote, look.end_mark,
			      look.block};
	if (p->hidden > 0 || look.hidden) {
		p->hidden += look.hidden;
		return;
	}
	begin_block(p, look.block, attributes);
	if (look.mark != 0)
		append_mark(p, look.mark);
	p->pre += look.pre;
	p->quotes = MIN(p->quotes + look.quote, 100);
	if (look.quote)
		owe_breaks(p, 1);
}

static void
on_end(void *data, const xmlChar *name)
{
	struct page *p = data;
	struct open *open;

	(void)name;
	if (p->depth == 0 || --p->depth >= OPEN)
		return;
	open = &p->open[p->depth];
	if (p->hidden > 0) {
		p->hidden -= open->hidden;
		return;
	}
	end_block(p, open->block);
	p->pre -= open->pre;
	if (open->quote)
		owe_breaks(p, 1);
	p->quotes -= open->quote && p->quotes > 0;
	if (open->end_mark != 0)
		append_mark(p, open->end_mark);
}

static void
feed(htmlParserCtxtPtr parser, const GString *html)
{
	gsize at;

	for (at = 0; at < html->len; at += 65536)
		htmlParseChunk(parser, html->str + at,
			       (int)MIN(html->len - at, 65536), 0);
	htmlParseChunk(parser, NULL, 0, 1);
}

char *
html_to_text(const char *html, gsize size)
{
	static htmlSAXHandler handler = {.startElement = on_start,
					 .endElement = on_end,
					 .characters = on_text,
					 .cdataBlock = on_text,
					 .ignorableWhitespace = on_text};
	GString *tidy = html_tidy(html, size);
	struct page *page = g_new0(struct page, 1);
	htmlParserCtxtPtr parser;
	char *text;

	take_offer_html(html, size);
	page->out = g_string_sized_new(tidy->len / 2 + 16);
	parser = htmlCreatePushParserCtxt(&handler, page, NULL, 0, NULL,
					  XML_CHAR_ENCODING_UTF8);
	if (parser != NULL) {
		htmlCtxtUseOptions(
			parser,
			HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
				HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
				HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED);
		feed(parser, tidy);
		htmlFreeParserCtxt(parser);
	}
	g_string_free(tidy, TRUE);
	g_free(page->href);
	text = g_string_free(page->out, FALSE);
	g_free(page);
	return text;
}
