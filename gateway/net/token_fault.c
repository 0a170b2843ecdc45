/*
 * Microsoft names a fault by a number in error_description (AADSTS…), the
 * others by the error code of RFC 6749, 5.2. Nothing that the server says is
 * shown but that number or code.
 */
#include "net/token_fault.h"

#include <jansson.h>
#include <string.h>

#include "base/fault.h"

#define CODE_CHARS 40

struct meaning {
	const char *code; /* NULL ends the table */
	const char *words;
	enum fault fault;
};

/* "error codes for the Microsoft identity platform". */
static const struct meaning microsoft[] = {
	{"AADSTS7000215",
	 "the client secret is wrong. Put the secret's Value, not its Secret "
	 "ID, into secret_file; if it is lost, make a new one in Entra ID "
	 "under App registrations, Certificates & secrets.",
	 FAULT_SETUP},
	{"AADSTS7000222",
	 "the client secret has expired. Make a new one in Entra ID under App "
	 "registrations, Certificates & secrets, put its Value into "
	 "secret_file and its last day into secret_expires.",
	 FAULT_SETUP},
	{"AADSTS700016",
	 "the tenant knows no application of this client_id. Compare it with "
	 "the Application (client) ID in Entra ID, and tenant with the "
	 "Directory (tenant) ID.",
	 FAULT_SETUP},
	{"AADSTS7000229",
	 "the application is not in the tenant yet. An administrator must "
	 "grant admin consent: Entra ID, App registrations, API permissions.",
	 FAULT_SETUP},
	{"AADSTS7000112",
	 "the application is disabled. Switch it on in Entra ID under "
	 "Enterprise applications, Properties, Enabled for users to sign in.",
	 FAULT_SETUP},
	{"AADSTS90002",
	 "there is no such tenant. Write the Directory (tenant) ID that Entra "
	 "ID shows into tenant.",
	 FAULT_SETUP},
	{"AADSTS900023",
	 "tenant is neither the ID of a tenant nor a domain. Write the "
	 "Directory (tenant) ID that Entra ID shows into tenant.",
	 FAULT_SETUP},
	{"AADSTS65001",
	 "consent is missing. An administrator must grant it: Entra ID, App "
	 "registrations, API permissions, Grant admin consent.",
	 FAULT_SETUP},
	{"AADSTS53003",
	 "a Conditional Access policy forbids it. Let the policy leave out "
	 "this application, or add this server's address to its trusted "
	 "locations.",
	 FAULT_SETUP},
	{"AADSTS500011",
	 "the tenant does not know what scope asks for. Remove scope from the "
	 "configuration, and see that the tenant has Exchange Online.",
	 FAULT_SETUP},
	{"AADSTS70011",
	 "scope is wrong. Remove it from the configuration: Exchange Online's "
	 "own is then asked for.",
	 FAULT_SETUP},
	{"AADSTS1002012",
	 "scope is wrong. Remove it from the configuration: Exchange Online's "
	 "own is then asked for.",
	 FAULT_SETUP},
	{"AADSTS700082",
	 "the refresh token has expired. Sign in once more and put the new one "
	 "into refresh_token_file.",
	 FAULT_SETUP},
	{"AADSTS90033", "the service is out of order just now.",
	 FAULT_TEMPORARY},
	{NULL, NULL, FAULT_SETUP},
};

static const struct meaning google[] = {
	{"invalid_grant",
	 "the refresh token has expired or was revoked. Sign in once more as "
	 "the mailbox's owner and put the new one into refresh_token_file; "
	 "publish the app, for while it is \"Testing\" a token ends after 7 "
	 "days.",
	 FAULT_SETUP},
	{"invalid_client",
	 "the client ID or the client secret is wrong. Compare client_id and "
	 "secret_file with Google Cloud, APIs & Services, Credentials.",
	 FAULT_SETUP},
	{"deleted_client",
	 "the client was deleted. Make a new one in Google Cloud, APIs & "
	 "Services, Credentials, and sign in once more.",
	 FAULT_SETUP},
	{"unauthorized_client",
	 "the refresh token was made for another client. Sign in once more "
	 "with this client_id.",
	 FAULT_SETUP},
	{"admin_policy_enforced",
	 "Google Workspace's administrator forbids it. He must trust the app: "
	 "Admin console, Security, API controls.",
	 FAULT_SETUP},
	{NULL, NULL, FAULT_SETUP},
};

