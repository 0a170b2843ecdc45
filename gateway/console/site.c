/*
 * From a request to its handler: assets first, then the route, who asks, and
 * whether they may.
 */
#include "console/site.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "console/asset.h"
#include "console/attempts.h"
#include "console/component.h"
#include "console/identity.h"
#include "console/rate.h"
#include "console/site_inside.h"
#include "console/visit.h"
#include "ledger/access.h"

struct site {
	struct site_settings settings;
	GQueue unnoted; /* struct noted */
	GQueue log;	/* char * */
	struct attempts *attempts;
	struct rate *rate;
};

/* A line of the log of views and acts that is not in the ledger yet. */
struct noted {
	struct access access;
	char *what;
	char *ref;
};

static void
noted_free(gpointer data)
{
	struct noted *noted = data;

	g_free(noted->what);
	g_free(noted->ref);
	g_free(noted);
}

struct site *
site_new(const struct site_settings *settings)
{
	g_autofree char *fault = route_fault(settings->tables);
	struct site *site = g_new0(struct site, 1);

	if (fault != NULL)
		g_error("%s", fault);
	site->settings = *settings;
	g_queue_init(&site->unnoted);
	g_queue_init(&site->log);
	site->attempts = attempts_new();
	site->rate = rate_new();
	return site;
}

void
site_free(struct site *site)
{
	if (site == NULL)
		return;
	g_queue_clear_full(&site->unnoted, noted_free);
	g_queue_clear_full(&site->log, g_free);
	attempts_free(site->attempts);
	rate_free(site->rate);
	g_free(site);
}

const struct site_settings *
site_settings(const struct site *site)
{
	return &site->settings;
}

struct attempts *
site_attempts(struct site *site)
{
	return site->attempts;
}

gboolean
site_is_secure(const struct site *site)
{
	return identity_is_secure(&site->settings.post->config->console);
}

char *
site_log(struct site *site)
{
	return g_queue_pop_head(&site->log);
}

void
visit_log(struct visit *visit, char *sentence)
{
	g_queue_push_tail(&visit->site->log, sentence);
}

/* --- who saw what -------------------------------------------------------*/

static gboolean
record(struct visit *visit, const char *ref)
{
	const struct route *route = visit->match->route;
	struct noted *noted;

	if (visit->who == NULL && visit->client == NULL)
		return TRUE;
	if (visit->site->unnoted.length >= LIMIT_UNNOTED) {
		visit_fault(visit, g_error_new(FAULT, FAULT_TEMPORARY,
					       "Views cannot be noted: the "
					       "ledger has been busy for too "
					       "long."));
		return FALSE;
	}
	noted = g_new0(struct noted, 1);
	noted->what = g_strdup_printf("%s %s", method_name(route->method),
				      route->pattern);
	noted->ref = g_strdup(ref);
	noted->access = (struct access){
		.at = clock_now(),
		.staff = visit->who != NULL ? visit->who->id : 0,
		.client = visit->client != NULL ? visit->client->id : 0,
		.what = noted->what,
		.ref = noted->ref,
	};
	g_queue_push_tail(&visit->site->unnoted, noted);
	return TRUE;
}

static gboolean
note_all(struct site *site, GError **error)
{
	struct ledger *ledger = site->settings.post->ledger;
	GList *one;

	if (!ledger_begin(ledger, error))
		return FALSE;
	for (one = site->unnoted.head; one != NULL; one = one->next) {
		const struct noted *noted = one->data;

		if (!access_add(ledger, &noted->access, error)) {
			ledger_rollback(ledger);
			return FALSE;
		}
	}
	return ledger_commit(ledger, error);
}

gboolean
site_note(struct site *site, GError **error)
{
	struct ledger *ledger = site->settings.post->ledger;
	gboolean noted;

	if (site->unnoted.length == 0)
		return TRUE;
	ledger_set_patience(ledger, 0);
	noted = note_all(site, error);
	ledger_set_patience(ledger, LIMIT_PAGE_PATIENCE_MS);
	if (noted)
		g_queue_clear_full(&site->unnoted, noted_free);
	return noted;
}

