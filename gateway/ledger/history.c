/*
 * The history and its chain. What is hashed is each field with its length in
 * front, so that no two entries can be written the same way.
 */
#include "ledger/history.h"

#include "base/json.h"
#include "base/text.h"
#include "ledger/db.h"
#include "ledger/seal.h"

#define ENTRY \
	"SELECT id, case_id, at, actor, event, detail, chain FROM history "

enum {
	LAST,
	INSERT,
	BY_ID,
	FIRST,
	CHANGED,
	OF_CASE,
	ALL,
	IN_ORDER,
	GIVEN_OUT,
	SINCE
};
static const char *const sql[] = {
	[LAST] = "SELECT id, chain FROM history ORDER BY id DESC LIMIT 1",
	[INSERT] = "INSERT INTO history (id, case_id, at, actor, event, "
		   "detail, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[BY_ID] = ENTRY "WHERE id = ?1",
	[FIRST] = ENTRY "WHERE case_id = ?1 AND event = ?2 "
			"ORDER BY id LIMIT 1",
	[CHANGED] = ENTRY "WHERE case_id = ?1 AND event <> 'viewed' "
			  "ORDER BY id DESC LIMIT 1",
	[OF_CASE] = "SELECT id FROM history WHERE case_id = ?1 ORDER BY id",
	[ALL] = "SELECT id FROM history ORDER BY id",
	[IN_ORDER] = ENTRY "ORDER BY id",
	[GIVEN_OUT] = "SELECT seq FROM sqlite_sequence WHERE name = 'history'",
	[SINCE] = "SELECT since FROM sealed",
};

struct history_each {
	struct walk walk;
};

/* An entry as it stands in the ledger, detail still text. */
struct entry {
	gint64 id;
	gint64 case_id;
	gint64 at;
	char *actor;
	char *event;
	char *detail;
	char *chain;
};

static void
entry_clear(struct entry *entry)
{
	g_free(entry->actor);
	g_free(entry->event);
	g_free(entry->detail);
	g_free(entry->chain);
}

static void
add_field(GString *all, const char *text)
{
	g_string_append_printf(all, "%zu:%s\n", strlen(text), text);
}

static GString *
written(const char *before, const struct entry *entry)
{
	GString *all = g_string_new(NULL);

	add_field(all, before);
	g_string_append_printf(all,
			       "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT
			       " %" G_GINT64_FORMAT "\n",
			       entry->id, entry->case_id, entry->at);
	add_field(all, entry->actor);
	add_field(all, entry->event);
	add_field(all, entry->detail);
	return all;
}

/* "k" and what only the key can make; without one, as entries had it before
 * there was a key, a SHA-256. */
static char *
link_of(const struct secret_key *key, const char *before,
	const struct entry *entry)
{
	g_autoptr(GString) all = written(before, entry);
	g_autofree char *sealed = NULL;

	if (key == NULL)
		return text_sha256(all->str, all->len);
	sealed = secret_seal(key, all->str, all->len);
	return g_strconcat("k", sealed, NULL);
}

/* Sets entry->id to the next number and returns the chain so far. */
static char *
chain_end(struct db *db, struct entry *entry, GError **error)
{
	g_autoptr(own_rows) rows = db_rows(db, sql[LAST], NULL, error);
	GError *problem = NULL;

	entry->id = 1;
	if (rows == NULL)
		return NULL;
	if (rows_next(rows, &problem)) {
		entry->id = take_int(rows) + 1;
		return take_text(rows);
	}
	if (problem == NULL)
		return g_strdup("");
	g_propagate_error(error, problem);
	return NULL;
}

static gboolean
insert(struct ledger *ledger, struct entry *entry, GError **error)
{
	struct db *db = ledger_db(ledger);
	const struct secret_key *key = ledger_key(ledger, error);
	g_autofree char *before = NULL;
	g_autofree char *chain = NULL;

	if (key != NULL)
		before = chain_end(db, entry, error);
	if (before == NULL)
		return FALSE;
	chain = link_of(key, before, entry);
	return db_run(db, sql[INSERT],
		      VALUES(value_int(entry->id), value_id(entry->case_id),
			     value_time(entry->at), value_text(entry->actor),
			     value_text(entry->event),
			     value_text(entry->detail), value_text(chain)),
		      error);
}

gint64
history_add(struct ledger *ledger, struct history_new new, GError **error)
{
	struct entry entry = {.case_id = new.case_id, .at = new.at};
	gboolean added;

	if (new.detail == NULL)
		new.detail = json_object();
	entry.actor = g_strdup(new.actor);
	entry.event = g_strdup(new.event);
	entry.detail = json_text(new.detail);
	json_decref(new.detail);
	added = insert(ledger, &entry, error);
	entry_clear(&entry);
	return added ? entry.id : 0;
}

/* In the order of ENTRY. */
static struct entry
take_entry(struct rows *rows)
{
	struct entry entry;

	entry.id = take_int(rows);
	entry.case_id = take_int(rows);
	entry.at = take_time(rows);
	entry.actor = take_text(rows);
	entry.event = take_text(rows);
	entry.detail = take_text(rows);
	entry.chain = take_text(rows);
	return entry;
}

