/*
 * Faults are GErrors of one domain; this file only builds and reads them.
 */
#include "base/fault.h"

#include <stdarg.h>

G_DEFINE_QUARK(postroom - fault, fault)

gboolean
fault_set(GError **error, enum fault code, const char *format, ...)
{
	va_list arguments;

	if (error == NULL)
		return FALSE;
	va_start(arguments, format);
	*error = g_error_new_valist(FAULT, (gint)code, format, arguments);
	va_end(arguments);
	return FALSE;
}

gboolean
fault_errno(GError **error, int number, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return fault_set(error, FAULT_TEMPORARY, "%s: %s", text,
			 g_strerror(number));
}

gboolean
fault_is(const GError *error, enum fault code)
{
	return g_error_matches(error, FAULT, (gint)code);
}

int
fault_status(const GError *error)
{
	if (error == NULL)
		return 0;
	if (fault_is(error, FAULT_TEMPORARY) || fault_is(error, FAULT_BUSY))
		return 75;
	return 1;
}
