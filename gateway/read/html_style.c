/*
 * Elements, classes and styles of the usual mail programs.
 */
#include "read/html_style.h"

#include <string.h>

#include "read/mark.h"

struct element {
	const char *name;
	enum html_block block;
};

static const struct element elements[] = {
	{"br", HTML_BREAK},	     {"hr", HTML_RULE},
	{"li", HTML_ITEM},	     {"ul", HTML_LIST},
	{"menu", HTML_LIST},	     {"dir", HTML_LIST},
	{"ol", HTML_NUMBERED},	     {"td", HTML_CELL},
	{"th", HTML_CELL},	     {"a", HTML_LINK},
	{"img", HTML_IMAGE},	     {"p", HTML_PARAGRAPH},
	{"h1", HTML_PARAGRAPH},	     {"h2", HTML_PARAGRAPH},
	{"h3", HTML_PARAGRAPH},	     {"h4", HTML_PARAGRAPH},
	{"h5", HTML_PARAGRAPH},	     {"h6", HTML_PARAGRAPH},
	{"pre", HTML_PARAGRAPH},     {"blockquote", HTML_PARAGRAPH},
	{"dl", HTML_PARAGRAPH},	     {"div", HTML_LINE},
	{"tr", HTML_LINE},	     {"table", HTML_LINE},
	{"tbody", HTML_LINE},	     {"thead", HTML_LINE},
	{"tfoot", HTML_LINE},	     {"caption", HTML_LINE},
	{"section", HTML_LINE},	     {"article", HTML_LINE},
	{"header", HTML_LINE},	     {"footer", HTML_LINE},
	{"main", HTML_LINE},	     {"nav", HTML_LINE},
	{"aside", HTML_LINE},	     {"address", HTML_LINE},
	{"center", HTML_LINE},	     {"form", HTML_LINE},
	{"fieldset", HTML_LINE},     {"legend", HTML_LINE},
	{"dt", HTML_LINE},	     {"dd", HTML_LINE},
	{"figure", HTML_LINE},	     {"figcaption", HTML_LINE},
	{"body", HTML_LINE},	     {"html", HTML_LINE},
	{"option", HTML_LINE},	     {"details", HTML_LINE},
	{"summary", HTML_LINE},	     {"xmp", HTML_PARAGRAPH},
	{"listing", HTML_PARAGRAPH},
};

static const char *const hidden_elements[] = {
	"head",	  "script", "style",  "title", "template", "object",
	"applet", "svg",    "iframe", "audio", "video",	   "map",
};

/* Where mail programs put what was written before. */
struct habit {
	const char *word; /* in the class or the id */
	char mark;
	char end_mark;
};

static const struct habit habits[] = {
	{"gmail_quote_container", MARK_QUOTE, MARK_QUOTE_END},
	{"gmail_quote", MARK_QUOTE, MARK_QUOTE_END},
	{"gmail_extra", 0, 0},
	{"moz-cite-prefix", MARK_QUOTE, MARK_QUOTE_END},
	{"yahoo_quoted", MARK_QUOTE, MARK_QUOTE_END},
	{"protonmail_quote", MARK_QUOTE, MARK_QUOTE_END},
	{"tutanota_quote", MARK_QUOTE, MARK_QUOTE_END},
	{"zmail_extra", MARK_QUOTE, MARK_QUOTE_END},
	{"divRplyFwdMsg", MARK_REST, 0},
	{"OutlookMessageHeader", MARK_REST, 0},
	{"OLK_SRC_BODY_SECTION", MARK_QUOTE, MARK_QUOTE_END},
	{"reply-intro", MARK_REST, 0},
	{"ms-outlook-mobile-reference-message", MARK_REST, 0},
	{"mail-editor-reference-message-container", MARK_REST, 0},
	{"WPQuote", MARK_QUOTE, MARK_QUOTE_END},
	{"gmail_signature", MARK_SIGNATURE, MARK_SIGNATURE_END},
	{"moz-signature", MARK_SIGNATURE, MARK_SIGNATURE_END},
	{"ms-outlook-mobile-signature", MARK_SIGNATURE, MARK_SIGNATURE_END},
	{"protonmail_signature_block", MARK_SIGNATURE, MARK_SIGNATURE_END},
	{"Signature", MARK_SIGNATURE, MARK_SIGNATURE_END},
	{"AppleMailSignature", MARK_SIGNATURE, MARK_SIGNATURE_END},
	{"ymail_android_signature", MARK_SIGNATURE, MARK_SIGNATURE_END},
};

static gboolean
has_word(const char *list, const char *word)
{
	const char *at = list;
	gsize n = strlen(word);

	while (at != NULL && (at = strstr(at, word)) != NULL) {
		gboolean begins = at == list || at[-1] == ' ' ||
				  (at - list == 2 && at[-1] == '_');

		if (begins && (at[n] == '\0' || at[n] == ' '))
			return TRUE;
		at += n;
	}
	return FALSE;
}

/* The style without blanks, in lower case, so that it can be searched. */
static char *
squeeze_style(const char *style)
{
	GString *out = g_string_new(";");

	for (; *style != '\0'; style++)
		if (!g_ascii_isspace(*style))
			g_string_append_c(out, g_ascii_tolower(*style));
	g_string_append_c(out, ';');
	return g_string_free(out, FALSE);
}

