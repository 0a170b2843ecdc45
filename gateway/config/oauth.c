/*
 * What each provider needs, and what it is asked if nothing is written.
 */
#include "config/oauth.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "config/check.h"

#define MICROSOFT "https://login.microsoftonline.com/%s/oauth2/v2.0/token"
#define MICROSOFT_SCOPE "https://outlook.office365.com/.default"
#define GOOGLE "https://oauth2.googleapis.com/token"

static void
oauth_free(gpointer data)
{
	struct oauth *oauth = data;

	g_free(oauth->name);
	g_free(oauth->client_id);
	g_free(oauth->secret_file);
	g_free(oauth->refresh_file);
	g_free(oauth->token_url);
	g_free(oauth->scope);
	g_free(oauth->ca_file);
	g_free(oauth->folder);
	g_free(oauth);
}

static struct place
in(struct place place, const char *name)
{
	place.name = name;
	return place;
}

/* The tenant becomes a part of an address: an id or a domain, no slash. */
static char *
microsoft_url(struct source *source, struct place place)
{
	const char *tenant = check_needed(source, in(place, "tenant"));

	if (strspn(tenant, "0123456789abcdefghijklmnopqrstuvwxyz"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-") != strlen(tenant))
		source_fault(source, in(place, "tenant"),
			     "\"tenant\" must be the Directory (tenant) ID "
			     "that Entra ID shows, or your domain, not \"%s\".",
			     tenant);
	return g_strdup_printf(MICROSOFT, tenant);
}

static char *
token_url(struct source *source, struct place place, const struct oauth *oauth)
{
	const char *own = check_https(source, in(place, "token_url"));

	if (*own != '\0')
		return g_strdup(own);
	if (oauth->provider == OAUTH_GOOGLE)
		return g_strdup(GOOGLE);
	return microsoft_url(source, place);
}

static char *
scope(struct source *source, struct place place, const struct oauth *oauth)
{
	const char *own = check_text(source, in(place, "scope"));

	if (*own != '\0')
		return g_strdup(own);
	return g_strdup(oauth->provider == OAUTH_MICROSOFT ? MICROSOFT_SCOPE
							   : "");
}

static char *
secret_file(struct source *source, struct place place)
{
	char *path = check_path(source, place);

	if (*path == '\0')
		source_fault(source, place,
			     "Write %s = \"…\", a file that others may not "
			     "read.",
			     place.name);
	else
		check_password(source, place, path, NULL);
	return path;
}

static guint32
expiry(struct source *source, struct place place)
{
	const char *text = source_text(source, place);
	guint32 day = clock_parse_day(text);

	if (*text != '\0' && day == DAY_NONE)
		source_fault(source, place,
			     "\"secret_expires\" must be a date such as "
			     "2027-01-31, not \"%s\".",
			     text);
	return day;
}

static struct oauth *
read_one(struct source *source, guint index, const char *data)
{
	static const char *const providers[] = {"microsoft", "google", NULL};
	struct place place = {"oauth2", index, ""};
	struct oauth *oauth = g_new0(struct oauth, 1);

	oauth->name = g_strdup(source_title(source, "oauth2", index));
	check_name(source, place, oauth->name);
	oauth->provider = (enum oauth_provider)source_choice(
		source, in(place, "provider"), providers);
	oauth->client_id =
		g_strdup(check_needed(source, in(place, "client_id")));
	oauth->secret_file = secret_file(source, in(place, "secret_file"));
	oauth->refresh_file =
		oauth->provider == OAUTH_GOOGLE
			? secret_file(source, in(place, "refresh_token_file"))
			: g_strdup("");
	oauth->token_url = token_url(source, place, oauth);
	oauth->scope = scope(source, place, oauth);
	oauth->ca_file = check_file(source, in(place, "ca_file"));
	oauth->secret_expires = expiry(source, in(place, "secret_expires"));
	oauth->folder = g_build_filename(data, "token", NULL);
	return oauth;
}

GPtrArray *
oauths_read(struct source *source, const char *data)
{
	GPtrArray *oauths = g_ptr_array_new_with_free_func(oauth_free);
	guint i, n = source_count(source, "oauth2");

	for (i = 0; i < n; i++)
		g_ptr_array_add(oauths, read_one(source, i, data));
	return oauths;
}

const struct oauth *
oauths_find(struct source *source, struct place place, const GPtrArray *oauths)
{
	const char *name = source_text(source, in(place, "oauth"));
	guint i;

	for (i = 0; i < oauths->len; i++) {
		const struct oauth *oauth = oauths->pdata[i];

		if (g_str_equal(oauth->name, name))
			return oauth;
	}
	if (*name != '\0')
		source_fault(source, in(place, "oauth"),
			     "There is no section oauth2 \"%s\" { … }.", name);
	return NULL;
}

void
oauths_user(struct source *source, struct place place)
{
	const char *user = source_text(source, in(place, "user"));

	if (!text_is_address(user))
		source_fault(source, in(place, "user"),
			     "With \"oauth\", \"user\" must be the address of "
			     "the mailbox, also of a shared one, not \"%s\".",
			     user);
	if (*source_text(source, in(place, "password_file")) != '\0')
		source_fault(source, in(place, "password_file"),
			     "With \"oauth\" there is no password. Remove "
			     "\"password_file\".");
}
