/*
 * Accounts in and out of their table, and what proves who somebody is.
 */
#include "ledger/staff.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "ledger/db.h"

#define LOGIN_CHARS 100

#define STAFF                                                             \
	"SELECT id, login, name, email, roles, created, disabled, seen, " \
	"password IS NOT NULL, totp_proven FROM staff "

enum {
	BY_ID,
	BY_LOGIN,
	BY_EMAIL,
	BY_LINK,
	ALL,
	ADD,
	CHANGE,
	TAKEN,
	DISABLE,
	COUNT,
	SEEN,
	PASSWORD,
	SET_PASSWORD,
	TOTP,
	SET_TOTP,
	USE_TOTP,
	ADD_LINK,
	END_LINKS,
	END_SESSIONS
};
static const char *const sql[] = {
	[BY_ID] = STAFF "WHERE id = ?1",
	[BY_LOGIN] = STAFF "WHERE login = ?1",
	[BY_EMAIL] = STAFF "WHERE email = ?1",
	[BY_LINK] = STAFF "WHERE disabled IS NULL AND id = (SELECT staff FROM "
			  "staff_link WHERE hash = ?1 AND used IS NULL AND "
			  "until > ?2)",
	[ALL] = STAFF "ORDER BY disabled IS NOT NULL, name, id",
	[ADD] = "INSERT INTO staff (login, name, email, roles, created) VALUES "
		"(?1, ?2, ?3, ?4, ?5)",
	[CHANGE] = "UPDATE staff SET name = ?2, email = ?3, roles = ?4 "
		   "WHERE id = ?1",
	[TAKEN] = "SELECT count(*) FROM staff WHERE id <> ?1 AND (login = ?2 "
		  "OR email = ?3)",
	[DISABLE] = "UPDATE staff SET disabled = ?2 WHERE id = ?1",
	[COUNT] = "SELECT count(*) FROM staff WHERE disabled IS NULL AND "
		  "roles & ?1 <> 0",
	[SEEN] = "UPDATE staff SET seen = ?2 WHERE id = ?1",
	[PASSWORD] = "SELECT password FROM staff WHERE id = ?1",
	[SET_PASSWORD] = "UPDATE staff SET password = ?2 WHERE id = ?1",
	[TOTP] = "SELECT totp, totp_proven, totp_step FROM staff WHERE id = ?1",
	[SET_TOTP] = "UPDATE staff SET totp = ?2, totp_proven = 0, totp_step = "
		     "0 WHERE id = ?1",
	[USE_TOTP] = "UPDATE staff SET totp_proven = 1, totp_step = ?2 WHERE "
		     "id = ?1 AND totp_step < ?2 AND totp IS NOT NULL",
	[ADD_LINK] = "INSERT INTO staff_link (hash, staff, until) VALUES (?1, "
		     "?2, ?3)",
	[END_LINKS] = "UPDATE staff_link SET used = ?2 WHERE staff = ?1 AND "
		      "used IS NULL",
	[END_SESSIONS] = "UPDATE session SET ended = ?2 WHERE staff = ?1 AND "
			 "ended IS NULL",
};

void
staff_free(struct staff *staff)
{
	if (staff == NULL)
		return;
	g_free(staff->login);
	g_free(staff->name);
	g_free(staff->email);
	g_free(staff);
}

static struct staff *
take_staff(struct rows *rows)
{
	struct staff *staff = g_new0(struct staff, 1);

	staff->id = take_int(rows);
	staff->login = take_text(rows);
	staff->name = take_text(rows);
	staff->email = take_text(rows);
	staff->roles = (guint)take_int(rows);
	staff->created = take_time(rows);
	staff->disabled = take_time(rows);
	staff->seen = take_time(rows);
	staff->has_password = take_int(rows) != 0;
	staff->has_totp = take_int(rows) != 0;
	return staff;
}

static struct staff *
load(struct ledger *ledger, int statement, const struct value *values,
     GError **error)
{
	g_autoptr(own_rows) rows =
		db_row(ledger_db(ledger), sql[statement], values, error);

	return rows != NULL ? take_staff(rows) : NULL;
}

