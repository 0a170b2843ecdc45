/*
 * A draft of the complaint definition (Code 5.6, 6.2) in the resident's own
 * words: the sentences that carry the evidence, and the outcomes he asks for.
 * It is a draft for a person to edit; at the guard time it goes out as the
 * resident's words, not as ours (domain.md 10.2). A pure function.
 *
 * What is quoted is data: controls and bidirectional overrides are removed,
 * addresses and links stay text, the whole is at most LIMIT_QUOTE_CHARS.
 */
#ifndef RESPOND_DEFINITION_H
#define RESPOND_DEFINITION_H

#include <glib.h>

#include "base/own.h"
#include "model/message.h"
#include "model/suggestion.h"

struct definition {
	GPtrArray *points;   /* char *: sentences, in the message's order */
	GPtrArray *outcomes; /* char *: sentences that ask for something */
	gboolean shortened;  /* something did not fit */
};

/* Never NULL. If no evidence lies in new_text, the points are the first
 * sentences of it; if that is empty, the subject; if that is empty too,
 * words that say so. */
struct definition *definition_draft(const struct message *message,
				    const struct suggestion *suggestion);

/* The same of what a colleague forwarded: the colleague's own words and the
 * header lines above the resident's are left out, in text too if new_text
 * does not have them. If there are none, the subject stands alone. */
struct definition *definition_draft_forwarded(
	const struct message *message, const struct suggestion *suggestion);

void definition_free(struct definition *definition);
OWN_TYPE(definition, definition_free)

/* "1. …\n2. …" without a final line break. */
char *definition_points(const struct definition *definition);

/* The same for the outcomes; if none is stated, a sentence that says so. */
char *definition_outcomes(const struct definition *definition);

/* The question that 5.6 asks for where something is unclear; "" if the
 * outcomes are stated. */
char *definition_question(const struct definition *definition);

/* The text with "[member of staff]" in place of each of these names, whole or
 * as a surname after Mr, Mrs, Ms, Miss, Mx or Dr, in any case: for a letter
 * that nobody reads before it goes (domain.md 10.10). names: char *; may be
 * NULL. The caller's. */
char *definition_hide_names(const char *text, const GPtrArray *names);

/* Each line in front of it "> ", for a letter that quotes. */
char *definition_quote(const char *text);

#endif
