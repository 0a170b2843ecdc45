/*
 * The acts that are on no letter: assigning, barring, entering what happened
 * elsewhere, linking, closing; and what each of them refuses.
 */
#include "unit/ledger/fixture.h"

#include "base/limits.h"
#include "desk/assign.h"
#include "desk/close.h"
#include "desk/link.h"
#include "desk/logged.h"
#include "desk/note.h"
#include "ledger/enclosure.h"
#include "ledger/follow.h"
#include "ledger/handler.h"
#include "ledger/link.h"
#include "spool/archive.h"

struct desk {
	struct fixture *fixture;
	struct post post;
	struct config config;
	struct case_row *one;
	struct case_row *two;
};

static int
desk_setup(void **state)
{
	struct desk *desk = g_new0(struct desk, 1);
	gint64 id;

	(void)fixture_setup((void **)&desk->fixture);
	desk->config.data = desk->fixture->data;
	desk->post.config = &desk->config;
	desk->post.ledger = desk->fixture->ledger;
	id = fixture_case_id(desk->post.ledger, "t1");
	OK(desk->one = case_by_id(desk->post.ledger, id, error));
	id = fixture_case_id(desk->post.ledger, "t2");
	OK(desk->two = case_by_id(desk->post.ledger, id, error));
	*state = desk;
	return 0;
}

/* What archive_put has made. */
static void
remove_archive(const char *data)
{
	g_autofree char *archive = g_build_filename(data, "archive", NULL);
	GDir *dir = g_dir_open(archive, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(archive, name, NULL);

		fixture_empty(path);
	}
	if (dir != NULL)
		g_dir_close(dir);
	(void)g_rmdir(archive);
}

static int
desk_teardown(void **state)
{
	struct desk *desk = *state;

	remove_archive(desk->fixture->data);
	case_row_free(desk->one);
	case_row_free(desk->two);
	(void)fixture_teardown((void **)&desk->fixture);
	g_free(desk);
	return 0;
}

static struct act
act_of(const struct case_row *row, const char *login)
{
	return (struct act){row->ref, "Ann Officer", 0, login};
}

static void
test_assign(void **state)
{
	struct desk *desk = *state;
	g_autoptr(own_handler) has = NULL;
	struct assigning to = {act_of(desk->one, "meg"), "sam", FALSE};

	OK(assign(&desk->post, &to, error));
	to.cleared = TRUE;
	FAILS(assign(&desk->post, &to, error), FAULT_INPUT, "Only sam can say");
	to.act.login = "sam";
	OK(assign(&desk->post, &to, error));
	OK(has = handler_load(desk->post.ledger, desk->one->id, error));
	assert_string_equal(has->login, "sam");
	assert_int_equal(has->cleared, NOON);
	to.login = "Sam";
	FAILS(assign(&desk->post, &to, error), FAULT_INPUT, "Say who");
	to.login = "";
	FAILS(assign(&desk->post, &to, error), FAULT_INPUT, "Say who");
	to.login = NULL;
	OK(assign(&desk->post, &to, error));
	OK(assign(&desk->post, &to, error));
}

/* For whoever is barred there is no such case. */
static void
test_bar(void **state)
{
	struct desk *desk = *state;
	struct barring barring = {act_of(desk->one, "meg"), "sam",
				  "it is about him", FALSE};
	struct act his = act_of(desk->one, "sam");
	struct act hers = act_of(desk->one, "meg");
	g_autoptr(GPtrArray) bars = NULL;
	g_autoptr(GArray) cases = NULL;

	OK(note_add(&desk->post, &his, "I was here", error));
	OK(bar_person(&desk->post, &barring, error));
	FAILS(note_add(&desk->post, &his, "And here", error), FAULT_INPUT,
	      "There is no case");
	FAILS(act_case_for(desk->post.ledger, desk->one->ref, "sam", error),
	      FAULT_INPUT, "There is no case");
	OK(note_add(&desk->post, &hers, "But I am", error));
	OK(cases = bar_cases(desk->post.ledger, "sam", error));
	assert_int_equal(cases->len, 1);
	assert_int_equal(g_array_index(cases, gint64, 0), desk->one->id);
	barring.act.login = "sam";
	barring.lift = TRUE;
	FAILS(bar_person(&desk->post, &barring, error), FAULT_INPUT,
	      "There is no case");
	OK(bars = bar_list(desk->post.ledger, desk->one->id, error));
	assert_int_equal(bars->len, 1);
	barring.act.login = "meg";
	OK(bar_person(&desk->post, &barring, error));
	OK(note_add(&desk->post, &his, "Again", error));
}

