/*
 * A message as text: who, when, the words with their evidence, what it quotes
 * folded away, the files it brought.
 */
#include "console/page_message.h"

#include "base/clock.h"
#include "base/text.h"
#include "console/component.h"
#include "console/highlight.h"
#include "console/page_case.h"

/* More than this is read on the message's own page. */
#define MOST_CHARS 30000

char *
message_prefix(const struct case_view *view, guint i)
{
	const struct item_row *item = g_ptr_array_index(view->items, i);

	return g_strdup_printf("m%" G_GINT64_FORMAT, item->id);
}

gboolean
message_proposed(const struct case_view *view, guint *i)
{
	for (*i = view->items->len; *i > 0;)
		if (g_ptr_array_index(view->suggestions, --*i) != NULL)
			return TRUE;
	return FALSE;
}

static char *
path_of(const struct case_view *view, const struct item_row *item)
{
	g_autofree char *rest =
		g_strdup_printf("/message/%" G_GINT64_FORMAT, item->id);

	return case_path(view->row, rest);
}

static const char *
sender_of(const struct item_row *item)
{
	const struct address *from;

	if (item->message == NULL)
		return "a message that could not be read";
	from = item->message->from;
	if (*from->name != '\0')
		return from->name;
	return *from->address != '\0' ? from->address : "an unknown sender";
}

static void
write_heading(struct html *html, const struct item_row *item)
{
	g_autofree char *when = clock_short(item->received);

	html_printf(html, "%s, %s, %s", sender_of(item), when,
		    case_channel_words(item->channel));
	if (item->state == ITEM_AUTOMATED)
		html_text(html, " (made by a machine)");
	if (item->state == ITEM_DUPLICATE)
		html_text(html, " (the same message again)");
}

static void
write_facts(struct html *html, const struct item_row *item)
{
	const struct message *m = item->message;

	html_open(html, "p", "class", "govuk-body-s case-facts", NULL);
	if (m != NULL && *m->from->address != '\0')
		html_printf(html, "From %s. ", m->from->address);
	if (*item->why != '\0')
		html_printf(html, "%s ", item->why);
	html_text(html, item->note);
	html_close(html, "p");
}

static void
write_problems(struct html *html, const struct message *m)
{
	guint i;

	if (m->problems->len == 0)
		return;
	component_details(html, "What was odd when it was read");
	html_open(html, "ul", "class", "govuk-list govuk-list--bullet", NULL);
	for (i = 0; i < m->problems->len; i++)
		html_element(html, "li", g_ptr_array_index(m->problems, i),
			     NULL);
	html_close(html, "ul");
	component_details_end(html);
}

static void
write_file(struct html *html, const char *path, const struct attachment *file)
{
	g_autofree char *href =
		g_strdup_printf("%s/file/%s", path, file->sha256);
	g_autofree char *size = g_format_size(file->size);

	html_open(html, "li", NULL);
	html_link(html, href,
		  *file->filename != '\0' ? file->filename
					  : "file without a name",
		  "govuk-link");
	html_printf(html, " (%s, %s)", file->content_type, size);
	if (message_has_picture(file)) {
		component_details(html, "Look at it");
		message_picture(html, path, file, 1);
		component_details_end(html);
	}
	html_close(html, "li");
}

static void
write_files(struct html *html, const char *path, const struct message *m)
{
	guint i;

	if (m->attachments->len == 0)
		return;
	html_element(html, "p", "Files", "class", "govuk-body case-label",
		     NULL);
	html_open(html, "ul", "class", "govuk-list", NULL);
	for (i = 0; i < m->attachments->len; i++)
		write_file(html, path, g_ptr_array_index(m->attachments, i));
	html_close(html, "ul");
}

/* The words themselves, at most MOST_CHARS of them. */
static void
write_words(struct html *html, const struct message *m,
	    const GPtrArray *stretches, const char *text, const char *prefix)
{
	if (*m->subject != '\0') {
		html_open(html, "p", "class", "govuk-body case-subject", NULL);
		highlight_write(html, m->subject, stretches, FIELD_SUBJECT,
				prefix);
		html_close(html, "p");
	}
	html_open(html, "div", "class", "case-text", NULL);
	highlight_write(html, text, stretches, FIELD_NEW_TEXT, prefix);
	html_close(html, "div");
}

static void
write_quoted(struct html *html, const struct message *m, const char *path)
{
	if (g_str_equal(m->text, m->new_text))
		return;
	component_details(html, "All of it, with the earlier mail it quotes");
	if (g_utf8_strlen(m->text, -1) > MOST_CHARS) {
		html_link(html, path, "It is long: read it on its own page",
			  "govuk-link");
	} else {
		html_open(html, "div", "class", "case-text", NULL);
		html_lines(html, m->text);
		html_close(html, "div");
	}
	component_details_end(html);
}

static void
write_message(struct html *html, const struct case_view *view, guint i,
	      const char *path)
{
	const struct item_row *item = g_ptr_array_index(view->items, i);
	const struct message *m = item->message;
	g_autofree char *prefix = message_prefix(view, i);
	g_autofree char *text = text_shorten(m->new_text, MOST_CHARS);
	g_autoptr(GPtrArray) stretches = highlight_stretches(
		g_ptr_array_index(view->suggestions, i), m->subject, text);
	guint newest;

	write_words(html, m, stretches, text, prefix);
	write_quoted(html, m, path);
	write_files(html, path, m);
	write_problems(html, m);
	if (!message_proposed(view, &newest) || newest == i ||
	    stretches->len == 0)
		return;
	component_details(html, "What was marked in it");
	highlight_reasons(html, m->subject, text, stretches, prefix);
	component_details_end(html);
}

static void
write_body(struct visit *visit, struct html *html, const struct case_view *view,
	   guint i)
{
	const struct item_row *item = g_ptr_array_index(view->items, i);
	g_autofree char *path = path_of(view, item);

	write_facts(html, item);
	if (g_str_equal(item->channel, "letter"))
		message_pages(visit, html, item, path);
	if (item->message != NULL)
		write_message(html, view, i, path);
	html_open(html, "p", "class", "govuk-body-s", NULL);
	html_link(html, path, "Original, headers and source", "govuk-link");
	html_element(html, "span", " of this message", "class",
		     "govuk-visually-hidden", NULL);
	html_close(html, "p");
}

void
message_article(struct visit *visit, struct html *html,
		const struct case_view *view, guint i, gboolean folded)
{
	const struct item_row *item = g_ptr_array_index(view->items, i);
	g_autofree char *prefix = message_prefix(view, i);
	g_autofree char *label = g_strconcat(prefix, "-head", NULL);

	html_open(html, "article", "class", "case-message", "id", prefix,
		  "aria-labelledby", label, NULL);
	html_open(html, "h3", "class", "govuk-heading-s", "id", label, NULL);
	write_heading(html, item);
	html_close(html, "h3");
	if (folded)
		component_details(html, "Read it");
	write_body(visit, html, view, i);
	if (folded)
		component_details_end(html);
	html_close(html, "article");
}

void
case_messages(struct visit *visit, struct html *html,
	      const struct case_view *view)
{
	guint i;

	case_section(html, "message",
		     view->items->len > 1 ? "Messages" : "Message");
	for (i = 0; i < view->items->len; i++)
		message_article(visit, html, view, i,
				i > 0 && i + 1 < view->items->len);
	html_close(html, "section");
}
