/*
 * Texts that say the same, postcodes, and turns of a rota.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "model/calendar.h"
#include "policy/alike.h"
#include "policy/asked.h"
#include "policy/rota.h"

static void
compares_texts(void **state)
{
	static const char roof[] = "My roof leaks and nobody has come to mend "
				   "it since October.";
	static const struct {
		const char *other;
		gboolean alike;
	} rows[] = {
		{roof, TRUE},
		{"my ROOF leaks, and nobody has\n come to mend it since "
		 "october! What outcome? An apology.",
		 TRUE},
		{"The lift is out of order and my shopping is heavy today.",
		 FALSE},
		{"My roof leaks.", FALSE},
		{"", FALSE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++)
		if ((alike_share(roof, rows[i].other) >= ALIKE_ENOUGH) !=
		    rows[i].alike)
			fail_msg("\"%s\"", rows[i].other);
	assert_true(alike_share("It leaks.", "it leaks") >= 1);
}

static void
finds_postcodes(void **state)
{
	static const struct {
		const char *text;
		const char *code;
	} rows[] = {
		{"1 High St, Anytown AN1 1AA.", "AN11AA"},
		{"sw1a 2aa", "SW1A2AA"},
		{"M1 1AE", "M11AE"},
		{"EC1A1BB", "EC1A1BB"},
		{"room B12 and flat 3", NULL},
		{"AN1 1AAA", NULL},
		{"", NULL},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text =
			g_memdup2(rows[i].text, strlen(rows[i].text) + 1);
		g_autofree char *code = alike_postcode(text);

		if (g_strcmp0(code, rows[i].code) != 0)
			fail_msg("\"%s\": %s", text, code ? code : "none");
	}
}

static void
takes_turns(void **state)
{
	static const struct {
		const char *now;
		struct rota_time step;
		int turn;
	} rows[] = {
		{"2026-11-21T22:00:00Z", {0, FALSE}, 0},
		{"2026-11-21T22:14:59Z", {0, FALSE}, 0},
		{"2026-11-21T22:15:00Z", {0, FALSE}, 1},
		{"2026-11-21T22:29:59Z", {30, FALSE}, -1},
		{"2026-11-21T22:30:00Z", {30, FALSE}, 0},
		{"2026-11-23T08:59:59Z", {0, TRUE}, -1},
		{"2026-11-23T09:00:00Z", {0, TRUE}, 0},
		{"2026-11-23T16:59:59Z", {0, TRUE}, 31},
		{"2026-11-23T17:00:00Z", {0, TRUE}, -1},
	};
	struct calendar *calendar = calendar_new();
	gsize i;

	(void)state;
	calendar_add(calendar, clock_parse_day("2026-12-25"), "Christmas Day");
	calendar_finish(calendar);
	for (i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rota_turn(calendar, &rows[i].step, 15,
			      clock_parse("2026-11-21T22:00:00Z"),
			      clock_parse(rows[i].now)) != rows[i].turn)
			fail_msg("row %zu: %s", i, rows[i].now);
	calendar_free(calendar);
}

static void
believes_our_own_server(void **state)
{
	static const char theirs[] = "housing-ombudsman.org.uk";
	static const struct {
		const char *results;
		gboolean genuine;
	} rows[] = {
		{"mx.us; dkim=pass header.d=housing-ombudsman.org.uk", TRUE},
		{"mx.us; spf=pass smtp.mailfrom=a@housing-ombudsman.org.uk",
		 TRUE},
		{"mx.us; dkim=fail header.d=housing-ombudsman.org.uk", FALSE},
		{"mx.us; dkim=pass header.d=evil-housing-ombudsman.org.uk",
		 FALSE},
		{"mx.evil; dkim=pass header.d=housing-ombudsman.org.uk", FALSE},
		{"mx.us; spf=fail (x; dkim=pass "
		 "header.d=housing-ombudsman.org.uk)",
		 FALSE},
		{"mx.us; spf=pass smtp.helo=housing-ombudsman.org.uk", FALSE},
		{"", FALSE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (asked_is_genuine(rows[i].results, "mx.us", theirs) !=
		    rows[i].genuine)
			fail_msg("\"%s\"", rows[i].results);
		assert_false(asked_is_genuine(rows[i].results, "", theirs));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_texts),
		cmocka_unit_test(finds_postcodes),
		cmocka_unit_test(takes_turns),
		cmocka_unit_test(believes_our_own_server),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
