/*
 * Any bytes as a transcript and as tesseract's table: what comes out is text
 * within its limits, and a transcript that is read is written as it was.
 */
#include "base/limits.h"
#include "read/letter.h"
#include "read/transcript.h"
#include "read/tsv.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void
check_table(const guint8 *data, gsize size)
{
	struct tsv tsv;

	tsv_read((const char *)data, size, &tsv);
	g_assert(g_utf8_validate(tsv.text, -1, NULL));
	g_assert(strlen(tsv.text) <= LIMIT_SCAN_TEXT_BYTES);
	g_assert(tsv.sure >= 0 && tsv.sure <= 100);
	g_free(tsv.text);
}

static void
check_transcript(const guint8 *data, gsize size)
{
	gsize body = 0;
	g_autoptr(own_transcript) t =
		transcript_parse((const char *)data, size, &body, NULL);
	g_autoptr(own_transcript) again = NULL;
	g_autoptr(GString) out = NULL;

	if (t == NULL)
		return;
	g_assert(body <= size);
	out = transcript_write(t);
	again = transcript_parse(out->str, out->len, NULL, NULL);
	g_assert(again != NULL && again->leaves->len == t->leaves->len);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autoptr(own_message) message = letter_read(data, size);

	g_assert(g_utf8_validate(message->text, -1, NULL));
	g_assert(g_utf8_validate(message->postal, -1, NULL));
	check_table(data, size);
	check_transcript(data, size);
	return 0;
}
