/*
 * The words around what was searched for, of a text that is not in the
 * index. Pure. Ownership: the caller owns what is returned.
 */
#ifndef LEDGER_SNIPPET_H
#define LEDGER_SNIPPET_H

#include <glib.h>

/* Around each word that was searched for; no text holds them otherwise. */
#define SNIPPET_BEGIN '\x01'
#define SNIPPET_END '\x02'

/* The words that a search is for (char *): of what was typed, without case
 * and accents. Whatever is neither letter nor digit parts them, as in the
 * index. At most LIMIT_SEARCH_WORDS. */
GPtrArray *snippet_words(const char *typed);

/* Some thirty words of the text from shortly before the first that begins
 * with one of words, each such one marked, on one line; its beginning if
 * there is none. Control characters are left out. */
char *snippet_make(const char *text, const GPtrArray *words);

#endif
