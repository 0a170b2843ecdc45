/*
 * The count of working days told day by day. It says of each day what
 * workday_add did with it, from the same functions, so that the two cannot
 * differ.
 */
#include "policy/count.h"

#include "base/clock.h"
#include "policy/workday.h"

static struct counted
count_one(const struct calendar *calendar, guint32 day, int *n)
{
	struct counted counted = {.day = day, .as = COUNTED_WORKDAY};
	const struct holiday *holiday = calendar_find(calendar, day);

	if (day < calendar->first || day > calendar->last)
		counted.as = COUNTED_UNKNOWN;
	else if (workday_is(calendar, day))
		counted.n = ++*n;
	else
		counted.as = COUNTED_WEEKEND;
	if (holiday != NULL && counted.as == COUNTED_WEEKEND) {
		counted.as = COUNTED_HOLIDAY;
		counted.title = holiday->title;
	}
	return counted;
}

GArray *
count_days(const struct calendar *calendar, guint32 a, guint32 b)
{
	GArray *days = g_array_new(FALSE, TRUE, sizeof(struct counted));
	struct counted counted = {.day = a, .as = COUNTED_ZERO};
	int n = 0;

	if (a == DAY_NONE || b < a || b - a > COUNT_MOST_DAYS)
		return days;
	g_array_append_val(days, counted);
	while (counted.day < b) {
		counted = count_one(calendar, counted.day + 1, &n);
		g_array_append_val(days, counted);
	}
	return days;
}

char *
count_day_words(guint32 day)
{
	g_autofree char *words = clock_words(day);
	g_auto(GStrv) parts = g_strsplit(words, " ", 4);

	return g_strdup_printf("%.3s %s %.3s", parts[0], parts[1], parts[2]);
}

char *
count_words(const struct counted *counted, const char *zero)
{
	switch (counted->as) {
	case COUNTED_ZERO:
		return g_strdup(zero);
	case COUNTED_WORKDAY:
		return g_strdup_printf("working day %d", counted->n);
	case COUNTED_HOLIDAY:
		return g_strdup(counted->title);
	case COUNTED_WEEKEND:
		return g_strdup("weekend");
	default:
		return g_strdup("no bank holidays are known for it");
	}
}

/* How many days from i on are of one weekend. */
static guint
weekend_run(const GArray *days, guint i)
{
	guint n = 0;

	while (i + n < days->len &&
	       g_array_index(days, struct counted, i + n).as == COUNTED_WEEKEND)
		n++;
	return n;
}

char *
count_line(const struct calendar *calendar, guint32 a, guint32 b,
	   const char *zero)
{
	g_autoptr(GArray) days = count_days(calendar, a, b);
	GString *line = g_string_new(NULL);
	guint i;

	for (i = 0; i < days->len; i++) {
		const struct counted *c =
			&g_array_index(days, struct counted, i);
		g_autofree char *day = count_day_words(c->day);
		g_autofree char *words = count_words(c, zero);

		g_string_append(line, line->len > 0 ? "; " : "");
		if (weekend_run(days, i) == 2) {
			g_autofree char *next = count_day_words(c->day + 1);

			g_string_append_printf(line, "%s and ", day);
			g_free(day);
			day = g_steal_pointer(&next);
			i++;
		}
		g_string_append_printf(line, "%s %s", day, words);
	}
	return g_string_free(line, FALSE);
}

/* From what and how many days the kinds of duties are counted. */
struct basis {
	enum { BY_RECEIPT, BY_LETTER, BY_DECISION, BY_NOTHING } from;
	int days;
};

static struct basis
basis_of(enum duty_kind kind, const struct count_known *known)
{
	switch (kind) {
	case DUTY_LOOK:
	case DUTY_ANSWER_OTHER_ROUTE:
		return (struct basis){BY_RECEIPT, DAYS_LOOK};
	case DUTY_ACKNOWLEDGE_1:
	case DUTY_ACKNOWLEDGE_2:
	case DUTY_AUTHORITY:
	case DUTY_HOW_TO_COMPLAIN:
		return (struct basis){BY_RECEIPT, DAYS_ACKNOWLEDGE};
	case DUTY_EXCLUSION_LETTER:
		return (struct basis){BY_RECEIPT, known->exclusion_days};
	case DUTY_RESPOND_1:
		return (struct basis){BY_LETTER, DAYS_RESPOND_1};
	case DUTY_RESPOND_2:
		return (struct basis){BY_LETTER, DAYS_RESPOND_2};
	case DUTY_CONFIRM_DEFINITION:
		return (struct basis){BY_LETTER, DAYS_ACKNOWLEDGE};
	case DUTY_OFFER_CHOICE:
		return (struct basis){BY_DECISION, 1};
	case DUTY_READ_ORIGINAL:
	case DUTY_OMBUDSMAN:
		return (struct basis){BY_RECEIPT, 1};
	case DUTY_REVIEWER:
		return (struct basis){BY_RECEIPT, 2};
	default:
		return (struct basis){BY_NOTHING, 0};
	}
}

static gint64
instant_of(const struct basis *basis, const struct count_known *known,
	   const char **zero)
{
	switch (basis->from) {
	case BY_RECEIPT:
		*zero = "received";
		return known->received;
	case BY_LETTER:
		*zero = "acknowledged";
		return known->acknowledged;
	case BY_DECISION:
		*zero = known->decided != TIME_NONE ? "decided" : "received";
		return known->decided != TIME_NONE ? known->decided
						   : known->received;
	default:
		return TIME_NONE;
	}
}

guint32
count_from(const struct calendar *calendar, enum duty_kind kind, guint32 due,
	   const struct count_known *known, const char **zero)
{
	struct basis basis = basis_of(kind, known);
	guint32 from = clock_day(instant_of(&basis, known, zero));

	if (from == DAY_NONE || due == DAY_NONE ||
	    workday_add(calendar, from, basis.days, NULL) != due)
		return DAY_NONE;
	return from;
}
