/*
 * forms: the server of web forms, on an address of its own, with rights on
 * the spool alone. It may be killed at any moment: what it has answered for
 * is durable, and what it has not is sent again.
 */
#include "cmd/cmd.h"

#include <signal.h>

#include "base/fault.h"
#include "base/lock.h"
#include "base/log.h"
#include "cmd/loop.h"
#include "console/forms.h"

#define TURN_MS 1000

static gboolean
serve(struct http *http, GError **error)
{
	while (!loop_stopping())
		if (!http_turn(http, TURN_MS, error))
			return FALSE;
	return TRUE;
}

static gboolean
run(struct post *post, GError **error)
{
	g_autoptr(own_lock) lock =
		lock_take(post->config->data, "forms", error);
	g_autoptr(own_forms) forms = NULL;
	g_autoptr(own_http) http = NULL;
	struct http_settings settings;

	if (lock == NULL)
		return FALSE;
	forms = forms_open(post, error);
	if (forms == NULL)
		return FALSE;
	forms_settings(forms, &settings);
	http = http_open(&settings, error);
	if (http == NULL)
		return FALSE;
	loop_start();
	log_event("forms are taken in at %s", http_address(http));
	return serve(http, error);
}

int
cmd_forms(struct call *call)
{
	const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Serves the web forms: those that a site pushes to "
			 "/intake/NAME, and, if the\nconfiguration says so, "
			 "the form for residents at /contact.",
			 &status))
		return status;
	signal(SIGPIPE, SIG_IGN);
	post = post_open(call->config, POST_SPOOL, &error);
	if (post != NULL && run(post, &error))
		return 0;
	return cmd_fail(call, error);
}
