/*
 * What is known of a resident beyond his messages, written by a person. What
 * was changed stands in the case's history, what it says does not.
 */
#ifndef DESK_PERSON_H
#define DESK_PERSON_H

#include <glib.h>
#include <jansson.h>

#include "desk/act.h"
#include "ledger/person.h"

enum person_part {
	PERSON_NAME,
	PERSON_POSTAL,
	PERSON_PRINT,
	PERSON_LANGUAGE,
	PERSON_CONTACT,
	PERSON_ADJUSTMENTS,
	PERSON_ADJUSTMENTS_REVIEW,
	PERSON_RESTRICTION,
	PERSON_EQUALITY,
	PERSON_RESTRICTION_REVIEW,
	PERSON_PARTS
};

/* "adjustments-review"; and what it is, for people. Constants. */
const char *person_part_name(enum person_part part);
const char *person_part_words(enum person_part part);

struct person_edit {
	struct act act; /* ref: of a case, or an e-mail address */
	const char *text[PERSON_PARTS]; /* NULL: stays; "": taken back */
};

/* By an e-mail address, or by the reference of a case; then *row is that
 * case, else NULL. Both the caller's. NULL as act_case. */
struct person *person_of(struct post *post, const char *word,
			 struct case_row **row, GError **error);

/* FAULT_INPUT also for a part that is not what it must be, for adjustments
 * without a day to look at them again (Code 5.10), and for a restriction
 * without that and how the Equality Act was regarded (5.14, 5.15). */
gboolean person_edit(struct post *post, const struct person_edit *edit,
		     GError **error);

/* The object that "person show --json" prints. */
json_t *person_json(const struct person *person);

#endif
