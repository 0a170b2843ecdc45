/*
 * Case references and reply tokens: how they are written and read.
 *
 * A reference is read over the telephone: "CR-2026-00042-K", a year, a
 * number of at least five digits and a check letter out of 23 (I, L and O
 * look like digits and are left out). The check is a sum of the digits,
 * weighted with powers of 5 modulo 23: it finds every single wrong digit and
 * every swap of two digits.
 *
 * A reply token is "pr" + 26 characters of base32: it stands in the local
 * part of our Message-IDs ("TOKEN.7@host"), so that it comes back in
 * In-Reply-To and References, and is made with a secret key. Reading only
 * finds its shape; whether it is one of ours, the ledger knows.
 *
 * Ownership: every char * returned is the caller's.
 */
#ifndef MODEL_REF_H
#define MODEL_REF_H

#include <glib.h>

/* The reference of the number-th case of a year. */
char *ref_make(int year, guint number);

/* The reference as written by ref_make if text is one, however typed: any
 * case, spaces or dots or nothing for the hyphens, O for 0, I and l for 1.
 * NULL if it is none or its check character is wrong. */
char *ref_read(const char *text);

/* The references that a text may mean which is nearly one (char *): with
 * the check letter that its digits should have, with one digit changed, or
 * with two neighbours swapped. Likeliest first. Empty if it is not like one;
 * the reference itself if it is one. */
GPtrArray *ref_near(const char *text);

/* Every well-formed reference in a text, without repeats, up to
 * LIMIT_REFERENCES. */
GPtrArray *ref_find(const char *text);

/* Every string of a token's shape in a text; the same limit. */
GPtrArray *ref_find_tokens(const char *text);

#define REF_TOKEN_CHARS 28

#endif
