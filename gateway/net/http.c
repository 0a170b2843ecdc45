/*
 * A request by libcurl. A handle for each: letters are few, and a kept
 * connection would keep an old token with it.
 */
#include "net/http.h"

#include <curl/curl.h>
#include <string.h>

#include "base/fault.h"
#include "base/limits.h"

/* Of an answer, if nobody says: more is no answer. */
#define BODY_BYTES ((gsize)1024 * 1024)

struct exchange {
	CURL *curl;
	GString *body;
	gsize limit;	 /* of its bytes */
	curl_off_t size; /* of what is posted */
	char words[CURL_ERROR_SIZE];
};

static size_t
on_body(char *data, size_t size, size_t n, void *user)
{
	struct exchange *exchange = user;

	if (exchange->body->len + size * n > exchange->limit)
		return 0;
	g_string_append_len(exchange->body, data, (gssize)(size * n));
	return size * n;
}

static void
set_bounds(CURL *curl, const struct http_request *request)
{
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_PROXY,
			 request->proxy ? request->proxy : "");
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION,
			 (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
			 (long)LIMIT_CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME,
			 (long)LIMIT_IDLE_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT,
			 (long)(request->seconds > 0 ? request->seconds
						     : LIMIT_COMMAND_SECONDS));
	if (request->ca_file && *request->ca_file)
		curl_easy_setopt(curl, CURLOPT_CAINFO, request->ca_file);
}

static struct curl_slist *
set_body(struct exchange *exchange, struct curl_slist *fields, const char *body,
	 const char *type)
{
	exchange->size = (curl_off_t)strlen(body);
	curl_easy_setopt(exchange->curl, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(exchange->curl, CURLOPT_POSTFIELDSIZE_LARGE,
			 exchange->size);
	return curl_slist_append(fields, type);
}

static struct curl_slist *
set_content(struct exchange *exchange, const struct http_request *request)
{
	struct curl_slist *fields =
		curl_slist_append(NULL, "Accept: application/json");

	if (request->bearer) {
		curl_easy_setopt(exchange->curl, CURLOPT_HTTPAUTH,
				 (long)CURLAUTH_BEARER);
		curl_easy_setopt(exchange->curl, CURLOPT_XOAUTH2_BEARER,
				 request->bearer);
	}
	if (request->basic) {
		curl_easy_setopt(exchange->curl, CURLOPT_HTTPAUTH,
				 (long)CURLAUTH_BASIC);
		curl_easy_setopt(exchange->curl, CURLOPT_USERPWD,
				 request->basic);
	}
	if (request->json)
		fields = set_body(exchange, fields, request->json,
				  "Content-Type: application/json");
	else if (request->form)
		fields = set_body(exchange, fields, request->form,
				  "Content-Type: "
				  "application/x-www-form-urlencoded");
	for (guint i = 0; request->fields && request->fields[i]; i++)
		fields = curl_slist_append(fields, request->fields[i]);
	fields = curl_slist_append(fields, "Expect:");
	curl_easy_setopt(exchange->curl, CURLOPT_HTTPHEADER, fields);
	return fields;
}

static void
prepare(struct exchange *exchange, const struct http_request *request)
{
	CURL *curl = exchange->curl;

	curl_easy_setopt(curl, CURLOPT_URL, request->url);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, exchange);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, exchange->words);
	set_bounds(curl, request);
}

static void
explain(const struct exchange *exchange, CURLcode rc, GError **error)
{
	gboolean setup = rc == CURLE_PEER_FAILED_VERIFICATION ||
			 rc == CURLE_SSL_ISSUER_ERROR ||
			 rc == CURLE_UNSUPPORTED_PROTOCOL ||
			 rc == CURLE_URL_MALFORMAT;

	fault_set(error, setup ? FAULT_SETUP : FAULT_TEMPORARY, "%s.",
		  rc == CURLE_WRITE_ERROR ? "The server's answer has no end"
		  : *exchange->words	  ? exchange->words
					  : curl_easy_strerror(rc));
}

static char *
media_type(CURL *curl)
{
	const char *type = NULL;

	curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
	if (!type)
		return g_strdup("");
	return g_strchomp(g_ascii_strdown(type, (gssize)strcspn(type, ";")));
}

static struct http_answer *
perform(struct exchange *exchange, gboolean *sent, GError **error)
{
	CURLcode rc = curl_easy_perform(exchange->curl);
	curl_off_t gone = 0;
	long status = 0;

	curl_easy_getinfo(exchange->curl, CURLINFO_SIZE_UPLOAD_T, &gone);
	curl_easy_getinfo(exchange->curl, CURLINFO_RESPONSE_CODE, &status);
	if (sent)
		*sent = rc == CURLE_OK ||
			(exchange->size > 0 && gone >= exchange->size);
	if (rc != CURLE_OK) {
		explain(exchange, rc, error);
		return NULL;
	}
	struct http_answer *answer = g_new0(struct http_answer, 1);
	answer->status = (int)status;
	answer->type = media_type(exchange->curl);
	answer->size = exchange->body->len;
	answer->body = g_memdup2(exchange->body->str, exchange->body->len + 1);
	return answer;
}

struct http_answer *
http_ask(const struct http_request *request, gboolean *sent, GError **error)
{
	g_autoptr(GString) body = g_string_new(NULL);
	struct exchange exchange = {
		.body = body,
		.limit = request->limit > 0 ? request->limit : BODY_BYTES,
	};

	if (sent)
		*sent = FALSE;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    !(exchange.curl = curl_easy_init())) {
		fault_set(error, FAULT_TEMPORARY,
			  "The network library cannot be started.");
		return NULL;
	}
	prepare(&exchange, request);
	struct curl_slist *fields = set_content(&exchange, request);
	struct http_answer *answer = perform(&exchange, sent, error);
	curl_slist_free_all(fields);
	curl_easy_cleanup(exchange.curl);
	return answer;
}

void
http_form_add(GString *form, const char *name, const char *value)
{
	if (form->len > 0)
		g_string_append_c(form, '&');
	g_string_append_uri_escaped(form, name, NULL, FALSE);
	g_string_append_c(form, '=');
	g_string_append_uri_escaped(form, value, NULL, FALSE);
}

void
http_answer_free(struct http_answer *answer)
{
	g_free(answer->type);
	g_free(answer->body);
	g_free(answer);
}
