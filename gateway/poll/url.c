/*
 * Two schemes, a host, a port: no more of RFC 5092 is wanted here.
 */
#include "poll/url.h"

#include <string.h>

#include "base/fault.h"

static gboolean
read_scheme(const char **rest, struct url *url)
{
	if (g_str_has_prefix(*rest, "imaps://")) {
		url->port = 993;
		*rest += strlen("imaps://");
		return TRUE;
	}
	if (g_str_has_prefix(*rest, "imap://")) {
		url->port = 143;
		url->starttls = TRUE;
		*rest += strlen("imap://");
		return TRUE;
	}
	return FALSE;
}

static gboolean
read_host(const char **rest, struct url *url)
{
	gboolean bracket = **rest == '[';
	const char *allowed = bracket ? "0123456789abcdefABCDEF:."
				      : "0123456789abcdefghijklmnopqrstuvwxyz"
					"ABCDEFGHIJKLMNOPQRSTUVWXYZ-._";
	const char *start = *rest + bracket;
	gsize length = strspn(start, allowed);

	if (length == 0 || length > 255 || (bracket && start[length] != ']'))
		return FALSE;
	url->host = g_strndup(start, length);
	*rest = start + length + bracket;
	return TRUE;
}

static gboolean
read_port(const char *rest, struct url *url)
{
	g_autofree char *digits = NULL;
	guint64 port = 0;

	if (*rest == ':') {
		digits = g_strndup(rest + 1, strspn(rest + 1, "0123456789"));
		if (!g_ascii_string_to_unsigned(digits, 10, 1, 65535, &port,
						NULL))
			return FALSE;
		url->port = (guint16)port;
		rest += 1 + strlen(digits);
	}
	return *rest == '\0' || strcmp(rest, "/") == 0;
}

struct url *
url_parse(const char *text, GError **error)
{
	g_autoptr(own_url) url = g_new0(struct url, 1);
	const char *rest = text;

	if (read_scheme(&rest, url) && read_host(&rest, url) &&
	    read_port(rest, url))
		return g_steal_pointer(&url);
	fault_set(error, FAULT_SETUP,
		  "\"%s\" is not the address of an IMAP server. Write "
		  "imaps://HOST, or imap://HOST for STARTTLS, and :PORT if it "
		  "is an unusual one.",
		  text);
	return NULL;
}

void
url_free(struct url *url)
{
	if (url == NULL)
		return;
	g_free(url->host);
	g_free(url);
}
