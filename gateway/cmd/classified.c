/*
 * From a file to a suggestion: the box reads, the rules classify.
 */
#include "cmd/classified.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "config/resource.h"
#include "read/reader.h"

static struct message *
read_boxed(const char *path, GError **error)
{
	gsize size = 0;
	g_autofree char *bytes =
		text_read_file(path, LIMIT_ITEM_BYTES, &size, error);
	if (!bytes)
		return NULL;
	g_autoptr(own_reader) reader = reader_open(NULL, error);
	return reader ? reader_read(reader, bytes, size, error) : NULL;
}

static struct classified *
classify_file(const char *path, const char *rules, GError **error)
{
	g_autofree char *folder =
		rules ? g_strdup(rules) : resource_find("rules");
	g_autoptr(own_ruleset) ruleset = ruleset_load(folder, error);
	if (!ruleset)
		return NULL;
	struct message *message = read_boxed(path, error);
	if (!message)
		return NULL;
	struct classified *classified = g_new0(struct classified, 1);
	classified->message = message;
	classified->problems = g_ptr_array_new_with_free_func(g_free);
	classified->suggestion =
		classify_noting(ruleset, message, NULL, classified->problems);
	return classified;
}

struct classified *
classified_open(struct call *call, const char *summary, int *status)
{
	g_autofree char *rules = NULL;
	const GOptionEntry entries[] = {
		{"rules", 0, 0, G_OPTION_ARG_FILENAME, &rules,
		 "The folder of rules, if not the program's own", "FOLDER"},
		G_OPTION_ENTRY_NULL};
	GError *error = NULL;
	if (!cmd_options(call, entries, "FILE", summary, status))
		return NULL;
	if (call->argc != 2) {
		fprintf(stderr,
			"postroom %s: one FILE is needed, or \"-\". Try "
			"\"postroom %s --help\".\n",
			call->argv[0], call->argv[0]);
		*status = 2;
		return NULL;
	}
	const char *path =
		g_str_equal(call->argv[1], "-") ? "/dev/stdin" : call->argv[1];
	struct classified *classified = classify_file(path, rules, &error);
	if (!classified) {
		*status = cmd_fail(call, error);
		return NULL;
	}
	for (guint i = 0; i < classified->problems->len; i++)
		fprintf(stderr, "postroom %s: %s\n", call->argv[0],
			(char *)g_ptr_array_index(classified->problems, i));
	return classified;
}

void
classified_free(struct classified *classified)
{
	if (!classified)
		return;
	message_free(classified->message);
	suggestion_free(classified->suggestion);
	g_ptr_array_unref(classified->problems);
	g_free(classified);
}
