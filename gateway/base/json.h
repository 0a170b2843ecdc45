/*
 * JSON as text, for what is written for every message: several times as fast
 * as json_dumps, which goes through the text letter by letter.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <glib.h>
#include <jansson.h>

/* The value on one line without needless spaces, objects in the order in
 * which they were made; any reader of JSON gets the same value back, each
 * number to its last bit. The caller's. */
char *json_text(const json_t *value);

/* One value at the end of out, for text that is made without an object
 * first. A string must be UTF-8; NULL is null. */
void json_put_string(GString *out, const char *utf8);
void json_put_integer(GString *out, gint64 number);
void json_put_real(GString *out, double number);

#endif
