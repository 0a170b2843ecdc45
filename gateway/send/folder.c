/*
 * Writes each letter as a file of its own, whole or not at all.
 */
#include "send/folder.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/text.h"
#include "model/notice.h"
#include "model/ref.h"

#define HASH_CHARS 12

/* Fields that name the file lie near the top. */
#define HEAD_BYTES ((gsize)16 * 1024)

struct folder {
	char *path;
};

struct folder *
folder_open(const char *path, GError **error)
{
	if (!g_path_is_absolute(path)) {
		fault_set(error, FAULT_SETUP,
			  "The folder for outgoing mail must be written as a "
			  "whole path, not as \"%s\".",
			  path);
		return NULL;
	}
	if (g_mkdir_with_parents(path, 0750) != 0) {
		fault_errno(error, errno,
			    "Cannot make the folder for outgoing mail %s",
			    path);
		return NULL;
	}
	if (g_access(path, W_OK | X_OK) != 0) {
		fault_errno(error, errno,
			    "Cannot write to the folder for outgoing mail %s",
			    path);
		return NULL;
	}
	struct folder *folder = g_new0(struct folder, 1);
	folder->path = g_strdup(path);
	return folder;
}

/* The value of a field in the head, up to the line's end; "" if none. */
static char *
field_of(const char *head, const char *name)
{
	g_autofree char *start = g_strdup_printf("\n%s: ", name);
	const char *found = strstr(head, start);

	if (!found)
		return g_strdup("");
	found += strlen(start);
	return g_strndup(found, strcspn(found, "\r\n"));
}

/* The letter's name if it is one, "letter" else: nothing else of the mail's
 * text gets into a file name. */
static char *
file_name(const char *data, gsize size)
{
	g_autofree char *text = g_strndup(data, MIN(size, HEAD_BYTES));
	char *end = strstr(text, "\r\n\r\n");
	g_autofree char *head = NULL;

	if (end)
		*end = '\0';
	head = g_strconcat("\n", text, NULL);
	g_autofree char *letter = field_of(head, "X-Postroom-Letter");
	g_autofree char *id = field_of(head, "Message-ID");
	g_autofree char *subject = field_of(head, "Subject");
	g_autofree char *hash =
		*id ? text_sha256(id, strlen(id)) : text_sha256(data, size);
	g_autoptr(GPtrArray) refs = ref_find(subject);

	return g_strdup_printf(
		"%s%s%s-%.*s.eml",
		letter_of(letter) == LETTER_COUNT ? "letter" : letter,
		refs->len > 0 ? "-" : "",
		refs->len > 0 ? (const char *)refs->pdata[0] : "", HASH_CHARS,
		hash);
}

enum sent
folder_send(struct folder *folder, const char *from, const char *to,
	    GBytes *mail, char **reply)
{
	gsize size = 0;
	const char *bytes = g_bytes_get_data(mail, &size);
	const char *data = bytes ? bytes : "";
	g_autoptr(GError) error = NULL;

	if (!text_is_address(from) || !text_is_address(to)) {
		*reply = g_strdup("The address cannot be written to.");
		return SENT_REFUSED;
	}
	g_autofree char *name = file_name(data, size);
	g_autofree char *path = g_build_filename(folder->path, name, NULL);
	if (!text_write_file(path, data, size, &error)) {
		*reply = sent_reply(error->message);
		return SENT_LATER;
	}
	g_autofree char *words = g_strdup_printf("Written to %s", name);
	*reply = sent_reply(words);
	return SENT_DONE;
}

void
folder_close(struct folder *folder)
{
	if (!folder)
		return;
	g_free(folder->path);
	g_free(folder);
}
