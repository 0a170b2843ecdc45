/*
 * The walk over the parts. All inline texts are taken in their order; of
 * alternatives one is read; what is not text is listed.
 */
#include "read/body.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "read/charset.h"
#include "read/html.h"
#include "read/mark.h"
#include "read/plain.h"
#include "read/rtf.h"
#include "read/signed.h"
#include "read/tnef.h"
#include "read/word.h"

struct walk {
	struct body *body;
	struct budget *budget;
	struct message *message;
	GString *text; /* where text goes just now */
	int depth;
	gboolean in_report;
	char *spare; /* read if there is no other text; NULL if none */
	const char *spare_problem;
	GString *last; /* texts of messages in a winmail.dat */
};

static void walk_part(struct walk *w, struct part *part);

/* Adds a text as a paragraph of its own. */
static void
append_text(struct walk *w, const char *text)
{
	while (*text == '\n')
		text++;
	if (*text == '\0')
		return;
	if (w->text->len > 0 && w->text->str[w->text->len - 1] != '\n')
		g_string_append_c(w->text, '\n');
	if (w->text->len > 0)
		g_string_append_c(w->text, '\n');
	if (w->text->len + strlen(text) > LIMIT_TEXT_BYTES) {
		gsize room = w->text->len >= LIMIT_TEXT_BYTES
				     ? 0
				     : LIMIT_TEXT_BYTES - w->text->len;
		const char *end = g_utf8_find_prev_char(
			text, text + MIN(room, strlen(text)));

		message_problem(w->message, "The text is too long and was "
					    "cut.");
		g_string_append_len(w->text, text,
				    end == NULL ? 0 : end - text);
		return;
	}
	g_string_append(w->text, text);
	g_strchomp(w->text->str);
	w->text->len = strlen(w->text->str);
}

static void
tell_charset(struct walk *w, const struct part *part,
	     const struct charset_report *report)
{
	g_autofree char *label = text_shorten(part->charset, 40);

	if (report->unknown)
		message_problem(w->message,
				"The character set \"%s\" is not known.",
				label);
	if (report->mislabelled && *part->charset != '\0')
		message_problem(w->message,
				"The text is not in the character set \"%s\" "
				"that it claims.",
				label);
	if (report->invalid > 0)
		message_problem(w->message,
				"%u bytes fit no character and were replaced.",
				report->invalid);
	if (report->doubled)
		message_problem(w->message, "The text was encoded twice; one "
					    "layer was taken off.");
}

/* The character set that HTML names in itself, if its part names none. */
static char *
html_charset(const struct part *part)
{
	gsize n = MIN(part->content->len, 2048);
	g_autofree char *head = g_strndup(part->content->str, n);
	const char *at;

	if (*part->charset != '\0')
		return g_strdup(part->charset);
	for (at = head; (at = strchr(at, 'c')) != NULL; at++)
		if (g_ascii_strncasecmp(at, "charset=", 8) == 0) {
			at += 8 + strspn(at + 8, "\"' ");
			return g_strndup(at, strcspn(at, "\"'> ;/"));
		}
	return g_strdup("");
}

static char *
decoded(struct walk *w, const struct part *part, gsize limit,
	const char *charset)
{
	struct charset_report report = {0};
	gsize size = MIN(part->content->len, limit);
	char *text = charset_decode(charset, part->content->str, size, &report);

	if (size < part->content->len)
		message_problem(w->message,
				"The text is too long and was cut.");
	tell_charset(w, part, &report);
	return text;
}

static char *
html_text(struct walk *w, const struct part *part)
{
	g_autofree char *charset = html_charset(part);
	g_autofree char *html = decoded(w, part, LIMIT_MESSAGE_BYTES, charset);

	return html_to_text(html, strlen(html));
}

/* A plain text ready to be read; one that is HTML in truth is told. */
static char *
plain_text(struct walk *w, const struct part *part)
{
	g_autofree char *raw =
		decoded(w, part, 2 * LIMIT_TEXT_BYTES, part->charset);
	g_autofree char *clean = NULL;
	g_autofree char *meant = NULL;

	if (html_is(raw)) {
		message_problem(w->message,
				"HTML stands where plain text should.");
		return html_to_text(raw, strlen(raw));
	}
	clean = plain_clean(raw);
	meant = plain_without_armour(clean);
	if (meant != NULL) {
		message_problem(w->message, "It is signed with PGP; the "
					    "signature was not checked.");
		g_free(clean);
		clean = g_steal_pointer(&meant);
	}
	if (part_is(part, "text/enriched") || part_is(part, "text/richtext"))
		meant = plain_from_enriched(clean);
	else if (part->flowed)
		meant = plain_unflow(clean, part->delsp);
	else
		meant = g_steal_pointer(&clean);
	return plain_take_uuencoded(meant, w->message);
}

