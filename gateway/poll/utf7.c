/*
 * Modified UTF-7: "&" + base64 of UTF-16BE with "," for "/" + "-".
 */
#include "poll/utf7.h"

#include <string.h>

static gboolean
is_plain(gunichar c)
{
	return c >= 0x20 && c <= 0x7e;
}

static void
append_utf16(GByteArray *out, gunichar c)
{
	guint16 units[2] = {(guint16)c, 0};
	int count = 1, i;

	if (c > 0xffff) {
		units[0] = (guint16)(0xd800 + ((c - 0x10000) >> 10));
		units[1] = (guint16)(0xdc00 + ((c - 0x10000) & 0x3ff));
		count = 2;
	}
	for (i = 0; i < count; i++) {
		guint8 bytes[2] = {(guint8)(units[i] >> 8), (guint8)units[i]};

		g_byte_array_append(out, bytes, sizeof(bytes));
	}
}

static void
append_shifted(GString *out, const GByteArray *utf16)
{
	g_autofree char *base64 = g_base64_encode(utf16->data, utf16->len);

	g_strdelimit(base64, "/", ',');
	*(base64 + strcspn(base64, "=")) = '\0';
	g_string_append_printf(out, "&%s-", base64);
}

char *
utf7_encode(const char *name)
{
	GString *out = NULL;
	const char *p = name;

	if (*name == '\0' || !g_utf8_validate(name, -1, NULL))
		return NULL;
	out = g_string_new(NULL);
	while (*p != '\0') {
		g_autoptr(GByteArray) run = g_byte_array_new();

		for (; *p != '\0' && !is_plain(g_utf8_get_char(p));
		     p = g_utf8_next_char(p))
			append_utf16(run, g_utf8_get_char(p));
		if (run->len > 0) {
			append_shifted(out, run);
		} else {
			g_string_append(out, *p == '&' ? "&-" : "");
			if (*p != '&')
				g_string_append_c(out, *p);
			p++;
		}
	}
	return g_string_free(out, FALSE);
}