static struct history_row *
row_of(struct entry entry)
{
	struct history_row *row = g_new0(struct history_row, 1);

	row->id = entry.id;
	row->case_id = entry.case_id;
	row->at = entry.at;
	row->actor = entry.actor;
	row->event = entry.event;
	row->detail = json_loads(entry.detail, 0, NULL);
	row->chain = entry.chain;
	if (row->detail == NULL)
		row->detail = json_object();
	g_free(entry.detail);
	return row;
}

void
history_row_free(struct history_row *row)
{
	g_free(row->actor);
	g_free(row->event);
	g_free(row->chain);
	json_decref(row->detail);
	g_free(row);
}

static struct history_row *
find(struct ledger *ledger, int statement, const struct value *values,
     GError **error)
{
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[statement], values, error);

	return rows != NULL ? row_of(take_entry(rows)) : NULL;
}

struct history_row *
history_first(struct ledger *ledger, gint64 case_id, const char *event,
	      GError **error)
{
	return find(ledger, FIRST,
		    VALUES(value_int(case_id), value_text(event)), error);
}

struct history_row *
history_last(struct ledger *ledger, gint64 case_id, GError **error)
{
	return find(ledger, CHANGED, VALUES(value_int(case_id)), error);
}

struct history_each *
history_each_open(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autofree struct history_each *each = g_new0(struct history_each, 1);
	gboolean open =
		case_id != 0
			? walk_open(&each->walk, ledger, sql[OF_CASE],
				    VALUES(value_int(case_id)), error)
			: walk_open(&each->walk, ledger, sql[ALL], NULL, error);

	return open ? g_steal_pointer(&each) : NULL;
}

struct history_row *
history_each_next(struct history_each *each, GError **error)
{
	gint64 id = walk_next(&each->walk);

	if (id == 0)
		return NULL;
	return find(each->walk.ledger, BY_ID, VALUES(value_int(id)), error);
}

void
history_each_close(struct history_each *each)
{
	if (each == NULL)
		return;
	walk_close(&each->walk);
	g_free(each);
}

/* What following the chain needs, and how far it has come. */
struct chain {
	const struct secret_key *key;
	gint64 since; /* the first entry that needs the key */
	gint64 last;  /* the last right entry */
	char *before; /* its link */
};

static char *
fault_of(const struct chain *chain, const struct entry *entry)
{
	gboolean keyed = entry->id >= chain->since;
	g_autofree char *right =
		link_of(keyed ? chain->key : NULL, chain->before, entry);

	if (entry->id != chain->last + 1)
		return g_strdup_printf("history entry %" G_GINT64_FORMAT
				       " is missing",
				       chain->last + 1);
	if (g_str_equal(right, entry->chain))
		return NULL;
	return g_strdup_printf("history entry %" G_GINT64_FORMAT
			       " was changed, or the one before it was",
			       entry->id);
}

/* Returns the words for the first wrong entry. */
static char *
follow(struct chain *chain, struct rows *rows, GError **problem)
{
	for (; rows_next(rows, problem); chain->last++) {
		struct entry entry = take_entry(rows);
		char *fault = fault_of(chain, &entry);

		g_free(chain->before);
		chain->before = g_steal_pointer(&entry.chain);
		entry_clear(&entry);
		if (fault != NULL)
			return fault;
	}
	return NULL;
}

/* Words if the end was cut off, or made without the key. */
static char *
fault_of_end(const struct chain *chain, gint64 given)
{
	if (given > chain->last)
		return g_strdup_printf("history entry %" G_GINT64_FORMAT
				       " and what follows is missing",
				       chain->last + 1);
	if (chain->last > 0 && chain->last < chain->since)
		return g_strdup_printf("history entry %" G_GINT64_FORMAT
				       " and those before it are not sealed "
				       "with the ledger's key",
				       chain->last);
	return NULL;
}

/* The last number given out is asked for first: entries may be added while
 * the chain is followed. */
static gboolean
check_chain(struct db *db, struct chain *chain, char **fault, GError **error)
{
	g_autoptr(own_rows) rows = NULL;
	GError *problem = NULL;
	gint64 given = 0;

	if (!db_number(db, sql[GIVEN_OUT], NULL, &given, error) ||
	    !db_number(db, sql[SINCE], NULL, &chain->since, error))
		return FALSE;
	rows = db_rows(db, sql[IN_ORDER], NULL, error);
	if (rows == NULL)
		return FALSE;
	*fault = follow(chain, rows, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (*fault == NULL)
		*fault = fault_of_end(chain, given);
	return TRUE;
}

gboolean
history_check(struct ledger *ledger, GPtrArray *findings, GError **error)
{
	struct chain chain = {.key = ledger_key(ledger, error)};
	char *fault = NULL;
	gboolean checked;

	if (chain.key == NULL)
		return FALSE;
	chain.before = g_strdup("");
	checked = check_chain(ledger_db(ledger), &chain, &fault, error);
	g_free(chain.before);
	if (fault != NULL)
		g_ptr_array_add(findings, fault);
	return checked;
}
