/*
 * The way out that the configuration names, whichever it is.
 */
#ifndef SEND_CARRIER_H
#define SEND_CARRIER_H

#include <glib.h>

#include "base/own.h"
#include "config/config.h"
#include "send/sent.h"

struct carrier;

/* A folder if sending->folder is set, else SMTP. Errors as smtp_open and
 * folder_open. */
struct carrier *carrier_open(const struct sending *sending, GError **error);

/* As smtp_send. */
enum sent carrier_send(struct carrier *carrier, const char *from,
		       const char *to, GBytes *mail, char **reply);

/* As smtp_check; a folder that opened is sound. */
gboolean carrier_check(struct carrier *carrier, GError **error);

void carrier_close(struct carrier *carrier);
OWN_TYPE(carrier, carrier_close)

#endif
