/*
 * Headers, line by line, in one pass. Nothing is decoded here; what is not a
 * field is dropped and told, and the body begins where a person would say.
 */
#include "read/head.h"

#include "base/limits.h"
#include "read/plain.h"
#include "read/word.h"

static void
field_free(struct field *field)
{
	if (field == NULL)
		return;
	g_free(field->name);
	g_free(field->value);
	g_free(field);
}

struct head *
head_new(void)
{
	struct head *head = g_new0(struct head, 1);

	head->fields =
		g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
	return head;
}

void
head_free(struct head *head)
{
	if (head == NULL)
		return;
	g_ptr_array_unref(head->fields);
	g_free(head);
}

void
head_add(struct head *head, const char *name, const char *value)
{
	struct field *field = g_new0(struct field, 1);

	field->name = g_strdup(name);
	field->value = g_strdup(value);
	g_ptr_array_add(head->fields, field);
}

GString *
head_normalise(const char *bytes, gsize size)
{
	GString *out = g_string_sized_new(size + 1);
	gboolean alone = memchr(bytes, '\n', size) == NULL;
	const char *end = bytes + size;

	while (bytes < end) {
		const char *cr = memchr(bytes, '\r', (gsize)(end - bytes));

		g_string_append_len(out, bytes,
				    (cr == NULL ? end : cr) - bytes);
		if (cr == NULL)
			break;
		if (alone)
			g_string_append_c(out, '\n');
		else if (cr + 2 >= end || cr[1] != '\r' || cr[2] != '\n')
			g_string_append_c(out, '\r');
		bytes = cr + 1;
	}
	return out;
}

/* One line of the buffer: its bytes without the line end, and the next. */
struct line {
	const char *at;
	gsize size;
	const char *next;
};

static struct line
line_at(const char *at, const char *end)
{
	const char *lf = memchr(at, '\n', (gsize)(end - at));
	struct line line = {at, 0, lf == NULL ? end : lf + 1};

	line.size = (gsize)((lf == NULL ? end : lf) - at);
	while (line.size > 0 && at[line.size - 1] == '\r')
		line.size--;
	return line;
}

static gboolean
is_white(const struct line *line)
{
	gsize i;

	for (i = 0; i < line->size; i++)
		if (line->at[i] != ' ' && line->at[i] != '\t')
			return FALSE;
	return TRUE;
}

static gboolean
is_folded(const struct line *line)
{
	return line->size > 0 && (*line->at == ' ' || *line->at == '\t') &&
	       !is_white(line);
}

/* The length of the field's name if the line begins a field; 0 if not. */
static gsize
name_length(const struct line *line)
{
	gsize n = 0;
	gsize colon;

	while (n < line->size && n < 128 && line->at[n] > 32 &&
	       line->at[n] < 127 && line->at[n] != ':')
		n++;
	for (colon = n; colon < line->size && line->at[colon] == ' '; colon++)
		;
	return n > 0 && colon < line->size && line->at[colon] == ':' ? n : 0;
}

static gboolean
is_known(const struct line *line)
{
	static const char *const known[] = {"from",
					    "to",
					    "subject",
					    "date",
					    "received",
					    "message-id",
					    "content-type",
					    "cc",
					    "return-path",
					    "mime-version",
					    "reply-to",
					    "sender",
					    "delivered-to",
					    "content-transfer-encoding",
					    "content-disposition",
					    "auto-submitted",
					    "in-reply-to",
					    "references",
					    "list-unsubscribe",
					    "precedence"};
	gsize n = name_length(line);
	gsize i;

	if (n > 2 && g_ascii_strncasecmp(line->at, "x-", 2) == 0)
		return TRUE;
	for (i = 0; i < G_N_ELEMENTS(known); i++)
		if (n == strlen(known[i]) &&
		    g_ascii_strncasecmp(line->at, known[i], n) == 0)
			return TRUE;
	return FALSE;
}

/* Blank, and not a slip inside the header: no folded line and no well-known
 * field follows a line of white space only. */
static gboolean
ends_header(const struct line *line, const char *end)
{
	struct line next;

	if (!is_white(line))
		return FALSE;
	if (line->size == 0 || line->next >= end)
		return TRUE;
	next = line_at(line->next, end);
	return !is_folded(&next) && !is_known(&next);
}

