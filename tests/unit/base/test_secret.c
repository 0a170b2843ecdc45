/*
 * Passwords that are taken and those that are refused, and tokens that only
 * the holder of the key can make.
 */
#include "unit/unit.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/secret.h"
#include "unit/base/scratch.h"

static const struct {
	const char *content;
	gssize size;
	const char *password; /* NULL: refused */
} files[] = {
	{"simple", -1, "simple"},
	{"with line break\n", -1, "with line break"},
	{"dos\r\n", -1, "dos"},
	{" spaces stay ", -1, " spaces stay "},
	{"gr\xc3\xbc\xc3\x9f\n", -1, "gr\xc3\xbc\xc3\x9f"},
	{"", 0, NULL},
	{"\n", -1, NULL},
	{"two\nlines\n", -1, NULL},
	{"x\r\nA1 LOGOUT", -1, NULL},
	{"zero\0byte", 9, NULL},
	{"tab\there", -1, NULL},
};

static void
passwords_are_read_from_a_file(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *path = g_build_filename(folder, "p", NULL);
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(own_secret) got = NULL;

		scratch_write(folder, "p", files[i].content, files[i].size);
		g_chmod(path, 0600);
		got = secret_password(path, NULL, &error);
		if (files[i].password != NULL) {
			assert_string_equal(got, files[i].password);
			continue;
		}
		assert_null(got);
		assert_true(fault_is(error, FAULT_SETUP));
		assert_null(strstr(error->message, "LOGOUT"));
	}
}

static void
too_long_a_password_is_refused(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *path = g_build_filename(folder, "p", NULL);
	g_autofree char *text = g_strnfill(8193, 'x');
	g_autoptr(own_secret) longest = NULL;

	(void)state;
	scratch_write(folder, "p", text, 8193);
	g_chmod(path, 0600);
	assert_null(secret_password(path, NULL, NULL));
	scratch_write(folder, "p", text, 8192);
	g_chmod(path, 0600);
	longest = secret_password(path, NULL, NULL);
	assert_int_equal(strlen(longest), 8192);
}

static void
a_file_that_all_may_read_is_refused(void **state)
{
	static const struct {
		mode_t mode;
		gboolean good;
	} modes[] = {{0600, TRUE},  {0400, TRUE},  {0640, TRUE}, {0660, TRUE},
		     {0604, FALSE}, {0602, FALSE}, {0644, FALSE}};
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *path = g_build_filename(folder, "p", NULL);
	gsize i;

	(void)state;
	scratch_write(folder, "p", "word", -1);
	for (i = 0; i < G_N_ELEMENTS(modes); i++) {
		g_autoptr(own_secret) got = NULL;

		g_chmod(path, modes[i].mode);
		got = secret_password(path, NULL, NULL);
		assert_int_equal(got != NULL, modes[i].good);
	}
}

static void
the_environment_is_the_other_place(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(own_secret) got = NULL;

	(void)state;
	g_setenv("UNIT_PASSWORD", "from outside", TRUE);
	got = secret_password("", "UNIT_PASSWORD", NULL);
	assert_string_equal(got, "from outside");
	g_unsetenv("UNIT_PASSWORD");
	assert_null(secret_password(NULL, "UNIT_PASSWORD", &error));
	assert_true(fault_is(error, FAULT_SETUP));
	assert_non_null(strstr(error->message, "UNIT_PASSWORD"));
}

static void
no_file_and_a_folder_are_told(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_null(secret_password(folder, NULL, NULL));
	assert_null(secret_password("/nowhere/at/all", NULL, &error));
	assert_true(fault_is(error, FAULT_SETUP));
}

static void
a_key_is_made_once_and_kept(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *path = g_build_filename(folder, "key", NULL);
	g_autoptr(own_secret_key) first = secret_key_load(path, NULL);
	g_autoptr(own_secret_key) second = secret_key_load(path, NULL);
	g_autofree char *a = secret_token(first, "case 7");
	g_autofree char *b = secret_token(second, "case 7");
	struct stat info;

	(void)state;
	assert_string_equal(a, b);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
}

static void
a_damaged_key_is_never_replaced(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *path = g_build_filename(folder, "key", NULL);
	static const int sizes[] = {0, 1, 31, 33, 64};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *bytes = g_strnfill((gsize)sizes[i], 'k');

		scratch_write(folder, "key", bytes, sizes[i]);
		g_chmod(path, 0600);
		assert_null(secret_key_load(path, &error));
		assert_true(fault_is(error, FAULT_SETUP));
	}
}

