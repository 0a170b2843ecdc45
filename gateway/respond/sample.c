/*
 * A case that never was, with something in every field, so that previews and
 * tests show every passage of every letter.
 */
#include "respond/compose.h"

#include "base/clock.h"
#include "policy/letter.h"

static struct ombudsman ombudsman = {
	.address = "Housing Ombudsman Service, PO Box 1484, Unit D, Preston, "
		   "PR2 0ET",
	.telephone = "0300 111 3000",
	.hours = "",
	.form_url = "https://www.housing-ombudsman.org.uk/residents/"
		    "make-a-complaint/",
	.website = "https://www.housing-ombudsman.org.uk",
	.email_note = "The Ombudsman takes no new cases by email.",
	.energy_website = "https://www.energyombudsman.org",
	.energy_telephone = "0330 440 1624",
};

static const struct profile policy = {
	.name = "sample",
	.title = "A complaints policy",
	.definition = "an expression of dissatisfaction.",
	.stage2 = STAGE2_REVIEW,
	.panel = "",
	.legal_redress = "",
	.office_hours = "",
	.ombudsman = &ombudsman,
};

static const struct {
	const char *key;
	const char *text;
} written[] = {
	{"what_next", "We have passed your request to our repairs team. They "
		      "will call you by Friday 20 November 2026."},
	{"clarification", "1. Which two days did you wait at home?\n"
			  "2. Is there no hot water either?"},
	{"asked", "You asked us to deal with a complaint about your "
		  "neighbour's building work."},
	{"ground", "Our policy says that we do not deal with complaints about "
		   "an organisation that does not work for us."},
	{"facts", "The work is done by a builder whom your neighbour pays. We "
		  "did not order it and we do not pay for it."},
	{"discretion", "You told us that the noise keeps your child awake. We "
		       "thought about this. We cannot look into work that is "
		       "not ours, but we can help you to report it."},
	{"dates_used", "You told us that the work began on 2 November 2026."},
	{"instead", "You can report the noise to the council's environmental "
		    "health team on 01234 567899. We can help you to do so."},
	{"decision_maker", "The Head of Customer Services"},
	{"decided_on", "Wednesday 18 November 2026"},
	{"late_step", "send you our answer to your complaint"},
	{"was_due", "Wednesday 18 November 2026"},
	{"delay_reason", "We wanted to see the boiler with our contractor, "
			 "who could not come before this week."},
	{"new_date", "Wednesday 25 November 2026"},
};

/* Those of them that the letter has. */
static GHashTable *
fields_of(enum letter letter)
{
	static GHashTable *tables[LETTER_COUNT];
	GHashTable *table = tables[letter];

	if (table != NULL)
		return table;
	table = g_hash_table_new(g_str_hash, g_str_equal);
	for (gsize i = 0; i < G_N_ELEMENTS(written); i++) {
		const struct letter_field *field =
			letter_field(letter, written[i].key);
		if (field != NULL && field->written)
			g_hash_table_insert(table, (gpointer)written[i].key,
					    (gpointer)written[i].text);
	}
	tables[letter] = table;
	return table;
}

void
letter_facts_sample(struct letter_facts *facts, enum letter letter,
		    gboolean guard)
{
	guint32 received = clock_parse_day("2026-11-16");
	gboolean second = letter == LETTER_ACKNOWLEDGE_2;

	*facts = (struct letter_facts){
		.guard = guard,
		.to = "resident@example.org",
		.to_name = "Jo Resident",
		.from = "complaints@landlord.example",
		.message_id = "sample.1@landlord.example",
		.in_reply_to = "question@example.org",
		.date = clock_at(received + 3, 10, 0),
		.landlord = "Example Homes",
		.landlord_address = "1 High Street, Anytown, AN1 1AA",
		.landlord_telephone = "01234 567890",
		.emergency = "01234 567891",
		.landlord_email = "complaints@landlord.example",
		.officer = "The Complaints Officer",
		.profile = &policy,
		.ref = "CR-2026-00042-K",
		.received = received,
		.today = received + 3,
		.response_due = received + (second ? 31 : 17),
		.decide_by = received + 10,
		.definition = "1. The boiler has been broken for three weeks.\n"
			      "2. Nobody came on the two days you gave me.",
		.outcomes = "1. I want the boiler mended and an apology.",
		.responsibility = "We are responsible for the boiler and for "
				  "keeping our appointments.",
		.fields = fields_of(letter),
	};
}
