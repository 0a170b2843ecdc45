/*
 * What a letter lacks of its table (required.c), and the words of Code 5.2,
 * 5.3 and 6.12 that no letter of ours may use.
 */
#include "policy/letter.h"

#include "base/text.h"

#define GAP "[\\s\\x{a0}\\x{2010}-\\x{2015}-]+"

/* Where no "not" comes before: "you do not have to give reasons". */
#define UNDENIED "\\b(?<!not\\s)(?<!n.t\\s)(?<!never\\s)"

static const char forbidden_pattern[] =
	"\\b(informal(ly)?|soft)" GAP "(complaints?|complain|stages?)\\b"
	"|\\bcomplaints?" GAP "(\\w+" GAP "){0,4}informally\\b"
	"|\\bstage" GAP "(0|zero|nought|[12]\\.\\d+|one" GAP "and" GAP "a" GAP
	"half|3|three)\\b"
	"|\\bpre" GAP "(complaint|stage)\\b|\\bpre(complaint|stage)\\b"
	"|\\b(early|local|initial)" GAP "resolution" GAP "stage\\b"
	"|\\bnot" GAP "(yet" GAP ")?a" GAP "formal" GAP "complaint\\b"
	"|" UNDENIED "(must|(need|have|are" GAP "required)" GAP "to)" GAP
	"(explain|say|state|tell" GAP "us)" GAP "why" GAP "you\\b"
	"|" UNDENIED "(must|(need|have|are" GAP "required)" GAP "to)" GAP
	"(give|provide|state)" GAP "(us" GAP ")?((your|a|the|any)" GAP
	")?reasons?\\b"
	"|\\bunless" GAP "you" GAP "(explain" GAP "why|give" GAP "(us" GAP
	")?((your|a|any)" GAP ")?reasons?)\\b";

static gboolean
has_value(GHashTable *values, const char *key)
{
	const char *value = g_hash_table_lookup(values, key);
	g_autofree char *squeezed = text_squeeze(value == NULL ? "" : value);

	return *squeezed != '\0';
}

static gboolean
must_say(const struct letter_field *field, guint circumstances)
{
	switch (field->need) {
	case NEED_VALUE:
		return TRUE;
	case NEED_PANEL:
		return (circumstances & LETTER_PANEL) != 0;
	case NEED_HEAT:
		return (circumstances & LETTER_HEAT) != 0;
	case NEED_PLACE:
	case NEED_NOTHING:
		break;
	}
	return FALSE;
}

static char *
lack_of(const struct letter_field *field, GHashTable *keys, GHashTable *values,
	guint circumstances)
{
	if (keys != NULL && field->need != NEED_NOTHING &&
	    !g_hash_table_contains(keys, field->key))
		return g_strdup_printf("{{%s}} is missing: %s (Code %s).",
				       field->key, field->words,
				       field->provision);
	if (values != NULL && must_say(field, circumstances) &&
	    !has_value(values, field->key))
		return g_strdup_printf("There is no text for {{%s}}: %s "
				       "(Code %s).",
				       field->key, field->words,
				       field->provision);
	return NULL;
}

GPtrArray *
letter_missing(enum letter letter, GHashTable *keys, GHashTable *values,
	       guint circumstances)
{
	GPtrArray *lacks = g_ptr_array_new_with_free_func(g_free);
	gsize n, i;
	const struct letter_field *fields = letter_fields(letter, &n);

	for (i = 0; i < n; i++) {
		char *lack = lack_of(&fields[i], keys, values, circumstances);

		if (lack != NULL)
			g_ptr_array_add(lacks, lack);
	}
	return lacks;
}

/* Lines that begin with ">" are the resident's. */
static char *
without_quotes(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GString *own = g_string_new(NULL);
	guint i;

	for (i = 0; lines[i] != NULL; i++)
		g_string_append_printf(own, "%s\n",
				       *lines[i] == '>' ? "" : lines[i]);
	return g_string_free(own, FALSE);
}

char *
letter_forbidden(const char *own_words)
{
	static GRegex *regex; /* compiled once: every letter is looked at */
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *own = without_quotes(own_words);

	if (regex == NULL)
		regex = g_regex_new(forbidden_pattern,
				    G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0,
				    NULL);
	g_assert(regex != NULL);
	if (!g_regex_match(regex, own, 0, &match))
		return NULL;
	return g_match_info_fetch(match, 0);
}
