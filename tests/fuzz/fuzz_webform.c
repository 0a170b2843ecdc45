/*
 * Any bytes as a request to the web server: the first line is its target,
 * the second its content type, the rest its body. What is read of it goes
 * into a page, which must come out as text that holds no tag of theirs.
 */
#include "base/limits.h"
#include "console/form.h"
#include "console/html.h"
#include "console/request.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static char *
take_line(const guint8 **data, gsize *size)
{
	const guint8 *end = memchr(*data, '\n', *size);
	gsize n = end != NULL ? (gsize)(end - *data) : *size;
	char *line = g_strndup((const char *)*data, n);

	*data += MIN(n + 1, *size);
	*size -= MIN(n + 1, *size);
	return line;
}

static void
show(const struct request *request)
{
	g_autoptr(GPtrArray) names = request_names(request);
	g_autoptr(own_html) html = html_new();
	g_autoptr(GBytes) page = NULL;
	const char *text;
	gsize size;
	guint i;

	for (i = 0; i < names->len; i++)
		html_element(html, "a", request_text(request, names->pdata[i]),
			     "href", names->pdata[i], NULL);
	page = html_take(html);
	text = g_bytes_get_data(page, &size);
	g_assert(size == 0 || g_utf8_validate(text, (gssize)size, NULL));
	for (i = 0; i + 1 < size; i++)
		g_assert(text[i] != '<' || text[i + 1] == 'a' ||
			 text[i + 1] == '/');
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *target = take_line(&data, &size);
	g_autofree char *type = take_line(&data, &size);
	g_autoptr(own_request) request =
		request_new(METHOD_POST, target, "unix");
	/* A block of its exact length, so that reading beyond it shows. */
	g_autoptr(GBytes) body = g_bytes_new_take(g_memdup2(data, size), size);
	guint i;

	if (request == NULL)
		return 0;
	request_add_header(request, "Content-Type", type);
	request_add_header(request, "Cookie", type);
	(void)request_cookie(request, "session");
	request_set_body(request, body);
	if (!request_read_form(request, NULL))
		return 0;
	show(request);
	for (i = 0; i < request_uploads(request)->len; i++) {
		const struct upload *upload =
			g_ptr_array_index(request_uploads(request), i);

		g_assert(strpbrk(upload->filename, "/\\\n\r") == NULL);
	}
	return 0;
}
