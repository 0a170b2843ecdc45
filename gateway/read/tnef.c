/*
 * TNEF: a row of attributes, some of which hold a table of properties. Only
 * the text, the files and the messages are looked for; all else is stepped
 * over.
 */
#include "read/tnef.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "read/charset.h"
#include "read/html.h"
#include "read/plain.h"
#include "read/rtf.h"

#define SIGNATURE 0x223e9f78u

/* Attributes, [MS-OXTNEF] 2.1.3.2. */
#define ATTRIBUTE_SUBJECT 0x8004
#define ATTRIBUTE_BODY 0x800c
#define ATTRIBUTE_DATA 0x800f
#define ATTRIBUTE_TITLE 0x8010
#define ATTRIBUTE_RENDERING 0x9002
#define ATTRIBUTE_PROPERTIES 0x9003
#define ATTRIBUTE_FILE_PROPERTIES 0x9005
#define ATTRIBUTE_CODEPAGE 0x9007

/* Properties, [MS-OXPROPS]. */
#define PROPERTY_SUBJECT 0x0037
#define PROPERTY_SENT 0x0039
#define PROPERTY_SENDER 0x0c1a
#define PROPERTY_SENDER_ADDRESS 0x0c1f
#define PROPERTY_SENDER_SMTP 0x5d01
#define PROPERTY_BODY 0x1000
#define PROPERTY_RTF 0x1009
#define PROPERTY_HTML 0x1013
#define PROPERTY_DISPLAY_NAME 0x3001
#define PROPERTY_FILE 0x3701
#define PROPERTY_NAME 0x3704
#define PROPERTY_LONG_NAME 0x3707
#define PROPERTY_TYPE 0x370e
#define PROPERTY_CODEPAGE 0x3fde

/* Types of properties, [MS-OXCDATA] 2.11.1. */
#define TYPE_MANY 0x1000
#define TYPE_UNICODE 0x1f
#define TYPE_OBJECT 0x0d

/* Bytes that are left to be read. */
struct bytes {
	const guint8 *p;
	gsize n;
};

struct reading {
	struct tnef *tnef;
	struct bytes plain;
	struct bytes html;
	struct bytes rtf;
	gboolean plain_is_wide;
	char charset[16];
	char html_charset[16];
};

static gboolean
take(struct bytes *from, gsize n, struct bytes *taken)
{
	if (n > from->n)
		return FALSE;
	taken->p = from->p;
	taken->n = n;
	from->p += n;
	from->n -= n;
	return TRUE;
}

/* The next number of 1, 2 or 4 bytes, little end first. */
static gboolean
take_number(struct bytes *from, gsize width, guint32 *number)
{
	struct bytes b;
	gsize i;

	if (!take(from, width, &b))
		return FALSE;
	*number = 0;
	for (i = 0; i < width; i++)
		*number |= (guint32)b.p[i] << 8 * i;
	return TRUE;
}

static void
set_charset(char *to, guint32 codepage)
{
	if (codepage == 65001 || codepage == 20127)
		g_strlcpy(to, "utf-8", 16);
	else if (codepage == 28591)
		g_strlcpy(to, "cp1252", 16);
	else if (codepage > 0 && codepage < 65000)
		g_snprintf(to, 16, "cp%u", codepage);
}

static char *
text_of(struct bytes b, const char *charset)
{
	struct charset_report report = {0};
	gsize n = MIN(b.n, 2 * LIMIT_TEXT_BYTES);

	if (n == 0)
		return g_strdup("");
	return charset_decode(charset, (const char *)b.p, n, &report);
}

static void
file_free(void *file)
{
	struct tnef_file *f = file;

	g_free(f->name);
	g_free(f->type);
	g_free(f);
}

/* The file that is being read; the first one is made if none was begun. */
static struct tnef_file *
file_now(struct reading *r, gboolean begin)
{
	GPtrArray *files = r->tnef->files;
	gboolean room = files->len <= LIMIT_ATTACHMENTS;

	if (files->len == 0 || (begin && room)) {
		struct tnef_file *f = g_new0(struct tnef_file, 1);

		f->name = g_strdup("");
		f->type = g_strdup("");
		g_ptr_array_add(files, f);
	}
	return g_ptr_array_index(files, files->len - 1);
}

static void
set_text(char **to, struct reading *r, struct bytes value, gboolean wide)
{
	char *text = text_of(value, wide ? "utf-16le" : r->charset);

	if (*text == '\0') {
		g_free(text);
		return;
	}
	g_free(*to);
	*to = text;
}

