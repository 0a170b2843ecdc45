/*
 * Cases: filing one under the next number of its year, and finding it again
 * by all the ways in which a later message may refer to it.
 */
#include "ledger/case.h"

#include "base/clock.h"
#include "ledger/db.h"
#include "model/ref.h"

#define CASE                                                                 \
	"SELECT c.id, c.ref, c.received, c.channel, c.source, c.from_name, " \
	"c.from_address, c.reply_address, c.letter_from, c.subject, "        \
	"c.proposed, c.proposed_ground, c.confidence, c.confirmed, "         \
	"c.category, c.ground, c.flags, c.stage, c.status, c.escalated, "    \
	"c.acknowledged1, c.acknowledged2, c.stage1_answered, "              \
	"c.stage2_answered, c.profile, c.token, c.answer, c.silence, "       \
	"c.item FROM case_file c "

enum {
	NUMBER,
	LAST_NUMBER,
	INSERT,
	BY_ID,
	BY_REF,
	BY_TOKEN,
	BY_LETTER,
	BY_MESSAGE,
	BY_REF_FROM
};
static const char *const sql[] = {
	[NUMBER] = "INSERT INTO numbering (year, last) VALUES (?1, 1) "
		   "ON CONFLICT (year) DO UPDATE SET last = last + 1",
	[LAST_NUMBER] = "SELECT last FROM numbering WHERE year = ?1",
	[INSERT] = "INSERT INTO case_file (ref, received, channel, source, "
		   "from_name, from_address, reply_address, letter_from, "
		   "subject, proposed, proposed_ground, confidence, category, "
		   "ground, flags, stage, status, escalated, profile, token, "
		   "answer, silence, item) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
		   "?7, ?8, ?9, ?10, ?11, ?12, ?10, ?11, ?13, ?14, ?15, ?16, "
		   "?17, ?18, ?19, ?20, ?21)",
	[BY_ID] = CASE "WHERE c.id = ?1",
	[BY_REF] = CASE "WHERE c.ref = ?1",
	[BY_TOKEN] = CASE "WHERE c.token = ?1",
	[BY_LETTER] = CASE "JOIN letter l ON l.case_id = c.id "
			   "WHERE l.message_id = ?1",
	[BY_MESSAGE] = CASE "JOIN item i ON i.case_id = c.id "
			    "WHERE i.message_id = ?1 AND i.message_id <> '' "
			    "ORDER BY i.id LIMIT 1",
	[BY_REF_FROM] = CASE "WHERE c.ref = ?1 AND ?2 <> '' AND "
			     "c.from_address = ?2 COLLATE NOCASE",
};

static const char *const each_sql[CASES_COUNT] = {
	[CASES_ALL] = "SELECT id FROM case_file ORDER BY received, id",
	[CASES_OPEN] = "SELECT id FROM case_file INDEXED BY case_open "
		       "WHERE status = 'open' ORDER BY received, id",
	[CASES_UNCONFIRMED] = "SELECT id FROM case_file INDEXED BY case_open "
			      "WHERE NOT confirmed AND status = 'open' "
			      "ORDER BY received, id",
};

struct case_each {
	struct walk walk;
};

struct case_row *
case_row_new(void)
{
	struct case_row *row = g_new0(struct case_row, 1);
	char **strings[] = {
		&row->ref,	   &row->channel,	&row->source,
		&row->from_name,   &row->subject,	&row->from_address,
		&row->profile,	   &row->reply_address, &row->token,
		&row->letter_from, &row->silence,	&row->item};
	gint64 *instants[] = {&row->received,	     &row->escalated,
			      &row->acknowledged1,   &row->acknowledged2,
			      &row->stage1_answered, &row->stage2_answered};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(strings); i++)
		*strings[i] = g_strdup("");
	for (i = 0; i < G_N_ELEMENTS(instants); i++)
		*instants[i] = TIME_NONE;
	row->status = g_strdup("open");
	row->proposed = row->category = CATEGORY_NONE;
	row->proposed_ground = row->ground = GROUND_NONE;
	row->answer = TRUE;
	return row;
}

void
case_row_free(struct case_row *row)
{
	char *strings[] = {row->ref,	   row->channel,       row->source,
			   row->from_name, row->from_address,  row->subject,
			   row->profile,   row->reply_address, row->token,
			   row->silence,   row->letter_from,   row->item,
			   row->status};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	g_free(row);
}

static char *
next_ref(struct db *db, gint64 received, GError **error)
{
	g_autofree char *day = clock_iso(clock_day(received));
	gint64 number = 0;
	int year;

	g_assert(day != NULL);
	year = (int)g_ascii_strtoll(day, NULL, 10);
	if (!db_run(db, sql[NUMBER], VALUES(value_int(year)), error) ||
	    !db_number(db, sql[LAST_NUMBER], VALUES(value_int(year)), &number,
		       error))
		return NULL;
	return ref_make(year, (guint)number);
}

