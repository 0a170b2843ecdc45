/*
 * Pictures of what came: a page of a scanned letter, a photograph, drawn anew
 * in the box of the scans, so that nothing of the file's own bytes reaches
 * the browser.
 */
#include "console/page_message.h"

#include "base/fault.h"
#include "base/limits.h"
#include "console/page_case.h"
#include "read/scanner.h"
#include "read/transcript.h"
#include "spool/archive.h"

gboolean
message_has_picture(const struct attachment *file)
{
	static const char *const types[] = {"image/png", "image/jpeg",
					    "image/jpg", "image/tiff",
					    "image/gif", "application/pdf"};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(types); i++)
		if (g_ascii_strcasecmp(file->content_type, types[i]) == 0)
			return TRUE;
	return FALSE;
}

void
message_picture(struct html *html, const char *path,
		const struct attachment *file, int page)
{
	g_autofree char *src =
		g_strdup_printf("%s/picture/%s/%d", path, file->sha256, page);
	g_autofree char *alt = g_strdup_printf(
		"Page %d of %s, as a picture", page,
		*file->filename != '\0' ? file->filename : "the file");

	html_open(html, "img", "src", src, "alt", alt, "loading", "lazy",
		  "class", "case-picture", NULL);
}

/* How many pages a letter has; 0 if the item is no transcript. */
static guint
pages_of(const struct visit *visit, const struct item_row *item)
{
	g_autoptr(GBytes) bytes =
		archive_open(visit->post->config->data, item->sha256, NULL);
	g_autoptr(own_transcript) transcript = NULL;
	gsize size = 0;
	const char *data;

	if (bytes == NULL)
		return 0;
	data = g_bytes_get_data(bytes, &size);
	if (!transcript_is(data, size))
		return 0;
	transcript = transcript_parse(data, size, NULL, NULL);
	return transcript == NULL ? 0 : transcript->leaves->len;
}

void
message_pages(const struct visit *visit, struct html *html,
	      const struct item_row *item, const char *path)
{
	guint pages = pages_of(visit, item);
	guint i;

	if (pages == 0 || item->message == NULL ||
	    item->message->attachments->len == 0)
		return;
	html_open(html, "div", "class", "case-pages", "tabindex", "0", "role",
		  "region", "aria-label", "Pages of the letter", NULL);
	for (i = 0; i < pages; i++)
		message_picture(html, path,
				item->message->attachments->pdata[0],
				(int)i + 1);
	html_close(html, "div");
}

void
message_picture_get(struct visit *visit)
{
	const char *page = visit_argument(visit, "page");
	g_autoptr(GBytes) file = message_file(visit);
	g_autoptr(GBytes) picture = NULL;
	GError *error = NULL;
	guint64 number;

	if (file == NULL)
		return;
	if (!g_ascii_string_to_unsigned(page, 10, 1, LIMIT_SCAN_PAGES, &number,
					NULL)) {
		visit_missing(visit, "There is no such page.");
		return;
	}
	picture = scanner_page(file, (int)number, visit->post->config->data,
			       &error);
	if (picture != NULL)
		reply_bytes(visit->reply, 200, "image/png", picture);
	else
		visit_fault(visit, error);
}
