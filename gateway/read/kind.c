/*
 * Magic numbers. Those of what people send by mistake are known too, so that
 * they can be told what to do instead.
 */
#include "read/kind.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MAGIC(text) text, sizeof(text) - 1

static const struct magic {
	const char *bytes;
	gsize size;
	gsize at;
	enum scan_kind kind;
	const char *words;
} magics[] = {
	{MAGIC("II*\0"), 0, SCAN_TIFF, NULL},
	{MAGIC("MM\0*"), 0, SCAN_TIFF, NULL},
	{MAGIC("\x89PNG\r\n\x1a\n"), 0, SCAN_PNG, NULL},
	{MAGIC("\xff\xd8\xff"), 0, SCAN_JPEG, NULL},
	{MAGIC("PK\x03\x04"), 0, SCAN_ODD,
	 "The file is a ZIP archive or an office document, not a scan. Open "
	 "the original."},
	{MAGIC("\xd0\xcf\x11\xe0"), 0, SCAN_ODD,
	 "The file is an old office document, not a scan. Open the original."},
	{MAGIC("{\\rtf"), 0, SCAN_ODD,
	 "The file is a word processor's document, not a scan. Open the "
	 "original."},
	{MAGIC("ftyp"), 4, SCAN_ODD,
	 "The file is a photograph of a kind that is not read here (HEIC), or "
	 "a film. Open the original."},
	{MAGIC("GIF8"), 0, SCAN_ODD,
	 "The file is a GIF picture, which is not read here. Open the "
	 "original."},
	{MAGIC("BM"), 0, SCAN_ODD,
	 "The file is a BMP picture, which is not read here. Open the "
	 "original."},
};

static const char *const types[] = {
	[SCAN_ODD] = "",
	[SCAN_PDF] = "application/pdf",
	[SCAN_TIFF] = "image/tiff",
	[SCAN_PNG] = "image/png",
	[SCAN_JPEG] = "image/jpeg",
	[SCAN_PLAIN] = "text/plain",
};

/* Text may be cut within its last letter. */
static gboolean
is_plain(const char *bytes, gsize size)
{
	const char *end = NULL;

	if (size == 0 || memchr(bytes, '\0', size) != NULL)
		return FALSE;
	return g_utf8_validate(bytes, (gssize)size, &end) ||
	       (size >= KIND_BYTES && bytes + size - end < 4);
}

enum scan_kind
kind_of(const void *bytes, gsize size, const char **words)
{
	gsize i, head = MIN(size, KIND_BYTES);

	if (words != NULL)
		*words = NULL;
	if (memmem(bytes, head, "%PDF-", 5) != NULL)
		return SCAN_PDF;
	for (i = 0; i < G_N_ELEMENTS(magics); i++) {
		const struct magic *m = &magics[i];

		if (size < m->at + m->size ||
		    memcmp((const char *)bytes + m->at, m->bytes, m->size) != 0)
			continue;
		if (words != NULL)
			*words = m->words;
		return m->kind;
	}
	if (is_plain(bytes, head))
		return SCAN_PLAIN;
	if (words != NULL)
		*words = size == 0 ? "The file is empty. Scan the letter again."
				   : "The file is neither a PDF nor a "
				     "picture. Open the original.";
	return SCAN_ODD;
}

enum scan_kind
kind_of_file(const char *path, const char **words)
{
	char head[KIND_BYTES];
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, head, sizeof(head));

	if (fd >= 0)
		close(fd);
	return kind_of(head, (gsize)MAX(n, 0), words);
}

const char *
kind_type(enum scan_kind kind)
{
	return types[kind];
}
