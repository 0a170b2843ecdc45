/*
 * Persons in and out of their table.
 */
#include "ledger/person.h"

#include "base/clock.h"
#include "base/fault.h"
#include "ledger/db.h"

#define PERSON                                                            \
	"SELECT name, postal, points, language, contact, adjustments, "   \
	"adjustments_review, restriction, equality, restriction_review, " \
	"by, at FROM person "

#define WHOSE                                                                 \
	"coalesce((SELECT ref FROM case_file WHERE id = p.case_id), (SELECT " \
	"ref FROM case_file WHERE from_address = p.address COLLATE NOCASE "   \
	"ORDER BY id DESC LIMIT 1), 'person ' || p.id)"

enum { BY_ADDRESS, BY_CASE, FORGET, SAVE, REVIEWS };
static const char *const sql[] = {
	[BY_ADDRESS] = PERSON "WHERE address = ?1",
	[BY_CASE] = PERSON "WHERE case_id = ?1",
	[FORGET] = "DELETE FROM person WHERE address = ?1 OR case_id = ?2",
	[SAVE] = "INSERT INTO person (address, case_id, name, postal, points, "
		 "language, contact, adjustments, adjustments_review, "
		 "restriction, equality, restriction_review, by, at) VALUES "
		 "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
		 "?14)",
	[REVIEWS] = "SELECT " WHOSE ", 0, adjustments_review AS day "
		    "FROM person p WHERE adjustments_review <= ?1 "
		    "UNION ALL SELECT " WHOSE ", 1, restriction_review "
		    "FROM person p WHERE restriction_review <= ?1 "
		    "ORDER BY day, 1",
};

static const char *const contacts[CONTACT_COUNT] = {
	[CONTACT_ANY] = "any",
	[CONTACT_POST] = "post",
	[CONTACT_TELEPHONE] = "telephone",
	[CONTACT_NO_MAIL] = "none-by-mail",
};

const char *
contact_name(enum contact contact)
{
	g_assert(contact < CONTACT_COUNT);
	return contacts[contact];
}

enum contact
contact_of(const char *name)
{
	enum contact contact;

	for (contact = 0; contact < CONTACT_COUNT; contact++)
		if (g_str_equal(name, contacts[contact]))
			break;
	return contact;
}

struct person *
person_new(void)
{
	struct person *person = g_new0(struct person, 1);

	person->address = g_strdup("");
	person->name = g_strdup("");
	person->postal = g_strdup("");
	person->points = 12;
	person->language = g_strdup("en-GB");
	person->adjustments = g_strdup("");
	person->restriction = g_strdup("");
	person->equality = g_strdup("");
	person->by = g_strdup("");
	person->at = TIME_NONE;
	return person;
}

void
person_free(struct person *person)
{
	if (person == NULL)
		return;
	g_free(person->address);
	g_free(person->name);
	g_free(person->postal);
	g_free(person->language);
	g_free(person->adjustments);
	g_free(person->restriction);
	g_free(person->equality);
	g_free(person->by);
	g_free(person);
}

static void
take_over(char **field, struct rows *rows)
{
	g_free(*field);
	*field = take_text(rows);
}

static void
take_person(struct rows *rows, struct person *person)
{
	g_autofree char *contact = NULL;

	take_over(&person->name, rows);
	take_over(&person->postal, rows);
	person->points = (int)take_int(rows);
	take_over(&person->language, rows);
	contact = take_text(rows);
	person->contact = contact_of(contact);
	take_over(&person->adjustments, rows);
	person->adjustments_review = take_day(rows);
	take_over(&person->restriction, rows);
	take_over(&person->equality, rows);
	person->restriction_review = take_day(rows);
	take_over(&person->by, rows);
	person->at = take_time(rows);
}

struct person *
person_load(struct ledger *ledger, const char *address, gint64 case_id,
	    GError **error)
{
	g_autoptr(own_person) person = person_new();
	g_autofree char *lower = g_ascii_strdown(address, -1);
	gboolean by_case = *lower == '\0';
	GError *failure = NULL;
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[by_case ? BY_CASE : BY_ADDRESS],
		       by_case ? VALUES(value_int(case_id))
			       : VALUES(value_text(lower)),
		       &failure);

	if (failure != NULL) {
		g_propagate_error(error, failure);
		return NULL;
	}
	g_free(person->address);
	person->address = g_steal_pointer(&lower);
	person->case_id = by_case ? case_id : 0;
	if (rows != NULL)
		take_person(rows, person);
	return g_steal_pointer(&person);
}

gboolean
person_save(struct ledger *ledger, const struct person *person, GError **error)
{
	struct db *db = ledger_db(ledger);
	g_autofree char *lower = g_ascii_strdown(person->address, -1);
	struct value address = value_text(*lower != '\0' ? lower : NULL);

	if ((*lower != '\0') == (person->case_id != 0) || *person->by == '\0')
		return fault_set(error, FAULT_INPUT,
				 "A person is known by an address or by a "
				 "case, and somebody must say it.");
	return db_run(db, sql[FORGET],
		      VALUES(address, value_id(person->case_id)), error) &&
	       db_run(db, sql[SAVE],
		      VALUES(address, value_id(person->case_id),
			     value_text(person->name),
			     value_text(person->postal),
			     value_int(person->points),
			     value_text(person->language),
			     value_text(contact_name(person->contact)),
			     value_text(person->adjustments),
			     value_day(person->adjustments_review),
			     value_text(person->restriction),
			     value_text(person->equality),
			     value_day(person->restriction_review),
			     value_text(person->by), value_time(person->at)),
		      error);
}

static void
review_free(gpointer data)
{
	struct person_review *review = data;

	g_free(review->ref);
	g_free(review);
}

GPtrArray *
person_reviews(struct ledger *ledger, guint32 day, GError **error)
{
	g_autoptr(GPtrArray) reviews =
		g_ptr_array_new_with_free_func(review_free);
	g_autoptr(own_rows) rows = db_rows(ledger_db(ledger), sql[REVIEWS],
					   VALUES(value_day(day)), error);
	GError *problem = NULL;

	if (rows == NULL)
		return NULL;
	while (rows_next(rows, &problem)) {
		struct person_review *one = g_new0(struct person_review, 1);

		one->ref = take_text(rows);
		one->restriction = take_int(rows) != 0;
		one->day = take_day(rows);
		g_ptr_array_add(reviews, one);
	}
	if (problem == NULL)
		return g_steal_pointer(&reviews);
	g_propagate_error(error, problem);
	return NULL;
}