guint
site_unnoted(const struct site *site)
{
	return site->unnoted.length;
}

/* Whether it exists is not told to whom it is barred from. */
static gboolean
is_open_to(struct visit *visit, const char *ref)
{
	const struct site_settings *settings = &visit->site->settings;

	if (ref == NULL || settings->may_see == NULL ||
	    settings->may_see(visit, ref))
		return TRUE;
	visit_missing(visit, "There is no such case. Check the reference.");
	return FALSE;
}

gboolean
visit_record(struct visit *visit, const char *ref)
{
	return is_open_to(visit, ref) && record(visit, ref);
}

/* --- assets -------------------------------------------------------------*/

static gboolean
serve_asset(const struct request *request, struct reply *reply)
{
	const struct asset *asset = asset_find(request_path(request));
	g_autofree char *colour = NULL;
	g_autoptr(GBytes) bytes = NULL;

	if (asset == NULL)
		colour = asset_colour(request_path(request));
	if (asset == NULL && colour == NULL)
		return FALSE;
	bytes = asset != NULL ? g_bytes_new_static(asset->data, asset->size)
			      : g_bytes_new(colour, strlen(colour));
	reply_bytes(reply, 200,
		    asset != NULL ? asset->type : "text/css; charset=utf-8",
		    bytes);
	reply_keep(reply);
	return TRUE;
}

/* --- may they? ----------------------------------------------------------*/

static void
ask_to_sign_in(struct visit *visit)
{
	const struct route *route = visit->match->route;
	g_autofree char *path = NULL;

	if ((route->flags & ROUTE_API) != 0) {
		reply_header(visit->reply, "WWW-Authenticate", "Bearer");
		visit_refuse(visit, 401, "Not signed in",
			     "Send a token of the API: Authorization: Bearer "
			     "TOKEN.");
	} else if (route->method == METHOD_GET) {
		path = html_path("/sign-in", "next",
				 request_target(visit->request), NULL);
		reply_redirect(visit->reply, path);
	} else {
		visit_refuse(visit, 403, "You are signed out",
			     "You were signed out, because you had been away "
			     "for a while or signed out elsewhere. Nothing was "
			     "changed.\n\nGo back in your browser to copy "
			     "what you had typed, sign in, and send it "
			     "again.");
	}
}

static gboolean
is_allowed(struct visit *visit)
{
	const struct route *route = visit->match->route;

	if (visit_may(visit, route->who))
		return TRUE;
	if (visit->who == NULL && visit->client == NULL)
		ask_to_sign_in(visit);
	else
		visit_refuse(visit, 403, "You may not do this",
			     "Your role does not allow this. If you need it "
			     "for your work, ask an administrator of the post "
			     "room.");
	return FALSE;
}

/* A program in a loop must not take the console from staff. */
static gboolean
is_slow_enough(struct visit *visit)
{
	g_autofree char *seconds = NULL;
	guint wait = 0;

	if (visit->client != NULL)
		wait = rate_take(visit->site->rate, visit->client->id,
				 g_get_monotonic_time());
	if (wait == 0)
		return TRUE;
	seconds = g_strdup_printf("%u", wait);
	reply_header(visit->reply, "Retry-After", seconds);
	visit_refuse(visit, 429, "Too many requests",
		     "You ask too often. Wait for the seconds that "
		     "Retry-After says.");
	return FALSE;
}

/* Forms of staff bring the token of their session; a program brings its own
 * in each request. */
static gboolean
is_from_our_form(struct visit *visit)
{
	const struct route *route = visit->match->route;
	GError *error = NULL;

	if (route->method != METHOD_POST)
		return TRUE;
	if ((route->flags & ROUTE_RAW) == 0 &&
	    (route->flags & ROUTE_API) == 0 &&
	    !request_read_form(visit->request, &error)) {
		visit_fault(visit, error);
		return FALSE;
	}
	if ((route->flags & (ROUTE_OPEN_POST | ROUTE_API)) != 0 ||
	    identity_csrf_is(visit->identity, visit->request))
		return TRUE;
	visit_refuse(visit, 403, "This form is too old",
		     "The form was opened before you signed in, or it does "
		     "not come from here. Nothing was changed.\n\nGo back, "
		     "load the page again, and send it once more.");
	return FALSE;
}

