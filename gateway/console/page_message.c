/*
 * What a message came as: its page, and what is handed out of it. The
 * original is read from the archive; only the reader's box decodes it.
 */
#include "console/page_message.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "console/component.h"
#include "console/page_case.h"
#include "read/reader.h"
#include "read/take.h"
#include "spool/archive.h"

/* A message of a case as a route names it. */
struct wanted {
	struct case_row *row;
	struct item_row *item;
};

static void
wanted_clear(struct wanted *w)
{
	g_clear_pointer(&w->row, case_row_free);
	g_clear_pointer(&w->item, item_row_free);
}

static struct item_row *
find_item(struct ledger *ledger, gint64 case_id, gint64 id, GError **error)
{
	g_autoptr(own_item_each) each = item_each_open(ledger, case_id, error);
	struct item_row *item;

	while (each != NULL && (item = item_each_next(each, error)) != NULL) {
		if (item->id == id)
			return item;
		item_row_free(item);
	}
	return NULL;
}

/* The case and its message {id}, or FALSE and the visit is answered. */
static gboolean
find(struct visit *visit, struct wanted *w)
{
	gint64 id = g_ascii_strtoll(visit_argument(visit, "id"), NULL, 10);
	GError *error = NULL;

	*w = (struct wanted){.row = case_view_row(visit)};
	if (w->row == NULL)
		return FALSE;
	w->item = find_item(visit->post->ledger, w->row->id, id, &error);
	if (w->item != NULL)
		return TRUE;
	if (error != NULL)
		visit_fault(visit, error);
	else
		visit_missing(visit, "There is no such message on this case.");
	wanted_clear(w);
	return FALSE;
}

static GBytes *
original(const struct visit *visit, const struct item_row *item, GError **error)
{
	return archive_open(visit->post->config->data, item->sha256, error);
}

/* One thing out of the original, by a child of its own. */
static GBytes *
take(const struct visit *visit, const struct item_row *item, const char *what,
     GError **error)
{
	g_autoptr(GBytes) bytes = original(visit, item, error);
	g_autoptr(own_reader) reader =
		bytes == NULL ? NULL : reader_open(READER_TAKES, error);

	return reader == NULL ? NULL : reader_take(reader, what, bytes, error);
}

/* --- the page --------------------------------------------------------------*/

static void
write_source(struct html *html, const char *bytes, gsize size)
{
	g_autofree char *valid = text_repair(bytes, size, NULL);
	g_autofree char *clean = text_clean(valid, FALSE);

	html_open(html, "pre", "class", "case-source", "tabindex", "0", NULL);
	html_text(html, clean);
	html_close(html, "pre");
}

/* How many bytes the header fields have. */
static gsize
header_size(const char *bytes, gsize size)
{
	gsize limit = MIN(size, LIMIT_HEADER_BYTES);
	gsize i;

	for (i = 0; i + 1 < limit; i++) {
		if (bytes[i] != '\n')
			continue;
		if (bytes[i + 1] == '\n')
			return i;
		if (bytes[i + 1] == '\r' && i + 2 < limit &&
		    bytes[i + 2] == '\n')
			return i;
	}
	return limit;
}

static void
write_headers(struct html *html, GBytes *bytes)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);

	component_heading(html, 2, "Headers");
	write_source(html, data, header_size(data, size));
}

static void
write_html_source(struct visit *visit, struct html *html,
		  const struct item_row *item)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) source = NULL;
	gsize size;
	const char *data;

	component_heading(html, 2, "HTML source");
	source = take(visit, item, TAKE_HTML, &error);
	if (source == NULL) {
		component_text(html, g_error_matches(error, FAULT, FAULT_INPUT)
					     ? "It has no HTML."
					     : error->message);
		return;
	}
	data = g_bytes_get_data(source, &size);
	write_source(html, data, MIN(size, LIMIT_TEXT_BYTES));
}

static void
write_text(struct html *html, const struct message *m)
{
	component_heading(html, 2, "All of its text");
	html_open(html, "div", "class", "case-text", NULL);
	html_lines(html, m->text);
	html_close(html, "div");
}

