/*
 * References and tokens by their shape. Whether a case exists is not known
 * here.
 */
#include "model/ref.h"

#include "base/limits.h"

#define CHECK_LETTERS "ABCDEFGHJKMNPQRSTUVWXYZ"
#define CHECK_MODULUS 23
#define CHECK_ROOT 5

/* What people type for digits and hyphens is set right by digit_of. */
#define REF_PATTERN                                                     \
	"(?<![A-Za-z0-9])CR[-. \\t_/]{0,2}([0-9OIl]{4})[-. \\t_/]{0,2}" \
	"([0-9OIl]{5,9})[-. \\t_/]{0,2}([A-HJKMNP-Z])(?![A-Za-z0-9])"
#define NEAR_PATTERN                                          \
	"^(?:CR)?[-. \\t_/]{0,2}([0-9OIl]{4})[-. \\t_/]{0,2}" \
	"([0-9OIl]{5,9})(?:[-. \\t_/]{0,2}([A-Z]))?$"
#define TOKEN_PATTERN "(?<![A-Za-z0-9])pr[a-z2-7]{26}(?![A-Za-z0-9])"

static char
check_letter(const char *digits)
{
	guint sum = 0, weight = 1;

	for (; *digits != '\0'; digits++) {
		sum += weight * (guint)(*digits - '0');
		weight = weight * CHECK_ROOT % CHECK_MODULUS;
	}
	return CHECK_LETTERS[sum % CHECK_MODULUS];
}

char *
ref_make(int year, guint number)
{
	g_autofree char *digits = g_strdup_printf("%04d%05u", year, number);

	return g_strdup_printf("CR-%04d-%05u-%c", year, number,
			       check_letter(digits));
}

static GRegex *
pattern(const char *text)
{
	GRegex *regex =
		g_regex_new(text, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);

	g_assert(regex != NULL);
	return regex;
}

static void
set_digits_right(char *digits)
{
	for (; *digits != '\0'; digits++)
		if (*digits == 'O' || *digits == 'o')
			*digits = '0';
		else if (!g_ascii_isdigit(*digits))
			*digits = '1';
}

static char *
from_match(const GMatchInfo *match)
{
	g_autofree char *year = g_match_info_fetch(match, 1);
	g_autofree char *number = g_match_info_fetch(match, 2);
	g_autofree char *letter = g_match_info_fetch(match, 3);
	g_autofree char *digits = NULL;
	char check = g_ascii_toupper(letter[0]);

	set_digits_right(year);
	set_digits_right(number);
	digits = g_strconcat(year, number, NULL);
	if (check_letter(digits) != check)
		return NULL;
	return g_strdup_printf("CR-%s-%s-%c", year, number, check);
}

static void
add_once(GPtrArray *found, char *value)
{
	if (value == NULL)
		return;
	if (found->len >= LIMIT_REFERENCES ||
	    g_ptr_array_find_with_equal_func(found, value, g_str_equal, NULL))
		g_free(value);
	else
		g_ptr_array_add(found, value);
}

GPtrArray *
ref_find(const char *text)
{
	static GRegex *regex;
	g_autoptr(GMatchInfo) match = NULL;
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);

	if (regex == NULL)
		regex = pattern(REF_PATTERN);
	g_regex_match(regex, text, 0, &match);
	while (g_match_info_matches(match) && found->len < LIMIT_REFERENCES) {
		add_once(found, from_match(match));
		g_match_info_next(match, NULL);
	}
	return found;
}

char *
ref_read(const char *text)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text));
	static GRegex *regex;
	g_autoptr(GMatchInfo) match = NULL;

	if (regex == NULL)
		regex = pattern("^" REF_PATTERN "$");
	if (!g_regex_match(regex, trimmed, 0, &match))
		return NULL;
	return from_match(match);
}

/* --- slips of the finger ---------------------------------------------------*/

#define YEAR_DIGITS 4

static char *
written(const char *digits)
{
	return g_strdup_printf("CR-%.4s-%s-%c", digits, digits + YEAR_DIGITS,
			       check_letter(digits));
}

static void
add_if_checked(GPtrArray *found, const char *digits, char letter)
{
	if (check_letter(digits) == letter)
		add_once(found, written(digits));
}

static void
add_swapped(GPtrArray *found, char *digits, char letter)
{
	gsize i;

	for (i = 0; digits[i] != '\0' && digits[i + 1] != '\0'; i++) {
		const char first = digits[i];

		digits[i] = digits[i + 1];
		digits[i + 1] = first;
		add_if_checked(found, digits, letter);
		digits[i + 1] = digits[i];
		digits[i] = first;
	}
}

static void
add_changed(GPtrArray *found, char *digits, char letter)
{
	gsize i;

	for (i = 0; digits[i] != '\0'; i++) {
		const char first = digits[i];

		for (digits[i] = '0'; digits[i] <= '9'; digits[i]++)
			add_if_checked(found, digits, letter);
		digits[i] = first;
	}
}

GPtrArray *
ref_near(const char *text)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text));
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *year = NULL;
	g_autofree char *number = NULL;
	g_autofree char *letter = NULL;
	g_autofree char *digits = NULL;
	static GRegex *regex;
	g_autoptr(GMatchInfo) match = NULL;

	if (regex == NULL)
		regex = pattern(NEAR_PATTERN);
	if (!g_regex_match(regex, trimmed, 0, &match))
		return found;
	year = g_match_info_fetch(match, 1);
	number = g_match_info_fetch(match, 2);
	letter = g_match_info_fetch(match, 3);
	digits = g_strconcat(year, number, NULL);
	set_digits_right(digits);
	add_once(found, written(digits));
	if (letter != NULL && *letter != '\0') {
		add_swapped(found, digits, g_ascii_toupper(*letter));
		add_changed(found, digits, g_ascii_toupper(*letter));
	}
	return found;
}

GPtrArray *
ref_find_tokens(const char *text)
{
	static GRegex *regex;
	g_autoptr(GMatchInfo) match = NULL;
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);

	if (regex == NULL)
		regex = pattern(TOKEN_PATTERN);
	g_regex_match(regex, text, 0, &match);
	while (g_match_info_matches(match) && found->len < LIMIT_REFERENCES) {
		g_autofree char *token = g_match_info_fetch(match, 0);

		add_once(found, g_ascii_strdown(token, -1));
		g_match_info_next(match, NULL);
	}
	return found;
}
