/*
 * Finding phrases of a table in a text, in any language, without case.
 * Tables end with NULL and are written in lower case.
 */
#ifndef READ_PHRASE_H
#define READ_PHRASE_H

#include <glib.h>

/* The first n characters in lower case, white space squeezed, typographic
 * apostrophes made plain: what the tables are compared with. The caller's. */
char *phrase_fold(const char *text, glong n);

/* The first phrase that folded holds, begins with, or is; NULL if none. */
const char *phrase_in(const char *folded, const char *const *table);
const char *phrase_starts(const char *folded, const char *const *table);
const char *phrase_equals(const char *folded, const char *const *table);

/* FALSE if no phrase can stand at the beginning of what phrase_fold makes of
 * text, once white space and the characters of skip are left out: a quick
 * answer for the many lines that need not be folded. */
gboolean phrase_may_start(const char *text, const char *skip,
			  const char *const *table);

/* How many phrases of the table folded holds. */
guint phrase_count(const char *folded, const char *const *table);

#endif
