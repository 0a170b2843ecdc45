/*
 * JSON as text, for what is written for every message: several times as fast
 * as json_dumps, which goes through the text letter by letter.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>

/* The value on one line without needless spaces, objects in the order in
 * which they were made; any reader of JSON gets the same value back, each
 * number to its last bit. The caller's. */
char *json_text(const json_t *value);

#endif
