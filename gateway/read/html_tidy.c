/*
 * The pass before the parser: one walk over the bytes, which leaves a small
 * and regular HTML with the same visible text.
 */
#include "read/html.h"

#include <string.h>

#include "base/limits.h"

/* Deeper elements are read as if they were not there. */
#define DEPTH 200

/* Of a value only this much is kept: addresses and styles. */
#define VALUE_BYTES 2000
#define ATTRIBUTES 64

/* Different names of elements that are counted; HTML has 150. */
#define NAMES 1000
#define NAME_BYTES 40

/* What is given to the parser at most: four times the text that is kept. */
#define MOST_BYTES (4 * LIMIT_TEXT_BYTES)

struct tidy {
	GString *out;
	const char *at;
	const char *end;
	int depth;
	GHashTable *open;    /* name → how many are open */
	int over;	     /* open elements beyond DEPTH, left out */
	gboolean no_comment; /* no "-->" is left */
	gboolean no_quotes;  /* a quote was never closed */
	gboolean no_close;   /* no "</" of script or style is left */
};

static gboolean
begins(const struct tidy *t, const char *at, const char *word)
{
	gsize n = strlen(word);

	return (gsize)(t->end - at) >= n &&
	       g_ascii_strncasecmp(at, word, n) == 0;
}

/* True if a quote at p begins a value: quotes elsewhere are slips. */
static gboolean
begins_value(const char *p)
{
	return (*p == '"' || *p == '\'') && (p[-1] == '=' || p[-1] == ' ');
}

/* The ">" that ends the tag at t->at; NULL if there is none. */
static const char *
tag_end(struct tidy *t)
{
	const char *p = t->at + 1;
	char quote = 0;

	for (; p < t->end && !t->no_quotes; p++) {
		if (quote != 0) {
			quote = (char)(*p == quote ? 0 : quote);
			continue;
		}
		if (*p == '>')
			return p;
		if (*p == '<')
			return NULL;
		if (begins_value(p))
			quote = *p;
	}
	t->no_quotes = t->no_quotes || quote != 0;
	return memchr(t->at, '>', (gsize)(t->end - t->at));
}

static const char *
find(const struct tidy *t, const char *word)
{
	const char *p = t->at;
	gsize n = strlen(word);

	while (p < t->end && (p = memchr(p, *word, (gsize)(t->end - p)))) {
		if (begins(t, p, word))
			return p + n;
		p++;
	}
	return NULL;
}

static void
drop_comment(struct tidy *t)
{
	const char *close;

	if (begins(t, t->at, "<!-->")) {
		t->at += 5;
		return;
	}
	close = t->no_comment ? NULL : find(t, "-->");
	t->no_comment = close == NULL;
	t->at = close == NULL ? t->at + 4 : close;
}

/* "<!doctype …>", "<![if …]>", "<?xml …>". */
static void
drop_declaration(struct tidy *t)
{
	const char *close = memchr(t->at, '>', (gsize)(t->end - t->at));

	t->at = close == NULL ? t->at + 1 : close + 1;
}

static void
append_value(struct tidy *t, const char *value, gsize size)
{
	gsize i;

	g_string_append(t->out, "=\"");
	for (i = 0; i < MIN(size, VALUE_BYTES); i++)
		if (value[i] == '"')
			g_string_append(t->out, "&quot;");
		else if (value[i] == '<')
			g_string_append(t->out, "&lt;");
		else if (value[i] != '\0')
			g_string_append_c(t->out, value[i]);
	g_string_append_c(t->out, '"');
}

static gboolean
is_wanted(const char *name, gsize size)
{
	static const char *const wanted[] = {"href", "style", "class",	"id",
					     "type", "alt",   "hidden", "start",
					     "cite", "value"};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(wanted); i++)
		if (strlen(wanted[i]) == size &&
		    g_ascii_strncasecmp(wanted[i], name, size) == 0)
			return TRUE;
	return FALSE;
}

