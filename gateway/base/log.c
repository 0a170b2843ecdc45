/*
 * The log is standard error; systemd or the parent process decides where it
 * goes. The real clock is used, because a log tells what happened when.
 */
#include "base/log.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

static const char *process_name = "postroom";

void
log_open(const char *name)
{
	process_name = name;
}

void
log_event(const char *format, ...)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	g_autofree char *when = clock_rfc3339(now);
	g_autofree char *text = NULL;
	g_autofree char *line = NULL;
	va_list arguments;
	ssize_t written;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_strdelimit(text, "\r\n", ' ');
	line = g_strdup_printf("%s %s: %s\n", when, process_name, text);
	written = write(STDERR_FILENO, line, strlen(line));
	(void)written;
}

void
log_fault(const GError *error)
{
	if (error != NULL)
		log_event("%s", error->message);
}
