/*
 * A message as bytes, for the pipe between the box and us: numbers of eight
 * bytes in the machine's own order, texts and lists with their length in
 * front, each field in the order of one table. Unpacking trusts nothing,
 * since the bytes come from the reader's box.
 */
#include "model/message.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"

/* The end of the year 9999. */
#define FARTHEST G_GINT64_CONSTANT(253402300799)

enum kind {
	TEXT,	 /* char * */
	INSTANT, /* gint64 */
	SIZE,	 /* gsize */
	YES_NO,	 /* gboolean */
	ENUM,	 /* below most */
	RECORD,	 /* pointer to a record of the fields of */
	OPTION,	 /* the same, or NULL */
	LIST,	 /* GPtrArray of such pointers */
	TEXTS,	 /* GPtrArray of char * */
};

struct field {
	enum kind kind;
	gsize offset;
	const struct record *of;
};

struct record {
	gsize size;
	guint count;
	const struct field *fields;
};

#define FIELD(type, kind, name)                         \
	{                                               \
		kind, offsetof(struct type, name), NULL \
	}
#define RECORD_OF(type)                                           \
	static const struct record type##_record = {              \
		sizeof(struct type), G_N_ELEMENTS(type##_fields), \
		type##_fields}

static const struct field address_fields[] = {
	FIELD(address, TEXT, name),
	FIELD(address, TEXT, address),
};
RECORD_OF(address);

static const struct field attachment_fields[] = {
	FIELD(attachment, TEXT, filename),
	FIELD(attachment, TEXT, content_type),
	FIELD(attachment, SIZE, size),
	FIELD(attachment, TEXT, sha256),
};
RECORD_OF(attachment);

static const struct field bounce_fields[] = {
	FIELD(bounce, TEXT, recipient),
	FIELD(bounce, TEXT, status),
	FIELD(bounce, YES_NO, permanent),
	FIELD(bounce, TEXT, original_message_id),
};
RECORD_OF(bounce);

static const struct field forwarded_fields[] = {
	{RECORD, offsetof(struct forwarded, from), &address_record},
	FIELD(forwarded, INSTANT, date),
};
RECORD_OF(forwarded);

static const struct field message_fields[] = {
	FIELD(message, TEXT, message_id),
	{RECORD, offsetof(struct message, from), &address_record},
	{LIST, offsetof(struct message, reply_to), &address_record},
	{LIST, offsetof(struct message, to), &address_record},
	{LIST, offsetof(struct message, cc), &address_record},
	FIELD(message, TEXT, subject),
	FIELD(message, INSTANT, date),
	FIELD(message, TEXT, text),
	FIELD(message, TEXT, new_text),
	{LIST, offsetof(struct message, attachments), &attachment_record},
	FIELD(message, ENUM, automated),
	FIELD(message, TEXT, automated_why),
	{OPTION, offsetof(struct message, forwarded), &forwarded_record},
	FIELD(message, TEXTS, problems),
	FIELD(message, TEXT, in_reply_to),
	FIELD(message, TEXTS, references),
	FIELD(message, TEXTS, tokens),
	FIELD(message, TEXTS, case_refs),
	{LIST, offsetof(struct message, bounces), &bounce_record},
	FIELD(message, TEXT, return_path),
	FIELD(message, YES_NO, do_not_answer),
	FIELD(message, TEXT, postal),
	FIELD(message, TEXT, authentication),
	FIELD(message, YES_NO, please_read),
};
RECORD_OF(message);

/* --- packing ------------------------------------------------------------*/

static void
put_number(GString *out, gint64 number)
{
	g_string_append_len(out, (const char *)&number, sizeof(number));
}

static void
put_text(GString *out, const char *text)
{
	gsize length = strlen(text);

	put_number(out, (gint64)length);
	g_string_append_len(out, text, (gssize)length);
}

static void put_record(GString *out, const struct record *record,
		       const void *from);

static void
put_list(GString *out, const struct field *field, const GPtrArray *list)
{
	guint i;

	put_number(out, list->len);
	for (i = 0; i < list->len; i++)
		if (field->kind == TEXTS)
			put_text(out, g_ptr_array_index(list, i));
		else
			put_record(out, field->of, g_ptr_array_index(list, i));
}

static void
put_field(GString *out, const struct field *field, const void *at)
{
	switch (field->kind) {
	case TEXT:
		put_text(out, *(char *const *)at);
		break;
	case INSTANT:
		put_number(out, *(const gint64 *)at);
		break;
	case SIZE:
		put_number(out, (gint64) * (const gsize *)at);
		break;
	case YES_NO:
		put_number(out, *(const gboolean *)at != FALSE);
		break;
	case ENUM:
		put_number(out, *(const enum automated *)at);
		break;
	case OPTION:
		put_number(out, *(void *const *)at != NULL);
		if (*(void *const *)at != NULL)
			put_record(out, field->of, *(void *const *)at);
		break;
	case RECORD:
		put_record(out, field->of, *(void *const *)at);
		break;
	case LIST:
	case TEXTS:
		put_list(out, field, *(GPtrArray *const *)at);
		break;
	}
}

static void
put_record(GString *out, const struct record *record, const void *from)
{
	guint i;

	for (i = 0; i < record->count; i++)
		put_field(out, &record->fields[i],
			  (const char *)from + record->fields[i].offset);
}

void
message_pack(const struct message *message, GString *out)
{
	put_record(out, &message_record, message);
}

/* --- unpacking ----------------------------------------------------------*/

struct packed {
	const char *at;
	const char *end;
};

static gboolean
take_number(struct packed *in, gint64 *number)
{
	if ((gsize)(in->end - in->at) < sizeof(*number))
		return FALSE;
	memcpy(number, in->at, sizeof(*number));
	in->at += sizeof(*number);
	return TRUE;
}

/* A number from 0 to most. */
static gboolean
take_below(struct packed *in, gint64 most, gint64 *number)
{
	return take_number(in, number) && *number >= 0 && *number <= most;
}

static gboolean
take_text(struct packed *in, char **text)
{
	gint64 length;

	if (!take_below(in, G_MAXINT64, &length) || length > in->end - in->at ||
	    !g_utf8_validate(in->at, (gssize)length, NULL))
		return FALSE;
	g_free(*text);
	*text = g_strndup(in->at, (gsize)length);
	in->at += length;
	return TRUE;
}

/* One that no calendar knows is none. */
static gboolean
take_instant(struct packed *in, gint64 *instant)
{
	if (!take_number(in, instant))
		return FALSE;
	if (*instant < -FARTHEST || *instant > FARTHEST)
		*instant = TIME_NONE;
	return TRUE;
}

static gboolean take_record(struct packed *in, const struct record *record,
			    void *to);

/* What was made is put in its place even if it is not whole, so that it is
 * freed with the message. */
static gboolean
take_pointer(struct packed *in, const struct record *record, void **to)
{
	if (*to == NULL)
		*to = g_malloc0(record->size);
	return take_record(in, record, *to);
}

static gboolean
take_one(struct packed *in, const struct field *field, GPtrArray *list)
{
	void *one = NULL;
	gboolean taken = field->kind == TEXTS
				 ? take_text(in, (char **)&one)
				 : take_pointer(in, field->of, &one);

	if (one != NULL)
		g_ptr_array_add(list, one);
	return taken;
}

/* Each takes some bytes, so that the bytes bound their number. */
static gboolean
take_list(struct packed *in, const struct field *field, GPtrArray *list)
{
	gint64 count;

	if (!take_below(in, in->end - in->at, &count))
		return FALSE;
	for (; count > 0; count--)
		if (!take_one(in, field, list))
			return FALSE;
	return TRUE;
}

/* A number that is kept in another type. */
static gboolean
take_small(struct packed *in, const struct field *field, void *at)
{
	gint64 number;

	if (!take_below(in, G_MAXINT64, &number))
		return FALSE;
	if (field->kind == SIZE)
		*(gsize *)at = (gsize)number;
	else if (field->kind == YES_NO)
		*(gboolean *)at = number == 1;
	else if (number < AUTOMATED_COUNT)
		*(enum automated *)at = (enum automated)number;
	else
		return FALSE;
	return field->kind != YES_NO || number <= 1;
}

static gboolean
take_option(struct packed *in, const struct field *field, void *at)
{
	gint64 is_there;

	if (!take_below(in, 1, &is_there))
		return FALSE;
	return is_there == 0 || take_pointer(in, field->of, at);
}

static gboolean
take_field(struct packed *in, const struct field *field, void *at)
{
	switch (field->kind) {
	case TEXT:
		return take_text(in, at);
	case INSTANT:
		return take_instant(in, at);
	case RECORD:
		return take_pointer(in, field->of, at);
	case OPTION:
		return take_option(in, field, at);
	case LIST:
	case TEXTS:
		return take_list(in, field, *(GPtrArray **)at);
	default:
		return take_small(in, field, at);
	}
}

static gboolean
take_record(struct packed *in, const struct record *record, void *to)
{
	guint i;

	for (i = 0; i < record->count; i++)
		if (!take_field(in, &record->fields[i],
				(char *)to + record->fields[i].offset))
			return FALSE;
	return TRUE;
}

struct message *
message_unpack(const char *bytes, gsize size, GError **error)
{
	g_autoptr(own_message) message = message_new();
	struct packed in = {bytes, bytes + size};

	if (take_record(&in, &message_record, message) && in.at == in.end)
		return g_steal_pointer(&message);
	(void)fault_set(error, FAULT_INPUT,
			"The reader's answer is not understood. The message "
			"is kept as it came; a person must read it.");
	return NULL;
}
