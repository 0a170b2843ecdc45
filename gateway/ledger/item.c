/*
 * Items and where they were seen. The message is kept as the reader made it
 * out, so that nobody needs to read the original again to show it.
 */
#include "ledger/item.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "ledger/db.h"
#include "ledger/search.h"

#define ITEM                                                          \
	"SELECT id, sha256, state, case_id, duplicate_of, received, " \
	"channel, source, size, answer, why, note, entry, wire FROM item "

enum {
	INSERT,
	BY_ID,
	BY_SHA,
	HEARD,
	SAME,
	ENTRY,
	SAME_ENTRY,
	CHASES,
	OF_CASE,
	ALL,
	SEE,
	MOVE,
	MOVE_COPIES,
	MOVE_PROPOSALS
};
static const char *const sql[] = {
	[INSERT] = "INSERT INTO item (sha256, state, case_id, duplicate_of, "
		   "received, channel, source, size, answer, why, note, "
		   "message_id, from_address, text_hash, wire, entry) VALUES "
		   "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
		   "?14, ?15, ?16)",
	[BY_ID] = ITEM "WHERE id = ?1",
	[BY_SHA] = ITEM "WHERE sha256 = ?1",
	[HEARD] = "SELECT count(*) FROM item WHERE message_id = ?1 "
		  "AND message_id <> ''",
	[SAME] = ITEM "WHERE message_id = ?1 AND message_id <> '' "
		      "AND from_address = ?2 AND text_hash = ?3 "
		      "ORDER BY id LIMIT 1",
	[ENTRY] = ITEM "WHERE source = ?1 AND entry = ?2 AND entry <> '' "
		       "AND case_id IS NOT NULL ORDER BY id LIMIT 1",
	[SAME_ENTRY] = ITEM "WHERE source = ?1 AND entry = ?2 AND entry <> '' "
			    "AND text_hash = ?3 ORDER BY id LIMIT 1",
	[CHASES] = "SELECT count(*) FROM item WHERE case_id = ?1 "
		   "AND state = 'reply' AND from_address = ?2",
	[OF_CASE] = "SELECT id FROM item WHERE case_id = ?1 "
		    "ORDER BY received, id",
	[ALL] = "SELECT id FROM item ORDER BY id",
	[SEE] = "INSERT INTO sighting (source, uidvalidity, uid, sha256, seen) "
		"VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
	[MOVE] = "UPDATE item SET case_id = ?2, state = ?3 WHERE id = ?1",
	[MOVE_COPIES] = "UPDATE item SET case_id = ?2 WHERE duplicate_of = ?1",
	[MOVE_PROPOSALS] = "UPDATE suggestion SET case_id = ?2 "
			   "WHERE item_id = ?1",
};

static const char *const state_names[] = {
	[ITEM_CASE] = "case",
	[ITEM_REPLY] = "reply",
	[ITEM_AUTOMATED] = "automated",
	[ITEM_DUPLICATE] = "duplicate",
	[ITEM_UNREADABLE] = "unreadable",
};

struct item_each {
	struct walk walk;
};

const char *
item_state_name(enum item_state state)
{
	g_assert(state < ITEM_STATE_COUNT);
	return state_names[state];
}

enum item_state
item_state_of(const char *name)
{
	enum item_state state;

	for (state = 0; state < ITEM_STATE_COUNT; state++)
		if (g_str_equal(name, state_names[state]))
			break;
	return state;
}

struct item_row *
item_row_new(void)
{
	struct item_row *row = g_new0(struct item_row, 1);

	row->sha256 = g_strdup("");
	row->channel = g_strdup("");
	row->source = g_strdup("");
	row->why = g_strdup("");
	row->note = g_strdup("");
	row->entry = g_strdup("");
	row->received = TIME_NONE;
	return row;
}

void
item_row_free(struct item_row *row)
{
	g_free(row->sha256);
	g_free(row->channel);
	g_free(row->source);
	g_free(row->why);
	g_free(row->note);
	g_free(row->entry);
	if (row->message != NULL)
		message_free(row->message);
	g_free(row);
}

/* By what a copy through another door is known again. */
struct likeness {
	char *from;
	char *hash;
};

/* White space is left out: doors fold lines differently. */
static char *
text_hash(const char *text)
{
	g_autofree char *packed = g_malloc(strlen(text) + 1);
	gsize n = 0;

	for (; *text != '\0'; text++)
		if (!g_ascii_isspace(*text))
			packed[n++] = *text;
	return text_sha256(packed, n);
}

static struct likeness
likeness_of(const struct message *message)
{
	struct likeness likeness;

	likeness.from = g_ascii_strdown(message->from->address, -1);
	likeness.hash = text_hash(message->new_text);
	return likeness;
}

static void
likeness_clear(struct likeness *likeness)
{
	g_free(likeness->from);
	g_free(likeness->hash);
}

static gboolean
insert(struct db *db, const struct item_row *row,
       const struct likeness *likeness, GError **error)
{
	const struct message *message = row->message;
	g_autofree char *wire =
		message != NULL ? message_to_wire(message) : NULL;

	return db_run(
		db, sql[INSERT],
		VALUES(value_text(row->sha256),
		       value_text(item_state_name(row->state)),
		       value_id(row->case_id), value_id(row->duplicate_of),
		       value_time(row->received), value_text(row->channel),
		       value_text(row->source), value_int((gint64)row->size),
		       value_int(row->answered_by_itself), value_text(row->why),
		       value_text(row->note),
		       value_text(message != NULL ? message->message_id : ""),
		       value_text(likeness->from), value_text(likeness->hash),
		       value_text(wire), value_text(row->entry)),
		error);
}

