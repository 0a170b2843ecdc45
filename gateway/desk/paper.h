/*
 * Letters on paper: whether one must be, because of what is known of the
 * person, and how it gets into the outbox.
 */
#ifndef DESK_PAPER_H
#define DESK_PAPER_H

#include <glib.h>

#include "desk/correspond.h"
#include "ledger/person.h"
#include "respond/page.h"

/* The person of a case: of the resident's address, or of the case if none is
 * known. NULL only if the ledger fails; the caller's. */
struct person *paper_person(const struct post *post, const struct case_row *row,
			    GError **error);

enum paper {
	PAPER_FAULT, /* *error is set */
	PAPER_NO,    /* it goes by e-mail, if it may go at all */
	PAPER_YES,   /* by post: wanted so, no address, or it came back */
};

/* Which of them a letter is, as things stand. FAULT_INPUT, in words, if it
 * must be on paper and cannot (no postal address, no way out for paper), or
 * the person may be reached by telephone only. */
enum paper paper_choose(const struct post *post, const struct case_row *row,
			const struct person *person,
			const struct answer *answer, GError **error);

/* The notice of a letter whose person is set, as pages; the caller's. Errors
 * as page_build. */
GBytes *paper_pages(const struct post *post,
		    const struct correspondence *letter,
		    const struct notice *notice, guint *pages, GError **error);

#endif
