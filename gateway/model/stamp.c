/*
 * A few shapes by pattern, and GLib's zones. A stamp that is not understood
 * is told as such, and never guessed.
 */
#include "model/stamp.h"

#include <string.h>

#include "base/clock.h"

#define FIRST_INSTANT G_GINT64_CONSTANT(631152000) /* 1990-01-01 */
#define LAST_INSTANT G_GINT64_CONSTANT(4102444800) /* 2100-01-01 */

#define TIME_PART \
	"(?:[T ,]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.][0-9]+)?)?)?"
#define PATTERN                                           \
	"^(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|"           \
	"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}))" TIME_PART \
	" ?(Z|[+-][0-9]{2}:?[0-9]{2})?$"

enum {
	YEAR = 1,
	MONTH,
	DAY,
	DAY_2,
	MONTH_2,
	YEAR_2,
	HOUR,
	MINUTE,
	SECOND,
	OFFSET
};

static int
number(const GMatchInfo *match, int group)
{
	g_autofree char *text = g_match_info_fetch(match, group);

	return text == NULL || *text == '\0'
		       ? 0
		       : (int)g_ascii_strtoll(text, NULL, 10);
}

static GTimeZone *
zone_of(const GMatchInfo *match, const char *zone)
{
	g_autofree char *offset = g_match_info_fetch(match, OFFSET);

	return g_time_zone_new_identifier(
		offset == NULL || *offset == '\0' ? zone : offset);
}

static gint64
instant_of(const GMatchInfo *match, const char *zone)
{
	gboolean iso = number(match, YEAR) != 0;
	g_autoptr(GTimeZone) tz = zone_of(match, zone);
	g_autoptr(GDateTime) time = NULL;

	if (tz == NULL)
		return TIME_NONE;
	time = g_date_time_new(tz, number(match, iso ? YEAR : YEAR_2),
			       number(match, iso ? MONTH : MONTH_2),
			       number(match, iso ? DAY : DAY_2),
			       number(match, HOUR), number(match, MINUTE),
			       number(match, SECOND));
	return time == NULL ? TIME_NONE : g_date_time_to_unix(time);
}

static gint64
plausible(gint64 instant)
{
	return instant >= FIRST_INSTANT && instant < LAST_INSTANT ? instant
								  : TIME_NONE;
}

gint64
stamp_read(const char *text, const char *zone)
{
	static GRegex *regex;
	g_autoptr(GMatchInfo) match = NULL;
	gsize n = strlen(text);

	if (regex == NULL)
		regex = g_regex_new(PATTERN, G_REGEX_OPTIMIZE, 0, NULL);
	if (n >= 9 && n <= 10 && strspn(text, "0123456789") == n)
		return plausible(g_ascii_strtoll(text, NULL, 10));
	if (n > 64 || !g_regex_match(regex, text, 0, &match))
		return TIME_NONE;
	return plausible(instant_of(match, zone));
}

char *
stamp_write(gint64 instant, const char *zone)
{
	g_autoptr(GTimeZone) tz = g_time_zone_new_identifier(zone);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(instant);
	g_autoptr(GDateTime) local =
		tz == NULL ? NULL : g_date_time_to_timezone(utc, tz);

	return g_date_time_format(local != NULL ? local : utc,
				  "%Y-%m-%d %H:%M:%S");
}

gboolean
stamp_is_zone(const char *zone)
{
	g_autoptr(GTimeZone) tz = g_time_zone_new_identifier(zone);

	return tz != NULL;
}
