/*
 * Submission with libcurl. One easy handle is kept, and with it the
 * connection. libcurl tells its progress through callbacks only: which
 * command went out last comes from its trace, the text of replies from its
 * header callback. Nothing of the trace is kept or printed.
 */
#include "send/smtp.h"

#include <curl/curl.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "net/token.h"
#include "send/advice.h"
#include "send/refusal.h"
#include "send/verdict.h"

#define REPLY_BYTES 2000

struct smtp {
	CURL *curl;
	char *url;    /* with our name for EHLO as its path */
	char *server; /* host:port, for words */
	char *user;
	char *password;		   /* NULL without a user or with a token */
	const struct oauth *oauth; /* NULL to log in with the password */
	char *token;		   /* of the last conversation */
	char *ca_file;
	guint patience;
	gboolean suspect; /* the last conversation broke off: connect anew */
	char *barred;	  /* see smtp_barred */
};

/* One conversation, as the callbacks see it. */
struct progress {
	const char *from; /* NULL if no letter is sent */
	struct curl_slist *rcpt;
	GError *renewal; /* why there was no other token than a stale one */
	const guint8 *data;
	gsize size;
	gsize read;
	enum phase phase;
	gboolean logged_in;
	gboolean over;	   /* QUIT went out: nothing after it counts */
	gboolean finished; /* the reply in `reply` is complete */
	long code;	   /* of that reply; 0 if there is none yet */
	GString *reply;	   /* to the last command */
	char words[CURL_ERROR_SIZE];
};

/* --- opening ------------------------------------------------------------*/

static gboolean
is_host(const char *host)
{
	gsize n = strlen(host);

	for (gsize i = 0; i < n; i++)
		if (!g_ascii_isalnum(host[i]) && !strchr(".-", host[i]))
			return FALSE;
	return n > 0 && n <= 253 && host[0] != '-' && host[0] != '.';
}

/* "smtp://host[:port]" apart; FALSE if it is anything else. */
static gboolean
split_url(const char *url, gboolean *tls, char **host, guint *port)
{
	*tls = g_str_has_prefix(url, "smtps://");
	if (!*tls && !g_str_has_prefix(url, "smtp://"))
		return FALSE;
	g_auto(GStrv) parts = g_strsplit(strstr(url, "://") + 3, ":", 2);
	guint64 number = *tls ? 465 : 587;

	if (!parts[0] || !is_host(parts[0]))
		return FALSE;
	if (parts[1] &&
	    !g_ascii_string_to_unsigned(parts[1], 10, 1, 65535, &number, NULL))
		return FALSE;
	*host = g_strdup(parts[0]);
	*port = (guint)number;
	return TRUE;
}

/* Our name in EHLO: RFC 5321 4.1.4 wants a host name. */
static const char *
own_name(void)
{
	const char *name = g_get_host_name();

	return is_host(name) ? name : "localhost";
}

static gboolean
set_server(struct smtp *smtp, const char *url, GError **error)
{
	gboolean tls = FALSE;
	guint port = 0;
	g_autofree char *host = NULL;

	if (!split_url(url, &tls, &host, &port))
		return fault_set(error, FAULT_SETUP,
				 "\"%s\" is not an address of a mail server. "
				 "Write smtps://HOST, or smtp://HOST for "
				 "STARTTLS, with :PORT behind if it needs "
				 "one.",
				 url);
	smtp->server = g_strdup_printf("%s:%u", host, port);
	smtp->url = g_strdup_printf("%s://%s/%s", tls ? "smtps" : "smtp",
				    smtp->server, own_name());
	return TRUE;
}

/* Tokens live for an hour, so each conversation takes its own. */
static gboolean
take_token(struct smtp *smtp, GError **error)
{
	if (!smtp->oauth)
		return TRUE;
	secret_free(smtp->token);
	smtp->token = token_take(smtp->oauth, error);
	return smtp->token != NULL;
}

static gboolean
set_secrets(struct smtp *smtp, const struct sending *sending, GError **error)
{
	smtp->user = g_strdup(sending->user);
	smtp->ca_file = g_strdup(sending->ca_file);
	if (*smtp->ca_file && !g_file_test(smtp->ca_file, G_FILE_TEST_EXISTS))
		return fault_set(error, FAULT_SETUP,
				 "There is no file %s (ca_file).",
				 smtp->ca_file);
	smtp->oauth = sending->oauth;
	if (smtp->oauth || !*smtp->user)
		return TRUE;
	smtp->password = secret_password(sending->password_file,
					 sending->password_env, error);
	return smtp->password != NULL;
}

