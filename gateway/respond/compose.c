/*
 * Puts the values of a case into its template. What a letter must carry is
 * asked of policy/letter.h once more here, with the values: a template that
 * is right can still be given an empty one.
 */
#include "respond/compose.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "policy/letter.h"
#include "respond/definition.h"

#define NAME_CHARS 60
#define NAME_WORDS 6

static const char representative[] =
	"You can ask somebody to deal with us for you, for example a friend, "
	"a relative, a councillor or an adviser. Tell us who they are and "
	"that you agree. They can also come with you to any meeting about "
	"your complaint.";

static const char adjustments[] =
	"Tell us if you need us to do anything differently, for example to "
	"write in large print or in another language, to telephone instead "
	"of writing, or to give you more time.";

static const char *
or_empty(const char *text)
{
	return text ? text : "";
}

static gboolean
has_text(const char *text)
{
	g_autofree char *squeezed = text_squeeze(or_empty(text));

	return *squeezed != '\0';
}

/* Letters, and what stands between the parts of a name. No full stop
 * before a letter: that is how a web address looks. */
static gboolean
is_name(const char *name)
{
	guint words = 1;

	for (const char *c = name; *c; c = g_utf8_next_char(c)) {
		gunichar u = g_utf8_get_char(c);
		const char *next = g_utf8_next_char(c);
		words += u == ' ';
		if (u == '.' && *next && *next != ' ')
			return FALSE;
		if (!g_unichar_isalpha(u) && !g_unichar_ismark(u) &&
		    !strchr(" .,-'", (int)MIN(u, 127u)) && u != 0x2019)
			return FALSE;
	}
	return words <= NAME_WORDS && g_utf8_strlen(name, -1) <= NAME_CHARS;
}

static char *
safe_name(const char *given)
{
	g_autofree char *clean = text_clean(or_empty(given), TRUE);
	g_autofree char *name = text_squeeze(clean);

	return is_name(name) ? g_steal_pointer(&name) : g_strdup("");
}

/* Values of the letter; those that are made here are owned here. */
struct filling {
	const char *values[KEY_COUNT];
	GPtrArray *owned;
};

static const char *
keep(struct filling *filling, char *text)
{
	g_ptr_array_add(filling->owned, text);
	return text;
}

static const char *
keep_day(struct filling *filling, guint32 day)
{
	return day == DAY_NONE ? "" : keep(filling, clock_words(day));
}

static void
fill_landlord(struct filling *filling, const struct letter_facts *facts)
{
	const char **v = filling->values;

	v[KEY_LANDLORD] = facts->landlord;
	v[KEY_LANDLORD_ADDRESS] = facts->landlord_address;
	v[KEY_LANDLORD_TELEPHONE] = facts->landlord_telephone;
	v[KEY_EMERGENCY] = facts->emergency;
	v[KEY_LANDLORD_EMAIL] = facts->landlord_email;
	v[KEY_OFFICER] = facts->officer;
	v[KEY_OMBUDSMAN] = facts->ombudsman;
	v[KEY_PROCESS] = facts->process;
}

static void
fill_case(struct filling *filling, const struct letter_facts *facts)
{
	const char **v = filling->values;

	v[KEY_NAME] = keep(filling, safe_name(facts->to_name));
	v[KEY_REF] = facts->ref;
	v[KEY_RECEIVED] = keep_day(filling, facts->received);
	v[KEY_TODAY] = keep_day(filling, facts->today);
	v[KEY_RESPONSE_DUE] = keep_day(filling, facts->response_due);
	v[KEY_DEFINITION] = facts->definition;
	v[KEY_OUTCOMES] = facts->outcomes;
	v[KEY_CLARIFICATION] = facts->clarification;
	v[KEY_RESPONSIBILITY] = facts->responsibility;
	v[KEY_REPRESENTATIVE] =
		facts->representative ? facts->representative : representative;
	v[KEY_ADJUSTMENTS] =
		facts->adjustments ? facts->adjustments : adjustments;
	v[KEY_OPEN_REQUEST] = facts->open_request;
}

