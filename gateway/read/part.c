/*
 * Making and freeing parts.
 */
#include "read/part.h"

struct part *
part_new(void)
{
	struct part *part = g_new0(struct part, 1);

	part->type = g_strdup("text/plain");
	part->charset = g_strdup("");
	part->filename = g_strdup("");
	part->disposition = g_strdup("");
	part->method = g_strdup("");
	part->report = g_strdup("");
	return part;
}

void
part_free(struct part *part)
{
	if (part == NULL)
		return;
	g_free(part->type);
	g_free(part->charset);
	g_free(part->filename);
	g_free(part->disposition);
	g_free(part->method);
	g_free(part->report);
	g_free(part->prologue);
	if (part->content != NULL)
		g_string_free(part->content, TRUE);
	if (part->parts != NULL)
		g_ptr_array_unref(part->parts);
	g_free(part);
}

gboolean
part_is(const struct part *part, const char *type)
{
	gsize n = strlen(type);

	if (n > 0 && type[n - 1] == '/')
		return strncmp(part->type, type, n) == 0;
	return g_str_equal(part->type, type);
}
