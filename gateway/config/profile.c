/*
 * The keys of a policy profile and of the Ombudsman's record. Nothing that
 * the Code fixes can be set here.
 */
#include "config/profile.h"

#include "base/clock.h"
#include "config/check.h"

#define MAX_DAYS 60
#define MAX_WINDOW 366
#define MAX_CHASES 20
#define MAX_SAID 366

/* The Housing Ombudsman's, where the record does not say. */
#define OMBUDSMAN_DOMAIN "housing-ombudsman.org.uk"

static const struct source_key profile_keys[] = {
	{"", "title", KEY_TEXT, NULL},
	{"", "definition", KEY_TEXT, NULL},
	{"", "grounds", KEY_LIST, NULL},
	{"", "exclusion_letter_days", KEY_TEXT, "5"},
	{"", "stage2", KEY_TEXT, "review"},
	{"", "name_individuals", KEY_TEXT, "no"},
	{"", "chases_to_complaint", KEY_TEXT, "0"},
	{"", "heat_network", KEY_TEXT, "no"},
	{"", "elected_member_needs_authority", KEY_TEXT, "no"},
	{"", "office_hours", KEY_TEXT, NULL},
	{"", "panel", KEY_TEXT, NULL},
	{"", "legal_redress", KEY_TEXT, NULL},
	{"", "compliments", KEY_TEXT, "no"},
	{"", "definition_section", KEY_TEXT, NULL},
	{"", "online_form", KEY_TEXT, NULL},
	{"", "colour", KEY_TEXT, NULL},
	{"early_resolution", "", KEY_SECTION, NULL},
	{"early_resolution", "called", KEY_TEXT, NULL},
	{"early_resolution", "section", KEY_TEXT, NULL},
	{"ground", "", KEY_TITLED, NULL},
	{"ground", "words", KEY_TEXT, NULL},
	{"time", "", KEY_TITLED, NULL},
	{"time", "days", KEY_TEXT, "0"},
	{"time", "from", KEY_TEXT, "receipt"},
	{"time", "section", KEY_TEXT, NULL},
	{"conflict", "", KEY_TITLED, NULL},
	{"conflict", "code", KEY_TEXT, NULL},
	{"conflict", "words", KEY_TEXT, NULL},
	{"escalation", "", KEY_SECTION, NULL},
	{"escalation", "unit", KEY_TEXT, "none"},
	{"escalation", "count", KEY_TEXT, "0"},
	{NULL, NULL, KEY_TEXT, NULL},
};

static const struct source_key ombudsman_keys[] = {
	{"", "address", KEY_TEXT, NULL},
	{"", "telephone", KEY_TEXT, NULL},
	{"", "hours", KEY_TEXT, NULL},
	{"", "form_url", KEY_TEXT, NULL},
	{"", "website", KEY_TEXT, NULL},
	{"", "domains", KEY_LIST, NULL},
	{"", "email_note", KEY_TEXT, NULL},
	{"", "verified_on", KEY_TEXT, NULL},
	{"energy", "", KEY_SECTION, NULL},
	{"energy", "website", KEY_TEXT, NULL},
	{"energy", "telephone", KEY_TEXT, NULL},
	{NULL, NULL, KEY_TEXT, NULL},
};

static struct place
top(const char *name)
{
	struct place place = {"", 0, name};

	return place;
}

static void
set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static void
read_grounds(struct source *source, struct profile *profile)
{
	g_autoptr(GPtrArray) names = source_list(source, top("grounds"));
	guint i;

	profile->grounds = 0;
	for (i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		enum ground ground = ground_of(name);

		if (ground == GROUND_NONE)
			source_fault(source, top("grounds"),
				     "There is no ground \"%s\". "
				     "docs/LABELLING.md lists them.",
				     name);
		else
			profile->grounds |= GROUND_BIT(ground);
	}
}