static void
attach(struct walk *w, const struct part *part)
{
	if (part->content != NULL)
		plain_attach(w->message, part->filename, part->type,
			     part->content->str, part->content->len);
}

static gboolean
is_readable_type(const struct part *part)
{
	return part_is(part, "text/plain") || part_is(part, "text/html") ||
	       part_is(part, "text/enriched") ||
	       part_is(part, "text/richtext") || part_is(part, "text/flowed") ||
	       g_str_equal(part->type, "text") ||
	       part_is(part, "application/xhtml+xml");
}

/* A text is a file if it says so or is named, unless it is the first text
 * and does not say so: some programs name the body. */
static gboolean
is_file(const struct walk *w, const struct part *part)
{
	if (g_str_equal(part->disposition, "attachment"))
		return TRUE;
	return *part->filename != '\0' && w->text->len > 0 &&
	       !g_str_equal(part->disposition, "inline");
}

static void
walk_text(struct walk *w, const struct part *part)
{
	g_autofree char *text = NULL;

	if (!is_readable_type(part) || is_file(w, part)) {
		attach(w, part);
		return;
	}
	if (part_is(part, "text/html") ||
	    part_is(part, "application/xhtml+xml"))
		text = html_text(w, part);
	else
		text = plain_text(w, part);
	if (*part->filename != '\0' && *part->disposition != '\0')
		attach(w, part);
	if (g_str_has_prefix(text, "-----BEGIN PGP MESSAGE-----"))
		w->body->encrypted = TRUE;
	append_text(w, text);
}

/* "From: … Subject: …" above the text of an attached message. */
static void
append_inner_head(struct walk *w, const struct head *head)
{
	static const char *const names[] = {"From", "Date", "Subject", "To"};
	GString *out = g_string_new("---------- Forwarded message ----------");
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *value = head_text(head, names[i]);

		if (*value != '\0')
			g_string_append_printf(out, "\n%s: %s", names[i],
					       value);
	}
	append_text(w, out->str);
	g_string_free(out, TRUE);
}

/* A message that is nested too deeply is still shown as it came. */
static void
append_raw(struct walk *w, const GString *content)
{
	g_autofree char *text = charset_guess(
		content->str, MIN(content->len, LIMIT_TEXT_BYTES));
	g_autofree char *clean = plain_clean(text);

	message_problem(w->message, "Messages are nested too deeply; the inner "
				    "one is shown as it came.");
	append_text(w, clean);
}

/* A message within the message. It is listed as a file, and its text is
 * read too unless it is the mail that a report returns. */
static void
walk_message(struct walk *w, struct part *part)
{
	GString *bytes;
	struct head *head;
	struct part *root;

	attach(w, part);
	w->body->messages++;
	if (w->in_report)
		return;
	if (w->depth > LIMIT_DEPTH || w->budget->parts == 0 ||
	    part->content->len > w->budget->bytes) {
		append_raw(w, part->content);
		return;
	}
	w->budget->bytes -= part->content->len;
	bytes = head_normalise(part->content->str, part->content->len);
	head = head_read(bytes->str, bytes->len, NULL);
	root = mime_read(head, bytes, w->budget, w->message);
	g_string_free(bytes, TRUE);
	append_inner_head(w, head);
	w->depth++;
	walk_part(w, root);
	w->depth--;
	part_free(root);
	if (w->body->inner == NULL)
		w->body->inner = head;
	else
		head_free(head);
}

static void
note_report(struct walk *w, struct part *part)
{
	gboolean status = part_is(part, "message/delivery-status") ||
			  part_is(part, "message/global-delivery-status") ||
			  part_is(part, "message/disposition-notification") ||
			  part_is(part, "message/feedback-report");
	gboolean original = part_is(part, "message/rfc822") ||
			    part_is(part, "message/global") ||
			    part_is(part, "message/rfc822-headers") ||
			    part_is(part, "text/rfc822-headers");

	if (w->depth > 0)
		return; /* a report within a message is not ours */
	if (status && w->body->report == NULL)
		w->body->report = part;
	if (original && w->in_report && w->body->original == NULL)
		w->body->original = part;
}

