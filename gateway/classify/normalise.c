/*
 * The normalised form of a text and the map back. It works character by
 * character and then word by word, so that the map stays exact.
 */
#include "classify/normalise.h"

#include <string.h>

#define SHORTEST_MISREAD 4 /* "wi11"; shorter ones are house numbers */

struct writer {
	struct normal *normal;
	const struct spelling *spelling;
	gsize word;	  /* where the word being written starts */
	gboolean pattern; /* keep ASCII capitals and white space */
};

static void
write_bytes(struct normal *normal, const char *bytes, guint32 start,
	    guint32 end)
{
	for (const char *c = bytes; *c; c++) {
		g_string_append_c(normal->text, *c);
		g_array_append_val(normal->start, start);
		g_array_append_val(normal->end, end);
	}
}

static char *
misread_digits(const char *word)
{
	gsize letters = 0;
	gsize digits = 0;
	for (const char *c = word; *c; c++) {
		if (g_ascii_isalpha(*c))
			letters++;
		else if (*c == '1' || *c == '0')
			digits++;
		else
			return NULL;
	}
	if (!digits || letters < 2 || letters + digits < SHORTEST_MISREAD)
		return NULL;
	char *mended = g_strdup(word);
	for (char *c = mended; *c; c++) {
		if (*c == '1')
			*c = 'l';
		else if (*c == '0')
			*c = 'o';
	}
	return mended;
}

static char *
misread_m(const char *word, const struct spelling *spelling)
{
	if (!strstr(word, "rn") || g_hash_table_contains(spelling->known, word))
		return NULL;
	g_auto(GStrv) parts = g_strsplit(word, "rn", -1);
	g_autofree char *mended = g_strjoinv("m", parts);
	if (!g_hash_table_contains(spelling->known, mended))
		return NULL;
	return g_steal_pointer(&mended);
}

static char *
squeeze_letters(const char *word)
{
	GString *squeezed = g_string_new(NULL);
	for (const char *c = word; *c; c++) {
		gsize n = squeezed->len;
		if (n > 1 && g_ascii_isalpha(*c) &&
		    squeezed->str[n - 1] == *c && squeezed->str[n - 2] == *c)
			continue;
		g_string_append_c(squeezed, *c);
	}
	return g_string_free(squeezed, FALSE);
}

/* What most words are: no letter three times, no digit, no "rn". */
static gboolean
is_usual(const char *word)
{
	char last[2] = {0, 0};
	for (const char *c = word; *c; c++) {
		if (*c == '0' || *c == '1' || (*c == 'n' && last[0] == 'r') ||
		    (*c == last[0] && *c == last[1]))
			return FALSE;
		last[1] = last[0];
		last[0] = *c;
	}
	return TRUE;
}

static char *
respell(const char *word, const struct spelling *spelling)
{
	if (is_usual(word))
		return g_strdup(g_hash_table_lookup(spelling->other, word));
	g_autofree char *squeezed = squeeze_letters(word);
	const char *usual = g_hash_table_lookup(spelling->other, squeezed);
	if (usual)
		return g_strdup(usual);
	g_autofree char *letters = misread_digits(squeezed);
	const char *plain = letters ? letters : squeezed;
	char *mended = misread_m(plain, spelling);
	if (mended)
		return mended;
	return strcmp(plain, word) == 0 ? NULL : g_strdup(plain);
}

static void
end_word(struct writer *writer)
{
	struct normal *normal = writer->normal;
	gsize from = writer->word;
	gsize length = normal->text->len;
	if (writer->spelling && length > from && length - from < 40) {
		g_autofree char *usual =
			respell(normal->text->str + from, writer->spelling);
		if (usual) {
			guint32 start =
				g_array_index(normal->start, guint32, from);
			guint32 end =
				g_array_index(normal->end, guint32, length - 1);
			g_string_truncate(normal->text, from);
			g_array_set_size(normal->start, (guint)from);
			g_array_set_size(normal->end, (guint)from);
			write_bytes(normal, usual, start, end);
		}
	}
	writer->word = normal->text->len;
}

/* NULL: no other form. "": not written at all. */
static const char *
punctuation(gunichar c)
{
	static const struct {
		const char *set;
		const char *form;
	} forms[] = {
		{"\"“”„‟«»❝❞″", "\""},
		{"'‘’‚‛`´ʼ′＇\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f", ""},
		{"-‐‑‒–—―−", "-"},
		{"…", "..."},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
		if (g_utf8_strchr(forms[i].set, -1, c))
			return forms[i].form;
	}
	return NULL;
}