gint64
item_add(struct ledger *ledger, const struct item_row *row, GError **error)
{
	struct likeness likeness = {NULL, NULL};
	gboolean added;
	gint64 id;

	if (row->message != NULL)
		likeness = likeness_of(row->message);
	else
		likeness = (struct likeness){g_strdup(""), g_strdup("")};
	added = insert(ledger_db(ledger), row, &likeness, error);
	likeness_clear(&likeness);
	if (!added)
		return 0;
	id = db_last_id(ledger_db(ledger));
	return row->message == NULL ||
			       search_add(ledger, id, row->message, error)
		       ? id
		       : 0;
}

static struct message *
message_of(const char *wire, GError **error)
{
	struct message *message = NULL;
	json_t *json;

	if (*wire == '\0')
		return NULL;
	json = json_loads(wire, 0, NULL);
	if (json == NULL)
		(void)fault_set(error, FAULT_INPUT,
				"A message in the ledger is damaged.");
	else
		message = message_from_wire(json, error);
	json_decref(json);
	return message;
}

/* In the order of ITEM. */
static struct item_row *
take_item(struct rows *rows, GError **error)
{
	g_autoptr(own_item_row) row = g_new0(struct item_row, 1);
	g_autofree char *state = NULL;
	g_autofree char *wire = NULL;

	row->id = take_int(rows);
	row->sha256 = take_text(rows);
	state = take_text(rows);
	row->state = item_state_of(state);
	row->case_id = take_int(rows);
	row->duplicate_of = take_int(rows);
	row->received = take_time(rows);
	row->channel = take_text(rows);
	row->source = take_text(rows);
	row->size = (gsize)take_int(rows);
	row->answered_by_itself = take_int(rows) != 0;
	row->why = take_text(rows);
	row->note = take_text(rows);
	row->entry = take_text(rows);
	wire = take_text(rows);
	row->message = message_of(wire, error);
	if (*wire != '\0' && row->message == NULL)
		return NULL;
	return g_steal_pointer(&row);
}

static struct item_row *
find(struct ledger *ledger, int statement, const struct value *values,
     GError **error)
{
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[statement], values, error);

	return rows != NULL ? take_item(rows, error) : NULL;
}

struct item_row *
item_seen(struct ledger *ledger, const char *sha256, GError **error)
{
	return find(ledger, BY_SHA, VALUES(value_text(sha256)), error);
}

/* Most messages bear an id that nobody has heard of: they need no hash. */
struct item_row *
item_same(struct ledger *ledger, const struct message *message, GError **error)
{
	struct likeness likeness;
	struct item_row *row;
	gint64 heard = 0;

	if (!db_number(ledger_db(ledger), sql[HEARD],
		       VALUES(value_text(message->message_id)), &heard,
		       error) ||
	    heard == 0)
		return NULL;
	likeness = likeness_of(message);
	row = find(ledger, SAME,
		   VALUES(value_text(message->message_id),
			  value_text(likeness.from), value_text(likeness.hash)),
		   error);

	likeness_clear(&likeness);
	return row;
}

struct item_row *
item_of_entry(struct ledger *ledger, const char *source, const char *entry,
	      GError **error)
{
	return find(ledger, ENTRY,
		    VALUES(value_text(source), value_text(entry)), error);
}

struct item_row *
item_same_entry(struct ledger *ledger, const char *source, const char *entry,
		const struct message *message, GError **error)
{
	struct likeness likeness = likeness_of(message);
	struct item_row *row =
		find(ledger, SAME_ENTRY,
		     VALUES(value_text(source), value_text(entry),
			    value_text(likeness.hash)),
		     error);

	likeness_clear(&likeness);
	return row;
}

gboolean
item_move(struct ledger *ledger, gint64 id, gint64 case_id,
	  enum item_state state, GError **error)
{
	struct db *db = ledger_db(ledger);
	const struct value *to = VALUES(value_int(id), value_int(case_id));

	return db_run_one(db, sql[MOVE],
			  VALUES(value_int(id), value_int(case_id),
				 value_text(item_state_name(state))),
			  "There is no such message in the ledger.", error) &&
	       db_run(db, sql[MOVE_COPIES], to, error) &&
	       db_run(db, sql[MOVE_PROPOSALS], to, error);
}

int
item_chases(struct ledger *ledger, gint64 case_id, const char *address,
	    GError **error)
{
	g_autofree char *from = g_ascii_strdown(address, -1);
	gint64 chases = 0;

	if (!db_number(ledger_db(ledger), sql[CHASES],
		       VALUES(value_int(case_id), value_text(from)), &chases,
		       error))
		return -1;
	return (int)chases;
}

struct item_each *
item_each_open(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autofree struct item_each *each = g_new0(struct item_each, 1);
	const struct value *of_case = VALUES(value_int(case_id));

	if (!walk_open(&each->walk, ledger, sql[case_id != 0 ? OF_CASE : ALL],
		       case_id != 0 ? of_case : NULL, error))
		return NULL;
	return g_steal_pointer(&each);
}

struct item_row *
item_each_next(struct item_each *each, GError **error)
{
	gint64 id = walk_next(&each->walk);

	if (id == 0)
		return NULL;
	return find(each->walk.ledger, BY_ID, VALUES(value_int(id)), error);
}

void
item_each_close(struct item_each *each)
{
	if (each == NULL)
		return;
	walk_close(&each->walk);
	g_free(each);
}

gboolean
sighting_add(struct ledger *ledger, const struct sighting *sighting,
	     GError **error)
{
	return db_run(ledger_db(ledger), sql[SEE],
		      VALUES(value_text(sighting->source),
			     value_int(sighting->uidvalidity),
			     value_int(sighting->uid),
			     value_text(sighting->sha256),
			     value_time(sighting->seen)),
		      error);
}
