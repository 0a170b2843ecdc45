/*
 * Lines, in the order in which they were found.
 */
#include "cmd/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"

struct findings *
findings_new(void)
{
	struct findings *findings = g_new0(struct findings, 1);

	findings->lines = g_ptr_array_new_with_free_func(g_free);
	findings->remarks = g_ptr_array_new_with_free_func(g_free);
	findings->progress = isatty(STDERR_FILENO) == 1;
	return findings;
}

void
findings_free(struct findings *findings)
{
	g_ptr_array_unref(findings->lines);
	g_ptr_array_unref(findings->remarks);
	g_free(findings);
}

static void add(GPtrArray *lines, const char *part, const char *format,
		va_list arguments) G_GNUC_PRINTF(3, 0);

static void
add(GPtrArray *lines, const char *part, const char *format, va_list arguments)
{
	g_autofree char *text = g_strdup_vprintf(format, arguments);

	g_ptr_array_add(lines, g_strdup_printf("%s: %s", part, text));
}

void
findings_add(struct findings *findings, const char *part, const char *format,
	     ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(findings->lines, part, format, arguments);
	va_end(arguments);
}

void
findings_remark(struct findings *findings, const char *part, const char *format,
		...)
{
	va_list arguments;

	va_start(arguments, format);
	add(findings->remarks, part, format, arguments);
	va_end(arguments);
}

gboolean
findings_fault(struct findings *findings, const char *part, GError *trouble,
	       GError **error)
{
	if (fault_is(trouble, FAULT_TEMPORARY)) {
		g_propagate_error(error, trouble);
		return FALSE;
	}
	findings_add(findings, part, "%s", trouble->message);
	g_error_free(trouble);
	return TRUE;
}

void
findings_progress(const struct findings *findings, const char *doing,
		  guint done, guint all)
{
	if (!findings->progress)
		return;
	if (done < all)
		fprintf(stderr, "\r%s: %u %% ", doing, done * 100 / all);
	else
		fprintf(stderr, "\r%*s\r", 60, "");
	fflush(stderr);
}

void
findings_print(const struct findings *findings)
{
	guint i;

	for (i = 0; i < findings->lines->len; i++)
		puts(findings->lines->pdata[i]);
	for (i = 0; i < findings->remarks->len; i++)
		printf("(%s)\n", (const char *)findings->remarks->pdata[i]);
}

static json_t *
array_of(const GPtrArray *lines)
{
	json_t *array = json_array();
	guint i;

	for (i = 0; i < lines->len; i++)
		json_array_append_new(array, json_string(lines->pdata[i]));
	return array;
}

void
findings_to_json(const struct findings *findings, json_t *object)
{
	json_object_set_new(object, "findings", array_of(findings->lines));
	json_object_set_new(object, "remarks", array_of(findings->remarks));
}
