/*
 * The passages themselves, in plain words. What differs between landlords
 * stands in profiles, what staff may change in templates.
 */
#include "respond/wording.h"

#include "base/clock.h"

static const char representative[] =
	"You can ask someone to deal with us for you, for example a friend, "
	"a relative, a councillor or an adviser. Tell us who they are and "
	"that you agree. They can also come with you to any meeting about "
	"your complaint.";

static const char authority_awaited_words[] =
	"Someone has written to us for you. We are working on the complaint "
	"already. Please tell us if you agree that we talk to them about it. "
	"If you do not agree, tell us, and we will deal with you only.";

static const char adjustments[] =
	"Tell us if you need us to do anything differently. For example, we "
	"can write in large print or in another language. We can telephone "
	"you instead of writing. We can give you more time.";

static const char what_next[] =
	"We have passed your request to the team that deals with it. They "
	"will tell you what they will do, and by when.";

static const char ombudsman_right[] =
	"You can take this decision to the Housing Ombudsman Service. You do "
	"not have to ask us first. The Ombudsman is free and independent of "
	"us, and can tell us to deal with your complaint.";

static const char authority_form[] =
	"My name: ______________________________\n"
	"\n"
	"My address: ______________________________\n"
	"\n"
	"This person may act for me: ______________________________\n"
	"\n"
	"Their address, telephone or email: ______________________________\n"
	"\n"
	"They are my (friend, relative, adviser or other): "
	"____________________\n"
	"\n"
	"They may (please mark each that you agree to):\n"
	"\n"
	"[  ] deal with this complaint for me\n"
	"\n"
	"[  ] be told about me, where the complaint needs it\n"
	"\n"
	"[  ] be told about my health, where the complaint needs it\n"
	"\n"
	"[  ] come with me to meetings\n"
	"\n"
	"This ends (a date, or when the complaint ends): "
	"____________________\n"
	"\n"
	"My signature: ____________________  Date: ____________________";

const char *
wording_representative(gboolean authority_awaited)
{
	return authority_awaited ? authority_awaited_words : representative;
}

const char *
wording_adjustments(void)
{
	return adjustments;
}

const char *
wording_what_next(void)
{
	return what_next;
}

const char *
wording_ombudsman_right(void)
{
	return ombudsman_right;
}

const char *
wording_authority_form(void)
{
	return authority_form;
}

static void
add_way(GString *out, const char *verb, const char *where)
{
	if (where != NULL && *where != '\0')
		g_string_append_printf(out, "\n- %s %s", verb, where);
}

char *
wording_how_to_complain(const struct letter_facts *facts)
{
	GString *out = g_string_new(
		"You can complain in any way that suits you, for example:\n");

	add_way(out, "call", facts->landlord_telephone);
	add_way(out, "email", facts->landlord_email);
	add_way(out, "write to", facts->landlord_address);
	if (facts->profile != NULL)
		add_way(out, "use our form at", facts->profile->online_form);
	g_string_append(
		out,
		"\n- tell any member of our staff\n\n"
		"There is no form that you must use, and you do not need the "
		"word \xe2\x80\x9c"
		"complaint\xe2\x80\x9d. Someone else can "
		"do it for you. Complaining will not change how we treat "
		"you.");
	return g_string_free(out, FALSE);
}

char *
wording_panel_date(const char *hearing, guint32 decide_by)
{
	g_autofree char *by = NULL;

	if (hearing != NULL && *hearing != '\0')
		return g_strdup_printf("When and where: %s", hearing);
	if (decide_by == DAY_NONE)
		return g_strdup("");
	by = clock_words(decide_by);
	return g_strdup_printf("We have not set the day of the hearing yet. We "
			       "will write to you by %s to tell you when and "
			       "where it is.",
			       by);
}

char *
wording_deciding(guint32 decide_by)
{
	g_autofree char *by = NULL;

	if (decide_by == DAY_NONE)
		return g_strdup("");
	by = clock_words(decide_by);
	return g_strdup_printf("We are deciding which parts of what you told "
			       "us are our responsibility, and which are not. "
			       "We will write to you about this by %s.",
			       by);
}
