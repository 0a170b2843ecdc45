/*
 * Any answer of a token server: the fault is a sentence of bounded length
 * that may be shown and logged.
 */
#include "base/fault.h"
#include "net/token_fault.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	struct oauth oauth = {
		.name = (char *)"m365",
		.provider = size % 2 == 0 ? OAUTH_MICROSOFT : OAUTH_GOOGLE,
		.token_url = (char *)"https://login.example/token",
	};
	g_autofree char *body = g_strndup((const char *)data, size);
	g_autoptr(GError) error = NULL;
	const char *p;

	g_assert_false(
		token_fault(&oauth, 400 + (int)(size % 200), body, &error));
	g_assert_cmpuint(strlen(error->message), <, 500);
	for (p = error->message; *p != '\0'; p++)
		g_assert_false(g_ascii_iscntrl(*p));
	return 0;
}
