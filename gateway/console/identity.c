/*
 * Cookies, tokens and the proxy's header against the ledger.
 */
#include "console/identity.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/secret.h"
#include "console/listen.h"
#include "desk/post.h"

#define SESSION_COOKIE "session"
#define VISITOR_COOKIE "visitor"
#define TOKEN_CHARS 52
#define TOUCH_SECONDS 60
#define BEARER "Bearer "

gboolean
identity_is_secure(const struct console_settings *console)
{
	if (*console->url != '\0')
		return g_str_has_prefix(console->url, "https://");
	return !listen_is_local(console->listen) ||
	       *console->proxy_header != '\0';
}

/* A name with this prefix is taken by browsers from https alone, and from no
 * neighbour's host (RFC 6265bis, 4.1.3.2). */
static char *
cookie_name(struct post *post, const char *name)
{
	return g_strconcat(
		identity_is_secure(&post->config->console) ? "__Host-" : "",
		name, NULL);
}

static void
set_cookie(struct post *post, struct reply *reply, const char *name,
	   const char *value)
{
	g_autofree char *full = cookie_name(post, name);

	reply_cookie(reply, full, value, *value != '\0' ? 0 : -1,
		     identity_is_secure(&post->config->console));
}

/* A cookie of ours, or NULL if it is not of our form. */
static const char *
get_cookie(struct post *post, const struct request *request, const char *name)
{
	g_autofree char *full = cookie_name(post, name);
	const char *value = request_cookie(request, full);

	if (value == NULL || strlen(value) != TOKEN_CHARS ||
	    strspn(value, "abcdefghijklmnopqrstuvwxyz234567") != TOKEN_CHARS)
		return NULL;
	return value;
}

static char *
seal(struct post *post, const char *purpose, const char *token)
{
	g_autofree char *text = g_strconcat(purpose, " ", token, NULL);

	return secret_seal(post->key, text, strlen(text));
}

/* --- sessions -----------------------------------------------------------*/

static gboolean
is_over(const struct console_settings *console, const struct session *session)
{
	gint64 now = clock_now();

	return now - session->seen >
		       (gint64)console->idle_minutes * 60 + TOUCH_SECONDS ||
	       now - session->created > (gint64)console->hours * 3600;
}

/* Seen to the minute, so that reading a page seldom writes. If the ledger is
 * busy the next page does it. */
static void
touch(struct post *post, const struct session *session)
{
	if (clock_now() - session->seen < TOUCH_SECONDS)
		return;
	ledger_set_patience(post->ledger, 0);
	if (ledger_begin(post->ledger, NULL) &&
	    session_touch(post->ledger, session->id, NULL))
		ledger_commit(post->ledger, NULL);
	ledger_rollback(post->ledger);
	ledger_set_patience(post->ledger, LIMIT_PAGE_PATIENCE_MS);
}

static gboolean
find_session(struct post *post, const char *cookie, struct identity *identity,
	     GError **error)
{
	g_autofree char *hash = seal(post, "session", cookie);
	struct session session;
	GError *failure = NULL;

	if (!session_find(post->ledger, hash, &session, &failure)) {
		if (failure != NULL)
			g_propagate_error(error, failure);
		return failure == NULL;
	}
	if (is_over(&post->config->console, &session))
		return TRUE;
	identity->staff = staff_load(post->ledger, session.staff, &failure);
	if (failure != NULL) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	if (identity->staff != NULL && identity->staff->disabled != TIME_NONE)
		g_clear_pointer(&identity->staff, staff_free);
	if (identity->staff == NULL)
		return TRUE;
	identity->session = session.id;
	identity->csrf = seal(post, "csrf", cookie);
	touch(post, &session);
	return TRUE;
}

static gboolean
change_session(struct post *post, struct identity *identity, const char *hash,
	       GError **error)
{
	struct ledger *ledger = post->ledger;
	gint64 staff = identity->staff->id;

	if (ledger_begin(ledger, error) &&
	    session_end(ledger, identity->session, error) &&
	    session_add(ledger, staff, hash, &identity->session, error) &&
	    staff_seen(ledger, staff, error) && ledger_commit(ledger, error))
		return TRUE;
	ledger_rollback(ledger);
	return FALSE;
}

gboolean
identity_sign_in(struct post *post, struct identity *identity,
		 struct staff *staff, struct reply *reply, GError **error)
{
	g_autoptr(own_secret) cookie = secret_new_token();
	g_autofree char *hash = seal(post, "session", cookie);

	if (identity->staff != staff)
		staff_free(identity->staff);
	identity->staff = staff;
	if (!change_session(post, identity, hash, error))
		return FALSE;
	g_free(identity->csrf);
	identity->csrf = seal(post, "csrf", cookie);
	set_cookie(post, reply, SESSION_COOKIE, cookie);
	return TRUE;
}