struct smtp *
smtp_open(const struct sending *sending, GError **error)
{
	g_autoptr(own_smtp) smtp = g_new0(struct smtp, 1);

	smtp->patience = LIMIT_IDLE_SECONDS;
	if (!set_server(smtp, sending->smtp, error) ||
	    !set_secrets(smtp, sending, error))
		return NULL;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    !(smtp->curl = curl_easy_init())) {
		fault_set(error, FAULT_TEMPORARY,
			  "The mail library cannot be started.");
		return NULL;
	}
	return g_steal_pointer(&smtp);
}

void
smtp_patience(struct smtp *smtp, guint seconds)
{
	smtp->patience = seconds;
}

void
smtp_close(struct smtp *smtp)
{
	if (!smtp)
		return;
	if (smtp->curl)
		curl_easy_cleanup(smtp->curl);
	secret_free(smtp->password);
	secret_free(smtp->token);
	g_free(smtp->barred);
	g_free(smtp->url);
	g_free(smtp->server);
	g_free(smtp->user);
	g_free(smtp->ca_file);
	g_free(smtp);
}

/* --- what libcurl calls -------------------------------------------------*/

static size_t
on_read(char *buffer, size_t size, size_t n, void *data)
{
	struct progress *progress = data;
	gsize want = MIN(size * n, progress->size - progress->read);

	memcpy(buffer, progress->data + progress->read, want);
	progress->read += want;
	return want;
}

/* A line of a reply: "250-…" goes on, "250 …" ends it. */
static size_t
on_line(char *line, size_t size, size_t n, void *data)
{
	struct progress *progress = data;
	gsize length = size * n;

	if (progress->over)
		return length;
	if (progress->finished)
		g_string_truncate(progress->reply, 0);
	if (progress->reply->len + length < REPLY_BYTES)
		g_string_append_len(progress->reply, line, (gssize)length);
	progress->finished = length < 4 || line[3] != '-';
	if (progress->finished)
		progress->code = (long)g_ascii_strtoull(line, NULL, 10);
	return length;
}

/* A command goes out: what was answered before is no longer about it. */
static void
on_command(struct progress *progress, const char *text)
{
	static const struct {
		const char *verb;
		enum phase phase;
	} verbs[] = {{"MAIL", PHASE_MAIL},
		     {"RCPT", PHASE_RCPT},
		     {"DATA", PHASE_DATA}};

	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (memcmp(text, verbs[i].verb, 4) == 0)
			progress->phase = verbs[i].phase;
	if (memcmp(text, "AUTH", 4) == 0)
		progress->logged_in = TRUE;
	if (memcmp(text, "QUIT", 4) == 0) {
		progress->over = TRUE;
		return;
	}
	g_string_truncate(progress->reply, 0);
	progress->code = 0;
}

static int
on_trace(CURL *curl, curl_infotype type, char *text, size_t size, void *data)
{
	(void)curl;
	if (type == CURLINFO_HEADER_OUT && size >= 4)
		on_command(data, text);
	return 0;
}

/* --- a conversation -----------------------------------------------------*/

static void
set_security(const struct smtp *smtp)
{
	CURL *curl = smtp->curl;

	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION,
			 (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_CERTINFO, 1L);
	if (*smtp->ca_file)
		curl_easy_setopt(curl, CURLOPT_CAINFO, smtp->ca_file);
}

static void
set_login(const struct smtp *smtp)
{
	CURL *curl = smtp->curl;

	if (smtp->password) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, smtp->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, smtp->password);
	}
	if (smtp->token) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, smtp->user);
		curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, smtp->token);
		curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
		curl_easy_setopt(curl, CURLOPT_SASL_IR, 1L);
	}
}

static void
set_letter(const struct smtp *smtp, const struct progress *progress)
{
	CURL *curl = smtp->curl;

	if (!progress->from) {
		curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
		curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "NOOP");
		curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
		return;
	}
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, progress->from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, progress->rcpt);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE,
			 (curl_off_t)progress->size);
}