static gboolean
is_hidden_style(const char *style)
{
	static const char *const words[] = {
		";display:none",   ";visibility:hidden", ";mso-hide:all",
		";font-size:0;",   ";font-size:0px",	 ";max-height:0;",
		";max-height:0px", ";opacity:0;",
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(style, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* The line that Outlook draws above the header of the earlier mail. */
static gboolean
is_outlook_rule(const char *style)
{
	return strstr(style, "border:none;border-top:solid#e1e1e1") != NULL ||
	       strstr(style, "border:none;border-top:solid#b5c4df") != NULL;
}

static void
look_at_style(struct html_look *look, const char *raw)
{
	g_autofree char *style = squeeze_style(raw);

	look->hidden = look->hidden || is_hidden_style(style);
	look->pre = look->pre || strstr(style, ";white-space:pre") != NULL;
	if (is_outlook_rule(style))
		look->mark = MARK_REST;
	if (strstr(style, ";display:block") != NULL &&
	    look->block == HTML_INLINE)
		look->block = HTML_LINE;
}

static void
look_at_habits(struct html_look *look, const char *css_class, const char *id)
{
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(habits); i++) {
		if (!has_word(css_class, habits[i].word) &&
		    !has_word(id, habits[i].word))
			continue;
		look->mark = habits[i].mark;
		look->end_mark = habits[i].end_mark;
		return;
	}
}

void
html_look_quoted(struct html_look *look)
{
	look->quote = TRUE;
	look->mark = MARK_QUOTE;
	look->end_mark = MARK_QUOTE_END;
}

/* Mail programs draw a line beside what they quote, or say "cite". Without
 * either it is how people indent. */
static void
look_at_blockquote(struct html_look *look, const char *raw, const char *type)
{
	g_autofree char *style = squeeze_style(raw == NULL ? "" : raw);
	gboolean cite = type != NULL && g_ascii_strcasecmp(type, "cite") == 0;
	gboolean bar = strstr(style, ";border-left:") != NULL &&
		       strstr(style, ";border-left:none") == NULL;
	gboolean indent = strstr(style, "border:none") != NULL && !bar;

	gboolean quote = cite || bar || (look->mark == MARK_QUOTE && !indent);

	look->mark = look->end_mark = 0;
	if (quote)
		html_look_quoted(look);
}

struct html_look
html_look(const char *name, const char *css_class, const char *id,
	  const char *style, const char *type)
{
	struct html_look look = {HTML_INLINE, FALSE, FALSE, FALSE, 0, 0};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(elements); i++)
		if (g_ascii_strcasecmp(elements[i].name, name) == 0)
			look.block = elements[i].block;
	for (i = 0; i < G_N_ELEMENTS(hidden_elements); i++)
		if (g_ascii_strcasecmp(hidden_elements[i], name) == 0)
			look.hidden = TRUE;
	look.pre = g_ascii_strcasecmp(name, "pre") == 0;
	look_at_habits(&look, css_class, id);
	if (style != NULL)
		look_at_style(&look, style);
	if (g_ascii_strcasecmp(name, "blockquote") == 0)
		look_at_blockquote(&look, style, type);
	return look;
}

gboolean
html_href_is_shown(const char *href)
{
	return strchr(href, ':') != NULL &&
	       g_ascii_strncasecmp(href, "javascript:", 11) != 0 &&
	       g_ascii_strncasecmp(href, "cid:", 4) != 0 &&
	       g_ascii_strncasecmp(href, "data:", 5) != 0 && *href != '#';
}

/* Only what tells addresses apart: letters, digits, dots, in lower case,
 * without scheme and "www.". */
static char *
essence(const char *text)
{
	static const char *const heads[] = {
		"https://", "http://", "mailto:", "tel:", "sms:", "www."};
	GString *out;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(heads); i++)
		if (g_ascii_strncasecmp(text, heads[i], strlen(heads[i])) == 0)
			text += strlen(heads[i]);
	out = g_string_new(NULL);
	for (; *text != '\0' && *text != '?'; text++)
		if (g_ascii_isalnum(*text) || strchr("@._%-+#", *text))
			g_string_append_c(out, g_ascii_tolower(*text));
	return g_string_free(out, FALSE);
}

char *
html_href_text(const char *href)
{
	if (g_ascii_strncasecmp(href, "mailto:", 7) == 0)
		return g_strndup(href + 7, strcspn(href + 7, "?"));
	if (g_ascii_strncasecmp(href, "tel:", 4) == 0)
		return g_strdup(href + 4);
	return g_strdup(href);
}

gboolean
html_href_says(const char *href, const char *text)
{
	g_autofree char *address = NULL;
	g_autofree char *shown = NULL;

	while (*text == ' ' || *text == '\n' || *text == '>' || *text == '<')
		text++;
	if (*text == '\0')
		return TRUE;
	address = essence(href);
	shown = essence(text);
	if (g_ascii_strncasecmp(href, "tel:", 4) == 0)
		return TRUE;
	return *address == '\0' || strstr(shown, address) != NULL;
}

gboolean
html_alt_is_sign(const char *alt)
{
	return alt != NULL && *alt != '\0' && strlen(alt) <= 16 &&
	       (guchar)*alt >= 0x80;
}
