/*
 * The outbox: letters of ours, written in the case's own transaction and
 * carried out by the one sender. There is one live letter of a kind for a
 * case and stage, and it keeps one Message-ID over all attempts.
 * Conventions of ledger/ledger.h; the sender's steps are transactions of
 * their own (begin, claim, commit; send; begin, note what came, commit).
 */
#ifndef LEDGER_OUTBOX_H
#define LEDGER_OUTBOX_H

#include <glib.h>

#include "base/own.h"
#include "ledger/ledger.h"
#include "ledger/outbox_row.h"
#include "model/traffic.h"

/* What is put in; all borrowed. */
struct outbox_new {
	gint64 case_id;
	const struct notice *notice;
	GBytes *mail; /* by e-mail; else … */
	enum outbox_route route;
	GBytes *pdf; /* … these three */
	guint pages;
	const char *postal;
	const char *envelope_from;
	const char *actor;
	gboolean guard;
	gint64 created;
	gint64 next_at;	  /* TIME_NONE: at once */
	const char *hold; /* NULL, or why a person must release it first */
};

/* Returns the row's id, 0 on failure. FAULT_INPUT, "has one already", if
 * there is a live letter of that kind for the case and stage, except a sent
 * one of a kind that repeats. */
gint64 outbox_add(struct ledger *ledger, const struct outbox_new *letter,
		  GError **error);

/* Due is what has waited until its next_at; also what would wait for longer
 * than any pause, because the clock was set back. */

/* Whether a row is due at now, without claiming it; FALSE on failure too. */
gboolean outbox_is_due(struct ledger *ledger, gint64 now, GError **error);

/* Claims the row that has waited longest of those due at now, counts an
 * attempt, and returns it as the caller's; NULL if none is due. */
struct outbox_row *outbox_claim(struct ledger *ledger, gint64 now,
				GError **error);

/* What waits for its next attempt is due at now, without further pause: the
 * way out works again. */
gboolean outbox_hasten(struct ledger *ledger, gint64 now, GError **error);

/* What became of a claimed row; FAULT_INPUT if it is not claimed. reply is
 * the server's answer or our reason, in words. */
gboolean outbox_sent(struct ledger *ledger, gint64 id, const char *reply,
		     gint64 at, GError **error);
gboolean outbox_later(struct ledger *ledger, gint64 id, gint64 next_at,
		      const char *reply, GError **error);
gboolean outbox_uncertain(struct ledger *ledger, gint64 id, gint64 next_at,
			  const char *reply, GError **error);
gboolean outbox_failed(struct ledger *ledger, gint64 id, const char *reply,
		       GError **error);

/* A claimed letter on paper was handed over to print; remote is Notify's id
 * of it or "". It is live and meets no duty until it is posted on a day, as
 * somebody has said, or lost: then it has failed. FAULT_INPUT if it is in
 * another state. */
gboolean outbox_printed(struct ledger *ledger, gint64 id, const char *remote,
			const char *reply, GError **error);
gboolean outbox_posted(struct ledger *ledger, gint64 id, guint32 day,
		       GError **error);
gboolean outbox_lost(struct ledger *ledger, gint64 id, const char *reason,
		     GError **error);

/* Marks every claimed row uncertain: their sender died, and the body may
 * have gone. Only the sender calls it, at start, while it holds the lock.
 * Returns how many there were, -1 on failure. */
int outbox_reclaim(struct ledger *ledger, GError **error);

/* A person's or rule's acts. hold: a queued row waits for release; release:
 * a held row, or one that is uncertain for the second time, may go;
 * withdraw: a row that is queued, held or uncertain is stopped; bounced: a
 * sent row came back. FAULT_INPUT if it is in another state. */
gboolean outbox_hold(struct ledger *ledger, gint64 id, const char *reason,
		     GError **error);
gboolean outbox_release(struct ledger *ledger, gint64 id, GError **error);
gboolean outbox_withdraw(struct ledger *ledger, gint64 id, const char *reason,
			 GError **error);
gboolean outbox_bounced(struct ledger *ledger, gint64 id, const char *reason,
			GError **error);

/* Look-ups; Message-IDs without brackets. outbox_live finds the live letter
 * of a kind for a case and stage, the newest where it repeats. */
struct outbox_row *outbox_by_id(struct ledger *ledger, gint64 id,
				GError **error);
struct outbox_row *outbox_by_message_id(struct ledger *ledger,
					const char *message_id, GError **error);
struct outbox_row *outbox_live(struct ledger *ledger, gint64 case_id,
			       enum letter letter, int stage, GError **error);

/* Letters put in the outbox in the hour, day and week before now, whatever
 * became of them: to an address, whose ASCII case does not matter, and to
 * all. Each fills its part of *traffic. */
gboolean outbox_traffic_to(struct ledger *ledger, const char *address,
			   gint64 now, struct traffic *traffic, GError **error);
gboolean outbox_traffic_all(struct ledger *ledger, gint64 now,
			    struct traffic *traffic, GError **error);

/* Walks letters, oldest first; mail and pdf are NULL in these rows. The
 * argument is the case's id for OUTBOX_OF_CASE, an instant for OUTBOX_WAITING
 * (live, not sent, made before it), 0 for OUTBOX_STUCK (failed, held, or
 * uncertain for the second time: a person must act), OUTBOX_ON_PAPER (printed,
 * not yet posted) and OUTBOX_ALL. */
enum outbox_which {
	OUTBOX_OF_CASE,
	OUTBOX_WAITING,
	OUTBOX_STUCK,
	OUTBOX_ON_PAPER,
	OUTBOX_ALL
};
struct outbox_each;
struct outbox_each *outbox_each_open(struct ledger *ledger,
				     enum outbox_which which, gint64 argument,
				     GError **error);
struct outbox_row *outbox_each_next(struct outbox_each *each, GError **error);
void outbox_each_close(struct outbox_each *each);
OWN_TYPE(outbox_each, outbox_each_close)

/* The rows of a walk at once, struct outbox_row, the caller's; NULL on
 * failure. For few: what a person must act on, what is in print. */
GPtrArray *outbox_list(struct ledger *ledger, enum outbox_which which,
		       gint64 argument, GError **error);

#endif
