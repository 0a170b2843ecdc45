/*
 * When an alarm is told: once when it begins, then daily, then once when it
 * is over, and never often, however it flaps. Instants are of Monday 23
 * November 2026 in London.
 */
#include "unit/ledger/fixture.h"

#include "base/limits.h"
#include "desk/bulletin.h"

#define MINUTES(n) ((gint64)60 * (n))
#define HOURS(n) (60 * MINUTES(n))
#define DAYS(n) (24 * HOURS(n))

/* NOON of the fixture is 09:00. */
static const struct {
	const char *words;
	gint64 first;
	gboolean announced;
	gint64 told, cleared;
	gint64 now;
	enum telling telling;
} rows[] = {
	{"just begun", NOON, FALSE, TIME_NONE, TIME_NONE, NOON + 59,
	 TELL_NOTHING},
	{"gathered", NOON, FALSE, TIME_NONE, TIME_NONE, NOON + 60, TELL_BEGUN},
	{"told", NOON, TRUE, NOON + 60, TIME_NONE, NOON + HOURS(9),
	 TELL_NOTHING},
	{"the next morning before nine", NOON, TRUE, NOON + 60, TIME_NONE,
	 NOON + DAYS(1) - 1, TELL_NOTHING},
	{"the next morning at nine", NOON, TRUE, NOON + 60, TIME_NONE,
	 NOON + DAYS(1), TELL_STILL},
	{"told at nine today", NOON, TRUE, NOON + DAYS(1), TIME_NONE,
	 NOON + DAYS(1) + HOURS(14), TELL_NOTHING},
	{"watch slept for two days", NOON, TRUE, NOON + 60, TIME_NONE,
	 NOON + DAYS(2) + HOURS(7), TELL_STILL},
	{"begun at ten to nine is not told twice", NOON - 600, TRUE, NOON - 540,
	 TIME_NONE, NOON, TELL_NOTHING},
	{"just gone", NOON, TRUE, NOON + 60, NOON + 120, NOON + 719,
	 TELL_NOTHING},
	{"gone for ten minutes", NOON, TRUE, NOON + 60, NOON + 120, NOON + 720,
	 TELL_OVER},
	{"gone before it was told", NOON, FALSE, TIME_NONE, NOON + 30,
	 NOON + 630, TELL_FORGET},
	{"back within the hour", NOON + 1800, FALSE, NOON + 60, TIME_NONE,
	 NOON + 3600, TELL_NOTHING},
	{"back, an hour after it was told", NOON + 1800, FALSE, NOON + 60,
	 TIME_NONE, NOON + 3660, TELL_BEGUN},
	{"the clock was set back", NOON, FALSE, NOON + DAYS(300), TIME_NONE,
	 NOON + 60, TELL_BEGUN},
	{"gone, and the clock was set back", NOON, TRUE, NOON, NOON + DAYS(300),
	 NOON + 60, TELL_OVER},
};

static void
test_telling(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct alarm_row row = {
			.first_seen = rows[i].first,
			.announced = rows[i].announced,
			.told = rows[i].told,
			.cleared = rows[i].cleared,
		};

		if (bulletin_telling(&row, 9, rows[i].now) != rows[i].telling)
			fail_msg("%s", rows[i].words);
	}
}

/* --- a desk with a folder for mail --------------------------------------*/

struct desk {
	struct fixture *fixture;
	struct config config;
	struct post post;
};

static GPtrArray *
list_of(const char *address)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(list, g_strdup(address));
	return list;
}

static int
desk_setup(void **state)
{
	struct desk *desk = g_new0(struct desk, 1);

	(void)fixture_setup((void **)&desk->fixture);
	desk->config.landlord.email = (char *)"own@landlord.example";
	desk->config.sending.smtp = (char *)"";
	desk->config.sending.return_path = (char *)"";
	desk->config.sending.print = (char *)"";
	desk->config.sending.notify_key = (char *)"";
	desk->config.sending.folder =
		g_build_filename(desk->fixture->data, "sent", NULL);
	desk->config.alarms.digest_hour = 9;
	desk->config.alarms.to = list_of("officer@landlord.example");
	desk->config.alarms.it = g_ptr_array_ref(desk->config.alarms.to);
	desk->post.ledger = desk->fixture->ledger;
	desk->post.config = &desk->config;
	*state = desk;
	return 0;
}

