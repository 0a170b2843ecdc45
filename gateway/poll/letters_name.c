/*
 * Names as scanners give them.
 */
#include "poll/letters_name.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"

#define NAME_CHARS 100
#define YEAR_SECONDS ((gint64)366 * 24 * 60 * 60)

/* --- when it was received
 * ---------------------------------------------------*/

/* The day that a name begins with: 2026-12-18 or 20261218, and no digit after
 * it. */
static guint32
day_of_name(const char *name)
{
	const char *form = strchr("-_.", name[0] == '\0' ? 'x' : name[4]) &&
					   strlen(name) > 10
				   ? "dddd-dd-dd"
				   : "dddddddd";
	g_autofree char *iso = NULL;
	gsize i, size = strlen(form);

	for (i = 0; i < size; i++)
		if (form[i] == 'd' ? !g_ascii_isdigit(name[i])
				   : strchr("-_.", name[i]) == NULL)
			return DAY_NONE;
	if (g_ascii_isdigit(name[size]))
		return DAY_NONE;
	iso = size == 10 ? g_strdup_printf("%.4s-%.2s-%.2s", name, name + 5,
					   name + 8)
			 : g_strdup_printf("%.4s-%.2s-%.2s", name, name + 4,
					   name + 6);
	return clock_parse_day(iso);
}

gint64
letters_received(const char *name, gint64 modified, gint64 now, char **note)
{
	guint32 day = strlen(name) >= 8 ? day_of_name(name) : DAY_NONE;
	gint64 scanned = modified;

	*note = NULL;
	if (modified > now || modified < now - YEAR_SECONDS) {
		*note = g_strdup("The scanner's clock is wrong; it counts as "
				 "received when it was taken in.");
		scanned = now;
	}
	if (day == DAY_NONE || day == clock_day(scanned))
		return scanned;
	g_free(*note);
	if (day < clock_day(scanned) &&
	    clock_day(scanned) - day <= LIMIT_SCAN_DAYS) {
		*note = g_strdup("It counts as received on the day that its "
				 "file name tells, before it was scanned.");
		return clock_at(day, 0, 0);
	}
	*note = g_strdup("Its file name tells a day on which it cannot have "
			 "come; it counts as received when it was scanned.");
	return scanned;
}

/* --- is it whole?
 * -----------------------------------------------------------*/

gboolean
letters_unfinished(const char *name)
{
	static const char *const ends[] = {
		"~",	       ".tmp",	    ".part", ".partial",
		".crdownload", ".filepart", ".lock"};
	g_autofree char *low = g_ascii_strdown(name, -1);
	gsize i;

	if (*name == '.')
		return TRUE;
	for (i = 0; i < G_N_ELEMENTS(ends); i++)
		if (g_str_has_suffix(low, ends[i]))
			return TRUE;
	return FALSE;
}

char *
letters_shown(const char *name)
{
	g_autofree char *display = g_filename_display_name(name);
	g_autofree char *clean = text_clean(display, TRUE);

	return text_shorten(clean, NAME_CHARS);
}

const char *
letters_unnumbered(const char *name)
{
	gsize digits = strspn(name, "0123456789");

	return digits > 0 && digits <= 3 && name[digits] == '-' &&
			       name[digits + 1] != '\0'
		       ? name + digits + 1
		       : name;
}