static gboolean
insert(struct db *db, const struct case_row *row, GError **error)
{
	g_autofree char *flags = flags_join(row->flags);

	return db_run(
		db, sql[INSERT],
		VALUES(value_text(row->ref), value_time(row->received),
		       value_text(row->channel), value_text(row->source),
		       value_text(row->from_name),
		       value_text(row->from_address),
		       value_text(row->reply_address),
		       value_text(row->letter_from), value_text(row->subject),
		       value_text(category_name(row->proposed)),
		       value_text(ground_name(row->proposed_ground)),
		       value_real(row->confidence), value_text(flags),
		       value_int(row->stage), value_text(row->status),
		       value_time(row->escalated), value_text(row->profile),
		       value_text(row->token), value_int(row->answer),
		       value_text(row->silence), value_text(row->item)),
		error);
}

gboolean
case_create(struct ledger *ledger, struct case_row *row, GError **error)
{
	struct db *db = ledger_db(ledger);
	char *ref = next_ref(db, row->received, error);

	if (ref == NULL)
		return FALSE;
	g_free(row->ref);
	row->ref = ref;
	row->category = row->proposed;
	row->ground = row->proposed_ground;
	row->confirmed = FALSE;
	if (!insert(db, row, error))
		return FALSE;
	row->id = db_last_id(db);
	return TRUE;
}

static enum category
take_category(struct rows *rows)
{
	g_autofree char *name = take_text(rows);

	return category_of(name);
}

static enum ground
take_ground(struct rows *rows)
{
	g_autofree char *name = take_text(rows);

	return ground_of(name);
}

static guint32
take_flags(struct rows *rows)
{
	g_autofree char *joined = take_text(rows);

	return flags_split(joined);
}

static void
take_progress(struct rows *rows, struct case_row *row)
{
	row->stage = (int)take_int(rows);
	row->status = take_text(rows);
	row->escalated = take_time(rows);
	row->acknowledged1 = take_time(rows);
	row->acknowledged2 = take_time(rows);
	row->stage1_answered = take_time(rows);
	row->stage2_answered = take_time(rows);
	row->profile = take_text(rows);
	row->token = take_text(rows);
	row->answer = take_int(rows) != 0;
	row->silence = take_text(rows);
	row->item = take_text(rows);
}

/* In the order of CASE. */
static struct case_row *
take_case(struct rows *rows)
{
	struct case_row *row = g_new0(struct case_row, 1);

	row->id = take_int(rows);
	row->ref = take_text(rows);
	row->received = take_time(rows);
	row->channel = take_text(rows);
	row->source = take_text(rows);
	row->from_name = take_text(rows);
	row->from_address = take_text(rows);
	row->reply_address = take_text(rows);
	row->letter_from = take_text(rows);
	row->subject = take_text(rows);
	row->proposed = take_category(rows);
	row->proposed_ground = take_ground(rows);
	row->confidence = take_real(rows);
	row->confirmed = take_int(rows) != 0;
	row->category = take_category(rows);
	row->ground = take_ground(rows);
	row->flags = take_flags(rows);
	take_progress(rows, row);
	return row;
}

static struct case_row *
find(struct ledger *ledger, int statement, const struct value *values,
     GError **error)
{
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[statement], values, error);

	return rows != NULL ? take_case(rows) : NULL;
}

struct case_row *
case_by_id(struct ledger *ledger, gint64 id, GError **error)
{
	return find(ledger, BY_ID, VALUES(value_int(id)), error);
}

struct case_row *
case_by_ref(struct ledger *ledger, const char *ref, GError **error)
{
	return find(ledger, BY_REF, VALUES(value_text(ref)), error);
}

struct case_row *
case_by_token(struct ledger *ledger, const char *token, GError **error)
{
	return find(ledger, BY_TOKEN, VALUES(value_text(token)), error);
}

struct case_row *
case_by_letter(struct ledger *ledger, const char *message_id, GError **error)
{
	return find(ledger, BY_LETTER, VALUES(value_text(message_id)), error);
}

struct case_row *
case_by_message(struct ledger *ledger, const char *message_id, GError **error)
{
	return find(ledger, BY_MESSAGE, VALUES(value_text(message_id)), error);
}

struct case_row *
case_by_ref_from(struct ledger *ledger, const char *ref, const char *address,
		 GError **error)
{
	return find(ledger, BY_REF_FROM,
		    VALUES(value_text(ref), value_text(address)), error);
}

struct case_each *
case_each_open(struct ledger *ledger, enum cases which, GError **error)
{
	g_autofree struct case_each *each = g_new0(struct case_each, 1);

	if (!walk_open(&each->walk, ledger, each_sql[which], NULL, error))
		return NULL;
	return g_steal_pointer(&each);
}

struct case_row *
case_each_next(struct case_each *each, GError **error)
{
	gint64 id = walk_next(&each->walk);

	return id != 0 ? case_by_id(each->walk.ledger, id, error) : NULL;
}

void
case_each_close(struct case_each *each)
{
	if (each == NULL)
		return;
	walk_close(&each->walk);
	g_free(each);
}
