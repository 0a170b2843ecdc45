/*
 * The escaping writer. Element and attribute names come from our sources, so
 * a wrong one aborts; values and texts come from anybody, so whatever they
 * hold is made harmless.
 */
#include "console/html.h"

#include <stdarg.h>

#define REPLACEMENT "\357\277\275"

struct html {
	GString *text;
	GPtrArray *open; /* const char *: names, innermost last */
};

static const char *const void_elements[] = {"br",   "hr",   "img", "input",
					    "link", "meta", "col", NULL};
static const char *const addresses[] = {"href", "src", "action", "formaction",
					NULL};
static const char *const schemes[] = {"https:", "mailto:", "tel:", NULL};

struct html *
html_new(void)
{
	struct html *html = g_new0(struct html, 1);

	html->text = g_string_sized_new(4096);
	html->open = g_ptr_array_new();
	return html;
}

void
html_free(struct html *html)
{
	if (html == NULL)
		return;
	g_string_free(html->text, TRUE);
	g_ptr_array_unref(html->open);
	g_free(html);
}

/* Characters that HTML forbids or that a browser would take for others. */
static gboolean
is_allowed(gunichar c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n';
	return (c < 0x7f || c >= 0xa0) && c != 0xfffe && c != 0xffff;
}

static void
put(GString *out, const char *at, gsize size)
{
	switch (*at) {
	case '&':
		g_string_append(out, "&amp;");
		break;
	case '<':
		g_string_append(out, "&lt;");
		break;
	case '>':
		g_string_append(out, "&gt;");
		break;
	case '"':
		g_string_append(out, "&quot;");
		break;
	case '\'':
		g_string_append(out, "&#39;");
		break;
	default:
		g_string_append_len(out, at, (gssize)size);
	}
}

/* What can be written as it stands, from here on. */
static gsize
plain_run(const char *at, gsize left)
{
	gsize n = 0;

	while (n < left && at[n] >= 0x20 && at[n] < 0x7f && at[n] != '&' &&
	       at[n] != '<' && at[n] != '>' && at[n] != '"' && at[n] != '\'')
		n++;
	return n;
}

static void
escape(GString *out, const char *text)
{
	gsize left = strlen(text), n;
	gunichar c;

	for (; left > 0; text += n, left -= n) {
		n = plain_run(text, left);
		if (n > 0) {
			g_string_append_len(out, text, (gssize)n);
			continue;
		}
		c = g_utf8_get_char_validated(text, (gssize)left);
		if (c == (gunichar)-1 || c == (gunichar)-2) {
			n = 1;
			g_string_append(out, REPLACEMENT);
			continue;
		}
		n = (gsize)(g_utf8_next_char(text) - text);
		if (c == '\r')
			continue;
		if (is_allowed(c))
			put(out, text, n);
		else
			g_string_append(out, REPLACEMENT);
	}
}

/* Browsers drop white space out of an address and take "\" for "/": what
 * holds either is not ours. */
static gboolean
is_safe_address(const char *value)
{
	const char *p;
	guint i;

	for (p = value; *p != '\0'; p++)
		if ((guchar)*p <= 0x20 || *p == 0x7f || *p == '\\')
			return FALSE;
	if (*value == '/')
		return value[1] != '/';
	if (*value == '?' || *value == '#')
		return TRUE;
	for (i = 0; schemes[i] != NULL; i++)
		if (g_str_has_prefix(value, schemes[i]))
			return TRUE;
	return FALSE;
}

static void
attribute(struct html *html, const char *name, const char *value)
{
	g_assert(!g_str_has_prefix(name, "on") && !g_str_equal(name, "style") &&
		 !g_str_equal(name, "srcdoc") && !g_str_equal(name, "srcset"));
	if (value == NULL ||
	    (g_strv_contains(addresses, name) && !is_safe_address(value)))
		return;
	g_string_append_printf(html->text, " %s=\"", name);
	escape(html->text, value);
	g_string_append_c(html->text, '"');
}

static void
open_element(struct html *html, const char *element, va_list pairs)
{
	const char *name;

	g_string_append_printf(html->text, "<%s", element);
	while ((name = va_arg(pairs, const char *)) != NULL)
		attribute(html, name, va_arg(pairs, const char *));
	g_string_append_c(html->text, '>');
	if (!g_strv_contains(void_elements, element))
		g_ptr_array_add(html->open, (gpointer)element);
}

void
html_open(struct html *html, const char *element, ...)
{
	va_list pairs;

	va_start(pairs, element);
	open_element(html, element, pairs);
	va_end(pairs);
}

static const char *
innermost(const struct html *html)
{
	if (html->open->len == 0)
		return "";
	return g_ptr_array_index(html->open, html->open->len - 1);
}

void
html_close(struct html *html, const char *element)
{
	g_assert_cmpstr(innermost(html), ==, element);
	g_ptr_array_set_size(html->open, (int)html->open->len - 1);
	g_string_append_printf(html->text, "</%s>", element);
}

void
html_text(struct html *html, const char *text)
{
	const char *inside = innermost(html);

	if (text == NULL || *text == '\0')
		return;
	g_assert(!g_str_equal(inside, "script") &&
		 !g_str_equal(inside, "style"));
	escape(html->text, text);
}

void
html_printf(struct html *html, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	html_text(html, text);
}

void
html_lines(struct html *html, const char *text)
{
	g_auto(GStrv) lines = NULL;
	guint i;

	if (text == NULL)
		return;
	lines = g_strsplit(text, "\n", -1);
	for (i = 0; lines[i] != NULL; i++) {
		if (i > 0)
			html_open(html, "br", NULL);
		html_text(html, lines[i]);
	}
}

void
html_element(struct html *html, const char *element, const char *text, ...)
{
	va_list pairs;

	va_start(pairs, text);
	open_element(html, element, pairs);
	va_end(pairs);
	html_text(html, text);
	html_close(html, element);
}

void
html_link(struct html *html, const char *href, const char *text,
	  const char *class)
{
	html_element(html, "a", text, "class",
		     class != NULL ? class : "govuk-link", "href", href, NULL);
}

void
html_write_literal(struct html *html, const char *literal, gsize size)
{
	g_string_append_len(html->text, literal, (gssize)size);
}

void
html_append(struct html *html, const struct html *part)
{
	g_assert(part->open->len == 0);
	g_string_append_len(html->text, part->text->str,
			    (gssize)part->text->len);
}

gsize
html_size(const struct html *html)
{
	return html->text->len;
}

guint
html_depth(const struct html *html)
{
	return html->open->len;
}

GBytes *
html_take(struct html *html)
{
	GString *text = html->text;

	g_assert(html->open->len == 0);
	html->text = g_string_new(NULL);
	return g_string_free_to_bytes(text);
}

char *
html_segment(const char *text)
{
	return g_uri_escape_string(text, NULL, FALSE);
}

char *
html_path(const char *path, ...)
{
	GString *out = g_string_new(path);
	char divider = strchr(path, '?') != NULL ? '&' : '?';
	const char *name, *value;
	va_list pairs;

	va_start(pairs, path);
	while ((name = va_arg(pairs, const char *)) != NULL) {
		g_autofree char *escaped = NULL;

		value = va_arg(pairs, const char *);
		if (value == NULL)
			continue;
		escaped = html_segment(value);
		g_string_append_printf(out, "%c%s=%s", divider, name, escaped);
		divider = '&';
	}
	va_end(pairs);
	return g_string_free(out, FALSE);
}