struct staff *
staff_load(struct ledger *ledger, gint64 id, GError **error)
{
	return load(ledger, BY_ID, VALUES(value_int(id)), error);
}

struct staff *
staff_find(struct ledger *ledger, const char *login, GError **error)
{
	g_autofree char *lower = g_ascii_strdown(login, -1);

	return load(ledger, BY_LOGIN, VALUES(value_text(lower)), error);
}

struct staff *
staff_of_email(struct ledger *ledger, const char *email, GError **error)
{
	g_autofree char *lower = g_ascii_strdown(email, -1);

	return load(ledger, BY_EMAIL, VALUES(value_text(lower)), error);
}

struct staff *
staff_of_link(struct ledger *ledger, const char *hash, GError **error)
{
	return load(ledger, BY_LINK,
		    VALUES(value_text(hash), value_time(clock_now())), error);
}

GPtrArray *
staff_list(struct ledger *ledger, GError **error)
{
	g_autoptr(GPtrArray) list =
		g_ptr_array_new_with_free_func((GDestroyNotify)staff_free);
	g_autoptr(own_rows) rows =
		db_rows(ledger_db(ledger), sql[ALL], NULL, error);
	GError *failure = NULL;

	if (rows == NULL)
		return NULL;
	while (rows_next(rows, &failure))
		g_ptr_array_add(list, take_staff(rows));
	if (failure == NULL)
		return g_steal_pointer(&list);
	g_propagate_error(error, failure);
	return NULL;
}

/* --- changing -----------------------------------------------------------*/

static gboolean
is_login(const char *login)
{
	const char *p;

	for (p = login; *p != '\0'; p++)
		if (!g_ascii_islower(*p) && !g_ascii_isdigit(*p) &&
		    strchr("._@+-", *p) == NULL)
			return FALSE;
	return *login != '\0' && strlen(login) <= LOGIN_CHARS;
}

static gboolean
check(struct ledger *ledger, const struct staff *staff, GError **error)
{
	const char *email = *staff->email != '\0' ? staff->email : NULL;
	gint64 taken = 0;

	if (!is_login(staff->login))
		return fault_set(error, FAULT_INPUT,
				 "A login name has letters, digits and . _ @ + "
				 "-, 100 at most.");
	if (*staff->name == '\0' ||
	    g_utf8_strlen(staff->name, -1) > LOGIN_CHARS)
		return fault_set(error, FAULT_INPUT,
				 "Enter the person's name, as it is to stand "
				 "beside what they do.");
	if (email != NULL && !text_is_address(email))
		return fault_set(error, FAULT_INPUT,
				 "Enter an email address such as "
				 "name@landlord.example.");
	if ((staff->roles & (MAY_SIGNED_IN | MAY_REGISTER)) != staff->roles ||
	    (staff->roles & MAY_SIGNED_IN) == 0)
		return fault_set(error, FAULT_INPUT,
				 "Give at least one role: read-only, handler, "
				 "officer, manager or administrator.");
	if (!db_number(ledger_db(ledger), sql[TAKEN],
		       VALUES(value_int(staff->id), value_text(staff->login),
			      value_text(email)),
		       &taken, error))
		return FALSE;
	return taken == 0 || fault_set(error, FAULT_INPUT,
				       "Another account has this login name "
				       "or email address.");
}

static void
lower(char **text)
{
	char *low = g_ascii_strdown(*text, -1);

	g_free(*text);
	*text = low;
}

gboolean
staff_add(struct ledger *ledger, struct staff *staff, GError **error)
{
	struct db *db = ledger_db(ledger);

	lower(&staff->login);
	lower(&staff->email);
	staff->id = 0;
	staff->created = clock_now();
	if (!check(ledger, staff, error) ||
	    !db_run(db, sql[ADD],
		    VALUES(value_text(staff->login), value_text(staff->name),
			   value_text(*staff->email != '\0' ? staff->email
							    : NULL),
			   value_int(staff->roles), value_time(staff->created)),
		    error))
		return FALSE;
	staff->id = db_last_id(db);
	return TRUE;
}