/* A property of the file that is being read. */
static void
note_file_property(struct reading *r, guint32 id, guint32 type,
		   struct bytes value)
{
	struct tnef_file *f = file_now(r, FALSE);
	gboolean wide = type == TYPE_UNICODE;

	if (id == PROPERTY_LONG_NAME ||
	    ((id == PROPERTY_NAME || id == PROPERTY_DISPLAY_NAME) &&
	     *f->name == '\0'))
		set_text(&f->name, r, value, wide);
	else if (id == PROPERTY_TYPE)
		set_text(&f->type, r, value, wide);
	else if (id == PROPERTY_FILE && value.n > 0) {
		gsize guid = type == TYPE_OBJECT ? MIN(value.n, 16) : 0;

		f->bytes = value.p + guid;
		f->size = value.n - guid;
	}
}

/* Seconds since 1970 of Windows' hundreds of nanoseconds since 1601. */
static gint64
instant_of(struct bytes value)
{
	guint32 low = 0;
	guint32 high = 0;
	gint64 seconds;

	take_number(&value, 4, &low);
	take_number(&value, 4, &high);
	seconds = (gint64)(((guint64)high << 32 | low) / 10000000) -
		  G_GINT64_CONSTANT(11644473600);
	return seconds > 0 && seconds < G_GINT64_CONSTANT(4102444800)
		       ? seconds
		       : TIME_NONE;
}

/* What stands in the header of other mail. */
static void
note_head(struct reading *r, guint32 id, guint32 type, struct bytes value)
{
	gboolean wide = type == TYPE_UNICODE;

	if (id == PROPERTY_SUBJECT)
		set_text(&r->tnef->subject, r, value, wide);
	else if (id == PROPERTY_SENDER)
		set_text(&r->tnef->from_name, r, value, wide);
	else if (id == PROPERTY_SENDER_SMTP || (id == PROPERTY_SENDER_ADDRESS &&
						*r->tnef->from_address == '\0'))
		set_text(&r->tnef->from_address, r, value, wide);
	else if (id == PROPERTY_SENT && value.n == 8)
		r->tnef->date = instant_of(value);
}

/* A property of the message. */
static void
note_property(struct reading *r, guint32 id, guint32 type, struct bytes value)
{
	if (id == PROPERTY_BODY) {
		r->plain = value;
		r->plain_is_wide = type == TYPE_UNICODE;
	} else if (id == PROPERTY_HTML) {
		r->html = value;
		if (type == TYPE_UNICODE)
			g_strlcpy(r->html_charset, "utf-16le", 16);
	} else if (id == PROPERTY_RTF) {
		r->rtf = value;
	} else if (id == PROPERTY_CODEPAGE && value.n == 4) {
		guint32 codepage = 0;

		take_number(&value, 4, &codepage);
		set_charset(r->html_charset, codepage);
	} else {
		note_head(r, id, type, value);
	}
}

/* Bytes of one value of a type that has a fixed size; 0 if it has none. */
static gsize
fixed_size(guint32 type)
{
	switch (type) {
	case 0x02: /* a short number fills four */
	case 0x03:
	case 0x04:
	case 0x0a:
	case 0x0b:
		return 4;
	case 0x05:
	case 0x06:
	case 0x07:
	case 0x14:
	case 0x40:
		return 8;
	case 0x48:
		return 16;
	default:
		return 0;
	}
}

/* The name of a property that has one, which is not needed. */
static gboolean
skip_name(struct bytes *b)
{
	struct bytes name;
	guint32 kind = 0;
	guint32 size = 0;

	if (!take(b, 16, &name) || !take_number(b, 4, &kind) ||
	    !take_number(b, 4, &size))
		return FALSE;
	return kind == 0 ||
	       (size < G_MAXUINT32 - 3 && take(b, (size + 3) & ~3u, &name));
}

/* A value with its size before it and filled up to four bytes. */
static gboolean
take_sized(struct bytes *b, struct bytes *value)
{
	struct bytes fill;
	guint32 size = 0;

	if (!take_number(b, 4, &size) || !take(b, size, value))
		return FALSE;
	take(b, MIN(-size & 3, b->n), &fill);
	return TRUE;
}