gboolean
identity_sign_out(struct post *post, const struct identity *identity,
		  gboolean everywhere, struct reply *reply, GError **error)
{
	struct ledger *ledger = post->ledger;

	if (ledger_begin(ledger, error) &&
	    session_end(ledger, identity->session, error) &&
	    (!everywhere ||
	     session_end_all(ledger, identity->staff->id, 0, error)) &&
	    ledger_commit(ledger, error)) {
		set_cookie(post, reply, SESSION_COOKIE, "");
		return TRUE;
	}
	ledger_rollback(ledger);
	return FALSE;
}

/* --- a proxy that has signed somebody in --------------------------------*/

static gboolean
is_trusted(const struct console_settings *console, const char *peer)
{
	guint i;

	for (i = 0; i < console->proxies->len; i++)
		if (g_str_equal(g_ptr_array_index(console->proxies, i), peer))
			return TRUE;
	return FALSE;
}

static gboolean
find_by_header(struct post *post, const char *email, struct reply *reply,
	       struct identity *identity, GError **error)
{
	GError *failure = NULL;
	struct staff *staff;

	if (identity->staff != NULL &&
	    g_ascii_strcasecmp(identity->staff->email, email) == 0)
		return TRUE;
	staff = staff_of_email(post->ledger, email, &failure);
	if (failure != NULL) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	g_clear_pointer(&identity->staff, staff_free);
	if (staff == NULL || staff->disabled != TIME_NONE) {
		staff_free(staff);
		return fault_set(error, FAULT_INPUT,
				 "There is no account for your email address "
				 "here. Ask an administrator of the post "
				 "room to add one.");
	}
	return identity_sign_in(post, identity, staff, reply, error);
}

/* Whoever is not the proxy and sends its header wants to be taken for
 * somebody else. */
static gboolean
look_at_header(struct post *post, const struct request *request,
	       struct reply *reply, struct identity *identity, GError **error)
{
	const struct console_settings *console = &post->config->console;
	const char *email = request_header(request, console->proxy_header);

	if (!is_trusted(console, request_peer(request))) {
		g_clear_pointer(&identity->staff, staff_free);
		return email == NULL ||
		       fault_set(error, FAULT_INPUT,
				 "This is not the way in. Open the address "
				 "that you were given for the post room.");
	}
	if (email != NULL && *email != '\0')
		return find_by_header(post, email, reply, identity, error);
	g_clear_pointer(&identity->staff, staff_free);
	return TRUE;
}

/* --- everybody ----------------------------------------------------------*/

static void
be_visitor(struct post *post, const struct request *request,
	   struct identity *identity)
{
	const char *cookie = get_cookie(post, request, VISITOR_COOKIE);

	identity->session = 0;
	g_clear_pointer(&identity->csrf, g_free);
	if (cookie == NULL)
		cookie = identity->visitor = secret_new_token();
	identity->csrf = seal(post, "visitor", cookie);
}

gboolean
identity_find(struct post *post, const struct request *request,
	      struct reply *reply, struct identity *identity, GError **error)
{
	const char *cookie = get_cookie(post, request, SESSION_COOKIE);
	gboolean good = TRUE;

	*identity = (struct identity){.staff = NULL};
	if (cookie != NULL)
		good = find_session(post, cookie, identity, error);
	if (good && *post->config->console.proxy_header != '\0')
		good = look_at_header(post, request, reply, identity, error);
	if (!good)
		g_clear_pointer(&identity->staff, staff_free);
	if (identity->staff == NULL)
		be_visitor(post, request, identity);
	if (identity->csrf == NULL)
		identity->csrf = g_strdup("");
	return good;
}

gboolean
identity_find_client(struct post *post, const struct request *request,
		     struct identity *identity, GError **error)
{
	const char *field = request_header(request, "authorization");
	g_autofree char *hash = NULL;
	GError *failure = NULL;

	*identity = (struct identity){.csrf = g_strdup("")};
	if (field == NULL ||
	    g_ascii_strncasecmp(field, BEARER, strlen(BEARER)) != 0)
		return TRUE;
	hash = seal(post, "client", field + strlen(BEARER));
	identity->client = client_find(post->ledger, hash, &failure);
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, failure);
	return FALSE;
}

void
identity_clear(struct identity *identity)
{
	g_clear_pointer(&identity->staff, staff_free);
	g_clear_pointer(&identity->client, client_free);
	g_clear_pointer(&identity->csrf, g_free);
	g_clear_pointer(&identity->visitor, g_free);
}

void
identity_keep_visitor(struct post *post, const struct identity *identity,
		      struct reply *reply)
{
	if (identity->visitor != NULL)
		set_cookie(post, reply, VISITOR_COOKIE, identity->visitor);
}

/* Sec-Fetch-Site is sent by every browser of these years, and no page can
 * change it. */
gboolean
identity_csrf_is(const struct identity *identity, const struct request *request)
{
	const char *site = request_header(request, "sec-fetch-site");
	const char *token = request_value(request, "csrf");

	if (site != NULL && !g_str_equal(site, "same-origin") &&
	    !g_str_equal(site, "none"))
		return FALSE;
	return token != NULL && *identity->csrf != '\0' &&
	       secret_equal(token, identity->csrf);
}
