/*
 * A date is read from its first word on; whoever asks walks over the text
 * and tries at the beginning of each word.
 */
#include "policy/dates.h"

#include <string.h>

#include "base/clock.h"

/* Half a year: what is older is another matter's date. */
#define DAYS_BACK 183

/* Bytes between "handed in" and its date: "… to the scheme manager on". */
#define REACH 60

static const char *const months[] = {
	"january", "february", "march",	    "april",   "may",	   "june",
	"july",	   "august",   "september", "october", "november", "december",
};

static const char *const days[] = {
	"monday", "tuesday",  "wednesday", "thursday",
	"friday", "saturday", "sunday",
};

/* The bytes of a word at text: letters only. */
static gsize
word(const char *text)
{
	gsize n = 0;

	while (g_ascii_isalpha(text[n]))
		n++;
	return n;
}

static gsize
blanks(const char *text)
{
	return strspn(text, " \t\r\n");
}

/* Digits at text, at most as many; -1 and 0 bytes if none or more follow. */
static gsize
digits(const char *text, gsize most, int *number)
{
	gsize n = 0;

	*number = 0;
	while (n <= most && g_ascii_isdigit(text[n]))
		*number = *number * 10 + text[n++] - '0';
	return n <= most ? n : 0;
}

/* A whole word, or its first three letters, or "sept"; a full stop after a
 * short one belongs to it. The number in the list, -1. */
static int
name_of(const char *text, const char *const *names, int count, gsize *size)
{
	gsize n = word(text);
	int i;

	for (i = 0; n >= 3 && i < count; i++) {
		gboolean whole = n == strlen(names[i]);

		if (g_ascii_strncasecmp(text, names[i], n) != 0 ||
		    !(whole || n == 3 || n == 4))
			continue;
		*size = n + (!whole && text[n] == '.' ? 1 : 0);
		return i;
	}
	return -1;
}

static guint32
day_of(int year, int month, int date)
{
	GDate day;

	if (year < 100)
		year += 2000;
	if (year < 1900 || year > 2200 || month < 1 || month > 12 || date < 1 ||
	    !g_date_valid_dmy((GDateDay)date, (GDateMonth)month,
			      (GDateYear)year))
		return DAY_NONE;
	g_date_set_dmy(&day, (GDateDay)date, (GDateMonth)month,
		       (GDateYear)year);
	return g_date_get_julian(&day);
}

static int
year_of(guint32 day)
{
	GDate date;

	g_date_set_julian(&date, day);
	return g_date_get_year(&date);
}

/* 29 February is looked for over four years and more. */
static guint32
guess_year(int month, int date, guint32 near, enum date_lean lean)
{
	int year = year_of(near);
	int step = lean == DATE_AFTER ? 1 : -1;
	int tries;

	for (tries = 0; tries < 9; tries++, year += step) {
		guint32 day = day_of(year, month, date);

		if (day != DAY_NONE &&
		    (lean == DATE_AFTER ? day >= near : day <= near))
			return day;
	}
	return DAY_NONE;
}

/* ", 2026" or " 2026" at text: its bytes, and the year; 0 if none. */
static gsize
year_after(const char *text, int *year)
{
	gsize n = *text == ',' ? 1 : 0;
	gsize size;

	n += blanks(text + n);
	size = digits(text + n, 4, year);
	if (size != 4 || *year < 1900 || *year > 2200)
		return 0;
	return n + size;
}

struct reading {
	guint32 near;
	enum date_lean lean;
	guint32 *day;
};

/* Month and date are known, and what stands at rest may be the year. */
static gsize
with_year(const struct reading *r, const char *rest, int month, int date)
{
	int year = 0;
	gsize n = year_after(rest, &year);

	*r->day = n > 0 ? day_of(year, month, date)
			: guess_year(month, date, r->near, r->lean);
	return n;
}

/* "5th of December 2026" */
static gsize
read_date_first(const struct reading *r, const char *text)
{
	static const char *const endings[] = {"st", "nd", "rd", "th"};
	int date = 0, month;
	gsize n = digits(text, 2, &date);
	gsize size = 0, i;

	if (n == 0)
		return 0;
	for (i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_ascii_strncasecmp(text + n, endings[i], 2) == 0 &&
		    !g_ascii_isalpha(text[n + 2])) {
			n += 2;
			break;
		}
	n += blanks(text + n);
	if (g_ascii_strncasecmp(text + n, "of ", 3) == 0)
		n += 3;
	n += blanks(text + n);
	month = name_of(text + n, months, 12, &size) + 1;
	if (month == 0)
		return 0;
	n += size;
	return n + with_year(r, text + n, month, date);
}

/* "December 5, 2026" */
static gsize
read_month_first(const struct reading *r, const char *text)
{
	gsize size = 0, n;
	int date = 0;
	int month = name_of(text, months, 12, &size) + 1;

	if (month == 0)
		return 0;
	n = size + blanks(text + size);
	size = digits(text + n, 2, &date);
	if (size == 0 || n == 0)
		return 0;
	n += size;
	if (word(text + n) == 2)
		n += 2;
	return n + with_year(r, text + n, month, date);
}

