/*
 * The outbox of events.
 */
#include "ledger/hook_event.h"

#include "ledger/db.h"

enum { ADD, KNOWN, NEXT, TOLD, LATER, FAILED, HASTEN, GIVEN_UP };
static const char *const sql[] = {
	[ADD] = "INSERT OR IGNORE INTO hook_event (hook, key, case_id, body, "
		"state, created, next_at) VALUES (?1, ?2, ?3, ?4, 'queued', "
		"?5, ?5)",
	[KNOWN] = "SELECT 1 FROM hook_event WHERE hook = ?1 AND key = ?2",
	[NEXT] = "SELECT e.id, e.hook, e.key, e.case_id, e.body, e.created, "
		 "e.attempts FROM hook_event e WHERE e.hook = ?1 AND "
		 "e.state = 'queued' AND e.next_at <= ?2 AND NOT EXISTS "
		 "(SELECT 1 FROM hook_event b WHERE b.hook = e.hook AND "
		 "b.state = 'queued' AND b.case_id = e.case_id AND "
		 "b.id < e.id) ORDER BY e.id LIMIT 1",
	[TOLD] = "UPDATE hook_event SET state = 'told', told = ?2, reply = '' "
		 "WHERE id = ?1 AND state = 'queued'",
	[LATER] = "UPDATE hook_event SET next_at = ?2, reply = ?3, "
		  "attempts = attempts + 1 WHERE id = ?1 AND state = 'queued'",
	[FAILED] = "UPDATE hook_event SET state = 'failed', reply = ?2, "
		   "attempts = attempts + 1 WHERE id = ?1 AND "
		   "state = 'queued'",
	[HASTEN] = "UPDATE hook_event SET state = 'queued', next_at = ?1, "
		   "created = ?1, attempts = 0 WHERE "
		   "state IN ('queued', 'failed')",
	[GIVEN_UP] = "SELECT count(*) FROM hook_event WHERE state = 'failed' "
		     "AND hook = ?1",
};

#define NOT_THERE "The event does not wait to be told."

void
hook_event_free(struct hook_event *event)
{
	if (event == NULL)
		return;
	g_free(event->hook);
	g_free(event->key);
	g_free(event->body);
	g_free(event);
}

gboolean
hook_event_add(struct ledger *ledger, const struct hook_event *event,
	       GError **error)
{
	return db_run(ledger_db(ledger), sql[ADD],
		      VALUES(value_text(event->hook), value_text(event->key),
			     value_int(event->case_id), value_text(event->body),
			     value_time(event->created)),
		      error);
}

gboolean
hook_event_is_known(struct ledger *ledger, const char *hook, const char *key,
		    gboolean *known, GError **error)
{
	gint64 found = 0;

	if (!db_number(ledger_db(ledger), sql[KNOWN],
		       VALUES(value_text(hook), value_text(key)), &found,
		       error))
		return FALSE;
	*known = found != 0;
	return TRUE;
}

struct hook_event *
hook_event_next(struct ledger *ledger, const char *hook, gint64 now,
		GError **error)
{
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[NEXT],
		       VALUES(value_text(hook), value_time(now)), error);
	struct hook_event *event;

	if (rows == NULL)
		return NULL;
	event = g_new0(struct hook_event, 1);
	event->id = take_int(rows);
	event->hook = take_text(rows);
	event->key = take_text(rows);
	event->case_id = take_int(rows);
	event->body = take_text(rows);
	event->created = take_time(rows);
	event->attempts = (guint)take_int(rows);
	return event;
}

gboolean
hook_event_told(struct ledger *ledger, gint64 id, gint64 at, GError **error)
{
	return db_run_one(ledger_db(ledger), sql[TOLD],
			  VALUES(value_int(id), value_time(at)), NOT_THERE,
			  error);
}

gboolean
hook_event_later(struct ledger *ledger, gint64 id, gint64 next_at,
		 const char *reply, GError **error)
{
	return db_run_one(
		ledger_db(ledger), sql[LATER],
		VALUES(value_int(id), value_time(next_at), value_text(reply)),
		NOT_THERE, error);
}

gboolean
hook_event_failed(struct ledger *ledger, gint64 id, const char *reply,
		  GError **error)
{
	return db_run_one(ledger_db(ledger), sql[FAILED],
			  VALUES(value_int(id), value_text(reply)), NOT_THERE,
			  error);
}

gboolean
hook_event_hasten(struct ledger *ledger, gint64 now, GError **error)
{
	return db_run(ledger_db(ledger), sql[HASTEN], VALUES(value_time(now)),
		      error);
}

gint64
hook_event_given_up(struct ledger *ledger, const char *hook, GError **error)
{
	gint64 count = 0;

	return db_number(ledger_db(ledger), sql[GIVEN_UP],
			 VALUES(value_text(hook)), &count, error)
		       ? count
		       : -1;
}
