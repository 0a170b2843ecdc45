/*
 * A Maildir as a mailbox, through the door that the command uses: each file
 * comes in once, whatever other programs do with it, and none is lost.
 */
#include "unit/unit.h"

#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "base/clock.h"
#include "base/fault.h"
#include "poll/door.h"
#include "spool/cursor.h"
#include "unit/base/scratch.h"

#define NEW "data/spool/new"

struct box {
	char *folder;
	char *maildir;
	char *data;
	struct mailbox mailbox;
	struct spool *spool;
	struct poll_report report;
};

static int
open_box(void **state)
{
	struct box *box = g_new0(struct box, 1);
	static const char *const parts[] = {"new", "cur", "tmp"};
	gsize i;

	box->folder = scratch_new();
	box->maildir = g_build_filename(box->folder, "mail", NULL);
	box->data = g_build_filename(box->folder, "data", NULL);
	for (i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *path =
			g_build_filename(box->maildir, parts[i], NULL);

		g_mkdir_with_parents(path, 0700);
	}
	box->mailbox = (struct mailbox){
		.name = (char *)"box",
		.imap = (char *)"",
		.maildir = box->maildir,
		.move_to = (char *)"",
		.folder = (char *)"INBOX",
		.since = clock_parse("2026-01-06T00:00:00Z"),
	};
	box->spool = spool_open(box->data, NULL);
	*state = box;
	return 0;
}

static int
close_box(void **state)
{
	struct box *box = *state;

	spool_close(box->spool);
	g_free(box->maildir);
	g_free(box->data);
	scratch_remove(box->folder);
	g_free(box);
	return 0;
}

static void
deliver(const struct box *box, const char *name, const char *received)
{
	struct utimbuf times;
	g_autofree char *path = g_build_filename(box->maildir, name, NULL);

	scratch_write(box->maildir, name, name, -1);
	times.actime = times.modtime = (time_t)clock_parse(received);
	assert_int_equal(utime(path, &times), 0);
}

static gboolean
poll_box(struct box *box, GError **error)
{
	struct door door = {.name = box->mailbox.name,
			    .mailbox = &box->mailbox};

	return door_pass(&door, box->spool, &box->report, error);
}

static void
expect(struct box *box, int fresh, int old, int moved)
{
	g_autoptr(GError) error = NULL;

	if (!poll_box(box, &error))
		fail_msg("%s", error->message);
	assert_int_equal(box->report.new, fresh);
	assert_int_equal(box->report.old, old);
	assert_int_equal(box->report.moved, moved);
}

static void
each_file_comes_in_once(void **state)
{
	struct box *box = *state;
	g_autoptr(GPtrArray) ids = NULL;
	g_autoptr(own_item) first = NULL;

	deliver(box, "new/1.old.host", "2026-01-05T09:00:00Z");
	deliver(box, "new/2.fresh.host", "2026-01-06T09:00:00Z");
	deliver(box, "cur/3.read.host:2,S", "2026-01-07T09:00:00Z");
	expect(box, 2, 1, 0);
	expect(box, 0, 0, 0);
	deliver(box, "new/4.more.host", "2026-01-08T09:00:00Z");
	expect(box, 1, 0, 0);
	ids = spool_list(box->spool, 0, NULL);
	assert_int_equal(ids->len, 4);
	first = spool_load(box->spool, ids->pdata[0], NULL, NULL);
	assert_string_equal(first->name, "1.old.host");
	assert_string_equal(first->source, "box");
	assert_string_equal(first->channel, "email");
	assert_false(first->answer);
	assert_int_equal(first->received, clock_parse("2026-01-05T09:00:00Z"));
}

