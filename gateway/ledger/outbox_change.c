/*
 * What becomes of a letter: claimed by the sender, sent or not, held,
 * released, withdrawn, come back. Each statement names the state that it
 * leaves, so that a step which comes too late changes nothing.
 */
#include "base/limits.h"
#include "base/clock.h"
#include "ledger/db.h"
#include "ledger/outbox.h"

enum {
	DUE,
	AHEAD,
	CLAIM,
	SENT,
	LATER,
	UNCERTAIN,
	FAILED,
	CLAIMED,
	RECLAIM,
	HOLD,
	RELEASE,
	WITHDRAW,
	BOUNCED,
	PRINTED,
	POSTED,
	LOST,
	HASTEN
};
/* The first part is the index's own. */
#define CLAIMED_ONE                                                     \
	"state NOT IN ('sent', 'bounced', 'withdrawn', 'printed') AND " \
	"state = 'claimed'"

static const char *const sql[] = {
	[DUE] = "SELECT id FROM letter WHERE state IN ('queued', 'uncertain') "
		"AND next_at <= ?1 AND uncertain < 2 "
		"ORDER BY next_at, id LIMIT 1",
	[AHEAD] = "SELECT id FROM letter WHERE state IN ('queued', "
		  "'uncertain') AND next_at > ?1 AND uncertain < 2 "
		  "ORDER BY next_at, id LIMIT 1",
	[CLAIM] = "UPDATE letter SET state = 'claimed', claimed = ?2, "
		  "attempts = attempts + 1 "
		  "WHERE id = ?1 AND state IN ('queued', 'uncertain')",
	[SENT] = "UPDATE letter SET state = 'sent', sent = ?3, reply = ?2, "
		 "claimed = NULL WHERE id = ?1 AND state = 'claimed'",
	[LATER] = "UPDATE letter SET state = 'queued', next_at = ?3, "
		  "reply = ?2, claimed = NULL "
		  "WHERE id = ?1 AND state = 'claimed'",
	[UNCERTAIN] = "UPDATE letter SET state = 'uncertain', reply = ?2, "
		      "uncertain = uncertain + 1, next_at = ?3, "
		      "claimed = NULL WHERE id = ?1 AND state = 'claimed'",
	[FAILED] = "UPDATE letter SET state = 'failed', reply = ?2, "
		   "claimed = NULL WHERE id = ?1 AND state = 'claimed'",
	[CLAIMED] = "SELECT count(*) FROM letter INDEXED BY letter_unsettled "
		    "WHERE " CLAIMED_ONE,
	[RECLAIM] = "UPDATE letter INDEXED BY letter_unsettled "
		    "SET state = 'uncertain', uncertain = uncertain + 1, "
		    "claimed = NULL, reply = "
		    "'the sender was stopped before the answer came' "
		    "WHERE " CLAIMED_ONE,
	[HOLD] = "UPDATE letter SET state = 'held', reply = ?2 "
		 "WHERE id = ?1 AND state = 'queued'",
	[RELEASE] = "UPDATE letter SET state = 'queued', uncertain = 0, "
		    "reply = '' WHERE id = ?1 AND (state = 'held' OR "
		    "(state = 'uncertain' AND uncertain > 1))",
	[WITHDRAW] = "UPDATE letter SET state = 'withdrawn', reply = ?2 "
		     "WHERE id = ?1 AND state IN ('queued', 'held', "
		     "'uncertain', 'printed')",
	[BOUNCED] = "UPDATE letter SET state = 'bounced', reply = ?2 "
		    "WHERE id = ?1 AND state IN ('sent', 'uncertain')",
	[PRINTED] = "UPDATE letter SET state = 'printed', printed = ?4, "
		    "remote = ?3, reply = ?2, claimed = NULL "
		    "WHERE id = ?1 AND state = 'claimed' AND route <> 'email'",
	[POSTED] = "UPDATE letter SET state = 'sent', issued = ?2, sent = ?3 "
		   "WHERE id = ?1 AND state = 'printed'",
	[LOST] = "UPDATE letter SET state = 'failed', reply = ?2 "
		 "WHERE id = ?1 AND state = 'printed'",
	[HASTEN] = "UPDATE letter SET next_at = ?1 WHERE state IN ('queued', "
		   "'uncertain') AND next_at > ?1 AND uncertain < 2",
};

#define NOT_CLAIMED "The letter is not in a sender's hands."

/* A time that is further away than any pause was noted by a clock that has
 * been set back since: that letter is not to wait for it. */
