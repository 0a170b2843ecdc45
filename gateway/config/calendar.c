/*
 * gov.uk's bank holidays. Titles come with typographic apostrophes and notes
 * in words; both are kept for the explanations that people read.
 */
#include "config/calendar.h"

#include <jansson.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"

#define DIVISION "england-and-wales"
#define LIMIT_CALENDAR_BYTES ((gsize)4 * 1024 * 1024)

/* England and Wales have had eight since 1978. */
#define HOLIDAYS_A_YEAR 8

static json_t *
read_json(const char *path, GError **error)
{
	gsize size = 0;
	g_autofree char *text =
		text_read_file(path, LIMIT_CALENDAR_BYTES, &size, error);
	json_error_t where;
	json_t *root;

	if (text == NULL)
		return NULL;
	root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &where);
	if (root == NULL)
		fault_set(error, FAULT_SETUP,
			  "%s:%d: This is not JSON. Fetch the file again from "
			  "https://www.gov.uk/bank-holidays.json.",
			  path, where.line);
	return root;
}

/* The events of the whole file or of one division; NULL if neither. */
static json_t *
events_of(json_t *root)
{
	json_t *division = json_object_get(root, DIVISION);
	const char *name = json_string_value(json_object_get(root, "division"));
	json_t *events = NULL;

	if (division != NULL)
		events = json_object_get(division, "events");
	else if (g_strcmp0(name, DIVISION) == 0)
		events = json_object_get(root, "events");
	return json_is_array(events) ? events : NULL;
}

static gboolean
add_event(struct calendar *calendar, json_t *event)
{
	const char *title = json_string_value(json_object_get(event, "title"));
	const char *notes = json_string_value(json_object_get(event, "notes"));
	guint32 day = clock_parse_day(
		json_string_value(json_object_get(event, "date")));
	g_autofree char *whole = NULL;

	if (day == DAY_NONE || title == NULL)
		return FALSE;
	if (notes != NULL && *notes != '\0')
		whole = g_strdup_printf("%s (%s)", title, notes);
	calendar_add(calendar, day, whole == NULL ? title : whole);
	return TRUE;
}

/* A year within the calendar that has too few; 0 if all are whole. */
static int
thin_year(const struct calendar *calendar)
{
	GDate date;
	guint32 day = calendar->first;
	int n = 0;

	g_date_clear(&date, 1);
	for (; day <= calendar->last; day++) {
		n += calendar_find(calendar, day) != NULL;
		g_date_set_julian(&date, day);
		if (g_date_get_month(&date) != G_DATE_DECEMBER ||
		    g_date_get_day(&date) != 31)
			continue;
		if (n < HOLIDAYS_A_YEAR)
			return g_date_get_year(&date);
		n = 0;
	}
	return 0;
}

static gboolean
fill(struct calendar *calendar, json_t *root, const char *path, GError **error)
{
	json_t *events = events_of(root);
	json_t *event;
	size_t i;
	int year;

	if (events == NULL || json_array_size(events) == 0)
		return fault_set(error, FAULT_SETUP,
				 "%s holds no bank holidays of " DIVISION
				 ". Fetch it from "
				 "https://www.gov.uk/bank-holidays.json.",
				 path);
	json_array_foreach (events, i, event)
		if (!add_event(calendar, event))
			return fault_set(error, FAULT_SETUP,
					 "%s: entry %zu has no title, or a "
					 "date that does not exist. Fetch the "
					 "file again.",
					 path, i + 1);
	calendar_finish(calendar);
	year = thin_year(calendar);
	if (year != 0)
		return fault_set(error, FAULT_SETUP,
				 "%s lists fewer than %d bank holidays for "
				 "%d, so it is not whole. Fetch it again.",
				 path, HOLIDAYS_A_YEAR, year);
	return TRUE;
}

struct calendar *
calendar_load(const char *path, GError **error)
{
	json_t *root = read_json(path, error);
	struct calendar *calendar;

	if (root == NULL)
		return NULL;
	calendar = calendar_new();
	if (!fill(calendar, root, path, error))
		g_clear_pointer(&calendar, calendar_free);
	json_decref(root);
	return calendar;
}
