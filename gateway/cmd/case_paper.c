/*
 * A case on paper: head, duties, what was proposed and the words that made
 * it so, messages, letters, history. It prints and decides nothing.
 */
#include "cmd/case_paper.h"

#include "base/clock.h"
#include "base/text.h"
#include "cmd/case.h"
#include "model/notice.h"
#include "policy/duty.h"

#define MESSAGE_CHARS 4000

/* Words that count for less are only numbered: single words of the list. */
#define LEAST_WEIGHT 0.5

static const char *
string_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text != NULL ? text : "";
}

/* An instant of the JSON in London time; "" for null. */
static char *
time_of(const json_t *object, const char *key)
{
	gint64 instant = clock_parse(string_of(object, key));

	return instant == TIME_NONE ? g_strdup("") : clock_short(instant);
}

void
case_paper_text(const char *text)
{
	g_autofree char *clean = text_clean(text, FALSE);
	g_auto(GStrv) lines = g_strsplit(clean, "\n", -1);
	gsize i;

	for (i = 0; lines[i] != NULL; i++)
		printf("  %s\n", g_strchomp(lines[i]));
}

static void
print_line(const char *label, const char *text)
{
	g_autofree char *clean = text_clean(text, TRUE);

	if (*clean != '\0')
		printf("%-12s %s\n", label, clean);
}

static const char *
standing_of(const struct case_row *row)
{
	if (row->confirmed)
		return "confirmed";
	return case_is_unsure(row)
		       ? "proposed without much confidence: please read"
		       : "proposed, nobody has confirmed";
}

static void
print_head(const struct case_row *row)
{
	g_autofree char *received = clock_short(row->received);
	g_autofree char *from =
		g_strdup_printf("%s <%s>", row->from_name, row->from_address);
	g_autofree char *what = g_strdup_printf(
		"%s (%s)%s%s", case_category_words(row->category),
		standing_of(row),
		row->ground != GROUND_NONE ? "; ground: " : "",
		row->ground != GROUND_NONE ? ground_words(row->ground) : "");

	printf("%s\n\n", row->ref);
	print_line("Subject", row->subject);
	print_line("From", from);
	print_line("Received", received);
	print_line("By", row->channel);
	print_line("It is", what);
	print_line("Status", row->status);
	if (row->stage > 0)
		printf("%-12s %d\n", "Stage", row->stage);
	print_line("Silence", row->silence);
}

static void
print_flags(guint32 flags)
{
	enum flag flag;

	for (flag = 0; flag < FLAG_COUNT; flag++)
		if ((flags & FLAG_BIT(flag)) != 0)
			print_line("Mind", flag_words(flag));
}

static char *
state_of(const struct duty_row *duty)
{
	g_autofree char *when = NULL;

	if (duty->met != TIME_NONE) {
		when = clock_short(duty->met);
		return g_strdup_printf("done %s", when);
	}
	if (duty->ended != TIME_NONE)
		return g_strdup_printf("ended by %s: %s", duty->ended_by,
				       duty->ended_reason);
	when = case_due_words(duty, clock_now());
	return g_strdup_printf("due %s", when);
}

static void
print_duties(struct ledger *ledger, gint64 id)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(ledger, DUTIES_OF_CASE, id, NULL);

	puts("\nWhat is owed");
	while (each != NULL) {
		g_autoptr(own_duty_row) duty = duty_each_next(each, NULL);
		g_autofree char *state = NULL;
		enum duty_kind kind;

		if (duty == NULL)
			break;
		state = state_of(duty);
		kind = duty_of(duty->kind);
		printf("  %-18s  %s (Code %s): %s\n", duty->kind,
		       kind == DUTY_COUNT ? duty->kind : duty_words(kind),
		       duty->provision, state);
	}
}

static const char *
words_of(const json_t *evidence)
{
	const char *kind = string_of(evidence, "kind");
	const char *name = string_of(evidence, "name");

	if (g_str_equal(kind, "category") && category_of(name) != CATEGORY_NONE)
		return category_words(category_of(name));
	if (g_str_equal(kind, "ground") && ground_of(name) != GROUND_NONE)
		return ground_words(ground_of(name));
	if (g_str_equal(kind, "flag") && flag_of(name) != FLAG_COUNT)
		return flag_words(flag_of(name));
	return name;
}

static void
print_evidence(const json_t *evidence)
{
	g_autofree char *text = text_clean(string_of(evidence, "text"), TRUE);

	printf("  \"%s\" speaks for %s (%+.1f, %s)\n", text, words_of(evidence),
	       json_number_value(json_object_get(evidence, "weight")),
	       string_of(evidence, "rule"));
}

/* A day that nobody has settled asks for it. */
static void
print_receipt(const char *ref, const json_t *receipt)
{
	g_autofree char *arrived = time_of(receipt, "arrived");

	if (!json_is_object(receipt))
		return;
	printf("%-12s it reached us %s. %s\n", "", arrived,
	       string_of(receipt, "why"));
	if (json_is_null(json_object_get(receipt, "settled")))
		printf("%-12s The earliest plausible day counts. Settle it: "
		       "postroom case date %s DAY --by NAME --reason TEXT\n",
		       "", ref);
	else
		printf("%-12s The day is settled by %s: %s\n", "",
		       string_of(receipt, "settled_by"),
		       string_of(receipt, "reason"));
}

