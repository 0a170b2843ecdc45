/*
 * A date in three fields, for a date that a person knows by heart.
 */
#include "console/input.h"

#include "base/clock.h"
#include "console/request.h"

/* "2026-11-23" as the three fields show it. */
struct parts {
	char day[3];
	char month[3];
	char year[5];
};

static struct parts
take_apart(const char *iso)
{
	struct parts parts = {"", "", ""};
	guint32 day = iso != NULL ? clock_parse_day(iso) : DAY_NONE;
	GDate date;

	if (day == DAY_NONE)
		return parts;
	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	g_snprintf(parts.day, sizeof parts.day, "%d", g_date_get_day(&date));
	g_snprintf(parts.month, sizeof parts.month, "%d",
		   g_date_get_month(&date));
	g_snprintf(parts.year, sizeof parts.year, "%d", g_date_get_year(&date));
	return parts;
}

static void
one_field(struct html *html, const struct input *input, const char *part,
	  const char *label, const char *value)
{
	g_autofree char *name = g_strconcat(input->name, "-", part, NULL);
	gboolean year = g_str_equal(part, "year");
	gboolean wrong = errors_of(input->errors, input->name) != NULL;
	g_autofree char *class = g_strconcat(
		"govuk-input govuk-date-input__input ",
		year ? "govuk-input--width-4" : "govuk-input--width-2",
		wrong ? " govuk-input--error" : "", NULL);
	/* The summary's link leads to the first of the three. */
	const char *id = g_str_equal(part, "day") ? input->name : name;

	html_open(html, "div", "class", "govuk-date-input__item", NULL);
	html_open(html, "div", "class", "govuk-form-group", NULL);
	html_element(html, "label", label, "class",
		     "govuk-label govuk-date-input__label", "for", id, NULL);
	html_open(html, "input", "class", class, "id", id, "name", name, "type",
		  "text", "inputmode", "numeric", "value", value, NULL);
	html_close(html, "div");
	html_close(html, "div");
}

void
input_date(struct html *html, const struct input *input)
{
	struct parts parts = take_apart(input->value);

	input_group_open(html, input);
	html_open(html, "div", "class", "govuk-date-input", NULL);
	one_field(html, input, "day", "Day", parts.day);
	one_field(html, input, "month", "Month", parts.month);
	one_field(html, input, "year", "Year", parts.year);
	html_close(html, "div");
	input_group_close(html);
}

static const char *
typed(const struct request *request, const char *name, const char *part)
{
	g_autofree char *field = g_strconcat(name, "-", part, NULL);

	return request_text(request, field);
}

guint32
input_read_date(const struct request *request, const char *name,
		struct errors *errors)
{
	const char *day = typed(request, name, "day");
	const char *month = typed(request, name, "month");
	const char *year = typed(request, name, "year");
	g_autofree char *iso = NULL;
	guint64 d, m, y;
	guint32 julian = DAY_NONE;

	if (*day == '\0' && *month == '\0' && *year == '\0')
		return DAY_NONE;
	if (g_ascii_string_to_unsigned(day, 10, 1, 31, &d, NULL) &&
	    g_ascii_string_to_unsigned(month, 10, 1, 12, &m, NULL) &&
	    g_ascii_string_to_unsigned(year, 10, 1900, 2199, &y, NULL)) {
		iso = g_strdup_printf("%04d-%02d-%02d", (int)y, (int)m, (int)d);
		julian = clock_parse_day(iso);
	}
	if (julian == DAY_NONE)
		errors_add(errors, name,
			   "Enter a date that exists, such as 27 11 2026");
	return julian;
}
