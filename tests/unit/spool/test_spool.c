/*
 * The spool through its life and through every state that a crash can leave:
 * an item is whole, or it is not there, and each step may be repeated.
 */
#include "unit/unit.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "spool/archive.h"
#include "spool/spool.h"
#include "unit/base/scratch.h"

#define NEW "spool/new"
#define HELD "spool/held"
#define FILED "spool/filed"
#define TMP "spool/tmp"
/* "." and ".." are not counted by GDir. */

static char *
put(struct spool *spool, const char *bytes, gboolean move)
{
	g_autoptr(own_item) facts = item_new();

	g_free(facts->source);
	facts->source = g_strdup("box");
	facts->move = move;
	assert_true(spool_put(spool, bytes, strlen(bytes), facts, NULL));
	assert_true(spool_sync(spool, NULL));
	return g_strdup(facts->id);
}

static char *
path_in(const char *folder, const char *place, const char *name)
{
	return g_build_filename(folder, place, name, NULL);
}

static void
an_item_goes_in_and_comes_out(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *id = put(spool, "Subject: x\n\nbody", FALSE);
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(own_item) item = spool_load(spool, id, &bytes, NULL);
	gsize size = 0;

	(void)state;
	assert_true(spool_sync(spool, NULL));
	assert_string_equal(item->id, id);
	assert_string_equal(item->source, "box");
	assert_int_equal(item->attempts, 0);
	assert_int_equal(item->size, 16);
	assert_int_equal(item->original_size, 16);
	assert_false(item->truncated);
	assert_memory_equal(g_bytes_get_data(bytes, &size),
			    "Subject: x\n\nbody", 16);
	assert_int_equal(size, 16);
	assert_int_equal(scratch_count(folder, TMP), 0);
	assert_int_equal(spool_count_new(spool), 1);
}

static void
nobody_else_may_read_it(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *id = put(spool, "secret of a resident", FALSE);
	g_autofree char *file = path_in(folder, NEW, id);
	g_autofree char *above = path_in(folder, NEW, "");
	struct stat info;

	(void)state;
	assert_int_equal(stat(file, &info), 0);
	assert_int_equal(info.st_mode & 077, 0);
	assert_int_equal(stat(above, &info), 0);
	assert_int_equal(info.st_mode & 077, 0);
}

static void
the_list_is_in_order_of_arrival(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autoptr(GPtrArray) ids = NULL;
	g_autoptr(GPtrArray) some = NULL;
	char *made[50];
	guint i;

	(void)state;
	for (i = 0; i < 50; i++)
		made[i] = put(spool, "x", FALSE);
	ids = spool_list(spool, 0, NULL);
	some = spool_list(spool, 7, NULL);
	assert_int_equal(ids->len, 50);
	assert_int_equal(some->len, 7);
	for (i = 0; i < 50; i++) {
		assert_string_equal(ids->pdata[i], made[i]);
		g_free(made[i]);
	}
}

static void
a_writer_that_is_left_leaves_nothing(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	struct spool_writer *writer = spool_writer_begin(spool, NULL);

	(void)state;
	assert_true(spool_writer_append(writer, "half", 4, NULL));
	assert_int_equal(scratch_count(folder, TMP), 1);
	spool_writer_close(writer);
	assert_int_equal(scratch_count(folder, TMP), 0);
	assert_int_equal(scratch_count(folder, NEW), 0);
}

/* A batch is ours as a whole or not at all. */
static void
nothing_is_ours_before_it_is_synced(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	struct spool *spool = spool_open(folder, NULL);
	g_autoptr(own_item) facts = item_new();

	(void)state;
	assert_true(spool_put(spool, "one", 3, facts, NULL));
	assert_true(spool_put(spool, "two", 3, facts, NULL));
	assert_int_equal(spool_count_new(spool), 0);
	assert_int_equal(scratch_count(folder, TMP), 2);
	assert_true(spool_sync(spool, NULL));
	assert_int_equal(spool_count_new(spool), 2);
	assert_int_equal(scratch_count(folder, TMP), 0);
	assert_true(spool_put(spool, "three", 5, facts, NULL));
	spool_close(spool);
	assert_int_equal(scratch_count(folder, NEW), 2);
	assert_int_equal(scratch_count(folder, TMP), 0);
}

