/*
 * health: how Postroom is, for a person or a monitor.
 */
#include "cmd/cmd.h"

#include "desk/health.h"

static int
tell(struct post *post, gboolean json, struct call *call)
{
	GError *error = NULL;
	g_autoptr(own_health) health = health_look(post, &error);
	g_autofree char *text = NULL;

	if (health == NULL)
		return cmd_fail(call, error);
	text = health_text(health);
	if (json)
		cmd_print_json(health_json(health));
	else
		fputs(text, stdout);
	return health->level == LEVEL_FAIL ? 1 : 0;
}

int
cmd_health(struct call *call)
{
	gboolean json = FALSE;
	int status;
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json,
		 "print JSON, for a monitor", NULL},
		G_OPTION_ENTRY_NULL,
	};

	if (!cmd_options(call, entries, "",
			 "Says how Postroom is, in figures that name no case. "
			 "Exit 1 if something\nfails. The console serves the "
			 "same at /health, and figures at /metrics.",
			 &status))
		return status;
	post = post_open(call->config, POST_SPOOL | POST_READ_LEDGER, &error);
	if (post == NULL)
		return cmd_fail(call, error);
	return tell(post, json, call);
}
