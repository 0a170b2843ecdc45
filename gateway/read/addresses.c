/*
 * Address lists: cut at commas that are not inside quotes, comments, angle
 * brackets or encoded words; then each piece is a name and an address.
 */
#include "read/addresses.h"

#include "base/limits.h"
#include "base/text.h"
#include "read/charset.h"
#include "read/word.h"

/* One mailbox in the making, all three raw. */
struct piece {
	GString *plain; /* outside quotes, comments and brackets */
	GString *comment;
	GString *angle;
	gboolean quoted; /* plain has a quoted string in it */
	gboolean in_angle;
	gboolean has_angle;
	int comments;
	gboolean unclosed; /* a comment never ended: no more are sought */
};

static void
piece_clear(struct piece *p)
{
	g_string_truncate(p->plain, 0);
	g_string_truncate(p->comment, 0);
	g_string_truncate(p->angle, 0);
	p->quoted = p->in_angle = p->has_angle = FALSE;
	p->comments = 0;
}

static char *
tidy_name(const char *raw)
{
	g_autofree char *text = word_decode(raw);
	char *name = text_squeeze(text);
	gsize n = strlen(name);

	if (n >= 2 && name[0] == '"' && name[n - 1] == '"') {
		memmove(name, name + 1, n - 2);
		name[n - 2] = '\0';
	}
	return g_strstrip(name);
}

