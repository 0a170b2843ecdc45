/*
 * Plain text as it is written and as it is meant.
 */
#include "read/plain.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "read/take.h"

/* Marks that join or order letters and show nothing themselves. */
static gboolean
is_unseen_mark(gunichar c)
{
	return c == 0x200b || c == 0x200c || c == 0x200e || c == 0x200f ||
	       c == 0xfeff || c == 0x2060 || c == 0xad;
}

static gboolean
is_unseen(gunichar c)
{
	return is_unseen_mark(c) || c == 0x7f || (c >= 0x80 && c < 0xa0) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	       (c < 0x20 && c != '\t');
}

static void
append_seen(GString *out, gunichar c)
{
	if (c == 0xa0 || c == 0x202f || c == 0x2007)
		g_string_append_c(out, ' ');
	else if (c == 0x2028 || c == 0x2029)
		g_string_append_c(out, '\n');
	else if (!is_unseen(c))
		g_string_append_unichar(out, c);
}

/* What stands in the text as it is. */
static gboolean
is_plain(char c)
{
	return ((guchar)c >= 0x20 && (guchar)c < 0x7f) || c == '\n';
}

char *
plain_clean(const char *utf8)
{
	GString *out = g_string_sized_new(strlen(utf8));
	const char *p = utf8;

	while (*p != '\0') {
		const char *run = p;

		while (is_plain(*p))
			p++;
		g_string_append_len(out, run, p - run);
		if (*p == '\0')
			break;
		if (*p == '\r' && p[1] != '\n')
			g_string_append_c(out, '\n');
		else if (*p == '\f' || *p == '\v')
			g_string_append_c(out, ' ');
		else
			append_seen(out, g_utf8_get_char(p));
		p = g_utf8_next_char(p);
	}
	return g_string_free(out, FALSE);
}

static int
quote_depth(const char **line)
{
	int depth = 0;

	while (**line == '>') {
		(*line)++;
		depth++;
	}
	return depth;
}

static void
append_depth(GString *out, int depth)
{
	int i;

	for (i = 0; i < depth; i++)
		g_string_append_c(out, '>');
	if (depth > 0)
		g_string_append_c(out, ' ');
}

/* One line of a flowed text. */
struct flow {
	const char *text; /* after the marks of quotation and the stuffing */
	gsize size;
	int depth;
	gboolean dashes; /* the delimiter of a signature, which joins nothing */
};

static struct flow
flow_at(const char *text, gsize whole)
{
	struct flow f = {text, 0, 0, FALSE};

	f.depth = quote_depth(&f.text);
	f.size = (gsize)(text + whole - f.text);
	if (f.size > 0 && *f.text == ' ') {
		f.text++;
		f.size--;
	}
	f.dashes = f.size == 3 && strncmp(f.text, "-- ", 3) == 0;
	return f;
}

char *
plain_unflow(const char *text, gboolean delsp)
{
	GString *out = g_string_sized_new(strlen(text));
	gboolean joins = FALSE;
	int before = 0;

	while (*text != '\0') {
		gsize whole = strcspn(text, "\n");
		struct flow f = flow_at(text, whole);
		gboolean breaks = f.depth != before || f.dashes;

		if (joins && breaks)
			g_string_append_c(out, '\n');
		if (!joins || breaks)
			append_depth(out, f.depth);
		joins = f.size > 0 && f.text[f.size - 1] == ' ' && !f.dashes;
		g_string_append_len(out, f.text,
				    (gssize)(f.size - (joins && delsp)));
		text += whole;
		if (!joins && *text == '\n')
			g_string_append_c(out, '\n');
		text += *text == '\n';
		before = f.depth;
	}
	return g_string_free(out, FALSE);
}

void
plain_attach(struct message *message, const char *filename, const char *type,
	     const void *bytes, gsize size)
{
	struct attachment *a;

	if (message->attachments->len >= LIMIT_ATTACHMENTS) {
		message_problem(message,
				"There are more than %d attachments; "
				"the rest is not listed.",
				LIMIT_ATTACHMENTS);
		return;
	}
	a = g_new0(struct attachment, 1);
	a->filename = g_strdup(filename);
	a->content_type = g_strdup(type);
	a->size = size;
	a->sha256 = text_sha256(bytes, size);
	g_ptr_array_add(message->attachments, a);
	take_offer_file(a->sha256, bytes, size);
}