static const char *
skip_white(const char *p, const char *end)
{
	while (p < end && g_ascii_isspace(*p))
		p++;
	return p;
}

/* The value after "=", and where it ends. */
static const char *
read_value(const char *p, const char *end, const char **value, gsize *size)
{
	p = skip_white(p, end);
	if (p < end && (*p == '"' || *p == '\'')) {
		const char *close = memchr(p + 1, *p, (gsize)(end - p - 1));

		*value = p + 1;
		*size = (gsize)((close == NULL ? end : close) - *value);
		return close == NULL ? end : close + 1;
	}
	*value = p;
	while (p < end && !g_ascii_isspace(*p))
		p++;
	*size = (gsize)(p - *value);
	return p;
}

static void
copy_attributes(struct tidy *t, const char *p, const char *end)
{
	int left = ATTRIBUTES;

	while (p < end && left-- > 0) {
		const char *value = "";
		const char *name;
		gsize name_size;
		gsize size = 0;

		while (p < end && !g_ascii_isalpha(*p))
			p++;
		for (name = p; p < end && (g_ascii_isalnum(*p) || *p == '-' ||
					   *p == ':' || *p == '_');)
			p++;
		name_size = (gsize)(p - name);
		p = skip_white(p, end);
		if (p < end && *p == '=')
			p = read_value(p + 1, end, &value, &size);
		if (!is_wanted(name, name_size))
			continue;
		g_string_append_c(t->out, ' ');
		g_string_append_len(t->out, name, (gssize)name_size);
		append_value(t, value, size);
	}
}

static gboolean
is_void(const char *name, gsize size)
{
	static const char *const voids[] = {
		"br",	"img", "hr",  "meta",  "link",	"input",   "area",
		"base", "col", "wbr", "embed", "param", "basefont"};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(voids); i++)
		if (strlen(voids[i]) == size &&
		    g_ascii_strncasecmp(voids[i], name, size) == 0)
			return TRUE;
	return FALSE;
}

/* The frame of the page is the reader's own, so that text after an early
 * "</html>" is not lost. */
static gboolean
is_frame(const char *name, gsize size)
{
	return size == 4 && (g_ascii_strncasecmp(name, "html", 4) == 0 ||
			     g_ascii_strncasecmp(name, "body", 4) == 0 ||
			     g_ascii_strncasecmp(name, "head", 4) == 0);
}

/* How many elements of that name are open; made if there is room. */
static gsize *
count_of(struct tidy *t, const char *name, gsize size)
{
	char key[NAME_BYTES + 1];
	gsize *count;
	gsize i;

	for (i = 0; i < size; i++)
		key[i] = g_ascii_tolower(name[i]);
	key[size] = '\0';
	count = g_hash_table_lookup(t->open, key);
	if (count != NULL || g_hash_table_size(t->open) >= NAMES)
		return count;
	count = g_new0(gsize, 1);
	g_hash_table_insert(t->open, g_strdup(key), count);
	return count;
}

/* Counts an end tag. FALSE if nothing of that name is open: a parser would
 * look for it through all that is. */
static gboolean
close_one(struct tidy *t, gsize *count)
{
	if (count == NULL || *count == 0)
		return FALSE;
	(*count)--;
	if (t->over > 0) {
		t->over--;
		return FALSE;
	}
	t->depth -= t->depth > 0;
	return TRUE;
}

/* Counts a start tag. FALSE if it is too deep, and to be left out. */
static gboolean
open_one(struct tidy *t, gsize *count)
{
	if (count != NULL)
		(*count)++;
	if (t->depth >= DEPTH) {
		t->over++;
		return FALSE;
	}
	t->depth++;
	return TRUE;
}

static gboolean
count_depth(struct tidy *t, const char *name, gsize size, gboolean closing)
{
	gsize *count = count_of(t, name, size);

	return closing ? close_one(t, count) : open_one(t, count);
}

