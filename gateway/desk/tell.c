/*
 * The mark is written before the mail is sent, so that a process that dies
 * while sending does not send a mail at each start. If the mail could not be
 * sent, it is taken back.
 */
#include "desk/tell.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/text.h"
#include "send/carrier.h"

#define DAY_SECONDS ((gint64)24 * 60 * 60)
#define TEXT_BYTES ((gsize)4096)

static gint64
now(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

static char *
folder_of(const struct config *config)
{
	return g_build_filename(config->data, "spool", "told", NULL);
}

static gboolean
is_recent(const char *path)
{
	GStatBuf info;

	return g_stat(path, &info) == 0 && info.st_mtime > now() - DAY_SECONDS;
}

/* TRUE if this is news. */
static gboolean
mark(const struct config *config, const char *kind, const char *text)
{
	g_autofree char *folder = folder_of(config);
	g_autofree char *path = g_build_filename(folder, kind, NULL);
	g_autoptr(GError) trouble = NULL;

	if (is_recent(path))
		return FALSE;
	(void)g_mkdir_with_parents(folder, 0700);
	if (!text_write_file(path, text, strlen(text), &trouble))
		log_fault(trouble);
	return TRUE;
}

static void
unmark(const struct config *config, const char *kind)
{
	g_autofree char *folder = folder_of(config);
	g_autofree char *path = g_build_filename(folder, kind, NULL);

	(void)g_unlink(path);
}

static void
append_recipients(GString *mail, const GPtrArray *to)
{
	guint i;

	for (i = 0; i < to->len; i++)
		g_string_append_printf(mail, "%s<%s>", i == 0 ? "" : ",\r\n ",
				       (const char *)to->pdata[i]);
}

static GBytes *
build(const char *from, const GPtrArray *to, const char *subject,
      const char *text)
{
	g_autofree char *when = clock_rfc5322(now());
	g_autofree char *plain = g_str_to_ascii(text, "C");
	g_auto(GStrv) lines = g_strsplit(plain, "\n", -1);
	GString *mail = g_string_new(NULL);
	char **line;

	g_string_append_printf(mail, "From: Postroom <%s>\r\nTo: ", from);
	append_recipients(mail, to);
	g_string_append_printf(
		mail,
		"\r\nDate: %s\r\nSubject: %s\r\n"
		"Message-ID: <told.%" G_GINT64_FORMAT ".%d@%s>\r\n"
		"Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=us-ascii\r\n\r\n",
		when, subject, g_get_real_time(), (int)getpid(),
		strchr(from, '@') + 1);
	for (line = lines; *line != NULL; line++)
		g_string_append_printf(mail, "%s\r\n", *line);
	return g_string_free_to_bytes(mail);
}

/* One after the other: who is refused keeps it from nobody else. */
static gboolean
carry(const struct config *config, const GPtrArray *to, GBytes *mail,
      GError **error)
{
	const char *own = config->landlord.email;
	const char *from = *config->sending.return_path != '\0'
				   ? config->sending.return_path
				   : own;
	g_autoptr(own_carrier) carrier = carrier_open(&config->sending, error);
	g_autofree char *why = NULL;
	guint sent = 0, i;

	for (i = 0; carrier != NULL && i < to->len; i++) {
		g_autofree char *reply = NULL;

		if (carrier_send(carrier, from, to->pdata[i], mail, &reply) ==
		    SENT_DONE)
			sent++;
		else if (why == NULL)
			why = g_steal_pointer(&reply);
	}
	if (carrier == NULL || sent > 0)
		return carrier != NULL;
	return fault_set(error, FAULT_TEMPORARY,
			 "Nobody could be told by mail what is wrong: %s", why);
}

gboolean
tell_mail(const struct config *config, const GPtrArray *to, const char *subject,
	  const char *text, GError **error)
{
	g_autoptr(GBytes) mail = NULL;

	if (!text_is_address(config->landlord.email))
		return fault_set(error, FAULT_SETUP,
				 "The landlord's email is no address.");
	mail = build(config->landlord.email, to, subject, text);
	return carry(config, to, mail, error);
}

gboolean
tell_officers(const struct config *config, const char *kind, const char *text,
	      GError **error)
{
	g_autofree char *subject =
		g_strconcat("Postroom needs attention: ", kind, NULL);

	if (!mark(config, kind, text))
		return TRUE;
	if (!tell_mail(config, config->alarms.it, subject, text, error)) {
		unmark(config, kind);
		return FALSE;
	}
	log_event("told the officers about %s by mail", kind);
	return TRUE;
}

gboolean
tell_is_recent(const struct config *config, const char *kind)
{
	g_autofree char *folder = folder_of(config);
	g_autofree char *path = g_build_filename(folder, kind, NULL);

	return is_recent(path);
}

static void
told_free(gpointer data)
{
	struct told *told = data;

	g_free(told->kind);
	g_free(told->text);
	g_free(told);
}

GPtrArray *
tell_recent(const struct config *config)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(told_free);
	g_autofree char *folder = folder_of(config);
	g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
	const char *kind;

	while (files != NULL && (kind = g_dir_read_name(files)) != NULL) {
		g_autofree char *path = g_build_filename(folder, kind, NULL);
		char *text = is_recent(path) ? text_read_file(path, TEXT_BYTES,
							      NULL, NULL)
					     : NULL;
		struct told *told;

		if (text == NULL)
			continue;
		told = g_new0(struct told, 1);
		told->kind = g_strdup(kind);
		told->text = text;
		g_ptr_array_add(list, told);
	}
	return list;
}