/* Nobody has read the message: its words stay the resident's. */
static void
fill_guard(struct filling *filling, const struct letter_facts *facts)
{
	const char **v = filling->values;
	const char *by = keep_day(filling, facts->decide_by);

	if (has_text(facts->definition))
		v[KEY_DEFINITION] =
			keep(filling, definition_quote(facts->definition));
	if (has_text(facts->outcomes) && !has_text(facts->clarification))
		v[KEY_OUTCOMES] =
			keep(filling, definition_quote(facts->outcomes));
	v[KEY_DECIDE_BY] = by;
	v[KEY_RESPONSIBILITY] = "";
	if (!*by)
		return;
	v[KEY_RESPONSIBILITY] =
		keep(filling,
		     g_strdup_printf("We are deciding which parts of what you "
				     "told us are our responsibility, and "
				     "which are not. We will write to you "
				     "about this by %s.",
				     by));
}

static void
fill(struct filling *filling, enum letter letter,
     const struct letter_facts *facts)
{
	fill_landlord(filling, facts);
	fill_case(filling, facts);
	if (facts->guard && letter_stage(letter) != 0)
		fill_guard(filling, facts);
}

/* Nothing that the Code asks for may be empty. */
static gboolean
check_values(enum letter letter, const struct filling *filling,
	     const struct template *template, GError **error)
{
	g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) values =
		g_hash_table_new(g_str_hash, g_str_equal);

	for (enum key k = 0; k < KEY_COUNT; k++) {
		if (!template_uses(template, k))
			continue;
		g_hash_table_add(keys, (gpointer)key_name(k));
		g_hash_table_insert(values, (gpointer)key_name(k),
				    (gpointer)or_empty(filling->values[k]));
	}
	g_autoptr(GPtrArray) missing = letter_missing(letter, keys, values);
	if (missing->len == 0)
		return TRUE;
	g_autoptr(GString) words = g_string_new(NULL);
	for (guint i = 0; i < missing->len; i++)
		g_string_append_printf(words, "%s%s", i > 0 ? "; " : "",
				       (const char *)missing->pdata[i]);
	return fault_set(error, FAULT_SETUP, "The letter %s cannot leave: %s",
			 letter_name(letter), words->str);
}

/* What staff write; the definition may hold the resident's own words. */
static gboolean
check_words(const struct filling *filling, GError **error)
{
	static const enum key written[] = {KEY_CLARIFICATION,
					   KEY_RESPONSIBILITY,
					   KEY_REPRESENTATIVE, KEY_ADJUSTMENTS};

	for (gsize i = 0; i < G_N_ELEMENTS(written); i++) {
		const char *text = or_empty(filling->values[written[i]]);
		g_autofree char *forbidden = letter_forbidden(text);
		if (forbidden)
			return fault_set(
				error, FAULT_INPUT,
				"\"%s\" may not stand in a letter "
				"(Code 5.2, 6.12). Write it in another way.",
				forbidden);
	}
	return TRUE;
}

static gboolean
check_carriage(const struct letter_facts *facts, GError **error)
{
	if (!text_is_address(or_empty(facts->to)))
		return fault_set(error, FAULT_INPUT,
				 "The letter has no address that it can be "
				 "sent to. Write to the resident by post.");
	if (!text_is_address(or_empty(facts->from)))
		return fault_set(error, FAULT_INPUT,
				 "The letter has no sender's address. Set the "
				 "mailbox's \"address\".");
	if (facts->reply_to && !text_is_address(facts->reply_to))
		return fault_set(error, FAULT_INPUT,
				 "The letter's Reply-To is no address.");
	if (!*or_empty(facts->message_id))
		return fault_set(error, FAULT_INPUT,
				 "The letter has no Message-ID.");
	return TRUE;
}

static void
set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(or_empty(value));
}