static void
read_escalation(struct source *source, struct profile *profile)
{
	static const char *const units[] = {
		[WINDOW_NONE] = "none",
		[WINDOW_WORKING_DAYS] = "working_days",
		[WINDOW_MONTHS] = "months",
		NULL,
	};
	struct place unit = {"escalation", 0, "unit"};
	struct place count = {"escalation", 0, "count"};

	profile->escalation_window =
		(enum window)source_choice(source, unit, units);
	profile->escalation_count = source_number(source, count, 0, MAX_WINDOW);
	if (profile->escalation_window != WINDOW_NONE &&
	    profile->escalation_count == 0)
		source_fault(source, count,
			     "\"count\" must say how many, at least 1.");
}

/* The policy's words for grounds that it has. */
static void
read_ground_words(struct source *source, struct profile *profile)
{
	guint n = source_count(source, "ground");
	guint i;

	for (i = 0; i < n; i++) {
		struct place words = {"ground", i, "words"};
		const char *name = source_title(source, "ground", i);
		enum ground ground = ground_of(name);

		if (!profile_has_ground(profile, ground))
			source_fault(source, words,
				     "\"grounds\" does not have \"%s\".", name);
		else
			set(&profile->ground_words[ground],
			    check_needed(source, words));
	}
}

/* What the policy says of the Code's times. */
static void
read_times(struct source *source, struct profile *profile)
{
	static const char *const names[] = {
		[TIME_ACKNOWLEDGE_1] = "acknowledge-1",
		[TIME_RESPOND_1] = "respond-1",
		[TIME_EXTEND_1] = "extend-1",
		[TIME_ACKNOWLEDGE_2] = "acknowledge-2",
		[TIME_RESPOND_2] = "respond-2",
		[TIME_EXTEND_2] = "extend-2",
		NULL,
	};
	static const char *const starts[] = {"receipt", "logging",
					     "acknowledgement", NULL};
	guint n = source_count(source, "time");
	guint i, k;

	for (i = 0; i < n; i++) {
		struct place days = {"time", i, "days"};
		struct place from = {"time", i, "from"};
		struct place section = {"time", i, "section"};
		const char *name = source_title(source, "time", i);

		for (k = 0; k < CODE_TIMES; k++)
			if (g_str_equal(names[k], name))
				break;
		if (k == CODE_TIMES) {
			source_fault(source, days,
				     "There is no time \"%s\". Write "
				     "acknowledge-1, respond-1, extend-1, or "
				     "the same with 2.",
				     name);
			continue;
		}
		profile->times[k].days =
			source_number(source, days, 1, MAX_SAID);
		profile->times[k].from =
			(enum time_from)source_choice(source, from, starts);
		set(&profile->times[k].section, check_needed(source, section));
	}
}

static void
read_conflicts(struct source *source, struct profile *profile)
{
	guint n = source_count(source, "conflict");
	guint i;

	for (i = 0; i < n; i++) {
		struct place code = {"conflict", i, "code"};
		struct place words = {"conflict", i, "words"};
		struct policy_conflict *conflict =
			g_new0(struct policy_conflict, 1);

		conflict->section =
			g_strdup(source_title(source, "conflict", i));
		conflict->provision = g_strdup(check_needed(source, code));
		conflict->words = g_strdup(check_needed(source, words));
		g_ptr_array_add(profile->conflicts, conflict);
	}
}

static void
read_says(struct source *source, struct profile *profile)
{
	struct place called = {"early_resolution", 0, "called"};
	struct place section = {"early_resolution", 0, "section"};

	profile->compliments = source_yes(source, top("compliments"));
	set(&profile->definition_section,
	    check_text(source, top("definition_section")));
	set(&profile->online_form, check_text(source, top("online_form")));
	set(&profile->colour, check_colour(source, top("colour")));
	set(&profile->early_resolution, check_text(source, called));
	set(&profile->early_section, check_text(source, section));
	read_ground_words(source, profile);
	read_times(source, profile);
	read_conflicts(source, profile);
}

