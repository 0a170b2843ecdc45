/*
 * One walk over the parameters; pieces are put in their order afterwards.
 */
#include "read/parameter.h"

#include <string.h>

#include "base/text.h"
#include "read/charset.h"
#include "read/word.h"

/* Pieces of one value that are kept (RFC 2231, 3). */
#define PIECES 64

/* What is found of one parameter. */
struct finds {
	char *plain; /* NULL if none */
	char *pieces[PIECES];
	gboolean encoded[PIECES];
	char *whole; /* name*=…; NULL if none */
};

/* A quoted value; one without an end goes to the end of the field. */
static const char *
take_quoted(const char *at, GString *value)
{
	for (at++; *at != '\0' && *at != '"'; at++) {
		if (*at == '\\' && at[1] != '\0' &&
		    (at[1] == '"' || at[1] == '\\'))
			at++;
		g_string_append_c(value, *at);
	}
	return *at == '"' ? at + 1 : at;
}

/* One without quotes: up to a semicolon, with the blanks within. */
static const char *
take_bare(const char *at, GString *value)
{
	const char *end;

	while (*at != '\0' && *at != ';') {
		end = *at == '=' ? word_end(at) : NULL;
		if (end == NULL)
			end = at + 1;
		g_string_append_len(value, at, end - at);
		at = end;
	}
	g_strchomp(value->str);
	value->len = strlen(value->str);
	return at;
}

/* "*0*" and the like, behind the name. */
static void
keep(struct finds *finds, const char *suffix, const char *value)
{
	gsize n = strlen(suffix);
	gboolean encoded = n > 0 && suffix[n - 1] == '*';
	guint64 number;

	if (n == 0 && finds->plain == NULL) {
		finds->plain = g_strdup(value);
	} else if (g_str_equal(suffix, "*") && finds->whole == NULL) {
		finds->whole = g_strdup(value);
	} else if (n > 1 && *suffix == '*' && g_ascii_isdigit(suffix[1])) {
		number = g_ascii_strtoull(suffix + 1, NULL, 10);
		if (number < PIECES && finds->pieces[number] == NULL) {
			finds->pieces[number] = g_strdup(value);
			finds->encoded[number] = encoded;
		}
	}
}

/* Where the next parameter may begin: after a semicolon or a blank. */
static const char *
next_start(const char *at)
{
	gsize n = strcspn(at, "; \t\n\"");

	at += n;
	if (*at == '"') {
		g_autoptr(GString) passed = g_string_new(NULL);

		return take_quoted(at, passed);
	}
	return *at == '\0' ? at : at + 1;
}

static void
find(const char *raw, const char *name, struct finds *finds)
{
	gsize size = strlen(name);

	for (raw += strspn(raw, " \t\n;"); *raw != '\0';
	     raw += strspn(raw, " \t\n;")) {
		g_autoptr(GString) value = g_string_new(NULL);
		g_autofree char *suffix = NULL;
		const char *sign = raw + strcspn(raw, "=; \t\n\"");
		const char *at = sign + strspn(sign, " \t\n");

		if (*at != '=' || g_ascii_strncasecmp(raw, name, size) != 0 ||
		    (raw[size] != '*' && raw + size != sign)) {
			raw = next_start(raw);
			continue;
		}
		suffix = g_strndup(raw + size, (gsize)(sign - raw) - size);
		at += 1 + strspn(at + 1, " \t\n");
		raw = *at == '"' ? take_quoted(at, value)
				 : take_bare(at, value);
		keep(finds, suffix, value->str);
	}
}

static void
append_percent(GString *out, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '%' && g_ascii_isxdigit(text[1]) &&
		    g_ascii_isxdigit(text[2])) {
			g_string_append_c(
				out, (char)(g_ascii_xdigit_value(text[1]) * 16 +
					    g_ascii_xdigit_value(text[2])));
			text += 2;
		} else {
			g_string_append_c(out, *text);
		}
}

/* What stands after "charset'language'"; *charset becomes the caller's. */
static const char *
past_charset(const char *value, char **charset)
{
	const char *first = strchr(value, '\'');
	const char *second = first == NULL ? NULL : strchr(first + 1, '\'');

	*charset = g_strndup(second == NULL ? "" : value,
			     second == NULL ? 0 : (gsize)(first - value));
	return second == NULL ? value : second + 1;
}

/* The pieces as bytes, and their character set. NULL if there are none. */
static GString *
join(const struct finds *finds, char **charset)
{
	GString *bytes = g_string_new(NULL);
	const char *text;
	guint i;

	if (finds->whole != NULL) {
		append_percent(bytes, past_charset(finds->whole, charset));
		return bytes;
	}
	for (i = 0; i < PIECES && finds->pieces[i] != NULL; i++) {
		text = finds->pieces[i];
		if (i == 0 && finds->encoded[0])
			text = past_charset(text, charset);
		if (finds->encoded[i])
			append_percent(bytes, text);
		else
			g_string_append(bytes, text);
	}
	if (i > 0)
		return bytes;
	g_string_free(bytes, TRUE);
	return NULL;
}

static char *
value_of(const struct finds *finds)
{
	g_autofree char *charset = NULL;
	g_autofree char *text = NULL;
	struct charset_report report = {0};
	GString *bytes = join(finds, &charset);

	if (bytes == NULL)
		return word_decode(finds->plain == NULL ? "" : finds->plain);
	text = charset_decode(charset, bytes->str, bytes->len, &report);
	g_string_free(bytes, TRUE);
	if (strstr(text, "=?") != NULL)
		return word_decode(text);
	return text_clean(text, TRUE);
}

char *
parameter_read(const char *raw, const char *name)
{
	struct finds finds = {0};
	g_autoptr(GString) line = NULL;
	char *value;
	guint i;

	if (raw == NULL)
		return g_strdup("");
	line = g_string_new(raw);
	g_string_replace(line, "\r", "", 0);
	g_string_replace(line, "\n", "", 0);
	find(line->str, name, &finds);
	value = value_of(&finds);
	g_free(finds.plain);
	g_free(finds.whole);
	for (i = 0; i < PIECES; i++)
		g_free(finds.pieces[i]);
	return value;
}
