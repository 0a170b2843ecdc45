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

gint64
mime_date(const char *raw)
{
	g_autoptr(GDateTime) date =
		raw == NULL ? NULL : g_mime_utils_header_decode_date(raw);
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

char *
mime_base_name(const char *name)
{
	g_autofree char *decoded = word_decode(name);
	char *p = decoded + strlen(decoded);

	while (p > decoded && p[-1] != '/' && p[-1] != '\\')
		p--;
	if (g_str_equal(p, ".") || g_str_equal(p, ".."))
		return g_strdup("");
	return text_shorten(p, 255);
}

static char *
file_name(GMimeObject *object)
{
	const char *name = g_mime_object_get_content_disposition_parameter(
		object, "filename");

	if (name == NULL || *name == '\0')
		name = g_mime_object_get_content_type_parameter(object, "name");
	return mime_base_name(name == NULL ? "" : name);
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

/* A Content-Type that names no type, for which GMime says octet-stream. */
static gboolean
is_nonsense(GMimeObject *object)
{
	const char *raw = g_mime_object_get_header(object, "Content-Type");

	return raw != NULL && strchr(raw, '/') == NULL;
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

/* The bytes of a leaf, decoded. */
static GString *
content_of(GMimePart *leaf, gboolean text, struct reading *r)
{
	GMimeDataWrapper *wrapper = g_mime_part_get_content(leaf);
	gboolean base64 = g_mime_part_get_content_encoding(leaf) ==
			  GMIME_CONTENT_ENCODING_BASE64;
	GByteArray *bytes;
	GString *out;

	if (wrapper == NULL)
		return g_string_new(NULL);
	bytes = written(wrapper, !base64);
	if (bytes->len == 0)
		out = g_string_new(NULL);
	else if (!base64)
		out = g_string_new_len((const char *)bytes->data,
				       (gssize)bytes->len);
	else if (text)
		out = base64_text((const char *)bytes->data, bytes->len,
				  r->message);
	else
		out = base64_decode((const char *)bytes->data, bytes->len);
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
