/*
 * The order in which a message is read. Each step has its file; here is only
 * what they hand to each other.
 */
#include "read/read.h"

#include "base/clock.h"
#include "base/limits.h"
#include "read/addresses.h"
#include "read/automated.h"
#include "read/bounce.h"
#include "read/container.h"
#include "read/forward.h"
#include "read/group.h"
#include "read/mark.h"
#include "read/quote.h"
#include "read/thread.h"

static void
set(char **to, char *value)
{
	g_free(*to);
	*to = value;
}

/* The sender: From, or what else may name him. */
static void
read_from(const struct head *head, struct message *m)
{
	static const char *const others[] = {"Resent-From", "Sender",
					     "Reply-To", "Return-Path"};
	struct address *person;
	gsize i;

	address_free(m->from);
	m->from = addresses_first(head_raw(head, "From"));
	person = group_sender(head, m->from);
	if (person != NULL) {
		address_free(m->from);
		m->from = person;
		message_problem(m, "A group put its own address in place of "
				   "the sender's.");
	}
	if (*m->from->address != '\0')
		return;
	message_problem(m, "The sender's address is missing or not one.");
	for (i = 0; i < G_N_ELEMENTS(others) && *m->from->address == '\0';
	     i++) {
		struct address *a = addresses_first(head_raw(head, others[i]));

		set(&m->from->address, g_strdup(a->address));
		if (*m->from->name == '\0')
			set(&m->from->name, g_strdup(a->name));
		address_free(a);
	}
}

static void
read_lists(const struct head *head, const char *name, GPtrArray *list)
{
	const char *raw;
	guint n = 0;

	while ((raw = head_nth(head, name, n++)) != NULL)
		addresses_read(raw, list);
}

static void
read_head(const struct head *head, struct message *m)
{
	read_from(head, m);
	read_lists(head, "To", m->to);
	read_lists(head, "Cc", m->cc);
	read_lists(head, "Reply-To", m->reply_to);
	set(&m->subject, head_seen(head, "Subject"));
	m->date = mime_date(head_raw(head, "Date"));
	if (!head_has(head, "Date"))
		message_problem(m, "There is no date.");
	else if (m->date == TIME_NONE)
		message_problem(m, "The date is not understood.");
}

/* The text, what is new in it, the attachments. */
static void
read_body(struct part *root, struct body *body, struct budget *budget,
	  struct message *m)
{
	body->text = g_string_new(NULL);
	body_read(root, body, budget, m);
	set(&m->text, g_strstrip(mark_strip(body->text->str)));
	set(&m->new_text,
	    quote_new_text(body->text->str, forward_is_subject(m->subject)));
	g_string_free(body->text, TRUE);
}

static void
read_all(const struct head *head, const GString *bytes, struct message *m)
{
	struct budget budget = {LIMIT_PARTS, 4 * 1024 * 1024 + 2 * bytes->len};
	struct body body = {0};
	struct part *root = mime_read(head, bytes, &budget, m);

	read_body(root, &body, &budget, m);
	thread_read(head, m);
	automated_read(head, root, &body, m);
	if (m->automated == AUTOMATED_BOUNCE)
		bounce_read(head, &body, m);
	if (m->automated == AUTOMATED_NO)
		forward_read(&body, m);
	head_free(body.inner);
	part_free(root);
}

struct message *
read_message(const void *bytes, gsize size)
{
	struct message *m;
	gboolean whole = size <= LIMIT_MESSAGE_BYTES;
	GString *copy;
	struct head *head;

	m = container_read(bytes, size);
	if (m != NULL)
		return m;
	m = message_new();
	copy = head_normalise(bytes, whole ? size : LIMIT_HEADER_BYTES);
	head = head_read(copy->str, copy->len, m);
	if (!whole) {
		message_problem(m, "The message is too large to be read; the "
				   "original is kept.");
		g_string_truncate(copy, head->body);
	}
	if (size == 0)
		message_problem(m, "The message is empty.");
	read_head(head, m);
	read_all(head, copy, m);
	head_free(head);
	g_string_free(copy, TRUE);
	return m;
}
