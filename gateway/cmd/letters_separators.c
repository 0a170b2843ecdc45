/*
 * letters separators: prints the sheets that divide letters in a batch.
 */
#include "cmd/letters.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "respond/sheet.h"

static int
usage(const struct call *call, const char *words)
{
	fprintf(stderr, "postroom %s: %s\n", call->argv[0], words);
	return 2;
}

static gboolean
write_pdf(GBytes *pdf, const char *path, GError **error)
{
	gsize size = 0;
	const void *bytes = g_bytes_get_data(pdf, &size);

	if (path != NULL)
		return text_write_file(path, bytes, size, error);
	if (fwrite(bytes, 1, size, stdout) == size && fflush(stdout) == 0)
		return TRUE;
	return fault_errno(error, errno, "Cannot write the separator sheets");
}

static int
make(struct call *call, guint32 day, int count, const char *path)
{
	g_autoptr(own_config) config = NULL;
	g_autoptr(GBytes) pdf = NULL;
	GError *error = NULL;

	config = config_load(call->config, &error);
	if (config != NULL)
		pdf = sheet_build(config->landlord.name, day, (guint)count,
				  &error);
	if (pdf == NULL || !write_pdf(pdf, path, &error))
		return cmd_fail(call, error);
	return 0;
}

int
letters_separators(struct call *call)
{
	g_autofree char *date = NULL;
	g_autofree char *path = NULL;
	gint count = 1;
	const GOptionEntry entries[] = {
		{"count", 0, 0, G_OPTION_ARG_INT, &count,
		 "How many sheets; default: 1", "N"},
		{"date", 0, 0, G_OPTION_ARG_STRING, &date,
		 "The day on which the letters behind them were received, such "
		 "as 2026-12-18; default: the day of scanning",
		 "DAY"},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &path,
		 "The file to write; default: standard output", "FILE"},
		G_OPTION_ENTRY_NULL,
	};
	guint32 day = DAY_NONE;
	int status;

	if (!cmd_options(call, entries, "",
			 "Makes a PDF of sheets to lay between letters before "
			 "they are scanned.",
			 &status))
		return status;
	if (call->argc != 1)
		return usage(call, "It takes options only.");
	if (date != NULL)
		day = clock_parse_day(date);
	if (date != NULL && day == DAY_NONE)
		return usage(call, "--date must be a day such as 2026-12-18.");
	if (count < 1)
		return usage(call, "--count must be 1 or more.");
	if (path == NULL && isatty(STDOUT_FILENO))
		return usage(call, "This is no text. Name a file: -o FILE.");
	return make(call, day, count, path);
}
