/*
 * Policy profiles as values, and the two text blocks that letters take from
 * them. The blocks are built from the same record that drives the clocks, so
 * that letter and clock cannot disagree (Code 3.4).
 */
#include "model/profile.h"

#include "base/clock.h"
#include "base/text.h"

static const char code_definition[] =
	"an expression of dissatisfaction, however made, about the standard "
	"of service, actions or lack of action by the landlord, its own "
	"staff, or those acting on its behalf, affecting a resident or group "
	"of residents.";

struct profile *
profile_new(void)
{
	struct profile *profile = g_new0(struct profile, 1);
	struct ombudsman *ombudsman = g_new0(struct ombudsman, 1);

	profile->name = g_strdup("");
	profile->title = g_strdup("");
	profile->hash = g_strdup("");
	profile->definition = g_strdup("");
	profile->office_hours = g_strdup("");
	profile->early_resolution = g_strdup("");
	profile->early_section = g_strdup("");
	profile->definition_section = g_strdup("");
	profile->online_form = g_strdup("");
	profile->colour = g_strdup("");
	for (enum ground ground = 0; ground < GROUND_COUNT; ground++)
		profile->ground_words[ground] = g_strdup("");
	for (guint i = 0; i < CODE_TIMES; i++)
		profile->times[i].section = g_strdup("");
	profile->conflicts = g_ptr_array_new_with_free_func(
		(GDestroyNotify)policy_conflict_free);
	profile->panel = g_strdup("");
	profile->legal_redress = g_strdup("");
	profile->grounds = GROUND_BIT(GROUND_OVER_12_MONTHS) |
			   GROUND_BIT(GROUND_LEGAL_PROCEEDINGS) |
			   GROUND_BIT(GROUND_PREVIOUSLY_CONSIDERED);
	ombudsman->address = g_strdup("");
	ombudsman->telephone = g_strdup("");
	ombudsman->hours = g_strdup("");
	ombudsman->form_url = g_strdup("");
	ombudsman->website = g_strdup("");
	ombudsman->email_note = g_strdup("");
	ombudsman->domains = g_ptr_array_new_with_free_func(g_free);
	ombudsman->energy_website = g_strdup("");
	ombudsman->energy_telephone = g_strdup("");
	profile->ombudsman = ombudsman;
	return profile;
}

static void
ombudsman_free(struct ombudsman *ombudsman)
{
	g_free(ombudsman->address);
	g_free(ombudsman->telephone);
	g_free(ombudsman->hours);
	g_free(ombudsman->form_url);
	g_free(ombudsman->website);
	g_free(ombudsman->email_note);
	g_ptr_array_unref(ombudsman->domains);
	g_free(ombudsman->energy_website);
	g_free(ombudsman->energy_telephone);
	g_free(ombudsman);
}

void
policy_conflict_free(struct policy_conflict *conflict)
{
	g_free(conflict->section);
	g_free(conflict->provision);
	g_free(conflict->words);
	g_free(conflict);
}

void
profile_free(struct profile *profile)
{
	if (profile == NULL)
		return;
	g_free(profile->name);
	g_free(profile->title);
	g_free(profile->hash);
	g_free(profile->definition);
	g_free(profile->office_hours);
	g_free(profile->early_resolution);
	g_free(profile->early_section);
	g_free(profile->definition_section);
	g_free(profile->online_form);
	g_free(profile->colour);
	for (enum ground ground = 0; ground < GROUND_COUNT; ground++)
		g_free(profile->ground_words[ground]);
	for (guint i = 0; i < CODE_TIMES; i++)
		g_free(profile->times[i].section);
	g_ptr_array_unref(profile->conflicts);
	g_free(profile->panel);
	g_free(profile->legal_redress);
	ombudsman_free(profile->ombudsman);
	g_free(profile);
}

gboolean
profile_has_ground(const struct profile *profile, enum ground ground)
{
	return ground < GROUND_COUNT &&
	       (profile->grounds & GROUND_BIT(ground)) != 0;
}

const char *
profile_ground_words(const struct profile *profile, enum ground ground)
{
	const char *own =
		ground < GROUND_COUNT ? profile->ground_words[ground] : NULL;

	return own != NULL && *own != '\0' ? own : ground_words(ground);
}

const char *
profile_code_definition(void)
{
	return code_definition;
}

/* As two careful readers would compare it. */
static char *
plain_words(const char *text)
{
	g_autofree char *squeezed = text_squeeze(text);
	char *folded = g_utf8_casefold(squeezed, -1);

	if (g_str_has_suffix(folded, "."))
		folded[strlen(folded) - 1] = '\0';
	return folded;
}

