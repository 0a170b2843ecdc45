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

int
cmd_console(struct call *call)
{
	const GOptionEntry entries[] = {
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(own_post) post = NULL;
	g_autoptr(own_lock) lock = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Serves the pages for staff until it is stopped.",
			 &status))
		return status;
	post = post_open(call->config,
			 POST_SPOOL | POST_LEDGER | POST_LETTERS | POST_RULES,
			 &error);
	if (post != NULL)
		lock = lock_take(post->config->data, "console", &error);
	if (lock == NULL)
		return cmd_fail(call, error);
	loop_start();
	return open_and_serve(call, post);
}
