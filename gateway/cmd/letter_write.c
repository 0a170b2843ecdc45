/*
 * "postroom letter write": a letter that a person writes: a question, a
 * refusal with its reasons, an explanation of a delay. The template has the
 * words that are always the same; what only this letter says is typed. It
 * is shown until somebody puts a name to it.
 */
#include "cmd/letter.h"

#include "base/fault.h"
#include "cmd/case.h"
#include "cmd/case_paper.h"
#include "desk/correspond.h"
#include "policy/decision.h"
#include "policy/letter.h"

struct writing {
	char *by;
	char **typed;	    /* "KEY=TEXT" */
	GHashTable *fields; /* key -> char * */
	enum letter letter;
};

static void
writing_clear(struct writing *w)
{
	g_free(w->by);
	g_strfreev(w->typed);
	g_clear_pointer(&w->fields, g_hash_table_unref);
}

static gboolean
read_field(struct writing *w, const char *typed, GError **error)
{
	const char *equals = strchr(typed, '=');
	g_autofree char *key = NULL;
	char *text;

	if (equals == NULL)
		return fault_set(error, FAULT_INPUT,
				 "\"%s\" has no \"=\". Write --field KEY=TEXT, "
				 "or KEY=@FILE.",
				 typed);
	key = g_strndup(typed, (gsize)(equals - typed));
	text = case_read_text(equals + 1, error);
	if (text == NULL)
		return FALSE;
	g_hash_table_insert(w->fields, g_steal_pointer(&key), text);
	return TRUE;
}

static gboolean
read_fields(struct writing *w, GError **error)
{
	char **typed;

	w->fields =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (typed = w->typed; typed != NULL && *typed != NULL; typed++)
		if (!read_field(w, *typed, error))
			return FALSE;
	return TRUE;
}

static gboolean
queue(struct post *post, const struct correspondence *letter, GError **error)
{
	const struct standing standing = {
		.category = letter->row->category,
		.confirmed = letter->row->confirmed,
		.stage = letter->row->stage,
	};

	return decision_permits(letter->letter, &standing, error) &&
	       correspond_queue(post, letter, error);
}

static gboolean
print(struct post *post, const struct correspondence *letter, GError **error)
{
	g_autoptr(own_notice) notice = correspond_compose(post, letter, error);

	if (notice == NULL)
		return FALSE;
	case_paper_text(notice->body);
	printf("\nSend it:  the same command with --by NAME\n");
	return TRUE;
}

/* Nothing is kept unless somebody puts a name to it. */
static gboolean
write_letter(struct post *post, const char *ref, const struct writing *w,
	     GError **error)
{
	g_autoptr(own_case_row) row = case_named(post->ledger, ref, error);
	g_autoptr(own_message) message = NULL;
	struct correspondence letter = {
		.row = row,
		.letter = w->letter,
		.actor = w->by != NULL ? w->by : "a person",
		.fields = w->fields,
	};

	if (row == NULL)
		return FALSE;
	message = correspond_message(post, row, error);
	letter.message = message;
	if (message == NULL)
		return FALSE;
	if (w->by == NULL)
		return print(post, &letter, error);
	if (!queue(post, &letter, error))
		return FALSE;
	printf("The letter \"%s\" on %s is in the outbox.\n",
	       letter_name(w->letter), row->ref);
	return TRUE;
}

static gboolean
in_transaction(struct post *post, const char *ref, const struct writing *w,
	       GError **error)
{
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (write_letter(post, ref, w, error))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

/* What this command does not write has a command of its own. */
static gboolean
is_written_here(enum letter letter)
{
	return letter != LETTER_COUNT && letter != LETTER_RECEIPT &&
	       !letter_acknowledges(letter);
}

static void
print_field(const struct letter_field *field)
{
	if (field->written)
		fprintf(stderr, "      %s: %s (Code %s)%s\n", field->key,
			field->words, field->provision,
			field->need == NEED_VALUE ? "" : ", if there is any");
}

static void
print_kinds(void)
{
	enum letter letter;
	gsize i, n;

	fputs("postroom letter write: Give a reference, and which letter:\n",
	      stderr);
	for (letter = 0; letter < LETTER_COUNT; letter++) {
		const struct letter_field *fields = letter_fields(letter, &n);

		if (!is_written_here(letter))
			continue;
		fprintf(stderr, "  %s\n", letter_name(letter));
		for (i = 0; i < n; i++)
			print_field(&fields[i]);
	}
}

static int
run(struct call *call, struct writing *w)
{
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;

	w->letter = call->argc == 3 ? letter_of(call->argv[2]) : LETTER_COUNT;
	if (!is_written_here(w->letter)) {
		print_kinds();
		return 2;
	}
	if (w->by != NULL && !case_is_named(call, w->by))
		return 2;
	if (!read_fields(w, &error))
		return cmd_fail(call, error);
	post = post_open(call->config, POST_LEDGER | POST_LETTERS, &error);
	if (post == NULL || !in_transaction(post, call->argv[1], w, &error))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_letter_write(struct call *call)
{
	struct writing w = {NULL, NULL, NULL, LETTER_COUNT};
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &w.by, "who sends it",
		 "NAME"},
		{"field", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &w.typed,
		 "what only this letter says; TEXT may be @FILE", "KEY=TEXT"},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (cmd_options(call, entries, "REF LETTER",
			"Shows a letter with what you type, and sends it once "
			"you say who you are. Without a letter's name it "
			"lists the letters and what each must say.",
			&status))
		status = run(call, &w);
	writing_clear(&w);
	return status;
}
