/*
 * Drafts from letters as residents write them, with the evidence that the
 * classifier would bring.
 */
#include "unit/unit.h"

#include "base/limits.h"
#include "respond/definition.h"
#include "respond/sentence.h"

/* Evidence is given as words of the text, divided by "|". */
struct row {
	const char *text;
	const char *evidence;
	const char *points;
	const char *outcomes; /* NULL: none are stated */
};

static const struct row rows[] = {
	{"Dear Sir,\n\nThe boiler has been broken for three weeks. I want it "
	 "mended.\n\nRegards\nJo",
	 "broken for three weeks",
	 "1. The boiler has been broken for three weeks.",
	 "1. I want it mended."},
	/* short: quoted whole, in its order */
	{"Hi\nNobody came on Monday. Nobody came on Tuesday "
	 "either.\nThanks\nJo",
	 "", "1. Nobody came on Monday.\n2. Nobody came on Tuesday either.",
	 NULL},
	/* long: only what carries the evidence */
	{"I moved here in 2019. It is a nice street. My flat is on the top "
	 "floor. The lift works well. The roof has leaked since March. I "
	 "rang four times and nobody rang back. The neighbours are friendly. "
	 "My daughter likes the school.",
	 "roof has leaked|nobody rang back",
	 "1. The roof has leaked since March.\n2. I rang four times and "
	 "nobody rang back.",
	 NULL},
	/* what leans on the sentence before it brings it along */
	{"I moved here in 2019. My flat is on the top floor. The lift works "
	 "well. The engineer left a hole in the wall. This is a disgrace. "
	 "The neighbours are friendly. My daughter likes the school.",
	 "a disgrace",
	 "1. The engineer left a hole in the wall. This is a disgrace.", NULL},
	/* abbreviations, figures and addresses do not end a sentence */
	{"Mr. Hussain of No. 4 said the bill was 10.50 more, e.g. for "
	 "cleaning. Dr. Lee agreed with him.",
	 "",
	 "1. Mr. Hussain of No. 4 said the bill was 10.50 more, e.g. for "
	 "cleaning.\n2. Dr. Lee agreed with him.",
	 NULL},
	/* wrapped lines go on */
	{"The heating has failed again and the\nengineer who came on Friday "
	 "could not\nfind the part.",
	 "",
	 "1. The heating has failed again and the engineer who came on "
	 "Friday could not find the part.",
	 NULL},
	/* a list that the resident numbered keeps our numbers only */
	{"Three things are wrong:\n1. The tap drips.\n2) No heating\n- Mould "
	 "in the bathroom\n",
	 "",
	 "1. Three things are wrong:\n2. The tap drips.\n3. No heating\n"
	 "4. Mould in the bathroom",
	 NULL},
	/* asking to complain is no outcome */
	{"I want to make a formal complaint. The caretaker swore at me.", "",
	 "1. The caretaker swore at me.", NULL},
	{"The caretaker swore at me. I want this escalated to stage 2.", "",
	 "1. The caretaker swore at me.", NULL},
	{"I want to complain.", "", "1. I want to complain.", NULL},
	{"I want to complain about the caretaker. He swore at me.", "",
	 "1. I want to complain about the caretaker. He swore at me.", NULL},
	/* a sentence that ends on a full line, before a capital */
	{"I rang you about the damp. The damp in the bedroom has been there "
	 "since\nMarch and nobody has come.",
	 "",
	 "1. I rang you about the damp.\n2. The damp in the bedroom has been "
	 "there since March and nobody has come.",
	 NULL},
	{"I wish to make a complaint. The caretaker swore at me.", "",
	 "1. The caretaker swore at me.", NULL},
	/* what it is about stays a point, whatever is asked */
	{"I'd like to complain about the fence and I want it mended.", "",
	 "1. I'd like to complain about the fence and I want it mended.",
	 "1. I'd like to complain about the fence and I want it mended."},
	{"I saw the van. I want to complain about that man, so that it stops.",
	 "van",
	 "1. I saw the van.\n2. I want to complain about that man, so that it "
	 "stops.",
	 "1. I want to complain about that man, so that it stops."},
	/* letterhead, and a name with an address */
	{"2 Tanyard\n\nDear Housing,\n\nThe carers are late every "
	 "morning.\n\nSheila Tandy, 5 Mafeking Street",
	 "", "1. The carers are late every morning.", NULL},
	/* thanks are no point */
	{"Thank you for your letter. The roof still leaks.", "",
	 "1. The roof still leaks.", NULL},
	{"Thanks for nothing. The roof still leaks.", "",
	 "1. Thanks for nothing.\n2. The roof still leaks.", NULL},
	/* what follows "we would like:" is asked for */
	{"Nobody came. We would like:\n- a date\n- an apology", "",
	 "1. Nobody came.", "1. a date\n2. an apology"},
	{"Ms Blunt was not told. She would like a date, please.", "",
	 "1. Ms Blunt was not told.", "1. She would like a date, please."},
	/* a list is quoted whole or not at all */
	{"I moved here in 2019. It is a nice street. My flat is on the top "
	 "floor. You said you would do three things:\n1. Jet the gully.\n"
	 "2. Mr Bose to ring me.\n3. A written plan.\nMy daughter likes the "
	 "school.",
	 "Jet the gully",
	 "1. Jet the gully.\n2. Mr Bose to ring me.\n3. A written plan.", NULL},
	{"The caretaker swore at me. I want to complain and get an apology.",
	 "", "1. The caretaker swore at me.",
	 "1. I want to complain and get an apology."},
	/* courtesy is no outcome */
	{"Please find attached the photos. The wall is black with mould. "
	 "Please refund the rent for May.",
	 "",
	 "1. Please find attached the photos.\n2. The wall is black with "
	 "mould.",
	 "1. Please refund the rent for May."},
	/* typographic apostrophe */
	{"Nobody rang back. I\u2019d like \u00a3200 for the carpet.", "",
	 "1. Nobody rang back.", "1. I\u2019d like \u00a3200 for the carpet."},
	/* nothing but a wish: it is the point and the outcome */
	{"Please repair my roof.", "repair", "1. Please repair my roof.",
	 "1. Please repair my roof."},
	/* hostile characters */
	{"The\u202e lift\x1b[2J is broken. See http://evil.example/?x={{ref}}",
	 "", "1. The lift[2J is broken.\n2. See http://evil.example/?x={{ref}}",
	 NULL},
	/* no signature, no "sent from my" */
	{"The door is broken.\n\nKind regards,\n\nJo Resident\n12 High "
	 "Street\n07700 900123\nSent from my iPhone",
	 "door", "1. The door is broken.", NULL},
	/* a name without a sign-off */
	{"The door is broken again.\n\nJo Resident\n12 High Street", "door",
	 "1. The door is broken again.", NULL},
	{"Broken Lift", "", "1. Broken Lift", NULL},
	/* what only asks is no point, what also tells is */
	{"The tap has dripped for a year and I would like it mended. Please "
	 "mend the sink too.",
	 "dripped for a year|Please mend",
	 "1. The tap has dripped for a year and I would like it mended.",
	 "1. The tap has dripped for a year and I would like it mended.\n"
	 "2. Please mend the sink too."},
	/* nothing at all: the subject */
	{"", "", "1. Broken lift", NULL},
	{"Dear Sir\n\nThanks\n", "", "1. Broken lift", NULL},
};

