/*
 * "postroom submit --by NAME": what a resident said to a member of staff. It
 * reads the words from the command line; what becomes of them is desk/told.
 */
#include "cmd/submit_told.h"

#include <sys/stat.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "config/config.h"
#include "spool/spool.h"

static const char *
standard_input(const char *argument)
{
	return g_str_equal(argument, "-") ? "/dev/stdin" : argument;
}

/* A word that names a file is that file; anything else is what was said. */
static char *
read_words(struct call *call, GError **error)
{
	const char *argument = call->argc > 1 ? call->argv[1] : "-";
	struct stat info;

	if (call->argc > 2)
		return g_strjoinv(" ", call->argv + 1);
	if (!g_str_equal(argument, "-") &&
	    (stat(argument, &info) != 0 || !S_ISREG(info.st_mode)))
		return g_strdup(argument);
	return text_read_file(standard_input(argument), LIMIT_TYPED_BYTES, NULL,
			      error);
}

static gboolean
put(struct call *call, struct told *told, GError **error)
{
	g_autofree char *words = read_words(call, error);
	g_autoptr(own_config) config = NULL;
	g_autoptr(own_spool) spool = NULL;

	if (words == NULL)
		return FALSE;
	told->text = words;
	if (!told_check(told, error))
		return FALSE;
	config = config_load(call->config, error);
	if (config == NULL)
		return FALSE;
	spool = spool_open(config->data, error);
	return spool != NULL && told_put(spool, told, NULL, error);
}

int
submit_told(struct call *call, struct told *told)
{
	GError *error = NULL;

	if (put(call, told, &error))
		return 0;
	return cmd_fail(call, error);
}