static void
address_notice(struct notice *notice, const struct letter_facts *facts)
{
	g_free(notice->to_name);
	notice->to_name = safe_name(facts->to_name);
	set(&notice->to, facts->to);
	set(&notice->from_name, facts->landlord);
	set(&notice->from, facts->from);
	set(&notice->reply_to, facts->reply_to ? facts->reply_to : facts->from);
	set(&notice->message_id, facts->message_id);
	set(&notice->in_reply_to, facts->in_reply_to);
	notice->date = facts->date;
	for (guint i = 0; facts->references && i < facts->references->len; i++)
		g_ptr_array_add(notice->references,
				g_strdup(facts->references->pdata[i]));
}

/* An e-mail shows its headings as plain lines. */
static char *
without_marks(const char *text)
{
	g_autoptr(GString) plain = g_string_new(text);

	g_string_replace(plain, "\n# ", "\n", 0);
	if (g_str_has_prefix(plain->str, "# "))
		g_string_erase(plain, 0, 2);
	return g_string_free(g_steal_pointer(&plain), FALSE);
}

/* One text, twice: as it is mailed and as it is printed. */
static void
write_notice(struct notice *notice, const struct template *template,
	     struct filling *filling)
{
	g_autofree char *subject = NULL;
	g_autofree char *marked = NULL;

	g_free(notice->subject);
	g_free(notice->body);
	g_free(notice->page);
	template_fill(template, filling->values, &notice->subject, &marked);
	notice->body = without_marks(marked);
	filling->values[KEY_BY_POST] = "yes";
	template_fill(template, filling->values, &subject, &notice->page);
}

struct notice *
compose(const struct templates *templates, enum letter letter,
	const struct letter_facts *facts, GError **error)
{
	const struct template *template =
		templates_find(templates, letter, facts->guard);
	g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
	struct filling filling = {.owned = owned};

	if (template == NULL) {
		fault_set(error, FAULT_SETUP,
			  "There is no template for the letter %s.",
			  letter_name(letter));
		return NULL;
	}
	fill(&filling, letter, facts);
	if (!check_carriage(facts, error) ||
	    !check_values(letter, &filling, template, error) ||
	    !check_words(&filling, error))
		return NULL;

	struct notice *notice = notice_new();
	notice->letter = letter;
	notice->stage = letter_stage(letter);
	address_notice(notice, facts);
	set(&notice->template_hash, template_hash(template));
	write_notice(notice, template, &filling);
	return notice;
}

void
letter_facts_sample(struct letter_facts *facts, enum letter letter,
		    gboolean guard)
{
	guint32 received = clock_parse_day("2026-11-16");
	gboolean second = letter == LETTER_ACKNOWLEDGE_2;

	*facts = (struct letter_facts){
		.guard = guard,
		.to = "resident@example.org",
		.to_name = "Jo Resident",
		.from = "complaints@landlord.example",
		.message_id = "sample.1@landlord.example",
		.in_reply_to = "question@example.org",
		.date = clock_at(received + 3, 10, 0),
		.landlord = "Example Homes",
		.landlord_address = "1 High Street, Anytown, AN1 1AA",
		.landlord_telephone = "01234 567890",
		.emergency = "01234 567891",
		.landlord_email = "complaints@landlord.example",
		.officer = "The Complaints Officer",
		.ombudsman = "Housing Ombudsman Service\n"
			     "PO Box 1484, Unit D, Preston, PR2 0ET\n"
			     "Telephone: 0300 111 3000",
		.process = "Our complaints process has two stages.",
		.ref = "CR-2026-00042-K",
		.received = received,
		.today = received + 3,
		.response_due = received + (second ? 31 : 17),
		.decide_by = received + 10,
		.definition = "1. The boiler has been broken for three weeks.\n"
			      "2. Nobody came on the two days you gave me.",
		.outcomes = "1. I want the boiler mended and an apology.",
		.responsibility = "We are responsible for the boiler and for "
				  "keeping our appointments.",
	};
}
