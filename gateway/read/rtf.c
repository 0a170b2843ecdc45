/*
 * Rich text read as a simple program reads it: control words that break lines
 * or stand for a character count, groups that are no text are left out, and
 * all else is text.
 */
#include "read/rtf.h"

#include <stdlib.h>
#include <string.h>

#include "read/charset.h"

/* Groups within groups whose state is kept; deeper ones share the last. */
#define LEVELS 64

struct level {
	gboolean hidden;
	int skips; /* characters after \u that stand for the same */
};

struct rtf {
	const char *p;
	const char *end;
	struct level levels[LEVELS];
	int depth;
	int skip; /* characters still to be passed over after \u */
	gboolean starred;
	char charset[16];
	GString *bytes; /* not yet decoded */
	GString *out;
};

struct word {
	const char *name;
	const char *text;
};

static const struct word texts[] = {
	{"par", "\n"},		 {"line", "\n"},	  {"row", "\n"},
	{"sect", "\n"},		 {"page", "\n"},	  {"cell", "\t"},
	{"tab", "\t"},		 {"emdash", "\u2014"},	  {"endash", "\u2013"},
	{"bullet", "\u2022"},	 {"lquote", "\u2018"},	  {"rquote", "\u2019"},
	{"ldblquote", "\u201c"}, {"rdblquote", "\u201d"}, {"emspace", " "},
	{"enspace", " "},
};

static const char *const hidden[] = {
	"fonttbl",	"colortbl",  "stylesheet",	  "info",
	"pict",		"header",    "headerl",		  "headerr",
	"headerf",	"footer",    "footerl",		  "footerr",
	"footerf",	"object",    "themedata",	  "colorschememapping",
	"latentstyles", "datastore", "listtable",	  "fldinst",
	"xmlnstbl",	"generator", "bkmkstart",	  "bkmkend",
	"filetbl",	"revtbl",    "listoverridetable",
};

static struct level *
level(struct rtf *r)
{
	return &r->levels[MIN(r->depth, LEVELS - 1)];
}

static void
flush(struct rtf *r)
{
	struct charset_report report = {0};
	g_autofree char *text = NULL;

	if (r->bytes->len == 0)
		return;
	text = charset_decode(r->charset, r->bytes->str, r->bytes->len,
			      &report);
	g_string_append(r->out, text);
	g_string_truncate(r->bytes, 0);
}

static void
put_byte(struct rtf *r, char c)
{
	if (r->skip > 0)
		r->skip--;
	else if (!level(r)->hidden)
		g_string_append_c(r->bytes, c);
}

static void
put_text(struct rtf *r, const char *text)
{
	if (level(r)->hidden)
		return;
	flush(r);
	g_string_append(r->out, text);
}

/* A character beyond the character set; halves of a pair are joined. */
static void
put_unicode(struct rtf *r, long value)
{
	gunichar c = (gunichar)(value & 0xffff);
	GString *out = r->out;

	r->skip = level(r)->skips;
	if (level(r)->hidden)
		return;
	flush(r);
	if (c >= 0xdc00 && c < 0xe000 && out->len >= 3 &&
	    (guchar)out->str[out->len - 3] == 0xed &&
	    (guchar)out->str[out->len - 2] >= 0xa0) {
		gunichar high = 0xd000 |
				((gunichar)out->str[out->len - 2] & 63) << 6 |
				((gunichar)out->str[out->len - 1] & 63);

		g_string_truncate(out, out->len - 3);
		c = 0x10000 + ((high & 0x3ff) << 10) + (c & 0x3ff);
	}
	if (c != 0)
		g_string_append_unichar(out, c);
}

static void
open_group(struct rtf *r)
{
	struct level outer = *level(r);

	r->depth++;
	r->skip = 0;
	if (r->depth < LEVELS)
		r->levels[r->depth] = outer;
}

static void
close_group(struct rtf *r)
{
	flush(r);
	r->depth -= r->depth > 0;
	r->skip = 0;
}

