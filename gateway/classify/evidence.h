/*
 * Why: the rules that fired, with the words as they stand in the message.
 */
#ifndef CLASSIFY_EVIDENCE_H
#define CLASSIFY_EVIDENCE_H

#include "classify/match.h"

/* Adds the evidence of matches to suggestion, the weightiest first: of the
 * rules, at most LIMIT_EVIDENCE_PER_RULE each; of the word list, the few
 * words that speak most for the category. */
void evidence_add(const struct ruleset *ruleset, const struct message *message,
		  const struct matches *matches, const GArray *features,
		  struct suggestion *suggestion);

#endif
