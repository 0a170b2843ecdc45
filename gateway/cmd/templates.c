/*
 * "postroom templates": holds the letters' templates against the Code, says
 * how hard they are to read, and prints one of them filled in.
 */
#include "cmd/templates.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "cmd/cmd.h"
#include "desk/correspond.h"
#include "config/profile.h"
#include "config/resource.h"
#include "respond/page.h"
#include "respond/reading.h"

static const char usage[] = "check | preview NAME";
static const char summary[] =
	"Checks the letters' templates, or prints one as a letter.\n\n"
	"  check         every fault of every template, as file:line, and "
	"what\n"
	"                is hard to read; only faults make it fail\n"
	"  preview NAME  the letter with a sample case, for example\n"
	"                preview acknowledgement-1-guard, or with a case of\n"
	"                yours\n\n"
	"Without a configuration, the templates that come with the program "
	"are used.";

/* What is asked for, and the landlord's own, where there is one. */
struct asked {
	char *folder;
	char *ref;
	gboolean pdf;
	struct config *config;
	struct profile *profile;
	struct templates *templates;
};

static void
asked_clear(struct asked *asked)
{
	g_free(asked->folder);
	g_free(asked->ref);
	config_free(asked->config);
	profile_free(asked->profile);
	templates_free(asked->templates);
}

/* The configuration's landlord and policy, if there is one. */
static gboolean
open_config(const struct call *call, struct asked *asked, GError **error)
{
	if (!g_file_test(call->config, G_FILE_TEST_EXISTS))
		return TRUE;
	asked->config = config_load(call->config, error);
	if (asked->config == NULL)
		return FALSE;
	asked->profile = profile_load(asked->config->profiles,
				      asked->config->landlord.profile,
				      asked->config->ombudsman, error);
	return asked->profile != NULL;
}

static gboolean
open_all(const struct call *call, struct asked *asked, GError **error)
{
	g_autofree char *own = resource_find("templates");
	const char *folder = asked->folder;

	if (!open_config(call, asked, error))
		return FALSE;
	if (folder == NULL)
		folder = asked->config ? asked->config->templates : own;
	asked->templates = templates_load(folder, error);
	return asked->templates != NULL;
}

/* A letter with the sample case, in the landlord's name if there is one. */
static struct notice *
sample(const struct asked *asked, const struct template *template,
       GError **error)
{
	struct letter_facts facts;

	letter_facts_sample(&facts, template_letter(template),
			    template_guard(template));
	if (asked->config != NULL)
		correspond_landlord(&asked->config->landlord, &facts);
	if (asked->profile != NULL)
		facts.profile = asked->profile;
	return compose(asked->templates, template_letter(template), &facts,
		       error);
}

/* Words that are hard to read are no fault, for nobody is kept from a letter
 * by them; but who writes the templates should know. */
static void
tell_reading(const struct template *template, const struct reading *reading)
{
	printf("%-24s %.12s  reading age %.0f%s\n", template_name(template),
	       template_hash(template), reading->age,
	       reading->age > READING_AGE ? ": hard to read" : "");
	for (guint i = 0; i < reading->hardest->len; i++)
		printf("    hard: %s\n",
		       (const char *)reading->hardest->pdata[i]);
}

static gboolean
check(const struct asked *asked, GError **error)
{
	guint count = templates_count(asked->templates);
	guint hard = 0;

	for (guint i = 0; i < count; i++) {
		const struct template *t = templates_at(asked->templates, i);
		g_autoptr(own_notice) notice = sample(asked, t, error);
		g_autoptr(own_reading) reading = NULL;

		if (notice == NULL)
			return FALSE;
		reading = reading_of(notice->page);
		tell_reading(t, reading);
		hard += reading->hardest->len > 0;
	}
	printf("%u templates, no faults; %u with sentences that are hard to "
	       "read.\n",
	       count, hard);
	return TRUE;
}

/* The page as it would be printed; no address is known of a sample. */
static gboolean
write_page(const struct asked *asked, const struct notice *notice,
	   GError **error)
{
	const char *name = *notice->to_name ? notice->to_name : "The Resident";
	g_autofree char *address =
		g_strconcat(name, "\n12 Sample Street\nAnytown\nAN1 2BB", NULL);
	g_autofree char *sender = g_strconcat(
		notice->from_name, "\n",
		asked->config ? asked->config->landlord.address : "", NULL);
	struct page_spec spec = {.address = address,
				 .sender = sender,
				 .title = notice->subject,
				 .text = notice->page};
	g_autoptr(GBytes) pdf = NULL;
	gsize size = 0;

	if (isatty(STDOUT_FILENO))
		return fault_set(error, FAULT_INPUT,
				 "A PDF file is not for the screen. Write it "
				 "to a file: … --pdf > letter.pdf");
	pdf = page_build(&spec, NULL, error);
	if (pdf == NULL)
		return FALSE;
	const void *bytes = g_bytes_get_data(pdf, &size);
	return fwrite(bytes, 1, size, stdout) == size ||
	       fault_set(error, FAULT_TEMPORARY,
			 "The PDF could not be "
			 "written.");
}

static gboolean
preview(const struct call *call, const struct asked *asked, const char *name,
	GError **error)
{
	const struct template *template =
		templates_named(asked->templates, name);
	g_autoptr(own_notice) notice = NULL;

	if (!template)
		return fault_set(error, FAULT_INPUT,
				 "There is no template \"%s\"; \"templates "
				 "check\" lists them.",
				 name);
	notice = asked->ref == NULL ? sample(asked, template, error)
				    : templates_of_case(call->config, template,
							asked->ref, error);
	if (!notice)
		return FALSE;
	if (asked->pdf)
		return write_page(asked, notice, error);
	printf("Subject: %s\n\n%s", notice->subject, notice->body);
	return TRUE;
}

static gboolean
is_right(const struct call *call, const struct asked *asked)
{
	if (call->argc == 2 && g_str_equal(call->argv[1], "check"))
		return asked->ref == NULL && !asked->pdf;
	return call->argc == 3 && g_str_equal(call->argv[1], "preview");
}

static int
run(struct call *call, struct asked *asked)
{
	GError *error = NULL;

	if (!open_all(call, asked, &error) ||
	    !(call->argc == 2 ? check(asked, &error)
			      : preview(call, asked, call->argv[2], &error)))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_templates(struct call *call)
{
	struct asked asked = {0};
	const GOptionEntry entries[] = {
		{"templates", 0, 0, G_OPTION_ARG_FILENAME, &asked.folder,
		 "The folder of templates, instead of the configuration's",
		 "FOLDER"},
		{"case", 0, 0, G_OPTION_ARG_FILENAME, &asked.ref,
		 "Fill it in from a case, which stays as it is", "REF"},
		{"pdf", 0, 0, G_OPTION_ARG_NONE, &asked.pdf,
		 "Write it to standard output as it would be printed", NULL},
		G_OPTION_ENTRY_NULL};
	int status = 0;

	if (cmd_options(call, entries, usage, summary, &status)) {
		status = 2;
		if (is_right(call, &asked))
			status = run(call, &asked);
		else
			fprintf(stderr, "postroom templates: %s\n", usage);
	}
	asked_clear(&asked);
	return status;
}