/* Past a byte order mark, blank lines and an mbox line. */
static const char *
skip_rubbish(const char *at, const char *end)
{
	if (end - at >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	while (at < end && (*at == '\n' || *at == '\r'))
		at++;
	while (end - at > 6 &&
	       (memcmp(at, "From ", 5) == 0 || memcmp(at, ">From ", 6) == 0))
		at = line_at(at, end).next;
	return at;
}

/* The last line before the blank one that begins a field; NULL if there is
 * none that is well known: then there is no header. */
static const char *
find_last_field(const char *at, const char *end)
{
	const char *last = NULL;
	gboolean known = FALSE;

	while (at < end) {
		struct line line = line_at(at, end);

		if (ends_header(&line, end))
			break;
		if (name_length(&line) > 0)
			last = at;
		known = known || (last == at && is_known(&line));
		at = line.next;
	}
	return known ? last : NULL;
}

/* What collects one field after the other. */
struct collector {
	struct head *head;
	struct message *message;
	GString *value;
	char *name;
	gsize total;
	const char *told;
};

static void
finish_field(struct collector *c)
{
	if (c->name != NULL && c->total <= LIMIT_HEADER_BYTES)
		head_add(c->head, c->name, g_strstrip(c->value->str));
	g_clear_pointer(&c->name, g_free);
	g_string_truncate(c->value, 0);
}

static void
tell(struct collector *c, const char *what)
{
	if (c->message != NULL && c->told != what)
		message_problem(c->message, "%s", what);
	c->told = what; /* a million odd lines are told once */
}

static void
append_value(struct collector *c, const char *at, gsize size)
{
	gsize i;

	c->total += MIN(size, LIMIT_FIELD_BYTES);
	if (c->total > LIMIT_HEADER_BYTES)
		tell(c, "The header is too long and was cut.");
	for (i = 0; i < size && c->value->len < LIMIT_FIELD_BYTES; i++)
		if (at[i] == '\r')
			g_string_append_c(c->value, ' ');
		else if (at[i] != '\0')
			g_string_append_c(c->value, at[i]);
	if (i < size)
		tell(c, "A header field is too long and was cut.");
}

static void
begin_field(struct collector *c, const struct line *line, gsize length)
{
	const char *colon = memchr(line->at, ':', line->size);

	finish_field(c);
	c->name = g_strndup(line->at, length);
	append_value(c, colon + 1, line->size - (gsize)(colon + 1 - line->at));
}

static void
take_line(struct collector *c, const struct line *line)
{
	gsize length = name_length(line);

	if (is_white(line))
		return;
	if (is_folded(line) && c->name != NULL)
		append_value(c, line->at, line->size);
	else if (length > 0)
		begin_field(c, line, length);
	else
		tell(c, "A line in the header is not a field.");
}

static void
collect(struct collector *c, const char *bytes, const char *end,
	const char *last)
{
	const char *at = bytes + c->head->lines_at;

	while (at < end) {
		struct line line = line_at(at, end);
		gboolean over = ends_header(&line, end);

		if (!over && at > last && !is_folded(&line) &&
		    !is_white(&line)) {
			tell(c, "No blank line stands after the header.");
			break;
		}
		at = line.next;
		if (over)
			break;
		take_line(c, &line);
	}
	finish_field(c);
	c->head->body = (gsize)(at - bytes);
}

struct head *
head_read(const char *bytes, gsize size, struct message *message)
{
	struct head *head = head_new();
	struct collector c = {.head = head, .message = message};
	const char *end = bytes + size;
	const char *start = skip_rubbish(bytes, end);
	const char *last = find_last_field(start, end);

	head->lines_at = (gsize)(start - bytes);
	if (last == NULL) {
		tell(&c, "There is no header.");
		return head;
	}
	c.value = g_string_new(NULL);
	collect(&c, bytes, end, last);
	g_string_free(c.value, TRUE);
	return head;
}

const char *
head_nth(const struct head *head, const char *name, guint n)
{
	guint i;

	for (i = 0; i < head->fields->len; i++) {
		const struct field *f = g_ptr_array_index(head->fields, i);

		if (g_ascii_strcasecmp(f->name, name) == 0 && n-- == 0)
			return f->value;
	}
	return NULL;
}

const char *
head_raw(const struct head *head, const char *name)
{
	return head_nth(head, name, 0);
}

gboolean
head_has(const struct head *head, const char *name)
{
	return head_raw(head, name) != NULL;
}

char *
head_text(const struct head *head, const char *name)
{
	const char *raw = head_raw(head, name);

	return raw == NULL ? g_strdup("") : word_decode(raw);
}

char *
head_seen(const struct head *head, const char *name)
{
	g_autofree char *decoded = head_text(head, name);

	return g_strdelimit(plain_clean(decoded), "\n", ' ');
}

gboolean
head_is(const struct head *head, const char *name, const char *value)
{
	const char *raw = head_raw(head, name);
	gsize n = strlen(value);

	if (raw == NULL)
		return FALSE;
	while (*raw == ' ' || *raw == '\t' || *raw == '"')
		raw++;
	return g_ascii_strncasecmp(raw, value, n) == 0 &&
	       !g_ascii_isalnum(raw[n]) && raw[n] != '-';
}