static void
set_patience(const struct smtp *smtp)
{
	CURL *curl = smtp->curl;

	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
			 (long)LIMIT_CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
			 (long)smtp->patience);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)LIMIT_COMMAND_SECONDS);
}

static void
set_callbacks(const struct smtp *smtp, struct progress *progress)
{
	CURL *curl = smtp->curl;

	curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(curl, CURLOPT_READDATA, progress);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_line);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, progress);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_line);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, progress);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, on_trace);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, progress);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, progress->words);
}

static void
prepare(struct smtp *smtp, struct progress *progress)
{
	curl_easy_reset(smtp->curl);
	curl_easy_setopt(smtp->curl, CURLOPT_URL, smtp->url);
	curl_easy_setopt(smtp->curl, CURLOPT_FRESH_CONNECT,
			 (long)smtp->suspect);
	set_security(smtp);
	set_login(smtp);
	set_patience(smtp);
	set_callbacks(smtp, progress);
	set_letter(smtp, progress);
}

static void
begin_again(struct progress *progress)
{
	progress->phase = 0;
	progress->logged_in = FALSE;
	progress->over = FALSE;
	progress->finished = FALSE;
	progress->code = 0;
	g_string_truncate(progress->reply, 0);
}

/* One conversation, and a second one if the first came no further than to
 * the refusal of a token that may be stale. */
static CURLcode
converse(struct smtp *smtp, struct progress *progress)
{
	CURLcode rc;

	prepare(smtp, progress);
	rc = curl_easy_perform(smtp->curl);
	if (rc == CURLE_LOGIN_DENIED && smtp->oauth && progress->logged_in &&
	    token_drop(smtp->oauth, smtp->token) &&
	    take_token(smtp, &progress->renewal)) {
		smtp->suspect = TRUE;
		begin_again(progress);
		prepare(smtp, progress);
		rc = curl_easy_perform(smtp->curl);
	}
	curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_easy_setopt(smtp->curl, CURLOPT_ERRORBUFFER, NULL);
	smtp->suspect = rc != CURLE_OK;
	return rc;
}

static const char *
certificate_field(const struct curl_certinfo *chain, const char *prefix)
{
	if (!chain || chain->num_of_certs < 1)
		return NULL;
	for (struct curl_slist *s = chain->certinfo[0]; s; s = s->next)
		if (g_str_has_prefix(s->data, prefix))
			return s->data + strlen(prefix);
	return NULL;
}

static char *
certificate_words(const struct smtp *smtp, const struct progress *progress)
{
	struct curl_certinfo *chain = NULL;
	struct refusal refusal = {.server = smtp->server,
				  .detail = progress->words};

	curl_easy_getinfo(smtp->curl, CURLINFO_SSL_VERIFYRESULT,
			  &refusal.status);
	curl_easy_getinfo(smtp->curl, CURLINFO_CERTINFO, &chain);
	refusal.subject = certificate_field(chain, "Subject:");
	refusal.issuer = certificate_field(chain, "Issuer:");
	return refusal_words(&refusal);
}

static char *
refused_login(const struct smtp *smtp, const struct progress *progress)
{
	const char *next = advice(progress->reply->str);

	if (progress->renewal)
		return g_strdup(progress->renewal->message);
	if (smtp->token && !progress->logged_in)
		return g_strdup_printf("%s does not offer to log in with a "
				       "token (XOAUTH2).",
				       smtp->server);
	if (!next && smtp->token)
		next = "The token is good, so the mailbox is not open to it. "
		       "Let the application send as the user (see "
		       "docs/MICROSOFT365.md), and check user.";
	return g_strdup_printf("%s refused %s. %s", smtp->server,
			       smtp->token ? "the token"
					   : "the user name or the password",
			       next ? next : "Check user and password_file.");
}

/* A refusal of the letter that concerns all letters. */
static char *
refused_letter(const struct smtp *smtp, const struct progress *progress)
{
	const char *next = advice(progress->reply->str);

	return next ? g_strdup_printf("%s refused: %s", smtp->server, next)
		    : g_strdup(progress->reply->str);
}

