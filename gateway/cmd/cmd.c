/*
 * Finding a command and what all commands share.
 */
#include "cmd/cmd.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"

#define DEFAULT_CONFIG "/etc/postroom/postroom.conf"

static void
print_usage(const struct command *commands, FILE *out)
{
	const struct command *c;

	fputs("Usage: postroom [-c FILE] COMMAND [OPTIONS]\n\n"
	      "The post room of a social landlord. Commands:\n\n",
	      out);
	for (c = commands; c->name != NULL; c++)
		if (c->summary != NULL)
			fprintf(out, "  %-10s %s\n", c->name, c->summary);
	fputs("\n\"postroom COMMAND --help\" tells more. "
	      "The configuration is " DEFAULT_CONFIG
	      " unless -c names another.\n",
	      out);
}

static const struct command *
find(const struct command *commands, const char *name)
{
	const struct command *c;

	for (c = commands; c->name != NULL; c++)
		if (g_str_equal(c->name, name))
			return c;
	return NULL;
}

static int
run(const struct command *commands, struct call *call)
{
	const struct command *command = find(commands, call->argv[0]);
	GError *error = NULL;

	if (command == NULL) {
		fprintf(stderr,
			"postroom: there is no command \"%s\". "
			"\"postroom --help\" lists them.\n",
			call->argv[0]);
		return 2;
	}
	log_open(command->name);
	if (!clock_open(&error))
		return cmd_fail(call, error);
	return command->run(call);
}

int
cmd_main(const struct command *commands, int argc, char **argv)
{
	struct call call = {DEFAULT_CONFIG, argc - 1, argv + 1};

	if (call.argc >= 2 && g_str_equal(call.argv[0], "-c")) {
		call.config = call.argv[1];
		call.argc -= 2;
		call.argv += 2;
	}
	if (call.argc > 0 && (g_str_equal(call.argv[0], "--help") ||
			      g_str_equal(call.argv[0], "help"))) {
		print_usage(commands, stdout);
		return 0;
	}
	if (call.argc < 1) {
		print_usage(commands, stderr);
		return 2;
	}
	return run(commands, &call);
}

gboolean
cmd_options(struct call *call, const GOptionEntry *entries, const char *usage,
	    const char *summary, int *status)
{
	g_autoptr(GOptionContext) context = g_option_context_new(usage);
	g_autoptr(GError) error = NULL;
	g_autofree char *program =
		g_strconcat("postroom ", call->argv[0], NULL);

	g_set_prgname(program);
	g_option_context_set_summary(context, summary);
	g_option_context_add_main_entries(context, entries, NULL);
	if (g_option_context_parse(context, &call->argc, &call->argv, &error))
		return TRUE;
	fprintf(stderr, "postroom %s: %s. Try \"%s --help\".\n", call->argv[0],
		error->message, program);
	*status = 2;
	return FALSE;
}

int
cmd_subcommand(struct call *call, const struct command *table,
	       const char *usage)
{
	const char *name = call->argc > 1 ? call->argv[1] : "";
	const struct command *sub = find(table, name);
	struct call inner = {call->config, call->argc - 1, call->argv + 1};

	if (sub != NULL) {
		inner.argv[0] = (char *)(gintptr)sub->summary;
		return sub->run(&inner);
	}
	if (g_str_equal(name, "--help") || g_str_equal(name, "-h")) {
		fputs(usage, stdout);
		return 0;
	}
	fputs(usage, stderr);
	return 2;
}

int
cmd_fail(const struct call *call, GError *error)
{
	int status = fault_status(error);

	fprintf(stderr, "postroom %s: %s\n", call->argv[0], error->message);
	g_error_free(error);
	return status;
}

int
cmd_refuse(const struct call *call, GError *error, const char *hint)
{
	gboolean refused = fault_is(error, FAULT_INPUT);
	int status = cmd_fail(call, error);

	if (refused)
		fprintf(stderr, "%s\n", hint);
	return status;
}

void
cmd_print_json(json_t *value)
{
	g_autofree char *text = json_dumps(value, JSON_INDENT(2));

	puts(text);
	json_decref(value);
}