/* The values of one property; the last is kept. */
static gboolean
take_values(struct bytes *b, guint32 type, struct bytes *value)
{
	gsize fixed = fixed_size(type & ~(guint32)TYPE_MANY);
	guint32 n = 1;

	if ((fixed == 0 || type & TYPE_MANY) && !take_number(b, 4, &n))
		return FALSE;
	for (; n > 0; n--)
		if (fixed > 0 ? !take(b, fixed, value) : !take_sized(b, value))
			return FALSE;
	return TRUE;
}

typedef void (*note_fn)(struct reading *r, guint32 id, guint32 type,
			struct bytes value);

static gboolean
read_properties(struct reading *r, struct bytes b, note_fn note)
{
	guint32 n = 0;

	if (!take_number(&b, 4, &n))
		return FALSE;
	for (; n > 0; n--) {
		struct bytes value = {b.p, 0};
		guint32 type = 0;
		guint32 id = 0;

		if (!take_number(&b, 2, &type) || !take_number(&b, 2, &id) ||
		    (id >= 0x8000 && !skip_name(&b)))
			return FALSE;
		if (type != 1 && !take_values(&b, type, &value))
			return FALSE;
		note(r, id, type, value);
	}
	return TRUE;
}

static gboolean
read_attribute(struct reading *r, guint32 id, struct bytes value)
{
	guint32 codepage = 0;

	switch (id & 0xffff) {
	case ATTRIBUTE_SUBJECT:
		set_text(&r->tnef->subject, r, value, FALSE);
		break;
	case ATTRIBUTE_BODY:
		if (r->plain.n == 0)
			r->plain = value;
		break;
	case ATTRIBUTE_CODEPAGE:
		if (take_number(&value, 4, &codepage))
			set_charset(r->charset, codepage);
		break;
	case ATTRIBUTE_RENDERING:
		file_now(r, TRUE);
		break;
	case ATTRIBUTE_TITLE:
		set_text(&file_now(r, FALSE)->name, r, value, FALSE);
		break;
	case ATTRIBUTE_DATA:
		file_now(r, FALSE)->bytes = value.p;
		file_now(r, FALSE)->size = value.n;
		break;
	case ATTRIBUTE_PROPERTIES:
		return read_properties(r, value, note_property);
	case ATTRIBUTE_FILE_PROPERTIES:
		return read_properties(r, value, note_file_property);
	}
	return TRUE;
}

/* All attributes: level, name, size, value, checksum. */
static void
read_attributes(struct reading *r, struct bytes b)
{
	while (b.n > 0) {
		struct bytes value;
		guint32 part = 0;
		guint32 id = 0;
		guint32 size = 0;
		guint32 sum = 0;

		if (!take_number(&b, 1, &part) || !take_number(&b, 4, &id) ||
		    !take_number(&b, 4, &size) || !take(&b, size, &value) ||
		    !take_number(&b, 2, &sum)) {
			r->tnef->damaged = TRUE;
			return;
		}
		if (!read_attribute(r, id, value))
			r->tnef->damaged = TRUE;
	}
}

/* The best text there is: plain, then HTML, then RTF. */
static char *
best_text(struct reading *r)
{
	g_autofree char *plain =
		text_of(r->plain, r->plain_is_wide ? "utf-16le" : r->charset);
	g_autofree char *html = NULL;
	g_autofree char *rich = NULL;
	GString *rtf;

	if (plain[strspn(plain, " \t\r\n")] != '\0')
		return plain_clean(plain);
	html = text_of(r->html, r->html_charset);
	if (*html != '\0')
		return html_to_text(html, strlen(html));
	rtf = rtf_unpack(r->rtf.p, r->rtf.n, 2 * LIMIT_TEXT_BYTES);
	if (rtf == NULL)
		return g_strdup("");
	rich = rtf_to_text(rtf->str, rtf->len);
	g_string_free(rtf, TRUE);
	return plain_clean(rich);
}

const char *
tnef_type_of(const char *name)
{
	static const char *const types[][2] = {
		{".pdf", "application/pdf"},
		{".jpg", "image/jpeg"},
		{".jpeg", "image/jpeg"},
		{".png", "image/png"},
		{".gif", "image/gif"},
		{".heic", "image/heic"},
		{".tif", "image/tiff"},
		{".tiff", "image/tiff"},
		{".bmp", "image/bmp"},
		{".txt", "text/plain"},
		{".htm", "text/html"},
		{".html", "text/html"},
		{".csv", "text/csv"},
		{".rtf", "application/rtf"},
		{".doc", "application/msword"},
		{".xls", "application/vnd.ms-excel"},
		{".mp4", "video/mp4"},
		{".mov", "video/quicktime"},
		{".zip", "application/zip"},
		{".eml", "message/rfc822"},
		{".docx", "application/vnd.openxmlformats-officedocument."
			  "wordprocessingml.document"},
		{".xlsx", "application/vnd.openxmlformats-officedocument."
			  "spreadsheetml.sheet"},
	};
	const char *dot = strrchr(name, '.');
	gsize i;

	for (i = 0; dot != NULL && i < G_N_ELEMENTS(types); i++)
		if (g_ascii_strcasecmp(dot, types[i][0]) == 0)
			return types[i][1];
	return "application/octet-stream";
}

