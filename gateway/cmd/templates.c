/*
 * "postroom templates": holds the letters' templates against the Code, and
 * prints one of them filled in with a case that never was.
 */
#include "cmd/cmd.h"

#include <stdio.h>

#include "base/fault.h"
#include "cmd/correspond.h"
#include "config/config.h"
#include "config/resource.h"
#include "respond/compose.h"

static char *folder;

static const GOptionEntry entries[] = {
	{"templates", 0, 0, G_OPTION_ARG_FILENAME, &folder,
	 "The folder of templates, instead of the configuration's", "FOLDER"},
	G_OPTION_ENTRY_NULL};

static const char usage[] = "check | preview NAME";
static const char summary[] =
	"Checks the letters' templates, or prints one as a letter.\n\n"
	"  check         every fault of every template, as file:line\n"
	"  preview NAME  the letter with a sample case, for example\n"
	"                preview acknowledgement-1-guard\n\n"
	"Without a configuration, the templates that come with the program "
	"are used.";

/* The configuration's landlord and templates, if there is one. */
static gboolean
open_config(const struct call *call, struct config **config, GError **error)
{
	if (!g_file_test(call->config, G_FILE_TEST_EXISTS))
		return TRUE;
	*config = config_load(call->config, error);
	return *config != NULL;
}

static struct templates *
open_templates(const struct config *config, GError **error)
{
	g_autofree char *own = resource_find("templates");

	if (folder)
		return templates_load(folder, error);
	return templates_load(config ? config->templates : own, error);
}

static int
check(const struct templates *templates)
{
	for (guint i = 0; i < templates_count(templates); i++) {
		const struct template *t = templates_at(templates, i);
		printf("%-24s %.12s\n", template_name(t), template_hash(t));
	}
	printf("%u templates, no faults.\n", templates_count(templates));
	return 0;
}

static gboolean
preview(const struct templates *templates, const struct config *config,
	const char *name, GError **error)
{
	const struct template *template = templates_named(templates, name);
	struct letter_facts facts;

	if (!template)
		return fault_set(error, FAULT_INPUT,
				 "There is no template \"%s\"; \"templates "
				 "check\" lists them.",
				 name);
	letter_facts_sample(&facts, template_letter(template),
			    template_guard(template));
	if (config)
		correspond_landlord(&config->landlord, &facts);
	g_autoptr(own_notice) notice =
		compose(templates, template_letter(template), &facts, error);
	if (!notice)
		return FALSE;
	printf("Subject: %s\n\n%s", notice->subject, notice->body);
	return TRUE;
}

int
cmd_templates(struct call *call)
{
	g_autoptr(own_config) config = NULL;
	GError *error = NULL;
	int status = 0;

	if (!cmd_options(call, entries, usage, summary, &status))
		return status;
	gboolean checks =
		call->argc == 2 && g_str_equal(call->argv[1], "check");
	if (!checks &&
	    (call->argc != 3 || !g_str_equal(call->argv[1], "preview"))) {
		fprintf(stderr, "postroom templates: %s\n", usage);
		return 2;
	}
	if (!open_config(call, &config, &error))
		return cmd_fail(call, error);
	g_autoptr(own_templates) templates = open_templates(config, &error);
	if (!templates)
		return cmd_fail(call, error);
	if (checks)
		return check(templates);
	if (!preview(templates, config, call->argv[2], &error))
		return cmd_fail(call, error);
	return 0;
}
