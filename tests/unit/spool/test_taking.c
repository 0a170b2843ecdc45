/*
 * What intake died over is suspected; what it died beside is not lost.
 */
#include "unit/unit.h"

#include "spool/taking.h"
#include "unit/base/scratch.h"

static char *
put(struct spool *spool, const char *bytes)
{
	g_autoptr(own_item) facts = item_new();

	assert_true(spool_put(spool, bytes, strlen(bytes), facts, NULL));
	assert_true(spool_sync(spool, NULL));
	return g_strdup(facts->id);
}

static int
attempts(struct spool *spool, const char *id)
{
	g_autoptr(own_item) item = spool_load(spool, id, NULL, NULL);

	return item == NULL ? -1 : item->attempts;
}

static void
note_two(const struct spool *spool, char *one, char *two)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	g_ptr_array_add(ids, one);
	g_ptr_array_add(ids, two);
	assert_true(taking_note(spool, ids, NULL));
}

static void
what_was_noted_is_counted_once(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *one = put(spool, "one");
	g_autofree char *two = put(spool, "two");
	g_autofree char *three = put(spool, "three");

	(void)state;
	assert_int_equal(taking_recover(spool, NULL), 0);
	note_two(spool, one, two);
	assert_int_equal(attempts(spool, one), 0);
	assert_int_equal(taking_recover(spool, NULL), 2);
	assert_int_equal(taking_recover(spool, NULL), 0);
	assert_int_equal(attempts(spool, one), 1);
	assert_int_equal(attempts(spool, two), 1);
	assert_int_equal(attempts(spool, three), 0);
}

static void
what_was_filed_or_cleared_is_not_counted(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *one = put(spool, "one");
	g_autofree char *two = put(spool, "two");
	g_autoptr(own_item) item = spool_load(spool, one, NULL, NULL);

	(void)state;
	note_two(spool, one, two);
	assert_true(spool_archive(spool, item, NULL));
	assert_int_equal(taking_recover(spool, NULL), 1);
	note_two(spool, one, two);
	taking_clear(spool);
	assert_int_equal(taking_recover(spool, NULL), 0);
	assert_int_equal(attempts(spool, two), 1);
}

static void
a_damaged_note_harms_nobody(void **state)
{
	static const char *const notes[] = {"", "\n\n", "../../etc/passwd\n",
					    "00064d0000000x-00000001\nhalf"};
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *id = put(spool, "one");
	g_autofree char *path =
		g_build_filename(folder, "spool", "taking", NULL);
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(notes); i++) {
		assert_true(g_file_set_contents(path, notes[i], -1, NULL));
		assert_int_equal(taking_recover(spool, NULL), 0);
		assert_int_equal(attempts(spool, id), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_noted_is_counted_once),
		cmocka_unit_test(what_was_filed_or_cleared_is_not_counted),
		cmocka_unit_test(a_damaged_note_harms_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