gboolean
staff_change(struct ledger *ledger, const struct staff *staff, GError **error)
{
	g_autofree char *email = g_ascii_strdown(staff->email, -1);

	return check(ledger, staff, error) &&
	       db_run_one(ledger_db(ledger), sql[CHANGE],
			  VALUES(value_int(staff->id), value_text(staff->name),
				 value_text(*email != '\0' ? email : NULL),
				 value_int(staff->roles)),
			  "There is no such account.", error);
}

static gboolean
run_at(struct ledger *ledger, int statement, gint64 id, GError **error)
{
	return db_run(ledger_db(ledger), sql[statement],
		      VALUES(value_int(id), value_time(clock_now())), error);
}

static gboolean
end_all(struct ledger *ledger, gint64 id, GError **error)
{
	return run_at(ledger, END_SESSIONS, id, error) &&
	       run_at(ledger, END_LINKS, id, error);
}

gboolean
staff_disable(struct ledger *ledger, gint64 id, gboolean disabled,
	      GError **error)
{
	gint64 at = disabled ? clock_now() : TIME_NONE;

	return db_run_one(ledger_db(ledger), sql[DISABLE],
			  VALUES(value_int(id), value_time(at)),
			  "There is no such account.", error) &&
	       end_all(ledger, id, error);
}

gboolean
staff_count(struct ledger *ledger, guint roles, gint64 *count, GError **error)
{
	return db_number(ledger_db(ledger), sql[COUNT],
			 VALUES(value_int(roles)), count, error);
}

gboolean
staff_seen(struct ledger *ledger, gint64 id, GError **error)
{
	return run_at(ledger, SEEN, id, error);
}

/* --- proofs -------------------------------------------------------------*/

char *
staff_password(struct ledger *ledger, gint64 id, GError **error)
{
	GError *failure = NULL;
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[PASSWORD],
					  VALUES(value_int(id)), &failure);

	if (rows != NULL)
		return take_text(rows);
	if (failure == NULL)
		return g_strdup("");
	g_propagate_error(error, failure);
	return NULL;
}

gboolean
staff_set_password(struct ledger *ledger, gint64 id, const char *hash,
		   GError **error)
{
	return db_run_one(ledger_db(ledger), sql[SET_PASSWORD],
			  VALUES(value_int(id), value_text(hash)),
			  "There is no such account.", error) &&
	       end_all(ledger, id, error);
}

gboolean
staff_totp(struct ledger *ledger, gint64 id, struct totp_row *row,
	   GError **error)
{
	GError *failure = NULL;
	g_autoptr(own_rows) rows = db_row(ledger_db(ledger), sql[TOTP],
					  VALUES(value_int(id)), &failure);

	*row = (struct totp_row){NULL, FALSE, 0};
	if (failure != NULL) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	row->sealed = rows != NULL ? take_text(rows) : g_strdup("");
	row->proven = rows != NULL && take_int(rows) != 0;
	row->step = rows != NULL ? take_int(rows) : 0;
	return TRUE;
}

gboolean
staff_set_totp(struct ledger *ledger, gint64 id, const char *sealed,
	       GError **error)
{
	return db_run_one(ledger_db(ledger), sql[SET_TOTP],
			  VALUES(value_int(id),
				 value_text(*sealed != '\0' ? sealed : NULL)),
			  "There is no such account.", error);
}

gboolean
staff_use_totp(struct ledger *ledger, gint64 id, gint64 step, GError **error)
{
	return db_run_one(ledger_db(ledger), sql[USE_TOTP],
			  VALUES(value_int(id), value_int(step)),
			  "This code was used before. Wait for the next one.",
			  error);
}

gboolean
staff_add_link(struct ledger *ledger, gint64 id, const char *hash, gint64 until,
	       GError **error)
{
	return run_at(ledger, END_LINKS, id, error) &&
	       db_run(ledger_db(ledger), sql[ADD_LINK],
		      VALUES(value_text(hash), value_int(id),
			     value_time(until)),
		      error);
}