/* Without blanks, scheme and route; "" if nothing is left. */
static char *
tidy_address(const char *raw)
{
	g_autofree char *text = charset_guess(raw, strlen(raw));
	g_autofree char *clean = text_clean(text, TRUE);
	g_autofree char *decoded =
		strstr(clean, "=?") != NULL ? word_decode(clean) : NULL;
	const char *from = decoded != NULL ? decoded : clean;
	GString *out = g_string_new(NULL);
	const char *p;

	while (g_ascii_isspace(*from) || *from == '<' || *from == '\'')
		from++;
	if (g_ascii_strncasecmp(from, "mailto:", 7) == 0)
		from += 7;
	if (*from == '@' && strchr(from, ':') != NULL)
		from = strrchr(from, ':') + 1;
	for (p = from; *p != '\0'; p++)
		if (!g_ascii_isspace(*p) || strchr(from, '"') != NULL)
			g_string_append_c(out, *p);
	while (out->len > 0 && strchr(">' ,;!?.*", out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

static void
add(GPtrArray *list, const char *name, const char *address)
{
	if (list->len < LIMIT_ADDRESSES)
		g_ptr_array_add(list, address_new(name, address));
}

/* "a@x (Name)" or "a@x" or "Name a@x". */
static void
add_bare(GPtrArray *list, const struct piece *p)
{
	g_autofree char *name = tidy_name(p->comment->str);
	g_autofree char *address = NULL;
	g_autofree char *plain = g_strdup(p->plain->str);
	char *word;

	g_strstrip(plain);
	word = p->quoted ? NULL : strrchr(plain, ' ');
	if (word != NULL && strchr(word, '@') != NULL &&
	    strchr(plain, '@') > word) {
		g_autofree char *before = NULL;

		*word = '\0';
		before = tidy_name(plain);
		address = tidy_address(word + 1);
		add(list, *name != '\0' ? name : before, address);
		return;
	}
	address = tidy_address(plain);
	add(list, name, address);
}

/* Ends a piece. One without any address is the first half of
 * "Smith, John <js@x>": it stays and the next one joins it. */
static void
finish_piece(struct piece *p, GPtrArray *list, gboolean last)
{
	g_autofree char *name = NULL;
	g_autofree char *address = NULL;

	if (p->has_angle) {
		g_autofree char *comment = tidy_name(p->comment->str);

		name = tidy_name(p->plain->str);
		address = tidy_address(p->angle->str);
		add(list, *name != '\0' ? name : comment, address);
	} else if (strchr(p->plain->str, '@') != NULL) {
		add_bare(list, p);
	} else if (!last) {
		g_strchomp(p->plain->str);
		p->plain->len = strlen(p->plain->str);
		if (p->plain->len > 0)
			g_string_append(p->plain, ",");
		return;
	} else {
		name = tidy_name(p->plain->str);
		g_strdelimit(name, ",", ' ');
		if (*g_strstrip(name) != '\0')
			add(list, name, "");
	}
	piece_clear(p);
}

/* A quoted string: into plain without its quotes, or kept in an address. */
static const char *
take_quoted(struct piece *p, const char *at)
{
	const char *close = at + 1;
	gsize before = p->plain->len;

	while (*close != '\0' && *close != '"')
		close += *close == '\\' && close[1] != '\0' ? 2 : 1;
	if (*close == '\0')
		return at + 1;
	if (p->in_angle || close[1] == '@') {
		g_string_append_len(p->in_angle ? p->angle : p->plain, at,
				    close + 1 - at);
		p->quoted = TRUE;
		return close + 1;
	}
	for (at++; at < close; at++)
		if (*at != '\\' || at + 1 == close)
			g_string_append_c(p->plain, *at);
		else
			g_string_append_c(p->plain, *++at);
	p->quoted = p->quoted || p->plain->len > before;
	return close + 1;
}

/* The place after a comment, with what it says added to the piece. */
static const char *
take_comment(struct piece *p, const char *at)
{
	int depth = 0;
	const char *from = at + 1;

	for (; *at != '\0'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		else if (*at == '(')
			depth++;
		else if (*at == ')' && --depth == 0)
			break;
	}
	if (*at == '\0') {
		p->unclosed = TRUE;
		g_string_append_c(p->plain, ' ');
		return from;
	}
	if (p->comments++ > 0)
		g_string_append_c(p->comment, ' ');
	g_string_append_len(p->comment, from, at - from);
	return at + 1;
}

/* One ordinary character. */
static const char *
take_char(struct piece *p, const char *at, GPtrArray *list)
{
	gboolean group = *at == ':' && !p->in_angle && !p->has_angle &&
			 strchr(p->plain->str, '@') == NULL &&
			 g_ascii_strcasecmp(p->plain->str, "mailto") != 0;

	if (*at == '<' && !p->in_angle && !p->has_angle) {
		p->in_angle = p->has_angle = TRUE;
	} else if (*at == '>') {
		p->in_angle = FALSE;
	} else if (p->in_angle) {
		g_string_append_c(p->angle, *at);
	} else if (*at == ',' || *at == ';') {
		finish_piece(p, list, *at == ';');
	} else if (group) {
		piece_clear(p);
	} else if (!p->has_angle) {
		g_string_append_c(p->plain, *at);
	}
	return at + 1;
}

void
addresses_read(const char *raw, GPtrArray *list)
{
	struct piece p = {.plain = g_string_new(NULL),
			  .comment = g_string_new(NULL),
			  .angle = g_string_new(NULL)};

	while (raw != NULL && *raw != '\0' && list->len < LIMIT_ADDRESSES) {
		const char *end = *raw == '=' ? word_end(raw) : NULL;

		if (end != NULL && !p.in_angle) {
			g_string_append_len(p.plain, raw, end - raw);
			raw = end;
		} else if (*raw == '"') {
			raw = take_quoted(&p, raw);
		} else if (*raw == '(' && !p.in_angle && !p.unclosed) {
			raw = take_comment(&p, raw);
		} else {
			raw = take_char(&p, raw, list);
		}
	}
	finish_piece(&p, list, TRUE);
	g_string_free(p.plain, TRUE);
	g_string_free(p.comment, TRUE);
	g_string_free(p.angle, TRUE);
}

static gboolean
is_address_char(char c)
{
	return g_ascii_isalnum(c) || (guchar)c >= 0x80 ||
	       (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL);
}

/* Whatever looks like an address in a field that is no address list. */
static struct address *
find_anywhere(const char *raw)
{
	const char *at = strchr(raw, '@');
	g_autofree char *address = NULL;
	const char *from = at;
	const char *to;

	if (at == NULL)
		return NULL;
	while (from > raw && is_address_char(from[-1]))
		from--;
	for (to = at + 1; is_address_char(*to); to++)
		;
	if (from == at || to == at + 1)
		return NULL;
	{
		g_autofree char *found = g_strndup(from, (gsize)(to - from));

		address = tidy_address(found);
	}
	return address_new("", address);
}

/* The first of a list that has an address; NULL if none has. */
static struct address *
first_of(GPtrArray *list)
{
	guint i;

	for (i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);

		if (strchr(a->address, '@') != NULL)
			return address_new(a->name, a->address);
	}
	return NULL;
}

/* A whole address that was written as encoded words looks like a name. */
static struct address *
look_into_name(const struct address *a)
{
	g_autoptr(GPtrArray) list =
		g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	struct address *found = NULL;

	if (strchr(a->name, '@') != NULL) {
		addresses_read(a->name, list);
		found = first_of(list);
	}
	return found != NULL ? found : address_new(a->name, a->address);
}

struct address *
addresses_first(const char *raw)
{
	g_autoptr(GPtrArray) list =
		g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	struct address *found;

	addresses_read(raw, list);
	found = first_of(list);
	if (found == NULL && raw != NULL)
		found = find_anywhere(raw);
	if (found == NULL && list->len > 0)
		found = look_into_name(g_ptr_array_index(list, 0));
	return found != NULL ? found : address_new("", "");
}
