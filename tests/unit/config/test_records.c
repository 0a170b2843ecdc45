/*
 * Calendar, profiles and the Ombudsman's record: those that come with
 * Postroom, and broken ones.
 */
#include "unit/unit.h"

#include <glib/gstdio.h>

#include "base/clock.h"
#include "base/fault.h"
#include "config/calendar.h"
#include "config/profile.h"
#include "config/resource.h"

static char *
temporary(const char *text)
{
	char *path = NULL;
	int fd = g_file_open_tmp("record-XXXXXX.conf", &path, NULL);

	assert_true(fd >= 0);
	g_close(fd, NULL);
	assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static void
test_shipped_calendar(void **state)
{
	g_autoptr(own_calendar) calendar =
		calendar_load("data/bank-holidays.json", NULL);
	const struct holiday *holiday;

	(void)state;
	assert_non_null(calendar);
	assert_int_equal(calendar->last, clock_parse_day("2028-12-31"));
	holiday = calendar_find(calendar, clock_parse_day("2026-12-28"));
	assert_non_null(holiday);
	assert_string_equal(holiday->title, "Boxing Day (Substitute day)");
	assert_null(calendar_find(calendar, clock_parse_day("2026-12-29")));
}

#define EVENT(day) "{\"title\":\"T\",\"date\":\"" day "\",\"notes\":\"\"}"
#define TWO(a, b) EVENT(a) "," EVENT(b)
#define SPRING(y) TWO(y "-01-01", y "-03-26") "," TWO(y "-03-29", y "-05-03")
#define AUTUMN(y) TWO(y "-05-31", y "-08-30") "," TWO(y "-12-27", y "-12-28")
#define EIGHT(y) SPRING(y) "," AUTUMN(y)
#define SINGLE(events) \
	"{\"division\":\"england-and-wales\",\"events\":[" events "]}"

static void
test_calendar_files(void **state)
{
	static const struct {
		const char *text;
		const char *fault; /* NULL if it is one */
	} rows[] = {
		{SINGLE(EIGHT("2027")), NULL},
		{"{\"england-and-wales\":" SINGLE(EIGHT("2027")) "}", NULL},
		{"{\"scotland\":" SINGLE(EIGHT("2027")) "}",
		 "no bank holidays of england-and-wales"},
		{"{\"division\":\"scotland\",\"events\":[" EIGHT("2027") "]}",
		 "no bank holidays of england-and-wales"},
		{SINGLE(""), "no bank holidays"},
		{SINGLE(EVENT("2027-02-30")), "entry 1"},
		{SINGLE("{\"title\":\"T\"}"), "entry 1"},
		{SINGLE("{\"date\":\"2027-01-01\"}"), "entry 1"},
		{SINGLE(EIGHT("2027") "," EVENT("2028-01-03")), "2028"},
		{SINGLE(EIGHT("2026") "," EIGHT("2028")), "2027"},
		{"{\"england-and-wales\":", "not JSON"},
		{"", "not JSON"},
		{"[]", "no bank holidays"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = temporary(rows[i].text);
		g_autoptr(GError) error = NULL;
		g_autoptr(own_calendar) calendar = calendar_load(path, &error);

		g_unlink(path);
		assert_int_equal(calendar != NULL, rows[i].fault == NULL);
		if (calendar != NULL)
			continue;
		assert_true(fault_is(error, FAULT_SETUP));
		if (strstr(error->message, rows[i].fault) == NULL)
			fail_msg("%s", error->message);
	}
}

static struct profile *
shipped(const char *name)
{
	g_autoptr(GError) error = NULL;
	struct profile *profile =
		profile_load("profiles", name, "data/ombudsman.conf", &error);

	if (profile == NULL)
		fail_msg("%s", error->message);
	return profile;
}

static void
test_shipped_profiles(void **state)
{
	static const struct {
		const char *name;
		guint grounds;
		int refusal;
		enum window window;
		int count;
		enum stage2 stage2;
		gboolean differs;
	} rows[] = {
		{"code", 3, 5, WINDOW_NONE, 0, STAGE2_REVIEW, FALSE},
		{"lumen", 13, 10, WINDOW_WORKING_DAYS, 25, STAGE2_PANEL, TRUE},
		{"longhurst", 3, 5, WINDOW_MONTHS, 1, STAGE2_REVIEW, FALSE},
		{"extracare", 7, 5, WINDOW_NONE, 0, STAGE2_REVIEW, FALSE},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_profile) profile = shipped(rows[i].name);

		assert_string_equal(profile->name, rows[i].name);
		assert_int_equal(__builtin_popcount(profile->grounds),
				 rows[i].grounds);
		assert_true(
			profile_has_ground(profile, GROUND_LEGAL_PROCEEDINGS));
		assert_int_equal(profile->exclusion_letter_days,
				 rows[i].refusal);
		assert_int_equal(profile->escalation_window, rows[i].window);
		assert_int_equal(profile->escalation_count, rows[i].count);
		assert_int_equal(profile->stage2, rows[i].stage2);
		assert_int_equal(profile_definition_differs(profile),
				 rows[i].differs);
		assert_int_equal(strlen(profile->hash), 64);
	}
}

static void
test_ombudsman(void **state)
{
	g_autoptr(own_profile) profile = shipped("code");
	const struct ombudsman *ombudsman = profile->ombudsman;
	g_autofree char *block = ombudsman_block(ombudsman);
	guint32 checked = ombudsman->verified_on;

	(void)state;
	assert_non_null(strstr(block, "PO Box 1484, Unit D, Preston"));
	assert_non_null(strstr(block, "0300 111 3000"));
	assert_non_null(strstr(block, "residents/make-a-complaint/"));
	/* no new case by e-mail, no superseded address (domain.md 2.4) */
	assert_null(strchr(block, '@'));
	assert_null(strstr(block, "Liverpool"));
	assert_null(strstr(block, "hours"));
	assert_false(
		ombudsman_is_stale(ombudsman, checked + OMBUDSMAN_STALE_DAYS));
	assert_true(ombudsman_is_stale(ombudsman,
				       checked + OMBUDSMAN_STALE_DAYS + 1));
}

static void
test_process(void **state)
{
	g_autoptr(own_profile) code = shipped("code");
	g_autoptr(own_profile) lumen = shipped("lumen");
	g_autoptr(own_profile) longhurst = shipped("longhurst");
	g_autofree char *plain = profile_process(code);
	g_autofree char *panel = profile_process(lumen);
	g_autofree char *month = profile_process(longhurst);

	(void)state;
	assert_non_null(strstr(plain, "within 10 working days"));
	assert_non_null(strstr(plain, "within 20 working days"));
	assert_null(strstr(plain, "panel"));
	assert_non_null(strstr(panel, "25 working days"));
	assert_non_null(strstr(panel, "panel"));
	assert_non_null(strstr(month, "within 1 month of"));
}

/* The Code's own profile says what the Code says; the policies' say what
 * they say, ground by ground in their own words. */
static void
test_what_policies_say(void **state)
{
	static const struct {
		const char *name;
		enum code_time time;
		int days;
		enum time_from from;
		const char *early;
		guint conflicts;
		gboolean compliments;
	} rows[] = {
		{"code", TIME_RESPOND_2, 20, FROM_ACKNOWLEDGEMENT, "", 0,
		 FALSE},
		{"lumen", TIME_RESPOND_1, 10, FROM_ACKNOWLEDGEMENT,
		 "informal complaints", 4, FALSE},
		{"longhurst", TIME_RESPOND_1, 10, FROM_LOGGING,
		 "informal complaints", 0, FALSE},
		{"extracare", TIME_EXTEND_1, 10, FROM_RECEIPT, "", 5, TRUE},
	};
	enum ground ground;
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_profile) profile = shipped(rows[i].name);
		const struct policy_time *said = &profile->times[rows[i].time];

		assert_int_equal(said->days, rows[i].days);
		assert_int_equal(said->from, rows[i].from);
		assert_true(*said->section != '\0');
		assert_string_equal(profile->early_resolution, rows[i].early);
		assert_int_equal(profile->conflicts->len, rows[i].conflicts);
		assert_int_equal(profile->compliments, rows[i].compliments);
		for (ground = 0; ground < GROUND_COUNT; ground++)
			if (profile_has_ground(profile, ground))
				assert_true(*profile_ground_words(
						    profile, ground) != '\0');
	}
}

