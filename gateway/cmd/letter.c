/*
 * "postroom letter": the letters that wait for a person, because sending
 * them again could answer somebody twice. A named person lets them go or
 * stops them; each act stands in the case's history.
 */
#include "cmd/letter.h"

#include "base/clock.h"
#include "cmd/case.h"
#include "desk/release.h"

#define HINT "\"postroom letter list\" lists the letters that wait."

/* --- list ---------------------------------------------------------------*/

static void
print_letter(const struct outbox_row *row, const char *ref, json_t *array)
{
	g_autofree char *when = clock_short(row->created);

	if (array != NULL)
		json_array_append_new(
			array,
			json_pack("{s:I, s:s, s:s, s:s, s:s, s:o, s:s}", "id",
				  (json_int_t)row->id, "ref", ref, "letter",
				  letter_name(row->notice->letter), "state",
				  outbox_state_name(row->state), "to",
				  row->notice->to, "written",
				  case_time_json(row->created), "why",
				  row->reply));
	else
		printf("%" G_GINT64_FORMAT "  %s  %s, written %s, to %s\n"
		       "   %s\n",
		       row->id, ref, letter_name(row->notice->letter), when,
		       row->notice->to, row->reply);
}

static gboolean
list(struct post *post, json_t *array, GError **error)
{
	g_autoptr(GPtrArray) rows = release_waiting(post->ledger, error);
	guint i;

	for (i = 0; rows != NULL && i < rows->len; i++) {
		const struct outbox_row *row = rows->pdata[i];
		g_autoptr(own_case_row) c =
			case_by_id(post->ledger, row->case_id, error);

		if (c == NULL)
			return FALSE;
		print_letter(row, c->ref, array);
	}
	if (rows != NULL && rows->len == 0 && array == NULL)
		puts("No letter waits for a person.");
	return rows != NULL;
}

static int
cmd_letter_list(struct call *call)
{
	json_t *array = NULL;
	GError *error = NULL;
	int status;
	g_autoptr(own_post) post = case_list_open(
		call,
		"Lists the letters that wait for a person, and why each does.",
		&array, &status);

	if (post == NULL)
		return status;
	return case_list_close(call, list(post, array, &error), array, error);
}

/* --- release and withdraw -----------------------------------------------*/

/* "all", or a number above 0; -1 for anything else. */
static gint64
read_id(const char *text)
{
	gint64 id = 0;

	if (g_str_equal(text, "all"))
		return 0;
	return g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &id, NULL)
		       ? id
		       : -1;
}

static int
run(struct call *call, struct waiting *which)
{
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	guint count;

	which->id = call->argc == 2 ? read_id(call->argv[1]) : -1;
	if (which->id < 0) {
		fprintf(stderr,
			"postroom %s: Give one letter's number, or "
			"\"all\".\n",
			call->argv[0]);
		return 2;
	}
	if (!case_is_named(call, which->by))
		return 2;
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !release_letters(post, which, &count, &error))
		return cmd_refuse(call, error, HINT);
	printf("%u letter%s %s.\n", count, count == 1 ? "" : "s",
	       which->withdraw ? "withdrawn" : "released");
	return 0;
}

static int
settle(struct call *call, gboolean withdraw)
{
	struct case_why why = {NULL, NULL};
	int status;

	if (case_why_options(
		    call, &why, "NUMBER|all",
		    withdraw ? "Stops a letter that waits for a person."
			     : "Lets a letter that waits for a person go.",
		    &status))
		status = run(call, &(struct waiting){.by = why.by,
						     .reason = why.reason,
						     .withdraw = withdraw});
	case_why_clear(&why);
	return status;
}

static int
cmd_letter_release(struct call *call)
{
	return settle(call, FALSE);
}

static int
cmd_letter_withdraw(struct call *call)
{
	return settle(call, TRUE);
}

#define USAGE                                                                \
	"Usage: postroom letter list [--json]\n"                             \
	"       postroom letter write REF LETTER [--field KEY=TEXT …] "    \
	"[--by NAME]\n"                                                      \
	"       postroom letter release NUMBER|all --by NAME\n"              \
	"       postroom letter withdraw NUMBER|all --by NAME "              \
	"[--reason TEXT]\n\n"                                                \
	"Letters wait for a person after a restore, or when it is not sure " \
	"that they have\nleft. Look in the sent mail before you release "    \
	"one.\n"

int
cmd_letter(struct call *call)
{
	static const struct {
		const char *name;
		const char *full;
		int (*run)(struct call *call);
	} subcommands[] = {
		{"list", "letter list", cmd_letter_list},
		{"write", "letter write", cmd_letter_write},
		{"release", "letter release", cmd_letter_release},
		{"withdraw", "letter withdraw", cmd_letter_withdraw},
	};
	const char *name = call->argc > 1 ? call->argv[1] : "";
	gboolean help = g_str_equal(name, "--help") || g_str_equal(name, "-h");
	struct call sub = {call->config, call->argc - 1, call->argv + 1};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(subcommands); i++)
		if (g_str_equal(name, subcommands[i].name)) {
			sub.argv[0] = (char *)(gintptr)subcommands[i].full;
			return subcommands[i].run(&sub);
		}
	fputs(USAGE, help ? stdout : stderr);
	return help ? 0 : 2;
}