/* "05/12/2026", "5.12.26", "2026-12-05" */
static gsize
read_numbers(const struct reading *r, const char *text)
{
	int a = 0, b = 0, c = 0;
	gsize n = digits(text, 4, &a), size;
	gboolean iso = n == 4;
	char mark = text[n];

	if (n == 0 || n == 3 || mark == '\0' ||
	    strchr(iso ? "-/" : "/.-", mark) == NULL)
		return 0;
	size = digits(text + n + 1, 2, &b);
	n += 1 + size;
	if (size == 0 || text[n] != mark)
		return 0;
	size = digits(text + n + 1, 4, &c);
	if (size == 0 || size == 3 || (iso && size > 2) || (!iso && size < 2))
		return 0;
	*r->day = iso ? day_of(a, b, c) : day_of(c, b, a);
	return n + 1 + size;
}

gsize
date_read(const char *text, guint32 near, enum date_lean lean, guint32 *day)
{
	const struct reading reading = {near, lean, day};
	gsize before = 0, n = 0;

	*day = DAY_NONE;
	if (name_of(text, days, 7, &n) >= 0) {
		before = n + (text[n] == ',' ? 1 : 0);
		before += blanks(text + before);
		if (g_ascii_strncasecmp(text + before, "the ", 4) == 0)
			before += 4;
	}
	n = read_numbers(&reading, text + before);
	if (n == 0)
		n = read_date_first(&reading, text + before);
	if (n == 0)
		n = read_month_first(&reading, text + before);
	return n > 0 && *day != DAY_NONE ? before + n : 0;
}

/* --- numbers ------------------------------------------------------------*/

static const char *const units[] = {
	"one",	   "two",	"three",    "four",	"five",
	"six",	   "seven",	"eight",    "nine",	"ten",
	"eleven",  "twelve",	"thirteen", "fourteen", "fifteen",
	"sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const tens[] = {"twenty", "thirty",	"forty",  "fifty",
				   "sixty",  "seventy", "eighty", "ninety"};

static int
exact(const char *text, gsize n, const char *const *names, int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (strlen(names[i]) == n &&
		    g_ascii_strncasecmp(text, names[i], n) == 0)
			return i + 1;
	return 0;
}

static gsize
number_in_words(const char *text, int *number)
{
	gsize n = word(text), more;
	int unit = exact(text, n, units, G_N_ELEMENTS(units));
	int ten = unit > 0 ? 0 : exact(text, n, tens, G_N_ELEMENTS(tens));

	*number = unit > 0 ? unit : ten > 0 ? (ten + 1) * 10 : 0;
	if (ten == 0 || (text[n] != '-' && text[n] != ' '))
		return *number > 0 ? n : 0;
	more = word(text + n + 1);
	unit = exact(text + n + 1, more, units, 9);
	*number += unit;
	return unit > 0 ? n + 1 + more : n;
}

gsize
date_number(const char *text, int *number)
{
	gsize n = digits(text, 2, number);
	int again = 0;
	gsize size;

	if (n == 0)
		n = number_in_words(text, number);
	if (n == 0 || text[n] != ' ' || text[n + 1] != '(')
		return n;
	size = digits(text + n + 2, 2, &again);
	return size > 0 && text[n + 2 + size] == ')' ? n + size + 3 : n;
}

/* --- when it was handed in ----------------------------------------------*/

static const char *const handings[] = {
	"handed",  "hand delivered", "hand-delivered", "given to",
	"gave",	   "dropped",	     "brought",	       "received",
	"stamped", "dated",	     "came in",	       "left with",
	"took",	   "taken in",	     "posted through", "collected",
};

/* The bytes of one of these words at text; 0. */
static gsize
handing_at(const char *text)
{
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(handings); i++) {
		gsize n = strlen(handings[i]);

		if (g_ascii_strncasecmp(text, handings[i], n) == 0 &&
		    !g_ascii_isalpha(text[n]))
			return n;
	}
	return 0;
}

/* The first date within reach of text, in the same sentence. */
static gsize
date_near(const char *text, guint32 arrived, guint32 *day)
{
	gsize at;

	for (at = 0; at < REACH && text[at] != '\0'; at++) {
		gsize n;

		if (text[at] == '.' && text[at + 1] == ' ')
			return 0;
		if (g_ascii_isalnum(text[at]) && at > 0 &&
		    g_ascii_isalnum(text[at - 1]))
			continue;
		n = date_read(text + at, arrived, DATE_BEFORE, day);
		if (n > 0)
			return at + n;
	}
	return 0;
}

gboolean
date_handed(const char *text, guint32 arrived, struct date_said *said)
{
	const char *p;

	said->day = DAY_NONE;
	for (p = text; *p != '\0'; p++) {
		guint32 day = DAY_NONE;
		gsize n, more;

		if (p > text && g_ascii_isalpha(p[-1]))
			continue;
		n = handing_at(p);
		more = n == 0 ? 0 : date_near(p + n, arrived, &day);
		if (more == 0 || day > arrived || day + DAYS_BACK < arrived ||
		    (said->day != DAY_NONE && day >= said->day))
			continue;
		said->day = day;
		said->start = (gsize)(p - text);
		said->length = n + more;
	}
	return said->day != DAY_NONE;
}
