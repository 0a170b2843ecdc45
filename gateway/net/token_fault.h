/*
 * What a token server's refusal means, in words that the landlord's IT can
 * act on, each with the next step. docs/MICROSOFT365.md lists them all.
 */
#ifndef NET_TOKEN_FAULT_H
#define NET_TOKEN_FAULT_H

#include "model/oauth.h"

/* Sets the error for an answer of that HTTP status whose body (of bounded
 * size, from outside) gave no token: FAULT_SETUP, or FAULT_TEMPORARY if the
 * server says that it passes. Always FALSE. */
gboolean token_fault(const struct oauth *oauth, int status, const char *body,
		     GError **error);

#endif
