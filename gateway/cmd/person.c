/*
 * "postroom person": what is known of a resident beyond his messages. A
 * named person writes it; what was changed stands in the case's history,
 * what it says does not.
 */
#include "ledger/person.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "cmd/case.h"
#include "ledger/history.h"
#include "respond/page.h"

enum part {
	PART_NAME,
	PART_POSTAL,
	PART_PRINT,
	PART_LANGUAGE,
	PART_CONTACT,
	PART_ADJUSTMENTS,
	PART_ADJUSTMENTS_REVIEW,
	PART_RESTRICTION,
	PART_EQUALITY,
	PART_RESTRICTION_REVIEW,
	PART_COUNT
};

static const struct {
	const char *name;
	const char *help;
	const char *value;
} parts[PART_COUNT] = {
	{"name", "how letters address the person", "TEXT"},
	{"postal", "the postal address, parts divided by commas or lines",
	 "TEXT|@FILE"},
	{"print", "points of print: 12, or 16 to 28 for large print", "POINTS"},
	{"language", "of the letters, such as en-GB", "CODE"},
	{"contact", "any, post, telephone or none-by-mail", "WAY"},
	{"adjustments", "what was promised (Code 5.10)", "TEXT|@FILE"},
	{"adjustments-review", "when to look at that again", "DAY"},
	{"restriction", "of contact: the evidence (Code 5.14)", "TEXT|@FILE"},
	{"equality", "how the Equality Act was regarded (5.15)", "TEXT|@FILE"},
	{"restriction-review", "when to look at that again", "DAY"},
};

/* --- whose ----------------------------------------------------------------*/

/* By an e-mail address, or by the reference of a case; then *row is set. */
static struct person *
find(struct post *post, const char *word, struct case_row **row, GError **error)
{
	if (text_is_address(word))
		return person_load(post->ledger, word, 0, error);
	*row = case_named(post->ledger, word, error);
	if (*row == NULL)
		return NULL;
	return person_load(post->ledger, (*row)->from_address, (*row)->id,
			   error);
}

/* --- show -----------------------------------------------------------------*/

static json_t *
day_json(guint32 day)
{
	g_autofree char *iso = clock_iso(day);

	return iso != NULL ? json_string(iso) : json_null();
}

static json_t *
person_json(const struct person *p)
{
	return json_pack(
		"{s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:o, s:s, s:s, s:o, s:s}",
		"address", p->address, "name", p->name, "postal", p->postal,
		"print", p->points, "language", p->language, "contact",
		contact_name(p->contact), "adjustments", p->adjustments,
		"adjustments_review", day_json(p->adjustments_review),
		"restriction", p->restriction, "equality", p->equality,
		"restriction_review", day_json(p->restriction_review), "by",
		p->by);
}

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
		person = find(post, call->argv[1], &row, &error);
	if (person == NULL)
		return cmd_fail(call, error);
	if (json) {
		json_t *object = person_json(person);

		json_dumpf(object, stdout, JSON_INDENT(2));
		puts("");
		json_decref(object);
	} else {
		print_person(person);
	}
	return 0;
}

/* --- set ------------------------------------------------------------------*/

struct wish {
	char *by;
	char *given[PART_COUNT]; /* as typed; NULL: stays as it is */
};

static void
wish_clear(struct wish *wish)
{
	guint i;

	g_free(wish->by);
	for (i = 0; i < PART_COUNT; i++)
		g_free(wish->given[i]);
}

static void
set(char **field, char *value)
{
	g_free(*field);
	*field = value;
}

/* Lines as typed; a single line is divided at its commas. */
static char *
postal_lines(const char *text)
{
	g_auto(GStrv) lines =
		g_strsplit(text, strchr(text, '\n') != NULL ? "\n" : ",", -1);
	guint i;

	for (i = 0; lines[i] != NULL; i++)
		g_strstrip(lines[i]);
	return g_strjoinv("\n", lines);
}

/* Now, rather than when a letter is due. */
static gboolean
check_postal(const char *postal, GError **error)
{
	struct page_spec spec = {.address = postal};
	g_autoptr(GBytes) pdf = NULL;

	if (*postal == '\0')
		return TRUE;
	pdf = page_build(&spec, NULL, error);
	return pdf != NULL;
}

static gboolean
set_points(struct person *person, const char *text, GError **error)
{
	gint64 points = 0;

	if (!g_ascii_string_to_signed(text, 10, 12, 28, &points, NULL) ||
	    (points > 12 && points < 16))
		return fault_set(error, FAULT_INPUT,
				 "--print must be 12, or 16 to 28 for large "
				 "print, not \"%s\".",
				 text);
	person->points = (int)points;
	return TRUE;
}

static gboolean
set_contact(struct person *person, const char *text, GError **error)
{
	enum contact contact = contact_of(text);

	if (contact == CONTACT_COUNT)
		return fault_set(error, FAULT_INPUT,
				 "--contact must be any, post, telephone or "
				 "none-by-mail, not \"%s\".",
				 text);
	person->contact = contact;
	return TRUE;
}

