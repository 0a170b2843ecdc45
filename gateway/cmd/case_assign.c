/*
 * "postroom case assign" and "postroom case bar": who has a case, and who
 * must not see it. "postroom away": who is not here.
 */
#include "cmd/case.h"

#include "base/clock.h"
#include "desk/assign.h"

#define HINT                                                         \
	"To bar somebody: postroom case bar REF LOGIN --by NAME "    \
	"--reason TEXT; with --lift he may see the case again. The " \
	"conflict question is answered with --no-conflict."

static int
misused(const struct call *call, const char *what)
{
	fprintf(stderr, "postroom %s: Give %s.\n", call->argv[0], what);
	return 2;
}

int
cmd_case_assign(struct call *call)
{
	g_autofree char *by = NULL;
	gboolean nobody = FALSE, cleared = FALSE;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who decides it",
		 "NAME"},
		{"no-conflict", 0, 0, G_OPTION_ARG_NONE, &cleared,
		 "that person says: I have no conflict (Code 5.8c)", NULL},
		{"nobody", 0, 0, G_OPTION_ARG_NONE, &nobody,
		 "take it away from whoever has it", NULL},
		G_OPTION_ENTRY_NULL,
	};
	struct assigning assigning = {.login = NULL};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "REF LOGIN",
			 "Gives a case to a member of staff.", &status))
		return status;
	if (call->argc != (nobody ? 2 : 3))
		return misused(call, "a case's reference and who is to have "
				     "it, or --nobody");
	if (!case_is_named(call, by))
		return 2;
	assigning.act.ref = call->argv[1];
	assigning.act.by = by;
	assigning.login = nobody ? NULL : call->argv[2];
	assigning.cleared = cleared;
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !assign(post, &assigning, &error))
		return cmd_refuse(call, error, HINT);
	return 0;
}

int
cmd_case_bar(struct call *call)
{
	g_autofree char *by = NULL;
	g_autofree char *reason = NULL;
	gboolean lift = FALSE;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who decides it",
		 "NAME"},
		{"reason", 0, 0, G_OPTION_ARG_FILENAME, &reason,
		 "why, such as \"the complaint is about him\"", "TEXT"},
		{"lift", 0, 0, G_OPTION_ARG_NONE, &lift,
		 "that person may see the case again", NULL},
		G_OPTION_ENTRY_NULL,
	};
	struct barring barring = {.login = NULL};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "REF LOGIN",
			 "Keeps a case from a member of staff whom it "
			 "complains of: it is on no page, in no list and no "
			 "search of that person.",
			 &status))
		return status;
	if (call->argc != 3)
		return misused(call, "a case's reference and who is to be "
				     "barred");
	if (!case_is_named(call, by))
		return 2;
	barring.act.ref = call->argv[1];
	barring.act.by = by;
	barring.login = call->argv[2];
	barring.reason = reason;
	barring.lift = lift;
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !bar_person(post, &barring, &error))
		return cmd_refuse(call, error, HINT);
	return 0;
}

int
cmd_away(struct call *call)
{
	g_autofree char *by = NULL;
	g_autofree char *until = NULL;
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &by, "who says so", "NAME"},
		{"until", 0, 0, G_OPTION_ARG_FILENAME, &until,
		 "the last day of it; without it that person is back", "DAY"},
		G_OPTION_ENTRY_NULL,
	};
	struct away told = {.until = DAY_NONE};
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "LOGIN",
			 "Records that a member of staff is away, so that "
			 "others see what waits for that person.",
			 &status))
		return status;
	if (call->argc != 2)
		return misused(call, "who is away");
	if (until != NULL && (told.until = clock_parse_day(until)) == DAY_NONE)
		return misused(call, "--until as a day such as 2026-12-31");
	if (!case_is_named(call, by))
		return 2;
	told.by = by;
	told.login = call->argv[1];
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !away(post, &told, &error))
		return cmd_fail(call, error);
	return 0;
}
