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
#include "respond/wording.h"

#define NAME_CHARS 60
#define NAME_WORDS 6

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
	v[KEY_HOW_TO_COMPLAIN] = keep(filling, wording_how_to_complain(facts));
}

/* Blocks of text that come of the policy and of the dated record. */
static void
fill_policy(struct filling *filling, const struct letter_facts *facts)
{
	const struct profile *profile = facts->profile;
	const char **v = filling->values;

	if (profile == NULL)
		return;
	v[KEY_OMBUDSMAN] = keep(filling, ombudsman_block(profile->ombudsman));
	v[KEY_PROCESS] = keep(filling, profile_process(profile));
	v[KEY_COMPLAINT_MEANS] = profile->definition;
	v[KEY_LEGAL_REDRESS] = profile->legal_redress;
	v[KEY_HEARING_RIGHTS] = keep(filling, profile_hearing(profile));
	if (profile->stage2 == STAGE2_PANEL)
		v[KEY_PANEL_DATE] =
			keep(filling, wording_panel_date(facts->hearing,
							 facts->decide_by));
	if (facts->heat_network)
		v[KEY_HEAT_NETWORK] = keep(
			filling, ombudsman_energy_block(profile->ombudsman));
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
		facts->representative
			? facts->representative
			: wording_representative(facts->authority_awaited);
	v[KEY_ADJUSTMENTS] =
		facts->adjustments ? facts->adjustments : wording_adjustments();
	v[KEY_OPEN_REQUEST] = facts->open_request;
	v[KEY_WHAT_NEXT] = wording_what_next();
	v[KEY_OMBUDSMAN_RIGHT] = wording_ombudsman_right();
	v[KEY_AUTHORITY_FORM] = wording_authority_form();
}

/* What was written for this letter stands before any wording of ours. */
static void
fill_written(struct filling *filling, const struct letter_facts *facts)
{
	for (enum key k = 0; facts->fields != NULL && k < KEY_COUNT; k++) {
		const char *text =
			g_hash_table_lookup(facts->fields, key_name(k));
		if (text != NULL)
			filling->values[k] = text;
	}
}

static const char *
quote(struct filling *filling, const struct letter_facts *facts,
      const char *text)
{
	g_autofree char *hidden =
		definition_hide_names(text, facts->staff_names);

	return keep(filling, definition_quote(hidden));
}

/* Nobody has read the message: its words stay the resident's. */
static void
fill_guard(struct filling *filling, const struct letter_facts *facts)
{
	const char **v = filling->values;

	if (has_text(facts->definition))
		v[KEY_DEFINITION] = quote(filling, facts, facts->definition);
	if (has_text(facts->outcomes) && !has_text(facts->clarification))
		v[KEY_OUTCOMES] = quote(filling, facts, facts->outcomes);
	v[KEY_DECIDE_BY] = keep_day(filling, facts->decide_by);
	v[KEY_RESPONSIBILITY] =
		keep(filling, wording_deciding(facts->decide_by));
}

static void
fill(struct filling *filling, enum letter letter,
     const struct letter_facts *facts)
{
	fill_landlord(filling, facts);
	fill_policy(filling, facts);
	fill_case(filling, facts);
	fill_written(filling, facts);
	if (facts->guard && letter_stage(letter) != 0)
		fill_guard(filling, facts);
}

static guint
circumstances_of(const struct letter_facts *facts)
{
	guint bits = facts->heat_network ? LETTER_HEAT : 0;

	if (facts->profile != NULL && facts->profile->stage2 == STAGE2_PANEL)
		bits |= LETTER_PANEL;
	return bits;
}

/* Nothing that the Code asks for may be empty. */
static gboolean
check_values(const struct filling *filling, const struct template *template,
	     const struct letter_facts *facts, GError **error)
{
	enum letter letter = template_letter(template);
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
	g_autoptr(GPtrArray) missing =
		letter_missing(letter, keys, values, circumstances_of(facts));
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
static char *
own_words(const struct filling *filling, const struct letter_facts *facts)
{
	static const enum key kept[] = {KEY_CLARIFICATION,  KEY_RESPONSIBILITY,
					KEY_REPRESENTATIVE, KEY_ADJUSTMENTS,
					KEY_REVIEWER,	    KEY_PANEL_DATE};
	GString *words = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
		g_string_append_printf(words, "%s\n",
				       or_empty(filling->values[kept[i]]));
	for (enum key k = 0; facts->fields != NULL && k < KEY_COUNT; k++)
		if (g_hash_table_contains(facts->fields, key_name(k)))
			g_string_append_printf(words, "%s\n",
					       filling->values[k]);
	return g_string_free(words, FALSE);
}

static gboolean
check_words(const struct filling *filling, const struct letter_facts *facts,
	    GError **error)
{
	g_autofree char *words = own_words(filling, facts);
	g_autofree char *forbidden = letter_forbidden(words);

	if (forbidden == NULL)
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "\"%s\" may not stand in a letter (Code 5.2, 6.12). "
			 "Write it in another way, or with \"> \" in front of "
			 "each line if the resident wrote it.",
			 forbidden);
}

/* A field that the letter does not have would be lost without a word. */
static gboolean
check_fields(enum letter letter, GHashTable *given, GError **error)
{
	GHashTableIter iter;
	gpointer key;

	if (given == NULL)
		return TRUE;
	g_hash_table_iter_init(&iter, given);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		const struct letter_field *field = letter_field(letter, key);

		if (field == NULL || !field->written)
			return fault_set(error, FAULT_INPUT,
					 "Nobody writes \"%s\" for the letter "
					 "%s. docs/TEMPLATES.md lists what can "
					 "be written.",
					 (const char *)key,
					 letter_name(letter));
	}
	return TRUE;
}

static gboolean
check_carriage(const struct letter_facts *facts, GError **error)
{
	if (!facts->by_post && !text_is_address(or_empty(facts->to)))
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

/* One text, twice: as it is mailed and as it is printed, if it may be. */
static void
write_notice(struct notice *notice, const struct template *template,
	     struct filling *filling, gboolean mail_only)
{
	g_autofree char *subject = NULL;
	g_autofree char *marked = NULL;

	g_free(notice->subject);
	g_free(notice->body);
	g_free(notice->page);
	template_fill(template, filling->values, &notice->subject, &marked);
	notice->body = without_marks(marked);
	if (mail_only) {
		notice->page = g_strdup("");
		return;
	}
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
	    !check_fields(letter, facts->fields, error) ||
	    !check_values(&filling, template, facts, error) ||
	    !check_words(&filling, facts, error))
		return NULL;

	struct notice *notice = notice_new();
	notice->letter = letter;
	notice->stage = letter_stage(letter);
	address_notice(notice, facts);
	set(&notice->template_hash, template_hash(template));
	write_notice(notice, template, &filling, facts->mail_only);
	return notice;
}
