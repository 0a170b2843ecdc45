/*
 * Rules from files to suggestions: errors, evidence, limits, context.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <glib/gstdio.h>

#include "base/fault.h"
#include "classify/classify.h"

#define RULES "rules"

/* A folder with one file of rules; the caller removes it. */
static char *
folder_with(const char *rules)
{
	char *folder = g_dir_make_tmp("rules-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "a.rules", NULL);
	assert_true(g_file_set_contents(path, rules, -1, NULL));
	return folder;
}

static void
folder_remove(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, "a.rules", NULL);
	g_unlink(path);
	g_rmdir(folder);
}

static struct ruleset *
load(const char *rules, GError **error)
{
	g_autofree char *folder = folder_with(rules);
	struct ruleset *ruleset = ruleset_load(folder, error);
	folder_remove(folder);
	return ruleset;
}

static struct message *
message_of(const char *subject, const char *text)
{
	struct message *message = message_new();
	g_free(message->subject);
	g_free(message->new_text);
	message->subject = g_strdup(subject);
	message->new_text = g_strdup(text);
	return message;
}

static const struct evidence *
evidence_of(const struct suggestion *suggestion, const char *rule)
{
	for (guint i = 0; i < suggestion->evidence->len; i++) {
		const struct evidence *e =
			g_ptr_array_index(suggestion->evidence, i);
		if (strcmp(e->rule, rule) == 0)
			return e;
	}
	return NULL;
}

static void
test_errors(void **state)
{
	static const char rules[] = "rule: One\n"
				    "speaks for: nonsense 2\n"
				    "pattern: (unclosed\n"
				    "\n"
				    "rule: Two\n"
				    "speaks for: complaint\n"
				    "words: {nowhere} man\n"
				    "looks in: attic\n"
				    "\n"
				    "rule: Two\n"
				    "colour: blue\n"
				    "at least: none\n"
				    "\n"
				    "setting: loudness\n"
				    "value: 3\n"
				    "\n"
				    "just a line\n";
	static const char *const places[] = {
		"a.rules:2: ",	"a.rules:3: ",	"a.rules:6: ",	"a.rules:7: ",
		"a.rules:8: ",	"a.rules:10: ", "a.rules:11: ", "a.rules:12: ",
		"a.rules:14: ", "a.rules:17: "};
	g_autoptr(GError) error = NULL;
	(void)state;
	assert_null(load(rules, &error));
	assert_true(fault_is(error, FAULT_SETUP));
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		if (!strstr(error->message, places[i]))
			fail_msg("%s is not in:\n%s", places[i],
				 error->message);
	}
}

static void
test_no_folder(void **state)
{
	g_autoptr(GError) error = NULL;
	(void)state;
	assert_null(ruleset_load("/nowhere/at/all", &error));
	assert_true(fault_is(error, FAULT_SETUP));
}

static void
test_conditions(void **state)
{
	static const char rules[] = "class: not\n"
				    "words: not, never, isn't\n"
				    "\n"
				    "rule: R\n"
				    "speaks for: complaint 2\n"
				    "words: happy, let* down\n"
				    "not after: {not}[^.]*$\n"
				    "not before: birthday\n"
				    "not beside: neighbour\n"
				    "only with: landlord\n"
				    "not with: survey\n"
				    "in quotes: no\n";
	static const struct {
		const char *text;
		gboolean fires;
	} cases[] = {
		{"landlord, I am happy", TRUE},
		{"Landlord. You let me down, letting  down", TRUE},
		{"I am happy", FALSE},
		{"landlord, I am not at all happy", FALSE},
		{"landlord, I isn\xe2\x80\x99t happy", FALSE},
		{"landlord, I am not sad. I am happy", TRUE},
		{"landlord, happy birthday", FALSE},
		{"landlord, my neighbour is happy", FALSE},
		{"landlord, I am happy with the survey", FALSE},
		{"landlord said \"I am happy\" there", FALSE},
		{"landlord said \"yes\" and I am happy", TRUE},
		{"landlord unhappyish", FALSE},
	};
	g_autoptr(own_ruleset) ruleset = load(rules, NULL);
	(void)state;
	assert_non_null(ruleset);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_message) message = message_of("", cases[i].text);
		g_autoptr(own_suggestion) suggestion =
			classify(ruleset, message, NULL);
		if ((evidence_of(suggestion, "R") != NULL) != cases[i].fires)
			fail_msg("%s", cases[i].text);
	}
}

