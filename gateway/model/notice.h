/*
 * A letter of ours: composed by respond/, kept in the outbox by ledger/,
 * carried by send/.
 * Ownership: notice_free frees all that it points to.
 */
#ifndef MODEL_NOTICE_H
#define MODEL_NOTICE_H

#include <glib.h>

#include "base/own.h"

/* There is one live letter of a kind for a case and stage. */
enum letter {
	LETTER_RECEIPT,	      /* we have it; not an acknowledgement */
	LETTER_REQUEST,	      /* what happens with a request (1.3, 1.4) */
	LETTER_CHOICE,	      /* the choice to complain (1.3) */
	LETTER_SURVEY,	      /* to a survey's answer: how to complain (1.6) */
	LETTER_ACKNOWLEDGE_1, /* Code 6.2 */
	LETTER_ACKNOWLEDGE_2, /* Code 6.11 */
	LETTER_DEFINITION,    /* what the guard's letter left open (5.6, 5.7) */
	LETTER_CLARIFICATION, /* a question; the clock goes on (5.6) */
	LETTER_REFUSAL,	      /* a complaint not accepted (2.1 to 2.5) */
	LETTER_REFUSAL_2,     /* not taken to stage 2 (5.11) */
	LETTER_COMPLIMENT,    /* thanks for praise */
	LETTER_UNREADABLE,    /* we could not read what came */
	LETTER_AUTHORITY,     /* the form, to a representative (3.6) */
	LETTER_DELAY,	      /* a deadline was missed (domain.md 10.17) */
	LETTER_CLOSURE,	      /* closed early, with the reasons of 2.4 */
	LETTER_COUNT
};

/* "receipt", "acknowledgement-1"; also the template's file name. */
const char *letter_name(enum letter letter);

/* LETTER_COUNT if there is no such name. */
enum letter letter_of(const char *name);

/* 1 or 2 if the kind of letter fixes the stage; 0 if it has none, or the
 * case's own. */
int letter_stage(enum letter letter);

/* True for the acknowledgements of both stages. */
gboolean letter_acknowledges(enum letter letter);

/* True for a letter that may be written again on the same case once the last
 * one has left: a second question, another missed date, the definition of each
 * stage. */
gboolean letter_repeats(enum letter letter);

/* The acknowledgement of stage 2, or of stage 1 for any other stage. */
enum letter letter_acknowledging(int stage);

struct notice {
	enum letter letter;
	int stage;	 /* letter_stage() */
	char *to_name;	 /* "" if unknown */
	char *to;	 /* address; checked by text_is_address */
	char *from_name; /* the landlord */
	char *from;	 /* the address that the resident wrote to */
	char *reply_to;
	char *subject;	       /* one line */
	char *body;	       /* plain text, UTF-8, \n: the e-mail */
	char *page;	       /* the same as it is printed: a line that begins
				  with "# " is a heading; "" if not made */
	char *message_id;      /* one for all attempts, without brackets */
	char *in_reply_to;     /* "" if none, without brackets */
	GPtrArray *references; /* char *, without brackets */
	gint64 date;	       /* printed in the letter's Date field */
	char *template_hash;   /* SHA-256 of the template used */
};

struct notice *notice_new(void);
void notice_free(struct notice *notice);
OWN_TYPE(notice, notice_free)

#endif