static int
desk_teardown(void **state)
{
	struct desk *desk = *state;

	fixture_empty(desk->config.sending.folder);
	g_free(desk->config.sending.folder);
	g_ptr_array_unref(desk->config.alarms.to);
	g_ptr_array_unref(desk->config.alarms.it);
	(void)fixture_teardown((void **)&desk->fixture);
	g_free(desk);
	return 0;
}

/* One look at that instant: the subjects that are there, one a letter, as
 * held items; how many mails left. */
static guint
look_at(struct desk *desk, const char *subjects, gint64 now)
{
	g_autoptr(own_alarms) alarms = alarms_new();
	guint sent = 0;

	clock_fix(now);
	for (; *subjects != '\0'; subjects++) {
		char subject[2] = {*subjects, '\0'};

		alarm_add(alarms, ALARM_HELD, subject, "%s is held", subject);
	}
	OK(bulletin_note(&desk->post, alarms, error));
	OK(bulletin_send(&desk->post, &sent, error));
	return sent;
}

/* The text of the newest mail; none of the others is left. */
static char *
take_mail(struct desk *desk)
{
	const char *folder = desk->config.sending.folder;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	char *text = NULL;
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		g_free(text);
		assert_true(g_file_get_contents(path, &text, NULL, NULL));
		(void)g_remove(path);
	}
	assert_non_null(text);
	return text;
}

static void
has(const char *text, const char *words)
{
	if (strstr(text, words) == NULL)
		fail_msg("no \"%s\" in %s", words, text);
}

static void
test_life(void **state)
{
	struct desk *desk = *state;
	g_autofree char *begun = NULL;
	g_autofree char *still = NULL;
	g_autofree char *over = NULL;

	assert_int_equal(look_at(desk, "a", NOON), 0);
	assert_int_equal(look_at(desk, "ab", NOON + 30), 0);
	assert_int_equal(look_at(desk, "ab", NOON + 60), 1);
	begun = take_mail(desk);
	has(begun, "\r\nSubject: Postroom needs attention: 2 new\r\n");
	has(begun, "\r\nTo: <officer@landlord.example>\r\n");
	has(begun, "- a is held\r\n  (since 23 Nov 2026 09:00)\r\n");
	has(begun, "- b is held\r\n");
	assert_int_equal(look_at(desk, "ab", NOON + 90), 0);
	assert_int_equal(look_at(desk, "ab", NOON + HOURS(10)), 0);
	assert_int_equal(look_at(desk, "ab", NOON + DAYS(1)), 1);
	still = take_mail(desk);
	has(still, "attention: 2 still last\r\n");
	assert_int_equal(look_at(desk, "", NOON + DAYS(1) + 30), 0);
	assert_int_equal(look_at(desk, "", NOON + DAYS(1) + MINUTES(11)), 1);
	over = take_mail(desk);
	has(over, "\r\nSubject: Postroom: all clear\r\n");
	has(over, "This is over:\r\n\r\n- a is held");
	assert_int_equal(look_at(desk, "", NOON + DAYS(2)), 0);
}

/* Half a minute there, half a minute away, for a whole day: it is told once,
 * then in the morning, then that it is over. */
static void
test_flapping(void **state)
{
	struct desk *desk = *state;
	guint mails = 0, i;

	for (i = 0; i < 24 * 120; i += 4)
		mails += look_at(desk, i % 8 == 0 ? "a" : "",
				 NOON + MINUTES(60) + (gint64)i * 30);
	assert_int_equal(mails, 2);
	assert_int_equal(look_at(desk, "", NOON + DAYS(1) + HOURS(2)), 1);
}

