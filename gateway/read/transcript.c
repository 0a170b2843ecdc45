/*
 * Writing and reading transcripts. One table a struct says which keys there
 * are; both directions walk it. Lengths stand before texts, so that no text
 * can pass itself off as a key.
 */
#include "read/transcript.h"

#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"

#define FIRST_LINE "postroom-letter=1\n"
#define MOST 1000000000
#define VALUE_CHARS 1000
#define NOTES 50

static const char *const kinds[] = {
	[LEAF_TEXT] = "text",	  [LEAF_RECOGNISED] = "recognised",
	[LEAF_BLANK] = "blank",	  [LEAF_SEPARATOR] = "separator",
	[LEAF_UNREAD] = "unread",
};

enum kind { TEXT, NUMBER, TEXTS, KIND };

struct key {
	const char *name;
	enum kind kind;
	gsize offset;
};

static const struct key head_keys[] = {
	{"file", TEXT, offsetof(struct transcript, file)},
	{"type", TEXT, offsetof(struct transcript, type)},
	{"sha256", TEXT, offsetof(struct transcript, sha256)},
	{"first", NUMBER, offsetof(struct transcript, first)},
	{"pages", NUMBER, offsetof(struct transcript, pages)},
	{"batch", NUMBER, offsetof(struct transcript, batch)},
	{"letters", NUMBER, offsetof(struct transcript, letters)},
	{"threshold", NUMBER, offsetof(struct transcript, threshold)},
	{"ours", TEXT, offsetof(struct transcript, ours)},
	{"note", TEXTS, offsetof(struct transcript, notes)},
	{NULL, TEXT, 0},
};

static const struct key leaf_keys[] = {
	{"kind", KIND, offsetof(struct leaf, kind)},
	{"sure", NUMBER, offsetof(struct leaf, sure)},
	{"words", NUMBER, offsetof(struct leaf, words)},
	{"turned", NUMBER, offsetof(struct leaf, turned)},
	{"date", TEXT, offsetof(struct leaf, date)},
	{"why", TEXT, offsetof(struct leaf, why)},
	{NULL, TEXT, 0},
};

const char *
leaf_kind_name(enum leaf_kind kind)
{
	return kinds[kind];
}

static void
free_leaf(gpointer data)
{
	leaf_free(data);
}

struct transcript *
transcript_new(void)
{
	struct transcript *t = g_new0(struct transcript, 1);

	t->file = g_strdup("");
	t->type = g_strdup("");
	t->sha256 = g_strdup("");
	t->ours = g_strdup("");
	t->first = 1;
	t->notes = g_ptr_array_new_with_free_func(g_free);
	t->leaves = g_ptr_array_new_with_free_func(free_leaf);
	return t;
}

void
transcript_free(struct transcript *t)
{
	if (t == NULL)
		return;
	g_free(t->file);
	g_free(t->type);
	g_free(t->sha256);
	g_free(t->ours);
	g_ptr_array_unref(t->notes);
	g_ptr_array_unref(t->leaves);
	g_free(t);
}

struct leaf *
leaf_new(int page, enum leaf_kind kind)
{
	struct leaf *leaf = g_new0(struct leaf, 1);

	leaf->page = page;
	leaf->kind = kind;
	leaf->date = g_strdup("");
	leaf->why = g_strdup("");
	leaf->text = g_strdup("");
	return leaf;
}

void
leaf_free(struct leaf *leaf)
{
	if (leaf == NULL)
		return;
	g_free(leaf->date);
	g_free(leaf->why);
	g_free(leaf->text);
	g_free(leaf);
}

void
transcript_note(struct transcript *transcript, const char *words)
{
	if (transcript->notes->len < NOTES)
		g_ptr_array_add(transcript->notes, g_strdup(words));
}

gboolean
transcript_is(const void *bytes, gsize size)
{
	return size >= strlen(FIRST_LINE) &&
	       memcmp(bytes, FIRST_LINE, strlen(FIRST_LINE)) == 0;
}

/* --- writing ------------------------------------------------------------*/

static void
put_line(GString *out, const char *name, const char *value)
{
	g_autofree char *valid = g_utf8_make_valid(value, -1);
	g_autofree char *clean = text_clean(valid, TRUE);
	g_autofree char *brief = text_shorten(clean, VALUE_CHARS);

	g_string_append_printf(out, "%s=%s\n", name, brief);
}

static void
put_keys(GString *out, const struct key *key, const void *base)
{
	for (; key->name != NULL; key++) {
		const void *at = (const char *)base + key->offset;
		GPtrArray *list;
		guint i;

		if (key->kind == NUMBER) {
			g_string_append_printf(out, "%s=%d\n", key->name,
					       *(const int *)at);
		} else if (key->kind == KIND) {
			put_line(out, key->name,
				 kinds[*(const enum leaf_kind *)at]);
		} else if (key->kind == TEXT) {
			put_line(out, key->name, *(char *const *)at);
		} else {
			list = *(GPtrArray *const *)at;
			for (i = 0; i < list->len; i++)
				put_line(out, key->name, list->pdata[i]);
		}
	}
}

GString *
transcript_write(const struct transcript *t)
{
	GString *out = g_string_new(FIRST_LINE);
	guint i;

	put_keys(out, head_keys, t);
	g_string_append_c(out, '\n');
	for (i = 0; i < t->leaves->len; i++) {
		const struct leaf *leaf = t->leaves->pdata[i];
		gsize size = strlen(leaf->text);

		g_string_append_printf(out, "page=%d\n", leaf->page);
		put_keys(out, leaf_keys, leaf);
		g_string_append_printf(out, "bytes=%" G_GSIZE_FORMAT "\n\n",
				       size);
		g_string_append_len(out, leaf->text, (gssize)size);
		g_string_append_c(out, '\n');
	}
	g_string_append_printf(out, "original=%" G_GSIZE_FORMAT "\n\n",
			       t->size);
	return out;
}

