/*
 * Cursors are small files, replaced whole.
 */
#include "spool/cursor.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "spool/fields.h"

static const struct field fields[] = {
	{"uidvalidity", FIELD_NUMBER, offsetof(struct cursor, uidvalidity)},
	{"uid", FIELD_NUMBER, offsetof(struct cursor, uid)},
	{"cutoff", FIELD_INSTANT, offsetof(struct cursor, cutoff)},
	{"last_success", FIELD_INSTANT, offsetof(struct cursor, last_success)},
	{"last_failure", FIELD_INSTANT, offsetof(struct cursor, last_failure)},
	{"last_error", FIELD_TEXT, offsetof(struct cursor, last_error)},
	{"whole", FIELD_INSTANT, offsetof(struct cursor, whole)},
	{"mark", FIELD_TEXT, offsetof(struct cursor, mark)},
	{"setup", FIELD_YES_NO, offsetof(struct cursor, setup)},
	{"remark", FIELD_TEXT, offsetof(struct cursor, remark)},
	{"skipped", FIELD_TEXT, offsetof(struct cursor, skipped)},
	{NULL, FIELD_TEXT, 0},
};

static char *
path_of(const char *data, const char *name)
{
	return g_build_filename(data, "spool", "source", name, NULL);
}

static struct cursor *
cursor_new(void)
{
	struct cursor *cursor = g_new0(struct cursor, 1);

	fields_init(fields, cursor);
	return cursor;
}

void
cursor_free(struct cursor *cursor)
{
	if (cursor == NULL)
		return;
	fields_clear(fields, cursor);
	g_free(cursor);
}

struct cursor *
cursor_load(const char *data, const char *name, GError **error)
{
	g_autoptr(own_cursor) cursor = cursor_new();
	g_autofree char *path = path_of(data, name);
	g_autofree char *text = NULL;
	g_autoptr(GError) why = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return g_steal_pointer(&cursor);
	text = text_read_file(path, LIMIT_CURSOR_BYTES, NULL, error);
	if (text == NULL)
		return NULL;
	if (fields_read(fields, cursor, text, &why))
		return g_steal_pointer(&cursor);
	fault_set(error, FAULT_INPUT,
		  "%s is damaged: %s Move it away; the mailbox is then read "
		  "from its beginning, and nothing is filed twice.",
		  path, why->message);
	return NULL;
}

gboolean
cursor_save(const char *data, const char *name, const struct cursor *cursor,
	    GError **error)
{
	g_autofree char *path = path_of(data, name);
	g_autoptr(GString) text = fields_write(fields, cursor);

	return text_write_file(path, text->str, text->len, error);
}

void
cursor_note(struct cursor *cursor, const GError *failure)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	g_free(cursor->last_error);
	cursor->last_error = g_strdup(failure == NULL ? "" : failure->message);
	cursor->setup = fault_is(failure, FAULT_SETUP);
	if (failure == NULL) {
		cursor->last_success = now;
		cursor->last_failure = TIME_NONE;
	} else if (cursor->last_failure == TIME_NONE) {
		cursor->last_failure = now;
	}
}
