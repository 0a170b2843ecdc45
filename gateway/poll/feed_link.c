/*
 * Files that an entry links to. They are asked for with the form's log-in, so
 * they must be on the form's own server: a stranger who fills in a form may
 * write any link into it.
 */
#include "poll/feed_inside.h"

#include <string.h>

#include "base/limits.h"

/* True if both are https on the same host and port. */
static gboolean
is_same_server(const char *a, const char *b)
{
	g_autoptr(GUri) one = g_uri_parse(a, G_URI_FLAGS_NONE, NULL);
	g_autoptr(GUri) two = g_uri_parse(b, G_URI_FLAGS_NONE, NULL);
	int first, second;

	if (one == NULL || two == NULL || g_uri_get_host(one) == NULL ||
	    g_uri_get_host(two) == NULL || g_uri_get_userinfo(one) != NULL)
		return FALSE;
	first = g_uri_get_port(one) < 0 ? 443 : g_uri_get_port(one);
	second = g_uri_get_port(two) < 0 ? 443 : g_uri_get_port(two);
	return g_str_equal(g_uri_get_scheme(one), "https") &&
	       g_ascii_strcasecmp(g_uri_get_host(one), g_uri_get_host(two)) ==
		       0 &&
	       first == second;
}

/* "photo.jpg" of ".../photo.jpg" or "…?gf-download=2026%2Fphoto.jpg". */
static char *
name_of(const char *url)
{
	gsize n = strcspn(url, "?#");
	g_autofree char *path = g_strndup(url, n);
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	const char *download = strstr(url + n, "gf-download=");
	g_autofree char *value = NULL;

	if (download != NULL) {
		download += strlen("gf-download=");
		value = g_uri_unescape_segment(
			download, download + strcspn(download, "&#"), "\\");
		if (value != NULL)
			return g_path_get_basename(value);
	}
	value = g_uri_unescape_string(name, "/\\");
	return g_strdup(value != NULL && *value != '\0' ? value : "file");
}

gboolean
feed_is_own(const struct web_form *form, const char *url)
{
	gsize n = strcspn(form->url, "?#{");
	g_autofree char *own = g_strndup(form->url, n);

	return is_same_server(url, own);
}

static void
fetch_one(const struct web_form *form, const char *url, gsize *room,
	  struct packet *packet)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(own_http_answer) answer = NULL;
	g_autofree char *name = name_of(url);
	g_autoptr(GBytes) bytes = NULL;

	if (!feed_is_own(form, url)) {
		packet_add(packet, url, "", NULL,
			   "it is not on the form's own server");
		return;
	}
	answer = feed_request(form, url, *room, &why);
	if (answer == NULL || answer->status != 200) {
		g_autofree char *words =
			answer == NULL ? g_strdup("its server did not answer, "
						  "or it is too large")
				       : g_strdup_printf("its server said %d",
							 answer->status);

		packet_add(packet, url, "", NULL, words);
		return;
	}
	*room -= MIN(*room - 1, answer->size);
	bytes = g_bytes_new(answer->body, answer->size);
	packet_add(packet, name, answer->type, bytes, "");
}

/* The links in a text, which may be a list in JSON with escaped slashes. */
static GPtrArray *
links_in(const char *text)
{
	GPtrArray *links = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) pieces = g_strsplit(text, "\\", -1);
	g_autofree char *plain = g_strjoinv("", pieces);
	const char *at = plain;

	while ((at = strstr(at, "http")) != NULL) {
		gsize n = strcspn(at, " \t\n\"'<>[]|,;");

		if (g_str_has_prefix(at, "https://") ||
		    g_str_has_prefix(at, "http://"))
			g_ptr_array_add(links, g_strndup(at, n));
		at += n;
	}
	return links;
}

void
feed_fetch_files(const struct web_form *form, const GPtrArray *fields,
		 struct packet *packet)
{
	g_autoptr(GPtrArray) picked =
		mapping_pick(form->mapping, ROLE_ATTACHMENTS, fields);
	gsize room = LIMIT_BODY_BYTES;
	guint i, j;

	for (i = 0; i < picked->len; i++) {
		const struct filled *one = picked->pdata[i];
		g_autoptr(GPtrArray) links = links_in(one->value);

		for (j = 0;
		     j < links->len && packet->files->len < LIMIT_FORM_FILES;
		     j++)
			fetch_one(form, links->pdata[j], &room, packet);
	}
}
