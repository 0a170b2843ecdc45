/*
 * Search over FTS5. What a person types is cut into words, each of them
 * quoted, so that no sign of theirs means anything to FTS5.
 */
#include "ledger/search.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "ledger/case.h"
#include "ledger/db.h"
#include "model/receipt.h"
#include "model/ref.h"

enum { ADD, WORDS };
static const char *const sql[] = {
	[ADD] = "INSERT INTO search (rowid, who, subject, words) "
		"VALUES (?1, ?2, ?3, ?4)",
	[WORDS] = "SELECT i.case_id, i.wire FROM search "
		  "JOIN item i ON i.id = search.rowid "
		  "WHERE search MATCH ?1 AND i.case_id IS NOT NULL "
		  "ORDER BY search.rowid DESC",
};

gboolean
search_add(struct ledger *ledger, gint64 item, const struct message *message,
	   GError **error)
{
	g_autofree char *who = g_strconcat(message->from->name, " ",
					   message->from->address, NULL);

	return db_run(ledger_db(ledger), sql[ADD],
		      VALUES(value_id(item), value_text(who),
			     value_text(message->subject),
			     value_text(message->text)),
		      error);
}

void
search_hit_free(struct search_hit *hit)
{
	if (hit == NULL)
		return;
	g_free(hit->snippet);
	g_free(hit);
}

static GPtrArray *
hits_new(void)
{
	return g_ptr_array_new_with_free_func(
		(GDestroyNotify)(void (*)(void))search_hit_free);
}

static gboolean
is_there(const GPtrArray *hits, gint64 case_id)
{
	guint i;

	for (i = 0; i < hits->len; i++) {
		const struct search_hit *hit = hits->pdata[i];

		if (hit->case_id == case_id)
			return TRUE;
	}
	return FALSE;
}

static void
add_hit(GPtrArray *hits, gint64 case_id, char *snippet)
{
	struct search_hit *hit = g_new0(struct search_hit, 1);

	hit->case_id = case_id;
	hit->snippet = snippet;
	g_ptr_array_add(hits, hit);
}

/* --- words ---------------------------------------------------------*/

/* A word of one sign would begin nearly every other. */
static gboolean
may_go_on(const char *word)
{
	return g_utf8_strlen(word, -1) > 1;
}

/* The words of text, next to each other; the last may go on. */
static void
add_phrase(GString *query, const char *text, gsize size, gboolean whole)
{
	g_autofree char *part = g_strndup(text, size);
	g_autoptr(GPtrArray) words = snippet_words(part);
	guint i;

	if (words->len == 0)
		return;
	g_string_append(query, query->len > 0 ? " AND \"" : "\"");
	for (i = 0; i < words->len; i++)
		g_string_append_printf(query, "%s%s", i > 0 ? " " : "",
				       (const char *)words->pdata[i]);
	g_string_append(query, !whole && may_go_on(words->pdata[words->len - 1])
				       ? "\" *"
				       : "\"");
}

/* "lift broken" stands together within quotation marks; else each word. */
static char *
match_of(const char *typed)
{
	GString *query = g_string_new(NULL);
	guint count = 0;

	while (*typed != '\0' && count < LIMIT_SEARCH_WORDS) {
		gboolean quoted = *typed == '"';
		gsize size;

		typed += quoted ? 1 : 0;
		size = strcspn(typed, quoted ? "\"" : " \t\r\n\"");
		if (size > 0) {
			add_phrase(query, typed, size, quoted);
			count++;
		}
		typed += size;
		if (*typed != '\0' && (quoted || *typed != '"'))
			typed++;
	}
	return g_string_free(query, FALSE);
}

static char *
snippet_of(const char *wire, const GPtrArray *words)
{
	json_t *json = json_loads(wire, 0, NULL);
	const char *text = json_string_value(json_object_get(json, "text"));
	char *snippet = snippet_make(text != NULL ? text : "", words);

	json_decref(json);
	return snippet;
}

static gboolean
collect(struct rows *rows, const GPtrArray *words, guint limit, GPtrArray *hits,
	GError **error)
{
	GError *problem = NULL;

	while (hits->len < limit && rows_next(rows, &problem)) {
		gint64 case_id = take_int(rows);
		g_autofree char *wire = take_text(rows);

		if (!is_there(hits, case_id))
			add_hit(hits, case_id, snippet_of(wire, words));
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

GPtrArray *
search_words(struct ledger *ledger, const char *query, guint limit,
	     GError **error)
{
	g_autofree char *valid = g_utf8_make_valid(query, -1);
	g_autofree char *match = match_of(valid);
	g_autoptr(GPtrArray) words = snippet_words(valid);
	g_autoptr(GPtrArray) hits = hits_new();
	g_autoptr(own_rows) rows = NULL;

	if (*match == '\0')
		return g_steal_pointer(&hits);
	rows = db_rows(ledger_db(ledger), sql[WORDS], VALUES(value_text(match)),
		       error);
	if (rows == NULL || !collect(rows, words, limit, hits, error))
		return NULL;
	return g_steal_pointer(&hits);
}

/* --- references ----------------------------------------------------*/

/* "42" is the case of that number of this year, or of the last. */
static void
add_numbered(GPtrArray *refs, const char *text)
{
	g_autofree char *today = clock_iso(clock_day(clock_now()));
	guint64 number = 0;
	int year = today != NULL ? (int)g_ascii_strtoll(today, NULL, 10) : 0;

	if (year == 0 ||
	    !g_ascii_string_to_unsigned(text, 10, 1, 999999999, &number, NULL))
		return;
	g_ptr_array_add(refs, ref_make(year, (guint)number));
	g_ptr_array_add(refs, ref_make(year - 1, (guint)number));
}

/* The case of a web form's receipt number; nothing if there is none. */
static void
add_receipt(struct ledger *ledger, GPtrArray *hits, const char *text)
{
	g_autofree char *receipt = receipt_read(text);
	g_autoptr(own_case_row) row = NULL;

	if (receipt != NULL)
		row = case_of_receipt(ledger, receipt, NULL);
	if (row != NULL)
		add_hit(hits, row->id, g_strdup(""));
}

GPtrArray *
search_ref(struct ledger *ledger, const char *text, GError **error)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *exact = ref_read(valid);
	g_autoptr(GPtrArray) refs = ref_near(valid);
	g_autoptr(GPtrArray) hits = hits_new();
	guint i;

	add_receipt(ledger, hits, valid);
	if (refs->len == 0)
		add_numbered(refs, g_strstrip(valid));
	for (i = 0; i < refs->len; i++) {
		GError *problem = NULL;
		g_autoptr(own_case_row) row =
			case_by_ref(ledger, refs->pdata[i], &problem);

		if (problem != NULL) {
			g_propagate_error(error, problem);
			return NULL;
		}
		if (row != NULL && !is_there(hits, row->id))
			add_hit(hits, row->id, g_strdup(""));
		if (row != NULL && g_strcmp0(row->ref, exact) == 0)
			break;
	}
	return g_steal_pointer(&hits);
}
