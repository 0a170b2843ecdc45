/*
 * A configuration that works, in a folder of its own, and what makes others
 * of it.
 */
#ifndef UNIT_CONFIG_SAMPLE_H
#define UNIT_CONFIG_SAMPLE_H

#include "unit/unit.h"

#include <glib/gstdio.h>

#include "config/config.h"

/* As architecture.md shows it, with what a test has in place of servers. */
static const char good[] =
	"# Example Homes\n"					 /* 1 */
	"data = \"spool/live\"   // below this folder\n"	 /* 2 */
	"rules = \".\"\n"					 /* 3 */
	"templates = \".\"\n"					 /* 4 */
	"profiles = \".\"\n"					 /* 5 */
	"calendar = \"postroom.conf\"\n"			 /* 6 */
	"ombudsman = \"postroom.conf\"\n"			 /* 7 */
	"landlord {\n"						 /* 8 */
	"	name = \"Example Homes\"\n"			 /* 9 */
	"	address = \"1 High Street, Anytown, AN1 1AA\"\n" /* 10 */
	"	telephone = \"01234 567890\"\n"			 /* 11 */
	"	emergency = \"01234 567891\"\n"			 /* 12 */
	"	email = \"complaints@landlord.example\"\n"	 /* 13 */
	"	officer = \"The Complaints Officer\"\n"		 /* 14 */
	"	homes = 9000\n"					 /* 15 */
	"	profile = \"code\"\n"				 /* 16 */
	"}\n"							 /* 17 */
	"mailbox \"complaints\" {\n"				 /* 18 */
	"	imap = \"imaps://mail.landlord.example\"\n"	 /* 19 */
	"	user = \"complaints@landlord.example\"\n"	 /* 20 */
	"	password_file = \"password\"\n"			 /* 21 */
	"	ca_file = \"\"\n"				 /* 22 */
	"	folder = \"INBOX\"\n"				 /* 23 */
	"	since = \"now\"\n"				 /* 24 */
	"}\n"							 /* 25 */
	"send {\n"						 /* 26 */
	"	smtp = \"smtps://mail.landlord.example:465\"\n"	 /* 27 */
	"	user = \"complaints@landlord.example\"\n"	 /* 28 */
	"	password_file = \"password\"\n"			 /* 29 */
	"	return_path = \"\"\n"				 /* 30 */
	"}\n"							 /* 31 */
	"guard { threshold = 0.2 }\n"				 /* 32 */
	"console { listen = \"127.0.0.1:8025\" }\n";		 /* 33 */

static char *folder;
static char *file;

static char *
in_folder(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

static void
write_file(const char *name, const char *text, guint mode)
{
	g_autofree char *path = in_folder(name);

	assert_true(g_file_set_contents(path, text, -1, NULL));
	assert_int_equal(g_chmod(path, mode), 0);
}

static struct config *
load(const char *text, GError **error)
{
	write_file("postroom.conf", text, 0600);
	return config_load(file, error);
}

static char *
replaced(const char *text, const char *from, const char *to)
{
	g_auto(GStrv) parts = g_strsplit(text, from, 2);

	assert_non_null(parts[1]); /* what is replaced must be there */
	return g_strjoin(to, parts[0], parts[1], NULL);
}

struct broken {
	const char *from;
	const char *to;
	const char *line; /* as it stands in the message */
	const char *words;
};

static int
set_up(void **state)
{
	(void)state;
	folder = g_dir_make_tmp("config-XXXXXX", NULL);
	file = in_folder("postroom.conf");
	write_file("password", "secret\n", 0600);
	write_file("empty", "", 0600);
	write_file("open", "secret\n", 0644);
	write_file("code.conf", "", 0644);
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const names[] = {
		"password", "empty", "open", "code.conf", "postroom.conf", NULL,
	};
	gsize i;

	(void)state;
	for (i = 0; names[i] != NULL; i++) {
		g_autofree char *path = in_folder(names[i]);

		g_unlink(path);
	}
	g_rmdir(folder);
	g_free(folder);
	g_free(file);
	return 0;
}

#endif
