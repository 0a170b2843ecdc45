/*
 * A small reader of libConfuse's form that only looks where things stand.
 * It decides nothing about values: libConfuse does, on the same text.
 */
#include "config/scan.h"

#define MARK "\xef\xbb\xbf"
#define SPACES " \t\n"
#define SIGNS "{}=,()\"'"

enum token {
	TOKEN_END,
	TOKEN_WORD,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_EQUALS,
	TOKEN_OTHER,
};

/* The end of the string that begins at p: after its closing quote, or at
 * the final NUL. */
static char *
skip_string(char *p)
{
	char quote = *p++;

	while (*p != '\0' && *p != quote) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		p++;
	}
	return *p == '\0' ? p : p + 1;
}

static void
blank(char *from, const char *to)
{
	for (; from < to; from++)
		if (*from != '\n')
			*from = ' ';
}

/* The end of a comment that begins at p, or p if none does. */
static char *
skip_comment(char *p)
{
	char *end = p;

	if (*p == '#' || g_str_has_prefix(p, "//"))
		end = p + strcspn(p, "\n");
	else if (g_str_has_prefix(p, "/*"))
		end = strstr(p + 2, "*/") == NULL ? p + strlen(p)
						  : strstr(p + 2, "*/") + 2;
	return end;
}

/* libConfuse takes "//" inside a word for part of the word. */
static gboolean
begins_here(const char *start, const char *p)
{
	return *p == '#' || p == start || strchr(SPACES SIGNS, p[-1]) != NULL;
}

char *
scan_blank(const char *text)
{
	char *copy = g_strdup(text);
	char *p = copy, *end;

	g_strdelimit(copy, "\r", ' ');
	if (g_str_has_prefix(copy, MARK))
		blank(copy, copy + strlen(MARK));
	while (*p != '\0') {
		if (*p == '"' || *p == '\'') {
			p = skip_string(p);
			continue;
		}
		end = begins_here(copy, p) ? skip_comment(p) : p;
		blank(p, end);
		p = end > p ? end : p + 1;
	}
	return copy;
}

static int
lines_between(const char *from, const char *to)
{
	int n = 0;

	for (; from < to; from++)
		n += *from == '\n';
	return n;
}

static gboolean
is_typographic(const char *p)
{
	return g_str_has_prefix(p, "“") || g_str_has_prefix(p, "”") ||
	       g_str_has_prefix(p, "‘") || g_str_has_prefix(p, "’");
}

/* A backslash at the end of a line carries a string on to the next. */
static gboolean
breaks_off(const char *from, const char *to)
{
	for (; from < to; from++)
		if (*from == '\n' && from[-1] != '\\')
			return TRUE;
	return FALSE;
}

int
scan_quotes(const char *blanked, const char **words)
{
	g_autofree char *copy = g_strdup(blanked);
	char *p = copy, *end;

	for (; *p != '\0'; p = end) {
		gboolean quoted = *p == '"' || *p == '\'';

		end = quoted ? skip_string(p) : p + 1;
		*words = NULL;
		if (is_typographic(p))
			*words = "Use straight quotation marks (\") around "
				 "values.";
		else if (quoted && breaks_off(p, end))
			*words = "The quotation mark that opens here is not "
				 "closed on its line.";
		if (*words != NULL)
			return 1 + lines_between(copy, p);
	}
	return 0;
}

struct scan {
	char *p;
	int line; /* of p */
	int at;	  /* of the last token */
	char *word;
	char *section; /* "mailbox:complaints", or NULL outside */
	int section_line;
	GHashTable *places;
	GPtrArray *repeats;
};

static enum token
take_word(struct scan *scan, char *end, gboolean quoted)
{
	char *from = scan->p + quoted;
	const char *to = quoted && end > from ? end - 1 : end;

	g_free(scan->word);
	scan->word = g_strndup(from, (gsize)(to - from));
	scan->line += lines_between(scan->p, end);
	scan->p = end;
	return TOKEN_WORD;
}

static enum token
next_token(struct scan *scan)
{
	gsize blanks = strspn(scan->p, SPACES);

	scan->line += lines_between(scan->p, scan->p + blanks);
	scan->p += blanks;
	scan->at = scan->line;
	switch (*scan->p) {
	case '\0':
		return TOKEN_END;
	case '"':
	case '\'':
		return take_word(scan, skip_string(scan->p), TRUE);
	case '{':
		scan->p++;
		return TOKEN_OPEN;
	case '}':
		scan->p++;
		return TOKEN_CLOSE;
	case '=':
		scan->p++;
		return TOKEN_EQUALS;
	case ',':
	case '(':
	case ')':
		scan->p++;
		return TOKEN_OTHER;
	default:
		return take_word(scan, scan->p + strcspn(scan->p, SPACES SIGNS),
				 FALSE);
	}
}

static void
record(struct scan *scan, char *place, int line)
{
	int first = GPOINTER_TO_INT(g_hash_table_lookup(scan->places, place));
	struct scan_repeat *repeat;

	if (first == 0) {
		g_hash_table_insert(scan->places, place, GINT_TO_POINTER(line));
		return;
	}
	repeat = g_new(struct scan_repeat, 1);
	repeat->place = place;
	repeat->line = line;
	repeat->first = first;
	g_ptr_array_add(scan->repeats, repeat);
}

static void
skip_value(struct scan *scan)
{
	enum token token = next_token(scan);

	if (token != TOKEN_OPEN)
		return;
	while (token != TOKEN_CLOSE && token != TOKEN_END)
		token = next_token(scan);
}

/* After a word that begins a statement. */
static void
statement(struct scan *scan, const char *name, int line)
{
	enum token token = next_token(scan);
	char *section;

	if (token == TOKEN_EQUALS) {
		record(scan,
		       scan->section == NULL
			       ? g_strdup(name)
			       : g_strconcat(scan->section, ".", name, NULL),
		       line);
		skip_value(scan);
		return;
	}
	section = token == TOKEN_WORD ? g_strconcat(name, ":", scan->word, NULL)
				      : g_strdup(name);
	if (token == TOKEN_WORD)
		next_token(scan);
	g_free(scan->section);
	scan->section = section;
	scan->section_line = line;
	record(scan, g_strdup(section), line);
}

static void
walk(struct scan *scan)
{
	enum token token;

	while ((token = next_token(scan)) != TOKEN_END) {
		if (token == TOKEN_WORD) {
			g_autofree char *name = g_strdup(scan->word);

			statement(scan, name, scan->at);
		} else if (token == TOKEN_CLOSE) {
			g_clear_pointer(&scan->section, g_free);
		}
	}
}

GHashTable *
scan_places(const char *blanked, GPtrArray *repeats, int *open)
{
	g_autofree char *copy = g_strdup(blanked);
	struct scan scan = {.p = copy, .line = 1, .repeats = repeats};

	scan.places =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	walk(&scan);
	*open = scan.section == NULL ? 0 : scan.section_line;
	g_free(scan.section);
	g_free(scan.word);
	return scan.places;
}

void
scan_repeat_free(struct scan_repeat *repeat)
{
	g_free(repeat->place);
	g_free(repeat);
}
