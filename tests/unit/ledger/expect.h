/*
 * What is expected of a call that takes a GError: that it does its work, or
 * that it fails with a code and words. In the call, error is the GError **.
 */
#ifndef TESTS_UNIT_LEDGER_EXPECT_H
#define TESTS_UNIT_LEDGER_EXPECT_H

#include "unit/unit.h"

#include "base/fault.h"
#include "ledger/ledger.h"

static inline void
fixture_ok(gboolean done, GError *error)
{
	if (error != NULL)
		print_error("%s\n", error->message);
	assert_null(error);
	assert_true(done);
}

#define OK(call)                                \
	do {                                    \
		GError *ok_error = NULL;        \
		GError **error = &ok_error;     \
		gboolean ok_done = (call) != 0; \
		fixture_ok(ok_done, ok_error);  \
	} while (0)

/* The call must fail with that code, its message holding those words. */
#define FAILS(call, code, words)                                      \
	do {                                                          \
		g_autoptr(GError) fails_error = NULL;                 \
		GError **error = &fails_error;                        \
		assert_false((call) != 0);                            \
		assert_true(fault_is(fails_error, code));             \
		if (strstr(fails_error->message, words) == NULL)      \
			print_error("%s\n", fails_error->message);    \
		assert_non_null(strstr(fails_error->message, words)); \
	} while (0)

/* Does one change in a transaction of its own. */
#define ALONE(ledger, call)                       \
	do {                                      \
		OK(ledger_begin(ledger, error));  \
		OK(call);                         \
		OK(ledger_commit(ledger, error)); \
	} while (0)

/* The change is refused; the transaction is given up. */
#define REFUSED(ledger, call, words)             \
	do {                                     \
		OK(ledger_begin(ledger, error)); \
		FAILS(call, FAULT_INPUT, words); \
		ledger_rollback(ledger);         \
	} while (0)

#endif
