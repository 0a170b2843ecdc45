/*
 * The mark is written before the mail is sent, so that a process that dies
 * while sending does not send a mail at each start. If the mail could not be
 * sent, it is taken back.
 */
#include "desk/tell.h"

#include <glib/gstdio.h>
#include <unistd.h>

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

static GBytes *
build(const char *address, const char *kind, const char *text)
{
	g_autoptr(GDateTime) date = g_date_time_new_now_utc();
	g_autofree char *when =
		g_date_time_format(date, "%a, %d %b %Y %H:%M:%S +0000");
	g_autofree char *plain = g_str_to_ascii(text, "C");
	g_auto(GStrv) lines = g_strsplit(plain, "\n", -1);
	GString *mail = g_string_new(NULL);
	char **line;

	g_string_append_printf(
		mail,
		"From: Postroom <%s>\r\nTo: <%s>\r\nDate: %s\r\n"
		"Subject: Postroom needs attention: %s\r\n"
		"Message-ID: <told.%s.%" G_GINT64_FORMAT ".%d@%s>\r\n"
		"Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=us-ascii\r\n\r\n",
		address, address, when, kind, kind, g_get_real_time(),
		(int)getpid(), strchr(address, '@') + 1);
	for (line = lines; *line != NULL; line++)
		g_string_append_printf(mail, "%s\r\n", *line);
	return g_string_free_to_bytes(mail);
}

static gboolean
carry(const struct config *config, GBytes *mail, GError **error)
{
	const char *to = config->landlord.email;
	const char *from = *config->sending.return_path != '\0'
				   ? config->sending.return_path
				   : to;
	g_autoptr(own_carrier) carrier = carrier_open(&config->sending, error);
	g_autofree char *reply = NULL;

	if (carrier == NULL)
		return FALSE;
	if (carrier_send(carrier, from, to, mail, &reply) == SENT_DONE)
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY,
			 "The officers could not be told by mail: %s", reply);
}

gboolean
tell_officers(const struct config *config, const char *kind, const char *text,
	      GError **error)
{
	g_autoptr(GBytes) mail = NULL;

	if (!text_is_address(config->landlord.email))
		return fault_set(error, FAULT_SETUP,
				 "The landlord's email is no address.");
	if (!mark(config, kind, text))
		return TRUE;
	mail = build(config->landlord.email, kind, text);
	if (!carry(config, mail, error)) {
		unmark(config, kind);
		return FALSE;
	}
	log_event("told the officers about %s by mail", kind);
	return TRUE;
}

void
tell_recent(const struct config *config, GPtrArray *alarms)
{
	g_autofree char *folder = folder_of(config);
	g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
	const char *kind;

	while (files != NULL && (kind = g_dir_read_name(files)) != NULL) {
		g_autofree char *path = g_build_filename(folder, kind, NULL);
		g_autofree char *text =
			is_recent(path)
				? text_read_file(path, TEXT_BYTES, NULL, NULL)
				: NULL;

		if (text != NULL)
			g_ptr_array_add(alarms,
					g_strdup_printf("%s: %s", kind, text));
	}
}
