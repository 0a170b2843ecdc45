/*
 * A short list, read from and written to the cursor as a whole.
 */
#include "poll/skipped.h"

#include <stdio.h>

#include "base/limits.h"

GArray *
skipped_read(const char *text)
{
	GArray *skipped = g_array_new(FALSE, TRUE, sizeof(struct skip));
	g_auto(GStrv) words = g_strsplit(text, " ", LIMIT_SKIPPED + 1);
	char **word;

	for (word = words; *word != NULL; word++) {
		g_auto(GStrv) parts = g_strsplit(*word, ":", 5);
		struct skip skip;

		if (g_strv_length(parts) != 4)
			continue;
		skip.uid = (guint32)g_ascii_strtoull(parts[0], NULL, 10);
		skip.tries = (guint32)g_ascii_strtoull(parts[1], NULL, 10);
		skip.got = g_ascii_strtoll(parts[2], NULL, 10);
		skip.since = g_ascii_strtoll(parts[3], NULL, 10);
		if (skip.uid > 0 && skipped_find(skipped, skip.uid) == NULL)
			g_array_append_val(skipped, skip);
	}
	return skipped;
}

char *
skipped_write(const GArray *skipped)
{
	GString *out = g_string_new(NULL);
	guint i;

	for (i = 0; i < skipped->len; i++) {
		const struct skip *skip =
			&g_array_index(skipped, struct skip, i);

		g_string_append_printf(
			out, "%s%u:%u:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
			i == 0 ? "" : " ", skip->uid, skip->tries, skip->got,
			skip->since);
	}
	return g_string_free(out, FALSE);
}

struct skip *
skipped_find(GArray *skipped, guint32 uid)
{
	guint i;

	for (i = 0; i < skipped->len; i++)
		if (g_array_index(skipped, struct skip, i).uid == uid)
			return &g_array_index(skipped, struct skip, i);
	return NULL;
}

struct skip *
skipped_add(GArray *skipped, guint32 uid)
{
	struct skip *found = skipped_find(skipped, uid);
	struct skip skip = {
		.uid = uid,
		.got = -1,
		.since = g_get_real_time() / G_USEC_PER_SEC,
	};

	if (found != NULL)
		return found;
	g_array_append_val(skipped, skip);
	return &g_array_index(skipped, struct skip, skipped->len - 1);
}

void
skipped_remove(GArray *skipped, guint32 uid)
{
	guint i;

	for (i = skipped->len; i > 0; i--)
		if (g_array_index(skipped, struct skip, i - 1).uid == uid)
			g_array_remove_index(skipped, i - 1);
}

gboolean
skipped_is_hopeless(const struct skip *skip)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	return skip->tries >= LIMIT_FETCH_ATTEMPTS &&
	       now - skip->since >= LIMIT_FETCH_SECONDS;
}
