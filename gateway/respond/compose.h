/*
 * Fills a letter: values in, notice out. A pure function; it refuses to make
 * a letter that lacks what the Code asks for.
 */
#ifndef RESPOND_COMPOSE_H
#define RESPOND_COMPOSE_H

#include <glib.h>

#include "model/notice.h"
#include "model/profile.h"
#include "respond/template.h"

/* Everything is borrowed. A string may be NULL, which means the same as "";
 * for those marked *, it means the Code's own wording. */
struct letter_facts {
	gboolean guard; /* nobody has confirmed the definition */

	/* how it travels */
	gboolean by_post;   /* then there need be no address to send it to */
	gboolean mail_only; /* the notice's page, for printing, stays empty */
	const char *to;	    /* else refused unless text_is_address */
	const char *to_name;
	const char *from;     /* the address the resident wrote to */
	const char *reply_to; /* from, if NULL */
	const char *message_id;
	const char *in_reply_to;
	const GPtrArray *references; /* char *; may be NULL */
	gint64 date;

	/* the landlord */
	const char *landlord;
	const char *landlord_address;
	const char *landlord_telephone;
	const char *emergency;
	const char *landlord_email;
	const char *officer;	       /* a role (domain.md 10.10) */
	const GPtrArray *staff_names;  /* char *: not to be quoted by the
					  guard; NULL if they may be */
	const struct profile *profile; /* the Ombudsman's record, the two
					  stages, the panel; NULL leaves these
					  without a value */

	/* the case */
	const char *ref;
	guint32 received;
	guint32 today;	      /* printed; the response clock starts on it */
	guint32 response_due; /* 6.3, 6.14 */
	guint32 decide_by;    /* guard letters only */
	const char *definition;
	const char *outcomes;
	const char *clarification;
	const char *responsibility; /* 5.7; not used if guard */
	const char *reviewer;	    /* stage 2; a role; "" if not settled */
	const char *hearing; /* a panel's, when and where; "" if not settled */
	gboolean heat_network;	    /* it is about a heat network */
	gboolean authority_awaited; /* somebody wrote for the resident */
	const char *representative; /* * */
	const char *adjustments;    /* * */
	const char *open_request;   /* reference, if one goes on (1.5) */

	/* What is written for this letter alone: key -> char *, of the fields
	 * that letter_field() calls written. NULL if nothing. */
	GHashTable *fields;
};

/* The notice is the caller's. NULL with FAULT_SETUP if a value that the letter
 * must carry is empty; the message names the paragraph of each. FAULT_INPUT if
 * an address is none, the Message-ID is empty, staff's text has words that
 * 5.2 forbids, or fields has a key that nobody writes for this letter. In a
 * guard letter the definition, and the outcomes unless there is a question, are
 * quoted as the resident's words, and the responsibility says by when it is
 * decided (domain.md 10.2). A name that does not look like one (strangers
 * choose it) is left out. */
struct notice *compose(const struct templates *templates, enum letter letter,
		       const struct letter_facts *facts, GError **error);

/* A case that never was, for previews and tests. Borrowed constants only;
 * to and from are addresses of example domains. */
void letter_facts_sample(struct letter_facts *facts, enum letter letter,
			 gboolean guard);

#endif
