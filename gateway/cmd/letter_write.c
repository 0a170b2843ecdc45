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
#include "desk/write.h"
#include "model/ref.h"
#include "policy/letter.h"

#define HINT                                                          \
	"To decide what it is: postroom case confirm REF --by NAME. " \
	"Postal addresses: postroom person set REF --by NAME."

static gboolean
read_field(GHashTable *fields, const char *typed, GError **error)
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
	g_hash_table_insert(fields, g_steal_pointer(&key), text);
	return TRUE;
}

/* NULL with *error set. */
static GHashTable *
read_fields(char **typed, GError **error)
{
	g_autoptr(GHashTable) fields =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	for (; typed != NULL && *typed != NULL; typed++)
		if (!read_field(fields, *typed, error))
			return NULL;
	return g_steal_pointer(&fields);
}

static gboolean
print(struct post *post, const struct writing *writing, GError **error)
{
	g_autoptr(own_notice) notice = write_preview(post, writing, error);

	if (notice == NULL)
		return FALSE;
	case_paper_text(notice->body);
	printf("\nSend it:  the same command with --by NAME\n");
	return TRUE;
}

/* Nothing is kept unless somebody puts a name to it. */
static gboolean
put(struct post *post, const struct writing *writing, GError **error)
{
	g_autofree char *ref = NULL;

	if (writing->act.by == NULL)
		return print(post, writing, error);
	if (!write_letter(post, writing, error))
		return FALSE;
	ref = ref_read(writing->act.ref);
	printf("The letter \"%s\" on %s is in the outbox.\n",
	       letter_name(writing->letter), ref);
	return TRUE;
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

		if (!write_is_for(letter))
			continue;
		fprintf(stderr, "  %s\n", letter_name(letter));
		for (i = 0; i < n; i++)
			print_field(&fields[i]);
	}
}

static int
run(struct call *call, struct writing *writing, char **typed)
{
	g_autoptr(GHashTable) fields = NULL;
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;

	writing->letter =
		call->argc == 3 ? letter_of(call->argv[2]) : LETTER_COUNT;
	if (!write_is_for(writing->letter)) {
		print_kinds();
		return 2;
	}
	if (writing->act.by != NULL && !case_is_named(call, writing->act.by))
		return 2;
	fields = read_fields(typed, &error);
	if (fields == NULL)
		return cmd_fail(call, error);
	writing->act.ref = call->argv[1];
	writing->fields = fields;
	post = post_open(call->config, POST_LEDGER | POST_LETTERS, &error);
	if (post == NULL || !put(post, writing, &error))
		return cmd_refuse(call, error, HINT);
	return 0;
}

int
cmd_letter_write(struct call *call)
{
	g_autofree char *by = NULL;
	g_auto(GStrv) typed = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who sends it",
		 "NAME"},
		{"field", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed,
		 "what only this letter says; TEXT may be @FILE", "KEY=TEXT"},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (!cmd_options(call, entries, "REF LETTER",
			 "Shows a letter with what you type, and sends it once "
			 "you say who you are. Without a letter's name it "
			 "lists the letters and what each must say.",
			 &status))
		return status;
	return run(call, &(struct writing){.act.by = by}, typed);
}
