/*
 * A walk over JSON that is known to be well-formed: it only counts brackets
 * and passes over strings, and never leaves the text whatever is in it.
 */
#include "poll/cut.h"

#include <string.h>

#include "base/fault.h"

struct walk {
	const char *p;
	const char *end;
};

static void
skip_blanks(struct walk *walk)
{
	while (walk->p < walk->end && strchr(" \t\r\n", *walk->p) != NULL &&
	       *walk->p != '\0')
		walk->p++;
}

static gboolean
take(struct walk *walk, char c)
{
	skip_blanks(walk);
	if (walk->p >= walk->end || *walk->p != c)
		return FALSE;
	walk->p++;
	return TRUE;
}

static void
skip_string(struct walk *walk)
{
	for (walk->p++; walk->p < walk->end && *walk->p != '"'; walk->p++)
		if (*walk->p == '\\' && walk->p + 1 < walk->end)
			walk->p++;
	walk->p += walk->p < walk->end;
}

/* Past one value. */
static void
skip_value(struct walk *walk)
{
	guint depth = 0;

	skip_blanks(walk);
	while (walk->p < walk->end) {
		char c = *walk->p;

		if (depth == 0 && strchr(",]}", c) != NULL)
			return;
		if (c == '"') {
			skip_string(walk);
		} else {
			depth += c == '{' || c == '[';
			depth -= c == '}' || c == ']';
			walk->p++;
		}
		if (depth == 0 && strchr("\"}]", c) != NULL)
			return;
	}
}

static const char *
end_of_value(const char *at, const char *to)
{
	while (to > at && strchr(" \t\r\n", to[-1]) != NULL)
		to--;
	return to;
}

static GArray *
elements(struct walk *walk)
{
	GArray *slices = g_array_new(FALSE, FALSE, sizeof(struct slice));

	skip_blanks(walk);
	while (walk->p < walk->end && *walk->p != ']') {
		struct slice slice = {walk->p, 0};

		skip_value(walk);
		slice.size =
			(gsize)(end_of_value(slice.at, walk->p) - slice.at);
		if (slice.size == 0)
			break;
		g_array_append_val(slices, slice);
		if (!take(walk, ','))
			break;
		skip_blanks(walk);
	}
	return slices;
}

static gboolean
is_list_name(const char *at, gsize size)
{
	static const char *const names[] = {"\"entries\"",     "\"items\"",
					    "\"data\"",	       "\"results\"",
					    "\"submissions\"", "\"records\""};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(names); i++)
		if (strlen(names[i]) == size && memcmp(names[i], at, size) == 0)
			return TRUE;
	return FALSE;
}

/* To the inside of the list; FALSE if the object has none. */
static gboolean
find_list(struct walk *walk)
{
	do {
		const char *name;
		gboolean fits;

		skip_blanks(walk);
		name = walk->p;
		skip_value(walk);
		fits = is_list_name(
			name, (gsize)(end_of_value(name, walk->p) - name));
		if (!take(walk, ':'))
			return FALSE;
		if (fits && take(walk, '['))
			return TRUE;
		skip_value(walk);
	} while (take(walk, ','));
	return FALSE;
}

GArray *
cut_entries(const char *text, gsize size, GError **error)
{
	struct walk walk = {text, text + size};

	if (take(&walk, '[') || (take(&walk, '{') && find_list(&walk)))
		return elements(&walk);
	fault_set(error, FAULT_INPUT,
		  "The answer holds no list of entries. Check the address of "
		  "the feed.");
	return NULL;
}
