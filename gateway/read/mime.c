/*
 * GMime, and nothing else: from bytes to a tree of decoded parts. It is given
 * only the header fields that say what the body is, so that its address
 * parser never runs; attached messages stay bytes and are read in their turn.
 */
#include "read/part.h"

#include <gmime/gmime.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "read/base64.h"
#include "read/encoding.h"
#include "read/parameter.h"
#include "read/scan.h"
#include "read/word.h"

/* Nesting beyond LIMIT_DEPTH is told; here it is no longer followed. */
#define MOST_DEPTH (10 * LIMIT_DEPTH)

/* GMime forgets the entries that ours replace: a few bytes once a process,
 * which the leak checker need not see. */
#if defined(__SANITIZE_ADDRESS__)
#define LEAKS_ARE_SOUGHT 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LEAKS_ARE_SOUGHT 1
#endif
#endif
#ifdef LEAKS_ARE_SOUGHT
void __lsan_disable(void);
void __lsan_enable(void);
#define UNSEEN(call)              \
	do {                      \
		__lsan_disable(); \
		call;             \
		__lsan_enable();  \
	} while (0)
#else
#define UNSEEN(call) call
#endif

void
mime_prepare(void)
{
	UNSEEN(g_mime_init());
	g_mime_object_register_type("message", "rfc822", GMIME_TYPE_PART);
	g_mime_object_register_type("message", "global", GMIME_TYPE_PART);
	g_mime_object_register_type("message", "news", GMIME_TYPE_PART);
}

/* True if a digit stands on both sides of *p. */
static gboolean
is_between_digits(const char *raw, const char *p)
{
	return p > raw && g_ascii_isdigit(p[-1]) && g_ascii_isdigit(p[1]);
}

/* A year as C counts it: 126 is 2026. */
static void
mend_year(GString *date)
{
	g_autofree char *year_text = NULL;
	char *p = date->str;

	while ((p = strstr(p, " 1")) != NULL) {
		guint64 year = g_ascii_strtoull(p + 1, NULL, 10);
		gssize at = p + 1 - date->str;

		p++;
		if (year < 100 || year > 199 || p[3] != ' ')
			continue;
		g_string_erase(date, at, 3);
		year_text = g_strdup_printf("%u", (guint)year + 1900);
		g_string_insert(date, at, year_text);
		return;
	}
}

/* A leap second: "09:30:60". */
static void
mend_second(GString *date)
{
	const char *minute = strchr(date->str, ':');
	char *second = minute == NULL ? NULL : strchr(minute + 1, ':');

	if (second != NULL && g_str_has_prefix(second, ":60"))
		memcpy(second, ":59", 3);
}

/* Names of zones that the standard leaves out, at the end of a date. */
static void
mend_zone(GString *date)
{
	static const char *const zones[][2] = {
		{" BST", " +0100"},  {" CET", " +0100"},  {" CEST", " +0200"},
		{" MEZ", " +0100"},  {" MESZ", " +0200"}, {" WEST", " +0100"},
		{" EEST", " +0300"}, {" EET", " +0200"}};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(zones); i++)
		if (g_str_has_suffix(date->str, zones[i][0])) {
			g_string_truncate(date,
					  date->len - strlen(zones[i][0]));
			g_string_append(date, zones[i][1]);
			return;
		}
}

/* A date as the library wants it: "09.30.00" with colons, "+01:00" and
 * "GMT+0100" without colon and name, a leap second as the one before it. */
static char *
tidy_date(const char *raw)
{
	GString *out = g_string_new(NULL);
	const char *zone = NULL;
	const char *p;
	int colons = 0;

	for (p = raw; *p != '\0' && out->len < 200; p++) {
		gboolean dot = *p == '.' && is_between_digits(raw, p);

		if ((*p == '+' || *p == '-') && colons > 0) {
			zone = p;
			if (p > raw && g_ascii_isalpha(p[-1]))
				g_string_append_c(out, ' ');
		}
		if (*p == ':' && zone != NULL && p - zone == 3)
			continue;
		colons += *p == ':' || dot;
		g_string_append_c(out, dot ? ':' : *p);
	}
	g_string_replace(out, "GMT +", "+", 1);
	g_string_replace(out, "UTC +", "+", 1);
	mend_year(out);
	mend_second(out);
	mend_zone(out);
	return g_string_free(out, FALSE);
}

