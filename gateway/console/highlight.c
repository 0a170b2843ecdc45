/*
 * Evidence in a text. Offsets come from the ledger and are in characters, so
 * each is cut to the text that is there before anything is sliced.
 */
#include "console/highlight.h"

#include "base/text.h"

#define LEAST_WEIGHT 0.5
#define WORD_LIST "the word list:"

static void
stretch_free(gpointer data)
{
	struct stretch *stretch = data;

	g_ptr_array_unref(stretch->evidence);
	g_free(stretch);
}

static int
by_place(gconstpointer a, gconstpointer b)
{
	const struct evidence *x = *(const struct evidence *const *)a;
	const struct evidence *y = *(const struct evidence *const *)b;

	if (x->field != y->field)
		return x->field == FIELD_SUBJECT ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end > y->end ? -1 : x->end < y->end;
}

/* Single words, and what counts for little, would mark every line. */
static gboolean
counts(const struct evidence *e)
{
	if (g_str_has_prefix(e->rule, WORD_LIST))
		return FALSE;
	return e->kind != EVIDENCE_CATEGORY || ABS(e->weight) >= LEAST_WEIGHT;
}

/* The evidence that lies in its field, in reading order. */
static GPtrArray *
sorted(const struct suggestion *suggestion, glong subject, glong text)
{
	GPtrArray *list = g_ptr_array_new();
	guint i;

	for (i = 0; suggestion != NULL && i < suggestion->evidence->len; i++) {
		struct evidence *e = g_ptr_array_index(suggestion->evidence, i);
		glong size = e->field == FIELD_SUBJECT ? subject : text;

		if (counts(e) && e->start >= 0 && e->start < e->end &&
		    e->start < size)
			g_ptr_array_add(list, e);
	}
	g_ptr_array_sort(list, by_place);
	return list;
}

static struct stretch *
stretch_new(const struct evidence *e)
{
	struct stretch *stretch = g_new0(struct stretch, 1);

	stretch->field = e->field;
	stretch->start = e->start;
	stretch->end = e->end;
	stretch->evidence = g_ptr_array_new();
	return stretch;
}

static gboolean
overlaps(const struct stretch *stretch, const struct evidence *e)
{
	return stretch != NULL && stretch->field == e->field &&
	       e->start < stretch->end;
}

GPtrArray *
highlight_stretches(const struct suggestion *suggestion, const char *subject,
		    const char *new_text)
{
	GPtrArray *stretches = g_ptr_array_new_with_free_func(stretch_free);
	glong sizes[] = {g_utf8_strlen(subject, -1),
			 g_utf8_strlen(new_text, -1)};
	g_autoptr(GPtrArray) list = sorted(suggestion, sizes[0], sizes[1]);
	struct stretch *last = NULL;
	guint i;

	for (i = 0; i < list->len; i++) {
		const struct evidence *e = g_ptr_array_index(list, i);

		if (!overlaps(last, e)) {
			last = stretch_new(e);
			g_ptr_array_add(stretches, last);
		}
		last->end = MAX(last->end, e->end);
		last->end = MIN(last->end,
				sizes[e->field == FIELD_SUBJECT ? 0 : 1]);
		g_ptr_array_add(last->evidence, (gpointer)e);
	}
	return stretches;
}

char *
highlight_words(const struct evidence *evidence)
{
	const char *what;

	switch (evidence->kind) {
	case EVIDENCE_CATEGORY:
		what = category_words(category_of(evidence->name));
		break;
	case EVIDENCE_GROUND:
		what = ground_words(ground_of(evidence->name));
		break;
	default:
		what = flag_of(evidence->name) == FLAG_COUNT
			       ? NULL
			       : flag_words(flag_of(evidence->name));
		break;
	}
	return g_strdup_printf(
		"%s %s: %s", evidence->weight < 0 ? "against" : "for",
		what == NULL ? evidence->name : what, evidence->rule);
}