static void
write_item(struct visit *visit, struct html *html, const struct wanted *w,
	   GBytes *bytes)
{
	g_autofree char *rest = g_strdup_printf(
		"/message/%" G_GINT64_FORMAT "/original", w->item->id);
	g_autofree char *path = case_path(w->row, rest);

	html_open(html, "p", "class", "govuk-body", NULL);
	html_link(html, path, "Download the original as it came", "govuk-link");
	html_printf(html, ". Its SHA-256 is ");
	html_element(html, "code", w->item->sha256, "class", "case-hash", NULL);
	html_text(html, ".");
	html_close(html, "p");
	if (w->item->message != NULL)
		write_text(html, w->item->message);
	if (!g_str_equal(w->item->channel, "email"))
		return;
	write_headers(html, bytes);
	write_html_source(visit, html, w->item);
}

static void
message_get(struct visit *visit)
{
	g_autoptr(GBytes) bytes = NULL;
	GError *error = NULL;
	struct wanted w;
	struct html *html;

	if (!find(visit, &w))
		return;
	bytes = original(visit, w.item, &error);
	if (bytes == NULL) {
		visit_fault(visit, error);
	} else {
		html = case_subpage(visit, w.row, "Message as it came", NULL);
		write_item(visit, html, &w, bytes);
		visit_show(visit, 200, html);
	}
	wanted_clear(&w);
}

/* --- what is handed out
 * ------------------------------------------------------*/

static void
original_get(struct visit *visit)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *name = NULL;
	GError *error = NULL;
	struct wanted w;

	if (!find(visit, &w))
		return;
	bytes = original(visit, w.item, &error);
	name = g_strdup_printf(
		"%s-%" G_GINT64_FORMAT "%s", w.row->ref, w.item->id,
		g_str_equal(w.item->channel, "email") ? ".eml" : ".bin");
	if (bytes == NULL)
		visit_fault(visit, error);
	else
		reply_file(visit->reply, "message/rfc822", name, bytes);
	wanted_clear(&w);
}

static const struct attachment *
listed(const struct item_row *item, const char *sha256)
{
	guint i;

	for (i = 0;
	     item->message != NULL && i < item->message->attachments->len;
	     i++) {
		const struct attachment *file =
			item->message->attachments->pdata[i];

		if (g_str_equal(file->sha256, sha256))
			return file;
	}
	return NULL;
}

/* One of the files that the message lists, out of the original. */
static GBytes *
file_of(struct visit *visit, const struct wanted *w, GError **error)
{
	const char *sha256 = visit_argument(visit, "sha256");

	if (listed(w->item, sha256) != NULL)
		return take(visit, w->item, sha256, error);
	fault_set(error, FAULT_INPUT, "There is no such file in this message.");
	return NULL;
}

GBytes *
message_file(struct visit *visit)
{
	GBytes *bytes;
	GError *error = NULL;
	struct wanted w;

	if (!find(visit, &w))
		return NULL;
	bytes = file_of(visit, &w, &error);
	if (bytes == NULL)
		visit_fault(visit, error);
	wanted_clear(&w);
	return bytes;
}

static void
file_get(struct visit *visit)
{
	const char *sha256 = visit_argument(visit, "sha256");
	g_autoptr(GBytes) bytes = NULL;
	const struct attachment *file;
	GError *error = NULL;
	struct wanted w;

	if (!find(visit, &w))
		return;
	bytes = file_of(visit, &w, &error);
	file = listed(w.item, sha256);
	if (file == NULL)
		visit_missing(visit, error->message);
	else if (bytes != NULL)
		reply_file(visit->reply, file->content_type,
			   *file->filename != '\0' ? file->filename : "file",
			   bytes);
	if (bytes == NULL && file != NULL)
		visit_fault(visit, error);
	else
		g_clear_error(&error);
	wanted_clear(&w);
}

const struct route page_message_routes[] = {
	{METHOD_GET, "/case/{ref}/message/{id}", MAY_LOOK, 0, message_get,
	 "See a message as it came"},
	{METHOD_GET, "/case/{ref}/message/{id}/original", MAY_LOOK, 0,
	 original_get, "Download a message as it came"},
	{METHOD_GET, "/case/{ref}/message/{id}/file/{sha256}", MAY_LOOK, 0,
	 file_get, "Download a file that came with a message"},
	{METHOD_GET, "/case/{ref}/message/{id}/picture/{sha256}/{page}",
	 MAY_LOOK, 0, message_picture_get,
	 "See a page of a letter, or a picture, drawn anew"},
	{METHOD_GET, NULL, 0, 0, NULL, NULL},
};