static void
test_counting(void **state)
{
	static const char rules[] = "rule: Thrice\n"
				    "speaks for: complaint 1\n"
				    "words: rang\n"
				    "at least: 3\n"
				    "\n"
				    "rule: Again\n"
				    "speaks for: complaint 1\n"
				    "words: again\n"
				    "\n"
				    "rule: Both\n"
				    "speaks for: escalation 1\n"
				    "gathers: complaint\n"
				    "at least: 2\n";
	g_autoptr(own_ruleset) ruleset = load(rules, NULL);
	g_autoptr(own_message) few = message_of("rang", "rang again");
	g_autoptr(own_message) many = message_of("rang", "rang rang again");
	(void)state;
	assert_non_null(ruleset);
	g_autoptr(own_suggestion) less = classify(ruleset, few, NULL);
	g_autoptr(own_suggestion) more = classify(ruleset, many, NULL);
	assert_null(evidence_of(less, "Thrice"));
	assert_null(evidence_of(less, "Both"));
	assert_non_null(evidence_of(more, "Thrice"));
	assert_non_null(evidence_of(more, "Both"));
}

static void
test_evidence(void **state)
{
	static const char rules[] = "rule: Fed up\n"
				    "speaks for: complaint 2.5\n"
				    "words: fed up\n";
	static const char text[] = "\xf0\x9f\x98\xa1 caf\xc3\xa9 e\xcc\x81 "
				   "I\xe2\x80\x99m FED\n  UP!";
	g_autoptr(own_ruleset) ruleset = load(rules, NULL);
	g_autoptr(own_message) message = message_of("Fed up", text);
	(void)state;
	assert_non_null(ruleset);
	g_autoptr(own_suggestion) suggestion = classify(ruleset, message, NULL);
	assert_int_equal(suggestion->evidence->len, 2);
	for (guint i = 0; i < 2; i++) {
		const struct evidence *e =
			g_ptr_array_index(suggestion->evidence, i);
		const char *field = e->field == FIELD_SUBJECT ? "Fed up" : text;
		g_autofree char *words =
			g_utf8_substring(field, (glong)e->start, (glong)e->end);
		assert_string_equal(words, e->text);
		assert_string_equal(e->text, e->field == FIELD_SUBJECT
						     ? "Fed up"
						     : "FED\n  UP");
		assert_int_equal(e->kind, EVIDENCE_CATEGORY);
		assert_string_equal(e->name, "complaint");
		assert_true(e->weight > 2.4 && e->weight < 2.6);
	}
}

static void
test_automated(void **state)
{
	g_autoptr(own_ruleset) ruleset = ruleset_load(RULES, NULL);
	g_autoptr(own_message) message = message_of("x", "disgusting");
	(void)state;
	assert_non_null(ruleset);
	message->automated = AUTOMATED_BOUNCE;
	g_autoptr(own_suggestion) suggestion = classify(ruleset, message, NULL);
	assert_int_equal(suggestion->category, CATEGORY_NONE);
	assert_int_equal(suggestion->evidence->len, 0);
	assert_int_equal(suggestion->flags, 0);
	for (int k = 0; k < (int)CATEGORY_COUNT; k++)
		assert_true(suggestion->scores[k] == 0.0);
	assert_string_equal(suggestion->ruleset, ruleset_hash(ruleset));
}

static void
test_hostile(void **state)
{
	static const char rules[] = "rule: Hostile\n"
				    "speaks for: complaint 2\n"
				    "pattern: (a+)+b|(?:.*,){12}x\n"
				    "\n"
				    "rule: Fed up\n"
				    "speaks for: complaint 2\n"
				    "words: fed up\n";
	g_autoptr(own_ruleset) ruleset = load(rules, NULL);
	g_autoptr(GString) text = g_string_new("I am fed up. ");
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	(void)state;
	assert_non_null(ruleset);
	for (int i = 0; i < 3000; i++)
		g_string_append(text,
				i % 40 ? "ab,"[i % 2] == 'a' ? "a" : ","
				       : "aaaaaaaaaaaaaaaaaaaaaaaaaaac b x ");
	g_autoptr(own_message) message = message_of("", text->str);
	gint64 before = g_get_monotonic_time();
	g_autoptr(own_suggestion) suggestion =
		classify_noting(ruleset, message, NULL, problems);
	assert_true(g_get_monotonic_time() - before < 3 * G_USEC_PER_SEC);
	assert_int_equal(problems->len, 1);
	assert_non_null(strstr(g_ptr_array_index(problems, 0), "Hostile"));
	assert_non_null(evidence_of(suggestion, "Fed up"));
}

