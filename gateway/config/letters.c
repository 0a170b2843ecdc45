/*
 * The sections of drop folders. A folder that is not there is no fault here:
 * a share that is away must not keep the rest from starting.
 */
#include "config/letters.h"

#include <string.h>

#include "config/check.h"

#define QUIET_MOST 3600
#define NAME_CHARS 64

const struct source_key letters_keys[] = {
	{"letters", "", KEY_TITLED, NULL},
	{"letters", "folder", KEY_TEXT, NULL},
	{"letters", "done", KEY_TEXT, NULL},
	{"letters", "quiet", KEY_TEXT, "10"},
	{"letters", "sure", KEY_TEXT, "75"},
	{"letters", "since", KEY_TEXT, "now"},
	{NULL, NULL, KEY_TEXT, NULL},
};

static struct place
key_at(guint index, const char *name)
{
	struct place place = {"letters", index, name};

	return place;
}

static void
check_title(struct source *source, guint index, const char *name,
	    GHashTable *names)
{
	struct place place = key_at(index, "");

	if (*name == '\0' || strlen(name) > NAME_CHARS ||
	    name[strspn(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_")] !=
		    '\0')
		source_fault(source, place,
			     "The name \"%s\" of letters may hold only "
			     "letters, digits, - and _, %d at most.",
			     name, NAME_CHARS);
	if (!g_hash_table_add(names, g_strdup(name)))
		source_fault(source, place,
			     "The name \"%s\" is taken by another source. Give "
			     "the folder of letters another one.",
			     name);
}

static struct drop_folder *
read_one(struct source *source, guint index, GHashTable *names)
{
	struct drop_folder *drop = g_new0(struct drop_folder, 1);

	drop->name = g_strdup(source_title(source, "letters", index));
	check_title(source, index, drop->name, names);
	check_needed(source, key_at(index, "folder"));
	drop->folder = check_path(source, key_at(index, "folder"));
	drop->done = check_path(source, key_at(index, "done"));
	if (*drop->done == '\0') {
		g_free(drop->done);
		drop->done = g_build_filename(drop->folder, "done", NULL);
	}
	if (*drop->folder != '\0' && g_str_equal(drop->done, drop->folder))
		source_fault(source, key_at(index, "done"),
			     "\"done\" and \"folder\" are the same folder: "
			     "files would be taken in again and again.");
	drop->quiet =
		source_number(source, key_at(index, "quiet"), 0, QUIET_MOST);
	drop->sure = source_number(source, key_at(index, "sure"), 0, 100);
	drop->since = check_since(source, key_at(index, "since"));
	return drop;
}

static void
check_twins(struct source *source, const GPtrArray *drops)
{
	guint i, j;

	for (i = 1; i < drops->len; i++)
		for (j = 0; j < i; j++) {
			const struct drop_folder *a = drops->pdata[i];
			const struct drop_folder *b = drops->pdata[j];

			if (g_str_equal(a->folder, b->folder))
				source_fault(source, key_at(i, "folder"),
					     "letters \"%s\" has the same "
					     "folder. Remove one of them.",
					     b->name);
		}
}

GPtrArray *
drop_folders_read(struct source *source, GHashTable *names)
{
	GPtrArray *drops = g_ptr_array_new_with_free_func(
		(GDestroyNotify)drop_folder_free);
	guint i, n = source_count(source, "letters");

	for (i = 0; i < n; i++)
		g_ptr_array_add(drops, read_one(source, i, names));
	check_twins(source, drops);
	return drops;
}

void
drop_folder_free(struct drop_folder *drop)
{
	if (drop == NULL)
		return;
	g_free(drop->name);
	g_free(drop->folder);
	g_free(drop->done);
	g_free(drop);
}