/* Past the end tag of an element whose content is no text. */
static gboolean
drop_raw(struct tidy *t, const char *name, const char *close_tag,
	 const char *tag_close)
{
	const char *close;
	gsize n = strlen(name);

	if (g_ascii_tolower(t->at[1]) != *name || !begins(t, t->at + 1, name) ||
	    g_ascii_isalnum(t->at[1 + n]))
		return FALSE;
	t->at = tag_close + 1;
	if (tag_close[-1] == '/' || t->no_close)
		return TRUE;
	close = find(t, close_tag);
	t->no_close = close == NULL;
	if (close != NULL) {
		t->at = close;
		close = memchr(close, '>', (gsize)(t->end - close));
		t->at = close == NULL ? t->end : close + 1;
	}
	return TRUE;
}

/* The length of an element's name; a prefix such as "o:" belongs to it. */
static gsize
name_size(const char *name, const char *end)
{
	const char *p = name;

	while (p < end && (g_ascii_isalnum(*p) || *p == ':' || *p == '-'))
		p++;
	return (gsize)(p - name);
}

static void
copy_tag(struct tidy *t, const char *close)
{
	gboolean closing = t->at[1] == '/';
	const char *name = t->at + 1 + closing;
	gsize size = name_size(name, close);

	t->at = close + 1;
	if (size == 0 || size > NAME_BYTES || is_frame(name, size))
		return;
	if (is_void(name, size) ? closing
				: !count_depth(t, name, size, closing))
		return;
	g_string_append(t->out, closing ? "</" : "<");
	g_string_append_len(t->out, name, (gssize)size);
	if (!closing)
		copy_attributes(t, name + size, close);
	g_string_append_c(t->out, '>');
}

static void
take_tag(struct tidy *t)
{
	const char *close = tag_end(t);

	if (close == NULL) {
		g_string_append(t->out, "&lt;");
		t->at++;
	} else if (!drop_raw(t, "script", "</script", close) &&
		   !drop_raw(t, "style", "</style", close) &&
		   !drop_raw(t, "title", "</title", close)) {
		copy_tag(t, close);
	}
}

static void
take(struct tidy *t)
{
	gboolean tag =
		t->at + 1 < t->end && (g_ascii_isalpha(t->at[1]) ||
				       (t->at[1] == '/' && t->at + 2 < t->end &&
					g_ascii_isalpha(t->at[2])));

	if (tag)
		take_tag(t);
	else if (begins(t, t->at, "<!--"))
		drop_comment(t);
	else if (begins(t, t->at, "<!") || begins(t, t->at, "<?"))
		drop_declaration(t);
	else {
		g_string_append(t->out, "&lt;");
		t->at++;
	}
}

GString *
html_tidy(const char *html, gsize size)
{
	struct tidy t = {.out = g_string_sized_new(size / 2 + 64),
			 .at = html,
			 .end = html + size};

	t.open = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_string_append(t.out, "<html><body>");
	while (t.at < t.end && t.out->len < MOST_BYTES) {
		const char *tag = memchr(t.at, '<', (gsize)(t.end - t.at));

		if (tag == NULL)
			tag = t.end;
		g_string_append_len(t.out, t.at, tag - t.at);
		t.at = tag;
		if (tag < t.end)
			take(&t);
	}
	g_string_append(t.out, "</body></html>");
	g_hash_table_unref(t.open);
	return t.out;
}

gboolean
html_is(const char *text)
{
	while (g_ascii_isspace(*text))
		text++;
	return g_ascii_strncasecmp(text, "<html", 5) == 0 ||
	       g_ascii_strncasecmp(text, "<!doctype html", 14) == 0 ||
	       (g_ascii_strncasecmp(text, "<div", 4) == 0 &&
		strstr(text, "</div>") != NULL) ||
	       (g_ascii_strncasecmp(text, "<p>", 3) == 0 &&
		strstr(text, "</p>") != NULL);
}