static void
add_evidence(struct suggestion *suggestion, const char *text, const char *words,
	     double weight)
{
	struct evidence *evidence = g_new0(struct evidence, 1);
	const char *found = strstr(text, words);

	assert_non_null(found);
	evidence->rule = g_strdup("rule");
	evidence->kind = EVIDENCE_CATEGORY;
	evidence->name = g_strdup("complaint");
	evidence->weight = weight;
	evidence->field = FIELD_NEW_TEXT;
	evidence->start = g_utf8_pointer_to_offset(text, found);
	evidence->end = evidence->start + g_utf8_strlen(words, -1);
	evidence->text = g_strdup(words);
	g_ptr_array_add(suggestion->evidence, evidence);
}

static struct message *
make_message(const char *text)
{
	struct message *message = message_new();

	g_free(message->new_text);
	message->new_text = g_strdup(text);
	g_free(message->subject);
	message->subject = g_strdup("Broken\r\n lift");
	return message;
}

static struct definition *
draft_of(const struct row *row)
{
	g_autoptr(own_message) message = make_message(row->text);
	g_autoptr(own_suggestion) suggestion = suggestion_new();
	g_auto(GStrv) words = g_strsplit(row->evidence, "|", -1);

	for (guint i = 0; words[i]; i++)
		add_evidence(suggestion, row->text, words[i], 1);
	return definition_draft(message, suggestion);
}

