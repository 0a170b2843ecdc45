/*
 * The session: log-in, folder, search. The library's result codes become
 * words here; it is told nothing about TLS and never sees a greeting.
 */
#include "poll/imap.h"

#include <libetpan/libetpan.h>
#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "poll/imap_inside.h"
#include "poll/utf7.h"

#define ANSWER_CHARS 200
/* What Exchange Online says to whoever may log in and not come in. */
#define NOT_CONNECTED "authenticated but not connected"

#define LOGOUT_SECONDS 5

/* After these the connection may be out of step. */
static gboolean
is_fatal(int code)
{
	return code == MAILIMAP_ERROR_BAD_STATE ||
	       code == MAILIMAP_ERROR_STREAM || code == MAILIMAP_ERROR_PARSE ||
	       code == MAILIMAP_ERROR_MEMORY || code == MAILIMAP_ERROR_FATAL ||
	       code == MAILIMAP_ERROR_PROTOCOL;
}

static char *
answer_of(const struct imap *imap)
{
	const char *text = imap->session->imap_response;
	g_autofree char *utf8 = NULL;
	g_autofree char *line = NULL;

	if (text == NULL || *text == '\0')
		return g_strdup("no reason given");
	utf8 = text_repair(text, strlen(text), NULL);
	line = text_clean(utf8, TRUE);
	return text_shorten(line, ANSWER_CHARS);
}

gboolean
imap_fault(struct imap *imap, int code, const char *doing, const char *setup,
	   GError **error)
{
	const char *trouble = tls_trouble(imap->tls);
	g_autofree char *answer = answer_of(imap);

	imap->dead = imap->dead || trouble != NULL || is_fatal(code);
	if (trouble != NULL)
		return fault_set(error, FAULT_TEMPORARY,
				 "While %s, the server %s %s.", doing,
				 imap->host, trouble);
	if (trouble == NULL && strstr(answer, NOT_CONNECTED) != NULL)
		return fault_set(error, FAULT_SETUP,
				 "The server %s takes the log-in and does not "
				 "open the mailbox (authenticated but not "
				 "connected). Let the application or user into "
				 "it (Add-MailboxPermission; see "
				 "docs/MICROSOFT365.md), and write the "
				 "mailbox's own address as user.",
				 imap->host);
	if (imap->dead)
		return fault_set(error, FAULT_TEMPORARY,
				 "While %s, the server %s gave an answer that "
				 "makes no sense.",
				 doing, imap->host);
	if (setup != NULL)
		return fault_set(error, FAULT_SETUP, "The server %s %s",
				 imap->host, setup);
	return fault_set(error, FAULT_TEMPORARY,
			 "While %s, the server %s refused: %s.", doing,
			 imap->host, answer);
}

gboolean
imap_is_alive(const struct imap *imap)
{
	return !imap->dead;
}

void
imap_close(struct imap *imap)
{
	mailimap *session;

	if (imap == NULL)
		return;
	session = imap->session;
	tls_limit(imap->tls, LOGOUT_SECONDS, LIMIT_ENVELOPE_BYTES);
	if (!imap->dead && session->imap_stream != NULL)
		mailimap_logout(session);
	if (session->imap_stream != NULL)
		mailstream_close(session->imap_stream);
	session->imap_stream = NULL;
	mailimap_free(session);
	tls_close(imap->tls);
	g_free(imap->host);
	g_free(imap);
}

/* --- the folder ---------------------------------------------------------*/

static gboolean
read_selection(struct imap *imap, guint32 *uidvalidity, guint *exists,
	       GError **error)
{
	const struct mailimap_selection_info *info =
		imap->session->imap_selection_info;

	if (info == NULL || info->sel_uidvalidity == 0)
		return fault_set(error, FAULT_TEMPORARY,
				 "The server %s tells no UIDVALIDITY of the "
				 "folder %s.",
				 imap->host, imap->mailbox->folder);
	*uidvalidity = info->sel_uidvalidity;
	*exists = imap->exists = info->sel_exists;
	return TRUE;
}

