/*
 * Server, site and hatch of web forms, joined.
 */
#include "console/forms.h"

#include <string.h>

#include "base/fault.h"
#include "console/site.h"
#include "console/visit.h"

struct forms {
	struct post *post;
	struct hatch *hatch;
	struct site *site;
	const struct route *tables[3];
	struct page_link footer[2];
	GPtrArray *hosts; /* const char *, NULL at the end */
};

static gboolean
open_hatch(struct forms *forms, GError **error)
{
	const struct config *config = forms->post->config;

	if (!form_server_is_needed(&config->form_server, config->forms))
		return fault_set(error, FAULT_SETUP,
				 "There is no form to serve. Write accept = "
				 "\"secret\" or \"hmac\" in a section form, or "
				 "contact = \"yes\" in the section forms.");
	forms->hatch = hatch_open(config, forms->post->spool, error);
	return forms->hatch != NULL;
}

static void
open_site(struct forms *forms)
{
	const struct config *config = forms->post->config;
	struct site_settings settings = {
		.post = forms->post,
		.tables = forms->tables,
		.service = "Contact us",
		.footer = forms->footer[0].path == NULL ? NULL : forms->footer,
		.colour = *forms->post->profile->colour == '\0'
				  ? NULL
				  : forms->post->profile->colour,
		.data = forms->hatch,
	};
	guint n = 0, i;

	if (config->form_server.contact)
		forms->tables[n++] = page_contact_routes;
	forms->tables[n] = page_intake_routes;
	if (*config->form_server.privacy != '\0')
		forms->footer[0] = (struct page_link){
			config->form_server.privacy, "Privacy notice", 0};
	settings.footer = forms->footer[0].path == NULL ? NULL : forms->footer;
	forms->hosts = g_ptr_array_new();
	for (i = 0; i < config->form_server.hosts->len; i++)
		g_ptr_array_add(forms->hosts,
				config->form_server.hosts->pdata[i]);
	g_ptr_array_add(forms->hosts, NULL);
	forms->site = site_new(&settings);
}

struct forms *
forms_open(struct post *post, GError **error)
{
	g_autoptr(own_forms) forms = g_new0(struct forms, 1);

	forms->post = post;
	if (!open_hatch(forms, error))
		return NULL;
	open_site(forms);
	return g_steal_pointer(&forms);
}

void
forms_close(struct forms *forms)
{
	if (forms == NULL)
		return;
	g_clear_pointer(&forms->site, site_free);
	g_clear_pointer(&forms->hatch, hatch_close);
	g_clear_pointer(&forms->hosts, g_ptr_array_unref);
	g_free(forms);
}

/* --- for the server -------------------------------------------------------*/

static void
handle(struct request *request, struct reply *reply, gpointer data)
{
	struct forms *forms = data;

	site_handle(request, reply, forms->site);
}

static gsize
body_limit(enum method method, const char *path, gpointer data)
{
	struct forms *forms = data;

	return site_body_limit(method, path, forms->site);
}

static void
refuse(guint status, const char *text, struct reply *reply, gpointer data)
{
	struct forms *forms = data;

	site_refuse(status, text, reply, forms->site);
}

static gboolean
settle(gpointer data, GError **error)
{
	struct forms *forms = data;

	return hatch_settle(forms->hatch, error);
}

void
forms_settings(struct forms *forms, struct http_settings *settings)
{
	const struct form_server *server = &forms->post->config->form_server;

	*settings = (struct http_settings){
		.listen = server->listen,
		.hosts = server->hosts->len == 0
				 ? NULL
				 : (const char *const *)forms->hosts->pdata,
		.handle = handle,
		.body_limit = body_limit,
		.settle = settle,
		.refuse = refuse,
		.data = forms,
	};
}

struct hatch *
forms_hatch(const struct visit *visit)
{
	return site_settings(visit->site)->data;
}

const char *
forms_client(const struct request *request, char **owned)
{
	const char *peer = request_peer(request);
	const char *told = request_header(request, "X-Forwarded-For");
	const char *comma = told == NULL ? NULL : strrchr(told, ',');

	*owned = NULL;
	if (told == NULL ||
	    (!g_str_equal(peer, "unix") && !g_str_equal(peer, "127.0.0.1") &&
	     !g_str_equal(peer, "::1")))
		return peer;
	*owned = g_strstrip(g_strdup(comma == NULL ? told : comma + 1));
	return *owned;
}
