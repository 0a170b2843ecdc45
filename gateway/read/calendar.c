/*
 * A person's words in an answer to an invitation: lines of the text that are
 * neither the invitation's own nor what calendars write.
 */
#include "read/calendar.h"

#include <string.h>

#include "base/limits.h"
#include "read/phrase.h"

/* Fewer words than this say no more than the answer itself. */
#define WORDS 3

/* How lines begin that calendars write into answers. */
static const char *const openings[] = {"accepted",
				       "declined",
				       "tentative",
				       "cancelled",
				       "canceled",
				       "new time proposed",
				       "when:",
				       "where:",
				       "who:",
				       "what:",
				       "date:",
				       "time:",
				       "location:",
				       "organizer:",
				       "organiser:",
				       "attendees:",
				       "calendar:",
				       "subject:",
				       "begin:",
				       "*~*~",
				       "http",
				       "____",
				       "----",
				       "invitation from google",
				       "you are receiving this",
				       "you received this",
				       "to stop receiving",
				       "forwarding this invitation",
				       "join with google meet",
				       "join microsoft teams",
				       "microsoft teams meeting",
				       "meeting id:",
				       "passcode:",
				       "join by phone",
				       "more phone numbers",
				       "view your event",
				       "view all guest info",
				       "this event",
				       "reply for",
				       "sent from my",
				       NULL};

/* What they say within a line. */
static const char *const told[] = {"has accepted",
				   "has declined",
				   "has tentatively",
				   "has replied",
				   "have accepted",
				   "have declined",
				   "accepted your invitation",
				   "accepted the invitation",
				   "accepted this invitation",
				   "declined your invitation",
				   "declined the invitation",
				   "declined this invitation",
				   "tentatively accepted",
				   "accepted this event",
				   "with this note:",
				   "hat die einladung",
				   "hat ihre einladung",
				   "a accepté",
				   "a refusé",
				   "ha aceptado",
				   "ha rechazado",
				   "ha accettato",
				   "ha rifiutato",
				   "zaakceptował",
				   "odrzucił",
				   "a acceptat",
				   "a refuzat",
				   "aceitou",
				   "recusou",
				   "wedi derbyn",
				   "wedi gwrthod",
				   NULL};

static guint
count_words(const char *line)
{
	guint n = 0;

	while (*line != '\0') {
		gsize size = strcspn(line, " \t,.;:!?-");

		n += size >= 2 || (guchar)*line >= 0x80;
		line += size;
		line += strspn(line, " \t,.;:!?-");
	}
	return n;
}

/* The calendar's lines without the folding, in lower case, one text. */
static char *
unfolded(const struct part *calendar)
{
	GString *plain = g_string_new_len(
		calendar->content->str,
		(gssize)MIN(calendar->content->len, LIMIT_HEADER_BYTES));
	g_autofree char *valid = NULL;
	char *folded;

	g_string_replace(plain, "\r\n", "\n", 0);
	g_string_replace(plain, "\n ", "", 0);
	g_string_replace(plain, "\n\t", "", 0);
	g_string_replace(plain, "\\n", " ", 0);
	g_string_replace(plain, "\\,", ",", 0);
	valid = g_utf8_make_valid(plain->str, (gssize)plain->len);
	folded = g_utf8_strdown(valid, -1);
	g_string_free(plain, TRUE);
	return folded;
}

/* A COMMENT of the person who answers. */
static gboolean
has_comment(const char *calendar)
{
	const char *at = calendar;

	while ((at = strstr(at, "\ncomment")) != NULL) {
		const char *value = at + strcspn(at + 1, ":\n") + 1;
		g_autofree char *line = NULL;

		if (*value == ':') {
			line = g_strndup(value + 1, strcspn(value + 1, "\n"));
			if (count_words(line) >= WORDS)
				return TRUE;
		}
		at++;
	}
	return FALSE;
}

/* Words in lines of the text that no program wrote. */
static guint
own_words(const char *text, const char *calendar)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", 200);
	guint words = 0;
	gsize i;

	for (i = 0; lines[i] != NULL; i++) {
		g_autofree char *line = phrase_fold(lines[i], 200);
		const char *at = line + strspn(line, " *<([");

		if (*at != '\0' && phrase_starts(at, openings) == NULL &&
		    phrase_in(at, told) == NULL && strstr(calendar, at) == NULL)
			words += count_words(at);
	}
	return words;
}

gboolean
calendar_has_words(const struct part *calendar, const struct message *message)
{
	g_autofree char *folded = NULL;

	if (!g_str_equal(calendar->method, "reply") &&
	    !g_str_equal(calendar->method, "counter"))
		return FALSE;
	folded = unfolded(calendar);
	return has_comment(folded) ||
	       own_words(message->new_text, folded) >= WORDS;
}
