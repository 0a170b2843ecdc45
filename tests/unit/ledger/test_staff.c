/*
 * Accounts, sessions, links, codes and clients in the ledger; the log of
 * views and acts, which is only ever added to.
 */
#include "unit/unit.h"

#include "ledger/access.h"
#include "ledger/session.h"
#include "ledger/staff.h"
#include "unit/ledger/fixture.h"

static struct staff *
somebody(const char *login, const char *email, guint roles)
{
	struct staff *staff = g_new0(struct staff, 1);

	staff->login = g_strdup(login);
	staff->name = g_strdup("Ann Smith");
	staff->email = g_strdup(email);
	staff->roles = roles;
	return staff;
}

static gint64
added(struct fixture *f, const char *login, const char *email)
{
	g_autoptr(own_staff) staff = somebody(login, email, ROLE_OFFICER);

	ALONE(f->ledger, staff_add(f->ledger, staff, error));
	return staff->id;
}

static void
an_account_is_kept(void **state)
{
	struct fixture *f = *state;
	gint64 id = added(f, "Ann", "Ann@Landlord.example");
	g_autoptr(own_staff) one = staff_find(f->ledger, "ANN", NULL);
	g_autoptr(own_staff) two =
		staff_of_email(f->ledger, "ann@landlord.EXAMPLE", NULL);
	g_autoptr(GError) error = NULL;

	assert_int_equal(one->id, id);
	assert_int_equal(two->id, id);
	assert_string_equal(one->login, "ann");
	assert_string_equal(one->email, "ann@landlord.example");
	assert_int_equal(one->roles, ROLE_OFFICER);
	assert_int_equal(one->disabled, TIME_NONE);
	assert_false(one->has_password);
	assert_null(staff_find(f->ledger, "bob", &error));
	assert_null(error);
	/* Nobody without an address is found by none. */
	(void)added(f, "bob", "");
	assert_null(staff_of_email(f->ledger, "", &error));
	assert_null(error);
}

static const struct {
	const char *login;
	const char *email;
	guint roles;
	const char *words;
} refused[] = {
	{"", "", ROLE_OFFICER, "login name"},
	{"a b", "", ROLE_OFFICER, "login name"},
	{"a'--", "", ROLE_OFFICER, "login name"},
	{"x", "no address", ROLE_OFFICER, "email"},
	{"x", "", 0, "role"},
	{"x", "", ROLE_REGISTER, "role"},
	{"x", "", ROLE_ANYBODY, "role"},
	{"x", "", ROLE_OFFICER | 1024, "role"},
	{"taken", "", ROLE_OFFICER, "Another account"},
	{"x", "taken@landlord.example", ROLE_OFFICER, "Another account"},
};

static void
what_cannot_be_is_refused(void **state)
{
	struct fixture *f = *state;
	gsize i;

	(void)added(f, "taken", "taken@landlord.example");
	for (i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autoptr(own_staff) staff = somebody(
			refused[i].login, refused[i].email, refused[i].roles);

		OK(ledger_begin(f->ledger, error));
		FAILS(staff_add(f->ledger, staff, error), FAULT_INPUT,
		      refused[i].words);
		ledger_rollback(f->ledger);
	}
}

static void
sessions_end(void **state)
{
	struct fixture *f = *state;
	gint64 ann = added(f, "ann", ""), one = 0, two = 0, three = 0;
	struct session session;

	ALONE(f->ledger, session_add(f->ledger, ann, "h1", &one, error));
	ALONE(f->ledger, session_add(f->ledger, ann, "h2", &two, error));
	ALONE(f->ledger, session_add(f->ledger, ann, "h3", &three, error));
	assert_true(session_find(f->ledger, "h1", &session, NULL));
	assert_int_equal(session.id, one);
	assert_int_equal(session.staff, ann);
	assert_int_equal(session.seen, NOON);
	clock_fix(NOON + 600);
	ALONE(f->ledger, session_touch(f->ledger, one, error));
	assert_true(session_find(f->ledger, "h1", &session, NULL));
	assert_int_equal(session.seen, NOON + 600);
	assert_int_equal(session.created, NOON);
	ALONE(f->ledger, session_end(f->ledger, one, error));
	assert_false(session_find(f->ledger, "h1", &session, NULL));
	ALONE(f->ledger, session_end_all(f->ledger, ann, three, error));
	assert_false(session_find(f->ledger, "h2", &session, NULL));
	assert_true(session_find(f->ledger, "h3", &session, NULL));
	ALONE(f->ledger, staff_disable(f->ledger, ann, TRUE, error));
	assert_false(session_find(f->ledger, "h3", &session, NULL));
	clock_fix(NOON);
}