static gboolean
set_day(guint32 *day, const char *text, GError **error)
{
	*day = clock_parse_day(text);
	return *day != DAY_NONE || *text == '\0' ||
	       fault_set(error, FAULT_INPUT,
			 "\"%s\" must be a day such as 2027-05-31.", text);
}

static gboolean
set_part(struct person *person, enum part part, char *text, GError **error)
{
	g_autofree char *own = text;

	switch (part) {
	case PART_PRINT:
		return set_points(person, own, error);
	case PART_CONTACT:
		return set_contact(person, own, error);
	case PART_ADJUSTMENTS_REVIEW:
		return set_day(&person->adjustments_review, own, error);
	case PART_RESTRICTION_REVIEW:
		return set_day(&person->restriction_review, own, error);
	case PART_POSTAL:
		set(&person->postal, postal_lines(own));
		return check_postal(person->postal, error);
	default: {
		char **const fields[PART_COUNT] = {
			[PART_NAME] = &person->name,
			[PART_LANGUAGE] = &person->language,
			[PART_ADJUSTMENTS] = &person->adjustments,
			[PART_RESTRICTION] = &person->restriction,
			[PART_EQUALITY] = &person->equality,
		};
		set(fields[part], g_steal_pointer(&own));
		return TRUE;
	}
	}
}

/* The names of what was changed; NULL with FAULT_INPUT. */
static json_t *
apply(const struct wish *wish, struct person *person, GError **error)
{
	json_t *changed = json_array();
	enum part part;

	for (part = 0; part < PART_COUNT; part++) {
		char *text;

		if (wish->given[part] == NULL)
			continue;
		text = case_read_text(wish->given[part], error);
		if (text == NULL || !set_part(person, part, text, error)) {
			json_decref(changed);
			return NULL;
		}
		json_array_append_new(changed, json_string(parts[part].name));
	}
	set(&person->by, g_strdup(wish->by));
	person->at = clock_now();
	return changed;
}

static gboolean
check_person(const struct person *person, GError **error)
{
	if (*person->restriction != '\0' &&
	    (*person->equality == '\0' ||
	     person->restriction_review == DAY_NONE))
		return fault_set(error, FAULT_INPUT,
				 "A restriction needs how the Equality Act was "
				 "regarded and a day to look at it again (Code "
				 "5.14, 5.15): --equality and "
				 "--restriction-review.");
	if (*person->adjustments != '\0' &&
	    person->adjustments_review == DAY_NONE)
		return fault_set(error, FAULT_INPUT,
				 "Adjustments are looked at again (Code 5.10): "
				 "give --adjustments-review.");
	return TRUE;
}

static gboolean
save(struct post *post, const char *word, const struct wish *wish,
     GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	g_autoptr(own_person) person = find(post, word, &row, error);
	json_t *changed = person != NULL ? apply(wish, person, error) : NULL;
	struct history_new entry = {
		.case_id = row != NULL ? row->id : 0,
		.at = clock_now(),
		.actor = wish->by,
		.event = "person",
	};

	if (changed == NULL)
		return FALSE;
	entry.detail = json_pack("{s:o}", "changed", changed);
	if (!check_person(person, error) ||
	    !person_save(post->ledger, person, error)) {
		json_decref(entry.detail);
		return FALSE;
	}
	if (row != NULL)
		return history_add(post->ledger, entry, error) > 0;
	json_decref(entry.detail);
	return TRUE;
}

static gboolean
in_transaction(struct post *post, const char *word, const struct wish *wish,
	       GError **error)
{
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (save(post, word, wish, error))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

static int
run_set(struct call *call, struct wish *wish)
{
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;

	if (call->argc != 2) {
		fputs("postroom person set: Give a case's reference or an "
		      "e-mail address.\n",
		      stderr);
		return 2;
	}
	if (!case_is_named(call, wish->by))
		return 2;
	post = post_open(call->config, POST_LEDGER, &error);
	if (post == NULL || !in_transaction(post, call->argv[1], wish, &error))
		return cmd_fail(call, error);
	return 0;
}

static int
cmd_person_set(struct call *call)
{
	struct wish wish = {NULL, {NULL}};
	GOptionEntry entries[PART_COUNT + 2] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &wish.by, "who writes it",
		 "NAME"},
	};
	guint i;
	int status;

	for (i = 0; i < PART_COUNT; i++)
		entries[i + 1] = (GOptionEntry){
			parts[i].name,
			0,
			0,
			G_OPTION_ARG_FILENAME,
			&wish.given[i],
			parts[i].help,
			parts[i].value,
		};
	if (cmd_options(call, entries, "REF|ADDRESS",
			"Records what is known of a person. An empty text "
			"takes it back.",
			&status))
		status = run_set(call, &wish);
	wish_clear(&wish);
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
