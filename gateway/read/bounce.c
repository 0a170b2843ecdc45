/*
 * Delivery reports (RFC 3464), and the texts of those who do not write one.
 */
#include "read/bounce.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "read/addresses.h"
#include "read/phrase.h"
#include "read/thread.h"

gboolean
bounce_is_permanent(const char *status)
{
	return *status == '5' && !g_str_equal(status, "5.2.2");
}

gboolean
bounce_text_is_permanent(const char *text)
{
	static const char *const passing[] = {"mailbox full",
					      "mailbox is full",
					      "over quota",
					      "quota exceeded",
					      "exceeded storage",
					      "overquota",
					      "mailbox size limit",
					      "disk quota",
					      "delayed",
					      "still trying",
					      "will be retried",
					      "will retry",
					      "temporary",
					      "do not need to resend",
					      "delivery attempts will continue",
					      NULL};
	g_autofree char *folded = phrase_fold(text, 6000);

	return phrase_in(folded, passing) == NULL;
}

/* The first x.y.z of class 2, 4 or 5 in a text; "" if none; the caller's. */
static char *
find_status(const char *text)
{
	const char *p;

	for (p = text; *p != '\0'; p++) {
		gsize a;
		gsize b;

		if ((*p != '5' && *p != '4' && *p != '2') || p[1] != '.' ||
		    (p > text && (g_ascii_isalnum(p[-1]) || p[-1] == '.')))
			continue;
		a = strspn(p + 2, "0123456789");
		if (a < 1 || a > 3 || p[2 + a] != '.')
			continue;
		b = strspn(p + 3 + a, "0123456789");
		if (b >= 1 && b <= 3 && p[3 + a + b] != '.')
			return g_strndup(p, 3 + a + b);
	}
	return g_strdup("");
}

/* An address after its type: "rfc822;a@b". */
static char *
typed_address(const char *raw)
{
	const char *semicolon = raw == NULL ? NULL : strchr(raw, ';');
	struct address *a =
		addresses_first(semicolon == NULL ? raw : semicolon + 1);
	char *found = g_steal_pointer(&a->address);

	a->address = g_strdup("");
	address_free(a);
	return found;
}

static char *
original_id(const struct body *body, const struct message *message)
{
	const char *at = message->text;
	struct head *head;
	char *id;

	if (body->original != NULL && body->original->content != NULL) {
		const GString *raw = body->original->content;

		head = head_read(raw->str, raw->len, NULL);
		id = thread_message_id(head_raw(head, "Message-ID"));
		head_free(head);
		return id;
	}
	while (at != NULL) {
		at += strspn(at, " >\t\n");
		if (g_ascii_strncasecmp(at, "message-id:", 11) == 0)
			return thread_message_id(at + 11);
		at = strchr(at, '\n');
	}
	return g_strdup("");
}

static void
add(struct message *message, char *recipient, char *status, gboolean permanent,
    const char *id)
{
	struct bounce *bounce;

	if (message->bounces->len >= LIMIT_ADDRESSES) {
		g_free(recipient);
		g_free(status);
		return;
	}
	bounce = g_new0(struct bounce, 1);
	bounce->recipient = recipient;
	bounce->status = status;
	bounce->permanent = permanent;
	bounce->original_message_id = g_strdup(id);
	g_ptr_array_add(message->bounces, bounce);
}