static void
test_away(void **state)
{
	struct desk *desk = *state;
	struct away told = {"Ann", "sam", clock_day(NOON)};
	g_autoptr(GPtrArray) list = NULL;
	guint32 until;

	OK(away(&desk->post, &told, error));
	OK(absence_until(desk->post.ledger, "sam", clock_day(NOON), &until,
			 error));
	assert_int_equal(until, clock_day(NOON));
	OK(absence_until(desk->post.ledger, "sam", clock_day(NOON) + 1, &until,
			 error));
	assert_int_equal(until, DAY_NONE);
	OK(list = absence_list(desk->post.ledger, clock_day(NOON), error));
	assert_int_equal(list->len, 1);
	told.until--;
	FAILS(away(&desk->post, &told, error), FAULT_INPUT, "has passed");
	told.until = DAY_NONE;
	OK(away(&desk->post, &told, error));
	OK(absence_until(desk->post.ledger, "sam", clock_day(NOON), &until,
			 error));
	assert_int_equal(until, DAY_NONE);
}

/* Names come from browsers: only the last part counts, without controls. */
static void
test_file_names(void **state)
{
	static const struct {
		const char *told, *kept;
	} rows[] = {
		{"survey.pdf", "survey.pdf"},
		{"C:\\Users\\Ann\\wall.jpg", "wall.jpg"},
		{"../../etc/passwd", "passwd"},
		{"a/", "file"},
		{"", "file"},
		{"evil\nname\x1b[2K.pdf", "evil name[2K.pdf"},
		{"Zo\xeb.pdf", "Zo\xef\xbf\xbd.pdf"},
	};
	struct desk *desk = *state;
	g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
	struct logged_file file = {.bytes = bytes};
	struct logging entry = {act_of(desk->one, NULL),
				LOGGED_SURVEY,
				DAY_NONE,
				"Looked",
				&file,
				1};
	g_autoptr(GPtrArray) kept = NULL;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		file.filename = rows[i].told;
		OK(logged_add(&desk->post, &entry, error));
	}
	OK(kept = enclosure_list(desk->post.ledger, desk->one->id, error));
	assert_int_equal(kept->len, G_N_ELEMENTS(rows));
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct enclosure *one = kept->pdata[i];

		assert_string_equal(one->filename, rows[i].kept);
	}
}

static void
test_file_kept(void **state)
{
	struct desk *desk = *state;
	const char *data = desk->fixture->data;
	g_autoptr(GBytes) bytes = g_bytes_new_static("a wall", 6);
	g_autoptr(GBytes) again = NULL;
	g_autofree char *sha = NULL;
	g_autofree char *same = NULL;
	g_autofree char *path = NULL;

	OK(sha = archive_put(data, bytes, error));
	OK(same = archive_put(data, bytes, error));
	assert_string_equal(sha, same);
	assert_true(archive_was_put(data, sha));
	OK(again = archive_open(data, sha, error));
	assert_true(g_bytes_equal(bytes, again));
	path = archive_path(data, sha);
	assert_int_equal(g_remove(path), 0);
	assert_false(archive_was_put(data, sha));
}

static void
test_logged_refused(void **state)
{
	struct desk *desk = *state;
	g_autoptr(GBytes) empty = g_bytes_new_static("", 0);
	struct logged_file files[LIMIT_FORM_FILES + 1] = {{"a", NULL, empty}};
	struct logging entry = {act_of(desk->one, NULL),
				LOGGED_KINDS,
				DAY_NONE,
				"Called",
				files,
				0};

	FAILS(logged_add(&desk->post, &entry, error), FAULT_INPUT,
	      "Say what it was");
	entry.kind = LOGGED_CALL;
	entry.day = clock_day(NOON) + 1;
	FAILS(logged_add(&desk->post, &entry, error), FAULT_INPUT,
	      "yet to come");
	entry.day = clock_parse_day("1999-12-31");
	FAILS(logged_add(&desk->post, &entry, error), FAULT_INPUT, "too long");
	entry.day = DAY_NONE;
	entry.text = "";
	FAILS(logged_add(&desk->post, &entry, error), FAULT_INPUT,
	      "Write what happened");
	entry.text = "Called";
	entry.n_files = 1;
	FAILS(logged_add(&desk->post, &entry, error), FAULT_INPUT,
	      "A file is empty");
}