static GDateTime *
read_date(const char *raw)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autofree char *tidy = tidy_date(raw);
	GDateTime *date;

	if (strlen(raw) > 11 && raw[4] == '-' && raw[7] == '-') {
		date = g_date_time_new_from_iso8601(raw, utc);
		if (date != NULL)
			return date;
	}
	return g_mime_utils_header_decode_date(tidy);
}

gint64
mime_date(const char *raw)
{
	g_autoptr(GDateTime) date = raw == NULL ? NULL : read_date(raw);
	gint64 instant = date == NULL ? 0 : g_date_time_to_unix(date);

	/* Before 1990 and after 2100 it is a broken clock. */
	if (instant < G_GINT64_CONSTANT(631152000) ||
	    instant > G_GINT64_CONSTANT(4102444800))
		return TIME_NONE;
	return instant;
}

/* What is being read, and what may still be made of it. */
struct reading {
	struct budget *budget;
	struct message *message;
	int depth;
	int recoveries;
};

/* A parameter as clean UTF-8 on one line; "" if there is none. */
static char *
parameter(GMimeObject *object, const char *name)
{
	const char *value =
		g_mime_object_get_content_type_parameter(object, name);
	g_autofree char *valid =
		g_utf8_make_valid(value == NULL ? "" : value, -1);

	return text_clean(valid, TRUE);
}

static char *
lowered_parameter(GMimeObject *object, const char *name)
{
	g_autofree char *value = parameter(object, name);

	return g_ascii_strdown(g_strstrip(value), -1);
}

/* A field as it came; NULL if there is none. */
static const char *
raw_field(GMimeObject *object, const char *name)
{
	GMimeHeader *field = g_mime_header_list_get_header(
		g_mime_object_get_header_list(object), name);

	return field == NULL ? NULL : g_mime_header_get_raw_value(field);
}

static char *
last_step(const char *path)
{
	const char *p = path + strlen(path);

	while (p > path && p[-1] != '/' && p[-1] != '\\')
		p--;
	if (g_str_equal(p, ".") || g_str_equal(p, ".."))
		return g_strdup("");
	return text_shorten(p, 255);
}

char *
mime_base_name(const char *name)
{
	g_autofree char *decoded = word_decode(name);

	return last_step(decoded);
}

static char *
file_name(GMimeObject *object)
{
	const char *how = raw_field(object, "Content-Disposition");
	const char *type = raw_field(object, "Content-Type");
	const char *fields[][2] = {{how, "filename"},
				   {type, "name"},
				   {how, "name"},
				   {type, "filename"}};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *name =
			parameter_read(fields[i][0], fields[i][1]);

		if (*name != '\0')
			return last_step(name);
	}
	return g_strdup("");
}

static char *
lowered(const char *text)
{
	g_autofree char *valid =
		g_utf8_make_valid(text == NULL ? "" : text, -1);
	g_autofree char *clean = text_clean(valid, TRUE);

	return g_ascii_strdown(g_strstrip(clean), -1);
}

static void
set(char **to, char *value)
{
	g_free(*to);
	*to = value;
}

static gsize
token_size(const char *at)
{
	gsize n = 0;

	while (g_ascii_isalnum(at[n]) ||
	       (at[n] != '\0' && strchr("!#$&^_.+-", at[n]) != NULL))
		n++;
	return n;
}

/* A Content-Type that names no type, for which GMime says octet-stream. */
static gboolean
is_nonsense(GMimeObject *object)
{
	const char *raw = raw_field(object, "Content-Type");
	gsize n;

	if (raw == NULL)
		return FALSE;
	raw += strspn(raw, " \t\r\n\"");
	n = token_size(raw);
	raw += n + strspn(raw + n, " \t");
	if (n == 0 || *raw != '/')
		return TRUE;
	raw += 1 + strspn(raw + 1, " \t");
	return token_size(raw) == 0;
}