gboolean
profile_definition_differs(const struct profile *profile)
{
	g_autofree char *ours = plain_words(profile->definition);
	g_autofree char *code = plain_words(code_definition);

	return !g_str_equal(ours, code);
}

static void
append_line(GString *out, const char *label, const char *value)
{
	if (*value != '\0')
		g_string_append_printf(out, "%s%s%s", out->len > 0 ? "\n" : "",
				       label, value);
}

char *
ombudsman_block(const struct ombudsman *ombudsman)
{
	GString *out = g_string_new("Housing Ombudsman Service");

	append_line(out, "Online form: ", ombudsman->form_url);
	append_line(out, "Telephone: ", ombudsman->telephone);
	append_line(out, "Telephone hours: ", ombudsman->hours);
	append_line(out, "Post: ", ombudsman->address);
	append_line(out, "Website: ", ombudsman->website);
	append_line(out, "", ombudsman->email_note);
	return g_string_free(out, FALSE);
}

char *
ombudsman_energy_block(const struct ombudsman *ombudsman)
{
	GString *out = g_string_new(NULL);

	if (*ombudsman->energy_website == '\0' &&
	    *ombudsman->energy_telephone == '\0')
		return g_string_free(out, FALSE);
	g_string_append(
		out,
		"If your complaint is about the supply of heat or hot water "
		"from a heat network, or about a bill for it, you can also go "
		"to the Energy Ombudsman. You can do so 8 weeks after you "
		"complained to us. You can do so sooner if we tell you that we "
		"have nothing more to offer. It is free and independent of "
		"us.\n\nEnergy Ombudsman");
	append_line(out, "Website: ", ombudsman->energy_website);
	append_line(out, "Telephone: ", ombudsman->energy_telephone);
	g_string_append(out,
			"\n\nYou still have the right to go to the Housing "
			"Ombudsman, and we must still answer you in the same "
			"time.");
	return g_string_free(out, FALSE);
}

char *
profile_hearing(const struct profile *profile)
{
	g_autofree char *who = NULL;

	if (profile->stage2 != STAGE2_PANEL)
		return g_strdup("");
	if (*profile->panel != '\0')
		who = g_strdup_printf(" of %s", profile->panel);
	return g_strdup_printf(
		"An appeal panel%s will hear your complaint. Nobody on it "
		"decided your complaint at stage 1.\n\n"
		"You can come to the hearing, and you can bring someone with "
		"you or send someone in your place. If you do not want to "
		"come, you can send the panel what you want it to see or "
		"hear. You can ask us to hold the hearing by video or "
		"telephone, or somewhere other than our office.",
		who != NULL ? who : "");
}

/* How long after the stage 1 answer the policy invites a request. */
static char *
escalation_words(const struct profile *profile)
{
	int n = profile->escalation_count;

	switch (profile->escalation_window) {
	case WINDOW_WORKING_DAYS:
		return g_strdup_printf(
			" Please ask within %d working days of our stage 1 "
			"answer. We will consider a later request too.",
			n);
	case WINDOW_MONTHS:
		return g_strdup_printf(
			" Please ask within %d month%s of our stage 1 "
			"answer. We will consider a later request too.",
			n, n == 1 ? "" : "s");
	default:
		return g_strdup("");
	}
}

char *
profile_process(const struct profile *profile)
{
	g_autofree char *escalation = escalation_words(profile);
	const char *who =
		profile->stage2 == STAGE2_PANEL
			? "An appeal panel looks at it. You can come to its "
			  "hearing and bring someone with you, or send what "
			  "you want it to see."
			: "Someone who did not decide stage 1 looks at it.";

	return g_strdup_printf(
		"Stage 1. We acknowledge your complaint within 5 working days "
		"of receiving it. We answer within 10 working days of that "
		"letter.\n\n"
		"Stage 2. If you are not satisfied with our answer, ask us to "
		"look again. You do not have to give reasons.%s %s We "
		"acknowledge your request within 5 working days. We give our "
		"final answer within 20 working days of that letter.\n\n"
		"If we need longer, we tell you why and by when. That is at "
		"most 10 more working days at stage 1 and 20 at stage 2, "
		"unless there is a good reason.\n\n"
		"You can ask the Housing Ombudsman for advice at any time. If "
		"our final answer does not settle your complaint, you can take "
		"it to the Ombudsman, normally within 12 months of that "
		"answer.",
		escalation, who);
}

gboolean
ombudsman_is_stale(const struct ombudsman *ombudsman, guint32 today)
{
	return ombudsman->verified_on == DAY_NONE ||
	       today > ombudsman->verified_on + OMBUDSMAN_STALE_DAYS;
}
