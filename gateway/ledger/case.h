/*
 * Cases: one for every message by a person that belongs to no other case.
 * Conventions of ledger/ledger.h.
 *
 * Ownership: case_row_free frees a row and all that it points to. Strings
 * are never NULL in a row read from the ledger.
 */
#ifndef LEDGER_CASE_H
#define LEDGER_CASE_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"
#include "model/label.h"
#include "model/suggestion.h"

struct case_row {
	gint64 id;
	char *ref;		/* "CR-2026-00042-K" */
	gint64 received;	/* when the first message reached us */
	char *channel;		/* "email", "form", "letter", "phone" … */
	char *source;		/* the mailbox's name */
	char *from_name;	/* the resident; "" if unknown */
	char *from_address;	/* "" if unknown */
	char *reply_address;	/* where answers go; "" if none is safe */
	char *letter_from;	/* our address that the resident wrote to */
	char *subject;		/* "" if none */
	enum category proposed; /* CATEGORY_NONE if it could not be read */
	enum ground proposed_ground;
	double confidence; /* of the proposal, 0 to 1 */
	gboolean confirmed;
	enum category category; /* as confirmed, else as proposed */
	enum ground ground;	/* the same */
	guint32 flags;
	int stage;		/* 0 none, 1 or 2 */
	char *status;		/* "open" or "closed" */
	gint64 escalated;	/* stage 2 was asked for; TIME_NONE */
	gint64 acknowledged1;	/* date of the stage 1 letter; TIME_NONE */
	gint64 acknowledged2;	/* date of the stage 2 letter; TIME_NONE */
	gint64 stage1_answered; /* stage 1 response issued; TIME_NONE */
	gint64 stage2_answered; /* final response issued; TIME_NONE */
	char *profile;		/* profile's name and version hash */
	char *token;		/* reply token, model/ref.h */
	gboolean answer;	/* it may be answered by itself */
	char *silence;		/* why it may not; "" if it may */
	char *item;		/* SHA-256 of the message that opened it */
};

/* A row with every string "", every label none, every instant TIME_NONE,
 * status "open" and answer TRUE; for case_create. */
struct case_row *case_row_new(void);
void case_row_free(struct case_row *row);
OWN_TYPE(case_row, case_row_free)

/* Files a case and sets row->id and row->ref: the next number of the London
 * year of receipt. Needs received, token and item; the token must be new.
 * category and ground are taken from proposed and proposed_ground. */
gboolean case_create(struct ledger *ledger, struct case_row *row,
		     GError **error);

/* Look-ups; the strings are compared whole, addresses without regard to
 * ASCII case. case_by_letter takes the Message-ID of a letter of ours,
 * case_by_message one of a message that we received; both without brackets.
 * case_by_ref_from finds a case only for the resident who opened it. */
struct case_row *case_by_id(struct ledger *ledger, gint64 id, GError **error);
struct case_row *case_by_ref(struct ledger *ledger, const char *ref,
			     GError **error);
struct case_row *case_by_token(struct ledger *ledger, const char *token,
			       GError **error);
struct case_row *case_by_letter(struct ledger *ledger, const char *message_id,
				GError **error);
struct case_row *case_by_message(struct ledger *ledger, const char *message_id,
				 GError **error);
struct case_row *case_by_ref_from(struct ledger *ledger, const char *ref,
				  const char *address, GError **error);

/* The case of the web form with this receipt number, as receipt_read gives
 * it. FAULT_INPUT if there is none. */
struct case_row *case_of_receipt(struct ledger *ledger, const char *receipt,
				 GError **error);

/* Walks cases, oldest received first. case_each_next returns the caller's
 * row; NULL at the end, or with *error set. Cases may be changed meanwhile. */
enum cases { CASES_ALL, CASES_OPEN, CASES_UNCONFIRMED, CASES_COUNT };
struct case_each;
struct case_each *case_each_open(struct ledger *ledger, enum cases which,
				 GError **error);
struct case_row *case_each_next(struct case_each *each, GError **error);
void case_each_close(struct case_each *each);
OWN_TYPE(case_each, case_each_close)

/* Changes. FAULT_INPUT if there is no case of that id. */

/* A newer proposal: flags are added to those there are; category and ground
 * follow it unless the case is confirmed. */
gboolean case_propose(struct ledger *ledger, gint64 id,
		      const struct suggestion *suggestion, GError **error);
gboolean case_confirm(struct ledger *ledger, gint64 id, enum category category,
		      enum ground ground, GError **error);

/* stage 1 or 2; at is when stage 2 was asked for, TIME_NONE for stage 1. */
gboolean case_set_stage(struct ledger *ledger, gint64 id, int stage, gint64 at,
			GError **error);

/* The letter of that stage (1 or 2) left on that instant; TIME_NONE takes
 * it back, as after a bounce. The same for the stage's response. */
gboolean case_set_acknowledged(struct ledger *ledger, gint64 id, int stage,
			       gint64 at, GError **error);
gboolean case_set_answered(struct ledger *ledger, gint64 id, int stage,
			   gint64 at, GError **error);

/* "open" or "closed". */
gboolean case_set_status(struct ledger *ledger, gint64 id, const char *status,
			 GError **error);

/* Holds every automatic message; reason in words, "" allows them again. */
gboolean case_set_silence(struct ledger *ledger, gint64 id, const char *reason,
			  GError **error);

#endif
