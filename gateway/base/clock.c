/*
 * The people's clock. Names of days and months are written out here, because
 * a letter in English must not follow the locale of the process.
 */
#include "base/clock.h"

#include "base/fault.h"

#include <string.h>

static const char *const day_names[] = {
	"Monday", "Tuesday",  "Wednesday", "Thursday",
	"Friday", "Saturday", "Sunday",
};
static const char *const month_names[] = {
	"January", "February", "March",	    "April",   "May",	   "June",
	"July",	   "August",   "September", "October", "November", "December",
};

static GTimeZone *london_zone;
static gint64 fixed_now = TIME_NONE;

static GTimeZone *
london(void)
{
	if (london_zone == NULL)
		london_zone = g_time_zone_new_identifier("Europe/London");
	return london_zone;
}

gboolean
clock_open(GError **error)
{
	const char *text = g_getenv("POSTROOM_NOW");

	if (london() == NULL)
		return fault_set(error, FAULT_SETUP,
				 "The time zone Europe/London is missing. "
				 "Install the package tzdata.");
	if (text == NULL)
		return TRUE;
	fixed_now = clock_parse(text);
	if (fixed_now == TIME_NONE)
		return fault_set(error, FAULT_SETUP,
				 "POSTROOM_NOW is not a time such as "
				 "2026-11-23T09:00:00Z. Correct or unset it.");
	return TRUE;
}

void
clock_fix(gint64 instant)
{
	fixed_now = instant;
}

gint64
clock_now(void)
{
	if (fixed_now != TIME_NONE)
		return fixed_now;
	return g_get_real_time() / G_USEC_PER_SEC;
}

static GDateTime *
local(gint64 instant)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(instant);

	if (utc == NULL)
		return NULL;
	return g_date_time_to_timezone(utc, london());
}

guint32
clock_day(gint64 instant)
{
	g_autoptr(GDateTime) when = NULL;
	int year, month, day;
	GDate date;

	if (instant == TIME_NONE || (when = local(instant)) == NULL)
		return DAY_NONE;
	g_date_time_get_ymd(when, &year, &month, &day);
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month,
		       (GDateYear)year);
	return g_date_get_julian(&date);
}

static GDate
date_of(guint32 day)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	return date;
}

gint64
clock_at(guint32 day, int hour, int minute)
{
	GDate date = date_of(day);
	g_autoptr(GDateTime) when = g_date_time_new(
		london(), g_date_get_year(&date), (gint)g_date_get_month(&date),
		g_date_get_day(&date), hour, minute, 0);

	return when == NULL ? TIME_NONE : g_date_time_to_unix(when);
}

gint64
clock_parse(const char *text)
{
	g_autoptr(GDateTime) when = NULL;

	if (text == NULL || strlen(text) < strlen("2026-11-23T00:01:00Z"))
		return TIME_NONE;
	when = g_date_time_new_from_iso8601(text, NULL);
	return when == NULL ? TIME_NONE : g_date_time_to_unix(when);
}

static gboolean
is_iso_shape(const char *iso)
{
	static const char shape[] = "dddd-dd-dd";
	size_t i;

	if (iso == NULL || strlen(iso) != strlen(shape))
		return FALSE;
	for (i = 0; shape[i] != '\0'; i++)
		if (shape[i] == 'd' ? !g_ascii_isdigit(iso[i])
				    : iso[i] != shape[i])
			return FALSE;
	return TRUE;
}

guint32
clock_parse_day(const char *iso)
{
	GDateYear year;
	GDateMonth month;
	GDateDay day;
	GDate date;

	if (!is_iso_shape(iso))
		return DAY_NONE;
	year = (GDateYear)g_ascii_strtoull(iso, NULL, 10);
	month = (GDateMonth)g_ascii_strtoull(iso + 5, NULL, 10);
	day = (GDateDay)g_ascii_strtoull(iso + 8, NULL, 10);
	if (!g_date_valid_dmy(day, month, year))
		return DAY_NONE;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, day, month, year);
	return g_date_get_julian(&date);
}

char *
clock_rfc3339(gint64 instant)
{
	g_autoptr(GDateTime) when = NULL;

	if (instant == TIME_NONE)
		return NULL;
	when = g_date_time_new_from_unix_utc(instant);
	return when == NULL ? NULL
			    : g_date_time_format(when, "%Y-%m-%dT%H:%M:%SZ");
}

char *
clock_iso(guint32 day)
{
	GDate date;

	if (day == DAY_NONE)
		return NULL;
	date = date_of(day);
	return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&date),
			       (int)g_date_get_month(&date),
			       g_date_get_day(&date));
}

char *
clock_words(guint32 day)
{
	GDate date;

	if (day == DAY_NONE)
		return NULL;
	date = date_of(day);
	return g_strdup_printf(
		"%s %d %s %d", day_names[g_date_get_weekday(&date) - 1],
		g_date_get_day(&date), month_names[g_date_get_month(&date) - 1],
		g_date_get_year(&date));
}

char *
clock_short(gint64 instant)
{
	g_autoptr(GDateTime) when = NULL;

	if (instant == TIME_NONE || (when = local(instant)) == NULL)
		return NULL;
	return g_strdup_printf(
		"%d %.3s %d %02d:%02d", g_date_time_get_day_of_month(when),
		month_names[g_date_time_get_month(when) - 1],
		g_date_time_get_year(when), g_date_time_get_hour(when),
		g_date_time_get_minute(when));
}

char *
clock_rfc5322(gint64 instant)
{
	g_autoptr(GDateTime) when = NULL;
	g_autofree char *rest = NULL;

	if (instant == TIME_NONE || (when = local(instant)) == NULL)
		return NULL;
	rest = g_date_time_format(when, "%H:%M:%S %z");
	return g_strdup_printf("%.3s, %d %.3s %d %s",
			       day_names[g_date_time_get_day_of_week(when) - 1],
			       g_date_time_get_day_of_month(when),
			       month_names[g_date_time_get_month(when) - 1],
			       g_date_time_get_year(when), rest);
}