/* The first calendar that is for us: one in a message passed on is not. */
static void
note_kind(struct walk *w, struct part *part)
{
	if (w->depth == 0 && w->body->calendar == NULL &&
	    part->content != NULL && *part->method != '\0' &&
	    part_is(part, "text/calendar"))
		w->body->calendar = part;
}

/* Keeps a text that is read if the mail has no other; the first counts. */
static void
spare_text(struct walk *w, char *text, const char *problem)
{
	if (w->spare != NULL || text[strspn(text, " \t\n")] == '\0') {
		g_free(text);
		return;
	}
	w->spare = text;
	w->spare_problem = problem;
}

static gboolean
is_tnef(const struct part *part)
{
	return part_is(part, "application/ms-tnef") ||
	       part_is(part, "application/vnd.ms-tnef") ||
	       g_ascii_strcasecmp(part->filename, "winmail.dat") == 0;
}

/* winmail.dat: its files are listed like the mail's own. */
static void
walk_tnef(struct walk *w, const struct part *part)
{
	g_autoptr(own_tnef) tnef =
		tnef_read(part->content->str, part->content->len);
	guint i;

	attach(w, part);
	if (tnef == NULL || tnef->damaged)
		message_problem(w->message,
				"It holds a winmail.dat of Outlook that is "
				"damaged; what could be read of it was.");
	else
		message_problem(w->message, "It holds a winmail.dat of "
					    "Outlook, which was opened.");
	for (i = 0; tnef != NULL && i < tnef->files->len; i++) {
		const struct tnef_file *f = g_ptr_array_index(tnef->files, i);
		g_autofree char *name = mime_base_name(f->name);

		if (f->size > 0 && f->size <= w->budget->bytes) {
			w->budget->bytes -= f->size;
			plain_attach(w->message, name, f->type, f->bytes,
				     f->size);
		}
	}
	if (tnef != NULL) {
		spare_text(w, g_steal_pointer(&tnef->text),
			   "The text was found in a winmail.dat.");
		tnef_append_messages(tnef, w->last);
	}
}

static gboolean
is_rtf(const struct part *part)
{
	return (part_is(part, "text/rtf") || part_is(part, "application/rtf") ||
		part_is(part, "application/x-rtf") ||
		part_is(part, "text/richtext")) &&
	       rtf_is(part->content->str, part->content->len);
}

static void
walk_rtf(struct walk *w, const struct part *part)
{
	gsize n = MIN(part->content->len, 4 * LIMIT_TEXT_BYTES);
	g_autofree char *text = rtf_to_text(part->content->str, n);

	attach(w, part);
	spare_text(w, plain_clean(text),
		   "The text was found in a file of rich text (RTF).");
}

static gboolean
is_smime(const struct part *part)
{
	return part_is(part, "application/pkcs7-mime") ||
	       part_is(part, "application/x-pkcs7-mime");
}

/* S/MIME: what is only signed is read, what is encrypted is told. */
static void
walk_smime(struct walk *w, struct part *part)
{
	GString *bytes = signed_content(part->content->str, part->content->len);
	g_autoptr(own_head) head = NULL;
	g_autoptr(own_part) root = NULL;

	attach(w, part);
	if (bytes == NULL || w->depth > LIMIT_DEPTH ||
	    bytes->len > w->budget->bytes || w->budget->parts == 0) {
		w->body->encrypted = w->body->encrypted || bytes == NULL;
	} else {
		w->budget->bytes -= bytes->len;
		head = head_read(bytes->str, bytes->len, NULL);
		root = mime_read(head, bytes, w->budget, w->message);
		w->depth++;
		walk_part(w, root);
		w->depth--;
	}
	if (bytes != NULL)
		g_string_free(bytes, TRUE);
}

