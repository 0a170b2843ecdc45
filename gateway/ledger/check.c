/*
 * The check of the whole ledger: what SQLite can tell about its file, and
 * what must hold between the tables besides what the schema forbids. Each
 * statement gives a sentence for each fault.
 */
#include "base/fault.h"
#include "ledger/db.h"
#include "ledger/history.h"
#include "ledger/migrate.h"
#include "ledger/steps.h"

#define SOME " LIMIT 20"

static const char *const integrity = "PRAGMA integrity_check(20)";
static const char *const schema = "SELECT type || ' ' || name, sql FROM "
				  "sqlite_schema WHERE sql IS NOT NULL "
				  "ORDER BY type, name";

static const char *const sql[] = {
	"SELECT 'a row of ' || \"table\" || ' points to a missing ' || parent "
	"FROM pragma_foreign_key_check" SOME,

	"SELECT 'item ' || id || ' (' || state || ') has no case' FROM item "
	"WHERE case_id IS NULL AND state IN ('case', 'reply', "
	"'unreadable')" SOME,

	"SELECT 'item ' || id || ' (' || state || ') ' || CASE state WHEN "
	"'duplicate' THEN 'is a duplicate of nothing' ELSE "
	"'names another item as its first' END FROM item "
	"WHERE (state = 'duplicate') <> (duplicate_of IS NOT NULL) "
	"OR duplicate_of = id" SOME,

	"SELECT 'item ' || id || ' was seen nowhere' FROM item WHERE sha256 "
	"NOT IN (SELECT sha256 FROM sighting)" SOME,

	"SELECT 'case ' || c.ref || ': the message that opened it is not "
	"among its items' FROM case_file c LEFT JOIN item i ON i.sha256 = "
	"c.item AND i.case_id = c.id WHERE i.id IS NULL AND NOT EXISTS "
	"(SELECT 1 FROM likeness l WHERE l.younger = c.id AND l.state = "
	"'same')" SOME,

	"SELECT 'case ' || c.ref || ' is open, but nobody ever owed anything "
	"for it' FROM case_file c WHERE c.status = 'open' AND NOT EXISTS "
	"(SELECT 1 FROM duty d WHERE d.case_id = c.id)" SOME,

	"SELECT 'case ' || c.ref || ' was never entered into the history' "
	"FROM case_file c WHERE NOT EXISTS (SELECT 1 FROM history h WHERE "
	"h.case_id = c.id)" SOME,

	"SELECT 'case ' || c.ref || ' has a higher number than the ' || "
	"coalesce(n.last, 0) || ' given out in its year' FROM case_file c "
	"LEFT JOIN numbering n ON n.year = CAST(substr(c.ref, 4, 4) AS "
	"INTEGER) WHERE CAST(substr(c.ref, 9) AS INTEGER) > "
	"coalesce(n.last, 0)" SOME,

	"SELECT 'duty ' || d.id || ' is met by history entry ' || "
	"d.met_event || ', which ' || CASE WHEN h.id IS NULL THEN "
	"'is not there' ELSE 'is about another case' END FROM duty d LEFT "
	"JOIN history h ON h.id = d.met_event WHERE d.met IS NOT NULL AND "
	"(h.id IS NULL OR h.case_id IS NOT d.case_id)" SOME,

	"SELECT 'letter ' || id || ' is ' || state || ', but ' || CASE WHEN "
	"sent IS NULL THEN 'it is not noted when it was sent' ELSE "
	"'it is noted as sent' END FROM letter WHERE "
	"(state IN ('sent', 'bounced')) <> (sent IS NOT NULL) AND NOT "
	"(state = 'bounced' AND uncertain > 0)" SOME,

	"SELECT 'letter ' || id || ' is ' || state || ', but ' || CASE WHEN "
	"claimed IS NULL THEN 'no sender has it' ELSE 'a sender has it' END "
	"FROM letter WHERE (state = 'claimed') <> (claimed IS NOT NULL)" SOME,

	"SELECT 'letter ' || id || ' is ' || state || ' without an attempt' "
	"FROM letter WHERE attempts = 0 AND state IN ('claimed', 'sent', "
	"'uncertain', 'bounced')" SOME,

	"SELECT 'letter ' || id || ' is empty' FROM letter "
	"WHERE length(mail) = 0 OR length(pdf) = 0" SOME,

	"SELECT 'case ' || c.ref || ' is closed, but something is owed for it' "
	"FROM case_file c WHERE c.status = 'closed' AND EXISTS (SELECT 1 FROM "
	"duty d WHERE d.case_id = c.id AND d.met IS NULL AND "
	"d.ended IS NULL)" SOME,

	"SELECT 'letter ' || l.id || ' was sent, but its case''s history "
	"does not say so' FROM letter l WHERE l.state = 'sent' AND NOT "
	"EXISTS (SELECT 1 FROM history h WHERE h.case_id = l.case_id AND "
	"h.event IN ('sent', 'posted') AND json_extract(h.detail, "
	"'$.message_id') = "
	"l.message_id)" SOME,
};

