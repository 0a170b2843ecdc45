/*
 * What is known of a person beyond his messages: where post reaches him, how
 * large it must be printed, how he wants to be written to, what was promised
 * (Code 5.10), and a restriction of contact with its reasons (5.14, 5.15).
 * One row for an e-mail address, or for a case whose resident has none.
 * Conventions of ledger/ledger.h.
 *
 * Ownership: person_free frees all; no string is NULL, "" is unset.
 */
#ifndef LEDGER_PERSON_H
#define LEDGER_PERSON_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"

enum contact {
	CONTACT_ANY,
	CONTACT_POST,	   /* by post only */
	CONTACT_TELEPHONE, /* by telephone only */
	CONTACT_NO_MAIL,   /* neither by e-mail nor by post */
	CONTACT_COUNT
};

/* "any", "post", "telephone", "none-by-mail"; CONTACT_COUNT if none. */
const char *contact_name(enum contact contact);
enum contact contact_of(const char *name);

struct person {
	char *address;	/* in lower case; "" if case_id is set */
	gint64 case_id; /* 0 if address is set */
	char *name;
	char *postal; /* lines by \n */
	int points;   /* of print: 12, or 16 to 28 */
	char *language;
	enum contact contact;
	char *adjustments;
	guint32 adjustments_review; /* DAY_NONE if no day is set */
	char *restriction;
	char *equality;
	guint32 restriction_review;
	char *by; /* who wrote it last; "" while nobody has */
	gint64 at;
};

/* Nothing known: any contact, 12 points, English. */
struct person *person_new(void);
void person_free(struct person *person);
OWN_TYPE(person, person_free)

/* The row of the address, or of the case if address is ""; person_new() with
 * these if there is none. NULL only if the ledger fails. */
struct person *person_load(struct ledger *ledger, const char *address,
			   gint64 case_id, GError **error);

/* A day that was set for looking at something again. */
struct person_review {
	char *ref;	      /* of the person's newest case, or "person 17" */
	gboolean restriction; /* else his adjustments */
	guint32 day;
};

/* Those of that day and before, earliest first; struct person_review, the
 * caller's. */
GPtrArray *person_reviews(struct ledger *ledger, guint32 day, GError **error);

/* In place of the row that was there. FAULT_INPUT if it names neither an
 * address nor a case, or both, or by is "". */
gboolean person_save(struct ledger *ledger, const struct person *person,
		     GError **error);

#endif
