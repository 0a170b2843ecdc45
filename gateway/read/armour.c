/*
 * Letters that are signed with PGP in the text itself: the lines about the
 * signature are for programs, what stands between them is the letter.
 */
#include "read/plain.h"

#include <string.h>

#define BEGIN "-----BEGIN PGP SIGNED MESSAGE-----\n"
#define SIGNATURE "\n-----BEGIN PGP SIGNATURE-----"
#define END "-----END PGP SIGNATURE-----"

/* The first line after the one that at is in. */
static const char *
next_line(const char *at)
{
	at += strcspn(at, "\n");
	return *at == '\n' ? at + 1 : at;
}

/* Past the lines "Hash: …" and the blank one after them. */
static const char *
skip_head(const char *at)
{
	while (g_str_has_prefix(at, "Hash: ") ||
	       g_str_has_prefix(at, "Charset: ") ||
	       g_str_has_prefix(at, "NotDashEscaped: "))
		at = next_line(at);
	return *at == '\n' ? at + 1 : at;
}

char *
plain_without_armour(const char *text)
{
	const char *begin = strstr(text, BEGIN);
	const char *signature;
	const char *end;
	const char *line;
	GString *out;

	if (begin == NULL || (begin > text && begin[-1] != '\n'))
		return NULL;
	signature = strstr(begin, SIGNATURE);
	end = signature == NULL ? NULL : strstr(signature, END);
	if (end == NULL)
		return NULL;
	out = g_string_new_len(text, begin - text);
	for (line = skip_head(begin + strlen(BEGIN)); line <= signature;
	     line = next_line(line)) {
		const char *from =
			strncmp(line, "- ", 2) == 0 ? line + 2 : line;

		g_string_append_len(out, from, next_line(line) - from);
	}
	g_string_append(out, next_line(end));
	return g_string_free(out, FALSE);
}
