/*
 * A site: a table of routes with its look, behind the web server. It finds
 * who asks (console/identity.h), what for (console/route.h) and whether they
 * may, reads forms and checks their tokens, calls the handler, and notes
 * views and acts. Its functions are what struct http_settings asks for; its
 * data is the site.
 *
 * Ownership: site_free frees it; what settings point to must outlive it.
 */
#ifndef CONSOLE_SITE_H
#define CONSOLE_SITE_H

#include <glib.h>

#include "base/own.h"
#include "console/http.h"
#include "console/page.h"
#include "console/route.h"
#include "desk/post.h"

struct visit;

struct site_settings {
	struct post *post;
	route_tables tables;
	const char *service; /* "Post room", in the header */
	const char *home;    /* where the header leads; NULL: nowhere */
	const struct page_link *navigation; /* NULL for none */
	const struct page_link *footer;	    /* NULL for none */
	const char *colour;		    /* "#1d70b8", of the header; NULL */
	gpointer data; /* the handlers' own; see site_settings */
	/* Staff sign in here: post has ledger and key. Without it every row
	 * must be for anybody. */
	gboolean staff;
	/* Asked before a row with "{ref}" is served, whoever it is for: FALSE
	 * if this case is not for this person, who is then told that there is
	 * none. NULL: no case is barred. */
	gboolean (*may_see)(struct visit *visit, const char *ref);
};

struct site;

/* A table with a fault (route_fault) is a bug and aborts. */
struct site *site_new(const struct site_settings *settings);
void site_free(struct site *site);
OWN_TYPE(site, site_free)

/* For struct http_settings: handle, body_limit and refuse. */
void site_handle(struct request *request, struct reply *reply, gpointer site);
gsize site_body_limit(enum method method, const char *path, gpointer site);
void site_refuse(guint status, const char *text, struct reply *reply,
		 gpointer site);

/* Notes in the ledger who saw what since the last call; to be called between
 * two turns of the server, and at the end. A ledger that is busy is tried
 * again next time. FAULT_TEMPORARY. */
gboolean site_note(struct site *site, GError **error);

/* How many views and acts wait to be noted. */
guint site_unnoted(const struct site *site);

/* The next sentence for the log, which only cmd/ writes; NULL if there is
 * none. The caller's. */
char *site_log(struct site *site);

/* Who tried to sign in, and how often. */
struct attempts *site_attempts(struct site *site);

/* For visits and tests. */
const struct site_settings *site_settings(const struct site *site);
gboolean site_is_secure(const struct site *site);

#endif
