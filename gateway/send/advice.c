/*
 * A table of codes. docs/MICROSOFT365.md lists them for people.
 */
#include "send/advice.h"

#include <glib.h>
#include <string.h>

static const struct {
	const char *code;
	const char *words;
} known[] = {
	{"5.7.139",
	 "Microsoft 365 lets this mailbox send nothing by SMTP. Run "
	 "Set-CASMailbox -SmtpClientAuthenticationDisabled $false for it; "
	 "check security defaults and Conditional Access."},
	{"5.7.30",
	 "Microsoft 365 takes no passwords for sending any more. Set oauth "
	 "instead of password_file (see docs/MICROSOFT365.md)."},
	{"5.7.57",
	 "Microsoft 365 takes no mail without a log-in. Set user and oauth "
	 "(see docs/MICROSOFT365.md)."},
	{"5.7.60",
	 "the user may not send as this sender. Run Add-RecipientPermission "
	 "with SendAs for it, or set return_path to the user's address."},
	{"5.2.252",
	 "the user may not send as this sender. Run Add-RecipientPermission "
	 "with SendAs for it, or set return_path to the user's address."},
	{"5.7.9", "Google takes no ordinary password here. Set oauth (see "
		  "docs/MICROSOFT365.md), or use an app password."},
	{"5.7.14",
	 "Google has locked the log-in. Sign in to the mailbox with a browser "
	 "once, or set oauth (see docs/MICROSOFT365.md)."},
};

/* "5.7.3" is not in "5.7.30", nor "5.7.9" in "15.7.9". */
static gboolean
holds(const char *reply, const char *code)
{
	const char *p = reply;

	while ((p = strstr(p, code)) != NULL) {
		const char *after = p + strlen(code);
		gboolean begins =
			p == reply || (!g_ascii_isdigit(p[-1]) && p[-1] != '.');

		if (begins && !g_ascii_isdigit(*after) &&
		    !(*after == '.' && g_ascii_isdigit(after[1])))
			return TRUE;
		p = after;
	}
	return FALSE;
}

const char *
advice(const char *reply)
{
	for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
		if (holds(reply, known[i].code))
			return known[i].words;
	return NULL;
}
