/*
 * The ways out that the configuration names: one for e-mail, and one for
 * letters on paper if there is any.
 */
#ifndef SEND_CARRIER_H
#define SEND_CARRIER_H

#include <glib.h>

#include "base/own.h"
#include "config/config.h"
#include "ledger/outbox.h"
#include "send/notify.h"
#include "send/sent.h"

struct carrier;

/* For e-mail a folder if sending->folder is set, else SMTP; for paper the
 * print folder or GOV.UK Notify. Errors as smtp_open, folder_open,
 * print_open and notify_open. */
struct carrier *carrier_open(const struct sending *sending, GError **error);

/* An e-mail; as smtp_send. */
enum sent carrier_send(struct carrier *carrier, const char *from,
		       const char *to, GBytes *mail, char **reply);

/* A claimed letter on paper, by its route; as print_send and notify_send.
 * SENT_LATER if the configuration no longer knows the route. *remote is
 * Notify's id of it or NULL; both strings are the caller's. SENT_DONE means
 * that it will be printed, not that it is posted. */
enum sent carrier_print(struct carrier *carrier, const struct outbox_row *row,
			char **remote, char **reply);

/* What became of a letter that Notify has; as notify_look. FATE_UNKNOWN if
 * the configuration no longer names Notify. */
enum fate carrier_look(struct carrier *carrier, const char *remote,
		       guint32 *day, char **reply);

/* As smtp_barred; NULL for a folder. */
const char *carrier_barred(const struct carrier *carrier);

/* As smtp_check and notify_check; a folder that opened is sound. */
gboolean carrier_check(struct carrier *carrier, GError **error);

void carrier_close(struct carrier *carrier);
OWN_TYPE(carrier, carrier_close)

#endif