static void
test_for_people_only(void **state)
{
	g_autoptr(own_profile) lumen = shipped("lumen");

	(void)state;
	assert_true(profile_has_ground(lumen, GROUND_SPECIAL_ARRANGEMENTS));
	assert_true(profile_has_ground(lumen, GROUND_GENERAL_LAW));
	assert_true(GROUND_GENERAL_LAW >= GROUND_PROPOSED);
	assert_non_null(strstr(profile_ground_words(lumen, GROUND_GENERAL_LAW),
			       "correctly applied"));
	assert_string_equal(profile_ground_words(lumen, GROUND_ANONYMOUS),
			    "Anonymous complaints.");
	assert_non_null(strstr(lumen->panel, "head of service"));
}

static void
test_broken_profiles(void **state)
{
	static const struct {
		const char *text;
		const char *fault;
	} rows[] = {
		{"", "\"title\" is missing"},
		{"title = x\ngrounds = { \"noise\" }",
		 ":2: There is no ground"},
		{"title = x\nstage2 = third", ":2: \"stage2\" must be one of"},
		{"title = x\nheat_network = maybe", "one of no, yes"},
		{"title = x\nexclusion_letter_days = 0", "from 1 to 60"},
		{"title = x\nescalation {\nunit = months\n}", ":2: \"count\""},
		{"title = x\nescalation { unit = weeks }", "working_days"},
		{"title = x\nacknowledge_days = 9", "no key"},
		{"title = \"a\\nb\"", "control character"},
		{"title = x\nground \"noise\" {\nwords = x\n}",
		 "does not have \"noise\""},
		{"title = x\nground \"anonymous\" {\nwords = x\n}",
		 "does not have \"anonymous\""},
		{"title = x\ntime \"respond-3\" {\ndays = 1\n}",
		 "no time \"respond-3\""},
		{"title = x\ntime \"respond-1\" {\nsection = 1\n}",
		 "from 1 to 366"},
		{"title = x\ntime \"respond-1\" {\ndays = 9\n}",
		 "\"section\" is missing"},
		{"title = x\nconflict \"1\" {\nwords = x\n}",
		 "\"code\" is missing"},
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = temporary(rows[i].text);
		g_autofree char *folder = g_path_get_dirname(path);
		g_autofree char *base = g_path_get_basename(path);
		g_autoptr(GError) error = NULL;

		base[strlen(base) - strlen(".conf")] = '\0';
		assert_null(profile_load(folder, base, "data/ombudsman.conf",
					 &error));
		g_unlink(path);
		assert_true(fault_is(error, FAULT_SETUP));
		if (strstr(error->message, rows[i].fault) == NULL)
			fail_msg("%s", error->message);
	}
}

