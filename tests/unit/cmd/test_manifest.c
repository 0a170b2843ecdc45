/*
 * A backup's manifest: what was changed, cut short or taken away since is
 * found, and a folder without a whole one is no backup.
 */
#include "unit/unit.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "cmd/manifest.h"
#include "cmd/store.h"
#include "spool/spool.h"

#define NOW ((gint64)1795424400)

static char *folder;

static char *
path_of(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

static void
write_file(const char *name, const char *text)
{
	g_autofree char *path = path_of(name);

	assert_true(text_write_file(path, text, strlen(text), NULL));
}

/* A ledger, a key, and one original in the archive. */
static int
setup(void **state)
{
	g_autoptr(own_spool) spool = NULL;
	g_autoptr(own_item) item = item_new();

	(void)state;
	clock_fix(NOW);
	folder = g_dir_make_tmp("postroom-unit.XXXXXX", NULL);
	spool = spool_open(folder, NULL);
	assert_true(spool_put(spool, "original", 8, item, NULL));
	assert_true(spool_sync(spool, NULL));
	assert_true(spool_archive(spool, item, NULL));
	write_file("ledger.sqlite", "rows");
	write_file("token.key", "key");
	assert_true(manifest_write(folder, NULL));
	return 0;
}

static int
clear(void **state)
{
	(void)state;
	assert_true(store_remove(folder, NULL));
	g_clear_pointer(&folder, g_free);
	return 0;
}

/* Returns how many findings there are, -1 if it is no backup. */
static int
findings(void)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	gint64 made = 0;

	if (!manifest_check(folder, found, &made, &error)) {
		assert_true(fault_is(error, FAULT_INPUT));
		return -1;
	}
	assert_int_equal(made, NOW);
	return (int)found->len;
}

static char *
only_original(void)
{
	g_autofree char *archive = path_of("archive");
	g_autoptr(GDir) top = g_dir_open(archive, 0, NULL);
	g_autofree char *digits =
		g_build_filename(archive, g_dir_read_name(top), NULL);
	g_autoptr(GDir) below = g_dir_open(digits, 0, NULL);

	return g_build_filename(digits, g_dir_read_name(below), NULL);
}

static void
a_whole_one_is_right(void **state)
{
	(void)state;
	assert_int_equal(findings(), 0);
	write_file("note", "what else is there does no harm");
	assert_int_equal(findings(), 0);
}

static void
a_changed_or_missing_file_is_found(void **state)
{
	g_autofree char *key = path_of("token.key");
	g_autofree char *original = only_original();
	g_autofree char *bytes = NULL;
	gsize size = 0;

	(void)state;
	write_file("ledger.sqlite", "roWs");
	assert_int_equal(findings(), 1);
	write_file("ledger.sqlite", "rows and more");
	assert_int_equal(findings(), 1);
	assert_int_equal(g_unlink(key), 0);
	assert_int_equal(findings(), 2);
	assert_true(g_file_get_contents(original, &bytes, &size, NULL));
	bytes[size - 1] ^= 1;
	assert_true(text_write_file(original, bytes, size, NULL));
	assert_int_equal(findings(), 3);
	assert_int_equal(g_unlink(original), 0);
	assert_int_equal(findings(), 3);
}

/* An original that was damaged before the backup stands in it as such. */
static void
a_damaged_original_does_not_stop_it(void **state)
{
	g_autofree char *original = only_original();
	g_autofree char *path = path_of("manifest");

	(void)state;
	assert_int_equal(g_unlink(path), 0);
	assert_true(text_write_file(original, "rubbish", 7, NULL));
	assert_true(manifest_write(folder, NULL));
	assert_int_equal(findings(), 1);
}

static void
every_cut_of_the_manifest_is_found(void **state)
{
	g_autofree char *path = path_of("manifest");
	g_autofree char *text = NULL;
	gsize size = 0, i;

	(void)state;
	assert_true(g_file_get_contents(path, &text, &size, NULL));
	for (i = 0; i < size; i++) {
		assert_true(text_write_file(path, text, i, NULL));
		assert_int_equal(findings(), -1);
	}
	assert_int_equal(g_unlink(path), 0);
	assert_int_equal(findings(), -1);
}

static void
every_changed_byte_of_the_manifest_is_found(void **state)
{
	g_autofree char *path = path_of("manifest");
	g_autofree char *text = NULL;
	gsize size = 0, i;

	(void)state;
	assert_true(g_file_get_contents(path, &text, &size, NULL));
	for (i = 0; i < size; i++) {
		text[i] ^= 1;
		assert_true(text_write_file(path, text, size, NULL));
		assert_int_not_equal(findings(), 0);
		text[i] ^= 1;
	}
}

static void
folders_are_empty_but_for_locks(void **state)
{
	g_autofree char *empty = path_of("empty");
	g_autofree char *none = path_of("none");

	(void)state;
	assert_true(store_folder(empty, NULL));
	assert_true(store_is_empty(empty));
	assert_true(store_is_empty(none));
	write_file("empty/run.lock", "");
	assert_true(store_is_empty(empty));
	write_file("empty/else", "");
	assert_false(store_is_empty(empty));
	assert_false(store_is_empty(folder));
}

static void
a_copy_never_replaces(void **state)
{
	g_autofree char *from = path_of("token.key");
	g_autofree char *to = path_of("ledger.sqlite");
	g_autofree char *fresh = path_of("fresh");
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_false(store_copy(from, to, &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
	assert_true(g_file_get_contents(to, &text, NULL, NULL));
	assert_string_equal(text, "rows");
	assert_true(store_copy(from, fresh, NULL));
	g_clear_pointer(&text, g_free);
	assert_true(g_file_get_contents(fresh, &text, NULL, NULL));
	assert_string_equal(text, "key");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, clear)
	const struct CMUnitTest tests[] = {
		TEST(a_whole_one_is_right),
		TEST(a_changed_or_missing_file_is_found),
		TEST(a_damaged_original_does_not_stop_it),
		TEST(every_cut_of_the_manifest_is_found),
		TEST(every_changed_byte_of_the_manifest_is_found),
		TEST(folders_are_empty_but_for_locks),
		TEST(a_copy_never_replaces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
