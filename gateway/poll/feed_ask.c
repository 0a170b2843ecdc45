/*
 * One page of a feed: the address, the log-in, and what the answer means.
 * Nothing of the answer is trusted but that it is JSON.
 */
#include "poll/feed_inside.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/secret.h"
#include "model/stamp.h"
#include "net/http.h"
#include "poll/cut.h"

void
feed_page_free(struct feed_page *page)
{
	if (page == NULL)
		return;
	g_free(page->text);
	g_clear_pointer(&page->slices, g_array_unref);
	g_free(page->next);
	g_free(page);
}

/* --- the address --------------------------------------------------------*/

static char *
replaced(const char *text, const char *what, const char *with)
{
	g_auto(GStrv) parts = g_strsplit(text, what, -1);
	g_autofree char *safe = g_uri_escape_string(with, NULL, FALSE);

	return g_strjoinv(safe, parts);
}

/* Oldest change first; from an instant on, if one is given. The operators of
 * API v2 are "is", "isnot", ">", "<" and "contains": so one second less. */
static char *
gravity_url(const struct web_form *form, const struct feed_place *place)
{
	g_autofree char *stamp = place->since == TIME_NONE
					 ? NULL
					 : stamp_write(place->since - 1,
						       form->mapping->timezone);
	g_autofree char *filter =
		stamp == NULL
			? g_strdup("{\"status\":\"active\"}")
			: g_strdup_printf(
				  "{\"status\":\"active\",\"field_filters\":[{"
				  "\"key\":\"date_updated\",\"operator\":"
				  "\">\",\"value\":\"%s\"}]}",
				  stamp);
	g_autofree char *safe = g_uri_escape_string(filter, NULL, FALSE);

	return g_strdup_printf(
		"%s%ssorting%%5Bkey%%5D=date_updated&sorting%%5Bdirection%%5D="
		"ASC&paging%%5Bpage_size%%5D=%d&paging%%5Bcurrent_page%%5D=%d&"
		"_labels=1&search=%s",
		form->url, strchr(form->url, '?') == NULL ? "?" : "&",
		FEED_PAGE, place->number, safe);
}

static char *
url_of(const struct web_form *form, const struct feed_place *place)
{
	g_autofree char *since =
		clock_rfc3339(place->since == TIME_NONE ? 0 : place->since);
	g_autofree char *number = g_strdup_printf("%d", place->number);
	g_autofree char *one = NULL;
	g_autofree char *two = NULL;

	if (place->url != NULL)
		return g_strdup(place->url);
	if (form->gravity)
		return gravity_url(form, place);
	one = replaced(form->url, "{since}", since);
	two = replaced(one, "{page}", number);
	return replaced(two, "{last}", place->last);
}

/* --- the request ----------------------------------------------------------*/

struct http_answer *
feed_request(const struct web_form *form, const char *url, gsize limit,
	     GError **error)
{
	own_secret *secret = NULL;
	g_autofree char *line = NULL;
	const char *fields[] = {NULL, NULL};
	struct http_request ask = {.url = url,
				   .ca_file = form->ca_file,
				   .proxy = form->proxy,
				   .limit = limit,
				   .seconds = form->timeout,
				   .fields = fields};
	struct http_answer *answer = NULL;

	if (form->login != LOGIN_NONE) {
		secret = secret_password(form->secret_file, NULL, error);
		if (secret == NULL)
			return NULL;
	}
	if (form->login == LOGIN_HEADER)
		fields[0] = line =
			g_strconcat(form->header, ": ", secret, NULL);
	if (form->login == LOGIN_BASIC)
		ask.basic = line = g_strconcat(form->user, ":", secret, NULL);
	if (form->login == LOGIN_BEARER)
		ask.bearer = secret;
	answer = http_ask(&ask, NULL, error);
	secret_free(secret);
	if (line != NULL)
		memset(line, 0, strlen(line));
	return answer;
}

/* What a status that is not 200 asks for. */
static gboolean
say_status(const struct web_form *form, int status, GError **error)
{
	if (status == 401 || status == 403)
		return fault_set(error, FAULT_SETUP,
				 "The server of form \"%s\" refuses the log-in "
				 "(%d). Check auth, user and secret_file.",
				 form->name, status);
	if (status >= 300 && status < 400)
		return fault_set(error, FAULT_SETUP,
				 "The server of form \"%s\" leads to another "
				 "address (%d), which is not followed. Write "
				 "the right address as url.",
				 form->name, status);
	if (status >= 400 && status < 500 && status != 408 && status != 429)
		return fault_set(error, FAULT_SETUP,
				 "The server of form \"%s\" does not know the "
				 "address (%d). Check url.",
				 form->name, status);
	return fault_set(error, FAULT_TEMPORARY,
			 "The server of form \"%s\" fails (%d). It is asked "
			 "again.",
			 form->name, status);
}

/* --- the answer -----------------------------------------------------------*/

/* The address of the next page as the answer tells it; NULL at the end. */
static char *
next_of(const json_t *answer, const char *url)
{
	const char *next = json_string_value(json_object_get(answer, "next"));

	if (next == NULL)
		next = json_string_value(json_object_get(
			json_object_get(answer, "links"), "next"));
	if (next == NULL || *next == '\0')
		return NULL;
	return g_uri_resolve_relative(url, next, G_URI_FLAGS_NONE, NULL);
}

static int
total_of(const json_t *answer)
{
	const json_t *total = json_object_get(answer, "total_count");
	gint64 number = -1;

	if (json_is_integer(total))
		number = json_integer_value(total);
	else if (json_is_string(total))
		number = g_ascii_strtoll(json_string_value(total), NULL, 10);
	return number < 0 || number > G_MAXINT ? -1 : (int)number;
}

static struct feed_page *
page_of(const struct web_form *form, const char *url,
	struct http_answer *answer, GError **error)
{
	g_autoptr(own_feed_page) page = g_new0(struct feed_page, 1);
	json_error_t where;
	json_t *json = json_loadb(answer->body, answer->size, 0, &where);

	if (json == NULL) {
		fault_set(error, FAULT_TEMPORARY,
			  "The answer for form \"%s\" breaks off or is no "
			  "JSON. It is asked again.",
			  form->name);
		return NULL;
	}
	page->total = total_of(json);
	page->next = form->gravity ? NULL : next_of(json, url);
	json_decref(json);
	page->text = g_steal_pointer(&answer->body);
	page->size = answer->size;
	page->slices = cut_entries(page->text, page->size, error);
	if (page->slices == NULL)
		return NULL;
	if (page->next == NULL || feed_is_own(form, page->next))
		return g_steal_pointer(&page);
	fault_set(error, FAULT_SETUP,
		  "The answer for form \"%s\" leads to another server for the "
		  "next page, which is not followed.",
		  form->name);
	return NULL;
}

struct feed_page *
feed_ask(const struct web_form *form, const struct feed_place *place,
	 GError **error)
{
	g_autofree char *url = url_of(form, place);
	g_autoptr(own_http_answer) answer =
		feed_request(form, url, LIMIT_FEED_BYTES, error);

	if (answer == NULL) {
		g_prefix_error(error,
			       "The server of form \"%s\": ", form->name);
		return NULL;
	}
	if (answer->status != 200) {
		say_status(form, answer->status, error);
		return NULL;
	}
	return page_of(form, url, answer, error);
}