static void
test_broken_ombudsman(void **state)
{
	g_autofree char *path = temporary("telephone = \"0300\"\n"
					  "form_url = \"http://x\"\n"
					  "verified_on = \"last week\"\n");
	static const char *const words[] = {
		"\"address\"",
		":2: \"form_url\"",
		"\"website\"",
		":3: \"verified_on\"",
	};
	g_autoptr(GError) error = NULL;
	gsize i;

	(void)state;
	assert_null(profile_load("profiles", "code", path, &error));
	g_unlink(path);
	for (i = 0; i < G_N_ELEMENTS(words); i++)
		assert_non_null(strstr(error->message, words[i]));
}

static void
test_resources(void **state)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *name = g_path_get_basename(program);
	g_autofree char *beside = resource_find(name);
	g_autofree char *nowhere = resource_find("no/such/thing");

	(void)state;
	assert_string_equal(beside, program);
	assert_true(g_path_is_absolute(nowhere));
	assert_true(g_str_has_suffix(nowhere, "/no/such/thing"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped_calendar),
		cmocka_unit_test(test_calendar_files),
		cmocka_unit_test(test_shipped_profiles),
		cmocka_unit_test(test_ombudsman),
		cmocka_unit_test(test_process),
		cmocka_unit_test(test_what_policies_say),
		cmocka_unit_test(test_for_people_only),
		cmocka_unit_test(test_broken_profiles),
		cmocka_unit_test(test_broken_ombudsman),
		cmocka_unit_test(test_resources),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