static void
walk_leaf(struct walk *w, struct part *part)
{
	note_report(w, part);
	note_kind(w, part);
	if (is_smime(part)) {
		walk_smime(w, part);
		return;
	}
	if (is_tnef(part))
		walk_tnef(w, part);
	else if (is_rtf(part))
		walk_rtf(w, part);
	else if ((part_is(part, "message/rfc822") ||
		  part_is(part, "message/global") ||
		  part_is(part, "message/partial") ||
		  part_is(part, "message/news")) &&
		 part->content->len > 0)
		walk_message(w, part);
	else if (part_is(part, "text/") || g_str_equal(part->type, "text") ||
		 part_is(part, "application/xhtml+xml"))
		walk_text(w, part);
	else
		attach(w, part);
}

/* True for a plain alternative that only says to look at the other one. */
static gboolean
is_stub(const char *plain, const char *other)
{
	static const char *const words[] = {"html", "browser", "view this",
					    "does not support", "mime"};
	g_autofree char *low = g_utf8_strdown(plain, -1);
	gsize i;

	g_strstrip(low);
	if (*low == '\0')
		return TRUE;
	if (strlen(low) > 300 || strlen(other) < 2 * strlen(low))
		return FALSE;
	for (i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(low, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* The text of one alternative; its files are listed as they come. */
static char *
text_of(struct walk *w, struct part *part)
{
	GString *outer = w->text;
	char *text;

	w->text = g_string_new(NULL);
	walk_part(w, part);
	text = g_string_free(w->text, FALSE);
	w->text = outer;
	return text;
}

/* Of alternatives the plain one is read, if it says anything; else the last
 * that does. */
static void
walk_alternative(struct walk *w, struct part *part)
{
	g_autofree char *plain = NULL;
	g_autofree char *rich = NULL;
	guint i;

	for (i = 0; i < part->parts->len; i++) {
		struct part *child = g_ptr_array_index(part->parts, i);
		g_autofree char *text = NULL;

		if (part_is(child, "text/x-amp-html") ||
		    part_is(child, "text/watch-html"))
			continue;
		text = text_of(w, child);
		if (plain == NULL && part_is(child, "text/plain")) {
			plain = g_steal_pointer(&text);
		} else if (*text != '\0') {
			g_free(rich);
			rich = g_steal_pointer(&text);
		}
	}
	if (plain == NULL || (rich != NULL && is_stub(plain, rich)))
		append_text(w, rich == NULL ? "" : rich);
	else
		append_text(w, plain);
}

static void
walk_multipart(struct walk *w, struct part *part)
{
	gboolean report = w->in_report;
	guint i;

	if (part_is(part, "multipart/encrypted"))
		w->body->encrypted = TRUE;
	if (part_is(part, "multipart/report"))
		w->in_report = TRUE;
	if (part->parts->len == 0 && part->prologue != NULL) {
		g_autofree char *text =
			charset_guess(part->prologue, strlen(part->prologue));
		g_autofree char *clean = plain_clean(text);

		message_problem(w->message,
				"The body is not divided into parts, though "
				"the header says so.");
		append_text(w, clean);
	}
	if (part_is(part, "multipart/alternative"))
		walk_alternative(w, part);
	else
		for (i = 0; i < part->parts->len; i++)
			walk_part(w, g_ptr_array_index(part->parts, i));
	w->in_report = report;
}

static void
walk_part(struct walk *w, struct part *part)
{
	if (part->parts != NULL)
		walk_multipart(w, part);
	else
		walk_leaf(w, part);
}

/* A message that is one single text file: its text is read all the same. */
static void
read_lone_file(struct walk *w, struct part *root)
{
	g_autofree char *text = NULL;

	if (root->parts != NULL || !part_is(root, "text/") ||
	    w->body->text->len > 0)
		return;
	text = part_is(root, "text/html") ? html_text(w, root)
					  : plain_text(w, root);
	append_text(w, text);
}

void
body_read(struct part *root, struct body *body, struct budget *budget,
	  struct message *message)
{
	struct walk w = {.body = body,
			 .budget = budget,
			 .message = message,
			 .text = body->text,
			 .last = g_string_new(NULL)};

	walk_part(&w, root);
	if (body->text->len == 0 && w.spare != NULL) {
		message_problem(message, "%s", w.spare_problem);
		append_text(&w, w.spare);
	}
	g_free(w.spare);
	append_text(&w, w.last->str);
	g_string_free(w.last, TRUE);
	read_lone_file(&w, root);
	if (body->encrypted)
		message_problem(message, "The text is encrypted; only the "
					 "person it was sent to can read it.");
}
