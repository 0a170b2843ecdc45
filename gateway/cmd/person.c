/*
 * "postroom person": what is known of a resident beyond his messages. A
 * named person writes it; what was changed stands in the case's history,
 * what it says does not.
 */
#include "base/clock.h"
#include "cmd/case.h"
#include "desk/person.h"

#define HINT                                                        \
	"\"postroom person set --help\" lists what can be said of " \
	"a person, each with its option."

/* --- show -----------------------------------------------------------------*/

static void
print_line(const char *name, const char *value)
{
	g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
	g_autofree char *joined = g_strjoinv(", ", lines);

	if (*joined != '\0')
		printf("%-20s%s\n", name, joined);
}

static void
print_person(const struct person *p)
{
	g_autofree char *points = g_strdup_printf("%d points", p->points);
	g_autofree char *adjust = clock_words(p->adjustments_review);
	g_autofree char *restrict_day = clock_words(p->restriction_review);

	if (*p->by == '\0') {
		puts("Nothing is recorded of this person.");
		return;
	}
	print_line("address", p->address);
	print_line("name", p->name);
	print_line("postal", p->postal);
	print_line("print", points);
	print_line("language", p->language);
	print_line("contact", contact_name(p->contact));
	print_line("adjustments", p->adjustments);
	print_line("  look again on", adjust != NULL ? adjust : "");
	print_line("restriction", p->restriction);
	print_line("  equality", p->equality);
	print_line("  look again on", restrict_day != NULL ? restrict_day : "");
	print_line("written by", p->by);
}

static int
cmd_person_show(struct call *call)
{
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "as JSON", NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_post) post = NULL;
	g_autoptr(own_case_row) row = NULL;
	g_autoptr(own_person) person = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "REF|ADDRESS",
			 "Shows what is known of a person.", &status))
		return status;
	if (call->argc != 2) {
		fputs("postroom person show: Give a case's reference or an "
		      "e-mail address.\n",
		      stderr);
		return 2;
	}
	post = post_open(call->config, POST_READ_LEDGER, &error);
	if (post != NULL)
		person = person_of(post, call->argv[1], &row, &error);
	if (person == NULL)
		return cmd_fail(call, error);
	if (json)
		cmd_print_json(person_json(person));
	else
		print_person(person);
	return 0;
}

/* --- set ------------------------------------------------------------------*/

static int
run_set(struct call *call, struct case_parts *typed)
{
	struct person_edit edit = {.act = {.by = typed->by}};
	g_autoptr(own_post) post = NULL;
	gboolean any = FALSE;
	GError *error = NULL;

	if (call->argc != 2) {
		fputs("postroom person set: Give a case's reference or an "
		      "e-mail address.\n",
		      stderr);
		return 2;
	}
	if (!case_is_named(call, typed->by))
		return 2;
	edit.act.ref = call->argv[1];
	if (case_read_parts(typed, edit.text, &any, &error))
		post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !person_edit(post, &edit, &error))
		return cmd_refuse(call, error, HINT);
	return 0;
}

static int
cmd_person_set(struct call *call)
{
	G_STATIC_ASSERT(PERSON_PARTS <= CASE_PARTS);
	struct case_parts typed = {.by = NULL};
	GOptionEntry entries[PERSON_PARTS + 2] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &typed.by, "who writes it",
		 "NAME"},
	};
	enum person_part i;
	int status;

	for (i = 0; i < PERSON_PARTS; i++)
		entries[i + 1] = (GOptionEntry){
			.long_name = person_part_name(i),
			.arg = G_OPTION_ARG_FILENAME,
			.arg_data = &typed.given[i],
			.description = person_part_words(i),
			.arg_description = "TEXT|@FILE",
		};
	if (cmd_options(call, entries, "REF|ADDRESS",
			"Records what is known of a person. An empty text "
			"takes it back.",
			&status))
		status = run_set(call, &typed);
	case_parts_clear(&typed);
	return status;
}

int
cmd_person(struct call *call)
{
	const char *name = call->argc > 1 ? call->argv[1] : "";
	gboolean help = g_str_equal(name, "--help") || g_str_equal(name, "-h");
	struct call sub = {call->config, call->argc - 1, call->argv + 1};

	if (g_str_equal(name, "show") || g_str_equal(name, "set")) {
		gboolean show = g_str_equal(name, "show");

		sub.argv[0] =
			(char *)(gintptr)(show ? "person show" : "person set");
		return show ? cmd_person_show(&sub) : cmd_person_set(&sub);
	}
	fputs("Usage: postroom person show REF|ADDRESS [--json]\n"
	      "       postroom person set REF|ADDRESS --by NAME [what is "
	      "known]\n\n"
	      "What is known: post, print size, contact, adjustments, "
	      "restrictions. \"person set\n--help\" lists it.\n",
	      help ? stdout : stderr);
	return help ? 0 : 2;
}
