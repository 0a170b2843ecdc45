/*
 * The classifier: proposes what a message is, and shows the words that made
 * it think so. It suggests, people decide: nothing that it returns excludes,
 * closes or downgrades anything. What is right is told by docs/LABELLING.md;
 * how the rules are written by docs/RULES.md.
 *
 * A folder of rules holds
 *   *.rules          rules, word classes and settings, edited by staff
 *   spelling.words   other spellings of words, edited by staff
 *   learned.weights  the rules' weights as "postroom rules learn" fitted them
 *   words.weights    plain words and word pairs with their weights
 * The last three may be missing; the rules then speak with the weights that
 * are written beside them.
 *
 * classify is a pure function of its arguments, linear in the text, of which
 * it looks at the first LIMIT_TEXT_BYTES. It works in one thread only: a
 * ruleset holds the scratch memory of the matcher.
 */
#ifndef CLASSIFY_CLASSIFY_H
#define CLASSIFY_CLASSIFY_H

#include <glib.h>

#include "base/own.h"
#include "model/context.h"
#include "model/message.h"
#include "model/suggestion.h"

struct ruleset;

/* Reads a folder of rules. FAULT_SETUP if anything in it is wrong: the
 * message lists every error, one a line, as FILE:LINE: what is wrong. */
struct ruleset *ruleset_load(const char *folder, GError **error);
void ruleset_free(struct ruleset *ruleset);
OWN_TYPE(ruleset, ruleset_free)

/* SHA-256 of all files of the folder that were read, in the order of their
 * names. Belongs to the ruleset. */
const char *ruleset_hash(const struct ruleset *ruleset);

/* How many rules and patterns there are. */
guint ruleset_rules(const struct ruleset *ruleset);
guint ruleset_patterns(const struct ruleset *ruleset);

/* What the message seems to be. Never NULL; the caller's. A message that a
 * machine wrote gets CATEGORY_NONE, no evidence and zero scores. context may
 * be NULL for a message that belongs to no case. */
struct suggestion *classify(const struct ruleset *ruleset,
			    const struct message *message,
			    const struct context *context);

/* The same, and adds to problems (char *) a sentence for every rule that
 * was passed over because it hit a limit of base/limits.h, and one if the
 * text was not looked at to its end. */
struct suggestion *classify_noting(const struct ruleset *ruleset,
				   const struct message *message,
				   const struct context *context,
				   GPtrArray *problems);

/* Runs the examples that stand with the rules. Returns the sentences
 * (char *) about those that fail, each with FILE:LINE; empty if all is well.
 * The caller's. *examples (may be NULL) is set to how many were run. */
GPtrArray *ruleset_check(const struct ruleset *ruleset, guint *examples);

#endif
