/*
 * Cursors and the names seen of a Maildir: what is saved is there again, and
 * what is damaged is told or mended.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "base/fault.h"
#include "spool/cursor.h"
#include "spool/seen.h"
#include "spool/spool.h"
#include "unit/base/scratch.h"

#define SEEN "spool/source/box.seen"

static void
a_cursor_is_saved_and_loaded(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autoptr(own_cursor) cursor = cursor_load(folder, "box", NULL);
	g_autoptr(own_cursor) again = NULL;

	(void)state;
	assert_int_equal(cursor->uid, 0);
	assert_int_equal(cursor->cutoff, TIME_NONE);
	assert_string_equal(cursor->last_error, "");
	cursor->uidvalidity = 7;
	cursor->uid = 4000000000u;
	cursor->cutoff = 1000;
	g_free(cursor->skipped);
	cursor->skipped = g_strdup("3:1:-1:0");
	assert_true(cursor_save(folder, "box", cursor, NULL));
	again = cursor_load(folder, "box", NULL);
	assert_int_equal(again->uidvalidity, 7);
	assert_true(again->uid == 4000000000u);
	assert_int_equal(again->cutoff, 1000);
	assert_int_equal(again->last_success, TIME_NONE);
	assert_string_equal(again->skipped, "3:1:-1:0");
}

static void
a_cursor_remembers_since_when_it_fails(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_cursor) cursor = cursor_load(folder, "box", NULL);
	g_autoptr(GError) error = NULL;
	gint64 since;

	(void)state;
	fault_set(&error, FAULT_TEMPORARY, "The server is away.");
	cursor_note(cursor, error);
	since = cursor->last_failure;
	assert_int_not_equal(since, TIME_NONE);
	assert_string_equal(cursor->last_error, "The server is away.");
	cursor->last_failure = 1000;
	cursor_note(cursor, error);
	assert_int_equal(cursor->last_failure, 1000);
	assert_int_equal(cursor->last_success, TIME_NONE);
	cursor_note(cursor, NULL);
	assert_int_equal(cursor->last_failure, TIME_NONE);
	assert_true(cursor->last_success >= since);
	assert_string_equal(cursor->last_error, "");
}

static void
a_damaged_cursor_is_told(void **state)
{
	static const char *const damaged[] = {"", "rubbish", "postroom=9\n",
					      "postroom=1\nuid=minus\n"};
	g_autoptr(scratch) folder = scratch_new();
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(damaged); i++) {
		g_autoptr(GError) error = NULL;

		scratch_write(folder, "spool/source/box", damaged[i], -1);
		assert_null(cursor_load(folder, "box", &error));
		assert_true(fault_is(error, FAULT_INPUT));
		assert_non_null(strstr(error->message, "Move it away"));
	}
}

static void
names_are_remembered(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autoptr(own_seen) seen = seen_open(folder, "box", NULL);
	g_autoptr(own_seen) again = NULL;

	(void)state;
	assert_false(seen_has(seen, "1.a"));
	seen_add(seen, "1.a");
	seen_add(seen, "new\nline");
	seen_add(seen, "\xff raw");
	assert_true(seen_has(seen, "1.a"));
	assert_true(seen_sync(seen, NULL));
	again = seen_open(folder, "box", NULL);
	assert_true(seen_has(again, "1.a"));
	assert_true(seen_has(again, "new\nline"));
	assert_true(seen_has(again, "\xff raw"));
	assert_false(seen_has(again, "new"));
}

static void
a_line_cut_short_is_dropped(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_seen) seen = NULL;
	g_autofree char *text = NULL;

	(void)state;
	scratch_write(folder, SEEN, "1.a\n2.b\n3.cut", -1);
	seen = seen_open(folder, "box", NULL);
	assert_true(seen_has(seen, "2.b"));
	assert_false(seen_has(seen, "3.cut"));
	seen_add(seen, "4.d");
	assert_true(seen_sync(seen, NULL));
	text = scratch_read(folder, SEEN);
	assert_string_equal(text, "1.a\n2.b\n4.d\n");
}

static void
names_that_are_gone_are_forgotten(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autoptr(own_seen) seen = seen_open(folder, "box", NULL);
	g_autoptr(own_seen) again = NULL;
	g_autoptr(GHashTable) present =
		g_hash_table_new(g_str_hash, g_str_equal);
	int i;

	(void)state;
	for (i = 0; i < 500; i++) {
		g_autofree char *name = g_strdup_printf("%d", i);

		seen_add(seen, name);
	}
	g_hash_table_add(present, (gpointer) "499");
	g_hash_table_add(present, (gpointer) "never seen");
	assert_true(seen_prune(seen, present, NULL));
	again = seen_open(folder, "box", NULL);
	assert_true(seen_has(again, "499"));
	assert_false(seen_has(again, "498"));
	assert_false(seen_has(again, "never seen"));
	assert_true(seen_has(seen, "499"));
	assert_false(seen_has(seen, "498"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cursor_is_saved_and_loaded),
		cmocka_unit_test(a_cursor_remembers_since_when_it_fails),
		cmocka_unit_test(a_damaged_cursor_is_told),
		cmocka_unit_test(names_are_remembered),
		cmocka_unit_test(a_line_cut_short_is_dropped),
		cmocka_unit_test(names_that_are_gone_are_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
