/*
 * Submission over SMTP (RFC 5321, 6409, 8314) with libcurl.
 *
 * smtps:// is TLS from the first byte, smtp:// must offer STARTTLS: the
 * password never goes in clear, to no host. The certificate's chain and host
 * name are verified always. One recipient a message. The connection is kept
 * from one letter to the next while the server allows.
 */
#ifndef SEND_SMTP_H
#define SEND_SMTP_H

#include <glib.h>

#include "base/own.h"
#include "config/config.h"
#include "send/sent.h"

struct smtp;

/* Checks the URL and reads the password; does not connect. sending->oauth must
 * outlive it. FAULT_SETUP if
 * the URL is not smtp:// or smtps:// with a host and nothing behind it, or
 * a file is missing; FAULT_TEMPORARY if it cannot be read. */
struct smtp *smtp_open(const struct sending *sending, GError **error);

/* mail is what mail_build made. *reply gets the server's answer or what went
 * wrong, in words, at most 300 characters, never NULL; it is the caller's.
 * SENT_REFUSED without asking if from or to is not text_is_address. */
enum sent smtp_send(struct smtp *smtp, const char *from, const char *to,
		    GBytes *mail, char **reply);

/* Connects, verifies the certificate and logs in; sends nothing.
 * FAULT_TEMPORARY if the server is away, FAULT_SETUP if the certificate or
 * the password is refused, and the message says which. */
gboolean smtp_check(struct smtp *smtp, GError **error);

/* What a person must mend before any letter can go out, in words: the
 * certificate, the log-in, or what the mailbox may do. NULL if the last
 * letter met nothing of the kind. Lives until the next. */
const char *smtp_barred(const struct smtp *smtp);

/* Seconds to wait for each reply, instead of LIMIT_IDLE_SECONDS. */
void smtp_patience(struct smtp *smtp, guint seconds);

/* Says QUIT and wipes the password. */
void smtp_close(struct smtp *smtp);
OWN_TYPE(smtp, smtp_close)

#endif
