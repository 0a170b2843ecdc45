/*
 * Patterns (PCRE2, with JIT where there is one) that cannot stall: rules
 * come from staff and texts from strangers. Match, depth and heap limits and
 * a clock stop every match (base/limits.h). Patterns see the normalised form.
 */
#ifndef CLASSIFY_REGEX_H
#define CLASSIFY_REGEX_H

#include <glib.h>

#include "base/own.h"

struct regex;

enum regex_result { REGEX_NO, REGEX_YES, REGEX_LIMIT };

/* FAULT_SETUP with the reason and the character where it stands. */
struct regex *regex_new(const char *pattern, GError **error);
void regex_free(struct regex *regex);

/* TRUE if regex_new would understand the pattern; it costs less. FAULT_SETUP
 * as regex_new gives it. */
gboolean regex_check(const char *pattern, GError **error);
OWN_TYPE(regex, regex_free)

/* The first match in text[from, to). Look-behind sees what is before from.
 * Sets *start and *end, bytes of text, on REGEX_YES. */
enum regex_result regex_find(struct regex *regex, const char *text, gsize from,
			     gsize to, gsize span[2]);

#endif