static void
read_profile(struct source *source, struct profile *profile)
{
	static const char *const stages[] = {"review", "panel", NULL};
	const char *definition = check_text(source, top("definition"));

	set(&profile->title, check_needed(source, top("title")));
	set(&profile->definition,
	    *definition == '\0' ? profile_code_definition() : definition);
	read_grounds(source, profile);
	profile->exclusion_letter_days = source_number(
		source, top("exclusion_letter_days"), 1, MAX_DAYS);
	profile->stage2 =
		(enum stage2)source_choice(source, top("stage2"), stages);
	profile->name_individuals = source_yes(source, top("name_individuals"));
	profile->chases_to_complaint = source_number(
		source, top("chases_to_complaint"), 0, MAX_CHASES);
	profile->heat_network = source_yes(source, top("heat_network"));
	profile->elected_member_needs_authority =
		source_yes(source, top("elected_member_needs_authority"));
	set(&profile->office_hours, check_text(source, top("office_hours")));
	set(&profile->panel, check_text(source, top("panel")));
	set(&profile->legal_redress, check_text(source, top("legal_redress")));
	read_escalation(source, profile);
	read_says(source, profile);
}

static void
check_web(struct source *source, const char *name)
{
	const char *text = check_needed(source, top(name));

	if (*text != '\0' && !g_str_has_prefix(text, "https://"))
		source_fault(source, top(name),
			     "\"%s\" must be a web address that begins with "
			     "https://.",
			     name);
}

static void
read_ombudsman(struct source *source, struct ombudsman *ombudsman)
{
	const char *date = source_needed(source, top("verified_on"));
	struct place website = {"energy", 0, "website"};
	struct place telephone = {"energy", 0, "telephone"};

	set(&ombudsman->address, check_needed(source, top("address")));
	set(&ombudsman->telephone, check_needed(source, top("telephone")));
	set(&ombudsman->hours, check_text(source, top("hours")));
	set(&ombudsman->energy_website, check_text(source, website));
	set(&ombudsman->energy_telephone, check_text(source, telephone));
	check_web(source, "form_url");
	set(&ombudsman->form_url, source_text(source, top("form_url")));
	check_web(source, "website");
	set(&ombudsman->website, source_text(source, top("website")));
	g_ptr_array_unref(ombudsman->domains);
	ombudsman->domains = source_list(source, top("domains"));
	if (ombudsman->domains->len == 0)
		g_ptr_array_add(ombudsman->domains, g_strdup(OMBUDSMAN_DOMAIN));
	set(&ombudsman->email_note, check_text(source, top("email_note")));
	ombudsman->verified_on = clock_parse_day(date);
	if (*date != '\0' && ombudsman->verified_on == DAY_NONE)
		source_fault(source, top("verified_on"),
			     "\"verified_on\" must be a date such as "
			     "2026-11-21, not \"%s\".",
			     date);
}

static gboolean
load_ombudsman(struct profile *profile, const char *path, GError **error)
{
	g_autoptr(own_source) source = source_open(path, ombudsman_keys, error);

	if (source == NULL)
		return FALSE;
	read_ombudsman(source, profile->ombudsman);
	return source_finish(source, error);
}

static gboolean
load_profile(struct profile *profile, const char *folder, const char *name,
	     GError **error)
{
	g_autofree char *file = g_strconcat(name, ".conf", NULL);
	g_autofree char *path = g_build_filename(folder, file, NULL);
	g_autoptr(own_source) source = source_open(path, profile_keys, error);

	if (source == NULL)
		return FALSE;
	set(&profile->name, name);
	set(&profile->hash, source_hash(source));
	read_profile(source, profile);
	return source_finish(source, error);
}

struct profile *
profile_load(const char *folder, const char *name, const char *ombudsman,
	     GError **error)
{
	g_autoptr(own_profile) profile = profile_new();

	if (!load_profile(profile, folder, name, error) ||
	    !load_ombudsman(profile, ombudsman, error))
		return NULL;
	return g_steal_pointer(&profile);
}