static void
reading_it_elsewhere_does_not_bring_it_again(void **state)
{
	struct box *box = *state;
	g_autofree char *from =
		g_build_filename(box->maildir, "new/1.a.host", NULL);
	g_autofree char *to =
		g_build_filename(box->maildir, "cur/1.a.host:2,RS", NULL);

	deliver(box, "new/1.a.host", "2026-01-07T09:00:00Z");
	expect(box, 1, 0, 0);
	assert_int_equal(rename(from, to), 0);
	expect(box, 0, 0, 0);
}

static void
a_crash_before_the_names_are_saved_costs_a_second_look(void **state)
{
	struct box *box = *state;
	g_autofree char *seen =
		g_build_filename(box->data, "spool/source/box.seen", NULL);

	deliver(box, "new/1.a.host", "2026-01-07T09:00:00Z");
	expect(box, 1, 0, 0);
	assert_int_equal(unlink(seen), 0);
	expect(box, 1, 0, 0);
	assert_int_equal(scratch_count(box->folder, NEW), 2);
}

static void
the_cut_off_is_fixed_at_the_first_pass(void **state)
{
	struct box *box = *state;
	g_autoptr(own_cursor) cursor = NULL;

	box->mailbox.since = TIME_NONE;
	clock_fix(clock_parse("2026-03-01T09:00:00Z"));
	expect(box, 0, 0, 0);
	clock_fix(clock_parse("2026-04-01T09:00:00Z"));
	deliver(box, "new/1.before.host", "2026-02-28T09:00:00Z");
	deliver(box, "new/2.after.host", "2026-03-02T09:00:00Z");
	expect(box, 1, 1, 0);
	clock_fix(TIME_NONE);
	cursor = cursor_load(box->data, "box", NULL);
	assert_int_equal(cursor->cutoff, clock_parse("2026-03-01T09:00:00Z"));
	assert_int_not_equal(cursor->last_success, TIME_NONE);
}

static gboolean
remark_has(const struct box *box, const char *words)
{
	g_autoptr(own_cursor) cursor = cursor_load(box->data, "box", NULL);

	return strstr(cursor->remark, words) != NULL;
}

static void
odd_entries_keep_back_no_other(void **state)
{
	struct box *box = *state;
	g_autofree char *pipe =
		g_build_filename(box->maildir, "new/0.pipe", NULL);
	g_autofree char *link =
		g_build_filename(box->maildir, "new/1.link", NULL);
	g_autofree char *folder =
		g_build_filename(box->maildir, "new/2.folder", NULL);
	g_autofree char *name = g_strnfill(240, 'n');
	g_autofree char *long_name = g_strconcat("new/", name, NULL);
	g_autoptr(GError) error = NULL;

	assert_int_equal(mkfifo(pipe, 0600), 0);
	assert_int_equal(symlink("/etc/passwd", link), 0);
	assert_int_equal(mkdir(folder, 0700), 0);
	deliver(box, "new/.hidden", "2026-01-07T09:00:00Z");
	deliver(box, "new/3.good.host", "2026-01-07T09:00:00Z");
	deliver(box, "new/\xff raw\n%", "2026-01-07T09:00:00Z");
	deliver(box, long_name, "2026-01-07T09:00:00Z");
	assert_true(poll_box(box, &error));
	assert_int_equal(box->report.new, 3);
	assert_int_equal(box->report.failed, 0);
	assert_true(box->report.remark);
	assert_true(remark_has(box, "holds 3 entries"));
	assert_true(remark_has(box, "such as new/0.pipe."));
	assert_true(poll_box(box, &error));
	assert_int_equal(box->report.new, 0);
	assert_false(box->report.remark);
	assert_int_equal(unlink(pipe), 0);
	assert_true(poll_box(box, &error));
	assert_true(box->report.remark);
	assert_true(remark_has(box, "such as new/1.link."));
	assert_int_equal(unlink(link), 0);
	assert_int_equal(rmdir(folder), 0);
	assert_true(poll_box(box, &error));
	assert_false(box->report.remark);
	assert_false(remark_has(box, "holds"));
}

