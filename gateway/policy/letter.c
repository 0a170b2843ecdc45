/*
 * The fields of each letter as tables (domain.md 4.1, 4.2 and 10.6), and the
 * words of Code 5.2, 5.3 and 6.12 that no letter of ours may use.
 */
#include "policy/letter.h"

#include "base/text.h"

static const struct letter_field receipt[] = {
	{"landlord", "3.1", "the landlord's name", FALSE},
	{"ref", "5.12", "the case reference", FALSE},
	{"received", "5.12", "the date it was received", FALSE},
	{"emergency", "6.1", "the telephone number for emergencies", FALSE},
	{"landlord_telephone", "3.1", "how to reach us by telephone", FALSE},
};

/* What both acknowledgements share (Code 5.6 and 6.11 ask for the same). */
#define FIELDS_SHARED                                                          \
	{"landlord", "3.1", "the landlord's name", FALSE},                     \
		{"name", "3.1", "the resident's name", TRUE},                  \
		{"outcomes", "5.6", "the outcomes the resident seeks", FALSE}, \
		{"clarification", "5.6", "what is unclear", TRUE},             \
		{"responsibility", "5.7",                                      \
		 "what we are and are not responsible for", FALSE},            \
		{"officer", "4.1", "the complaints officer", FALSE},           \
		{"landlord_telephone", "4.1",                                  \
		 "the officer's telephone number", FALSE},                     \
		{"landlord_email", "4.1", "the officer's e-mail address",      \
		 FALSE},                                                       \
		{"representative", "3.6", "the right to a representative",     \
		 FALSE},                                                       \
		{"adjustments", "5.10", "the question about adjustments",      \
		 FALSE},                                                       \
		{"ombudsman", "3.7", "the Housing Ombudsman's details",        \
		 FALSE},                                                       \
		{"process", "3.4", "the two stages and their times", FALSE},   \
	{                                                                      \
		"open_request", "1.5", "that an open request goes on", TRUE    \
	}

static const struct letter_field acknowledgement_1[] = {
	{"ref", "6.2", "the case reference", FALSE},
	{"received", "6.2", "the date the complaint was received", FALSE},
	{"definition", "5.6", "the complaint definition", FALSE},
	{"today", "6.3", "the date of this letter", FALSE},
	{"response_due", "6.3", "the date the response is due", FALSE},
	FIELDS_SHARED,
};

static const struct letter_field acknowledgement_2[] = {
	{"ref", "6.11", "the case reference", FALSE},
	{"received", "6.11", "the date the escalation was received", FALSE},
	{"definition", "5.6", "what remains in dispute", FALSE},
	{"today", "6.14", "the date of this letter", FALSE},
	{"response_due", "6.14", "the date the response is due", FALSE},
	{"reviewer", "6.13", "who reviews it, not having decided stage 1",
	 TRUE},
	FIELDS_SHARED,
};

/* Every key there is, and whether a receipt may use it. */
static const struct {
	const char *key;
	gboolean in_receipt;
} keys_known[] = {
	{"landlord", TRUE},
	{"landlord_address", TRUE},
	{"landlord_telephone", TRUE},
	{"emergency", TRUE},
	{"landlord_email", TRUE},
	{"officer", TRUE},
	{"name", TRUE},
	{"ref", TRUE},
	{"received", TRUE},
	{"today", TRUE},
	{"ombudsman", TRUE},
	{"process", TRUE},
	{"by_post", TRUE},
	{"definition", FALSE},
	{"outcomes", FALSE},
	{"clarification", FALSE},
	{"responsibility", FALSE},
	{"response_due", FALSE},
	{"representative", FALSE},
	{"adjustments", FALSE},
	{"open_request", FALSE},
	{"decide_by", FALSE},
	{"reviewer", FALSE},
};

static const struct {
	const struct letter_field *fields;
	gsize n;
	const char *phrase;
} letters[LETTER_COUNT] = {
	[LETTER_RECEIPT] = {receipt, G_N_ELEMENTS(receipt), NULL},
	[LETTER_ACKNOWLEDGE_1] = {acknowledgement_1,
				  G_N_ELEMENTS(acknowledgement_1), "stage 1"},
	[LETTER_ACKNOWLEDGE_2] = {acknowledgement_2,
				  G_N_ELEMENTS(acknowledgement_2), "stage 2"},
};

#define GAP "[\\s\\x{a0}\\x{2010}-\\x{2015}-]+"

static const char forbidden_pattern[] =
	"\\binformal(ly)?" GAP "(complaints?|complain|stages?)\\b"
	"|\\bcomplaints?" GAP "(\\w+" GAP "){0,4}informally\\b"
	"|\\bstage" GAP "(0|zero|3|three)\\b"
	"|\\bpre" GAP "complaint\\b|\\bprecomplaint\\b"
	"|\\bearly" GAP "resolution" GAP "stage\\b"
	"|\\b(must|need" GAP "to|have" GAP "to)" GAP "(explain|say|tell" GAP
	"us)" GAP "why" GAP "you\\b"
	"|\\b(must|need" GAP "to|have" GAP "to)" GAP "give" GAP "(us" GAP
	")?(your" GAP "|a" GAP ")?reasons?\\b";

const struct letter_field *
letter_fields(enum letter letter, gsize *n)
{
	g_assert(letter < LETTER_COUNT);
	*n = letters[letter].n;
	return letters[letter].fields;
}

const char *
letter_phrase(enum letter letter)
{
	g_assert(letter < LETTER_COUNT);
	return letters[letter].phrase;
}

static gssize
key_index(const char *key)
{
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(keys_known); i++)
		if (g_strcmp0(keys_known[i].key, key) == 0)
			return (gssize)i;
	return -1;
}

gboolean
letter_is_key(const char *key)
{
	return key_index(key) >= 0;
}

gboolean
letter_allows(enum letter letter, const char *key)
{
	gssize i = key_index(key);

	return i >= 0 && (letter != LETTER_RECEIPT || keys_known[i].in_receipt);
}

static gboolean
has_value(GHashTable *values, const char *key)
{
	const char *value = g_hash_table_lookup(values, key);
	g_autofree char *squeezed = text_squeeze(value == NULL ? "" : value);

	return *squeezed != '\0';
}

static char *
lack_of(const struct letter_field *field, GHashTable *keys, GHashTable *values)
{
	if (keys != NULL && !g_hash_table_contains(keys, field->key))
		return g_strdup_printf("{{%s}} is missing: %s (Code %s).",
				       field->key, field->words,
				       field->provision);
	if (values != NULL && !field->may_be_empty &&
	    !has_value(values, field->key))
		return g_strdup_printf("There is no text for {{%s}}: %s "
				       "(Code %s).",
				       field->key, field->words,
				       field->provision);
	return NULL;
}

GPtrArray *
letter_missing(enum letter letter, GHashTable *keys, GHashTable *values)
{
	GPtrArray *lacks = g_ptr_array_new_with_free_func(g_free);
	gsize n, i;
	const struct letter_field *fields = letter_fields(letter, &n);

	for (i = 0; i < n; i++) {
		char *lack = lack_of(&fields[i], keys, values);

		if (lack != NULL)
			g_ptr_array_add(lacks, lack);
	}
	return lacks;
}

char *
letter_forbidden(const char *own_words)
{
	g_autoptr(GRegex) regex =
		g_regex_new(forbidden_pattern, G_REGEX_CASELESS, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	g_assert(regex != NULL);
	if (!g_regex_match(regex, own_words, 0, &match))
		return NULL;
	return g_match_info_fetch(match, 0);
}