static gboolean
find_who(struct visit *visit, GError **error)
{
	const struct route *route = visit->match->route;
	struct identity *identity = visit->identity;
	gboolean good = TRUE;

	if (!visit->site->settings.staff)
		identity->csrf = g_strdup("");
	else if (route != NULL && (route->flags & ROUTE_API) != 0)
		good = identity_find_client(visit->post, visit->request,
					    identity, error);
	else
		good = identity_find(visit->post, visit->request, visit->reply,
				     identity, error);
	visit->who = identity->staff;
	visit->client = identity->client;
	visit->csrf = identity->csrf;
	if (visit->site->settings.staff)
		visit->flash = visit_get_flash(visit);
	return good;
}

/* --- one visit ----------------------------------------------------------*/

static void
answer_nowhere(struct visit *visit, enum route_found found)
{
	if (found == ROUTE_OTHER_METHOD) {
		reply_header(visit->reply, "Allow", visit->match->allow);
		visit_refuse(visit, 405, "This cannot be done here",
			     "The page exists, but it cannot be asked for in "
			     "this way.");
	} else {
		visit_missing(visit,
			      "If you typed the address, check that it is "
			      "right. If you followed a link, what it led to "
			      "may have moved.");
	}
}

static void
answer(struct visit *visit, enum route_found found)
{
	const struct route *route = visit->match->route;
	const char *ref = route_argument(visit->match, "ref");
	GError *error = NULL;

	if (!find_who(visit, &error)) {
		if (fault_is(error, FAULT_INPUT)) {
			visit_refuse(visit, 403, "You cannot come in",
				     error->message);
			g_error_free(error);
		} else {
			visit_fault(visit, error);
		}
		return;
	}
	if (found != ROUTE_FOUND) {
		answer_nowhere(visit, found);
		return;
	}
	if (!is_allowed(visit) || !is_slow_enough(visit) ||
	    !is_from_our_form(visit) || !is_open_to(visit, ref))
		return;
	if ((ref != NULL || route->method == METHOD_POST) &&
	    !record(visit, ref))
		return;
	route->handle(visit);
}

void
site_handle(struct request *request, struct reply *reply, gpointer data)
{
	struct site *site = data;
	struct route_match match;
	struct identity identity = {.staff = NULL};
	struct visit visit = {
		.post = site->settings.post,
		.request = request,
		.reply = reply,
		.match = &match,
		.identity = &identity,
		.site = site,
	};
	enum route_found found;

	if (serve_asset(request, reply))
		return;
	found = route_find(site->settings.tables, request_method(request),
			   request_path(request), &match);
	answer(&visit, found);
	g_free(visit.flash);
	identity_clear(&identity);
	route_clear(&match);
}

gsize
site_body_limit(enum method method, const char *path, gpointer data)
{
	struct site *site = data;
	struct route_match match;
	gsize limit = LIMIT_PAGE_BODY;

	if (route_find(site->settings.tables, method, path, &match) ==
		    ROUTE_FOUND &&
	    (match.route->flags & ROUTE_UPLOAD) != 0)
		limit = LIMIT_BODY_BYTES;
	route_clear(&match);
	return limit;
}

void
site_refuse(guint status, const char *text, struct reply *reply, gpointer data)
{
	struct site *site = data;
	struct page page = {
		.title = "This cannot be served",
		.service = site->settings.service,
		.landlord = site->settings.post->config->landlord.name,
		.home = site->settings.home,
		.colour = site->settings.colour,
	};
	struct html *html = page_begin(&page);

	component_heading(html, 1, page.title);
	component_text(html, text);
	page_end(html, &page);
	reply_html(reply, status, html);
	html_free(html);
}
