/*
 * A letter in the outbox, as it is read from the ledger.
 * Ownership: outbox_row_free frees a row and all that it points to.
 */
#ifndef LEDGER_OUTBOX_ROW_H
#define LEDGER_OUTBOX_ROW_H

#include <glib.h>

#include "base/own.h"
#include "model/notice.h"

enum outbox_state {
	OUTBOX_QUEUED,	  /* live: waits for next_at */
	OUTBOX_CLAIMED,	  /* live: a sender has it now */
	OUTBOX_SENT,	  /* live: the server took it */
	OUTBOX_UNCERTAIN, /* live: the body went, no answer came. After the
			     first time it is claimed once more; after the
			     second a person must look */
	OUTBOX_HELD,	  /* live: waits for a person's outbox_release */
	OUTBOX_FAILED,	  /* refused for good */
	OUTBOX_BOUNCED,	  /* it was sent and came back */
	OUTBOX_WITHDRAWN, /* a person stopped it */
	OUTBOX_PRINTED,	  /* live: on paper, not yet said to be posted */
	OUTBOX_STATE_COUNT
};

/* "queued", "claimed" …; a constant. */
const char *outbox_state_name(enum outbox_state state);

/* How a letter leaves. */
enum outbox_route {
	ROUTE_EMAIL,
	ROUTE_POST,   /* the print folder; the office posts it */
	ROUTE_NOTIFY, /* GOV.UK Notify prints and posts it */
	ROUTE_COUNT
};

/* "email", "post", "notify"; a constant. */
const char *outbox_route_name(enum outbox_route route);

struct outbox_row {
	gint64 id;
	gint64 case_id;
	enum outbox_state state;
	struct notice *notice;
	enum outbox_route route;
	GBytes *mail;	     /* RFC 5322 bytes; NULL if on paper */
	GBytes *pdf;	     /* the pages; NULL for an e-mail */
	guint pages;	     /* 0 for an e-mail */
	char *postal;	     /* lines of the address in the window */
	char *envelope_from; /* where bounces go */
	gboolean guard;	     /* the guard sent it, nobody had read it */
	char *actor;	     /* who released it; "postroom" */
	gint64 created;
	gint64 next_at; /* not before this instant */
	gint64 claimed; /* TIME_NONE unless claimed */
	gint64 sent;	/* TIME_NONE unless sent */
	gint64 printed; /* TIME_NONE unless handed over to print */
	guint32 issued; /* day of posting; DAY_NONE unless known */
	char *remote;	/* Notify's id of it; "" */
	int attempts;
	int uncertain; /* how often the answer was lost */
	char *reply;   /* what the server said last, or why it is held */
};

void outbox_row_free(struct outbox_row *row);
OWN_TYPE(outbox_row, outbox_row_free)

#endif