static void
print_ombudsman(const json_t *ombudsman)
{
	const json_t *one;
	gsize i;

	json_array_foreach (json_object_get(ombudsman, "references"), i, one)
		print_line("Ombudsman's", json_string_value(one));
	json_array_foreach (json_object_get(ombudsman, "asked"), i, one) {
		g_autofree char *words =
			text_clean(string_of(one, "words"), TRUE);

		printf("%-12s %s%s %s: \"%s\"%s\n", "Asked",
		       string_of(one, "duty"),
		       json_is_null(json_object_get(one, "due")) ? "" : " by",
		       string_of(one, "due"), words,
		       json_is_null(json_object_get(one, "settled"))
			       ? ""
			       : " (settled)");
	}
}

/* What is only proposed asks for an answer. */
static void
print_twin(const char *ref, const json_t *twin)
{
	const char *other = string_of(twin, "ref");
	const char *state = string_of(twin, "state");
	double share = json_number_value(json_object_get(twin, "share"));

	if (g_str_equal(state, "proposed"))
		printf("May be       the same as %s: %.0f %% of the words. "
		       "postroom case same|different %s %s --by NAME\n",
		       other, share * 100, ref, other);
	else
		printf("%-12s %s, says %s\n",
		       g_str_equal(state, "same") ? "The same as"
						  : "Not the same",
		       other, string_of(twin, "by"));
}

static gboolean
counts_little(const json_t *evidence)
{
	double weight = json_number_value(json_object_get(evidence, "weight"));

	return g_str_equal(string_of(evidence, "kind"), "category") &&
	       ABS(weight) < LEAST_WEIGHT;
}

static void
print_suggestion(const json_t *suggestion)
{
	const json_t *found = json_object_get(suggestion, "evidence");
	double confidence =
		json_number_value(json_object_get(suggestion, "confidence"));
	enum category category = category_of(string_of(suggestion, "category"));
	const json_t *evidence;
	gsize i, small = 0;

	if (!json_is_object(suggestion))
		return;
	printf("\nWhy: proposed as %s, %.0f %% sure. Words found:\n",
	       case_category_words(category), MIN(confidence * 100, 99));
	json_array_foreach (found, i, evidence)
		if (counts_little(evidence))
			small++;
		else
			print_evidence(evidence);
	if (json_array_size(found) == 0)
		puts("  none");
	if (small > 0)
		printf("  and %zu single words that count for little\n", small);
}

static void
print_attachments(const json_t *message)
{
	const json_t *one;
	gsize i;

	json_array_foreach (json_object_get(message, "attachments"), i, one)
		print_line("  Attached", string_of(one, "filename"));
}

/* A duplicate says again what stands above it. */
static void
print_message(const json_t *message)
{
	g_autofree char *received = time_of(message, "received");
	const json_t *from = json_object_get(message, "from");
	const char *state = string_of(message, "state");
	g_autofree char *text =
		text_shorten(string_of(message, "new_text"), MESSAGE_CHARS);

	printf("\nMessage of %s, %s\n", received, state);
	print_line("  From", string_of(from, "address"));
	print_line("  Subject", string_of(message, "subject"));
	print_line("  Remark", string_of(message, "why"));
	print_line("  Note", string_of(message, "note"));
	print_line("  Original", string_of(message, "sha256"));
	print_attachments(message);
	if (g_str_equal(state, "duplicate"))
		return;
	puts("");
	case_paper_text(text);
}

/* A receipt says the same to everybody, so that its words are left out. */
static void
print_letter(const json_t *letter)
{
	g_autofree char *sent = time_of(letter, "sent");
	const char *name = string_of(letter, "letter");

	printf("\nLetter: %s to %s, %s %s\n", name, string_of(letter, "to"),
	       string_of(letter, "state"), sent);
	print_line("  Server", string_of(letter, "reply"));
	if (!g_str_equal(name, letter_name(LETTER_RECEIPT)))
		case_paper_text(string_of(letter, "body"));
}

static void
print_event(const json_t *event)
{
	static const char *const told[] = {"text", "reason", "category",
					   "letter", "ref"};
	g_autofree char *at = time_of(event, "at");
	const json_t *detail = json_object_get(event, "detail");
	gsize i;

	printf("  %s  %s: %s", at, string_of(event, "actor"),
	       string_of(event, "event"));
	for (i = 0; i < G_N_ELEMENTS(told); i++) {
		g_autofree char *clean =
			text_clean(string_of(detail, told[i]), TRUE);

		if (*clean != '\0')
			printf("; %s", clean);
	}
	puts("");
}

/* Who has it, and where else something of it stands. */
static void
print_company(const json_t *whole)
{
	const json_t *one;
	gsize i;

	print_line("With", string_of(whole, "assignee"));
	json_array_foreach (json_object_get(whole, "links"), i, one) {
		g_autofree char *line =
			g_strdup_printf("%s %s", string_of(one, "ref"),
					string_of(one, "reason"));

		print_line("See also", line);
	}
	json_array_foreach (json_object_get(whole, "files"), i, one)
		print_line("File", string_of(one, "filename"));
}

void
case_paper(struct ledger *ledger, const struct case_row *row, json_t *whole)
{
	const json_t *one;
	gsize i;

	print_head(row);
	print_company(whole);
	print_flags(row->flags);
	print_ombudsman(json_object_get(whole, "ombudsman"));
	print_receipt(row->ref, json_object_get(whole, "receipt"));
	json_array_foreach (json_object_get(whole, "twins"), i, one)
		print_twin(row->ref, one);
	print_duties(ledger, row->id);
	print_suggestion(json_object_get(whole, "suggestion"));
	print_line("The policy", string_of(whole, "policy"));
	json_array_foreach (json_object_get(whole, "messages"), i, one)
		print_message(one);
	json_array_foreach (json_object_get(whole, "letters"), i, one)
		print_letter(one);
	puts("\nWhat happened");
	json_array_foreach (json_object_get(whole, "history"), i, one)
		print_event(one);
}