static void
file_all(const struct box *box)
{
	g_autoptr(GPtrArray) ids = spool_list(box->spool, 0, NULL);
	guint i;

	for (i = 0; i < ids->len; i++) {
		g_autoptr(own_item) item =
			spool_load(box->spool, ids->pdata[i], NULL, NULL);

		assert_true(spool_archive(box->spool, item, NULL));
	}
}

static void
filed_mail_is_moved_and_never_lost(void **state)
{
	struct box *box = *state;

	box->mailbox.move_to = (char *)"Done";
	deliver(box, "new/1.a.host", "2026-01-07T09:00:00Z");
	deliver(box, "cur/2.b.host:2,S", "2026-01-07T09:00:00Z");
	expect(box, 2, 0, 0);
	file_all(box);
	expect(box, 0, 0, 2);
	assert_true(scratch_has(box->maildir, ".Done/cur/1.a.host:2,"));
	assert_true(scratch_has(box->maildir, ".Done/cur/2.b.host:2,S"));
	assert_int_equal(scratch_count(box->maildir, "new"), 0);
	expect(box, 0, 0, 0);
	assert_int_equal(scratch_count(box->data, "spool/filed"), 0);
}

static void
what_is_gone_needs_no_moving(void **state)
{
	struct box *box = *state;
	g_autofree char *path =
		g_build_filename(box->maildir, "new/1.a.host", NULL);

	box->mailbox.move_to = (char *)"cur";
	deliver(box, "new/1.a.host", "2026-01-07T09:00:00Z");
	expect(box, 1, 0, 0);
	file_all(box);
	assert_int_equal(unlink(path), 0);
	expect(box, 0, 0, 0);
	assert_int_equal(scratch_count(box->data, "spool/filed"), 0);
}

static void
a_folder_that_is_no_maildir_is_told(void **state)
{
	struct box *box = *state;
	g_autoptr(GError) error = NULL;
	g_autoptr(own_cursor) cursor = NULL;
	guint messages = 0;

	assert_true(poll_check(&box->mailbox, &messages, NULL));
	box->mailbox.maildir = (char *)"/nowhere/at/all";
	assert_false(poll_check(&box->mailbox, &messages, NULL));
	assert_false(poll_box(box, &error));
	assert_true(fault_is(error, FAULT_SETUP));
	cursor = cursor_load(box->data, "box", NULL);
	assert_string_equal(cursor->last_error, error->message);
}

static void
below_the_floor_mail_waits(void **state)
{
	struct box *box = *state;
	g_autoptr(GError) error = NULL;

	deliver(box, "new/1.a.host", "2026-01-07T09:00:00Z");
	spool_set_floor(box->spool, G_MAXUINT64);
	assert_false(poll_box(box, &error));
	assert_true(fault_is(error, FAULT_TEMPORARY));
	assert_int_equal(scratch_count(box->folder, NEW), 0);
	spool_set_floor(box->spool, 0);
	expect(box, 1, 0, 0);
}

static void
many_files_come_in(void **state)
{
	struct box *box = *state;
	int i;

	for (i = 0; i < 333; i++) {
		g_autofree char *name = g_strdup_printf("new/%04d.x", i);

		deliver(box, name, "2026-01-07T09:00:00Z");
	}
	expect(box, 333, 0, 0);
	expect(box, 0, 0, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_box, close_box)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_file_comes_in_once),
		TEST(reading_it_elsewhere_does_not_bring_it_again),
		TEST(a_crash_before_the_names_are_saved_costs_a_second_look),
		TEST(the_cut_off_is_fixed_at_the_first_pass),
		TEST(odd_entries_keep_back_no_other),
		TEST(filed_mail_is_moved_and_never_lost),
		TEST(what_is_gone_needs_no_moving),
		TEST(a_folder_that_is_no_maildir_is_told),
		TEST(below_the_floor_mail_waits),
		TEST(many_files_come_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
