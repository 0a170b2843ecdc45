/*
 * Listing a Maildir: each file once, by its name without flags and by its
 * bytes; nothing is changed.
 */
#include "unit/unit.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "poll/listing.h"

static const struct {
	const char *file;
	const char *text;
	const char *name;
} files[] = {
	{"new/1.a.x", "one", "1.a.x"},	      {"cur/2.b.x:2,", "two", "2.b.x"},
	{"cur/3.c.x:2,FS", "three", "3.c.x"}, {"new/4.d.x", "one", "4.d.x"},
	{"new/5.e.x", "", "5.e.x"},
};

static char *
path_of(const struct mailbox *mailbox, const char *name)
{
	return g_build_filename(mailbox->maildir, name, NULL);
}

static void
make(struct mailbox *mailbox)
{
	static const char *const folders[] = {"new", "cur"};
	gsize i;

	mailbox->name = g_strdup("complaints");
	mailbox->maildir = g_dir_make_tmp("postroom-unit.XXXXXX", NULL);
	for (i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder = path_of(mailbox, folders[i]);

		assert_int_equal(g_mkdir(folder, 0700), 0);
	}
}

static void
clear(struct mailbox *mailbox)
{
	static const char *const folders[] = {"new", "cur", ""};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder = path_of(mailbox, folders[i]);

		(void)g_rmdir(folder);
	}
	g_free(mailbox->name);
	g_free(mailbox->maildir);
}

static const struct listed *
listed_of(const GPtrArray *found, const char *name)
{
	guint i;

	for (i = 0; i < found->len; i++) {
		const struct listed *listed = found->pdata[i];

		if (g_str_equal(listed->name, name))
			return listed;
	}
	return NULL;
}

static void
each_file_is_listed_by_its_bytes(void **state)
{
	struct mailbox mailbox = {0};
	g_autoptr(own_listing) found = NULL;
	gsize i;

	(void)state;
	make(&mailbox);
	for (i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = path_of(&mailbox, files[i].file);

		assert_true(g_file_set_contents(path, files[i].text, -1, NULL));
	}
	found = listing_open(
		&(struct door){.name = mailbox.name, .mailbox = &mailbox},
		TIME_NONE, TIME_NONE, NULL);
	assert_int_equal(found->all->len, G_N_ELEMENTS(files));
	for (i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = path_of(&mailbox, files[i].file);
		g_autofree char *sha256 =
			text_sha256(files[i].text, strlen(files[i].text));
		const struct listed *listed =
			listed_of(found->all, files[i].name);

		assert_non_null(listed);
		assert_string_equal(listed->place, path);
		assert_string_equal(listed->sha256, sha256);
		assert_int_equal(g_unlink(path), 0);
	}
	clear(&mailbox);
}

static void
what_is_no_maildir_is_told(void **state)
{
	struct mailbox mailbox = {0};
	g_autoptr(own_listing) empty = NULL;
	g_autofree char *cur = NULL;
	g_autoptr(GError) error = NULL;

	(void)state;
	make(&mailbox);
	empty = listing_open(
		&(struct door){.name = mailbox.name, .mailbox = &mailbox},
		TIME_NONE, TIME_NONE, NULL);
	assert_int_equal(empty->all->len, 0);
	cur = path_of(&mailbox, "cur");
	assert_int_equal(g_rmdir(cur), 0);
	assert_null(listing_open(
		&(struct door){.name = mailbox.name, .mailbox = &mailbox},
		TIME_NONE, TIME_NONE, &error));
	assert_true(fault_is(error, FAULT_SETUP));
	assert_non_null(strstr(error->message, "complaints"));
	clear(&mailbox);
}

/* Scans in the folder are new, those in done were taken in; what poll leaves
 * alone is not listed. */
static void
letters_are_listed_where_they_lie(void **state)
{
	static const struct {
		const char *file, *text, *name; /* name NULL: not listed */
		gboolean passed;
	} scans[] = {
		{"new/a.pdf", "one", "a.pdf", FALSE},
		{"new/b.pdf.part", "two", NULL, FALSE},
		{"new/empty.pdf", "", NULL, FALSE},
		{"cur/2-a.pdf", "three", "2-a.pdf", TRUE},
		{"cur/.hidden", "four", NULL, FALSE},
	};
	struct mailbox place = {0};
	struct drop_folder letters = {.name = (char *)"scans"};
	const struct door door = {.name = "scans", .letters = &letters};
	g_autoptr(own_listing) found = NULL;
	gsize i, wanted = 0;

	(void)state;
	make(&place);
	letters.folder = path_of(&place, "new");
	letters.done = path_of(&place, "cur");
	for (i = 0; i < G_N_ELEMENTS(scans); i++) {
		g_autofree char *path = path_of(&place, scans[i].file);

		assert_true(g_file_set_contents(path, scans[i].text, -1, NULL));
		wanted += scans[i].name != NULL;
	}
	found = listing_open(&door, TIME_NONE, TIME_NONE, NULL);
	assert_int_equal(found->all->len, wanted);
	for (i = 0; i < G_N_ELEMENTS(scans); i++) {
		g_autofree char *path = path_of(&place, scans[i].file);
		const struct listed *one;

		assert_int_equal(g_unlink(path), 0);
		if (scans[i].name == NULL)
			continue;
		one = listed_of(found->all, scans[i].name);
		assert_non_null(one);
		assert_int_equal(one->passed, scans[i].passed);
		assert_int_equal(strlen(one->sha256), 64);
	}
	clear(&place);
	assert_null(listing_open(&door, TIME_NONE, TIME_NONE, NULL));
	g_free(letters.folder);
	g_free(letters.done);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_file_is_listed_by_its_bytes),
		cmocka_unit_test(letters_are_listed_where_they_lie),
		cmocka_unit_test(what_is_no_maildir_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