/* What went wrong, in words; the caller's. */
static char *
explain(const struct smtp *smtp, CURLcode rc, const struct progress *progress)
{
	switch (rc) {
	case CURLE_OK:
		return g_strdup(progress->reply->str);
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_ISSUER_ERROR:
		return certificate_words(smtp, progress);
	case CURLE_USE_SSL_FAILED:
		return g_strdup_printf("%s offers no STARTTLS; nothing is "
				       "sent in clear. Use smtps://, or "
				       "switch TLS on in the server.",
				       smtp->server);
	case CURLE_LOGIN_DENIED:
		return refused_login(smtp, progress);
	case CURLE_OPERATION_TIMEDOUT:
		return g_strdup_printf("%s did not answer in time.",
				       smtp->server);
	default:
		break;
	}
	if (progress->code >= 400)
		return refused_letter(smtp, progress);
	if (progress->code == 354 && progress->read == progress->size)
		return g_strdup_printf("%s was given the whole letter, then "
				       "the connection broke before it said "
				       "that it had taken it.",
				       smtp->server);
	return g_strdup_printf("%s: %s.", smtp->server,
			       *progress->words ? progress->words
						: curl_easy_strerror(rc));
}

static enum sent
judge(CURLcode rc, const struct progress *progress)
{
	struct conversation conversation = {
		.phase = progress->phase,
		.body_sent = progress->read == progress->size,
		.finished = rc == CURLE_OK,
		.code = progress->code,
		.reply = progress->reply->str,
	};

	return verdict(&conversation);
}

/* Whether a person must mend what went wrong: then no letter goes out. */
static gboolean
is_setup(CURLcode rc, const struct progress *progress)
{
	if (progress->renewal)
		return fault_is(progress->renewal, FAULT_SETUP);
	return rc == CURLE_PEER_FAILED_VERIFICATION ||
	       rc == CURLE_SSL_ISSUER_ERROR || rc == CURLE_USE_SSL_FAILED ||
	       rc == CURLE_LOGIN_DENIED ||
	       (rc != CURLE_OK && advice(progress->reply->str));
}

static void
note_barred(struct smtp *smtp, gboolean barred, const char *words)
{
	g_free(smtp->barred);
	smtp->barred = barred ? g_strdup(words) : NULL;
}

const char *
smtp_barred(const struct smtp *smtp)
{
	return smtp->barred;
}

enum sent
smtp_send(struct smtp *smtp, const char *from, const char *to, GBytes *mail,
	  char **reply)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autoptr(GError) trouble = NULL;
	struct progress progress = {.reply = line, .from = from};

	if (!text_is_address(from) || !text_is_address(to)) {
		*reply = g_strdup("The address cannot be written to.");
		return SENT_REFUSED;
	}
	if (!take_token(smtp, &trouble)) {
		*reply = sent_reply(trouble->message);
		note_barred(smtp, fault_is(trouble, FAULT_SETUP), *reply);
		return SENT_LATER;
	}
	progress.data = g_bytes_get_data(mail, &progress.size);
	progress.rcpt = curl_slist_append(NULL, to);

	CURLcode rc = converse(smtp, &progress);
	g_autofree char *words = explain(smtp, rc, &progress);
	*reply = sent_reply(words);
	note_barred(smtp, is_setup(rc, &progress), *reply);
	curl_slist_free_all(progress.rcpt);
	g_clear_error(&progress.renewal);
	return judge(rc, &progress);
}

gboolean
smtp_check(struct smtp *smtp, GError **error)
{
	g_autoptr(GString) line = g_string_new(NULL);
	struct progress progress = {.reply = line};

	if (!take_token(smtp, error))
		return FALSE;
	CURLcode rc = converse(smtp, &progress);
	g_autofree char *words = explain(smtp, rc, &progress);
	g_autofree char *shown = sent_reply(words);

	gboolean setup = is_setup(rc, &progress);

	g_clear_error(&progress.renewal);
	note_barred(smtp, setup, shown);
	if (rc != CURLE_OK)
		return fault_set(error, setup ? FAULT_SETUP : FAULT_TEMPORARY,
				 "%s", shown);
	if ((smtp->password || smtp->token) && !progress.logged_in)
		return fault_set(error, FAULT_SETUP,
				 "%s does not offer to log in. Leave user "
				 "empty, or use its port for submission.",
				 smtp->server);
	return TRUE;
}
