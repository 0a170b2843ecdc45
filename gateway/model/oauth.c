/*
 * The warning before a secret ends.
 */
#include "model/oauth.h"

#include "base/clock.h"

#define WARN_DAYS 30

char *
oauth_secret_ends(const struct oauth *oauth, guint32 today)
{
	g_autofree char *day = NULL;

	if (oauth->secret_expires == DAY_NONE ||
	    oauth->secret_expires > today + WARN_DAYS)
		return NULL;
	day = clock_words(oauth->secret_expires);
	return g_strdup_printf(
		"The client secret of oauth2 \"%s\" %s on %s. Make a new one, "
		"put it into its secret_file and its last day into "
		"secret_expires.",
		oauth->name, oauth->secret_expires < today ? "ended" : "ends",
		day);
}
