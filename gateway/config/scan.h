/*
 * What libConfuse does not tell of its own form: lines in spite of
 * comments, keys written twice, brackets left open, typographic quotes.
 */
#ifndef CONFIG_SCAN_H
#define CONFIG_SCAN_H

#include <glib.h>

/* A copy as long as text, in which comments, a byte-order mark and carriage
 * returns are blanks; line breaks stay. The caller's. */
char *scan_blank(const char *text);

/* The line of the first quotation mark that is wrong, and in *words, a
 * constant, what is: typographic ones outside a string, and a string that
 * does not end on its line. 0 if all are well. */
int scan_quotes(const char *blanked, const char **words);

struct scan_repeat {
	char *place;
	int line;
	int first; /* where it stood before */
};

/* Every key and section of a text that libConfuse accepts: "key",
 * "section", "section.key", "section:title.key" -> GINT_TO_POINTER(line).
 * Adds struct scan_repeat for what stands twice. *open is the line of a
 * section that nothing closes, or 0. The caller's. */
GHashTable *scan_places(const char *blanked, GPtrArray *repeats, int *open);

void scan_repeat_free(struct scan_repeat *repeat);

#endif
