/*
 * The usual ways to answer a visit.
 */
#include "console/visit.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "console/component.h"
#include "console/identity.h"
#include "console/input.h"
#include "console/site_inside.h"
#include "model/role.h"

#define FLASH_COOKIE "flash"
#define FLASH_CHARS 300
#define FLASH_SECONDS 60

const char *
visit_argument(const struct visit *visit, const char *name)
{
	const char *value = route_argument(visit->match, name);

	g_assert(value != NULL);
	return value;
}

static guint
roles_of(const struct visit *visit)
{
	if (visit->client != NULL)
		return visit->client->roles;
	return visit->who != NULL ? visit->who->roles : 0;
}

gboolean
visit_may(const struct visit *visit, guint roles)
{
	return ((roles_of(visit) | ROLE_ANYBODY) & roles) != 0;
}

const char *
visit_by(const struct visit *visit)
{
	if (visit->client != NULL)
		return visit->client->name;
	g_assert(visit->who != NULL);
	return visit->who->name;
}

/* --- pages --------------------------------------------------------------*/

struct html *
visit_page_with(struct visit *visit, struct page page)
{
	const struct site_settings *settings = site_settings(visit->site);

	if (page.service == NULL)
		page.service = settings->service;
	if (page.current == NULL)
		page.current = request_path(visit->request);
	page.landlord = visit->post->config->landlord.name;
	page.home = settings->home;
	page.footer = settings->footer;
	page.colour = settings->colour;
	page.roles = roles_of(visit) | ROLE_ANYBODY;
	page.flash = visit->flash;
	if (visit->who != NULL) {
		page.navigation = settings->navigation;
		page.name = visit->who->name;
		page.csrf = visit->identity->csrf;
		page.script = TRUE;
	}
	if (visit->flash != NULL)
		visit_set_flash(visit, NULL);
	visit->page = page;
	return page_begin(&visit->page);
}

struct html *
visit_page(struct visit *visit, const char *title)
{
	return visit_page_with(visit, (struct page){.title = title});
}

void
visit_show(struct visit *visit, guint status, struct html *html)
{
	page_end(html, &visit->page);
	reply_html(visit->reply, status, html);
	html_free(html);
}

static void
form(struct visit *visit, struct html *html, const char *action,
     const char *type)
{
	html_open(html, "form", "method", "post", "action", action, "enctype",
		  type, "novalidate", "", NULL);
	if (*visit->identity->csrf == '\0')
		return;
	input_hidden(html, "csrf", visit->identity->csrf);
	identity_keep_visitor(visit->post, visit->identity, visit->reply);
}

void
visit_form(struct visit *visit, struct html *html, const char *action)
{
	form(visit, html, action, NULL);
}

void
visit_form_files(struct visit *visit, struct html *html, const char *action)
{
	form(visit, html, action, "multipart/form-data");
}

/* --- what the next page says --------------------------------------------*/

static char *
flash_seal(struct visit *visit, const char *escaped)
{
	g_autofree char *text = g_strconcat("flash ", escaped, NULL);
	g_autofree char *seal =
		secret_seal(visit->post->key, text, strlen(text));

	return g_strndup(seal, 32);
}

void
visit_set_flash(struct visit *visit, const char *message)
{
	g_autofree char *shorter = NULL, *escaped = NULL;
	g_autofree char *seal = NULL, *value = NULL;
	gboolean secure = site_is_secure(visit->site);

	if (message == NULL) {
		reply_cookie(visit->reply, FLASH_COOKIE, "", -1, secure);
		return;
	}
	shorter = text_shorten(message, FLASH_CHARS);
	escaped = g_uri_escape_string(shorter, NULL, FALSE);
	seal = flash_seal(visit, escaped);
	value = g_strconcat(seal, ".", escaped, NULL);
	reply_cookie(visit->reply, FLASH_COOKIE, value, FLASH_SECONDS, secure);
}

char *
visit_get_flash(struct visit *visit)
{
	const char *value = request_cookie(visit->request, FLASH_COOKIE);
	g_autofree char *seal = NULL;

	if (value == NULL || strlen(value) < 34 || value[32] != '.')
		return NULL;
	seal = flash_seal(visit, value + 33);
	if (strncmp(seal, value, 32) != 0)
		return NULL;
	return g_uri_unescape_string(value + 33, NULL);
}

void
visit_done(struct visit *visit, const char *path, const char *message)
{
	reply_redirect(visit->reply, path);
	if (message != NULL)
		visit_set_flash(visit, message);
}

/* --- refusals -----------------------------------------------------------*/

static gboolean
speaks_json(const struct visit *visit)
{
	const struct route *route = visit->match->route;

	return (route != NULL && (route->flags & ROUTE_API) != 0) ||
	       g_str_has_prefix(request_path(visit->request), "/api/");
}

static const char *
code_word(guint status)
{
	switch (status) {
	case 400:
		return "bad-request";
	case 401:
		return "not-signed-in";
	case 403:
		return "not-allowed";
	case 404:
		return "not-found";
	case 405:
		return "wrong-method";
	case 409:
		return "changed-meanwhile";
	case 412:
		return "changed-meanwhile";
	case 413:
		return "too-large";
	case 429:
		return "too-many";
	case 503:
		return "try-again";
	default:
		return status < 500 ? "refused" : "failed";
	}
}

static void
refuse_in_json(struct visit *visit, guint status, const char *text)
{
	reply_json(visit->reply, status,
		   json_pack("{s:{s:s, s:s}}", "error", "code",
			     code_word(status), "message", text));
}

void
visit_refuse(struct visit *visit, guint status, const char *title,
	     const char *text)
{
	g_autofree char *clean = text_repair(text, strlen(text), NULL);
	g_auto(GStrv) paragraphs = g_strsplit(clean, "\n\n", -1);
	struct html *html;
	guint i;

	if (status == 503 && reply_field(visit->reply, "Retry-After") == NULL)
		reply_header(visit->reply, "Retry-After", "10");
	if (speaks_json(visit)) {
		refuse_in_json(visit, status, clean);
		return;
	}
	html = visit_page(visit, title);
	component_heading(html, 1, title);
	for (i = 0; paragraphs[i] != NULL; i++)
		component_text(html, paragraphs[i]);
	visit_show(visit, status, html);
}

void
visit_fault(struct visit *visit, GError *error)
{
	if (fault_is(error, FAULT_INPUT))
		visit_refuse(visit, 400, "This cannot be done", error->message);
	else if (fault_is(error, FAULT_BUSY))
		visit_refuse(visit, 409, "Somebody was faster", error->message);
	else if (fault_is(error, FAULT_TEMPORARY))
		visit_refuse(visit, 503, "Please try again",
			     "Postroom is busy, or something that it needs is "
			     "away for the moment. Nothing was changed. Wait "
			     "some seconds, then load this page again.");
	else
		visit_refuse(visit, 500, "Something is wrong",
			     "Postroom is not set up as it should be. Nothing "
			     "was changed. Tell whoever looks after it; the "
			     "log says what is wrong.");
	if (!fault_is(error, FAULT_INPUT) && !fault_is(error, FAULT_BUSY))
		visit_log(visit, g_strdup(error->message));
	g_error_free(error);
}

void
visit_missing(struct visit *visit, const char *sentence)
{
	visit_refuse(visit, 404, "Page not found", sentence);
}