static void
test_drafts(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(own_definition) draft = draft_of(&rows[i]);
		g_autofree char *points = definition_points(draft);
		g_autofree char *outcomes = definition_outcomes(draft);
		g_autofree char *question = definition_question(draft);
		assert_string_equal(points, rows[i].points);
		assert_int_equal(*question == '\0', rows[i].outcomes != NULL);
		assert_false(draft->shortened);
		if (rows[i].outcomes)
			assert_string_equal(outcomes, rows[i].outcomes);
		else
			assert_true(g_str_has_prefix(outcomes, "You have not"));
	}
}

/* Rules that speak against a complaint are no reason to quote. */
static void
test_weight(void **state)
{
	static const char text[] =
		"One thing here. Two things here. Three things here. Four "
		"things here. Five things here. Six things here. Seven things "
		"here.";
	g_autoptr(own_message) message = make_message(text);
	g_autoptr(own_suggestion) suggestion = suggestion_new();

	(void)state;
	add_evidence(suggestion, text, "Two things", -2);
	add_evidence(suggestion, text, "Six things", 1);
	g_autoptr(own_definition) draft = definition_draft(message, suggestion);
	g_autofree char *points = definition_points(draft);
	assert_null(strstr(points, "Two things"));
	assert_non_null(strstr(points, "Six things"));
}

static void
test_bounds(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(own_suggestion) suggestion = suggestion_new();
	glong total = 0;

	(void)state;
	for (int i = 0; i < 3000; i++)
		g_string_append_printf(text,
				       "I want number %d of the very many "
				       "things that I would like mended. The "
				       "łift number %d is out of order. ",
				       i, i);
	for (int i = 0; i < 500; i++) {
		g_autofree char *words =
			g_strdup_printf("łift number %d is", i);
		add_evidence(suggestion, text->str, words, 1);
	}
	g_autoptr(own_message) message = make_message(text->str);
	g_autoptr(own_definition) draft = definition_draft(message, suggestion);
	assert_true(draft->shortened);
	assert_true(draft->points->len > 0 && draft->points->len <= 12);
	assert_true(draft->outcomes->len > 0 && draft->outcomes->len <= 5);
	for (guint i = 0; i < draft->points->len; i++)
		total += g_utf8_strlen(draft->points->pdata[i], -1);
	for (guint i = 0; i < draft->outcomes->len; i++)
		total += g_utf8_strlen(draft->outcomes->pdata[i], -1);
	assert_true(total <= LIMIT_QUOTE_CHARS + 20);
}

/* One sentence of a megabyte is cut, and is not slow. */
static void
test_one_long_sentence(void **state)
{
	g_autofree char *text = g_malloc(LIMIT_TEXT_BYTES + 1);
	g_autoptr(own_suggestion) suggestion = suggestion_new();
	gint64 start = g_get_monotonic_time();

	(void)state;
	memset(text, 'x', LIMIT_TEXT_BYTES);
	text[LIMIT_TEXT_BYTES] = '\0';
	g_autoptr(own_message) message = make_message(text);
	g_autoptr(own_definition) draft = definition_draft(message, suggestion);
	assert_true(draft->shortened);
	assert_int_equal(draft->points->len, 1);
	for (gsize i = 0; i < LIMIT_TEXT_BYTES; i++)
		text[i] = "a. B!\n\n1. "[i % 10];
	g_autoptr(own_message) many = make_message(text);
	g_autoptr(own_definition) second = definition_draft(many, suggestion);
	assert_true(second->points->len > 0);
	assert_true(g_get_monotonic_time() - start < 20 * G_USEC_PER_SEC);
}

static void
test_offsets(void **state)
{
	static const char text[] = "Dé lift. Łift two!\n\n Third\none.";
	g_autoptr(GPtrArray) list = sentences_of(text);

	(void)state;
	assert_int_equal(list->len, 3);
	for (guint i = 0; i < list->len; i++) {
		const struct sentence *s = list->pdata[i];
		g_autofree char *piece =
			g_utf8_substring(text, s->start, s->end);
		g_auto(GStrv) words =
			g_strsplit_set(g_strstrip(piece), "\n", -1);
		g_autofree char *joined = g_strjoinv(" ", words);
		assert_string_equal(joined, s->text);
	}
	assert_int_equal(((struct sentence *)list->pdata[0])->block, 0);
	assert_int_equal(((struct sentence *)list->pdata[1])->block, 0);
	assert_true(((struct sentence *)list->pdata[2])->block > 0);
}

