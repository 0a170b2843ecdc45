/*
 * May we answer this message with a letter that no person sends, to whom,
 * and if not, why not. A pure function of its arguments.
 *
 * From RFC 3834 sections 2 and 4, RFC 5230 section 4.6, and domain.md 10:
 * an answer goes to From, never blindly to Reply-To; a silence is never only
 * a silence, for where a person wrote, somebody must reach him otherwise.
 */
#ifndef RESPOND_DECIDE_H
#define RESPOND_DECIDE_H

#include <glib.h>

#include "base/own.h"
#include "model/traffic.h"
#include "model/message.h"
#include "model/notice.h"

/* Stored by name; the order is that in which the reasons are tried. */
enum silence {
	ANSWER,
	SILENCE_OURSELVES,   /* our own mail, or from an address of ours */
	SILENCE_BOUNCE,	     /* a report that mail was not delivered */
	SILENCE_LIST,	     /* a mailing list or newsletter */
	SILENCE_AUTOMATED,   /* any other machine, RFC 3834 section 2 */
	SILENCE_OMBUDSMAN,   /* the liaison officer answers (10.16) */
	SILENCE_UNSAFE,	     /* not safe for the resident (domain 10.6) */
	SILENCE_STAFF,	     /* a colleague wrote, not the resident */
	SILENCE_NO_ADDRESS,  /* none given, or nobody reads it */
	SILENCE_BAD_ADDRESS, /* no mail server could be asked to take it */
	SILENCE_NULL_SENDER, /* the empty envelope sender */
	SILENCE_AUTHORITY,   /* a representative without authority (10.9) */
	SILENCE_ASKED,	     /* it asks for no automatic answer */
	SILENCE_OLD,	     /* from before the first connection (10.14), or
				found among the junk */
	SILENCE_TOO_MANY, /* LIMIT_LETTERS_PER_HOUR and so on to that address */
	SILENCE_FLOOD,	  /* LIMIT_ALL_LETTERS_PER_HOUR, or per day */
	SILENCE_COUNT
};

/* "null-sender", for the ledger; a constant. SILENCE_COUNT if unknown. */
const char *silence_name(enum silence silence);
enum silence silence_of(const char *name);

/* A sentence for people, without personal data; a constant. */
const char *silence_words(enum silence silence);

/* What is known besides the message. Everything is borrowed. */
struct answer_facts {
	const struct message *message;
	enum letter letter;
	const GPtrArray *own;	 /* char *: our addresses, any case */
	const GPtrArray *staff;	 /* char *: addresses and "@domain"s of
				    colleagues; may be NULL */
	struct traffic traffic;	 /* letters of ours, to that address and all */
	guint homes;		 /* of the landlord; 0 if unknown */
	gboolean may_answer;	 /* the item's flag: not before the cut-off */
	gboolean unsafe_contact; /* as proposed or recorded */
	gboolean representative; /* as proposed or recorded … */
	gboolean authority;	 /* … and his authority is recorded */
	gboolean ombudsman;	 /* the Ombudsman wrote it */
	gboolean by_person;	 /* a named person releases this letter */
};

struct answer {
	enum silence silence;
	gboolean owed; /* silence, but a person wrote: a duty for
			  somebody to reach him in another way */
	char *to;      /* "" unless an address was found; also set
			  with a silence, for the case's page */
	char *to_name; /* "" if unknown */
};

/* Never NULL. by_person lifts AUTOMATED, NULL_SENDER, AUTHORITY, ASKED, OLD
 * TOO_MANY and FLOOD, which bind automatic mail only; UNSAFE stands until the
 * caller knows better. A receipt that was not sent for OLD owes nothing.
 * traffic is about the address that answer_address finds. */
struct answer *decide(const struct answer_facts *facts);

/* Whom an answer would go to: From; the sender inside a message that a
 * colleague forwarded; the single Reply-To where From is a no-reply address
 * or our own, as web forms write. "" if nobody.
 * The strings belong to the message. Uses message, own and
 * staff only. */
const struct address *answer_address(const struct answer_facts *facts);

void answer_free(struct answer *answer);
OWN_TYPE(answer, answer_free)

/* True for an address that no person reads: no-reply, mailer-daemon,
 * owner-x, x-request and the like. */
gboolean address_is_robot(const char *address);

#endif