static void
test_links(void **state)
{
	struct desk *desk = *state;
	struct linking from = {act_of(desk->two, NULL), desk->one->ref, NULL,
			       FALSE};
	g_autoptr(GPtrArray) one = NULL;
	g_autoptr(GPtrArray) two = NULL;
	const struct case_link *link;

	OK(link_cases(&desk->post, &from, error));
	OK(one = link_list(desk->post.ledger, desk->one->id, error));
	OK(two = link_list(desk->post.ledger, desk->two->id, error));
	assert_int_equal(one->len, 1);
	assert_int_equal(two->len, 1);
	link = one->pdata[0];
	assert_string_equal(link->other_ref, desk->two->ref);
	link = two->pdata[0];
	assert_string_equal(link->other_ref, desk->one->ref);
	FAILS(link_cases(&desk->post, &from, error), FAULT_INPUT, "already");
	from.other = desk->two->ref;
	FAILS(link_cases(&desk->post, &from, error), FAULT_INPUT, "one case");
}

static void
owe(struct ledger *ledger, gint64 case_id)
{
	g_autoptr(own_duty_row) duty = duty_row_new();

	duty->case_id = case_id;
	fixture_set(&duty->kind, "acknowledge-1");
	fixture_set(&duty->provision, "6.2");
	duty->stage = 1;
	duty->due_day = clock_day(NOON);
	ALONE(ledger, duty_add(ledger, duty, error));
}

static gboolean
is_open(struct desk *desk)
{
	g_autoptr(own_case_row) row =
		case_by_id(desk->post.ledger, desk->one->id, NULL);

	return g_str_equal(row->status, "open");
}

static void
test_close(void **state)
{
	struct desk *desk = *state;
	struct ledger *ledger = desk->post.ledger;
	struct closing closing = {act_of(desk->one, NULL), NULL, FALSE};
	g_autoptr(own_duty_row) duty = NULL;

	FAILS(close_case(&desk->post, &closing, error), FAULT_INPUT,
	      "Nobody has confirmed");
	ALONE(ledger, case_confirm(ledger, desk->one->id, CATEGORY_COMPLAINT,
				   GROUND_NONE, error));
	owe(ledger, desk->one->id);
	FAILS(close_case(&desk->post, &closing, error), FAULT_INPUT,
	      "still owed to acknowledge");
	OK(duty = duty_find(ledger, desk->one->id, "acknowledge-1", 1, error));
	ALONE(ledger, duty_end(ledger, duty->id, "Ann", "done", error));
	OK(close_case(&desk->post, &closing, error));
	assert_false(is_open(desk));
	FAILS(close_case(&desk->post, &closing, error), FAULT_INPUT,
	      "closed already");
	ALONE(ledger, duty_reopen(ledger, duty->id, error));
	assert_true(is_open(desk));
	ALONE(ledger, duty_end(ledger, duty->id, "Ann", "done", error));
	OK(close_case(&desk->post, &closing, error));
	closing.reopen = TRUE;
	FAILS(close_case(&desk->post, &closing, error), FAULT_INPUT, "Say why");
	closing.reason = "not mended";
	OK(close_case(&desk->post, &closing, error));
	assert_true(is_open(desk));
}

/* What was seen is seen; what comes after is not. */
static void
test_follow(void **state)
{
	struct desk *desk = *state;
	struct ledger *ledger = desk->post.ledger;
	struct act act = act_of(desk->one, NULL);
	g_autoptr(GArray) none = NULL;
	g_autoptr(GArray) one = NULL;
	g_autoptr(GArray) letters = NULL;
	gboolean follows = FALSE;

	OK(note_add(&desk->post, &act, "before", error));
	ALONE(ledger, follow_begin(ledger, "sam", desk->one->id, error));
	OK(follow_holds(ledger, "sam", desk->one->id, &follows, error));
	assert_true(follows);
	OK(none = follow_changed(ledger, "sam", error));
	assert_int_equal(none->len, 0);
	OK(note_add(&desk->post, &act, "after", error));
	OK(one = follow_changed(ledger, "sam", error));
	assert_int_equal(one->len, 1);
	ALONE(ledger, follow_mark_seen(ledger, "sam", desk->one->id, error));
	g_array_unref(g_steal_pointer(&one));
	OK(one = follow_changed(ledger, "sam", error));
	assert_int_equal(one->len, 0);
	ALONE(ledger, follow_end(ledger, "sam", desk->one->id, error));
	OK(follow_holds(ledger, "sam", desk->one->id, &follows, error));
	assert_false(follows);
	OK(letters = guard_unseen(ledger, "sam", 10, error));
	assert_int_equal(letters->len, 0);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_assign),    TEST(test_bar),
		TEST(test_away),      TEST(test_file_names),
		TEST(test_file_kept), TEST(test_logged_refused),
		TEST(test_links),     TEST(test_close),
		TEST(test_follow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
