/*
 * Passwords that are hashed, text that only the holder of the key reads, and
 * tokens that nobody guesses.
 */
#include "unit/unit.h"

#include "base/secret.h"
#include "unit/base/scratch.h"

static struct secret_key *
new_key(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	return secret_key_load(path, NULL);
}

static void
a_password_is_known_by_its_hash(void **state)
{
	g_autofree char *one = secret_hash_password("correct horse");
	g_autofree char *two = secret_hash_password("correct horse");

	(void)state;
	assert_true(g_str_has_prefix(one, "$argon2id$"));
	assert_string_not_equal(one, two);
	assert_null(strstr(one, "horse"));
	assert_true(secret_password_is("correct horse", one));
	assert_false(secret_password_is("correct horsf", one));
	assert_false(secret_password_is("", one));
	assert_false(secret_password_is("correct horse", ""));
	assert_false(secret_password_is("correct horse", "$argon2id$rubbish"));
}

static void
hidden_text_is_read_with_its_key(void **state)
{
	g_autoptr(scratch) folder = scratch_new();
	g_autoptr(own_secret_key) key = new_key(folder, "a");
	g_autoptr(own_secret_key) other = new_key(folder, "b");
	g_autofree char *hidden = secret_hide(key, "JBSWY3DP");
	g_autofree char *again = secret_hide(key, "JBSWY3DP");
	g_autofree char *empty = secret_hide(key, "");
	g_autoptr(own_secret) read = secret_reveal(key, hidden);
	g_autoptr(own_secret) nothing = secret_reveal(key, empty);
	gsize i;

	(void)state;
	assert_string_equal(read, "JBSWY3DP");
	assert_string_equal(nothing, "");
	assert_string_not_equal(hidden, again);
	assert_null(secret_reveal(other, hidden));
	assert_null(secret_reveal(key, ""));
	assert_null(secret_reveal(key, "zz"));
	for (i = 0; i < strlen(hidden); i++) {
		char was = hidden[i];

		hidden[i] = was == '0' ? '1' : '0';
		assert_null(secret_reveal(key, hidden));
		hidden[i] = '\0';
		assert_null(secret_reveal(key, hidden));
		hidden[i] = was;
	}
}

static void
tokens_differ(void **state)
{
	g_autoptr(own_secret) one = secret_new_token();
	g_autoptr(own_secret) two = secret_new_token();

	(void)state;
	assert_int_equal(strlen(one), 52);
	assert_int_equal(strspn(one, "abcdefghijklmnopqrstuvwxyz234567"), 52);
	assert_false(secret_equal(one, two));
	assert_true(secret_equal(one, one));
	assert_false(secret_equal("a", "ab"));
	assert_true(secret_equal("", ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_password_is_known_by_its_hash),
		cmocka_unit_test(hidden_text_is_read_with_its_key),
		cmocka_unit_test(tokens_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
