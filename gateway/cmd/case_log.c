/*
 * "postroom case log": a call, a visit, a survey, a report, with its files.
 */
#include "cmd/case.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "desk/logged.h"

static void
clear_file(gpointer data)
{
	struct logged_file *file = data;

	g_bytes_unref(file->bytes);
}

/* struct logged_file; names are borrowed from paths. NULL on failure. */
static GArray *
read_files(char **paths, GError **error)
{
	g_autoptr(GArray) files =
		g_array_new(FALSE, FALSE, sizeof(struct logged_file));

	g_array_set_clear_func(files, clear_file);
	for (; paths != NULL && *paths != NULL; paths++) {
		gsize size = 0;
		char *bytes =
			text_read_file(*paths, LIMIT_BODY_BYTES, &size, error);
		struct logged_file file = {.filename = *paths};

		if (bytes == NULL)
			return NULL;
		file.bytes = g_bytes_new_take(bytes, size);
		g_array_append_val(files, file);
	}
	return g_steal_pointer(&files);
}

static int
run(struct call *call, struct logging *entry, char **paths)
{
	g_autofree char *text = g_strjoinv(" ", call->argv + 3);
	g_autoptr(GArray) files = NULL;
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;

	entry->act.ref = call->argv[1];
	entry->kind = logged_of(call->argv[2]);
	entry->text = g_strstrip(text);
	files = read_files(paths, &error);
	if (files == NULL)
		return cmd_fail(call, error);
	entry->files = (const struct logged_file *)(void *)files->data;
	entry->n_files = files->len;
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !logged_add(post, entry, &error))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_case_log(struct call *call)
{
	g_autofree char *by = NULL;
	g_autofree char *day = NULL;
	g_auto(GStrv) paths = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who enters it",
		 "NAME"},
		{"day", 0, 0, G_OPTION_ARG_FILENAME, &day,
		 "when it was; today if not given", "DAY"},
		{"file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths,
		 "a file to be kept with it", "FILE"},
		G_OPTION_ENTRY_NULL,
	};
	struct logging entry = {.day = DAY_NONE};
	int status;

	if (!cmd_options(call, entries,
			 "REF call|visit|survey|report|letter|meeting TEXT",
			 "Enters what happened on a case elsewhere, and keeps "
			 "its files.",
			 &status))
		return status;
	if (day != NULL)
		entry.day = clock_parse_day(day);
	if (call->argc < 4 || (day != NULL && entry.day == DAY_NONE)) {
		fputs("postroom case log: Give the case's reference, what it "
		      "was, and what happened; --day as 2026-11-23.\n",
		      stderr);
		return 2;
	}
	if (!case_is_named(call, by))
		return 2;
	entry.act.by = by;
	return run(call, &entry, paths);
}
