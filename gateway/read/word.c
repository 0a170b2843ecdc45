/*
 * RFC 2047. Neighbouring words of one character set are joined as bytes
 * before they are converted, so that characters split between them survive.
 */
#include "read/word.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "read/base64.h"
#include "read/charset.h"

struct word {
	char *charset;
	char encoding; /* 'b' or 'q' */
	const char *text;
	gsize size;
	const char *next;
};

/* Where the word's text ends: at "?=" that is not inside "=?…". */
static const char *
text_end(const char *text)
{
	const char *end = strstr(text, "?=");
	const char *stop = strstr(text, "=?");

	if (end == NULL && strchr(text, ' ') == NULL && stop == NULL)
		return text + strlen(text) -
		       (g_str_has_suffix(text, "?") ? 1 : 0);
	if (end != NULL && stop != NULL && stop < end && stop + 1 != end)
		return NULL;
	return end;
}

static gboolean
read_word(const char *at, struct word *word)
{
	const char *mark;
	const char *end;

	if (at[0] != '=' || at[1] != '?')
		return FALSE;
	mark = strchr(at + 2, '?');
	if (mark == NULL || mark == at + 2 || mark - at > 80 ||
	    mark[1] == '\0' || mark[2] != '?')
		return FALSE;
	word->encoding = g_ascii_tolower(mark[1]);
	if (word->encoding != 'b' && word->encoding != 'q')
		return FALSE;
	word->text = mark + 3;
	end = text_end(word->text);
	if (end == NULL)
		return FALSE;
	word->size = (gsize)(end - word->text);
	word->charset = g_strndup(at + 2, (gsize)(mark - at - 2));
	word->next = end + MIN(strlen(end), 2);
	return TRUE;
}

const char *
word_end(const char *at)
{
	struct word word = {0};

	if (!read_word(at, &word))
		return NULL;
	g_free(word.charset);
	return word.next;
}

static void
append_base64(GString *bytes, const char *text, gsize size)
{
	GString *out = base64_decode(text, size);

	g_string_append_len(bytes, out->str, (gssize)out->len);
	g_string_free(out, TRUE);
}

static void
append_quoted(GString *bytes, const char *text, gsize size)
{
	gsize i;

	for (i = 0; i < size; i++) {
		if (text[i] == '=' && i + 2 < size &&
		    g_ascii_isxdigit(text[i + 1]) &&
		    g_ascii_isxdigit(text[i + 2])) {
			g_string_append_c(
				bytes,
				(char)(g_ascii_xdigit_value(text[i + 1]) * 16 +
				       g_ascii_xdigit_value(text[i + 2])));
			i += 2;
		} else {
			g_string_append_c(bytes,
					  text[i] == '_' ? ' ' : text[i]);
		}
	}
}

/* Words not yet converted, and the text so far. */
struct decoder {
	GString *out;
	GString *bytes;
	char *charset;
};

static void
flush_words(struct decoder *d)
{
	struct charset_report report = {0};
	g_autofree char *text = NULL;

	if (d->charset == NULL)
		return;
	text = charset_decode(d->charset, d->bytes->str, d->bytes->len,
			      &report);
	g_string_append(d->out, text);
	g_string_truncate(d->bytes, 0);
	g_clear_pointer(&d->charset, g_free);
}

static void
add_word(struct decoder *d, const struct word *word)
{
	if (d->charset != NULL &&
	    g_ascii_strcasecmp(d->charset, word->charset) != 0)
		flush_words(d);
	if (d->charset == NULL)
		d->charset = g_strdup(word->charset);
	if (word->encoding == 'b')
		append_base64(d->bytes, word->text, word->size);
	else
		append_quoted(d->bytes, word->text, word->size);
}

/* Plain text up to the next encoded word. White space between two words is
 * not part of the text (RFC 2047, 6.2). */
static void
add_plain(struct decoder *d, const char *from, const char *to, gboolean last)
{
	g_autofree char *text = NULL;
	const char *p = from;

	while (p < to && g_ascii_isspace(*p))
		p++;
	if (p == to && d->charset != NULL && !last)
		return;
	flush_words(d);
	text = charset_guess(from, (gsize)(to - from));
	g_string_append(d->out, text);
}

char *
word_decode(const char *raw)
{
	struct decoder d = {g_string_new(NULL), g_string_new(NULL), NULL};
	const char *plain = raw;
	const char *p = raw;
	g_autofree char *text = NULL;
	char *clean;

	while ((p = strstr(p, "=?")) != NULL) {
		struct word word = {0};

		if (!read_word(p, &word)) {
			p += 2;
			continue;
		}
		add_plain(&d, plain, p, FALSE);
		add_word(&d, &word);
		p = plain = word.next;
		g_free(word.charset);
	}
	add_plain(&d, plain, plain + strlen(plain), TRUE);
	g_string_free(d.bytes, TRUE);
	text = g_string_free(d.out, FALSE);
	clean = text_clean(text, TRUE);
	return g_strstrip(clean);
}
