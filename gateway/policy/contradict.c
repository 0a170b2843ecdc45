/*
 * The Code's times as a table, against which what a policy says is held;
 * contradictions in words stand in the profile itself.
 */
#include "policy/contradict.h"

#include "policy/duty.h"
#include "policy/letter.h"

static const struct {
	int days;
	enum time_from from;
	const char *provision;
	const char *words;
} code[CODE_TIMES] = {
	[TIME_ACKNOWLEDGE_1] = {DAYS_ACKNOWLEDGE, FROM_RECEIPT, "6.2",
				"the acknowledgement at stage 1"},
	[TIME_RESPOND_1] = {DAYS_RESPOND_1, FROM_ACKNOWLEDGEMENT, "6.3",
			    "the answer at stage 1"},
	[TIME_EXTEND_1] = {DAYS_RESPOND_1, FROM_RECEIPT, "6.4",
			   "an extension at stage 1"},
	[TIME_ACKNOWLEDGE_2] = {DAYS_ACKNOWLEDGE, FROM_RECEIPT, "6.11",
				"the acknowledgement at stage 2"},
	[TIME_RESPOND_2] = {DAYS_RESPOND_2, FROM_ACKNOWLEDGEMENT, "6.14",
			    "the answer at stage 2"},
	[TIME_EXTEND_2] = {DAYS_RESPOND_2, FROM_RECEIPT, "6.15",
			   "an extension at stage 2"},
};

static const char *
from_words(enum time_from from)
{
	static const char *const words[] = {
		[FROM_RECEIPT] = "receipt",
		[FROM_LOGGING] = "the day it is logged",
		[FROM_ACKNOWLEDGEMENT] = "the acknowledgement",
	};

	return words[from];
}

static void
add(GPtrArray *list, const char *section, const char *provision, char *words)
{
	g_ptr_array_add(list, g_strdup_printf("section %s and Code %s: %s",
					      *section ? section : "?",
					      provision, words));
	g_free(words);
}

static void
add_time(GPtrArray *list, const struct policy_time *said, enum code_time time)
{
	if (said->days > code[time].days)
		add(list, said->section, code[time].provision,
		    g_strdup_printf("the policy allows %d working days for %s, "
				    "the Code %d. The Code's are counted.",
				    said->days, code[time].words,
				    code[time].days));
	if (said->days > 0 && said->from != code[time].from)
		add(list, said->section, code[time].provision,
		    g_strdup_printf("the policy counts %s from %s, the Code "
				    "from %s. The Code's way is counted.",
				    code[time].words, from_words(said->from),
				    from_words(code[time].from)));
}

static void
add_words(GPtrArray *list, const struct profile *profile)
{
	g_autofree char *forbidden =
		letter_forbidden(profile->early_resolution);
	guint i;

	if (profile_definition_differs(profile))
		add(list, profile->definition_section, "1.2",
		    g_strdup("the policy defines a complaint in other words "
			     "than the Code's."));
	if (forbidden != NULL)
		add(list, profile->early_section, "5.2",
		    g_strdup_printf("the policy speaks of \"%s\"; there are "
				    "two stages and nothing before them.",
				    forbidden));
	for (i = 0; i < profile->conflicts->len; i++) {
		const struct policy_conflict *conflict =
			g_ptr_array_index(profile->conflicts, i);

		add(list, conflict->section, conflict->provision,
		    g_strdup(conflict->words));
	}
}

GPtrArray *
contradictions(const struct profile *profile)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
	enum code_time time;

	for (time = 0; time < CODE_TIMES; time++)
		add_time(list, &profile->times[time], time);
	add_words(list, profile);
	return list;
}
