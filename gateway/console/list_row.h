/*
 * A case in a list: what it is, who wrote, how it begins, what is due, and
 * the one button that settles the usual one.
 */
#ifndef CONSOLE_LIST_ROW_H
#define CONSOLE_LIST_ROW_H

#include "console/html.h"
#include "console/visit.h"
#include "ledger/queue.h"
#include "ledger/snippet.h"

struct list_row {
	const struct case_row *row;
	const struct duty_row *duty; /* what is due first; NULL if nothing */
	gint64 guard_at;	     /* when a letter leaves; TIME_NONE */
	const char *words;	     /* how the message begins; NULL */
	gboolean found;		     /* words is of snippet_make */
	gboolean choose;	     /* with a box for confirming many */
	const char *from;	     /* the list's address, to come back to */
};

/* <ol> that j and k walk; list_close ends it. */
void list_open(struct html *html, const char *label);
void list_close(struct html *html);

/* An <li>. The button is there for those who may settle, if nobody has and
 * something is proposed. */
void list_write(struct visit *visit, struct html *html,
		const struct list_row *entry);

/* True if it may be confirmed with many others at once: a proposed service
 * request or enquiry of which no dissatisfaction is known (domain.md 10.4). */
gboolean list_may_choose(const struct case_row *row);

/* A text of snippet_make with what was found in <mark>. */
void list_snippet(struct html *html, const char *snippet);

#endif
