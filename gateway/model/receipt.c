/*
 * A number in base 31 with a check. Eleven hexadecimal digits are less than
 * nine of these.
 */
#include "model/receipt.h"

#include <string.h>

#define LETTERS "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
#define BASE 31
#define CHARS 9
#define HALF 5 /* characters before the second hyphen */

/* Weights 2 to 10: different, and none is a multiple of 31. */
static guint
check_of(const guint *values)
{
	guint sum = 0, i;

	for (i = 0; i < CHARS; i++)
		sum += (i + 2) * values[i];
	return sum % BASE;
}

char *
receipt_number(const char *sha256)
{
	g_autofree char *digits = g_strndup(sha256, RECEIPT_DIGITS);
	guint64 number = g_ascii_strtoull(digits, NULL, 16);
	GString *out = g_string_new("PR-");
	guint values[CHARS], i;

	for (i = CHARS; i > 0; i--, number /= BASE)
		values[i - 1] = (guint)(number % BASE);
	for (i = 0; i < CHARS; i++) {
		g_string_append_c(out, LETTERS[values[i]]);
		if (i == HALF - 1)
			g_string_append_c(out, '-');
	}
	g_string_append_c(out, LETTERS[check_of(values)]);
	return g_string_free(out, FALSE);
}

/* The characters that count, in capitals; "" if there are others. */
static char *
bare(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text != '\0' && out->len < 20; text++)
		if (strchr("-. \t_/", *text) == NULL)
			g_string_append_c(out, g_ascii_toupper(*text));
	return g_string_free(out, FALSE);
}

static gboolean
values_of(const char *chars, guint *values, guint n)
{
	guint i;

	for (i = 0; i < n; i++) {
		const char *at =
			chars[i] == '\0' ? NULL : strchr(LETTERS, chars[i]);

		if (at == NULL)
			return FALSE;
		values[i] = (guint)(at - LETTERS);
	}
	return chars[n] == '\0';
}

static guint64
number_of(const guint *values)
{
	guint64 number = 0;
	guint i;

	for (i = 0; i < CHARS; i++)
		number = number * BASE + values[i];
	return number;
}

char *
receipt_read(const char *text)
{
	g_autofree char *chars = bare(text);
	const char *rest = chars + strlen("PR");
	guint values[CHARS + 1];

	if (!g_str_has_prefix(chars, "PR") ||
	    !values_of(rest, values, CHARS + 1) ||
	    check_of(values) != values[CHARS] ||
	    number_of(values) >> (4 * RECEIPT_DIGITS) != 0)
		return NULL;
	return g_strdup_printf("PR-%.*s-%s", HALF, rest, rest + HALF);
}

char *
receipt_digits(const char *receipt)
{
	g_autofree char *chars = bare(receipt);
	guint values[CHARS + 1] = {0};

	values_of(chars + strlen("PR"), values, CHARS + 1);
	return g_strdup_printf("%0*" G_GINT64_MODIFIER "x", RECEIPT_DIGITS,
			       number_of(values));
}