/* One file of the batch cannot get its place: the batch is not ours, what is
 * in new/ is whole, and the next batch is none the worse. */
static void
a_batch_that_fails_leaves_nothing_half(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autoptr(own_item) facts = item_new();
	g_autofree char *path = NULL;
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_true(spool_put(spool, "one", 3, facts, NULL));
	assert_true(spool_put(spool, "two", 3, facts, NULL));
	path = path_in(folder, TMP, facts->id);
	assert_int_equal(g_unlink(path), 0);
	assert_true(spool_put(spool, "three", 5, facts, NULL));
	assert_false(spool_sync(spool, &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
	assert_int_equal(spool_count_new(spool), 1);
	assert_int_equal(scratch_count(folder, TMP), 0);
	assert_true(spool_put(spool, "two", 3, facts, NULL));
	assert_true(spool_sync(spool, NULL));
	assert_int_equal(spool_count_new(spool), 2);
}

/* Each is kept open until it is synced: a thousand must not be. */
static void
many_are_synced_on_the_way(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	guint i;

	(void)state;
	for (i = 0; i < 150; i++) {
		g_autoptr(own_item) facts = item_new();

		assert_true(spool_put(spool, "x", 1, facts, NULL));
	}
	assert_true(scratch_count(folder, TMP) < 100);
	assert_true(spool_sync(spool, NULL));
	assert_int_equal(spool_count_new(spool), 150);
}

static void
a_large_item_keeps_its_head(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autoptr(own_spool_writer) writer = spool_writer_begin(spool, NULL);
	g_autoptr(own_item) facts = item_new();
	g_autoptr(own_item) item = NULL;
	g_autofree char *block = g_strnfill(1000003, 'x');
	gsize sent = 0;

	(void)state;
	while (sent < LIMIT_ITEM_BYTES + 5000000) {
		assert_true(spool_writer_append(writer, block, 1000003, NULL));
		sent += 1000003;
	}
	assert_true(spool_writer_finish(writer, facts, NULL));
	assert_true(spool_sync(spool, NULL));
	item = spool_load(spool, facts->id, NULL, NULL);
	assert_true(item->truncated);
	assert_true(item->size == LIMIT_ITEM_BYTES);
	assert_true(item->original_size == sent);
}

static void
an_announced_size_above_the_bytes_means_truncated(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autoptr(own_item) facts = item_new();

	(void)state;
	facts->original_size = 1000;
	assert_true(spool_put(spool, "head", 4, facts, NULL));
	assert_true(facts->truncated);
	assert_int_equal(facts->size, 4);
	assert_int_equal(facts->original_size, 1000);
}

static void
below_the_floor_nothing_is_taken(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autoptr(own_item) facts = item_new();
	g_autoptr(GError) error = NULL;

	(void)state;
	spool_set_floor(spool, G_MAXUINT64);
	assert_false(spool_put(spool, "x", 1, facts, &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
	assert_non_null(strstr(error->message, "free"));
	assert_int_equal(scratch_count(folder, TMP), 0);
	spool_set_floor(spool, 0);
	assert_true(spool_put(spool, "x", 1, facts, NULL));
}

/* --- what crashes leave -------------------------------------------------*/

static void
age(const char *folder, const char *place, const char *name)
{
	g_autofree char *path = path_in(folder, place, name);
	struct utimbuf old = {1000000000, 1000000000};

	assert_int_equal(utime(path, &old), 0);
}

static void
a_dead_writer_s_file_is_cleared_away(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) first = spool_open(folder, NULL);
	g_autoptr(own_spool) second = NULL;

	(void)state;
	scratch_write(folder, TMP "/00000000000001-00000001", "half", 4);
	scratch_write(folder, TMP "/00000000000002-00000001", "young", 5);
	age(folder, TMP, "00000000000001-00000001");
	second = spool_open(folder, NULL);
	assert_false(scratch_has(folder, TMP "/00000000000001-00000001"));
	assert_true(scratch_has(folder, TMP "/00000000000002-00000001"));
}

static void
a_living_writer_s_file_is_left_alone(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autoptr(own_spool_writer) writer = spool_writer_begin(spool, NULL);
	g_autoptr(own_spool) second = NULL;
	g_autoptr(own_item) facts = item_new();
	g_autofree char *tmp = path_in(folder, TMP, "");
	g_autoptr(GDir) directory = g_dir_open(tmp, 0, NULL);

	(void)state;
	age(folder, TMP, g_dir_read_name(directory));
	second = spool_open(folder, NULL);
	assert_int_equal(scratch_count(folder, TMP), 1);
	assert_true(spool_writer_finish(writer, facts, NULL));
}

static void
a_killed_writer_puts_nothing(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		struct spool_writer *writer = spool_writer_begin(spool, NULL);

		spool_writer_append(writer, "half", 4, NULL);
		raise(SIGKILL);
	}
	waitpid(pid, NULL, 0);
	assert_int_equal(scratch_count(folder, NEW), 0);
	assert_int_equal(scratch_count(folder, TMP), 1);
}

static void
attempts_survive_a_restart(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *id = put(spool, "poison", FALSE);
	int i;

	(void)state;
	for (i = 0; i < 12; i++) {
		g_autoptr(own_spool) again = spool_open(folder, NULL);
		g_autoptr(own_item) item = spool_load(again, id, NULL, NULL);

		assert_int_equal(item->attempts, MIN(i, 9));
		assert_true(spool_attempt(again, item, NULL));
		assert_int_equal(item->attempts, MIN(i + 1, 9));
	}
}

static void
archiving_may_be_repeated(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *id = put(spool, "original bytes", FALSE);
	g_autoptr(own_item) item = spool_load(spool, id, NULL, NULL);
	g_autoptr(GBytes) bytes = NULL;

	(void)state;
	assert_true(spool_attempt(spool, item, NULL));
	assert_true(spool_archive(spool, item, NULL));
	assert_true(spool_archive(spool, item, NULL));
	assert_int_equal(scratch_count(folder, NEW), 0);
	bytes = archive_open(folder, item->sha256, NULL);
	assert_int_equal(g_bytes_get_size(bytes), 14);
	assert_memory_equal(g_bytes_get_data(bytes, NULL), "original bytes",
			    14);
	assert_int_equal(scratch_count(folder, FILED), 0);
}

static void
the_same_bytes_are_archived_once(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *one = put(spool, "twice", TRUE);
	g_autofree char *two = put(spool, "twice", TRUE);
	g_autoptr(own_item) first = spool_load(spool, one, NULL, NULL);
	g_autoptr(own_item) second = spool_load(spool, two, NULL, NULL);
	g_autoptr(GPtrArray) filed = NULL;

	(void)state;
	assert_true(spool_archive(spool, first, NULL));
	assert_true(spool_archive(spool, second, NULL));
	assert_int_equal(scratch_count(folder, NEW), 0);
	assert_int_equal(scratch_count(folder, "archive"), 1);
	filed = spool_filed(spool, "box", NULL);
	assert_int_equal(filed->len, 2);
}

static void
filed_items_wait_to_be_moved(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *id = put(spool, "to be moved", TRUE);
	g_autoptr(own_item) item = spool_load(spool, id, NULL, NULL);
	g_autoptr(GPtrArray) filed = NULL;
	g_autoptr(GPtrArray) other = NULL;
	g_autoptr(GPtrArray) after = NULL;

	(void)state;
	assert_true(spool_archive(spool, item, NULL));
	filed = spool_filed(spool, "box", NULL);
	other = spool_filed(spool, "another", NULL);
	assert_int_equal(filed->len, 1);
	assert_int_equal(other->len, 0);
	assert_string_equal(((struct item *)filed->pdata[0])->id, id);
	assert_true(spool_filed_remove(spool, id, NULL));
	assert_true(spool_filed_remove(spool, id, NULL));
	after = spool_filed(spool, "box", NULL);
	assert_int_equal(after->len, 0);
}

/* --- what is no item ----------------------------------------------------*/

static void
damaged_items_are_told_and_held(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *id = put(spool, "good bytes", FALSE);
	g_autofree char *path = path_in(folder, NEW, id);
	g_autofree char *why = g_strconcat(HELD "/", id, ".why", NULL);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	FILE *file = fopen(path, "r+");

	(void)state;
	fseek(file, -1, SEEK_END);
	fputc('X', file);
	fclose(file);
	assert_null(spool_load(spool, id, NULL, &error));
	assert_true(fault_is(error, FAULT_INPUT));
	assert_true(spool_hold(spool, id, "Damaged.", NULL));
	assert_true(spool_hold(spool, id, "Damaged.", NULL));
	text = scratch_read(folder, why);
	assert_string_equal(text, "Damaged.");
	assert_int_equal(spool_count_held(spool), 1);
	assert_int_equal(spool_count_new(spool), 0);
}

static void
strange_files_do_not_stop_the_post(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_spool) spool = spool_open(folder, NULL);
	g_autofree char *id = put(spool, "good", FALSE);
	g_autofree char *link = path_in(folder, NEW, "00000000000001-0000000a");
	g_autofree char *pipe = path_in(folder, NEW, "00000000000002-0000000a");
	g_autoptr(GPtrArray) ids = NULL;
	guint i, good = 0;

	(void)state;
	scratch_write(folder, NEW "/README", "what is this", -1);
	scratch_write(folder, NEW "/00000000000000-0000000a.0", "x", 1);
	scratch_write(folder, NEW "/00000000000003-0000000a", "", 0);
	assert_int_equal(symlink("/etc/passwd", link), 0);
	assert_int_equal(mkfifo(pipe, 0600), 0);
	ids = spool_list(spool, 0, NULL);
	assert_int_equal(ids->len, 4);
	for (i = 0; i < ids->len; i++) {
		g_autoptr(own_item) item =
			spool_load(spool, ids->pdata[i], NULL, NULL);

		good += item != NULL;
	}
	assert_int_equal(good, 1);
	assert_true(scratch_has(folder, HELD "/README"));
	assert_true(scratch_has(folder, HELD "/README.why"));
	assert_int_equal(spool_count_held(spool), 2);
}

static void
a_folder_that_cannot_be_made_is_temporary(void **state)
{
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_null(spool_open("/proc/no/such/place", &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
}

static void
the_archive_is_not_believed_blindly(void **state)
{
	static const char hash[] = "ba7816bf8f01cfea414140de5dae2223b00361a396"
				   "177a9cb410ff61f20015ad";
	static const char *const odd[] = {"", "../../etc/passwd", "abc"};
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *name = g_strconcat("archive/ba/", hash, NULL);
	g_autoptr(GBytes) bytes = NULL;
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(odd); i++)
		assert_null(archive_open(folder, odd[i], NULL));
	assert_null(archive_open(folder, hash, NULL));
	scratch_write(folder, name, "postroom=1\n\nabd", -1);
	assert_null(archive_open(folder, hash, NULL));
	scratch_write(folder, name, "no envelope", -1);
	assert_null(archive_open(folder, hash, NULL));
	scratch_write(folder, name, "postroom=1\n\nabc", -1);
	bytes = archive_open(folder, hash, NULL);
	assert_int_equal(g_bytes_get_size(bytes), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_goes_in_and_comes_out),
		cmocka_unit_test(nobody_else_may_read_it),
		cmocka_unit_test(the_list_is_in_order_of_arrival),
		cmocka_unit_test(a_writer_that_is_left_leaves_nothing),
		cmocka_unit_test(nothing_is_ours_before_it_is_synced),
		cmocka_unit_test(a_batch_that_fails_leaves_nothing_half),
		cmocka_unit_test(many_are_synced_on_the_way),
		cmocka_unit_test(a_large_item_keeps_its_head),
		cmocka_unit_test(
			an_announced_size_above_the_bytes_means_truncated),
		cmocka_unit_test(below_the_floor_nothing_is_taken),
		cmocka_unit_test(a_dead_writer_s_file_is_cleared_away),
		cmocka_unit_test(a_living_writer_s_file_is_left_alone),
		cmocka_unit_test(a_killed_writer_puts_nothing),
		cmocka_unit_test(attempts_survive_a_restart),
		cmocka_unit_test(archiving_may_be_repeated),
		cmocka_unit_test(the_same_bytes_are_archived_once),
		cmocka_unit_test(filed_items_wait_to_be_moved),
		cmocka_unit_test(damaged_items_are_told_and_held),
		cmocka_unit_test(strange_files_do_not_stop_the_post),
		cmocka_unit_test(a_folder_that_cannot_be_made_is_temporary),
		cmocka_unit_test(the_archive_is_not_believed_blindly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
