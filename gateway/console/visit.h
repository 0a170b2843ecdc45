/*
 * What the handler of a page is given: who asks for what, and the usual ways
 * to answer. A handler reads visit->request, acts through desk/, and answers
 * with visit_page … visit_show, or with visit_done after a POST.
 *
 *	static void
 *	note(struct visit *visit)
 *	{
 *		GError *error = NULL;
 *
 *		if (!note_add(visit->post, visit_argument(visit, "ref"), …))
 *			visit_fault(visit, error);
 *		else
 *			visit_done(visit, "/case/…", "The note is saved.");
 *	}
 *
 * Ownership: everything belongs to the visit, unless a comment says that it
 * is taken or the caller's.
 */
#ifndef CONSOLE_VISIT_H
#define CONSOLE_VISIT_H

#include <glib.h>
#include <jansson.h>

#include "console/html.h"
#include "console/http.h"
#include "console/page.h"
#include "console/route.h"
#include "console/site.h"
#include "desk/post.h"
#include "ledger/session.h"
#include "ledger/staff.h"

struct visit {
	struct post *post; /* without a ledger in "postroom forms" */
	struct request *request;
	struct reply *reply;
	const struct route_match *match;
	const struct staff *who;     /* NULL if nobody is signed in */
	const struct client *client; /* the program, on a ROUTE_API row */
	const char *csrf;	     /* what its forms must bring; "" */
	struct identity *identity;   /* console/identity.h */
	struct site *site;
	char *flash;	  /* what the last page asked to say */
	struct page page; /* as visit_page began it */
};

/* The argument of the route's pattern, which must have it. */
const char *visit_argument(const struct visit *visit, const char *name);

/* True if whoever is here has one of these roles. */
gboolean visit_may(const struct visit *visit, guint roles);

/* The name that acts are recorded under: "Ann Smith", or the client's.
 * Somebody must be signed in. */
const char *visit_by(const struct visit *visit);

/* A page begun: head, header with navigation, the flash, and <main> open.
 * title (a copy is kept) is put before the service's name. Free it if it is
 * not shown. */
struct html *visit_page(struct visit *visit, const char *title);

/* The same with more said: console/page.h. The visit fills in navigation,
 * landlord, who and flash. */
struct html *visit_page_with(struct visit *visit, struct page page);

/* Ends the page and answers with it; takes html. */
void visit_show(struct visit *visit, guint status, struct html *html);

/* A form that posts to action (NULL: the page's own address) with the CSRF
 * token in it; "html_close(html, "form")" ends it. */
void visit_form(struct visit *visit, struct html *html, const char *action);

/* The same for files: multipart/form-data. */
void visit_form_files(struct visit *visit, struct html *html,
		      const char *action);

/* After a POST: 303 to a page of ours, which then says message in a banner;
 * NULL says nothing. */
void visit_done(struct visit *visit, const char *path, const char *message);

/* A clear page (JSON on a ROUTE_API row) with that status; text may have
 * several paragraphs divided by empty lines. */
void visit_refuse(struct visit *visit, guint status, const char *title,
		  const char *text);

/* The same for a fault, and frees it: FAULT_INPUT is 400, FAULT_BUSY 409,
 * FAULT_TEMPORARY 503 with Retry-After, FAULT_SETUP 500. */
void visit_fault(struct visit *visit, GError *error);

/* 404 in plain words: "There is no case CR-2026-00042-K." */
void visit_missing(struct visit *visit, const char *sentence);

/* Sentences for the log, which only cmd/ writes: (char *), taken. No
 * personal data. */
void visit_log(struct visit *visit, char *sentence);

/* Notes in the log of views and acts that this row was used for a case (its
 * reference; NULL for none). It is done by itself for every row with "{ref}"
 * and every POST of staff; handlers call it for cases shown beside, and it
 * refuses those that are barred from this person. FALSE after an answer: then
 * nothing may be shown. */
gboolean visit_record(struct visit *visit, const char *ref);

#endif
