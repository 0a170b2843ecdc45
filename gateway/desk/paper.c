/*
 * Between what is known of a person and respond/page.h.
 */
#include "desk/paper.h"

#include "base/fault.h"
#include "ledger/outbox.h"

struct person *
paper_person(const struct post *post, const struct case_row *row,
	     GError **error)
{
	return person_load(post->ledger, row->from_address, row->id, error);
}

/* An e-mail on the case came back: the address does not work. */
static gboolean
came_back(const struct post *post, const struct case_row *row)
{
	g_autoptr(own_outbox_each) each =
		outbox_each_open(post->ledger, OUTBOX_OF_CASE, row->id, NULL);

	while (each != NULL) {
		g_autoptr(own_outbox_row) letter = outbox_each_next(each, NULL);

		if (letter == NULL)
			break;
		if (letter->state == OUTBOX_BOUNCED &&
		    letter->route == ROUTE_EMAIL)
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_no_address(const struct answer *answer)
{
	return answer->silence == SILENCE_NO_ADDRESS ||
	       answer->silence == SILENCE_BAD_ADDRESS;
}

static gboolean
can_print(const struct post *post)
{
	return *post->config->sending.print != '\0' ||
	       *post->config->sending.notify_key != '\0';
}

/* Why it cannot be on paper; NULL if it can. */
static const char *
obstacle(const struct post *post, const struct person *person)
{
	if (*person->postal == '\0')
		return "The letter must go by post and no postal address is "
		       "known. Record it with what is known of the person.";
	if (!can_print(post))
		return "The letter must go by post and the configuration has "
		       "no way for letters on paper. Set \"print\" in send "
		       "{ }, or write it by hand.";
	return NULL;
}

enum paper
paper_choose(const struct post *post, const struct case_row *row,
	     const struct person *person, const struct answer *answer,
	     GError **error)
{
	const char *why = NULL;

	if (person->contact == CONTACT_TELEPHONE ||
	    person->contact == CONTACT_NO_MAIL)
		why = "This person is not to be written to. Answer by "
		      "telephone, or as was agreed.";
	else if (answer->silence != ANSWER && !has_no_address(answer))
		return PAPER_NO;
	else if (person->contact != CONTACT_POST && !has_no_address(answer) &&
		 !came_back(post, row))
		return PAPER_NO;
	else
		why = obstacle(post, person);
	/* Nothing is known of most who give no address: that is the silence's
	 * own reason. */
	if (why != NULL && *person->by == '\0' && has_no_address(answer))
		return PAPER_NO;
	if (why == NULL)
		return PAPER_YES;
	(void)fault_set(error, FAULT_INPUT, "%s", why);
	return PAPER_FAULT;
}

/* Lines for the top of the page. */
static char *
letterhead(const struct landlord *landlord)
{
	g_auto(GStrv) parts = g_strsplit(landlord->address, ",", -1);
	g_autofree char *lines = NULL;

	for (guint i = 0; parts[i] != NULL; i++)
		g_strstrip(parts[i]);
	lines = g_strjoinv("\n", parts);
	return g_strdup_printf("%s\n%s\nTelephone %s\n%s", landlord->name,
			       lines, landlord->telephone, landlord->email);
}

GBytes *
paper_pages(const struct post *post, const struct correspondence *letter,
	    const struct notice *notice, guint *pages, GError **error)
{
	const struct person *person = letter->person;
	g_autofree char *sender = letterhead(&post->config->landlord);
	struct page_spec spec = {
		.address = person->postal,
		.sender = sender,
		.ref = letter->row->ref,
		.title = notice->subject,
		.language = person->language,
		.text = notice->page,
		.points = person->points,
	};

	return page_build(&spec, pages, error);
}