/* --- reading ------------------------------------------------------------*/

struct input {
	const char *at;
	const char *end;
};

static gboolean
broken(GError **error)
{
	return fault_set(error, FAULT_INPUT,
			 "What was read of the scan is damaged. Open the "
			 "original.");
}

/* The next line without its end, the caller's; NULL if there is none. */
static char *
next_line(struct input *in)
{
	gsize left = (gsize)(in->end - in->at);
	const char *stop = left == 0 ? NULL : memchr(in->at, '\n', left);
	char *line;

	if (stop == NULL || stop - in->at > 8 * VALUE_CHARS ||
	    !g_utf8_validate(in->at, stop - in->at, NULL))
		return NULL;
	line = g_strndup(in->at, (gsize)(stop - in->at));
	in->at = stop + 1;
	return line;
}

static gboolean
take_number(const char *text, gint64 most, gint64 *number)
{
	guint64 value = 0;

	if (!g_ascii_string_to_unsigned(text, 10, 0, (guint64)most, &value,
					NULL))
		return FALSE;
	*number = (gint64)value;
	return TRUE;
}

static gboolean
take_kind(const char *text, enum leaf_kind *kind)
{
	for (*kind = LEAF_TEXT; *kind < LEAF_KINDS; ++*kind)
		if (g_str_equal(text, kinds[*kind]))
			return TRUE;
	*kind = LEAF_UNREAD;
	return FALSE;
}

static gboolean
take_value(const struct key *key, void *base, const char *value)
{
	void *at = (char *)base + key->offset;
	gint64 number = 0;
	char **text = at;

	switch (key->kind) {
	case NUMBER:
		if (!take_number(value, MOST, &number))
			return FALSE;
		*(int *)at = (int)number;
		return TRUE;
	case KIND:
		return take_kind(value, at);
	case TEXTS:
		if ((*(GPtrArray **)at)->len < NOTES)
			g_ptr_array_add(*(GPtrArray **)at, g_strdup(value));
		return TRUE;
	case TEXT:
		break;
	}
	g_free(*text);
	*text = g_strdup(value);
	return TRUE;
}

/* Reads "key=value" lines into base until one whose key is not in the table:
 * that one is given out; "" for the blank line, NULL for what is broken. */
static char *
take_keys(struct input *in, const struct key *keys, void *base)
{
	char *line;

	while ((line = next_line(in)) != NULL) {
		char *value = strchr(line, '=');
		const struct key *key = keys;

		if (value == NULL)
			return line;
		for (; key->name != NULL; key++)
			if (strlen(key->name) == (gsize)(value - line) &&
			    g_str_has_prefix(line, key->name))
				break;
		if (key->name == NULL)
			return line;
		if (!take_value(key, base, value + 1)) {
			g_free(line);
			return NULL;
		}
		g_free(line);
	}
	return NULL;
}

static gboolean
take_blank(struct input *in)
{
	g_autofree char *line = next_line(in);

	return line != NULL && *line == '\0';
}

static gboolean
take_text(struct input *in, const char *line, struct leaf *leaf)
{
	gint64 size = 0;

	if (line == NULL || !g_str_has_prefix(line, "bytes=") ||
	    !take_number(line + 6, LIMIT_SCAN_TEXT_BYTES, &size) ||
	    !take_blank(in) || in->end - in->at <= size ||
	    in->at[size] != '\n' ||
	    !g_utf8_validate(in->at, (gssize)size, NULL))
		return FALSE;
	g_free(leaf->text);
	leaf->text = g_strndup(in->at, (gsize)size);
	in->at += size + 1;
	return TRUE;
}

static gboolean
take_leaf(struct input *in, const char *number, struct transcript *t)
{
	g_autoptr(own_leaf) leaf = leaf_new(0, LEAF_UNREAD);
	g_autofree char *line = NULL;
	gint64 page = 0;

	if (!take_number(number, MOST, &page) ||
	    t->leaves->len >= LIMIT_SCAN_PAGES)
		return FALSE;
	leaf->page = (int)page;
	line = take_keys(in, leaf_keys, leaf);
	if (!take_text(in, line, leaf))
		return FALSE;
	g_ptr_array_add(t->leaves, g_steal_pointer(&leaf));
	return TRUE;
}

static gboolean
take_all(struct input *in, struct transcript *t)
{
	g_autofree char *end = take_keys(in, head_keys, t);
	gint64 size = 0;

	if (end == NULL || *end != '\0')
		return FALSE;
	for (;;) {
		g_autofree char *line = next_line(in);

		if (line == NULL)
			return FALSE;
		if (g_str_has_prefix(line, "original=")) {
			if (!take_number(line + 9, G_MAXINT64, &size))
				return FALSE;
			t->size = (gsize)size;
			return take_blank(in);
		}
		if (!g_str_has_prefix(line, "page=") ||
		    !take_leaf(in, line + 5, t))
			return FALSE;
	}
}

struct transcript *
transcript_parse(const char *bytes, gsize size, gsize *body, GError **error)
{
	g_autoptr(own_transcript) t = transcript_new();
	struct input in = {bytes, bytes + size};

	if (!transcript_is(bytes, size)) {
		broken(error);
		return NULL;
	}
	in.at += strlen(FIRST_LINE);
	if (!take_all(&in, t)) {
		broken(error);
		return NULL;
	}
	if (body != NULL)
		*body = (gsize)(in.at - bytes);
	return g_steal_pointer(&t);
}