static gboolean
find_due(struct db *db, gint64 now, gint64 *id, GError **error)
{
	gint64 ahead = now + LIMIT_SEND_PAUSE_SECONDS;

	return db_number(db, sql[DUE], VALUES(value_time(now)), id, error) &&
	       (*id > 0 || db_number(db, sql[AHEAD], VALUES(value_time(ahead)),
				     id, error));
}

gboolean
outbox_is_due(struct ledger *ledger, gint64 now, GError **error)
{
	gint64 id = 0;

	return find_due(ledger_db(ledger), now, &id, error) && id > 0;
}

struct outbox_row *
outbox_claim(struct ledger *ledger, gint64 now, GError **error)
{
	struct db *db = ledger_db(ledger);
	gint64 id = 0;

	if (!find_due(db, now, &id, error) || id == 0)
		return NULL;
	if (!db_run_one(db, sql[CLAIM], VALUES(value_int(id), value_time(now)),
			"The letter is not waiting.", error))
		return NULL;
	return outbox_by_id(ledger, id, error);
}

gboolean
outbox_hasten(struct ledger *ledger, gint64 now, GError **error)
{
	return db_run(ledger_db(ledger), sql[HASTEN], VALUES(value_time(now)),
		      error);
}

gboolean
outbox_sent(struct ledger *ledger, gint64 id, const char *reply, gint64 at,
	    GError **error)
{
	return db_run_one(
		ledger_db(ledger), sql[SENT],
		VALUES(value_int(id), value_text(reply), value_time(at)),
		NOT_CLAIMED, error);
}

gboolean
outbox_later(struct ledger *ledger, gint64 id, gint64 next_at,
	     const char *reply, GError **error)
{
	return db_run_one(
		ledger_db(ledger), sql[LATER],
		VALUES(value_int(id), value_text(reply), value_time(next_at)),
		NOT_CLAIMED, error);
}

static gboolean
change(struct ledger *ledger, int statement, const struct value *values,
       const char *words, GError **error)
{
	return db_run_one(ledger_db(ledger), sql[statement], values, words,
			  error);
}

gboolean
outbox_uncertain(struct ledger *ledger, gint64 id, gint64 next_at,
		 const char *reply, GError **error)
{
	return change(
		ledger, UNCERTAIN,
		VALUES(value_int(id), value_text(reply), value_time(next_at)),
		NOT_CLAIMED, error);
}

gboolean
outbox_failed(struct ledger *ledger, gint64 id, const char *reply,
	      GError **error)
{
	return change(ledger, FAILED, VALUES(value_int(id), value_text(reply)),
		      NOT_CLAIMED, error);
}

int
outbox_reclaim(struct ledger *ledger, GError **error)
{
	struct db *db = ledger_db(ledger);
	gint64 count = 0;

	if (!db_number(db, sql[CLAIMED], NULL, &count, error) ||
	    !db_run(db, sql[RECLAIM], NULL, error))
		return -1;
	return (int)count;
}

gboolean
outbox_hold(struct ledger *ledger, gint64 id, const char *reason,
	    GError **error)
{
	return change(ledger, HOLD, VALUES(value_int(id), value_text(reason)),
		      "The letter is not waiting, so it cannot be held.",
		      error);
}

gboolean
outbox_release(struct ledger *ledger, gint64 id, GError **error)
{
	return change(ledger, RELEASE, VALUES(value_int(id)),
		      "The letter does not wait for a person.", error);
}

gboolean
outbox_withdraw(struct ledger *ledger, gint64 id, const char *reason,
		GError **error)
{
	return change(ledger, WITHDRAW,
		      VALUES(value_int(id), value_text(reason)),
		      "The letter has gone, so it cannot be stopped.", error);
}

gboolean
outbox_bounced(struct ledger *ledger, gint64 id, const char *reason,
	       GError **error)
{
	return change(
		ledger, BOUNCED, VALUES(value_int(id), value_text(reason)),
		"The letter was never sent, so it cannot come back.", error);
}

gboolean
outbox_printed(struct ledger *ledger, gint64 id, const char *remote,
	       const char *reply, GError **error)
{
	return change(ledger, PRINTED,
		      VALUES(value_int(id), value_text(reply),
			     value_text(remote), value_time(clock_now())),
		      NOT_CLAIMED, error);
}

#define NOT_PRINTED "The letter is not in print."

gboolean
outbox_posted(struct ledger *ledger, gint64 id, guint32 day, GError **error)
{
	return change(
		ledger, POSTED,
		VALUES(value_int(id), value_day(day), value_time(clock_now())),
		NOT_PRINTED, error);
}

gboolean
outbox_lost(struct ledger *ledger, gint64 id, const char *reason,
	    GError **error)
{
	return change(ledger, LOST, VALUES(value_int(id), value_text(reason)),
		      NOT_PRINTED, error);
}
