/*
 * Message-IDs, tokens and references: found, never believed.
 */
#include "read/thread.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "model/ref.h"

/* An id longer than a header line is not one. */
#define ID_BYTES 998

void
thread_prepare(void)
{
	g_ptr_array_unref(ref_find(""));
	g_ptr_array_unref(ref_find_tokens(""));
}

static char *
tidy_id(const char *from, gsize size)
{
	g_autofree char *raw = g_strndup(from, MIN(size, ID_BYTES));
	g_autofree char *valid = g_utf8_make_valid(raw, -1);
	char *clean = text_clean(valid, TRUE);

	return g_strstrip(clean);
}

char *
thread_message_id(const char *raw)
{
	const char *open = raw == NULL ? NULL : strchr(raw, '<');
	const char *close = open == NULL ? NULL : strchr(open, '>');

	if (raw == NULL)
		return g_strdup("");
	if (close != NULL)
		return tidy_id(open + 1, (gsize)(close - open - 1));
	while (g_ascii_isspace(*raw) || *raw == '<')
		raw++;
	return tidy_id(raw, strcspn(raw, " \t,;>"));
}

static void
add_once(GPtrArray *list, const char *value)
{
	guint i;

	if (*value == '\0' || list->len >= LIMIT_REFERENCES)
		return;
	for (i = 0; i < list->len; i++)
		if (g_str_equal(g_ptr_array_index(list, i), value))
			return;
	g_ptr_array_add(list, g_strdup(value));
}

/* Every <…> of a field; without any, its words. */
static void
add_ids(GPtrArray *list, const char *raw)
{
	const char *at = raw;

	while (at != NULL && (at = strchr(at, '<')) != NULL) {
		gsize size = strcspn(at + 1, "<>");
		g_autofree char *id = tidy_id(at + 1, size);

		if (strchr(id, '@') != NULL)
			add_once(list, id);
		at += 1 + size;
	}
	if (raw != NULL && strchr(raw, '<') == NULL) {
		g_autofree char *id = thread_message_id(raw);

		if (strchr(id, '@') != NULL)
			add_once(list, id);
	}
}

static void
add_all(GPtrArray *list, GPtrArray *found)
{
	guint i;

	for (i = 0; i < found->len; i++)
		add_once(list, g_ptr_array_index(found, i));
	g_ptr_array_unref(found);
}

void
thread_add_text(struct message *message, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	add_all(message->tokens, ref_find_tokens(valid));
	add_all(message->case_refs, ref_find(valid));
}

static void
read_return_path(const struct head *head, struct message *message)
{
	const char *raw = head_raw(head, "Return-Path");
	g_autofree char *id = NULL;

	if (raw == NULL)
		return;
	id = thread_message_id(raw);
	g_free(message->return_path);
	message->return_path = g_strdup(*id == '\0' ? "<>" : id);
}

#define MOST_RESULTS 10

/* What our own mail server found out about the sender, for the desk to
 * judge. */
static void
read_authentication(const struct head *head, struct message *message)
{
	g_autoptr(GString) all = g_string_new(NULL);
	const char *raw;
	guint n;

	for (n = 0; n < MOST_RESULTS; n++) {
		g_autofree char *line = NULL;

		raw = head_nth(head, "Authentication-Results", n);
		if (raw == NULL)
			break;
		line = g_utf8_make_valid(raw, -1);
		g_strdelimit(line, "\r\n\t", ' ');
		g_string_append_printf(all, "%s%s", n == 0 ? "" : "\n", line);
	}
	g_free(message->authentication);
	message->authentication = g_strdup(all->str);
}

void
thread_read(const struct head *head, struct message *message)
{
	static const char *const fields[] = {
		"In-Reply-To", "References",   "To",	       "Cc",
		"Subject",     "Delivered-To", "X-Original-To"};
	gsize i;

	g_free(message->message_id);
	message->message_id = thread_message_id(head_raw(head, "Message-ID"));
	g_free(message->in_reply_to);
	message->in_reply_to = thread_message_id(head_raw(head, "In-Reply-To"));
	if (strchr(message->in_reply_to, '@') == NULL)
		*message->in_reply_to = '\0';
	add_ids(message->references, head_raw(head, "References"));
	read_return_path(head, message);
	read_authentication(head, message);
	for (i = 0; i < G_N_ELEMENTS(fields); i++)
		if (head_has(head, fields[i]))
			thread_add_text(message, head_raw(head, fields[i]));
	thread_add_text(message, message->subject);
	thread_add_text(message, message->text);
}