static void
describe(GMimeObject *object, struct part *part)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);
	g_autofree char *name = g_mime_content_type_get_mime_type(type);
	g_autofree char *format = lowered_parameter(object, "format");
	g_autofree char *delsp = lowered_parameter(object, "delsp");

	set(&part->type,
	    is_nonsense(object) ? g_strdup("text/plain") : lowered(name));
	set(&part->charset, lowered_parameter(object, "charset"));
	set(&part->filename, file_name(object));
	set(&part->disposition, lowered(g_mime_object_get_disposition(object)));
	set(&part->method, lowered_parameter(object, "method"));
	set(&part->report, lowered_parameter(object, "report-type"));
	if (*part->report == '\0')
		set(&part->report, lowered_parameter(object, "smime-type"));
	part->flowed = g_str_equal(format, "flowed");
	part->delsp = g_str_equal(delsp, "yes");
	part->has_id = g_mime_object_get_content_id(object) != NULL;
}

static GByteArray *
written(GMimeDataWrapper *wrapper, gboolean decode)
{
	GMimeStream *memory = g_mime_stream_mem_new();
	GByteArray *bytes = g_byte_array_new();

	g_mime_stream_mem_set_byte_array(GMIME_STREAM_MEM(memory), bytes);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(memory), FALSE);
	if (decode)
		g_mime_data_wrapper_write_to_stream(wrapper, memory);
	else
		g_mime_stream_write_to_stream(
			g_mime_data_wrapper_get_stream(wrapper), memory);
	g_object_unref(memory);
	return bytes;
}

static GString *
decode(enum encoding encoding, const GByteArray *bytes, gboolean text,
       struct reading *r)
{
	const char *raw = (const char *)bytes->data;

	if (bytes->len == 0)
		return g_string_new(NULL);
	if (encoding == ENCODING_QUOTED)
		return encoding_unquote(raw, bytes->len);
	if (encoding != ENCODING_BASE64)
		return g_string_new_len(raw, (gssize)bytes->len);
	return text ? base64_text(raw, bytes->len, r->message)
		    : base64_decode(raw, bytes->len);
}

/* The bytes of a leaf, decoded; only uuencode is left to the library. */
static GString *
content_of(GMimePart *leaf, gboolean text, struct reading *r)
{
	GMimeDataWrapper *wrapper = g_mime_part_get_content(leaf);
	enum encoding encoding = encoding_of(
		raw_field(GMIME_OBJECT(leaf), "Content-Transfer-Encoding"));
	GByteArray *bytes;
	GString *out;

	if (wrapper == NULL)
		return g_string_new(NULL);
	bytes = written(wrapper, encoding == ENCODING_UU);
	out = decode(encoding, bytes, text, r);
	g_byte_array_unref(bytes);
	return out;
}

static struct part *convert(GMimeObject *object, struct reading *r);

static GMimeObject *
parse(GString *buffer)
{
	GByteArray *bytes = g_byte_array_new();
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeObject *object;

	g_byte_array_append(bytes, (const guint8 *)buffer->str,
			    (guint)buffer->len);
	stream = g_mime_stream_mem_new_with_byte_array(bytes);
	parser = g_mime_parser_new_with_stream(stream);
	g_object_unref(stream);
	object = g_mime_parser_construct_part(parser, NULL);
	g_object_unref(parser);
	return object;
}

/* A multipart that is encoded as a whole, which no standard allows. */
static struct part *
recover_encoded(GMimeMultipart *multipart, const char *prologue,
		struct reading *r)
{
	GMimeObject *object = GMIME_OBJECT(multipart);
	const char *how =
		g_mime_object_get_header(object, "Content-Transfer-Encoding");
	GString *plain;
	GString *buffer;
	struct part *part;

	if (how == NULL || g_ascii_strncasecmp(how, "base64", 6) != 0 ||
	    r->recoveries++ > 3)
		return NULL;
	message_problem(r->message, "Parts are encoded as a whole.");
	plain = base64_decode(prologue, strlen(prologue));
	buffer = g_string_new("Content-Type: ");
	g_string_append(buffer,
			g_mime_object_get_header(object, "Content-Type"));
	g_string_append(buffer, "\n\n");
	g_string_append_len(buffer, plain->str, (gssize)plain->len);
	g_string_free(plain, TRUE);
	object = parse(buffer);
	g_string_free(buffer, TRUE);
	part = object == NULL ? NULL : convert(object, r);
	g_clear_object(&object);
	return part;
}

/* A multipart in which the boundary named was never found: the parts stand
 * in its prologue behind another one. NULL if they do not. */