static void
tokens_have_their_shape_and_their_key(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *one = g_build_filename(folder, "one", NULL);
	g_autofree char *two = g_build_filename(folder, "two", NULL);
	g_autoptr(own_secret_key) key = secret_key_load(one, NULL);
	g_autoptr(own_secret_key) other = secret_key_load(two, NULL);
	g_autofree char *token = secret_token(key, "1");

	(void)state;
	assert_int_equal(strlen(token), 28);
	assert_true(g_str_has_prefix(token, "pr"));
	assert_int_equal(strspn(token + 2, "abcdefghijklmnopqrstuvwxyz234567"),
			 26);
	assert_true(secret_token_is(key, "1", token));
	assert_false(secret_token_is(key, "2", token));
	assert_false(secret_token_is(other, "1", token));
	assert_false(secret_token_is(key, "1", ""));
	token[5] = token[5] == 'a' ? 'b' : 'a';
	assert_false(secret_token_is(key, "1", token));
}

static void
random_bytes_differ(void **state)
{
	unsigned char a[16] = {0}, b[16] = {0};

	(void)state;
	secret_random(a, sizeof(a));
	secret_random(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	secret_free(NULL);
}

static void
print_token(const char *path, int out)
{
	g_autoptr(own_secret_key) key = secret_key_load(path, NULL);
	g_autofree char *token = key == NULL ? NULL : secret_token(key, "x");

	_exit(token != NULL && write(out, token, 28) == 28 ? 0 : 1);
}

/* Processes that start together on an empty folder. */
static void
one_of_several_makes_the_key(void **state)
{
	int round, i, pipes[2], status;
	char tokens[6 * 28 + 1];

	(void)state;
	for (round = 0; round < 20; round++) {
		g_autoptr(scratch) folder = scratch_new();
		g_autofree char *path = g_build_filename(folder, "key", NULL);
		gsize got = 0;
		ssize_t n;

		assert_int_equal(pipe(pipes), 0);
		for (i = 0; i < 6; i++)
			if (fork() == 0)
				print_token(path, pipes[1]);
		close(pipes[1]);
		while ((n = read(pipes[0], tokens + got,
				 sizeof(tokens) - got)) > 0)
			got += (gsize)n;
		close(pipes[0]);
		while (wait(&status) > 0)
			assert_int_equal(status, 0);
		assert_int_equal(got, 6 * 28);
		for (i = 1; i < 6; i++)
			assert_memory_equal(tokens, tokens + i * 28, 28);
	}
}

static void
a_seal_depends_on_each_byte_and_the_key(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autofree char *one = g_build_filename(folder, "one", NULL);
	g_autofree char *two = g_build_filename(folder, "two", NULL);
	g_autoptr(own_secret_key) key = secret_key_load(one, NULL);
	g_autoptr(own_secret_key) other = secret_key_load(two, NULL);
	g_autofree char *seal = secret_seal(key, "text", 4);
	g_autofree char *again = secret_seal(key, "text", 4);
	g_autofree char *differs = secret_seal(key, "texT", 4);
	g_autofree char *shorter = secret_seal(key, "text", 3);
	g_autofree char *theirs = secret_seal(other, "text", 4);

	(void)state;
	assert_int_equal(strspn(seal, "0123456789abcdef"), 64);
	assert_int_equal(strlen(seal), 64);
	assert_string_equal(seal, again);
	assert_string_not_equal(seal, differs);
	assert_string_not_equal(seal, shorter);
	assert_string_not_equal(seal, theirs);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passwords_are_read_from_a_file),
		cmocka_unit_test(too_long_a_password_is_refused),
		cmocka_unit_test(a_file_that_all_may_read_is_refused),
		cmocka_unit_test(the_environment_is_the_other_place),
		cmocka_unit_test(no_file_and_a_folder_are_told),
		cmocka_unit_test(a_key_is_made_once_and_kept),
		cmocka_unit_test(a_damaged_key_is_never_replaced),
		cmocka_unit_test(tokens_have_their_shape_and_their_key),
		cmocka_unit_test(random_bytes_differ),
		cmocka_unit_test(one_of_several_makes_the_key),
		cmocka_unit_test(a_seal_depends_on_each_byte_and_the_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
