/*
 * Reading a message once more for one thing in it. What is wanted is kept in
 * this file, because the walk over the parts need not know of it: a reader is
 * a process that does one thing at a time.
 */
#include "read/take.h"

#include <string.h>

#include "base/limits.h"
#include "read/read.h"

/* NULL unless somebody waits. */
static const char *wanted;
static GString *taken;

void
take_offer_file(const char *sha256, const void *bytes, gsize size)
{
	if (wanted == NULL || taken != NULL || !g_str_equal(wanted, sha256))
		return;
	taken = g_string_new_len(bytes, (gssize)size);
}

/* A message may have several texts; they follow each other. */
void
take_offer_html(const char *html, gsize size)
{
	gsize had = taken == NULL ? 0 : taken->len;

	if (wanted == NULL || !g_str_equal(wanted, TAKE_HTML) ||
	    had + size > LIMIT_MESSAGE_BYTES)
		return;
	if (taken == NULL)
		taken = g_string_new(NULL);
	else
		g_string_append(taken, "\n\n");
	g_string_append_len(taken, html, (gssize)size);
}

void
take_answer(const char *question, gsize size, GString *out)
{
	const char *end = memchr(question, '\n', MIN(size, 80));
	g_autofree char *what =
		g_strndup(question, end == NULL ? 0 : (gsize)(end - question));

	taken = NULL;
	if (*what != '\0') {
		wanted = what;
		message_free(read_message(end + 1,
					  size - (gsize)(end + 1 - question)));
		wanted = NULL;
	}
	g_string_append_c(out, taken == NULL ? '0' : '1');
	if (taken == NULL)
		return;
	g_string_append_len(out, taken->str, (gssize)taken->len);
	g_string_free(taken, TRUE);
	taken = NULL;
}
