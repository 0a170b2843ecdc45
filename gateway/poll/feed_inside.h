/*
 * A feed from inside, for feed*.c: asking for pages, entries, linked files.
 */
#ifndef POLL_FEED_INSIDE_H
#define POLL_FEED_INSIDE_H

#include <glib.h>
#include <jansson.h>

#include "base/own.h"
#include "config/form.h"
#include "model/filled.h"
#include "model/packet.h"
#include "net/http.h"

/* One page of the answer. */
struct feed_page {
	char *text; /* as it came */
	gsize size;
	GArray *slices; /* struct slice of poll/cut.h, into text */
	char *next;	/* where the next page is; NULL if it is not told */
	int total;	/* entries in all, if the server says; else -1 */
};

void feed_page_free(struct feed_page *page);
OWN_TYPE(feed_page, feed_page_free)

/* Which page is wanted. */
struct feed_place {
	gint64 since;	  /* TIME_NONE: from the beginning */
	int number;	  /* of the page, from 1 on */
	const char *last; /* id of the last entry seen; "" if none */
	const char *url;  /* the address itself, as "next" told it; or NULL */
};

/* Entries that Gravity Forms is asked for at once. */
#define FEED_PAGE 50

/* FAULT_TEMPORARY if the server is away, fails, or answers with half an
 * answer; FAULT_SETUP if it refuses the log-in, leads elsewhere, or answers
 * with what is no list. */
struct feed_page *feed_ask(const struct web_form *form,
			   const struct feed_place *place, GError **error);

/* Asks with the form's log-in, which must go to its own server alone. The
 * faults of net/http.h, and FAULT_SETUP for the secret's file. */
struct http_answer *feed_request(const struct web_form *form, const char *url,
				 gsize limit, GError **error);

/* True if the address is https on the form's own host and port. */
gboolean feed_is_own(const struct web_form *form, const char *url);

/* An entry's parts. */
struct feed_item {
	char *id;	/* fit for an envelope */
	char *digest;	/* of what was filled in */
	gint64 date;	/* when it was filled in; TIME_NONE */
	gint64 changed; /* when it was last changed; else date */
	GPtrArray *fields;
};

/* FAULT_INPUT if the bytes are no JSON object. */
struct feed_item *feed_item_read(const struct web_form *form, const char *at,
				 gsize size, GError **error);
void feed_item_free(struct feed_item *item);
OWN_TYPE(feed_item, feed_item_free)

/* Fetches what the attachment fields link to, from the form's own server
 * only; what cannot be had is noted in the packet with the reason. */
void feed_fetch_files(const struct web_form *form, const GPtrArray *fields,
		      struct packet *packet);

#endif
