/*
 * Resources stand beside the program in a checkout, and below
 * POSTROOM_DATADIR once it is installed.
 */
#include "config/resource.h"

static char *
beside_program(const char *name)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = NULL;

	if (program == NULL)
		return NULL;
	folder = g_path_get_dirname(program);
	return g_build_filename(folder, name, NULL);
}

char *
resource_find(const char *name)
{
	char *path = beside_program(name);

	if (path != NULL && g_file_test(path, G_FILE_TEST_EXISTS))
		return path;
	g_free(path);
	return g_build_filename(POSTROOM_DATADIR, name, NULL);
}
