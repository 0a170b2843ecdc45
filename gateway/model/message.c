/*
 * The message as a value: making, freeing, and its list of remarks.
 */
#include "model/message.h"

#include <stdarg.h>

#include "base/clock.h"
#include "base/limits.h"

static const char *const automated_names[AUTOMATED_COUNT] = {
	[AUTOMATED_REPLY] = "auto-reply",
	[AUTOMATED_BOUNCE] = "bounce",
	[AUTOMATED_LIST] = "list",
	[AUTOMATED_LOOP] = "loop",
	[AUTOMATED_SPAM_REPORT] = "spam-report",
	[AUTOMATED_NOTICE] = "notice",
	[AUTOMATED_CALENDAR] = "calendar",
};

const char *
automated_name(enum automated automated)
{
	return automated < AUTOMATED_COUNT ? automated_names[automated] : NULL;
}

enum automated
automated_of(const char *name)
{
	guint i;

	for (i = AUTOMATED_NO + 1; name != NULL && i < AUTOMATED_COUNT; i++)
		if (g_str_equal(automated_names[i], name))
			return (enum automated)i;
	return AUTOMATED_NO;
}

struct address *
address_new(const char *name, const char *address)
{
	struct address *made = g_new(struct address, 1);

	made->name = g_strdup(name);
	made->address = g_strdup(address);
	return made;
}

void
address_free(struct address *address)
{
	if (address == NULL)
		return;
	g_free(address->name);
	g_free(address->address);
	g_free(address);
}

void
attachment_free(struct attachment *attachment)
{
	if (attachment == NULL)
		return;
	g_free(attachment->filename);
	g_free(attachment->content_type);
	g_free(attachment->sha256);
	g_free(attachment);
}

void
bounce_free(struct bounce *bounce)
{
	if (bounce == NULL)
		return;
	g_free(bounce->recipient);
	g_free(bounce->status);
	g_free(bounce->original_message_id);
	g_free(bounce);
}

static GPtrArray *
list_of(void (*free_function)(void *))
{
	return g_ptr_array_new_with_free_func(free_function);
}

static void
free_address(gpointer data)
{
	address_free(data);
}

static void
free_attachment(gpointer data)
{
	attachment_free(data);
}

static void
free_bounce(gpointer data)
{
	bounce_free(data);
}

static void
make_lists(struct message *message)
{
	message->reply_to = list_of(free_address);
	message->to = list_of(free_address);
	message->cc = list_of(free_address);
	message->attachments = list_of(free_attachment);
	message->problems = list_of(g_free);
	message->references = list_of(g_free);
	message->tokens = list_of(g_free);
	message->case_refs = list_of(g_free);
	message->bounces = list_of(free_bounce);
}

struct message *
message_new(void)
{
	struct message *message = g_new0(struct message, 1);

	make_lists(message);
	message->message_id = g_strdup("");
	message->from = address_new("", "");
	message->subject = g_strdup("");
	message->date = TIME_NONE;
	message->text = g_strdup("");
	message->new_text = g_strdup("");
	message->automated_why = g_strdup("");
	message->in_reply_to = g_strdup("");
	message->return_path = g_strdup("");
	message->postal = g_strdup("");
	message->authentication = g_strdup("");
	return message;
}

static void
free_lists(struct message *message)
{
	g_ptr_array_unref(message->reply_to);
	g_ptr_array_unref(message->to);
	g_ptr_array_unref(message->cc);
	g_ptr_array_unref(message->attachments);
	g_ptr_array_unref(message->problems);
	g_ptr_array_unref(message->references);
	g_ptr_array_unref(message->tokens);
	g_ptr_array_unref(message->case_refs);
	g_ptr_array_unref(message->bounces);
}

void
message_free(struct message *message)
{
	if (message == NULL)
		return;
	free_lists(message);
	g_free(message->message_id);
	address_free(message->from);
	g_free(message->subject);
	g_free(message->text);
	g_free(message->new_text);
	g_free(message->automated_why);
	if (message->forwarded != NULL)
		address_free(message->forwarded->from);
	g_free(message->forwarded);
	g_free(message->in_reply_to);
	g_free(message->return_path);
	g_free(message->postal);
	g_free(message->authentication);
	g_free(message);
}

void
message_problem(struct message *message, const char *format, ...)
{
	GPtrArray *problems = message->problems;
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	if (problems->len >= LIMIT_PROBLEMS ||
	    g_ptr_array_find_with_equal_func(problems, text, g_str_equal, NULL))
		g_free(text);
	else
		g_ptr_array_add(problems, text);
}
