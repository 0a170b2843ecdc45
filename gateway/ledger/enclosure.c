/*
 * Enclosures: which file belongs to which entry of a case's history.
 */
#include "ledger/enclosure.h"

#include "ledger/db.h"

#define ONE                                                             \
	"SELECT id, case_id, event, filename, type, size, sha256 FROM " \
	"enclosure "

enum { ADD, LIST, LOAD };
static const char *const sql[] = {
	[ADD] = "INSERT INTO enclosure (case_id, event, filename, type, size, "
		"sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[LIST] = ONE "WHERE case_id = ?1 ORDER BY id",
	[LOAD] = ONE "WHERE id = ?1",
};

void
enclosure_free(struct enclosure *enclosure)
{
	if (enclosure == NULL)
		return;
	g_free(enclosure->filename);
	g_free(enclosure->type);
	g_free(enclosure->sha256);
	g_free(enclosure);
}

gint64
enclosure_add(struct ledger *ledger, const struct enclosure *enclosure,
	      GError **error)
{
	struct db *db = ledger_db(ledger);

	return db_run(db, sql[ADD],
		      VALUES(value_int(enclosure->case_id),
			     value_int(enclosure->event),
			     value_text(enclosure->filename),
			     value_text(enclosure->type),
			     value_int((gint64)enclosure->size),
			     value_text(enclosure->sha256)),
		      error)
		       ? db_last_id(db)
		       : 0;
}

static gpointer
take_enclosure(struct rows *rows)
{
	struct enclosure *enclosure = g_new0(struct enclosure, 1);

	enclosure->id = take_int(rows);
	enclosure->case_id = take_int(rows);
	enclosure->event = take_int(rows);
	enclosure->filename = take_text(rows);
	enclosure->type = take_text(rows);
	enclosure->size = (gsize)take_int(rows);
	enclosure->sha256 = take_text(rows);
	return enclosure;
}

GPtrArray *
enclosure_list(struct ledger *ledger, gint64 case_id, GError **error)
{
	return rows_list(db_rows(ledger_db(ledger), sql[LIST],
				 VALUES(value_int(case_id)), error),
			 take_enclosure, (GDestroyNotify)enclosure_free, error);
}

struct enclosure *
enclosure_load(struct ledger *ledger, gint64 id, GError **error)
{
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[LOAD],
					  VALUES(value_int(id)), error);

	return rows != NULL ? take_enclosure(rows) : NULL;
}
