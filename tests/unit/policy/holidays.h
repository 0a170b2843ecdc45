/*
 * The calendar of the policy's tests: England and Wales, 2024 to 2028, as in
 * domain.md 3.3. Written out here, so that a changed data file cannot make a
 * wrong count look right.
 */
#ifndef UNIT_POLICY_HOLIDAYS_H
#define UNIT_POLICY_HOLIDAYS_H

#include "base/clock.h"
#include "model/calendar.h"

static inline struct calendar *
holidays(void)
{
	static const char *const days[] = {
		"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06",
		"2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26",
		"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05",
		"2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26",
		"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04",
		"2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
		"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03",
		"2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28",
		"2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01",
		"2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26",
	};
	struct calendar *calendar = calendar_new();
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(days); i++)
		calendar_add(calendar, clock_parse_day(days[i]),
			     g_str_equal(days[i], "2026-04-03") ? "Good Friday"
								: "Holiday");
	calendar_finish(calendar);
	return calendar;
}

#endif