static void
a_link_is_good_once_and_not_for_long(void **state)
{
	struct fixture *f = *state;
	gint64 ann = added(f, "ann", "");
	g_autoptr(own_staff) holder = NULL;

	ALONE(f->ledger,
	      staff_add_link(f->ledger, ann, "l1", NOON + 100, error));
	holder = staff_of_link(f->ledger, "l1", NULL);
	assert_int_equal(holder->id, ann);
	clock_fix(NOON + 100);
	assert_null(staff_of_link(f->ledger, "l1", NULL));
	clock_fix(NOON);
	ALONE(f->ledger,
	      staff_add_link(f->ledger, ann, "l2", NOON + 100, error));
	assert_null(staff_of_link(f->ledger, "l1", NULL));
	ALONE(f->ledger, staff_set_password(f->ledger, ann, "hash", error));
	assert_null(staff_of_link(f->ledger, "l2", NULL));
	ALONE(f->ledger,
	      staff_add_link(f->ledger, ann, "l3", NOON + 100, error));
	ALONE(f->ledger, staff_disable(f->ledger, ann, TRUE, error));
	ALONE(f->ledger, staff_disable(f->ledger, ann, FALSE, error));
	assert_null(staff_of_link(f->ledger, "l3", NULL));
}

static void
a_code_is_used_once(void **state)
{
	struct fixture *f = *state;
	gint64 ann = added(f, "ann", "");
	struct totp_row row;

	OK(ledger_begin(f->ledger, error));
	FAILS(staff_use_totp(f->ledger, ann, 5, error), FAULT_INPUT, "used");
	ledger_rollback(f->ledger);
	ALONE(f->ledger, staff_set_totp(f->ledger, ann, "sealed", error));
	ALONE(f->ledger, staff_use_totp(f->ledger, ann, 5, error));
	OK(staff_totp(f->ledger, ann, &row, error));
	assert_string_equal(row.sealed, "sealed");
	assert_true(row.proven);
	assert_int_equal(row.step, 5);
	g_free(row.sealed);
	OK(ledger_begin(f->ledger, error));
	FAILS(staff_use_totp(f->ledger, ann, 5, error), FAULT_INPUT, "used");
	FAILS(staff_use_totp(f->ledger, ann, 4, error), FAULT_INPUT, "used");
	ledger_rollback(f->ledger);
	ALONE(f->ledger, staff_set_totp(f->ledger, ann, "", error));
	OK(staff_totp(f->ledger, ann, &row, error));
	assert_string_equal(row.sealed, "");
	assert_false(row.proven);
	g_free(row.sealed);
}

static void
clients_have_names(void **state)
{
	struct fixture *f = *state;
	struct client client = {.name = (char *)"housing",
				.roles = ROLE_OFFICER,
				.by = (char *)"Ann"};
	g_autoptr(own_client) found = NULL;
	g_autoptr(GPtrArray) all = NULL;

	ALONE(f->ledger, client_add(f->ledger, &client, "t1", error));
	found = client_find(f->ledger, "t1", NULL);
	assert_string_equal(found->name, "housing");
	OK(ledger_begin(f->ledger, error));
	FAILS(client_add(f->ledger, &client, "t2", error), FAULT_INPUT,
	      "already");
	client.roles = 0;
	FAILS(client_add(f->ledger, &client, "t2", error), FAULT_INPUT, "role");
	FAILS(client_end(f->ledger, "none", error), FAULT_INPUT, "no such");
	ledger_rollback(f->ledger);
	ALONE(f->ledger, client_end(f->ledger, "housing", error));
	assert_null(client_find(f->ledger, "t1", NULL));
	all = client_list(f->ledger, NULL);
	assert_int_equal(all->len, 1);
}

static void
the_log_is_only_added_to(void **state)
{
	struct fixture *f = *state;
	gint64 ann = added(f, "ann", "");
	const struct access seen = {NOON, ann, 0, "GET /case/{ref}",
				    "CR-2026-00001-Q"};
	const struct access other = {NOON + 1, 0, 0, "by hand", NULL};
	g_autoptr(GPtrArray) all = NULL, of_case = NULL, older = NULL;
	const struct access_line *line;

	ALONE(f->ledger, access_add(f->ledger, &seen, error));
	ALONE(f->ledger, access_add(f->ledger, &other, error));
	all = access_list(f->ledger, &(struct access_query){.limit = 9}, NULL);
	assert_int_equal(all->len, 2);
	line = g_ptr_array_index(all, 0);
	assert_string_equal(line->what, "by hand");
	assert_string_equal(line->who, "");
	older = access_list(
		f->ledger,
		&(struct access_query){.before = line->id, .limit = 9}, NULL);
	assert_int_equal(older->len, 1);
	of_case = access_list(
		f->ledger,
		&(struct access_query){.ref = "CR-2026-00001-Q", .limit = 9},
		NULL);
	assert_int_equal(of_case->len, 1);
	line = g_ptr_array_index(of_case, 0);
	assert_string_equal(line->who, "Ann Smith");
	OK(ledger_begin(f->ledger, error));
	FAILS(db_run(ledger_db(f->ledger), "DELETE FROM access", NULL, error),
	      FAULT_INPUT, "only ever added");
	ledger_rollback(f->ledger);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(an_account_is_kept),
		TEST(what_cannot_be_is_refused),
		TEST(sessions_end),
		TEST(a_link_is_good_once_and_not_for_long),
		TEST(a_code_is_used_once),
		TEST(clients_have_names),
		TEST(the_log_is_only_added_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