static gboolean
is_hidden(const char *name)
{
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(hidden); i++)
		if (g_str_equal(name, hidden[i]))
			return TRUE;
	return FALSE;
}

/* A control word that changes how the rest is read. */
static void
set_state(struct rtf *r, const char *name, long value)
{
	if (g_str_equal(name, "uc"))
		level(r)->skips = (int)CLAMP(value, 0, 16);
	else if (g_str_equal(name, "u"))
		put_unicode(r, value);
	else if (g_str_equal(name, "ansicpg") && value > 0 && value < 70000)
		g_snprintf(r->charset, sizeof(r->charset),
			   value == 65001 ? "utf-8" : "cp%ld", value);
	else if (g_str_equal(name, "bin") && value > 0)
		r->p += MIN(value, r->end - r->p);
	else if (is_hidden(name))
		level(r)->hidden = TRUE;
}

static void
obey(struct rtf *r, const char *name, long value)
{
	gsize i;

	if (r->starred)
		level(r)->hidden = TRUE;
	r->starred = FALSE;
	for (i = 0; i < G_N_ELEMENTS(texts); i++)
		if (g_str_equal(name, texts[i].name)) {
			put_text(r, texts[i].text);
			return;
		}
	set_state(r, name, value);
}

static void
read_word(struct rtf *r)
{
	char name[32];
	char digits[12];
	gsize n = 0;
	gsize d = 0;

	for (; r->p < r->end && g_ascii_isalpha(*r->p); r->p++)
		if (n < sizeof(name) - 1)
			name[n++] = *r->p;
	name[n] = '\0';
	if (r->p < r->end && *r->p == '-')
		digits[d++] = *r->p++;
	for (; r->p < r->end && g_ascii_isdigit(*r->p); r->p++)
		if (d < sizeof(digits) - 2)
			digits[d++] = *r->p;
	digits[d] = '\0';
	if (r->p < r->end && *r->p == ' ')
		r->p++;
	obey(r, name, strtol(digits, NULL, 10));
}

/* What stands behind a backslash. */
static void
read_control(struct rtf *r)
{
	char c = *r->p;

	if (g_ascii_isalpha(c)) {
		read_word(r);
		return;
	}
	r->p++;
	if (c == '\'' && r->end - r->p >= 2) {
		int high = g_ascii_xdigit_value(r->p[0]);
		int low = g_ascii_xdigit_value(r->p[1]);

		r->p += 2;
		if (high >= 0 && low >= 0)
			put_byte(r, (char)(high << 4 | low));
	} else if (c == '*') {
		r->starred = TRUE;
	} else if (c == '~' || c == '_') {
		put_byte(r, c == '~' ? ' ' : '-');
	} else if (c == '\n' || c == '\r') {
		put_text(r, "\n");
	} else if (c == '{' || c == '}' || c == '\\') {
		put_byte(r, c);
	}
}

static void
read_rtf(struct rtf *r)
{
	while (r->p < r->end) {
		char c = *r->p++;

		if (c == '{')
			open_group(r);
		else if (c == '}')
			close_group(r);
		else if (c == '\\' && r->p < r->end)
			read_control(r);
		else if (c != '\r' && c != '\n' && c != '\0')
			put_byte(r, c);
	}
	flush(r);
}

gboolean
rtf_is(const char *bytes, gsize size)
{
	return size >= 6 && memcmp(bytes, "{\\rtf", 5) == 0;
}

char *
rtf_to_text(const char *bytes, gsize size)
{
	struct rtf *r = g_new0(struct rtf, 1);
	GString *out = g_string_new(NULL);
	char *text;

	r->p = bytes;
	r->end = bytes + size;
	r->levels[0].skips = 1;
	g_strlcpy(r->charset, "cp1252", sizeof(r->charset));
	r->bytes = g_string_new(NULL);
	r->out = out;
	read_rtf(r);
	g_string_free(r->bytes, TRUE);
	g_free(r);
	text = g_utf8_make_valid(out->str, (gssize)out->len);
	g_string_free(out, TRUE);
	return text;
}