/* RFC 6749, 5.2; what neither table knows. */
static const struct meaning common[] = {
	{"invalid_client",
	 "the client ID or the client secret is not accepted. Compare "
	 "client_id and secret_file with what the provider shows.",
	 FAULT_SETUP},
	{"invalid_grant",
	 "what was granted has ended or was revoked. Grant it anew.",
	 FAULT_SETUP},
	{"unauthorized_client",
	 "the application may not ask in this way. See that its permissions "
	 "are those that the guide names.",
	 FAULT_SETUP},
	{"invalid_scope", "scope is wrong. Remove it from the configuration.",
	 FAULT_SETUP},
	{"temporarily_unavailable", "the service is out of order just now.",
	 FAULT_TEMPORARY},
	{NULL, NULL, FAULT_SETUP},
};

/* The whole number must match, for some begin others. */
static gboolean
names(const char *text, const char *code)
{
	const char *p = text == NULL ? NULL : strstr(text, code);

	return p != NULL && !g_ascii_isalnum(p[strlen(code)]);
}

static const struct meaning *
find(const struct meaning *table, const char *text)
{
	for (; table->code != NULL; table++)
		if (names(text, table->code))
			return table;
	return NULL;
}

/* Letters, digits and underscores at most: it is shown and logged. */
static char *
clean_code(const char *code)
{
	gsize length = strspn(code, "abcdefghijklmnopqrstuvwxyz_"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

	return g_strndup(code, MIN(length, CODE_CHARS));
}

/* "AADSTS50034" of a description, or the code; the caller's. */
static char *
code_of(const char *code, const char *description)
{
	const char *number =
		description == NULL ? NULL : strstr(description, "AADSTS");

	return clean_code(number != NULL ? number : code);
}

static gboolean
say(const struct oauth *oauth, const struct meaning *meaning, const char *code,
    GError **error)
{
	return fault_set(error, meaning->fault,
			 "No token for oauth2 \"%s\": %s (%s)", oauth->name,
			 meaning->words, code);
}

static gboolean
say_unknown(const struct oauth *oauth, int status, const char *code,
	    GError **error)
{
	gboolean busy = status == 408 || status == 429 || status >= 500;

	if (*code == '\0')
		return fault_set(error, busy ? FAULT_TEMPORARY : FAULT_SETUP,
				 "No token for oauth2 \"%s\": %s answers with "
				 "HTTP status %d and gives no reason. %s",
				 oauth->name, oauth->token_url, status,
				 busy ? "It is tried again."
				      : "Check token_url and tenant.");
	return fault_set(error, busy ? FAULT_TEMPORARY : FAULT_SETUP,
			 "No token for oauth2 \"%s\": %s refuses with the code "
			 "%s. Look it up at the provider.",
			 oauth->name, oauth->token_url, code);
}

gboolean
token_fault(const struct oauth *oauth, int status, const char *body,
	    GError **error)
{
	json_t *answer = json_loads(body, 0, NULL);
	const char *code = json_string_value(json_object_get(answer, "error"));
	const char *description =
		json_string_value(json_object_get(answer, "error_description"));
	g_autofree char *shown = code_of(code == NULL ? "" : code, description);
	const struct meaning *meaning = find(
		oauth->provider == OAUTH_GOOGLE ? google : microsoft, shown);

	if (meaning == NULL && code != NULL)
		meaning = find(common, code);
	if (meaning != NULL)
		say(oauth, meaning, shown, error);
	else
		say_unknown(oauth, status, shown, error);
	json_decref(answer);
	return FALSE;
}
