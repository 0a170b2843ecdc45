/*
 * A folder for one test: made empty, removed with all that is in it.
 */
#ifndef UNIT_BASE_SCRATCH_H
#define UNIT_BASE_SCRATCH_H

#include <ftw.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>

static int
scratch_remove_one(const char *path, const struct stat *info, int flag,
		   struct FTW *walk)
{
	(void)info;
	(void)flag;
	(void)walk;
	return remove(path);
}

static inline void
scratch_remove(char *path)
{
	nftw(path, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	g_free(path);
}

typedef char scratch;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(scratch, scratch_remove)

static inline char *
scratch_new(void)
{
	return g_dir_make_tmp("postroom-unit.XXXXXX", NULL);
}

/* Writes a file below the folder; its folders are made. */
static inline void
scratch_write(const char *folder, const char *name, const char *data,
	      gssize size)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *above = g_path_get_dirname(path);

	g_mkdir_with_parents(above, 0700);
	g_file_set_contents(path, data, size, NULL);
}

/* The file's contents, or NULL. */
static inline char *
scratch_read(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	char *data = NULL;

	g_file_get_contents(path, &data, NULL, NULL);
	return data;
}

static inline gboolean
scratch_has(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* How many entries a folder below has; -1 if it is none. */
static inline int
scratch_count(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
	int n = 0;

	if (directory == NULL)
		return -1;
	while (g_dir_read_name(directory) != NULL)
		n++;
	return n;
}

#endif
