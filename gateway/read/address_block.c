/*
 * Lines, words and a few closed lists. No patterns: they would have to be
 * compiled before the box is closed.
 */
#include "read/address_block.h"

#include <string.h>

#include "base/clock.h"

#define LINES_MOST 7
#define LINE_MOST 60
#define NAME_WORDS 5
#define NAME_LINES 4

/* --- postcodes
 * --------------------------------------------------------------*/

/* 'A' letter, '9' digit, or the letter or digit it is mistaken for. */
static char
as_letter(char c)
{
	if (g_ascii_isalpha(c))
		return g_ascii_toupper(c);
	return c == '0' ? 'O' : c == '1' ? 'I' : c == '5' ? 'S' : '\0';
}

static char
as_digit(char c)
{
	switch (c) {
	case 'O':
	case 'o':
		return '0';
	case 'I':
	case 'l':
		return '1';
	case 'S':
		return '5';
	default:
		return g_ascii_isdigit(c) ? c : '\0';
	}
}

/* "9AA" */
static gboolean
take_inward(const char *at, char to[3])
{
	to[0] = as_digit(at[0]);
	to[1] = to[0] == '\0' ? '\0' : as_letter(at[1]);
	to[2] = to[1] == '\0' ? '\0' : as_letter(at[2]);
	return to[2] != '\0' && !g_ascii_isalnum(at[3]);
}

/* A9, A99, AA9, AA99, A9A, AA9A: one or two true letters, then a digit. */
static gboolean
take_outward(const char *word, gsize size, char to[5])
{
	gsize letters = size > 2 && g_ascii_isalpha(word[1]) ? 2 : 1;
	gsize i;

	if (size < 2 || size > 4 || !g_ascii_isalpha(word[0]))
		return FALSE;
	for (i = 0; i < size; i++) {
		char last =
			g_ascii_isalpha(word[i]) && i == size - 1 && i > letters
				? as_letter(word[i])
				: as_digit(word[i]);

		to[i] = i < letters ? as_letter(word[i]) : last;
		if (to[i] == '\0')
			return FALSE;
	}
	to[size] = '\0';
	return TRUE;
}

char *
block_postcode(const char *line)
{
	const char *at = line;

	while (*at != '\0') {
		gsize size = 0, gap = 0;
		char out[5], in[3];

		while (g_ascii_isalnum(at[size]))
			size++;
		while (at[size + gap] == ' ' && gap < 3)
			gap++;
		if (gap > 0 && take_outward(at, size, out) &&
		    take_inward(at + size + gap, in))
			return g_strdup_printf("%s %.3s", out, in);
		if (size > 4 && gap <= 3 && take_outward(at, size - 3, out) &&
		    take_inward(at + size - 3, in))
			return g_strdup_printf("%s %.3s", out, in);
		at += MAX(size, 1);
	}
	return NULL;
}

/* --- names
 * ------------------------------------------------------------------*/

static gboolean
is_name_word(const char *word)
{
	const char *p;

	for (p = word; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_isalpha(c) && strchr("-.'()", (int)*p) == NULL &&
		    c != 0x2019)
			return FALSE;
	}
	if (*word == '(')
		word++;
	return g_unichar_isupper(g_utf8_get_char(word)) ||
	       g_str_equal(word, "de") || g_str_equal(word, "van") ||
	       g_str_equal(word, "and") || g_str_equal(word, "da");
}