/* "for complaint: …; for damp or mould: …". */
static char *
all_words(const struct stretch *stretch)
{
	GString *out = g_string_new(NULL);
	guint i;

	for (i = 0; i < stretch->evidence->len; i++) {
		g_autofree char *words = highlight_words(
			g_ptr_array_index(stretch->evidence, i));

		g_string_append_printf(out, "%s%s", i > 0 ? "; " : "", words);
	}
	return g_string_free(out, FALSE);
}

static void
write_part(struct html *html, const char *from, const char *to)
{
	g_autofree char *part = g_strndup(from, (gsize)(to - from));

	html_lines(html, part);
}

static void
write_number(struct html *html, const struct stretch *stretch, guint number,
	     const char *prefix)
{
	g_autofree char *href = g_strdup_printf("#%s-why-%u", prefix, number);
	g_autofree char *words = all_words(stretch);
	g_autofree char *label =
		g_strdup_printf("reason %u, %s", number, words);
	g_autofree char *shown = g_strdup_printf("%u", number);

	html_open(html, "sup", NULL);
	html_element(html, "a", shown, "href", href, "class",
		     "govuk-link case-number", "aria-label", label, NULL);
	html_close(html, "sup");
}

static void
write_mark(struct html *html, const char *text, const struct stretch *stretch,
	   guint number, const char *prefix)
{
	const char *from = g_utf8_offset_to_pointer(text, stretch->start);
	const char *to = g_utf8_offset_to_pointer(
		from, (glong)(stretch->end - stretch->start));
	g_autofree char *id = g_strdup_printf("%s-mark-%u", prefix, number);

	html_open(html, "mark", "class", "case-mark", "id", id, NULL);
	write_part(html, from, to);
	html_close(html, "mark");
	write_number(html, stretch, number, prefix);
}

void
highlight_write(struct html *html, const char *text, const GPtrArray *stretches,
		enum evidence_field field, const char *prefix)
{
	gint64 done = 0;
	const char *at = text;
	guint i;

	for (i = 0; i < stretches->len; i++) {
		const struct stretch *s = g_ptr_array_index(stretches, i);
		const char *from;

		if (s->field != field)
			continue;
		from = g_utf8_offset_to_pointer(at, (glong)(s->start - done));
		write_part(html, at, from);
		write_mark(html, text, s, i + 1, prefix);
		at = g_utf8_offset_to_pointer(from, (glong)(s->end - s->start));
		done = s->end;
	}
	html_lines(html, at);
}

static void
write_reason(struct html *html, const char *text, const struct stretch *stretch,
	     guint number, const char *prefix)
{
	g_autofree char *words = g_utf8_substring(text, (glong)stretch->start,
						  (glong)stretch->end);
	g_autofree char *brief = text_squeeze(words);
	g_autofree char *cut = text_shorten(brief, 120);
	g_autofree char *id = g_strdup_printf("%s-why-%u", prefix, number);
	g_autofree char *back = g_strdup_printf("#%s-mark-%u", prefix, number);
	guint i;

	html_open(html, "li", "id", id, NULL);
	html_open(html, "a", "href", back, "class", "govuk-link", NULL);
	html_printf(html, "“%s”", cut);
	html_close(html, "a");
	for (i = 0; i < stretch->evidence->len; i++) {
		g_autofree char *why = highlight_words(
			g_ptr_array_index(stretch->evidence, i));

		html_open(html, "span", "class", "case-reason", NULL);
		html_text(html, why);
		html_close(html, "span");
	}
	html_close(html, "li");
}

void
highlight_reasons(struct html *html, const char *subject, const char *new_text,
		  const GPtrArray *stretches, const char *prefix)
{
	guint i;

	if (stretches->len == 0)
		return;
	html_open(html, "ol", "class",
		  "govuk-list govuk-list--number case-reasons", NULL);
	for (i = 0; i < stretches->len; i++) {
		const struct stretch *s = g_ptr_array_index(stretches, i);

		write_reason(html,
			     s->field == FIELD_SUBJECT ? subject : new_text, s,
			     i + 1, prefix);
	}
	html_close(html, "ol");
}
