/*
 * Letters through GOV.UK Notify (domain.md 9.2), for councils that may use
 * it: a finished PDF is handed over by its interface, printed and dispatched
 * the next working day. Housing associations may not use it.
 *
 * That Notify has taken a letter is not that it was posted: notify_look asks
 * what became of it.
 */
#ifndef SEND_NOTIFY_H
#define SEND_NOTIFY_H

#include <glib.h>

#include "base/own.h"
#include "config/config.h"
#include "send/parcel.h"
#include "send/sent.h"

struct notify;

/* Reads the API key; does not connect. FAULT_SETUP if the key is none
 * ("name-SERVICE-SECRET", two UUIDs at the end), or as secret_password. */
struct notify *notify_open(const struct sending *sending, GError **error);

/* SENT_REFUSED without asking if the letter has over 10 pages or 2 MB, and if
 * Notify calls it invalid; SENT_LATER for its limits, a key or a clock that it
 * refuses, or while it is away; SENT_UNCERTAIN if no answer came. What may
 * have arrived (parcel->again) is looked for by its reference first, so that
 * nothing is printed twice. *remote gets Notify's id with SENT_DONE, else
 * NULL; *reply words; both are the caller's. */
enum sent notify_send(struct notify *notify, const struct parcel *parcel,
		      char **remote, char **reply);

enum fate {
	FATE_UNKNOWN, /* it could not be asked */
	FATE_WAITS,   /* taken, not yet dispatched */
	FATE_POSTED,  /* printed and dispatched */
	FATE_LOST,    /* cancelled, or failed for good: a person must act */
};

/* What became of a letter by Notify's id. With FATE_POSTED *day is the London
 * day of dispatch; *reply is Notify's own word for it, the caller's. */
enum fate notify_look(struct notify *notify, const char *remote, guint32 *day,
		      char **reply);

/* Asks Notify whether it takes the key. FAULT_SETUP if not, FAULT_TEMPORARY
 * if it is away. */
gboolean notify_check(struct notify *notify, GError **error);

/* Wipes the key. */
void notify_close(struct notify *notify);
OWN_TYPE(notify, notify_close)

#endif