/* Words of addresses and offices, which no name has. */
static gboolean
is_office(const char *line)
{
	static const char *const words[] = {
		"house",    "street",	   "road",	"close",   "court",
		"avenue",   "lane",	   "council",	"housing", "homes",
		"team",	    "association", "complaint", "manager", "department",
		"customer", "services",	   "office",	"sir",	   "madam",
		"limited",  "trust",	   "society",	"group",   "page",
		"flat",	    "reference",   "tenancy",	"estate",  "landlord",
	};
	g_autofree char *low = g_utf8_strdown(line, -1);
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(low, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

gboolean
block_is_name(const char *line)
{
	g_auto(GStrv) words = NULL;
	guint i, n = 0;

	if (strlen(line) > LINE_MOST || is_office(line))
		return FALSE;
	words = g_strsplit_set(line, " ,", -1);
	for (i = 0; words[i] != NULL; i++) {
		if (*words[i] == '\0')
			continue;
		if (!is_name_word(words[i]))
			return FALSE;
		n++;
	}
	return n >= 2 && n <= NAME_WORDS;
}

static gboolean
is_closing(const char *line)
{
	static const char *const words[] = {
		"yours",	"kind regards", "regards",	"best wishes",
		"with regards", "best regards", "sincerely",	"faithfully",
		"many thanks",	"thank you",	"warm regards", "with thanks",
		"respectfully", "thanks",
	};
	g_autofree char *low = g_utf8_strdown(line, -1);
	gsize i;

	if (strlen(low) > LINE_MOST / 2)
		return FALSE;
	for (i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(low, words[i]))
			return TRUE;
	return FALSE;
}

char *
block_signature(char *const *lines, guint from)
{
	char *found = g_strdup("");
	guint i;

	for (i = from; lines[i] != NULL; i++) {
		guint j, seen = 0;

		if (!is_closing(lines[i]))
			continue;
		for (j = i + 1; lines[j] != NULL && seen < NAME_LINES; j++) {
			seen += *lines[j] != '\0';
			if (!block_is_name(lines[j]))
				continue;
			g_free(found);
			found = g_strdup(lines[j]);
			break;
		}
	}
	return found;
}

/* --- addresses
 * ----------------------------------------------------------------*/

/* Where the block of lines that ends at a line begins. */
static guint
block_begin(char *const *lines, guint end)
{
	guint begin = end;

	while (begin > 0 && end - begin + 1 < LINES_MOST &&
	       *lines[begin - 1] != '\0' &&
	       strlen(lines[begin - 1]) <= LINE_MOST &&
	       block_date(lines[begin - 1]) == DAY_NONE)
		begin--;
	return begin;
}

static gboolean
is_department(char *const *lines, guint begin, guint end)
{
	static const char *const words[] = {
		"complaint",	"housing", "council",  "association",
		"department",	"manager", "customer", "chief executive",
		"the director", "team",
	};
	guint i;
	gsize w;

	for (i = begin; i <= end; i++) {
		g_autofree char *low = g_utf8_strdown(lines[i], -1);

		for (w = 0; w < G_N_ELEMENTS(words); w++)
			if (strstr(low, words[w]) != NULL)
				return TRUE;
	}
	return FALSE;
}

/* In place of the code as it was mistaken, at the end of the last line. */
static void
put_code(GString *out, const char *code)
{
	gsize at = out->len, words = 0;

	while (at > 0 && out->str[at - 1] != '\n' && words < 2) {
		at--;
		words += out->str[at] == ' ';
	}
	g_string_truncate(out, at);
	g_string_append_printf(out, "%s%s",
			       at > 0 && out->str[at - 1] != '\n' ? " " : "",
			       code);
}

static char *
join(char *const *lines, guint begin, guint end, const char *code)
{
	GString *out = g_string_new(NULL);
	guint i;

	for (i = begin; i <= end; i++) {
		g_auto(GStrv) parts = g_strsplit(lines[i], ",", -1);
		guint p;

		for (p = 0; parts[p] != NULL; p++) {
			const char *part = g_strstrip(parts[p]);

			if (*part != '\0')
				g_string_append_printf(out, "%s%s",
						       out->len > 0 ? "\n" : "",
						       part);
		}
	}
	if (strstr(out->str, code) == NULL)
		put_code(out, code);
	return g_string_free(out, FALSE);
}

char *
block_address(char *const *lines, guint from, const char *ours, char **name)
{
	guint i;

	*name = g_strdup("");
	for (i = 0; i < from; i++) {
		g_autofree char *code = block_postcode(lines[i]);
		guint begin;

		if (code == NULL || g_str_equal(code, ours))
			continue;
		begin = block_begin(lines, i);
		if (is_department(lines, begin, i))
			continue;
		if (begin < i && block_is_name(lines[begin])) {
			g_free(*name);
			*name = g_strdup(lines[begin++]);
		}
		return join(lines, begin, i, code);
	}
	return g_strdup("");
}

/* --- dates ----------------------------------------------------------------*/

#define WORDS_MOST 64

/* From 1; 0 if it is no month's name or its first three letters. */
static int
month_of(const char *word)
{
	static const char *const months[] = {"january", "february", "march",
					     "april",	"may",	    "june",
					     "july",	"august",   "september",
					     "october", "november", "december"};
	g_autofree char *low = g_ascii_strdown(word, -1);
	int i;

	if (strlen(low) < 3)
		return 0;
	for (i = 0; i < 12; i++)
		if (g_str_has_prefix(months[i], low) ||
		    (g_str_equal(low, "sept") && i == 8))
			return i + 1;
	return 0;
}

/* "3", "3rd", "21st"; 0 if it is no day of a month. */
static int
day_of(const char *word)
{
	char *rest = NULL;
	gint64 day = g_ascii_strtoll(word, &rest, 10);

	if (rest == word || day < 1 || day > 31)
		return 0;
	if (*rest != '\0' && strcmp(rest, "st") != 0 &&
	    strcmp(rest, "nd") != 0 && strcmp(rest, "rd") != 0 &&
	    strcmp(rest, "th") != 0)
		return 0;
	return (int)day;
}

static int
year_of(const char *word)
{
	guint64 year = 0;

	if (!g_ascii_string_to_unsigned(word, 10, 0, 2099, &year, NULL))
		return 0;
	if (strlen(word) == 2)
		return 2000 + (int)year;
	return year >= 1990 ? (int)year : 0;
}

static guint32
day_number(int day, int month, int year)
{
	g_autofree char *iso = NULL;

	if (day == 0 || month < 1 || month > 12 || year == 0)
		return DAY_NONE;
	iso = g_strdup_printf("%04d-%02d-%02d", year, month, day);
	return clock_parse_day(iso);
}

static guint32
three_words(char *const words[3])
{
	guint32 day;
	int month = month_of(words[1]);

	if (month == 0 && g_ascii_isdigit(*words[1]))
		month = day_of(words[1]);
	day = day_number(day_of(words[0]), month, year_of(words[2]));
	if (day == DAY_NONE && strlen(words[0]) == 4)
		day = day_number(day_of(words[2]), month, year_of(words[0]));
	if (day == DAY_NONE)
		day = day_number(day_of(words[1]), month_of(words[0]),
				 year_of(words[2]));
	return day;
}

guint32
block_date(const char *line)
{
	g_auto(GStrv) words = g_strsplit_set(line, " ,./-", WORDS_MOST);
	char *kept[WORDS_MOST + 1];
	guint n = 0, i;

	for (i = 0; words[i] != NULL; i++)
		if (*words[i] != '\0' && !g_str_equal(words[i], "of"))
			kept[n++] = words[i];
	for (i = 0; i + 2 < n; i++) {
		guint32 day = three_words(kept + i);

		if (day != DAY_NONE)
			return day;
	}
	return DAY_NONE;
}
