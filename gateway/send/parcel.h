/*
 * A letter on paper on its way out, whichever way that is.
 */
#ifndef SEND_PARCEL_H
#define SEND_PARCEL_H

#include <glib.h>

/* All borrowed. */
struct parcel {
	gint64 id;	     /* of the letter in the outbox */
	const char *ref;     /* of the case */
	const char *letter;  /* "acknowledgement-1" */
	const char *postal;  /* lines of the address */
	const char *postage; /* "first" or "second" */
	guint pages;
	gboolean again; /* it was tried before and may have arrived */
	GBytes *pdf;
};

#endif
