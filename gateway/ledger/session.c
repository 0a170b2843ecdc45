/*
 * Sessions and clients in and out of their tables.
 */
#include "ledger/session.h"

#include "base/clock.h"
#include "base/fault.h"
#include "ledger/db.h"
#include "model/role.h"

#define CLIENT "SELECT id, name, roles, created, by, seen, ended FROM client "

enum {
	ADD,
	FIND,
	TOUCH,
	END,
	END_ALL,
	ADD_CLIENT,
	FIND_CLIENT,
	TAKEN,
	CLIENTS,
	END_CLIENT
};
static const char *const sql[] = {
	[ADD] = "INSERT INTO session (hash, staff, created, seen) VALUES (?1, "
		"?2, ?3, ?3)",
	[FIND] = "SELECT id, staff, created, seen FROM session WHERE hash = ?1 "
		 "AND ended IS NULL",
	[TOUCH] = "UPDATE session SET seen = ?2 WHERE id = ?1",
	[END] = "UPDATE session SET ended = ?2 WHERE id = ?1 AND ended IS NULL",
	[END_ALL] = "UPDATE session SET ended = ?2 WHERE staff = ?1 AND id <> "
		    "?3 AND ended IS NULL",
	[ADD_CLIENT] = "INSERT INTO client (hash, name, roles, created, by) "
		       "VALUES (?1, ?2, ?3, ?4, ?5)",
	[FIND_CLIENT] = CLIENT "WHERE hash = ?1 AND ended IS NULL",
	[TAKEN] = "SELECT count(*) FROM client WHERE name = ?1",
	[CLIENTS] = CLIENT "ORDER BY ended IS NOT NULL, name",
	[END_CLIENT] = "UPDATE client SET ended = ?2 WHERE name = ?1 AND ended "
		       "IS NULL",
};

gboolean
session_add(struct ledger *ledger, gint64 staff, const char *hash, gint64 *id,
	    GError **error)
{
	struct db *db = ledger_db(ledger);

	if (!db_run(db, sql[ADD],
		    VALUES(value_text(hash), value_int(staff),
			   value_time(clock_now())),
		    error))
		return FALSE;
	*id = db_last_id(db);
	return TRUE;
}

gboolean
session_find(struct ledger *ledger, const char *hash, struct session *session,
	     GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[FIND],
					  VALUES(value_text(hash)), error);

	if (rows == NULL)
		return FALSE;
	session->id = take_int(rows);
	session->staff = take_int(rows);
	session->created = take_time(rows);
	session->seen = take_time(rows);
	return TRUE;
}

gboolean
session_touch(struct ledger *ledger, gint64 id, GError **error)
{
	return db_run(ledger_db(ledger), sql[TOUCH],
		      VALUES(value_int(id), value_time(clock_now())), error);
}

gboolean
session_end(struct ledger *ledger, gint64 id, GError **error)
{
	return db_run(ledger_db(ledger), sql[END],
		      VALUES(value_int(id), value_time(clock_now())), error);
}

gboolean
session_end_all(struct ledger *ledger, gint64 staff, gint64 but, GError **error)
{
	return db_run(ledger_db(ledger), sql[END_ALL],
		      VALUES(value_int(staff), value_time(clock_now()),
			     value_int(but)),
		      error);
}

/* --- programs -----------------------------------------------------------*/

void
client_free(struct client *client)
{
	if (client == NULL)
		return;
	g_free(client->name);
	g_free(client->by);
	g_free(client);
}

static struct client *
take_client(struct rows *rows)
{
	struct client *client = g_new0(struct client, 1);

	client->id = take_int(rows);
	client->name = take_text(rows);
	client->roles = (guint)take_int(rows);
	client->created = take_time(rows);
	client->by = take_text(rows);
	client->seen = take_time(rows);
	client->ended = take_time(rows);
	return client;
}

gboolean
client_add(struct ledger *ledger, struct client *client, const char *hash,
	   GError **error)
{
	struct db *db = ledger_db(ledger);
	gint64 taken = 0;

	if (*client->name == '\0' || (client->roles & MAY_SIGNED_IN) == 0)
		return fault_set(error, FAULT_INPUT,
				 "A client of the API needs a name and at "
				 "least one role.");
	if (!db_number(db, sql[TAKEN], VALUES(value_text(client->name)), &taken,
		       error))
		return FALSE;
	if (taken > 0)
		return fault_set(error, FAULT_INPUT,
				 "There is a client \"%s\" already.",
				 client->name);
	client->created = clock_now();
	if (!db_run(db, sql[ADD_CLIENT],
		    VALUES(value_text(hash), value_text(client->name),
			   value_int(client->roles),
			   value_time(client->created), value_text(client->by)),
		    error))
		return FALSE;
	client->id = db_last_id(db);
	return TRUE;
}

struct client *
client_find(struct ledger *ledger, const char *hash, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[FIND_CLIENT],
					  VALUES(value_text(hash)), error);

	return rows != NULL ? take_client(rows) : NULL;
}

GPtrArray *
client_list(struct ledger *ledger, GError **error)
{
	g_autoptr(GPtrArray) list =
		g_ptr_array_new_with_free_func((GDestroyNotify)client_free);
	g_autoptr(own_rows) rows =
		db_rows(ledger_db(ledger), sql[CLIENTS], NULL, error);
	GError *failure = NULL;

	while (rows != NULL && rows_next(rows, &failure))
		g_ptr_array_add(list, take_client(rows));
	if (rows != NULL && failure == NULL)
		return g_steal_pointer(&list);
	if (failure != NULL)
		g_propagate_error(error, failure);
	return NULL;
}

gboolean
client_end(struct ledger *ledger, const char *name, GError **error)
{
	return db_run_one(ledger_db(ledger), sql[END_CLIENT],
			  VALUES(value_text(name), value_time(clock_now())),
			  "There is no such client, or it has ended already.",
			  error);
}
