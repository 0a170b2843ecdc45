/*
 * Address lists (RFC 5322, 3.4) as people's programs write them. No
 * recursion, linear; groups are flattened, comments are names.
 */
#ifndef READ_ADDRESSES_H
#define READ_ADDRESSES_H

#include <glib.h>

#include "model/message.h"

/* Appends the addresses of a raw field to list (struct address), at most
 * LIMIT_ADDRESSES in all. NULL adds none. */
void addresses_read(const char *raw, GPtrArray *list);

/* The first address of a raw field that has an @, found anywhere if need
 * be; both parts "" if there is none. The caller's. */
struct address *addresses_first(const char *raw);

#endif
