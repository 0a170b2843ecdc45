/*
 * The command, what comes meanwhile, and its end. Lines that are not about
 * the number of messages ("* OK Still here") are passed over.
 */
#include "poll/idle.h"

#include <string.h>

#include "base/limits.h"
#include "poll/line.h"

#define TAG "idle "

struct idle {
	struct tls *tls;
	gboolean news;
	guint lines; /* that have come; a chatterer is left */
};

enum heard { HEARD_LINE, HEARD_GO, HEARD_OK, HEARD_NO, HEARD_NOTHING };

/* "* 23 EXISTS" (RFC 9051, 7.4.1) */
static gboolean
is_exists(const char *line)
{
	const char *p = line + MIN(strlen(line), strlen("* "));

	if (!line_begins(line, "* ") || !g_ascii_isdigit(*p))
		return FALSE;
	while (g_ascii_isdigit(*p))
		p++;
	return line_begins(p, " EXISTS");
}

static enum heard
hear(struct idle *idle)
{
	g_autofree char *line = NULL;

	if (idle->lines++ >= LIMIT_IDLE_LINES)
		return HEARD_NOTHING;
	line = line_read(idle->tls);
	if (line == NULL || line_begins(line, "* BYE"))
		return HEARD_NOTHING;
	if (*line == '+')
		return HEARD_GO;
	if (line_begins(line, TAG))
		return line_begins(line, TAG "OK") ? HEARD_OK : HEARD_NO;
	idle->news = idle->news || is_exists(line);
	return HEARD_LINE;
}

/* The next that is not just a line, within the time for a command. */
static enum heard
hear_end(struct idle *idle)
{
	enum heard heard;

	tls_limit(idle->tls, LIMIT_LOGIN_SECONDS, LIMIT_ANSWER_IMAP_BYTES);
	do {
		heard = hear(idle);
	} while (heard == HEARD_LINE);
	return heard;
}

static gboolean
say(struct idle *idle, const char *words)
{
	return tls_write(idle->tls, words, strlen(words)) >= 0;
}

/* Until there is news or time is up; FALSE if the connection breaks. */
static gboolean
listen_for(struct idle *idle, guint seconds)
{
	gint64 until =
		g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;

	while (!idle->news) {
		gint64 left = until - g_get_monotonic_time();
		int ready =
			left <= 0
				? 0
				: tls_wait(idle->tls,
					   (guint)(left / G_USEC_PER_SEC + 1));

		if (ready == 0)
			return TRUE;
		tls_limit(idle->tls, LIMIT_LOGIN_SECONDS,
			  LIMIT_ANSWER_IMAP_BYTES);
		if (ready < 0 || hear(idle) != HEARD_LINE)
			return FALSE;
	}
	return TRUE;
}

enum idle_end
idle_wait(struct tls *tls, guint seconds)
{
	struct idle idle = {.tls = tls};
	enum heard heard;

	tls_limit(tls, LIMIT_LOGIN_SECONDS, LIMIT_ANSWER_IMAP_BYTES);
	if (!say(&idle, TAG "IDLE\r\n"))
		return IDLE_BROKEN;
	heard = hear_end(&idle);
	if (heard == HEARD_NO)
		return IDLE_NONE;
	if (heard != HEARD_GO || !listen_for(&idle, seconds) ||
	    !say(&idle, "DONE\r\n") || hear_end(&idle) != HEARD_OK)
		return IDLE_BROKEN;
	return idle.news ? IDLE_NEWS : IDLE_QUIET;
}
