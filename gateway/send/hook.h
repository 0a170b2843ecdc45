/*
 * A signed call to a program of the landlord's: a JSON object posted to an
 * https:// address with two header fields,
 *
 *   Postroom-Timestamp: 1795435200        seconds since 1970, when signed
 *   Postroom-Signature: sha256=0123…      HMAC-SHA256 (RFC 2104), in
 *                       hexadecimal, over the timestamp, a full stop and the
 *                       bytes of the body, with the secret as key
 *
 * The receiver works the signature out anew, compares it in constant time,
 * and refuses what is older than some minutes. Any answer 200 to 299 means
 * that it has it.
 */
#ifndef SEND_HOOK_H
#define SEND_HOOK_H

#include <glib.h>

/* All borrowed. */
struct hook {
	const char *url;
	const char *json;	 /* the body */
	const char *secret_file; /* 0600; base/secret.h */
	const char *ca_file;	 /* "" for the system's certificates */
	int seconds;		 /* for all of it */
};

/* "sha256=…" over timestamp and body; the caller's. */
char *hook_sign(const char *secret, gint64 timestamp, const char *json);

/* TRUE if the receiver has it. FAULT_SETUP as secret_password and http_ask;
 * FAULT_TEMPORARY if it is away or answers anything else than 2xx. */
gboolean hook_post(const struct hook *hook, GError **error);

#endif
