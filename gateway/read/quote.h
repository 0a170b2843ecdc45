/*
 * What a person wrote just now: the text without quoted earlier mail,
 * signatures, "Sent from my phone" and legal disclaimers. Replies between
 * quoted lines stay. When in doubt a line stays: lost words of a complaint
 * are worse than words read twice.
 */
#ifndef READ_QUOTE_H
#define READ_QUOTE_H

#include <glib.h>

/* text may hold the marks of read/mark.h. In a forward the mail passed on
 * stays, without what it quotes itself. The caller's. Empty only if text
 * is empty or nothing but quotation. Linear in the text's size. */
char *quote_new_text(const char *text, gboolean forward);

#endif