static guint
uu_value(char c)
{
	return ((guint)c - 32) & 63;
}

/* One line of a uuencoded file. FALSE if it cannot be one. */
static gboolean
uu_line(GString *out, const char *line, gsize size)
{
	gsize want;
	gsize i;

	while (size > 0 && line[size - 1] == '\r')
		size--;
	if (size == 0 || *line < 32 || *line > 96)
		return FALSE;
	want = uu_value(*line);
	if (size > (want + 2) / 3 * 4 + 3 || (want > 0 && size < 2))
		return FALSE;
	for (i = 1; want > 0; i += 4) {
		guint bits = 0;
		gsize k;

		for (k = 0; k < 4; k++)
			bits = bits << 6 |
			       (i + k < size ? uu_value(line[i + k]) : 0);
		for (k = 0; k < 3 && want > 0; k++, want--)
			g_string_append_c(out,
					  (char)(bits >> (16 - 8 * k) & 255));
	}
	return TRUE;
}

/* If a file begins at text: its name, its bytes, and the first character
 * after it; else NULL. */
static const char *
uu_file(const char *text, GString *bytes, char **name)
{
	const char *line = text + 6;
	gsize mode = strspn(line, "01234567");
	gsize size;

	if (strncmp(text, "begin ", 6) != 0 || mode < 3 || mode > 4 ||
	    line[mode] != ' ')
		return NULL;
	line += mode + 1;
	size = strcspn(line, "\r\n");
	*name = g_strndup(line, MIN(size, 255));
	line += strcspn(line, "\n");
	while (*line == '\n') {
		line++;
		size = strcspn(line, "\n");
		if (size >= 3 && strncmp(line, "end", 3) == 0 &&
		    (line[3] == '\n' || line[3] == '\r' || line[3] == '\0'))
			return line + size;
		if (!uu_line(bytes, line, size))
			break;
		line += size;
	}
	g_clear_pointer(name, g_free);
	return NULL;
}

char *
plain_take_uuencoded(const char *text, struct message *message)
{
	GString *out;
	int failures = 0;

	if (strstr(text, "begin ") == NULL)
		return g_strdup(text);
	out = g_string_sized_new(strlen(text));
	while (*text != '\0') {
		g_autofree char *name = NULL;
		GString *bytes = g_string_new(NULL);
		const char *after = failures < 20 && *text == 'b'
					    ? uu_file(text, bytes, &name)
					    : NULL;
		gsize size = strcspn(text, "\n");

		if (after != NULL) {
			plain_attach(message, name, "application/octet-stream",
				     bytes->str, bytes->len);
			text = after;
		} else {
			failures += strncmp(text, "begin ", 6) == 0;
			g_string_append_len(out, text, (gssize)size);
			text += size;
		}
		if (*text == '\n')
			g_string_append_c(out, *text++);
		g_string_free(bytes, TRUE);
	}
	return g_string_free(out, FALSE);
}

/* Past the tag at text; the text of a <param> goes with it. NULL if it is no
 * tag. *no_param: no "</param>" is left to be found. */
static const char *
skip_tag(const char *text, gboolean *no_param)
{
	const char *close = text[1] == '<' ? NULL : strpbrk(text + 1, "<>");

	if (!*no_param && g_ascii_strncasecmp(text, "<param>", 7) == 0) {
		const char *end = strstr(text, "</param>");

		*no_param = end == NULL;
		if (end != NULL)
			return end + 8;
	}
	return close != NULL && *close == '>' ? close + 1 : NULL;
}

char *
plain_from_enriched(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));
	gboolean no_param = FALSE;

	while (*text != '\0') {
		gsize n = strcspn(text, "<");
		const char *after;

		g_string_append_len(out, text, (gssize)n);
		text += n;
		if (*text == '\0')
			break;
		after = skip_tag(text, &no_param);
		if (after == NULL) {
			g_string_append_c(out, '<');
			after = text + (text[1] == '<' ? 2 : 1);
		}
		text = after;
	}
	return g_string_free(out, FALSE);
}