gboolean
imap_select(struct imap *imap, gboolean write, guint32 *uidvalidity,
	    guint *exists, GError **error)
{
	const char *folder = imap->mailbox->folder;
	g_autofree char *name = utf7_encode(folder);
	g_autofree char *doing = g_strdup_printf("opening \"%s\"", folder);
	g_autofree char *setup = g_strdup_printf(
		"does not open the folder \"%s\". Check folder of the "
		"mailbox, and that the user may see it.",
		folder);
	int code;

	if (name == NULL)
		return fault_set(error, FAULT_SETUP,
				 "The folder of mailbox \"%s\" has no name.",
				 imap->mailbox->name);
	tls_limit(imap->tls, LIMIT_COMMAND_SECONDS, LIMIT_ANSWER_IMAP_BYTES);
	code = write ? mailimap_select(imap->session, name)
		     : mailimap_examine(imap->session, name);
	if (code != MAILIMAP_NO_ERROR)
		return imap_fault(imap, code, doing, setup, error);
	return read_selection(imap, uidvalidity, exists, error);
}

static int
compare_uids(gconstpointer a, gconstpointer b)
{
	guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

	return x < y ? -1 : x > y;
}

/* "n:*" always holds the last message, also if its UID is below n. */
static GArray *
take_uids(const clist *found, guint32 first)
{
	GArray *uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	clistiter *cell;
	guint i;

	for (cell = clist_begin(found); cell != NULL; cell = clist_next(cell)) {
		guint32 uid = *(const uint32_t *)clist_content(cell);

		if (uid >= first && uid > 0)
			g_array_append_val(uids, uid);
	}
	g_array_sort(uids, compare_uids);
	for (i = uids->len; i > 1; i--)
		if (g_array_index(uids, guint32, i - 1) ==
		    g_array_index(uids, guint32, i - 2))
			g_array_remove_index(uids, i - 1);
	return uids;
}

GArray *
imap_search(struct imap *imap, guint32 first, GError **error)
{
	struct mailimap_set *set = mailimap_set_new_interval(first, 0);
	struct mailimap_search_key *key = mailimap_search_key_new_uid(set);
	clist *found = NULL;
	GArray *uids;
	int code;

	tls_limit(imap->tls, LIMIT_COMMAND_SECONDS, LIMIT_ANSWER_IMAP_BYTES);
	code = mailimap_uid_search(imap->session, NULL, key, &found);
	mailimap_search_key_free(key);
	if (code != MAILIMAP_NO_ERROR) {
		imap_fault(imap, code, "looking for new mail", NULL, error);
		return NULL;
	}
	uids = take_uids(found, first);
	mailimap_search_result_free(found);
	return uids;
}

/* --- what the server can do ---------------------------------------------*/

gboolean
imap_has(struct imap *imap, const char *capability)
{
	struct mailimap_capability_data *capabilities = NULL;

	if (!imap->asked) {
		tls_limit(imap->tls, LIMIT_COMMAND_SECONDS,
			  LIMIT_ANSWER_IMAP_BYTES);
		if (mailimap_capability(imap->session, &capabilities) ==
		    MAILIMAP_NO_ERROR)
			mailimap_capability_data_free(capabilities);
		imap->asked = TRUE;
	}
	return mailimap_has_extension(imap->session, capability);
}

/* What came in after the folder was opened may have been told in answers to
 * other commands, and is then not told again. */
enum idle_end
imap_idle(struct imap *imap)
{
	const struct mailimap_selection_info *info;
	enum idle_end end = IDLE_BROKEN;

	if (imap->dead || imap->session->imap_stream->read_buffer_len > 0)
		return IDLE_BROKEN;
	if (!imap_has(imap, "IDLE"))
		return imap_is_alive(imap) ? IDLE_NONE : IDLE_BROKEN;
	info = imap->session->imap_selection_info;
	if (info != NULL && info->sel_exists != imap->exists)
		return IDLE_NEWS;
	end = idle_wait(imap->tls, LIMIT_IDLE_WAIT_SECONDS);
	imap->dead = end == IDLE_BROKEN;
	return end;
}
