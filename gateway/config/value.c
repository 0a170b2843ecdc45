/*
 * The values of a source as numbers, choices and required texts, with the
 * words that tell what is accepted.
 */
#include <stdarg.h>

#include "config/source.h"

const char *
source_needed(struct source *source, struct place place)
{
	const char *text = source_text(source, place);

	if (*text == '\0')
		source_fault(source, place,
			     "\"%s\" is missing or empty. Write: %s = \"…\".",
			     place.name, place.name);
	return text;
}

int
source_number(struct source *source, struct place place, int low, int high)
{
	const char *text = source_text(source, place);
	gint64 number = low;

	if (g_ascii_string_to_signed(text, 10, low, high, &number, NULL))
		return (int)number;
	source_fault(source, place,
		     "\"%s\" must be a whole number from %d to %d, not \"%s\".",
		     place.name, low, high, text);
	return low;
}

double
source_fraction(struct source *source, struct place place, double low,
		double high)
{
	const char *text = source_text(source, place);
	char *end = NULL;
	double number = g_ascii_strtod(text, &end);

	if (end > text && *end == '\0' && number >= low && number <= high)
		return number;
	source_fault(source, place,
		     "\"%s\" must be a number from %g to %g, such as 0.2, "
		     "not \"%s\".",
		     place.name, low, high, text);
	return low;
}

int
source_choice(struct source *source, struct place place,
	      const char *const *words)
{
	const char *text = source_text(source, place);
	g_autofree char *all = g_strjoinv(", ", (char **)(gpointer)words);
	int i;

	for (i = 0; words[i] != NULL; i++)
		if (g_str_equal(words[i], text))
			return i;
	source_fault(source, place, "\"%s\" must be one of %s, not \"%s\".",
		     place.name, all, text);
	return 0;
}

gboolean
source_yes(struct source *source, struct place place)
{
	static const char *const words[] = {"no", "yes", NULL};

	return source_choice(source, place, words) == 1;
}
