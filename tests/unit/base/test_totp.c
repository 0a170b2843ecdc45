/*
 * One-time codes: the vectors of RFC 6238 (appendix B, SHA-1, the last six of
 * their eight digits), steps beside now, each step once.
 */
#include "unit/unit.h"

#include "base/secret.h"
#include "base/totp.h"

/* "12345678901234567890" in base32. */
#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

static const struct {
	gint64 instant;
	const char *code;
} vectors[] = {
	{59, "287082"},		{1111111109, "081804"}, {1111111111, "050471"},
	{1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
};

static void
codes_are_those_of_the_standard(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(vectors); i++) {
		g_autofree char *code =
			totp_code(SECRET, totp_step(vectors[i].instant));

		assert_string_equal(code, vectors[i].code);
	}
	assert_null(totp_code("", 1));
	assert_null(totp_code("not base32!", 1));
}

static void
a_code_is_right_for_a_minute_and_a_half(void **state)
{
	const gint64 now = 1111111111, step = totp_step(now);
	const char *code = "050471";

	(void)state;
	assert_int_equal(totp_find(SECRET, code, now, 0), step);
	assert_int_equal(totp_find(SECRET, code, now + 30, 0), step);
	assert_int_equal(totp_find(SECRET, code, now - 30, 0), step);
	assert_int_equal(totp_find(SECRET, code, now + 60, 0), 0);
	assert_int_equal(totp_find(SECRET, code, now - 60, 0), 0);
	assert_int_equal(totp_find(SECRET, code, now, step - 1), step);
	assert_int_equal(totp_find(SECRET, code, now, step), 0);
	assert_int_equal(totp_find(SECRET, " 050 471 ", now, 0), step);
	assert_int_equal(totp_find(SECRET, "50471", now, 0), 0);
	assert_int_equal(totp_find(SECRET, "0504711", now, 0), 0);
	assert_int_equal(totp_find(SECRET, "", now, 0), 0);
	assert_int_equal(totp_find("", code, now, 0), 0);
}

static void
a_new_secret_works(void **state)
{
	g_autoptr(own_secret) one = totp_new_secret();
	g_autoptr(own_secret) two = totp_new_secret();
	g_autofree char *code = totp_code(one, 5);
	g_autoptr(own_secret) uri = totp_uri(one, "A & B Homes", "ann@b");

	(void)state;
	assert_int_equal(strlen(one), 32);
	assert_string_not_equal(one, two);
	assert_int_equal(strlen(code), 6);
	assert_non_null(strstr(
		uri, "otpauth://totp/A%20%26%20B%20Homes:ann%40b?secret="));
	assert_non_null(strstr(uri, one));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_those_of_the_standard),
		cmocka_unit_test(a_code_is_right_for_a_minute_and_a_half),
		cmocka_unit_test(a_new_secret_works),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
