/*
 * The record of a resident: read, changed part by part, kept whole.
 */
#include "desk/person.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "ledger/history.h"
#include "respond/page.h"

static const struct {
	const char *name;
	const char *words;
} parts[PERSON_PARTS] = {
	[PERSON_NAME] = {"name", "how letters address the person"},
	[PERSON_POSTAL] = {"postal", "the postal address, parts divided by "
				     "commas or lines"},
	[PERSON_PRINT] = {"print",
			  "points of print: 12, or 16 to 28 for large print"},
	[PERSON_LANGUAGE] = {"language", "of the letters, such as en-GB"},
	[PERSON_CONTACT] = {"contact", "any, post, telephone or none-by-mail"},
	[PERSON_ADJUSTMENTS] = {"adjustments", "what was promised (Code 5.10)"},
	[PERSON_ADJUSTMENTS_REVIEW] = {"adjustments-review",
				       "when to look at that again"},
	[PERSON_RESTRICTION] = {"restriction",
				"of contact: the evidence (Code 5.14)"},
	[PERSON_EQUALITY] = {"equality",
			     "how the Equality Act was regarded (5.15)"},
	[PERSON_RESTRICTION_REVIEW] = {"restriction-review",
				       "when to look at that again"},
};

const char *
person_part_name(enum person_part part)
{
	return parts[part].name;
}

const char *
person_part_words(enum person_part part)
{
	return parts[part].words;
}

struct person *
person_of(struct post *post, const char *word, struct case_row **row,
	  GError **error)
{
	*row = NULL;
	if (text_is_address(word))
		return person_load(post->ledger, word, 0, error);
	*row = act_case(post->ledger, word, error);
	if (*row == NULL)
		return NULL;
	return person_load(post->ledger, (*row)->from_address, (*row)->id,
			   error);
}

static json_t *
day_json(guint32 day)
{
	g_autofree char *iso = clock_iso(day);

	return iso != NULL ? json_string(iso) : json_null();
}

json_t *
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
				 "The size of print must be 12, or 16 to 28 "
				 "for large print, not \"%s\".",
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
				 "The way of contact must be any, post, "
				 "telephone or none-by-mail, not \"%s\".",
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
set_part(struct person *person, enum person_part part, const char *text,
	 GError **error)
{
	g_autofree char *own = g_strstrip(g_strdup(text));

	switch (part) {
	case PERSON_PRINT:
		return set_points(person, own, error);
	case PERSON_CONTACT:
		return set_contact(person, own, error);
	case PERSON_ADJUSTMENTS_REVIEW:
		return set_day(&person->adjustments_review, own, error);
	case PERSON_RESTRICTION_REVIEW:
		return set_day(&person->restriction_review, own, error);
	case PERSON_POSTAL:
		set(&person->postal, postal_lines(own));
		return check_postal(person->postal, error);
	default: {
		char **const fields[PERSON_PARTS] = {
			[PERSON_NAME] = &person->name,
			[PERSON_LANGUAGE] = &person->language,
			[PERSON_ADJUSTMENTS] = &person->adjustments,
			[PERSON_RESTRICTION] = &person->restriction,
			[PERSON_EQUALITY] = &person->equality,
		};
		set(fields[part], g_steal_pointer(&own));
		return TRUE;
	}
	}
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
				 "5.14, 5.15).");
	if (*person->adjustments != '\0' &&
	    person->adjustments_review == DAY_NONE)
		return fault_set(error, FAULT_INPUT,
				 "Adjustments are looked at again (Code 5.10): "
				 "give the day.");
	return TRUE;
}

static gboolean
check_typed(const char *text, GError **error)
{
	if (strlen(text) > LIMIT_TYPED_BYTES)
		return fault_set(error, FAULT_INPUT,
				 "What was typed is too long.");
	return act_check_text(text, error);
}

/* The names of what was changed; NULL with FAULT_INPUT. */
static json_t *
apply(const struct person_edit *edit, struct person *person, GError **error)
{
	json_t *changed = json_array();
	enum person_part part;

	for (part = 0; part < PERSON_PARTS; part++) {
		const char *text = edit->text[part];

		if (text == NULL)
			continue;
		if (!check_typed(text, error) ||
		    !set_part(person, part, text, error)) {
			json_decref(changed);
			return NULL;
		}
		json_array_append_new(changed, json_string(parts[part].name));
	}
	set(&person->by, g_strdup(edit->act.by));
	person->at = clock_now();
	return changed;
}

static gboolean
keep(struct post *post, const struct person_edit *edit, struct person *person,
     gint64 case_id, GError **error)
{
	json_t *changed = apply(edit, person, error);
	struct history_new entry = {
		.case_id = case_id,
		.at = clock_now(),
		.actor = edit->act.by,
		.event = "person",
	};

	if (changed == NULL)
		return FALSE;
	entry.detail = json_pack("{s:o}", "changed", changed);
	if (history_add(post->ledger, entry, error) == 0)
		return FALSE;
	return check_person(person, error) &&
	       person_save(post->ledger, person, error);
}

/* Known by an address; who has no case is no case's business. */
static gboolean
edit_by_address(struct post *post, const struct person_edit *edit,
		GError **error)
{
	g_autoptr(own_person) person = NULL;
	gboolean done;

	if (!act_open(post, edit->act.by, error))
		return FALSE;
	person = person_load(post->ledger, edit->act.ref, 0, error);
	done = person != NULL && keep(post, edit, person, 0, error);
	return act_end(post, done, error);
}

gboolean
person_edit(struct post *post, const struct person_edit *edit, GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	g_autoptr(own_person) person = NULL;
	gboolean done;

	if (text_is_address(edit->act.ref))
		return edit_by_address(post, edit, error);
	row = act_begin(post, &edit->act, error);
	if (row == NULL)
		return FALSE;
	person = person_load(post->ledger, row->from_address, row->id, error);
	done = person != NULL && keep(post, edit, person, row->id, error);
	return act_end(post, done, error);
}
