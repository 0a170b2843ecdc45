/*
 * Encoded words in headers (RFC 2047), wherever people put them, right or
 * wrong: in quotes, glued to text, split inside a character, without an end,
 * beside raw 8-bit text.
 */
#ifndef READ_WORD_H
#define READ_WORD_H

/* The value as clean UTF-8 on one line; the caller's. */
char *word_decode(const char *raw);

/* If an encoded word begins here, the first character after it; else NULL. */
const char *word_end(const char *at);

#endif
