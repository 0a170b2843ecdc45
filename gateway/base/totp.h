/*
 * One-time codes of six digits, as authenticator programs show them: TOTP
 * (RFC 6238) with SHA-1, 30 seconds, 6 digits, which all of them know. Pure
 * functions. A secret is written in base32 (RFC 4648, 6), capitals, without
 * padding.
 */
#ifndef BASE_TOTP_H
#define BASE_TOTP_H

#include <glib.h>

/* A secret of 160 bits. The caller's, to secret_free. */
char *totp_new_secret(void);

/* Which step of 30 seconds an instant is in. */
gint64 totp_step(gint64 instant);

/* The code of a step, "012345"; the caller's. NULL if the secret is not
 * base32. */
char *totp_code(const char *secret, gint64 step);

/* The step that a code is right for: the one of now, the one before or the
 * one after (RFC 6238, 5.2), and later than last; 0 if none. Spaces in the
 * code do not count. */
gint64 totp_find(const char *secret, const char *code, gint64 now, gint64 last);

/* "otpauth://totp/…" for a QR code: issuer is the landlord, account the login
 * name. The caller's, to secret_free. */
char *totp_uri(const char *secret, const char *issuer, const char *account);

#endif
