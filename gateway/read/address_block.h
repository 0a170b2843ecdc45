/*
 * What stands where in a letter on paper. Guesses, each with one rule that
 * can be told to a person.
 */
#ifndef READ_ADDRESS_BLOCK_H
#define READ_ADDRESS_BLOCK_H

#include <glib.h>

/* The first postcode of the United Kingdom in a line, as "AB1 2CD"; O and 0,
 * I and 1 are told apart by their place, as recognition mixes them up. NULL
 * if there is none. The caller's. */
char *block_postcode(const char *line);

/* The writer's postal address, lines ended by \n but the last: the block of
 * lines before from (the line of "Dear …") that ends in a postcode other than
 * ours, and does not name a department; "" if there is none. *name is set to
 * a line of it that is a person's name, or "". Both are the caller's. */
char *block_address(char *const *lines, guint from, const char *ours,
		    char **name);

/* The name below "Yours sincerely" and the like, searched from a line on; ""
 * if there is none. The caller's. */
char *block_signature(char *const *lines, guint from);

/* True if a line could be a person's name: two to five words that begin with
 * capitals, no digit. A title such as "Mrs" counts as a word. */
gboolean block_is_name(const char *line);

/* The first date in a line, such as "3 November 2026", "Nov 3rd, 2026" or
 * "03/11/26", day before month. DAY_NONE if there is none. */
guint32 block_date(const char *line);

#endif
