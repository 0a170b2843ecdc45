/*
 * "postroom rules test": before a change of the rules goes live, what it
 * would have changed in the past.
 */
#include "cmd/rules.h"

#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/text.h"
#include "cmd/case.h"
#include "cmd/rehearse.h"

/* What is not shown for length is in the JSON; losses always are. */
#define MOST_SHOWN 200
#define SUBJECT_CHARS 40
#define PROGRESS_EVERY 50

static void
show_progress(gint64 done, gint64 all)
{
	if (done % PROGRESS_EVERY == 0)
		fprintf(stderr,
			"\r%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
			" messages ",
			done, all);
}

static void
end_progress(void)
{
	fputs("\r\033[K", stderr);
}

static char *
words_of(const struct proposal *proposal)
{
	if (proposal->ground == GROUND_NONE)
		return g_strdup(category_words(proposal->category));
	return g_strdup_printf("%s (%s)", category_words(proposal->category),
			       ground_words(proposal->ground));
}

/* --- JSON ---------------------------------------------------------------*/

static json_t *
proposal_json(const struct proposal *proposal)
{
	return json_pack("{s:s, s:o, s:f}", "category",
			 category_name(proposal->category), "ground",
			 case_text_json(ground_name(proposal->ground)),
			 "confidence", proposal->confidence);
}

static json_t *
change_json(const struct change *c)
{
	return json_pack("{s:s, s:s, s:o, s:b, s:o, s:o, s:o, s:s}", "ref",
			 c->ref, "subject", c->subject, "received",
			 case_time_json(c->received), "reply", (int)c->reply,
			 "settled", case_text_json(category_name(c->settled)),
			 "from", proposal_json(&c->before), "to",
			 proposal_json(&c->after), "harm", harm_name(c->harm));
}

static json_t *
flags_json(const struct rehearsal *r)
{
	json_t *array = json_array();
	int i;

	for (i = 0; i < (int)FLAG_COUNT; i++)
		if (r->flag_gained[i] + r->flag_lost[i] > 0)
			json_array_append_new(
				array,
				json_pack("{s:s, s:i, s:i}", "flag",
					  flag_name((enum flag)i), "gained",
					  (int)r->flag_gained[i], "lost",
					  (int)r->flag_lost[i]));
	return array;
}

/* --- counts, from one label to another ----------------------------------*/

struct count {
	struct proposal before;
	struct proposal after;
	guint number;
};

static gboolean
is_same(const struct proposal *a, const struct proposal *b)
{
	return a->category == b->category && a->ground == b->ground;
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	guint x = ((const struct count *)a)->number;
	guint y = ((const struct count *)b)->number;

	return (x < y) - (x > y);
}

static void
count_change(GArray *counts, const struct change *change)
{
	struct count new = {change->before, change->after, 1};
	guint i;

	for (i = 0; i < counts->len; i++) {
		struct count *count = &g_array_index(counts, struct count, i);

		if (is_same(&count->before, &change->before) &&
		    is_same(&count->after, &change->after)) {
			count->number++;
			return;
		}
	}
	g_array_append_val(counts, new);
}

static GArray *
count_changes(const struct rehearsal *rehearsal)
{
	GArray *counts = g_array_new(FALSE, FALSE, sizeof(struct count));
	guint i;

	for (i = 0; i < rehearsal->changes->len; i++)
		count_change(counts, rehearsal->changes->pdata[i]);
	g_array_sort(counts, by_number);
	return counts;
}

static json_t *
counts_json(const GArray *counts)
{
	json_t *array = json_array();
	guint i;

	for (i = 0; i < counts->len; i++) {
		const struct count *c = &g_array_index(counts, struct count, i);
		json_t *object = json_pack(
			"{s:s, s:o, s:s, s:o, s:i}", "from",
			category_name(c->before.category), "from_ground",
			case_text_json(ground_name(c->before.ground)), "to",
			category_name(c->after.category), "to_ground",
			case_text_json(ground_name(c->after.ground)), "count",
			(int)c->number);

		json_array_append_new(array, object);
	}
	return array;
}

static void
print_json(const struct rehearsal *r, const struct ruleset *rules,
	   const GArray *counts)
{
	json_t *changes = json_array();
	json_t *problems = json_array();
	guint i;

	for (i = 0; i < r->changes->len; i++)
		json_array_append_new(changes,
				      change_json(r->changes->pdata[i]));
	for (i = 0; i < r->problems->len; i++)
		json_array_append_new(problems,
				      json_string(r->problems->pdata[i]));
	cmd_print_json(json_pack(
		"{s:s, s:i, s:i, s:i, s:i, s:i, s:o, s:o, s:o, s:o}", "ruleset",
		ruleset_hash(rules), "messages", (int)r->messages,
		"not_compared", (int)r->passed, "changed", (int)r->changes->len,
		"lost", (int)r->harm[HARM_LOST], "perhaps_lost",
		(int)r->harm[HARM_PERHAPS], "counts", counts_json(counts),
		"flags", flags_json(r), "changes", changes, "problems",
		problems));
}

/* --- for people ---------------------------------------------------------*/

