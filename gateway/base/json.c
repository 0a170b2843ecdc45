/*
 * Text is copied in runs between the characters that must be escaped; the
 * numbers of ours are mostly short decimals, which need no printf.
 */
#include "base/json.h"

#include <math.h>
#include <string.h>

static void
put_escape(GString *out, char c)
{
	switch (c) {
	case '\n':
		g_string_append(out, "\\n");
		break;
	case '"':
	case '\\':
		g_string_append_c(out, '\\');
		g_string_append_c(out, c);
		break;
	default:
		g_string_append_printf(out, "\\u%04x", (unsigned)c);
	}
}

static void
put_string(GString *out, const char *text, gsize length)
{
	const char *end = text + length;
	const char *run = text;

	g_string_append_c(out, '"');
	for (; text < end; text++) {
		if ((guchar)*text >= 0x20 && *text != '"' && *text != '\\')
			continue;
		g_string_append_len(out, run, text - run);
		put_escape(out, *text);
		run = text + 1;
	}
	g_string_append_len(out, run, text - run);
	g_string_append_c(out, '"');
}

void
json_put_integer(GString *out, gint64 number)
{
	char digits[24];
	char *at = digits + sizeof(digits);
	guint64 rest = number < 0 ? 0 - (guint64)number : (guint64)number;

	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		*--at = '-';
	g_string_append_len(out, at, digits + sizeof(digits) - at);
}

void
json_put_string(GString *out, const char *utf8)
{
	if (utf8 == NULL)
		g_string_append(out, "null");
	else
		put_string(out, utf8, strlen(utf8));
}

/* A decimal of up to four places that is this number to its last bit. */
static gboolean
put_decimal(GString *out, double number)
{
	double scaled = round(number * 10000.0);
	gint64 all;
	int places = 4;

	if (!(fabs(scaled) < 1e15) || scaled / 10000.0 != number ||
	    (scaled == 0 && signbit(number)))
		return FALSE;
	all = (gint64)scaled;
	if (all < 0)
		g_string_append_c(out, '-');
	all = ABS(all);
	json_put_integer(out, all / 10000);
	g_string_append_c(out, '.');
	for (all %= 10000; places > 1 && all % 10 == 0; places--)
		all /= 10;
	for (; places > 0; places--) {
		static const int power[] = {0, 1, 10, 100, 1000};

		g_string_append_c(out, (char)('0' + all / power[places] % 10));
	}
	return TRUE;
}

void
json_put_real(GString *out, double number)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	if (put_decimal(out, number))
		return;
	g_ascii_dtostr(text, sizeof(text), number);
	g_string_append(out, text);
	if (strpbrk(text, ".eE") == NULL)
		g_string_append(out, ".0");
}

static void put(GString *out, const json_t *value);

static void
put_array(GString *out, const json_t *array)
{
	size_t i;

	g_string_append_c(out, '[');
	for (i = 0; i < json_array_size(array); i++) {
		if (i > 0)
			g_string_append_c(out, ',');
		put(out, json_array_get(array, i));
	}
	g_string_append_c(out, ']');
}

static void
put_object(GString *out, json_t *object)
{
	void *at = json_object_iter(object);
	char before = '{';

	if (at == NULL)
		g_string_append_c(out, '{');
	for (; at != NULL; at = json_object_iter_next(object, at)) {
		const char *key = json_object_iter_key(at);

		g_string_append_c(out, before);
		put_string(out, key, strlen(key));
		g_string_append_c(out, ':');
		put(out, json_object_iter_value(at));
		before = ',';
	}
	g_string_append_c(out, '}');
}

static void
put(GString *out, const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		put_object(out, (json_t *)value);
		break;
	case JSON_ARRAY:
		put_array(out, value);
		break;
	case JSON_STRING:
		put_string(out, json_string_value(value),
			   json_string_length(value));
		break;
	case JSON_INTEGER:
		json_put_integer(out, json_integer_value(value));
		break;
	case JSON_REAL:
		json_put_real(out, json_real_value(value));
		break;
	default:
		g_string_append(out, json_is_true(value)    ? "true"
				     : json_is_false(value) ? "false"
							    : "null");
	}
}

char *
json_text(const json_t *value)
{
	GString *out = g_string_sized_new(4096);

	put(out, value);
	return g_string_free(out, FALSE);
}
