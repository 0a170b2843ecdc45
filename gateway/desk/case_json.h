/*
 * A case as JSON, for "postroom case list|show --json" and the API alike:
 * the shapes are a promise (docs/ARCHITECTURE.md). And the words that pages
 * and lists use of it.
 *
 * Ownership: every json_t * and char * returned is the caller's.
 */
#ifndef DESK_CASE_JSON_H
#define DESK_CASE_JSON_H

#include <glib.h>
#include <jansson.h>

#include "ledger/case.h"
#include "ledger/duty.h"

/* The object that "case list --json" prints: docs/ARCHITECTURE.md. Duties
 * that were ended are left out; they are in the history. NULL on failure. */
json_t *case_json(struct ledger *ledger, const struct case_row *row,
		  GError **error);

/* TRUE if a person is asked to read it with care: it is not confirmed, and
 * the proposal is less sure than SUGGESTION_UNSURE. */
gboolean case_is_unsure(const struct case_row *row);

/* The object that "case show --json" prints: the same, with messages,
 * suggestion, policy, history, letters, links, files and the revision that
 * acts on it may name (desk/act.h). NULL on failure. */
json_t *case_whole_json(struct ledger *ledger, const struct case_row *row,
			GError **error);

/* {kind, provision, due, met}; with the case's ref in front if with_ref. */
json_t *case_duty_json(const struct duty_row *duty, gboolean with_ref);

/* An instant as RFC 3339, a text; JSON's null if there is none. */
json_t *case_time_json(gint64 instant);
json_t *case_text_json(const char *text);

/* "complaint", or "could not be read" for none. A constant. */
const char *case_category_words(enum category category);

/* "due Friday 27 November 2026", with how it stands at now:
 * ", 2 days overdue", ", today". */
char *case_due_words(const struct duty_row *duty, gint64 now);

#endif
