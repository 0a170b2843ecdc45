/*
 * console: the web server of the pages for staff. It logs what the pages
 * could not do, and notes between two turns who has seen what.
 */
#include "cmd/cmd.h"

#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "cmd/loop.h"
#include "console/case_view.h"
#include "console/http.h"
#include "console/listen.h"
#include "console/pages.h"
#include "console/site.h"
#include "desk/post.h"

#define TURN_MS 500

static void
log_pages(struct site *site)
{
	char *sentence;

	while ((sentence = site_log(site)) != NULL) {
		log_event("%s", sentence);
		g_free(sentence);
	}
}

static int
serve(struct call *call, struct http *http, struct site *site)
{
	GError *error = NULL;

	printf("The console is at %s\n", http_address(http));
	fflush(stdout);
	while (!loop_stopping()) {
		if (!http_turn(http, site_unnoted(site) > 0 ? 50 : TURN_MS,
			       &error))
			return cmd_fail(call, error);
		log_pages(site);
		(void)site_note(site, NULL);
	}
	if (!site_note(site, &error)) {
		log_fault(error);
		g_clear_error(&error);
	}
	return 0;
}

/* The host by which staff reach it; others are refused, so that no page of
 * a stranger's domain can be pointed at us. */
static char *
host_of(const struct config *config)
{
	const char *url = strstr(config->console.url, "://");

	return url != NULL ? listen_host(url + 3) : g_strdup("localhost");
}

static int
open_and_serve(struct call *call, struct post *post)
{
	const struct site_settings settings = {
		.post = post,
		.tables = pages_tables,
		.service = "Post room",
		.home = "/",
		.navigation = pages_navigation,
		.footer = pages_footer,
		.staff = TRUE,
		.may_see = case_may_see,
	};
	g_autoptr(own_site) site = site_new(&settings);
	g_autofree char *host = host_of(post->config);
	const char *const hosts[] = {host, NULL};
	const struct http_settings server = {
		.listen = post->config->console.listen,
		.hosts = hosts,
		.handle = site_handle,
		.body_limit = site_body_limit,
		.refuse = site_refuse,
		.data = site,
	};
	GError *error = NULL;
	g_autoptr(own_http) http = http_open(&server, &error);

	if (http == NULL)
		return cmd_fail(call, error);
	ledger_set_patience(post->ledger, LIMIT_PAGE_PATIENCE_MS);
	return serve(call, http, site);
}

static int
open_post(struct call *call)
{
	const guint parts =
		POST_SPOOL | POST_LEDGER | POST_LETTERS | POST_RULES;
	GError *error = NULL;
	g_autoptr(own_post) post = post_open(call->config, parts, &error);
	g_autoptr(own_lock) lock = NULL;

	if (post != NULL)
		lock = lock_take(post->config->data, "console", &error);
	if (lock == NULL)
		return cmd_fail(call, error);
	loop_start();
	return open_and_serve(call, post);
}

/* The table that decides who may do what, for those who want to check it. */
static int
print_routes(void)
{
	const struct route *row;
	guint i;

	for (i = 0; (row = route_row(pages_tables, i)) != NULL; i++) {
		g_autofree char *roles = role_names(row->who);

		printf("%s\t%s\t%s\t%s\t%s\n", method_name(row->method),
		       row->pattern,
		       (row->who & MAY_ANYBODY) != 0 ? "anybody" : roles,
		       (row->flags & ROUTE_API) != 0	     ? "token"
		       : (row->flags & ROUTE_OPEN_POST) != 0 ? "open"
		       : row->method == METHOD_POST	     ? "form"
							     : "-",
		       row->summary);
	}
	return 0;
}

int
cmd_console(struct call *call)
{
	gboolean routes = FALSE;
	const GOptionEntry entries[] = {
		{"routes", 0, 0, G_OPTION_ARG_NONE, &routes,
		 "Print who may do what, and end", NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status;

	if (!cmd_options(call, entries, "",
			 "Serves the pages for staff until it is stopped.",
			 &status))
		return status;
	if (routes)
		return print_routes();
	return open_post(call);
}