static void
print_counts(const GArray *counts)
{
	guint i;

	for (i = 0; i < counts->len; i++) {
		const struct count *c = &g_array_index(counts, struct count, i);
		g_autofree char *before = words_of(&c->before);
		g_autofree char *after = words_of(&c->after);

		printf("  %6u  from %s to %s\n", c->number, before, after);
	}
}

static void
print_flags(const struct rehearsal *r)
{
	int i;

	for (i = 0; i < (int)FLAG_COUNT; i++)
		if (r->flag_gained[i] + r->flag_lost[i] > 0)
			printf("  %s: %u more, %u fewer\n",
			       flag_words((enum flag)i), r->flag_gained[i],
			       r->flag_lost[i]);
}

static void
print_change(const struct change *change)
{
	g_autofree char *clean = text_clean(change->subject, TRUE);
	g_autofree char *subject = text_shorten(clean, SUBJECT_CHARS);
	g_autofree char *before = words_of(&change->before);
	g_autofree char *after = words_of(&change->after);

	printf("  %s  %s%s\n    from %s to %s%s%s\n", change->ref,
	       *subject != '\0' ? subject : "(no subject)",
	       change->reply ? " (a later message)" : "", before, after,
	       change->settled != CATEGORY_NONE ? "; staff settled it as " : "",
	       change->settled != CATEGORY_NONE
		       ? category_words(change->settled)
		       : "");
}

static void
print_changes(const struct rehearsal *r)
{
	static const char *const headings[HARM_COUNT] = {
		"Complaints that staff confirmed and that would be LOST",
		"Proposed as complaints, not confirmed, and no longer so",
		"As staff settled it, and no longer so",
		"Other changes",
	};
	enum harm shown = HARM_COUNT;
	guint i;

	for (i = 0; i < r->changes->len; i++) {
		const struct change *change = r->changes->pdata[i];

		if (i >= MOST_SHOWN && change->harm != HARM_LOST)
			break;
		if (change->harm != shown)
			printf("\n%s: %u\n", headings[change->harm],
			       r->harm[change->harm]);
		shown = change->harm;
		print_change(change);
	}
	if (i < r->changes->len)
		printf("\nand %u more, which --json lists\n",
		       r->changes->len - i);
}

static void
print_text(const struct rehearsal *r, const GArray *counts)
{
	guint i;

	printf("%u messages; %u proposals would change.\n", r->messages,
	       r->changes->len);
	if (r->passed > 0)
		printf("%u messages without a proposal were passed over.\n",
		       r->passed);
	print_counts(counts);
	print_flags(r);
	print_changes(r);
	for (i = 0; i < r->problems->len; i++)
		printf("%s%s\n", i == 0 ? "\n" : "",
		       (const char *)r->problems->pdata[i]);
	if (r->harm[HARM_LOST] == 0)
		printf("\nNo confirmed complaint would be lost.\n");
}

/* --- the command --------------------------------------------------------*/

/* An empty folder would seem to lose everything. */
static struct ruleset *
load(const char *folder, GError **error)
{
	g_autoptr(own_ruleset) rules = ruleset_load(folder, error);

	if (rules != NULL && ruleset_rules(rules) > 0)
		return g_steal_pointer(&rules);
	if (rules != NULL)
		(void)fault_set(error, FAULT_SETUP,
				"%s holds no rules. Copy the folder of rules "
				"and change the copy.",
				folder);
	return NULL;
}

static int
test(struct call *call, const char *folder, gboolean json)
{
	GError *error = NULL;
	g_autoptr(own_post) post =
		post_open(call->config, POST_READ_LEDGER, &error);
	g_autoptr(own_ruleset) rules = NULL;
	g_autoptr(own_rehearsal) result = NULL;
	g_autoptr(GArray) counts = NULL;
	gboolean terminal = isatty(STDERR_FILENO) == 1;

	if (post != NULL)
		rules = load(folder != NULL ? folder : post->config->rules,
			     &error);
	if (rules != NULL)
		result = rehearse(post, rules, terminal ? show_progress : NULL,
				  &error);
	if (terminal)
		end_progress();
	if (result == NULL)
		return cmd_fail(call, error);
	counts = count_changes(result);
	if (json)
		print_json(result, rules, counts);
	else
		print_text(result, counts);
	if (result->harm[HARM_LOST] == 0)
		return 0;
	fprintf(stderr,
		"postroom rules test: confirmed complaints would be lost: %u. "
		"Change the rules before they go live.\n",
		result->harm[HARM_LOST]);
	return 1;
}

int
cmd_rules_test(struct call *call)
{
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "print JSON", NULL},
		G_OPTION_ENTRY_NULL,
	};
	struct call sub = {call->config, call->argc - 1, call->argv + 1};
	int status;

	sub.argv[0] = (char *)(gintptr) "rules test";
	if (!cmd_options(&sub, entries, "[FOLDER]",
			 "Runs a folder of rules over all past messages and "
			 "shows which proposals would\nchange. Without FOLDER "
			 "the rules of the configuration.",
			 &status))
		return status;
	if (sub.argc > 2) {
		fputs("postroom rules test: Give one folder.\n", stderr);
		return 2;
	}
	return test(&sub, sub.argc == 2 ? sub.argv[1] : NULL, json);
}