static void
test_quote(void **state)
{
	g_autofree char *two = definition_quote("a\n\nb");
	g_autofree char *none = definition_quote("");

	(void)state;
	assert_string_equal(two, "> a\n> \n> b");
	assert_string_equal(none, "");
}

/* What a colleague writes above a forwarded letter is not the resident's. */
static void
test_forwarded(void **state)
{
	static const struct {
		const char *text, *points;
	} table[] = {
		{"Can you log this please?\n\n---- Forwarded message ----\n"
		 "From: Percy <p@mail.example>\nDate: Mon, 14 Dec 2026\n\n"
		 "Dear warden,\n\nThe heating goes off at night.\nPercy",
		 "1. The heating goes off at night."},
		{"FYI\n\n> From: Percy <p@mail.example>\n\nThe lift is broken "
		 "again.",
		 "1. The lift is broken again."},
		/* what is forwarded was taken for a quotation */
		{"This lady is a nightmare!!", "1. The lift is broken again."},
		/* nothing of the resident's is there: the subject */
		{"From: Percy\n\n", "1. FW: lift"},
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(own_message) message = message_new();
		g_autoptr(own_suggestion) none = suggestion_new();
		g_free(message->new_text);
		message->new_text = g_strdup(table[i].text);
		g_free(message->text);
		message->text = g_strdup("This lady is a nightmare!!\n\n"
					 "From: Percy\nSent: Monday\n\n"
					 "The lift is broken again.\nPercy");
		g_free(message->subject);
		message->subject = g_strdup("FW: lift");
		g_autoptr(own_definition) draft =
			definition_draft_forwarded(message, none);
		g_autofree char *points = definition_points(draft);
		assert_string_equal(points, table[i].points);
	}
}

/* A picture alone still opens a complaint that can be acknowledged. */
static void
test_without_words(void **state)
{
	g_autoptr(own_suggestion) none = suggestion_new();

	(void)state;
	for (int attached = 0; attached < 2; attached++) {
		g_autoptr(own_message) message = message_new();
		g_autoptr(own_definition) draft = NULL;
		g_autofree char *points = NULL;

		if (attached)
			g_ptr_array_add(message->attachments,
					g_new0(struct attachment, 1));
		draft = definition_draft(message, none);
		points = definition_points(draft);
		assert_non_null(strstr(points, "without words"));
		assert_int_equal(strstr(points, "attached") != NULL, attached);
	}
}

static void
test_names_of_staff(void **state)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{"Ann Hall swore at me.", "[member of staff] swore at me."},
		{"I told Ms. Hall and ANN HALL twice.",
		 "I told [member of staff] and [member of staff] twice."},
		{"I told ms hall.", "I told [member of staff]."},
		{"Mrs Ann Hall came.", "[member of staff] came."},
		{"The hall is cold. Annabel rang.",
		 "The hall is cold. Annabel rang."},
		{"Shabnam was decent, not Shabnama.",
		 "[member of staff] was decent, not Shabnama."},
		{"\u0141ukasz \u017bak came, \u0141ukasz \u017bakowski not.",
		 "[member of staff] came, \u0141ukasz \u017bakowski not."},
		{"", ""},
	};
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	(void)state;
	g_ptr_array_add(names, (gpointer) "Ann Hall");
	g_ptr_array_add(names, (gpointer) "Shabnam");
	g_ptr_array_add(names, (gpointer) "Odd (name");
	g_ptr_array_add(names, (gpointer) "\u0141ukasz \u017bak");
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *hidden =
			definition_hide_names(cases[i].text, names);
		g_autofree char *kept =
			definition_hide_names(cases[i].text, NULL);

		assert_string_equal(hidden, cases[i].want);
		assert_string_equal(kept, cases[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forwarded),
		cmocka_unit_test(test_drafts),
		cmocka_unit_test(test_weight),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_one_long_sentence),
		cmocka_unit_test(test_offsets),
		cmocka_unit_test(test_quote),
		cmocka_unit_test(test_without_words),
		cmocka_unit_test(test_names_of_staff),
	};

	return cmocka_run_group_tests_name("definition", tests, NULL, NULL);
}
