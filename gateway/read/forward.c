/*
 * Forwards, inline and attached.
 */
#include "read/forward.h"

#include <string.h>

#include "base/clock.h"
#include "read/addresses.h"
#include "read/label.h"
#include "read/phrase.h"

/* Somebody who passes a message on says less than this himself. */
#define OWN_WORDS 300

gboolean
forward_is_mark(const char *line)
{
	static const char *const marks[] = {"forwarded message",
					    "begin forwarded message",
					    "forwarded by",
					    "weitergeleitete nachricht",
					    "anfang der weitergeleiteten",
					    "message transféré",
					    "début du message",
					    "mensaje reenviado",
					    "inicio del mensaje",
					    "mensagem encaminhada",
					    "mensagem reencaminhada",
					    "messaggio inoltrato",
					    "inizio messaggio inoltrato",
					    "przekazana wiadomość",
					    "wiadomość przekazana",
					    "treść przekazanej wiadomości",
					    "mesaj redirecționat",
					    "mesaj redirectionat",
					    "mesaj transmis",
					    "neges a anfonwyd ymlaen",
					    "neges wedi'i hanfon ymlaen",
					    "doorgestuurd bericht",
					    "vidarebefordrat",
					    "videresendt",
					    "forwarded email",
					    "forwarded mail",
					    "original message from",
					    NULL};
	static const char skip[] = "-_*=> ";
	g_autofree char *folded = NULL;

	if (!phrase_may_start(line, skip, marks))
		return FALSE;
	folded = phrase_fold(line, 120);
	return phrase_starts(folded + strspn(folded, skip), marks) != NULL;
}

gboolean
forward_is_subject(const char *subject)
{
	static const char *const marks[] = {
		"fw:",	   "fwd:",   "fwd ",	"wg:",	   "tr:",
		"rv:",	   "enc:",   "i:",	"pd:",	   "przek:",
		"vb:",	   "vs:",    "doorst:", "fs:",	   "vl:",
		"ymlaen:", "redir:", "[fwd:",	"transf:", NULL};
	g_autofree char *folded = phrase_fold(subject, 60);

	return phrase_starts(folded, marks) != NULL;
}

static void
set_forwarded(struct message *message, struct address *from, gint64 date)
{
	struct forwarded *f = g_new0(struct forwarded, 1);

	f->from = from;
	f->date = date;
	message->forwarded = f;
}

/* The inner header that begins at or soon after line. */
static gboolean
read_inner(const char *line, struct message *message)
{
	struct label_block block = {0};

	if (!label_block_read(line, &block))
		return FALSE;
	if (block.from != NULL) {
		struct address *from = addresses_first(block.from);
		g_autofree char *date =
			block.date == NULL ? NULL : g_strdup(block.date);

		set_forwarded(message, from,
			      date == NULL ? TIME_NONE : label_date(date));
	}
	label_block_clear(&block);
	return message->forwarded != NULL;
}

static gboolean
find_inline(struct message *message)
{
	gboolean subject = forward_is_subject(message->subject);
	const char *line = message->text;
	int lines = 0;

	while (line != NULL && *line != '\0' && lines++ < 400) {
		gboolean mark = forward_is_mark(line);

		if (*line != '>' && (mark || subject) &&
		    (mark || label_is_from(line)) && read_inner(line, message))
			return TRUE;
		line = strchr(line, '\n');
		line = line == NULL ? NULL : line + 1;
	}
	return FALSE;
}

/* The subject says so, or little is said beside the inner message. */
static gboolean
is_passed_on(const struct message *message)
{
	const char *mark = strstr(message->text, "----------");

	return forward_is_subject(message->subject) ||
	       (mark != NULL && mark - message->text < OWN_WORDS);
}

void
forward_read(const struct body *body, struct message *message)
{
	if (body->messages > 1)
		return;
	if (body->inner != NULL && is_passed_on(message)) {
		set_forwarded(message,
			      addresses_first(head_raw(body->inner, "From")),
			      mime_date(head_raw(body->inner, "Date")));
		return;
	}
	find_inline(message);
}
