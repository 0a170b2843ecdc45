/*
 * "check": everything that a person may have to mend, told at once, before
 * it costs a resident a day. Without a configuration that can be read, what
 * comes with the program is checked all the same.
 */
#include "cmd/check.h"

#include "base/clock.h"
#include "classify/classify.h"
#include "cmd/cmd.h"
#include "config/calendar.h"
#include "config/profile.h"
#include "config/resource.h"
#include "policy/contradict.h"
#include "policy/workday.h"
#include "respond/template.h"

/* A calendar that ends sooner than this wants a newer file. */
#define HORIZON_DAYS 365

void
check_good(struct check *check, const char *part, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list arguments;

	(void)check;
	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	printf("ok         %s: %s\n", part, text);
	fflush(stdout);
}

void
check_bad(struct check *check, const char *part, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	gsize i;

	check->attention = TRUE;
	for (i = 0; lines[i] != NULL; i++)
		if (*lines[i] != '\0')
			fprintf(stderr, "attention  %s: %s\n", part, lines[i]);
}

void
check_fault(struct check *check, const char *part, GError *error)
{
	check_bad(check, part, error->message);
	g_error_free(error);
}

static void
check_rules(struct check *check, const char *folder)
{
	GError *error = NULL;
	g_autoptr(own_ruleset) rules = ruleset_load(folder, &error);
	g_autoptr(GPtrArray) wrong = NULL;
	guint i, examples = 0;

	if (rules == NULL) {
		check_fault(check, "rules", error);
		return;
	}
	wrong = ruleset_check(rules, &examples);
	for (i = 0; i < wrong->len; i++)
		check_bad(check, "rules", g_ptr_array_index(wrong, i));
	if (wrong->len == 0)
		check_good(check, "rules", "%u rules, %u examples in %s",
			   ruleset_rules(rules), examples, folder);
}

static void
check_templates(struct check *check, const char *folder)
{
	GError *error = NULL;
	g_autoptr(own_templates) templates = templates_load(folder, &error);

	if (templates == NULL)
		check_fault(check, "templates", error);
	else
		check_good(check, "templates", "%u letters in %s",
			   templates_count(templates), folder);
}

static void
check_calendar(struct check *check, const char *path)
{
	GError *error = NULL;
	g_autoptr(own_calendar) calendar = calendar_load(path, &error);
	g_autofree char *last = NULL;
	g_autofree char *fault = NULL;

	if (calendar == NULL) {
		check_fault(check, "calendar", error);
		return;
	}
	last = clock_words(calendar->last);
	if (workday_horizon(calendar, clock_day(clock_now())) >= HORIZON_DAYS) {
		check_good(check, "calendar", "bank holidays are known to %s",
			   last);
		return;
	}
	fault = g_strdup_printf("%s: bank holidays are known only to %s. Fetch "
				"https://www.gov.uk/bank-holidays.json and put "
				"it there.",
				path, last);
	check_bad(check, "calendar", fault);
}

static void
check_ombudsman(struct check *check, const struct profile *profile,
		const char *path)
{
	g_autofree char *day = clock_words(profile->ombudsman->verified_on);
	g_autofree char *fault = NULL;

	if (!ombudsman_is_stale(profile->ombudsman, clock_day(clock_now()))) {
		check_good(check, "ombudsman", "details were checked on %s",
			   day);
		return;
	}
	fault = g_strdup_printf(
		"%s: the Ombudsman's details were last checked on %s. Compare "
		"them with www.housing-ombudsman.org.uk and write today's date "
		"into verified_on.",
		path, day);
	check_bad(check, "ombudsman", fault);
}

static void
check_profile(struct check *check, const char *folder, const char *name,
	      const char *ombudsman)
{
	GError *error = NULL;
	g_autoptr(own_profile) profile =
		profile_load(folder, name, ombudsman, &error);
	g_autoptr(GPtrArray) against = NULL;

	if (profile == NULL) {
		check_fault(check, "profile", error);
		return;
	}
	check_good(check, "profile", "%s", profile->title);
	against = contradictions(profile);
	for (guint i = 0; i < against->len; i++)
		check_good(check, "profile", "remark: %s",
			   (const char *)against->pdata[i]);
	check_ombudsman(check, profile, ombudsman);
}

/* What comes with the program, or the folders a configuration names. */
static void
check_resources(struct check *check, const struct config *config)
{
	g_autofree char *rules = resource_find("rules");
	g_autofree char *templates = resource_find("templates");
	g_autofree char *profiles = resource_find("profiles");
	g_autofree char *calendar = resource_find("data/bank-holidays.json");
	g_autofree char *ombudsman = resource_find("data/ombudsman.conf");
	gboolean own = config != NULL;

	check_rules(check, own ? config->rules : rules);
	check_templates(check, own ? config->templates : templates);
	check_calendar(check, own ? config->calendar : calendar);
	check_profile(check, own ? config->profiles : profiles,
		      own ? config->landlord.profile : "code",
		      own ? config->ombudsman : ombudsman);
}

static void
check_all(struct check *check, const char *path)
{
	GError *error = NULL;
	g_autoptr(own_config) config = config_load(path, &error);

	if (config == NULL)
		check_fault(check, "configuration", error);
	else
		check_good(check, "configuration", "%s", config->path);
	check_resources(check, config);
	if (config != NULL)
		check_doors(check, config);
}

int
cmd_check(struct call *call)
{
	struct check check = {FALSE, FALSE};
	int status = 0;
	const GOptionEntry entries[] = {
		{"offline", 0, 0, G_OPTION_ARG_NONE, &check.offline,
		 "Do not connect to the mail servers", NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};

	if (!cmd_options(call, entries, "",
			 "Checks configuration, rules, letters, calendar, "
			 "ledger and connections,\nand tells everything that "
			 "needs attention at once.",
			 &status))
		return status;
	if (call->argc > 1) {
		fprintf(stderr,
			"postroom check: \"%s\" is not understood. Try "
			"\"postroom check --help\".\n",
			call->argv[1]);
		return 2;
	}
	check_all(&check, call->config);
	return check.attention ? 1 : 0;
}