static gboolean
is_latin(gunichar c)
{
	return g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN;
}

/* The small letters, without marks if they are Latin, of one character and
 * the marks that follow it. */
static char *
fold_cluster(const char *from, const char *to)
{
	g_autofree char *cluster = g_strndup(from, (gsize)(to - from));
	g_autofree char *lower = g_utf8_strdown(cluster, -1);
	gboolean latin = is_latin(g_utf8_get_char(cluster));
	g_autofree char *form = g_utf8_normalize(
		lower, -1, latin ? G_NORMALIZE_ALL : G_NORMALIZE_ALL_COMPOSE);
	if (!form)
		return g_steal_pointer(&lower);
	if (!latin)
		return g_steal_pointer(&form);
	GString *bare = g_string_new(NULL);
	for (const char *c = form; *c; c = g_utf8_next_char(c)) {
		if (!g_unichar_ismark(g_utf8_get_char(c)))
			g_string_append_unichar(bare, g_utf8_get_char(c));
	}
	return g_string_free(bare, FALSE);
}

static gboolean
last_is(const struct normal *normal, const char *set)
{
	gsize n = normal->text->len;
	return n && strchr(set, normal->text->str[n - 1]);
}

/* "com-" at the end of a line and "plaint" on the next are one word. */
static gboolean
joins_word(const struct normal *normal, const char *next)
{
	gsize n = normal->text->len;
	return n > 2 && normal->text->str[n - 1] == '-' &&
	       g_ascii_islower(normal->text->str[n - 2]) &&
	       g_ascii_islower(*next);
}

/* Writes what a run of white space from at, up to end, stands for. */
static void
write_space(struct writer *writer, const char *at, const char *end,
	    guint32 character)
{
	struct normal *normal = writer->normal;
	int lines = 0;
	for (const char *c = at; c < end; c++)
		lines += *c == '\n';
	guint32 after = character + (guint32)g_utf8_strlen(at, end - at);
	end_word(writer);
	if (lines == 1 && joins_word(normal, end)) {
		gsize n = normal->text->len - 1;
		g_string_truncate(normal->text, n);
		g_array_set_size(normal->start, (guint)n);
		g_array_set_size(normal->end, (guint)n);
		while (n && g_ascii_islower(normal->text->str[n - 1]))
			n--;
		writer->word = n;
		return;
	}
	if (lines > 1)
		write_bytes(normal, "\n", character, after);
	else if (!last_is(normal, "\n"))
		write_bytes(normal, " ", character, after);
	writer->word = normal->text->len;
}

static const char *
after_space(const char *c)
{
	while (*c && g_unichar_isspace(g_utf8_get_char(c)))
		c = g_utf8_next_char(c);
	return c;
}

static void
write_ascii(struct writer *writer, char c, guint32 character)
{
	struct normal *normal = writer->normal;
	guint32 after = character + 1;
	if (!g_ascii_isalnum(c))
		end_word(writer);
	g_string_append_c(normal->text,
			  writer->pattern ? c : g_ascii_tolower(c));
	g_array_append_val(normal->start, character);
	g_array_append_val(normal->end, after);
	if (!g_ascii_isalnum(c))
		writer->word = normal->text->len;
}

static const char *
after_marks(const char *c)
{
	c = g_utf8_next_char(c);
	while (*c && g_unichar_ismark(g_utf8_get_char(c)))
		c = g_utf8_next_char(c);
	return c;
}

/* An ASCII character that stands for itself and bears no mark. */
static gboolean
is_plain(const char *c)
{
	return *c >= ' ' && *c < 0x7f && *c != '"' && *c != '\'' && *c != '`' &&
	       (guchar)c[1] < 0x80;
}

/* Writes what is_plain(); FALSE for a space that may be part of a run. */
static gboolean
write_plain(struct writer *writer, const char *c, guint32 character)
{
	gboolean space = *c == ' ' && !writer->pattern;
	if (space && !g_ascii_isalnum(c[1]))
		return FALSE;
	if (!space || !last_is(writer->normal, "\n"))
		write_ascii(writer, *c, character);
	return TRUE;
}

/* Writes one character with its marks, or a run of white space; returns
 * what follows it. */
