/*
 * Two commands, CAPABILITY and AUTHENTICATE, read line by line: a server says
 * little here, and what it says beyond is not listened to.
 */
#include "poll/bearer.h"

#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "poll/line.h"

#define LINES_BEFORE_ANSWER 20
#define ANSWER_CHARS 200
#define TAG "bearer "

struct talk {
	const struct bearer *bearer;
	gboolean xoauth2, oauthbearer, initial; /* offered; SASL-IR */
};

/* Always BEARER_FAILED. */
static enum bearer_end
fail(const struct talk *talk, const char *otherwise, GError **error)
{
	const char *trouble = tls_trouble(talk->bearer->tls);

	fault_set(error, FAULT_TEMPORARY, "While logging in, the server %s %s.",
		  talk->bearer->host, trouble == NULL ? otherwise : trouble);
	return BEARER_FAILED;
}

/* --- what is offered ----------------------------------------------------*/

static void
note_offers(struct talk *talk, const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	char **word;

	for (word = words; *word != NULL; word++) {
		talk->xoauth2 |= g_ascii_strcasecmp(*word, "AUTH=XOAUTH2") == 0;
		talk->oauthbearer |=
			g_ascii_strcasecmp(*word, "AUTH=OAUTHBEARER") == 0;
		talk->initial |= g_ascii_strcasecmp(*word, "SASL-IR") == 0;
	}
}

static gboolean
ask_offers(struct talk *talk, GError **error)
{
	static const char command[] = TAG "CAPABILITY\r\n";
	int i;

	if (tls_write(talk->bearer->tls, command, strlen(command)) < 0)
		return fail(talk, "", error) == BEARER_IN;
	for (i = 0; i < LINES_BEFORE_ANSWER; i++) {
		g_autofree char *line = line_read(talk->bearer->tls);

		if (line == NULL)
			return fail(talk, "sent an endless line", error) ==
			       BEARER_IN;
		if (line_begins(line, "* CAPABILITY "))
			note_offers(talk, line);
		if (line_begins(line, TAG))
			return TRUE;
	}
	return fail(talk, "does not say what it offers", error) == BEARER_IN;
}

/* --- the log-in ---------------------------------------------------------*/

/* RFC 7628, 3.1; a comma or = in the user is written as GS2 wants it
 * (RFC 5801, 4). */
static char *
response(const struct talk *talk)
{
	const char *user = talk->bearer->user;
	const char *token = talk->bearer->token;
	g_autofree char *equals = NULL;
	g_autofree char *name = NULL;
	g_autoptr(own_secret) plain = NULL;

	if (talk->xoauth2) {
		plain = g_strdup_printf("user=%s\001auth=Bearer %s\001\001",
					user, token);
	} else {
		g_auto(GStrv) parts = g_strsplit(user, "=", -1);
		g_auto(GStrv) commas = NULL;

		equals = g_strjoinv("=3D", parts);
		commas = g_strsplit(equals, ",", -1);
		name = g_strjoinv("=2C", commas);
		plain = g_strdup_printf("n,a=%s,\001auth=Bearer %s\001\001",
					name, token);
	}
	return g_base64_encode((const guchar *)plain, strlen(plain));
}

/* The reason as the server gives it in base64 (RFC 7628, 3.2.2). */
static char *
reason_of(const char *base64)
{
	gsize size = 0;
	g_autofree guchar *data = g_base64_decode(base64, &size);

	return text_repair((const char *)data, size, NULL);
}

static void
keep_answer(char **answer, const char *words)
{
	g_autofree char *utf8 = text_repair(words, strlen(words), NULL);
	g_autofree char *clean = text_clean(utf8, TRUE);

	g_free(*answer);
	*answer = text_shorten(clean, ANSWER_CHARS);
}

static gboolean
say(struct talk *talk, const char *one, const char *two)
{
	g_autoptr(own_secret) line = g_strconcat(one, two, "\r\n", NULL);

	return tls_write(talk->bearer->tls, line, strlen(line)) >= 0;
}

/* A "+" wants our response once; a second one is the reason of a refusal,
 * which ends when we have answered it. */
static gboolean
go_on(struct talk *talk, const char *line, const char *reply, gboolean *said,
      char **answer)
{
	g_autofree char *reason = NULL;

	if (!*said) {
		*said = TRUE;
		return say(talk, reply, "");
	}
	reason = reason_of(line + MIN(strlen(line), strlen("+ ")));
	keep_answer(answer, reason);
	return say(talk, talk->xoauth2 ? "" : "AQ==", "");
}

static gboolean
begin(struct talk *talk, const char *reply)
{
	g_autofree char *command = g_strconcat(
		TAG "AUTHENTICATE ", talk->xoauth2 ? "XOAUTH2" : "OAUTHBEARER",
		talk->initial ? " " : "", NULL);

	return say(talk, command, talk->initial ? reply : "");
}

static enum bearer_end
authenticate(struct talk *talk, const char *reply, char **answer,
	     GError **error)
{
	gboolean said = talk->initial;
	int i;

	if (!begin(talk, reply))
		return fail(talk, "", error);
	for (i = 0; i < LINES_BEFORE_ANSWER; i++) {
		g_autofree char *line = line_read(talk->bearer->tls);

		if (line == NULL)
			return fail(talk, "sent an endless line", error);
		if (line_begins(line, TAG "OK"))
			return BEARER_IN;
		if (line_begins(line, TAG)) {
			if (*answer == NULL)
				keep_answer(answer, line + strlen(TAG));
			return BEARER_REFUSED;
		}
		if (*line == '+' && !go_on(talk, line, reply, &said, answer))
			return fail(talk, "", error);
		if (line_begins(line, "* BYE"))
			return fail(talk, "turns us away just now (BYE)",
				    error);
	}
	return fail(talk, "does not answer the log-in", error);
}

enum bearer_end
bearer_log_in(const struct bearer *bearer, char **answer, GError **error)
{
	struct talk talk = {.bearer = bearer};
	g_autoptr(own_secret) reply = NULL;

	*answer = NULL;
	tls_limit(bearer->tls, LIMIT_LOGIN_SECONDS,
		  2 * LINE_BYTES * LINES_BEFORE_ANSWER);
	if (!ask_offers(&talk, error))
		return BEARER_FAILED;
	if (!talk.xoauth2 && !talk.oauthbearer) {
		fault_set(error, FAULT_SETUP,
			  "The server %s does not offer to log in with a "
			  "token (XOAUTH2 or OAUTHBEARER). Check imap of the "
			  "mailbox, and that IMAP is switched on for it.",
			  bearer->host);
		return BEARER_FAILED;
	}
	reply = response(&talk);
	return authenticate(&talk, reply, answer, error);
}
