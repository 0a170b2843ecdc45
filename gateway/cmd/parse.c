/*
 * "postroom parse FILE": what the reader makes of a message, as JSON. It
 * reads in the box like intake does; a message that breaks the box is an
 * answer too.
 */
#include "cmd/cmd.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "read/reader.h"

/* The message, or one that says why there is none. NULL if the fault is not
 * the message's. */
static struct message *
read_boxed(const char *bytes, gsize size, GError **error)
{
	g_autoptr(own_reader) reader = reader_open(NULL, error);
	g_autoptr(GError) reason = NULL;
	struct message *message;

	if (reader == NULL)
		return NULL;
	message = reader_read(reader, bytes, size, &reason);
	if (message != NULL)
		return message;
	if (!fault_is(reason, FAULT_INPUT)) {
		g_propagate_error(error, g_steal_pointer(&reason));
		return NULL;
	}
	message = message_new();
	message_problem(message, "%s", reason->message);
	return message;
}

int
cmd_parse(struct call *call)
{
	const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
	g_autoptr(own_message) message = NULL;
	g_autofree char *bytes = NULL;
	GError *error = NULL;
	const char *path;
	gsize size = 0;
	int status = 0;

	if (!cmd_options(call, entries, "FILE",
			 "Prints what the reader makes of a message, as JSON. "
			 "\"-\" reads standard input.",
			 &status))
		return status;
	if (call->argc != 2) {
		fprintf(stderr, "postroom parse: one FILE is needed, or \"-\". "
				"Try \"postroom parse --help\".\n");
		return 2;
	}
	path = g_str_equal(call->argv[1], "-") ? "/dev/stdin" : call->argv[1];
	bytes = text_read_file(path, LIMIT_ITEM_BYTES, &size, &error);
	if (bytes == NULL)
		return cmd_fail(call, error);
	message = read_boxed(bytes, size, &error);
	if (message == NULL)
		return cmd_fail(call, error);
	cmd_print_json(message_to_json(message));
	return 0;
}
