/*
 * Everything that the page of a case shows, read from the ledger at once, so
 * that the parts of the page only write.
 *
 * Ownership: case_view_free frees it and all that it points to.
 */
#ifndef CONSOLE_CASE_VIEW_H
#define CONSOLE_CASE_VIEW_H

#include <glib.h>

#include "base/own.h"
#include "console/visit.h"
#include "desk/confirm.h"
#include "ledger/access.h"
#include "ledger/case.h"
#include "ledger/danger.h"
#include "ledger/decision.h"
#include "ledger/draft.h"
#include "ledger/duty.h"
#include "ledger/enclosure.h"
#include "ledger/handler.h"
#include "ledger/history.h"
#include "ledger/item.h"
#include "ledger/link.h"
#include "ledger/outbox.h"
#include "ledger/person.h"
#include "ledger/receipt.h"
#include "ledger/twin.h"
#include "model/suggestion.h"

/* The acknowledgement that waits to be released, as it would leave now. */
struct case_letter {
	gboolean waits;	       /* there is one to be written or let go */
	enum letter kind;      /* LETTER_COUNT if none is to be written */
	struct notice *notice; /* NULL if it cannot be written yet … */
	char *trouble;	       /* … and why; else NULL */
	char *shown;	       /* names this very text; NULL without it */
	gboolean stuck;	       /* it is in the outbox and waits for a person */
	gboolean queued;       /* it is in the outbox and will leave */
	struct draft *draft;   /* what it is made from; NULL if none */
};

struct case_view {
	struct case_row *row;
	gint64 revision;	 /* desk/act.h */
	GPtrArray *items;	 /* struct item_row, oldest first */
	GPtrArray *suggestions;	 /* struct suggestion, NULL for an item that
				    has none; one for each item */
	GPtrArray *duties;	 /* struct duty_row, soonest first */
	GPtrArray *letters;	 /* struct outbox_row, oldest first */
	GPtrArray *history;	 /* struct history_row, oldest first */
	GPtrArray *earlier;	 /* struct case_row: others of the person */
	GPtrArray *links;	 /* struct case_link */
	GPtrArray *twins;	 /* struct twin */
	GPtrArray *enclosures;	 /* struct enclosure */
	GPtrArray *seen;	 /* struct access_line, the newest first */
	struct handler *handler; /* NULL: nobody has it */
	struct receipt *receipt; /* NULL: its day is certain */
	struct danger *danger;	 /* NULL: there is none */
	struct person *person;
	struct decision_row *decision; /* the newest; NULL if none */
	enum confirm_asks asks;	       /* to confirm it as it is proposed */
	struct case_letter letter;
};

/* The case that the route's {ref} names, if whoever is here may see it. Else
 * answers the visit, 404 also to who is barred from it, and returns NULL. */
struct case_row *case_view_row(struct visit *visit);

/* For struct site_settings: FALSE if whoever is here is barred from the case,
 * which is then, for that person, not there. */
gboolean case_may_see(struct visit *visit, const char *ref);

/* The same by the case's id, for lists; FALSE also if the ledger cannot tell.
 */
gboolean case_may_see_id(struct visit *visit, gint64 case_id);

/* The same with everything. */
struct case_view *case_view_open(struct visit *visit);
void case_view_free(struct case_view *view);
OWN_TYPE(case_view, case_view_free)

/* What names the text of a letter, for a form that says "this one I have
 * read": a hash over address, subject and body. The caller's. */
char *case_view_shown(const struct notice *notice);

/* The newest open duty of that kind; NULL if none. Belongs to the view. */
const struct duty_row *case_view_open_duty(const struct case_view *view,
					   const char *kind);

/* The open duty that is due first; NULL if none. Belongs to the view. */
const struct duty_row *case_view_next_duty(const struct case_view *view);

/* The newest entry of the history with that event; NULL if none. */
const struct history_row *case_view_event(const struct case_view *view,
					  const char *event);

/* "/case/CR-2026-00042-K" and what follows it; the caller's. */
char *case_path(const struct case_row *row, const char *rest);

#endif
