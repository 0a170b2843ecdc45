/*
 * The packing of rich text in Outlook's mail: literals and copies out of the
 * last 4,096 bytes, which at first hold what most rich text begins with.
 */
#include "read/rtf.h"

#include <string.h>

#define WINDOW 4096u
#define HEADER 16

static const char dictionary[] =
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman "
	"\\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes "
	"New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
	"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

struct unpack {
	char window[WINDOW];
	guint at; /* where the next byte goes */
	GString *out;
	gsize limit;
};

static void
put(struct unpack *u, char c)
{
	u->window[u->at] = c;
	u->at = (u->at + 1) % WINDOW;
	if (u->out->len < u->limit)
		g_string_append_c(u->out, c);
}

/* One copy of two bytes. FALSE at the mark of the end. */
static gboolean
copy(struct unpack *u, guint pair)
{
	guint from = pair >> 4;
	guint n = (pair & 15) + 2;

	if (from == u->at)
		return FALSE;
	for (; n > 0; n--, from++)
		put(u, u->window[from % WINDOW]);
	return TRUE;
}

static void
unpack(struct unpack *u, const guint8 *p, const guint8 *end)
{
	while (p < end) {
		guint flags = *p++;
		int i;

		for (i = 0; i < 8 && p < end; i++, flags >>= 1) {
			if ((flags & 1) == 0) {
				put(u, (char)*p++);
				continue;
			}
			if (end - p < 2 ||
			    !copy(u, (guint)p[0] << 8 | (guint)p[1]))
				return;
			p += 2;
		}
	}
}

GString *
rtf_unpack(const guint8 *bytes, gsize size, gsize limit)
{
	struct unpack *u;
	GString *out;

	if (size < HEADER)
		return NULL;
	if (memcmp(bytes + 8, "MELA", 4) == 0)
		return g_string_new_len((const char *)bytes + HEADER,
					(gssize)MIN(size - HEADER, limit));
	if (memcmp(bytes + 8, "LZFu", 4) != 0)
		return NULL;
	u = g_new0(struct unpack, 1);
	memcpy(u->window, dictionary, sizeof(dictionary) - 1);
	u->at = sizeof(dictionary) - 1;
	u->out = out = g_string_new(NULL);
	u->limit = limit;
	unpack(u, bytes + HEADER, bytes + size);
	g_free(u);
	return out;
}
