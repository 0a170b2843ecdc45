/*
 * One walk over the pages, which ends a letter at each separator.
 */
#include "read/division.h"

static void
clear_stretch(gpointer data)
{
	struct stretch *stretch = data;

	g_free(stretch->date);
}

static gboolean
says_something(const struct leaf *leaf)
{
	return leaf->kind != LEAF_BLANK && leaf->kind != LEAF_SEPARATOR;
}

/* The letter of leaves [from, to), if something is on them. */
static void
add(GArray *letters, const struct transcript *t, guint from, guint to)
{
	const struct leaf *first, *last, *sheet;
	struct stretch stretch = {0};

	sheet = from > 0 ? t->leaves->pdata[from - 1] : NULL;
	while (from < to && !says_something(t->leaves->pdata[from]))
		from++;
	while (to > from && !says_something(t->leaves->pdata[to - 1]))
		to--;
	if (from == to)
		return;
	first = t->leaves->pdata[from];
	last = t->leaves->pdata[to - 1];
	stretch.first = first->page;
	stretch.last = last->page;
	stretch.date = g_strdup(sheet == NULL ? "" : sheet->date);
	g_array_append_val(letters, stretch);
}

static void
add_whole(GArray *letters, const struct transcript *t)
{
	struct stretch stretch = {1, MAX(t->pages, 1), g_strdup("")};

	g_array_append_val(letters, stretch);
}

/* Pages that were not read at all belong to the last letter. */
static void
add_rest(GArray *letters, const struct transcript *t)
{
	struct stretch *last;

	if (letters->len == 0 || t->pages <= (int)t->leaves->len)
		return;
	last = &g_array_index(letters, struct stretch, letters->len - 1);
	last->last = t->pages;
}

GArray *
division_of(const struct transcript *t)
{
	GArray *letters = g_array_new(FALSE, FALSE, sizeof(struct stretch));
	guint i, from = 0;
	gboolean cut = FALSE;

	g_array_set_clear_func(letters, clear_stretch);
	for (i = 0; i < t->leaves->len; i++) {
		const struct leaf *leaf = t->leaves->pdata[i];

		if (leaf->kind != LEAF_SEPARATOR)
			continue;
		add(letters, t, from, i);
		from = i + 1;
		cut = TRUE;
	}
	if (cut)
		add(letters, t, from, i);
	else
		add_whole(letters, t);
	add_rest(letters, t);
	return letters;
}

struct transcript *
division_take(const struct transcript *t, const struct stretch *stretch)
{
	struct transcript *part = transcript_new();
	guint i;

	g_free(part->file);
	part->file = g_strdup(t->file);
	g_free(part->type);
	part->type = g_strdup(t->type);
	g_free(part->sha256);
	part->sha256 = g_strdup(t->sha256);
	g_free(part->ours);
	part->ours = g_strdup(t->ours);
	part->first = stretch->first;
	part->pages = t->pages;
	part->threshold = t->threshold;
	for (i = 0; i < t->notes->len; i++)
		transcript_note(part, t->notes->pdata[i]);
	for (i = 0; i < t->leaves->len; i++) {
		struct leaf *leaf = t->leaves->pdata[i];
		struct leaf *copy;

		if (leaf->page < stretch->first || leaf->page > stretch->last)
			continue;
		copy = leaf_new(leaf->page, leaf->kind);
		copy->sure = leaf->sure;
		copy->words = leaf->words;
		copy->turned = leaf->turned;
		g_free(copy->why);
		copy->why = g_strdup(leaf->why);
		g_free(copy->text);
		copy->text = g_strdup(leaf->text);
		g_ptr_array_add(part->leaves, copy);
	}
	return part;
}

void
division_renumber(struct transcript *part)
{
	guint i;

	for (i = 0; i < part->leaves->len; i++) {
		struct leaf *leaf = part->leaves->pdata[i];

		leaf->page -= part->first - 1;
		part->pages = leaf->page;
	}
}
