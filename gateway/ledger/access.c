/*
 * The log of views and acts in and out of its table.
 */
#include "ledger/access.h"

#include "ledger/db.h"

#define LINE                                                              \
	"SELECT access.id, at, coalesce (staff.name, client.name, ''), "  \
	"what, ref FROM access LEFT JOIN staff ON staff.id = staff LEFT " \
	"JOIN client ON client.id = client WHERE access.id < ?1 "
#define NEWEST "ORDER BY access.id DESC LIMIT ?2"

enum { ADD, ALL, OF_REF, OF_STAFF };
static const char *const sql[] = {
	[ADD] = "INSERT INTO access (at, staff, client, what, ref) VALUES (?1, "
		"?2, ?3, ?4, ?5)",
	[ALL] = LINE NEWEST,
	[OF_REF] = LINE "AND ref = ?3 " NEWEST,
	[OF_STAFF] = LINE "AND access.staff = ?3 " NEWEST,
};

void
access_line_free(struct access_line *line)
{
	if (line == NULL)
		return;
	g_free(line->who);
	g_free(line->what);
	g_free(line->ref);
	g_free(line);
}

gboolean
access_add(struct ledger *ledger, const struct access *access, GError **error)
{
	return db_run(ledger_db(ledger), sql[ADD],
		      VALUES(value_time(access->at), value_id(access->staff),
			     value_id(access->client), value_text(access->what),
			     value_text(access->ref)),
		      error);
}

static struct access_line *
take_line(struct rows *rows)
{
	struct access_line *line = g_new0(struct access_line, 1);

	line->id = take_int(rows);
	line->at = take_time(rows);
	line->who = take_text(rows);
	line->what = take_text(rows);
	line->ref = take_text(rows);
	return line;
}

GPtrArray *
access_list(struct ledger *ledger, const struct access_query *query,
	    GError **error)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(
		(GDestroyNotify)access_line_free);
	struct value before =
		value_int(query->before > 0 ? query->before : G_MAXINT64);
	struct value limit = value_int(query->limit);
	g_autoptr(own_rows) rows = NULL;
	struct db *db = ledger_db(ledger);
	GError *failure = NULL;

	if (query->ref != NULL)
		rows = db_rows(db, sql[OF_REF],
			       VALUES(before, limit, value_text(query->ref)),
			       error);
	else if (query->staff != 0)
		rows = db_rows(db, sql[OF_STAFF],
			       VALUES(before, limit, value_int(query->staff)),
			       error);
	else
		rows = db_rows(db, sql[ALL], VALUES(before, limit), error);
	while (rows != NULL && rows_next(rows, &failure))
		g_ptr_array_add(list, take_line(rows));
	if (rows != NULL && failure == NULL)
		return g_steal_pointer(&list);
	if (failure != NULL)
		g_propagate_error(error, failure);
	return NULL;
}
