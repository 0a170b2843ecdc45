/*
 * Whether two messages say the same, and by what the cases of one person are
 * found, whichever door they came by. Pure functions; nothing is ever merged
 * because of them: a person is asked.
 *
 * Ownership: every char * returned is the caller's.
 */
#ifndef POLICY_ALIKE_H
#define POLICY_ALIKE_H

#include <glib.h>

/* From this share on two messages may be the same. */
#define ALIKE_ENOUGH 0.6

/* Days within which the same words of the same person may be one matter. */
#define ALIKE_DAYS 14

/* The share, 0 to 1, of the shorter text's runs of three words that stand in
 * the longer text as well; case, punctuation and white space do not count, so
 * that a form that adds questions and answers is still found. Texts of fewer
 * than six words are alike only if all their words are: 1 or 0. */
double alike_share(const char *one, const char *other);

/* The first postcode in a text (BS 7666), in capitals without the space:
 * "AN11AA"; NULL if there is none. */
char *alike_postcode(const char *text);

/* Keys, never 0 unless there is nothing to make one of: of an e-mail address;
 * of the last word of a name together with a postcode. */
gint64 alike_key_address(const char *address);
gint64 alike_key_name(const char *name, const char *postcode);

#endif
