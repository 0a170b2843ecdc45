/*
 * Looking at a spool and an archive that others work with: what is there is
 * told, what is not is no fault, and nothing is made.
 */
#include "unit/unit.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/text.h"
#include "spool/archive.h"
#include "spool/fields.h"
#include "spool/look.h"
#include "spool/spool.h"

static char *data;

static int
setup(void **state)
{
	(void)state;
	data = g_dir_make_tmp("postroom-unit.XXXXXX", NULL);
	return data == NULL;
}

static int
remove_all(void **state)
{
	g_autofree char *command = g_strdup_printf("rm -rf '%s'", data);

	(void)state;
	g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL);
	g_clear_pointer(&data, g_free);
	return 0;
}

static struct item *
put(struct spool *spool, const char *text)
{
	struct item *facts = item_new();

	g_free(facts->source);
	facts->source = g_strdup("complaints");
	facts->uid = 7;
	assert_true(spool_put(spool, text, strlen(text), facts, NULL));
	assert_true(spool_sync(spool, NULL));
	return facts;
}

static void
nothing_is_there(void **state)
{
	static const enum look_place places[] = {LOOK_NEW, LOOK_HELD};
	g_autofree char *spool = g_build_filename(data, "spool", NULL);
	g_autoptr(GPtrArray) files = archive_list(data, "ab", NULL);
	g_autoptr(GHashTable) seen = look_seen(data, "complaints", NULL);
	g_autoptr(GError) error = NULL;
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autoptr(GPtrArray) found = look_into(data, places[i], NULL);

		assert_int_equal(found->len, 0);
	}
	assert_int_equal(files->len, 0);
	assert_int_equal(g_hash_table_size(seen), 0);
	assert_null(look_for(data, "ab", &error));
	assert_null(error);
	assert_int_not_equal(access(spool, F_OK), 0);
}

static void
what_waits_is_told(void **state)
{
	g_autoptr(own_spool) spool = spool_open(data, NULL);
	g_autoptr(own_item) item = put(spool, "one");
	g_autoptr(own_item) bad = put(spool, "two");
	g_autoptr(GPtrArray) found = NULL;
	g_autoptr(GPtrArray) held = NULL;
	g_autofree char *path = look_for(data, item->sha256, NULL);
	const struct look *look;

	(void)state;
	assert_true(g_str_has_suffix(path, item->id));
	assert_true(spool_hold(spool, bad->id, "It is odd.\n", NULL));
	found = look_into(data, LOOK_NEW, NULL);
	held = look_into(data, LOOK_HELD, NULL);
	assert_int_equal(found->len, 1);
	look = found->pdata[0];
	assert_string_equal(look->name, item->id);
	assert_string_equal(look->item->sha256, item->sha256);
	assert_int_equal(look->item->uid, 7);
	assert_string_equal(look->why, "");
	assert_int_equal(held->len, 1);
	look = held->pdata[0];
	assert_string_equal(look->why, "It is odd.");
	assert_string_equal(look->item->sha256, bad->sha256);
	assert_null(look_for(data, bad->sha256, NULL));
}

static void
what_is_no_item_has_no_envelope(void **state)
{
	g_autoptr(own_spool) spool = spool_open(data, NULL);
	g_autofree char *path =
		g_build_filename(data, "spool", "new", "rubbish", NULL);
	g_autoptr(GPtrArray) found = NULL;
	const struct look *look;

	(void)state;
	assert_true(text_write_file(path, "rubbish", 7, NULL));
	found = look_into(data, LOOK_NEW, NULL);
	assert_int_equal(found->len, 1);
	look = found->pdata[0];
	assert_null(look->item);
}

static void
the_archive_is_listed(void **state)
{
	g_autoptr(own_spool) spool = spool_open(data, NULL);
	g_autoptr(own_item) item = put(spool, "one");
	g_autofree char *digits = g_strndup(item->sha256, 2);
	g_autoptr(GPtrArray) files = NULL;

	(void)state;
	assert_false(archive_has(data, item->sha256));
	assert_true(spool_archive(spool, item, NULL));
	assert_true(archive_has(data, item->sha256));
	files = archive_list(data, digits, NULL);
	assert_int_equal(files->len, 1);
	assert_string_equal(files->pdata[0], item->sha256);
	assert_null(look_for(data, item->sha256, NULL));
}

/* A name that is still being written is not known. */
static void
names_that_were_seen(void **state)
{
	static const char text[] = "one\nodd%0Aname\ncut";
	g_autoptr(own_spool) spool = spool_open(data, NULL);
	g_autofree char *path = g_build_filename(data, "spool", "source",
						 "complaints.seen", NULL);
	g_autofree char *odd = fields_escape("odd\nname");
	g_autoptr(GHashTable) seen = NULL;

	(void)state;
	assert_true(text_write_file(path, text, strlen(text), NULL));
	seen = look_seen(data, "complaints", NULL);
	assert_int_equal(g_hash_table_size(seen), 2);
	assert_true(g_hash_table_contains(seen, "one"));
	assert_true(g_hash_table_contains(seen, odd));
	assert_false(g_hash_table_contains(seen, "cut"));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, remove_all)
	const struct CMUnitTest tests[] = {
		TEST(nothing_is_there),
		TEST(what_waits_is_told),
		TEST(what_is_no_item_has_no_envelope),
		TEST(the_archive_is_listed),
		TEST(names_that_were_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