/* A quarter of an hour there, a quarter away: once an hour at most. */
static void
test_slow_flapping(void **state)
{
	struct desk *desk = *state;
	guint begun = 0, i;

	for (i = 0; i < 12 * 60; i++)
		if (look_at(desk, (i / 15) % 2 == 0 ? "a" : "",
			    NOON + MINUTES(i)) == 1) {
			g_autofree char *mail = take_mail(desk);

			begun += strstr(mail, "1 new") != NULL;
		}
	assert_in_range(begun, 6, 12);
}

/* Forty new ones, one a minute: a mail every five minutes at most. */
static void
test_flood(void **state)
{
	static const char all[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN";
	struct desk *desk = *state;
	guint mails = 0, i;

	for (i = 0; i < 40; i++) {
		g_autofree char *some = g_strndup(all, i + 1);

		mails += look_at(desk, some, NOON + MINUTES(i));
	}
	assert_in_range(mails, 5, 8);
}

static void
test_who(void **state)
{
	struct desk *desk = *state;
	g_autoptr(own_alarms) alarms = alarms_new();
	guint sent = 0;

	g_ptr_array_unref(desk->config.alarms.it);
	desk->config.alarms.it = list_of("it@landlord.example");
	alarm_add(alarms, ALARM_HELD, "spool", "two are held");
	alarm_add(alarms, ALARM_SOURCE, "complaints", "the log-in fails");
	OK(bulletin_note(&desk->post, alarms, error));
	clock_fix(NOON + 60);
	OK(bulletin_send(&desk->post, &sent, error));
	assert_int_equal(sent, 2);
	clock_fix(NOON + 120);
	OK(bulletin_send(&desk->post, &sent, error));
	assert_int_equal(sent, 0);
}

/* Nobody can be told: it is told at the next try, and then once. */
static void
test_no_way_out(void **state)
{
	struct desk *desk = *state;
	g_autofree char *folder = g_strdup(desk->config.sending.folder);
	guint sent;

	assert_int_equal(look_at(desk, "a", NOON), 0);
	clock_fix(NOON + 60);
	g_free(desk->config.sending.folder);
	desk->config.sending.folder = g_strdup("/proc/nowhere");
	FAILS(bulletin_send(&desk->post, &sent, error), FAULT_TEMPORARY,
	      "nowhere");
	g_free(desk->config.sending.folder);
	desk->config.sending.folder = g_steal_pointer(&folder);
	assert_int_equal(look_at(desk, "a", NOON + 90), 1);
	assert_int_equal(look_at(desk, "a", NOON + 120), 0);
}

static void
test_many_of_a_kind(void **state)
{
	g_autoptr(own_alarms) alarms = alarms_new();
	guint i;

	(void)state;
	for (i = 0; i < LIMIT_ALARMS + 3; i++) {
		g_autofree char *subject = g_strdup_printf("%u", i);

		alarm_add(alarms, ALARM_HELD, subject, "x");
	}
	assert_int_equal(alarms->list->len, LIMIT_ALARMS);
	assert_int_equal(alarms->counts[ALARM_HELD], LIMIT_ALARMS + 3);
}

/* Each kind has a name of its own and all its words. */
static void
test_kinds(void **state)
{
	enum alarm_kind kind;

	(void)state;
	for (kind = 0; kind < ALARM_COUNT; kind++) {
		const struct alarm_facts *facts = alarm_facts(kind);

		assert_int_equal(alarm_of(facts->name), kind);
		assert_true(facts->good != NULL && facts->one != NULL &&
			    facts->many != NULL && facts->level != LEVEL_OK);
	}
	assert_int_equal(alarm_of("nothing"), ALARM_COUNT);
}

#define DESK(test) \
	cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_telling),
		DESK(test_life),
		DESK(test_flapping),
		DESK(test_slow_flapping),
		DESK(test_flood),
		DESK(test_who),
		DESK(test_no_way_out),
		cmocka_unit_test(test_many_of_a_kind),
		cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
