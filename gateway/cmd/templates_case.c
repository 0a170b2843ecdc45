/*
 * A letter on a case, to be looked at. The ledger is opened to be written,
 * because an acknowledgement has a draft; all of it is rolled back.
 */
#include "cmd/templates.h"

#include "desk/acknowledge.h"
#include "cmd/case.h"
#include "desk/correspond.h"
#include "policy/letter.h"

/* "[why it is late]" for each field that somebody writes. */
static GHashTable *
placeholders(enum letter letter)
{
	GHashTable *table =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	gsize n = 0;
	const struct letter_field *fields = letter_fields(letter, &n);

	for (gsize i = 0; i < n; i++)
		if (fields[i].written)
			g_hash_table_insert(
				table, (gpointer)fields[i].key,
				g_strdup_printf("[%s]", fields[i].words));
	return table;
}

static struct notice *
other_letter(struct post *post, const struct case_row *row, enum letter letter,
	     GError **error)
{
	g_autoptr(GHashTable) fields = placeholders(letter);
	g_autoptr(own_message) message = correspond_message(post, row, error);
	struct correspondence asked = {
		.row = row,
		.message = message,
		.letter = letter,
		.fields = fields,
		.actor = "a person",
	};

	return message != NULL ? correspond_compose(post, &asked, error) : NULL;
}

static struct notice *
compose_for(struct post *post, const struct template *template, const char *ref,
	    GError **error)
{
	enum letter letter = template_letter(template);
	g_autoptr(own_case_row) row = act_case(post->ledger, ref, error);

	if (row == NULL)
		return NULL;
	if (letter == letter_acknowledging(row->stage))
		return acknowledge_preview(post, row, template_guard(template),
					   error);
	return other_letter(post, row, letter, error);
}

struct notice *
templates_of_case(const char *config, const struct template *template,
		  const char *ref, GError **error)
{
	g_autoptr(own_post) post =
		post_open(config, POST_LEDGER | POST_LETTERS, error);
	struct notice *notice;

	if (post == NULL || !ledger_begin(post->ledger, error))
		return NULL;
	notice = compose_for(post, template, ref, error);
	ledger_rollback(post->ledger);
	return notice;
}