static struct part *
recover(GMimeMultipart *multipart, struct reading *r)
{
	const char *prologue = g_mime_multipart_get_prologue(multipart);
	g_autofree char *boundary =
		prologue == NULL ? NULL : scan_find_boundary(prologue);
	GMimeObject *object;
	struct part *part;
	GString *buffer;

	if (prologue != NULL && boundary == NULL)
		return recover_encoded(multipart, prologue, r);
	if (boundary == NULL || r->recoveries++ > 3)
		return NULL;
	message_problem(r->message, "The parts are not divided by the "
				    "boundary that the header names.");
	buffer = g_string_new("Content-Type: multipart/mixed; boundary=\"");
	g_string_append_printf(buffer, "%s\"\n\n", boundary);
	g_string_append(buffer, prologue);
	object = parse(buffer);
	g_string_free(buffer, TRUE);
	part = object == NULL ? NULL : convert(object, r);
	g_clear_object(&object);
	return part;
}

static void
convert_children(GMimeMultipart *multipart, struct part *part,
		 struct reading *r)
{
	int n = g_mime_multipart_get_count(multipart);
	int i;

	part->parts = g_ptr_array_new_with_free_func((GDestroyNotify)part_free);
	for (i = 0; i < n && r->budget->parts > 0; i++) {
		struct part *child =
			convert(g_mime_multipart_get_part(multipart, i), r);

		if (child != NULL)
			g_ptr_array_add(part->parts, child);
	}
	if (i < n)
		message_problem(r->message,
				"There are more than %d parts; "
				"the rest was not read.",
				LIMIT_PARTS);
}

static struct part *
convert_multipart(GMimeMultipart *multipart, struct part *part,
		  struct reading *r)
{
	struct part *recovered = NULL;

	if (g_mime_multipart_get_count(multipart) == 0)
		recovered = recover(multipart, r);
	if (recovered != NULL) {
		part_free(part);
		return recovered;
	}
	part->prologue = g_strdup(g_mime_multipart_get_prologue(multipart));
	if (++r->depth > LIMIT_DEPTH)
		message_problem(r->message,
				"Parts are nested more than %d deep.",
				LIMIT_DEPTH);
	if (r->depth <= MOST_DEPTH)
		convert_children(multipart, part, r);
	r->depth--;
	if (part->parts == NULL)
		part->parts = g_ptr_array_new_with_free_func(
			(GDestroyNotify)part_free);
	return part;
}

static struct part *
convert(GMimeObject *object, struct reading *r)
{
	struct part *part = part_new();

	r->budget->parts--;
	describe(object, part);
	if (GMIME_IS_MULTIPART(object))
		return convert_multipart(GMIME_MULTIPART(object), part, r);
	if (GMIME_IS_PART(object))
		part->content = content_of(GMIME_PART(object),
					   part_is(part, "text/"), r);
	else
		part->content = g_string_new(NULL);
	return part;
}

static gboolean
is_mime_field(const struct head *head, guint i)
{
	const struct field *f = g_ptr_array_index(head->fields, i);

	return (g_ascii_strncasecmp(f->name, "Content-", 8) == 0 &&
		head_raw(head, f->name) == f->value);
}

/* The header fields that concern MIME, each once, and the body. */
static GString *
reduced(const struct head *head, const GString *bytes, struct message *message)
{
	gsize size = bytes->len - head->body;
	gsize keep = scan_limit(bytes->str + head->body, size);
	GString *out = g_string_sized_new(keep + 1024);
	guint i;

	for (i = 0; i < head->fields->len; i++) {
		const struct field *f = g_ptr_array_index(head->fields, i);

		if (is_mime_field(head, i))
			g_string_append_printf(out, "%s: %s\n", f->name,
					       f->value);
	}
	g_string_append_c(out, '\n');
	scan_append_mended(out, head_raw(head, "Content-Type"),
			   bytes->str + head->body, keep);
	if (keep < size)
		message_problem(message,
				"There are more than %d parts; the "
				"rest was not read.",
				LIMIT_PARTS);
	return out;
}

struct part *
mime_read(const struct head *head, const GString *bytes, struct budget *budget,
	  struct message *message)
{
	struct reading r = {budget, message, 0, 0};
	GString *buffer = reduced(head, bytes, message);
	GMimeObject *object = parse(buffer);
	struct part *part = object == NULL ? part_new() : convert(object, &r);

	g_string_free(buffer, TRUE);
	g_clear_object(&object);
	return part;
}
