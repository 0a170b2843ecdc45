/*
 * Lines are read a byte at a time: what follows the answer to STARTTLS must
 * stay in the socket, where it breaks the handshake instead of being
 * believed (RFC 9051, 7.1.5 and 11.1).
 */
#include "poll/greeting.h"

#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "poll/line.h"

#define LINES_BEFORE_ANSWER 20
#define TAG "postroom "

static gboolean
say(const struct tls *tls, const char *host, const char *otherwise,
    GError **error)
{
	const char *trouble = tls_trouble(tls);

	return fault_set(error, FAULT_TEMPORARY, "The server %s %s.", host,
			 trouble == NULL ? otherwise : trouble);
}

static gboolean
read_greeting(struct tls *tls, const char *host, GError **error)
{
	g_autofree char *line = NULL;

	tls_limit(tls, LIMIT_LOGIN_SECONDS, LINE_BYTES);
	line = line_read(tls);
	if (line == NULL)
		return say(tls, host, "sent an endless greeting", error);
	if (line_begins(line, "* OK"))
		return TRUE;
	if (line_begins(line, "* PREAUTH"))
		return fault_set(error, FAULT_SETUP,
				 "The server %s wants no log-in (PREAUTH). "
				 "That is refused, because anybody could "
				 "pretend to be it.",
				 host);
	if (line_begins(line, "* BYE"))
		return say(tls, host, "turns us away just now (BYE)", error);
	return say(tls, host, "does not greet as an IMAP server", error);
}

static gboolean
ask_starttls(struct tls *tls, const char *host, GError **error)
{
	static const char command[] = TAG "STARTTLS\r\n";
	int i;

	tls_limit(tls, LIMIT_LOGIN_SECONDS, LINE_BYTES * LINES_BEFORE_ANSWER);
	if (tls_write(tls, command, strlen(command)) < 0)
		return say(tls, host, "", error);
	for (i = 0; i < LINES_BEFORE_ANSWER; i++) {
		g_autofree char *line = line_read(tls);

		if (line == NULL)
			return say(tls, host, "sent an endless line", error);
		if (line_begins(line, TAG "OK"))
			return TRUE;
		if (line_begins(line, TAG))
			return say(tls, host,
				   "offers no encryption (STARTTLS). Nothing "
				   "was sent to it; try imaps:// instead",
				   error);
	}
	return say(tls, host, "does not answer STARTTLS", error);
}

struct tls *
greeting_exchange(const struct url *url, const char *ca_file, GError **error)
{
	g_autoptr(own_tls) tls = tls_dial(url->host, url->port, error);

	if (tls == NULL)
		return NULL;
	if (url->starttls && (!read_greeting(tls, url->host, error) ||
			      !ask_starttls(tls, url->host, error)))
		return NULL;
	if (!tls_secure(tls, ca_file, error))
		return NULL;
	if (!url->starttls && !read_greeting(tls, url->host, error))
		return NULL;
	return g_steal_pointer(&tls);
}