static void
set_types(GPtrArray *files)
{
	guint i;

	for (i = 0; i < files->len; i++) {
		struct tnef_file *f = g_ptr_array_index(files, i);

		if (*f->type != '\0')
			continue;
		g_free(f->type);
		f->type = g_strdup(tnef_type_of(f->name));
	}
}

static struct tnef *read_at_depth(const void *bytes, gsize size, int depth);

/* Files that are messages in the same form. */
static void
read_messages(struct tnef *tnef, int depth)
{
	guint i;

	for (i = 0; i < tnef->files->len && depth < TNEF_DEPTH; i++) {
		const struct tnef_file *f = g_ptr_array_index(tnef->files, i);
		struct tnef *inner =
			read_at_depth(f->bytes, f->size, depth + 1);

		if (inner != NULL)
			g_ptr_array_add(tnef->messages, inner);
	}
}

static struct tnef *
tnef_new(void)
{
	struct tnef *tnef = g_new0(struct tnef, 1);

	tnef->files = g_ptr_array_new_with_free_func(file_free);
	tnef->messages =
		g_ptr_array_new_with_free_func((GDestroyNotify)tnef_free);
	tnef->subject = g_strdup("");
	tnef->from_name = g_strdup("");
	tnef->from_address = g_strdup("");
	tnef->date = TIME_NONE;
	return tnef;
}

static struct tnef *
read_at_depth(const void *bytes, gsize size, int depth)
{
	struct bytes b = {bytes, size};
	struct reading r = {.charset = "cp1252"};
	guint32 signature = 0;
	guint32 key = 0;

	if (!take_number(&b, 4, &signature) || signature != SIGNATURE ||
	    !take_number(&b, 2, &key))
		return NULL;
	r.tnef = tnef_new();
	read_attributes(&r, b);
	set_types(r.tnef->files);
	r.tnef->text = best_text(&r);
	read_messages(r.tnef, depth);
	return r.tnef;
}

struct tnef *
tnef_read(const void *bytes, gsize size)
{
	return read_at_depth(bytes, size, 0);
}

static void
append_field(GString *out, const char *name, const char *value)
{
	g_autofree char *clean = text_clean(value, TRUE);

	if (*clean != '\0')
		g_string_append_printf(out, "\n%s: %s", name, clean);
}

/* The sender and the date of a message in it. */
static void
append_sender(GString *out, const struct tnef *tnef)
{
	g_autofree char *from =
		*tnef->from_address == '\0'
			? g_strdup(tnef->from_name)
			: g_strdup_printf("%s <%s>", tnef->from_name,
					  tnef->from_address);
	g_autoptr(GDateTime) sent =
		tnef->date == TIME_NONE
			? NULL
			: g_date_time_new_from_unix_utc(tnef->date);
	g_autofree char *date =
		sent == NULL
			? g_strdup("")
			: g_date_time_format(sent, "%a, %d %b %Y %T +0000");

	append_field(out, "From", from);
	append_field(out, "Date", date);
}

void
tnef_append_messages(const struct tnef *tnef, GString *out)
{
	guint i;

	for (i = 0; i < tnef->messages->len; i++) {
		const struct tnef *m = g_ptr_array_index(tnef->messages, i);

		g_string_append(out, "\n\n---------- Forwarded message "
				     "----------");
		append_sender(out, m);
		append_field(out, "Subject", m->subject);
		g_string_append_printf(out, "\n\n%s", m->text);
		tnef_append_messages(m, out);
	}
}

void
tnef_free(struct tnef *tnef)
{
	if (tnef == NULL)
		return;
	g_free(tnef->text);
	g_free(tnef->subject);
	g_free(tnef->from_name);
	g_free(tnef->from_address);
	g_ptr_array_unref(tnef->files);
	g_ptr_array_unref(tnef->messages);
	g_free(tnef);
}
