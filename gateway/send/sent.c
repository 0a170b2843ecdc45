/*
 * The names of what became of an attempt, and replies made fit to keep.
 */
#include "send/sent.h"

#include "base/text.h"

#define REPLY_CHARS 300
#define REPLY_BYTES 2000

static const char *const names[SENT_COUNT] = {
	[SENT_DONE] = "done",
	[SENT_REFUSED] = "refused",
	[SENT_LATER] = "later",
	[SENT_UNCERTAIN] = "uncertain",
};

const char *
sent_name(enum sent sent)
{
	return names[sent];
}

enum sent
sent_of(const char *name)
{
	for (enum sent s = 0; name && s < SENT_COUNT; s++)
		if (g_str_equal(names[s], name))
			return s;
	return SENT_COUNT;
}

char *
sent_reply(const char *text)
{
	g_autofree char *valid =
		text_repair(text, strnlen(text, REPLY_BYTES), NULL);
	g_autofree char *clean = text_clean(valid, TRUE);
	g_autofree char *line = text_squeeze(clean);

	return text_shorten(line, REPLY_CHARS);
}
