/*
 * Runs the examples that stand with the rules.
 */
#include "classify/match.h"

static void
check_example(const struct ruleset *ruleset, guint number,
	      const struct example *example, GPtrArray *failures)
{
	const struct rule *rule = g_ptr_array_index(ruleset->rules, number);
	g_autoptr(own_message) message = message_new();
	char **field = rule->where == WHERE_SUBJECT  ? &message->subject
		       : rule->where == WHERE_SENDER ? &message->from->name
						     : &message->new_text;
	g_free(*field);
	*field = g_strdup(example->text);
	g_autoptr(own_matches) matches =
		match_rules(ruleset, message, failures);
	if (matches->fired[number] == (guint8)example->matches)
		return;
	g_ptr_array_add(
		failures,
		g_strdup_printf("%s:%u: the rule \"%s\" %s \"%s\".", rule->file,
				example->line, rule->name,
				example->matches
					? "does not match its example"
					: "matches what it should pass over,",
				example->text));
}

GPtrArray *
ruleset_check(const struct ruleset *ruleset, guint *examples)
{
	GPtrArray *failures = g_ptr_array_new_with_free_func(g_free);
	guint run = 0;
	for (guint i = 0; i < ruleset->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(ruleset->rules, i);
		for (guint j = 0; j < rule->examples->len; j++, run++)
			check_example(ruleset, i,
				      g_ptr_array_index(rule->examples, j),
				      failures);
	}
	if (examples)
		*examples = run;
	return failures;
}
