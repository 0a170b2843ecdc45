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
	profile->grounds = GROUND_BIT(GROUND_OVER_12_MONTHS) |
			   GROUND_BIT(GROUND_LEGAL_PROCEEDINGS) |
			   GROUND_BIT(GROUND_PREVIOUSLY_CONSIDERED);
	ombudsman->address = g_strdup("");
	ombudsman->telephone = g_strdup("");
	ombudsman->hours = g_strdup("");
	ombudsman->form_url = g_strdup("");
	ombudsman->website = g_strdup("");
	ombudsman->email_note = g_strdup("");
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
	g_free(ombudsman);
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

static char *
escalation_words(const struct profile *profile)
{
	int n = profile->escalation_count;

	switch (profile->escalation_window) {
	case WINDOW_WORKING_DAYS:
		return g_strdup_printf(
			"Please ask within %d working days of our stage 1 "
			"response; we will consider a later request too.",
			n);
	case WINDOW_MONTHS:
		return g_strdup_printf(
			"Please ask within %d month%s of our stage 1 "
			"response; we will consider a later request too.",
			n, n == 1 ? "" : "s");
	default:
		return g_strdup("You do not have to give reasons.");
	}
}

char *
profile_process(const struct profile *profile)
{
	g_autofree char *escalation = escalation_words(profile);
	const char *panel =
		profile->stage2 == STAGE2_PANEL
			? "An appeal panel looks at it again. You may attend "
			  "its hearing, bring somebody with you, or send what "
			  "you want it to see."
			: "Somebody who did not decide stage 1 looks at it "
			  "again.";

	return g_strdup_printf(
		"Stage 1: we acknowledge your complaint within 5 working days "
		"of receiving it, and answer within 10 working days of the "
		"acknowledgement.\n"
		"Stage 2: if you are not satisfied with our answer, ask us to "
		"look again. %s %s We acknowledge your request within 5 "
		"working days, and give our final answer within 20 working "
		"days of that acknowledgement.\n"
		"If we need longer at either stage, we tell you why and by "
		"when, at most 10 working days more at stage 1 and 20 at "
		"stage 2 unless there is a good reason.\n"
		"You can ask the Housing Ombudsman for advice at any time. If "
		"our final answer does not settle it, you can bring the "
		"complaint to the Ombudsman, normally within 12 months.",
		escalation, panel);
}

gboolean
ombudsman_is_stale(const struct ombudsman *ombudsman, guint32 today)
{
	return ombudsman->verified_on == DAY_NONE ||
	       today > ombudsman->verified_on + OMBUDSMAN_STALE_DAYS;
}