/* One group of fields about one recipient. */
static void
read_group(const char *group, const char *id, struct message *message)
{
	struct head *head = head_read(group, strlen(group), NULL);
	const char *who = head_raw(head, "Original-Recipient");
	const char *diagnosis = head_raw(head, "Diagnostic-Code");
	g_autofree char *status = NULL;
	g_autofree char *recipient = NULL;
	gboolean failed = !head_is(head, "Action", "delivered") &&
			  !head_is(head, "Action", "relayed") &&
			  !head_is(head, "Action", "expanded");

	if (who == NULL)
		who = head_raw(head, "Final-Recipient");
	recipient = typed_address(who);
	if (strchr(recipient, '@') == NULL && who != NULL) {
		g_free(g_steal_pointer(&recipient));
		recipient = typed_address(head_raw(head, "Final-Recipient"));
	}
	status = find_status(head_has(head, "Status") ? head_raw(head, "Status")
						      : "");
	if ((*status == '\0' || g_str_has_suffix(status, ".0.0")) &&
	    diagnosis != NULL) {
		g_autofree char *better = find_status(diagnosis);

		if (*better != '\0' && *better != '2') {
			g_free(status);
			status = g_steal_pointer(&better);
		}
	}
	if (failed && strchr(recipient, '@') != NULL) {
		gboolean permanent = bounce_is_permanent(status) &&
				     !head_is(head, "Action", "delayed");

		add(message, g_steal_pointer(&recipient),
		    g_steal_pointer(&status), permanent, id);
	}
	head_free(head);
}

static void
read_report(const struct part *report, const char *id, struct message *message)
{
	g_autofree char *text =
		g_strndup(report->content->str,
			  MIN(report->content->len, LIMIT_HEADER_BYTES));
	g_auto(GStrv) groups = NULL;
	gsize i;

	g_strdelimit(text, "\r", ' ');
	{
		g_autoptr(GString) tidy = g_string_new(text);

		g_string_replace(tidy, " \n", "\n", 0);
		groups = g_strsplit(tidy->str, "\n\n", LIMIT_ADDRESSES + 2);
	}
	for (i = 0; groups[i] != NULL; i++) {
		/* head_read wants a well-known field to see a header. */
		g_autofree char *group =
			g_strconcat("X-Group: 1\n", g_strchug(groups[i]), NULL);

		read_group(group, id, message);
	}
}

static gboolean
looks_like_ours(const char *address)
{
	return g_str_has_prefix(address, "postmaster@") ||
	       g_ascii_strncasecmp(address, "mailer-daemon@", 14) == 0;
}

/* The first address in the text of a bounce that is not the mail system's
 * own or the one it was sent to. */
static char *
find_recipient(const struct message *message)
{
	const char *at = message->text;
	const struct address *to =
		message->to->len > 0 ? g_ptr_array_index(message->to, 0) : NULL;

	while ((at = strchr(at, '@')) != NULL) {
		const char *from = at;
		gsize n = 1 + strspn(at + 1, "abcdefghijklmnopqrstuvwxyz"
					     "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					     "0123456789.-");
		g_autofree char *found = NULL;

		while (from > message->text &&
		       (g_ascii_isalnum(from[-1]) ||
			strchr(".+-_='", from[-1]) != NULL))
			from--;
		while (n > 1 && at[n - 1] == '.')
			n--;
		found = g_strndup(from, (gsize)(at - from) + n);
		at++;
		if (text_is_address(found) && !looks_like_ours(found) &&
		    (to == NULL || g_ascii_strcasecmp(found, to->address) != 0))
			return g_steal_pointer(&found);
	}
	return g_strdup("");
}

static void
read_text(const struct head *head, const char *id, struct message *message)
{
	g_autofree char *failed =
		typed_address(head_raw(head, "X-Failed-Recipients"));
	g_autofree char *status = find_status(message->text);
	gboolean permanent = *status == '\0'
				     ? bounce_text_is_permanent(message->text)
				     : bounce_is_permanent(status);

	if (*failed == '\0') {
		g_free(g_steal_pointer(&failed));
		failed = find_recipient(message);
	}
	if (*failed != '\0')
		add(message, g_steal_pointer(&failed), g_steal_pointer(&status),
		    permanent, id);
}

void
bounce_read(const struct head *head, const struct body *body,
	    struct message *message)
{
	g_autofree char *id = original_id(body, message);

	if (body->report != NULL && body->report->content != NULL)
		read_report(body->report, id, message);
	if (message->bounces->len == 0)
		read_text(head, id, message);
	thread_add_text(message, id);
}
