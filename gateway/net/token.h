/*
 * Access tokens by OAuth 2.0 (RFC 6749): asked for over HTTPS, kept in
 * DATA/token/NAME (0600) for every process that needs one, and renewed before
 * they end by one process while the others wait for it.
 *
 * The file is JSON: the token and when it ends, and for how long a refusal
 * is believed, so that a hundred letters do not ask a hundred times. A
 * refresh token that the server gives in place of ours (RFC 6749, 6) is kept
 * in it too; the file of the configuration stays as a person has written it.
 *
 * A token or secret is in no error's text. Times are those of the real
 * clock, for the server counts by its own.
 */
#ifndef NET_TOKEN_H
#define NET_TOKEN_H

#include <glib.h>

#include "model/oauth.h"

/* A token that is good for another LIMIT_TOKEN_SPARE_SECONDS; or, if the
 * server cannot be asked now, for a while less. The caller's to secret_free.
 * FAULT_SETUP for what the landlord's IT must mend: the text says what the
 * server refuses, and the next step. FAULT_TEMPORARY if the server is away,
 * too busy, or the file cannot be written. */
char *token_take(const struct oauth *oauth, GError **error);

/* The same, but always asks the server: for "postroom check", since a token
 * that is good hides a secret that is not. *ends (may be NULL) is when it
 * ends. */
char *token_renew(const struct oauth *oauth, gint64 *ends, GError **error);

/* A mail server has refused this token. TRUE if it is worth another try: the
 * token was old and is not handed out again. FALSE if it came just now: then
 * the token is good, and the mailbox is not open to it. */
gboolean token_drop(const struct oauth *oauth, const char *token);

/* When the token that is kept ends, as an instant; TIME_NONE if there is
 * none or it was refused. Never asks the server. */
gint64 token_ends(const struct oauth *oauth);

#endif
