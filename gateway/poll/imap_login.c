/*
 * How a session begins: connection, greeting, and the log-in with a password
 * or a token. What a refused log-in means is told here.
 */
#include "poll/imap_inside.h"

#include <libetpan/libetpan.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/secret.h"
#include "net/token.h"
#include "poll/bearer.h"
#include "poll/greeting.h"
#include "poll/imap_stream.h"

/* Gives the connection to the library, which is to find it in that state. */
static gboolean
hand_over(struct imap *imap, gboolean logged_in, GError **error)
{
	int wanted = logged_in ? MAILIMAP_NO_ERROR_AUTHENTICATED
			       : MAILIMAP_NO_ERROR_NON_AUTHENTICATED;

	tls_limit(imap->tls, LIMIT_LOGIN_SECONDS, LIMIT_ANSWER_IMAP_BYTES);
	if (mailimap_connect(imap->session,
			     imap_stream_new(imap->tls, logged_in)) == wanted)
		return TRUE;
	return imap_fault(imap, MAILIMAP_ERROR_PROTOCOL, "beginning", NULL,
			  error);
}

static gboolean
log_in(struct imap *imap, GError **error)
{
	const struct mailbox *mailbox = imap->mailbox;
	g_autoptr(own_secret) password = secret_password(
		mailbox->password_file, mailbox->password_env, error);
	int code;

	if (password == NULL || !hand_over(imap, FALSE, error))
		return FALSE;
	code = mailimap_login(imap->session, mailbox->user, password);
	if (code == MAILIMAP_NO_ERROR)
		return TRUE;
	return imap_fault(imap, code, "logging in",
			  "does not accept the user name and password. Check "
			  "user and password_file of the mailbox, and that "
			  "the account may use IMAP. Microsoft 365 and Google "
			  "want oauth instead of a password.",
			  error);
}

static gboolean
is_clean(const struct mailbox *mailbox, GError **error)
{
	const char *p;

	for (p = mailbox->user; *p != '\0'; p++)
		if (g_ascii_iscntrl(*p))
			return fault_set(error, FAULT_SETUP,
					 "The user of mailbox \"%s\" holds a "
					 "control character.",
					 mailbox->name);
	return TRUE;
}

static struct imap *
greet(const struct mailbox *mailbox, GError **error)
{
	g_autoptr(own_url) url = url_parse(mailbox->imap, error);
	struct imap *imap;
	struct tls *tls;

	if (url == NULL || !is_clean(mailbox, error))
		return NULL;
	tls = greeting_exchange(url, mailbox->ca_file, error);
	if (tls == NULL)
		return NULL;
	imap = g_new0(struct imap, 1);
	imap->tls = tls;
	imap->mailbox = mailbox;
	imap->host = g_strdup(url->host);
	imap->session = mailimap_new(0, NULL);
	return imap;
}

/* --- the log-in with a token --------------------------------------------*/

/* The token is good, for it came just now: so it is the mailbox. */
static gboolean
say_not_open(const struct imap *imap, const char *answer, GError **error)
{
	const struct mailbox *mailbox = imap->mailbox;
	const char *next =
		mailbox->oauth->provider == OAUTH_MICROSOFT
			? "Give the application the mailbox in Exchange "
			  "Online (New-ServicePrincipal with the Enterprise "
			  "application's Object ID, Add-MailboxPermission; see "
			  "docs/MICROSOFT365.md), wait up to an hour, and "
			  "check user."
			: "Check that user is the account that signed in, and "
			  "that IMAP is switched on for it.";

	return fault_set(error, FAULT_SETUP,
			 "The server %s takes the token of oauth2 \"%s\" for "
			 "no mailbox of this user (it says: %s). %s",
			 imap->host, mailbox->oauth->name, answer, next);
}

/* *stale if another token may be taken. */
static gboolean
show_token(struct imap *imap, gboolean *stale, GError **error)
{
	const struct mailbox *mailbox = imap->mailbox;
	g_autoptr(own_secret) token = token_take(mailbox->oauth, error);
	g_autofree char *answer = NULL;
	struct bearer bearer = {imap->tls, imap->host, mailbox->user, token};
	enum bearer_end done;

	*stale = FALSE;
	if (token == NULL)
		return FALSE;
	done = bearer_log_in(&bearer, &answer, error);
	if (done == BEARER_IN)
		return hand_over(imap, TRUE, error);
	imap->dead = TRUE;
	if (done == BEARER_FAILED)
		return FALSE;
	*stale = token_drop(mailbox->oauth, token);
	return say_not_open(imap, answer, error);
}

static gboolean
enter(struct imap *imap, gboolean *stale, GError **error)
{
	*stale = FALSE;
	return imap->mailbox->oauth == NULL ? log_in(imap, error)
					    : show_token(imap, stale, error);
}

/* A token that was refused is taken anew once, over a new connection. */
struct imap *
imap_open(const struct mailbox *mailbox, GError **error)
{
	gboolean stale = FALSE;
	int tries;

	for (tries = 0; tries < 2; tries++) {
		g_autoptr(own_imap) imap = NULL;

		g_clear_error(error);
		imap = greet(mailbox, error);
		if (imap != NULL && enter(imap, &stale, error))
			return g_steal_pointer(&imap);
		if (!stale)
			return NULL;
	}
	return NULL;
}
