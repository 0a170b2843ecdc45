/*
 * Where an IMAP server is: imaps://HOST[:PORT] is TLS from the first byte
 * (port 993, RFC 8314, 3.2); imap://HOST[:PORT] is STARTTLS, which is then
 * demanded (port 143). HOST may be [IPv6]. Nothing else may stand in it.
 */
#ifndef POLL_URL_H
#define POLL_URL_H

#include <glib.h>

#include "base/own.h"

struct url {
	char *host;
	guint16 port;
	gboolean starttls;
};

/* NULL with FAULT_SETUP if text is not such a URL. */
struct url *url_parse(const char *text, GError **error);
void url_free(struct url *url);
OWN_TYPE(url, url_free)

#endif
