/*
 * The part of "check" that asks the token servers, before any mailbox is
 * tried: where no token is given, that is the reason to mend.
 */
#include "cmd/check.h"

#include "base/clock.h"
#include "base/secret.h"
#include "net/token.h"

/* Asked anew, for a token that is still good hides a secret that is not. */
static void
check_oauth(struct check *check, const struct oauth *oauth)
{
	g_autofree char *part = g_strconcat("oauth2 ", oauth->name, NULL);
	g_autofree char *secret =
		oauth_secret_ends(oauth, clock_day(clock_now()));
	GError *error = NULL;
	gint64 ends = TIME_NONE;
	g_autoptr(own_secret) token = token_renew(oauth, &ends, &error);
	g_autofree char *when = clock_short(ends);

	if (token != NULL)
		check_good(check, part, "gives a token, good until %s", when);
	else
		check_fault(check, part, error);
	if (secret != NULL)
		check_bad(check, part, secret);
}

void
check_tokens(struct check *check, const struct config *config)
{
	for (guint i = 0; i < config->oauths->len; i++)
		check_oauth(check, config->oauths->pdata[i]);
}