static void
test_long_text(void **state)
{
	g_autoptr(own_ruleset) ruleset = ruleset_load(RULES, NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	(void)state;
	assert_non_null(ruleset);
	while (text->len < 200000)
		g_string_append(text, "Nobody came and nobody rang me back. ");
	g_autoptr(own_message) message = message_of("", text->str);
	g_autoptr(own_suggestion) suggestion = classify(ruleset, message, NULL);
	assert_int_equal(suggestion->category, CATEGORY_COMPLAINT);
}

static void
test_context(void **state)
{
	g_autoptr(own_ruleset) ruleset = ruleset_load(RULES, NULL);
	g_autoptr(own_message) message = message_of(
		"gutter", "Any news on the gutter? Still waiting for a date.");
	struct context chased = {.open_case = TRUE,
				 .category = CATEGORY_SERVICE_REQUEST,
				 .chases = 3};
	struct context answered = {.open_case = TRUE,
				   .category = CATEGORY_COMPLAINT,
				   .stage = 1,
				   .stage1_answered = TRUE};
	(void)state;
	assert_non_null(ruleset);
	g_autoptr(own_suggestion) plain = classify(ruleset, message, NULL);
	g_autoptr(own_suggestion) again = classify(ruleset, message, &chased);
	g_autoptr(own_suggestion) after = classify(ruleset, message, &answered);
	assert_true(again->scores[CATEGORY_COMPLAINT] >
		    plain->scores[CATEGORY_COMPLAINT]);
	assert_true(after->scores[CATEGORY_ESCALATION] >
		    plain->scores[CATEGORY_ESCALATION]);
}

/* What must be right whatever is changed. */
static void
test_own_rules(void **state)
{
	static const struct {
		const char *subject;
		const char *text;
		enum category category;
		guint32 flags;
	} cases[] = {
		{"Boiler",
		 "The boiler has stopped working, no hot water since this "
		 "morning. Please can someone come today.",
		 CATEGORY_SERVICE_REQUEST, FLAG_BIT(FLAG_HEALTH_AND_SAFETY)},
		{"Boiler",
		 "This is disgusting. I have rung four times and nobody came. "
		 "Still no hot water after three weeks.",
		 CATEGORY_COMPLAINT, FLAG_BIT(FLAG_HEALTH_AND_SAFETY)},
		{"Stage 1 response",
		 "I do not accept your stage 1 response. Please escalate my "
		 "complaint to stage 2.",
		 CATEGORY_ESCALATION, 0},
		{"Thank you",
		 "Thank you so much to Josh, he was brilliant and so polite.",
		 CATEGORY_COMPLIMENT, 0},
		{"Contact",
		 "Could you change my number please. Please don't reply to "
		 "this email, he reads my email.",
		 CATEGORY_SERVICE_REQUEST, FLAG_BIT(FLAG_UNSAFE_CONTACT)},
	};
	g_autoptr(own_ruleset) ruleset = ruleset_load(RULES, NULL);
	(void)state;
	assert_non_null(ruleset);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(own_message) message =
			message_of(cases[i].subject, cases[i].text);
		g_autoptr(own_suggestion) suggestion =
			classify(ruleset, message, NULL);
		double sum = 0;
		for (int k = 0; k < (int)CATEGORY_COUNT; k++)
			sum += suggestion->scores[k];
		assert_true(sum > 0.999 && sum < 1.001);
		if (suggestion->category != cases[i].category ||
		    (suggestion->flags & cases[i].flags) != cases[i].flags)
			fail_msg("%s: %s", cases[i].text,
				 category_name(suggestion->category));
	}
}

static void
test_own_examples(void **state)
{
	guint examples = 0;
	g_autoptr(own_ruleset) ruleset = ruleset_load(RULES, NULL);
	(void)state;
	assert_non_null(ruleset);
	g_autoptr(GPtrArray) failures = ruleset_check(ruleset, &examples);
	if (failures->len)
		fail_msg("%s", (char *)g_ptr_array_index(failures, 0));
	assert_true(examples > 150);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_no_folder),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_counting),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_automated),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_context),
		cmocka_unit_test(test_own_rules),
		cmocka_unit_test(test_own_examples),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
