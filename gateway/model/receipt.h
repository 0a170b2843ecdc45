/*
 * Receipt numbers: what a web form answers with before there is a case. A
 * number is read over the telephone: "PR-7KQ2M-9TXPA", nine characters that
 * are the beginning of the item's SHA-256 and one that checks them, out of 31
 * that nobody confuses (no 0, 1, I, L, O). The check is a sum weighted by
 * place modulo 31: it finds every single wrong character and every swap of
 * two neighbours.
 *
 * Nothing need be kept for it: whoever has the item's hash has its number,
 * and whoever has the number finds the item.
 * Ownership: every char * returned is the caller's.
 */
#ifndef MODEL_RECEIPT_H
#define MODEL_RECEIPT_H

#include <glib.h>

/* The number of an item by its SHA-256 in hexadecimal. */
char *receipt_number(const char *sha256);

/* The number as written by receipt_number if text is one, however typed: any
 * case, blanks or dots or nothing for the hyphens. NULL if it is none. */
char *receipt_read(const char *text);

/* The hexadecimal digits with which the SHA-256 of the number's item begins;
 * receipt must be of receipt_read. */
#define RECEIPT_DIGITS 11
char *receipt_digits(const char *receipt);

#endif
