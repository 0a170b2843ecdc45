/*
 * Lists, newsletters, and groups that are a mailbox.
 */
#include "read/group.h"

#include <string.h>

#include "read/addresses.h"
#include "read/automated_words.h"
#include "read/phrase.h"

/* What newsletters add, and no group does. */
static const char *const campaign[] = {
	"Feedback-ID",		"X-Campaign-Id", "X-CampaignID",
	"X-Mailchimp-Campaign", "X-MC-User",	 "X-SG-EID",
	"X-CSA-Complaints"};

/* What lists add to every mail, and Google's groups too. */
static const char *const lists[] = {"Precedence",     "List-Unsubscribe-Post",
				    "X-BeenThere",    "X-Mailing-List",
				    "Mailing-List",   "List-Archive",
				    "List-Subscribe", "X-Mailman-Version"};

static gboolean
has_any(const struct head *head, const char *const *fields, gsize n)
{
	gsize i;

	for (i = 0; i < n; i++)
		if (head_has(head, fields[i]))
			return TRUE;
	return FALSE;
}

/* A newsletter by all its signs together; none of them is enough. */
static gboolean
is_newsletter(const struct head *head, const struct message *message)
{
	g_autofree char *who = g_strdup_printf("%s %s", message->from->name,
					       message->from->address);
	g_autofree char *folded = phrase_fold(who, 300);

	if (!head_has(head, "List-Unsubscribe"))
		return FALSE;
	if (head_is(head, "Precedence", "bulk") ||
	    head_is(head, "Precedence", "list"))
		return TRUE;
	return phrase_in(folded, words_newsletter) != NULL &&
	       strstr(message->text, "nsubscribe") != NULL;
}

/* True if a List-Id is that address: the first dot of the one stands where
 * the @ of the other does. */
static gboolean
is_list_of(const char *list_id, const char *address)
{
	g_autofree char *id = g_strdup_printf("<%s>", address);
	char *at = strchr(id, '@');
	gsize n = strlen(list_id);

	if (at == NULL)
		return FALSE;
	*at = '.';
	return n >= strlen(id) &&
	       g_ascii_strcasecmp(list_id + n - strlen(id), id) == 0;
}

static gboolean
is_list_of_any(const char *list_id, GPtrArray *addresses)
{
	guint i;

	for (i = 0; i < addresses->len; i++) {
		const struct address *a = g_ptr_array_index(addresses, i);

		if (is_list_of(list_id, a->address))
			return TRUE;
	}
	return FALSE;
}

/* A group of Google's that is not among those open to everybody. */
static gboolean
is_google(const struct head *head, const char *list_id)
{
	return head_has(head, "X-Google-Group-Id") &&
	       strstr(list_id, ".googlegroups.com>") == NULL;
}

gboolean
group_is_own(const struct head *head, const struct message *message)
{
	const char *id = head_raw(head, "List-Id");

	if (id == NULL || has_any(head, campaign, G_N_ELEMENTS(campaign)))
		return FALSE;
	if (!is_google(head, id) && has_any(head, lists, G_N_ELEMENTS(lists)))
		return FALSE;
	return is_list_of_any(id, message->to) ||
	       is_list_of_any(id, message->cc);
}

struct address *
group_sender(const struct head *head, const struct address *from)
{
	const char *id = head_raw(head, "List-Id");
	const char *original = head_raw(head, "X-Original-From");

	if (original == NULL)
		original = head_raw(head, "X-Original-Sender");
	if (id == NULL || original == NULL || !is_list_of(id, from->address))
		return NULL;
	return addresses_first(original);
}

gboolean
group_is_list(const struct head *head, const struct message *message,
	      const char **why)
{
	static const char *const fields[] = {"List-Id", "List-Post",
					     "X-BeenThere", "X-Mailing-List",
					     "Mailing-List"};

	if (group_is_own(head, message))
		return FALSE;
	*why = "It came through a mailing list.";
	if (has_any(head, fields, G_N_ELEMENTS(fields)))
		return TRUE;
	*why = "It is bulk mail that can be unsubscribed from.";
	return is_newsletter(head, message);
}
