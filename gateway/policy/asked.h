/*
 * What a letter of the Ombudsman asks for and by when, as far as its words
 * tell (domain.md 10.16): proposals for a person, each with the sentence it
 * was read from. Pure functions over hostile text.
 */
#ifndef POLICY_ASKED_H
#define POLICY_ASKED_H

#include <glib.h>

#include "model/calendar.h"
#include "model/profile.h"
#include "policy/duty.h"

struct asked {
	enum duty_kind kind; /* DUTY_OMBUDSMAN_INFORMATION, _ORDER, _ACCEPT */
	guint32 due;	     /* the day; DAY_NONE if it names none */
	char *words;	     /* the sentence, on one line, shortened */
};

void asked_free(struct asked *asked);

/* Every sentence that sets a day ("by 5 December", "within 15 working days",
 * "within 28 days"), and every one that says that a refused complaint is to
 * be accepted (struct asked); the caller's. Times run from written, the
 * earliest plausible day, and a day "before 5 December" is the 4th. Days
 * that have passed by then are no dates that it sets. At most ASKED_MOST. */
#define ASKED_MOST 20
GPtrArray *asked_find(const char *text, guint32 written,
		      const struct calendar *calendar);

/* The Ombudsman's own references in a text, nine digits that begin with the
 * year, "202512345" (char *), each once; the caller's. */
GPtrArray *asked_numbers(const char *text);

/* TRUE if the address is at one of the Ombudsman's domains, or below one. */
gboolean asked_is_theirs(const struct ombudsman *ombudsman,
			 const char *address);

/* TRUE if the field bodies of Authentication-Results (RFC 8601; topmost
 * first, a line each) say, in one that our own server authserv wrote, that
 * DKIM, SPF or DMARC passed for the domain or one below it.
 * What another server claims counts for nothing; authserv "" never. */
gboolean asked_is_genuine(const char *results, const char *authserv,
			  const char *domain);

#endif