/* Each row is a sentence about a fault; the word "ok" is none. */
static gboolean
collect(struct db *db, const char *text, GPtrArray *findings, GError **error)
{
	g_autoptr(own_rows) rows = db_rows(db, text, NULL, error);
	GError *problem = NULL;

	if (rows == NULL)
		return FALSE;
	while (rows_next(rows, &problem)) {
		g_autofree char *line = take_text(rows);

		if (!g_str_equal(line, "ok"))
			g_ptr_array_add(findings, g_steal_pointer(&line));
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

/* --- the schema ---------------------------------------------------------*/

/* "table case_file" to the statement that made it. */
static GHashTable *
parts_of(struct db *db, GError **error)
{
	g_autoptr(GHashTable) parts =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(own_rows) rows = db_rows(db, schema, NULL, error);
	GError *problem = NULL;

	if (rows == NULL)
		return NULL;
	while (rows_next(rows, &problem)) {
		char *name = take_text(rows);

		g_hash_table_replace(parts, name, take_text(rows));
	}
	if (problem == NULL)
		return g_steal_pointer(&parts);
	g_propagate_error(error, problem);
	return NULL;
}

static void
compare(GHashTable *right, GHashTable *there, GPtrArray *findings)
{
	GHashTableIter iter;
	gpointer name, text;

	g_hash_table_iter_init(&iter, right);
	while (g_hash_table_iter_next(&iter, &name, &text)) {
		const char *found = g_hash_table_lookup(there, name);

		if (found == NULL)
			g_ptr_array_add(findings,
					g_strdup_printf("the %s is gone",
							(char *)name));
		else if (!g_str_equal(found, text))
			g_ptr_array_add(findings,
					g_strdup_printf("the %s was changed",
							(char *)name));
	}
	g_hash_table_iter_init(&iter, there);
	while (g_hash_table_iter_next(&iter, &name, &text))
		if (!g_hash_table_contains(right, name))
			g_ptr_array_add(findings,
					g_strdup_printf("the %s is not ours",
							(char *)name));
}

/* A trigger that is gone protects nothing, and nobody would notice. */
static gboolean
check_schema(struct db *db, GPtrArray *findings, GError **error)
{
	g_autoptr(own_db) model = db_open("a model", DB_MEMORY, error);
	g_autoptr(GHashTable) right = NULL;
	g_autoptr(GHashTable) there = NULL;

	if (model == NULL || !migrate(model, ledger_steps, error))
		return FALSE;
	right = parts_of(model, error);
	if (right != NULL)
		there = parts_of(db, error);
	if (there == NULL)
		return FALSE;
	compare(right, there, findings);
	return TRUE;
}

/* --- the whole ----------------------------------------------------------*/

/* A part that cannot be checked because of what stands in the file is a
 * finding; the other parts are still checked. */
static gboolean
settle(gboolean checked, GError *trouble, GPtrArray *findings, GError **error)
{
	if (checked)
		return TRUE;
	if (fault_is(trouble, FAULT_TEMPORARY)) {
		g_propagate_error(error, trouble);
		return FALSE;
	}
	g_ptr_array_add(findings, g_strdup(trouble->message));
	g_error_free(trouble);
	return TRUE;
}

static gboolean
check_tables(struct db *db, GPtrArray *findings, GError **error)
{
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(sql); i++) {
		GError *trouble = NULL;
		gboolean checked = collect(db, sql[i], findings, &trouble);

		if (!settle(checked, trouble, findings, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
ledger_check(struct ledger *ledger, GPtrArray *findings, GError **error)
{
	struct db *db = ledger_db(ledger);
	GError *trouble = NULL;
	gboolean checked = collect(db, integrity, findings, &trouble);

	if (!settle(checked, trouble, findings, error))
		return FALSE;
	trouble = NULL;
	checked = check_schema(db, findings, &trouble);
	if (!settle(checked, trouble, findings, error) ||
	    !check_tables(db, findings, error))
		return FALSE;
	trouble = NULL;
	checked = history_check(ledger, findings, &trouble);
	return settle(checked, trouble, findings, error);
}

gboolean
ledger_copy(struct ledger *ledger, const char *path, GError **error)
{
	return db_copy(ledger_db(ledger), path, error);
}