static const char *
write_next(struct writer *writer, const char *c, guint32 character)
{
	if (is_plain(c) && write_plain(writer, c, character))
		return c + 1;
	gunichar value = g_utf8_get_char(c);
	if (!writer->pattern && g_unichar_isspace(value)) {
		const char *end = after_space(c);
		write_space(writer, c, end, character);
		return end;
	}
	const char *end = after_marks(c);
	const char *form = punctuation(value);
	if (form || (guchar)*c >= 0x80 || end > c + 1) {
		g_autofree char *folded =
			form ? g_strdup(form) : fold_cluster(c, end);
		gboolean word = g_unichar_isalnum(value);
		if (*folded && !word)
			end_word(writer);
		write_bytes(writer->normal, folded, character,
			    character + (guint32)g_utf8_strlen(c, end - c));
		if (*folded && !word)
			writer->word = writer->normal->text->len;
		return end;
	}
	write_ascii(writer, *c, character);
	return end;
}

/* The ASCII letters and digits from c on, without one that may bear a mark. */
static const char *
after_letters(const char *c)
{
	const char *end = c;
	while (g_ascii_isalnum(*end))
		end++;
	return end > c && (guchar)*end >= 0x80 ? end - 1 : end;
}

/* What most of a text is, written at once: letters, with a space before them
 * or none. Returns what follows; c itself if that is not what stands there. */
static const char *
write_run(struct writer *writer, const char *c, guint32 character)
{
	struct normal *normal = writer->normal;
	gboolean space =
		*c == ' ' && !writer->pattern && !last_is(normal, "\n");
	const char *from = c + (space ? 1 : 0);
	const char *end = after_letters(from);
	if (end == from)
		return c;
	if (space)
		end_word(writer);
	gsize length = normal->text->len;
	gsize more = (gsize)(end - c);
	g_string_set_size(normal->text, length + more);
	g_array_set_size(normal->start, (guint)(length + more));
	g_array_set_size(normal->end, (guint)(length + more));
	char *text = normal->text->str + length;
	guint32 *starts = &g_array_index(normal->start, guint32, length);
	guint32 *ends = &g_array_index(normal->end, guint32, length);
	char small = writer->pattern ? 0 : 'a' - 'A';
	for (gsize i = 0; i < more; i++) {
		text[i] = (char)(g_ascii_isupper(c[i]) ? c[i] + small : c[i]);
		starts[i] = character + (guint32)i;
		ends[i] = character + (guint32)i + 1;
	}
	if (space)
		writer->word = length + 1;
	return end;
}

static struct normal *
normalise_with(const char *utf8, struct writer *writer)
{
	struct normal *normal = g_new0(struct normal, 1);
	gsize length = strlen(utf8);
	normal->text = g_string_sized_new(length + 1);
	normal->start = g_array_sized_new(FALSE, FALSE, sizeof(guint32),
					  (guint)length + 1);
	normal->end = g_array_sized_new(FALSE, FALSE, sizeof(guint32),
					(guint)length + 1);
	normal->marks = g_array_new(FALSE, FALSE, sizeof(const char *));
	writer->normal = normal;
	guint32 character = 0;
	for (const char *c = utf8; *c;) {
		const char *next = write_run(writer, c, character);
		if (next > c) {
			character += (guint32)(next - c);
			c = next;
			continue;
		}
		next = write_next(writer, c, character);
		character +=
			next == c + 1 ? 1 : (guint32)g_utf8_strlen(c, next - c);
		c = next;
	}
	end_word(writer);
	return normal;
}

struct normal *
normalise(const char *utf8, const struct spelling *spelling)
{
	struct writer writer = {.spelling = spelling};
	return normalise_with(utf8, &writer);
}

char *
normalise_pattern(const char *pattern)
{
	struct writer writer = {.pattern = TRUE};
	g_autoptr(own_normal) normal = normalise_with(pattern, &writer);
	return g_strdup(normal->text->str);
}

void
normal_origin(const struct normal *normal, gsize from, gsize to, gint64 *start,
	      gint64 *end)
{
	*start = g_array_index(normal->start, guint32, from);
	*end = g_array_index(normal->end, guint32, to - 1);
}

void
normal_free(struct normal *normal)
{
	if (!normal)
		return;
	g_string_free(normal->text, TRUE);
	g_array_free(normal->start, TRUE);
	g_array_free(normal->end, TRUE);
	g_array_free(normal->marks, TRUE);
	g_free(normal);
}
