/*
 * S/MIME mail that is signed but not encrypted, where the text stands inside
 * the signature (RFC 8551, 3.5.2). The signature is not checked: whether it
 * is good is no question of an intake.
 */
#ifndef READ_SIGNED_H
#define READ_SIGNED_H

#include <glib.h>

/* The MIME entity inside; NULL if the bytes hold none, as when they are
 * encrypted. The caller's. */
GString *signed_content(const char *der, gsize size);

#endif
