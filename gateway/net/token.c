/*
 * One file for each section oauth2, replaced whole under a lock. A file that
 * cannot be understood counts as none: all in it can be had anew, but for a
 * refresh token that was replaced, and then a person is told to sign in.
 */
#include "net/token.h"

#include <jansson.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/secret.h"
#include "base/text.h"
#include "net/http.h"
#include "net/token_fault.h"

/* A token whose end the server does not tell. */
#define LIFE_UNKNOWN 600
#define LIFE_MOST ((gint64)24 * 60 * 60)

/* What is kept, as it stands in the file. */
struct kept {
	json_t *json;
	gint64 now;
};

static gint64
real_now(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

/* --- the file -----------------------------------------------------------*/

static char *
path_of(const struct oauth *oauth)
{
	return g_build_filename(oauth->folder, oauth->name, NULL);
}

/* What the token is for: another application's is not ours. */
static char *
purpose(const struct oauth *oauth)
{
	g_autofree char *all = g_strjoin("\n", oauth->client_id,
					 oauth->token_url, oauth->scope, NULL);

	return text_sha256(all, strlen(all));
}

static const char *
text_in(const struct kept *kept, const char *key)
{
	const char *text = json_string_value(json_object_get(kept->json, key));

	return text == NULL ? "" : text;
}

static gint64
number_in(const struct kept *kept, const char *key)
{
	return json_integer_value(json_object_get(kept->json, key));
}

static void
put_text(struct kept *kept, const char *key, const char *text)
{
	json_object_set_new(kept->json, key, json_string(text));
}

static void
put_number(struct kept *kept, const char *key, gint64 number)
{
	json_object_set_new(kept->json, key, json_integer(number));
}

static struct kept
load(const struct oauth *oauth)
{
	g_autofree char *path = path_of(oauth);
	g_autofree char *wanted = purpose(oauth);
	g_autoptr(own_secret) text =
		text_read_file(path, LIMIT_TOKEN_ANSWER_BYTES, NULL, NULL);
	struct kept kept = {.now = real_now()};

	if (text != NULL)
		kept.json = json_loads(text, 0, NULL);
	if (!json_is_object(kept.json) ||
	    !g_str_equal(text_in(&kept, "for"), wanted) ||
	    number_in(&kept, "asked") > kept.now) {
		json_decref(kept.json);
		kept.json = json_object();
		put_text(&kept, "for", wanted);
	}
	return kept;
}

static gboolean
save(const struct oauth *oauth, const struct kept *kept, GError **error)
{
	g_autofree char *path = path_of(oauth);
	char *text = json_dumps(kept->json, JSON_INDENT(1));
	gboolean saved = text_write_file(path, text, strlen(text), error);

	secret_free(text);
	return saved;
}

static struct lock *
lock(const struct oauth *oauth, GError **error)
{
	GError *trouble = NULL;
	struct lock *held;

	(void)g_mkdir_with_parents(oauth->folder, 0700);
	held = lock_wait(oauth->folder, oauth->name, 2 * LIMIT_TOKEN_SECONDS,
			 &trouble);
	if (fault_is(trouble, FAULT_BUSY)) {
		g_clear_error(&trouble);
		fault_set(&trouble, FAULT_TEMPORARY,
			  "No token for oauth2 \"%s\": another process is "
			  "still asking for it.",
			  oauth->name);
	}
	if (trouble != NULL)
		g_propagate_error(error, trouble);
	return held;
}

/* --- asking -------------------------------------------------------------*/

/* The refresh token: the one that the server gave in place of the one in
 * the file, as long as that is still in the file. */
static char *
refresh_token(const struct oauth *oauth, const struct kept *kept,
	      GError **error)
{
	g_autoptr(own_secret) written =
		secret_password(oauth->refresh_file, NULL, error);
	g_autofree char *sum = NULL;

	if (written == NULL)
		return NULL;
	sum = text_sha256(written, strlen(written));
	if (g_str_equal(text_in(kept, "refresh_of"), sum))
		return g_strdup(text_in(kept, "refresh"));
	return g_steal_pointer(&written);
}

static GString *
build_form(const struct oauth *oauth, const struct kept *kept, GError **error)
{
	g_autoptr(own_secret) secret =
		secret_password(oauth->secret_file, NULL, error);
	g_autoptr(own_secret) refresh = NULL;
	GString *form;

	if (secret == NULL)
		return NULL;
	if (oauth->provider == OAUTH_GOOGLE) {
		refresh = refresh_token(oauth, kept, error);
		if (refresh == NULL)
			return NULL;
	}
	form = g_string_sized_new(LIMIT_TOKEN_BYTES);
	http_form_add(form, "grant_type",
		      refresh == NULL ? "client_credentials" : "refresh_token");
	http_form_add(form, "client_id", oauth->client_id);
	http_form_add(form, "client_secret", secret);
	if (refresh != NULL)
		http_form_add(form, "refresh_token", refresh);
	if (*oauth->scope != '\0')
		http_form_add(form, "scope", oauth->scope);
	return form;
}

static struct http_answer *
ask(const struct oauth *oauth, const struct kept *kept, GError **error)
{
	GString *form = build_form(oauth, kept, error);
	struct http_request request = {
		.url = oauth->token_url,
		.ca_file = oauth->ca_file,
		.limit = LIMIT_TOKEN_ANSWER_BYTES,
		.seconds = LIMIT_TOKEN_SECONDS,
	};
	struct http_answer *answer;
	GError *trouble = NULL;

	if (form == NULL)
		return NULL;
	request.form = form->str;
	answer = http_ask(&request, NULL, &trouble);
	secret_free(g_string_free(form, FALSE));
	if (answer == NULL)
		g_propagate_prefixed_error(
			error, trouble,
			"No token for oauth2 \"%s\": %s cannot be asked. ",
			oauth->name, oauth->token_url);
	return answer;
}

/* A log-in is built of it, so it must be one word (RFC 6750, 2.1). */
static gboolean
is_token(const char *text)
{
	const char *p;

	for (p = text; *p != '\0'; p++)
		if (!g_ascii_isgraph(*p))
			return FALSE;
	return p > text && (gsize)(p - text) <= LIMIT_TOKEN_BYTES;
}

static gint64
life_of(const json_t *answer)
{
	const json_t *value = json_object_get(answer, "expires_in");
	gint64 life =
		json_is_string(value)
			? g_ascii_strtoll(json_string_value(value), NULL, 10)
			: json_integer_value(value);

	return life <= 0 ? LIFE_UNKNOWN : MIN(life, LIFE_MOST);
}

static gboolean
keep_refresh(const struct oauth *oauth, struct kept *kept, const char *fresh,
	     GError **error)
{
	g_autoptr(own_secret) written =
		secret_password(oauth->refresh_file, NULL, error);
	g_autofree char *sum = NULL;

	if (written == NULL)
		return FALSE;
	sum = text_sha256(written, strlen(written));
	put_text(kept, "refresh_of", sum);
	put_text(kept, "refresh", fresh);
	return TRUE;
}

/* Puts what the server answered into kept. */
static gboolean
take_answer(const struct oauth *oauth, struct kept *kept,
	    const struct http_answer *answer, GError **error)
{
	json_t *json = json_loads(answer->body, 0, NULL);
	const char *token =
		json_string_value(json_object_get(json, "access_token"));
	const char *refresh =
		json_string_value(json_object_get(json, "refresh_token"));
	gint64 life = life_of(json);
	gboolean good =
		answer->status == 200 && token != NULL && is_token(token);

	if (good) {
		put_text(kept, "token", token);
		put_number(kept, "asked", kept->now);
		put_number(kept, "renew",
			   kept->now + life -
				   MIN(LIMIT_TOKEN_SPARE_SECONDS, life / 2));
		put_number(kept, "ends", kept->now + life);
		json_object_del(kept->json, "refused");
	} else {
		token_fault(oauth, answer->status, answer->body, error);
	}
	if (good && oauth->provider == OAUTH_GOOGLE && refresh != NULL &&
	    is_token(refresh))
		good = keep_refresh(oauth, kept, refresh, error);
	json_decref(json);
	return good;
}

/* Asks, with the lock held, and saves what came of it. */
static gboolean
ask_and_keep(const struct oauth *oauth, struct kept *kept, GError **error)
{
	g_autoptr(own_http_answer) answer = NULL;
	GError *trouble = NULL;

	answer = ask(oauth, kept, &trouble);
	if (answer != NULL && take_answer(oauth, kept, answer, &trouble))
		return save(oauth, kept, error);
	if (fault_is(trouble, FAULT_SETUP)) {
		put_text(kept, "refused", trouble->message);
		put_number(kept, "asked", kept->now);
		json_object_del(kept->json, "token");
		save(oauth, kept, NULL);
	}
	g_propagate_error(error, trouble);
	return FALSE;
}

/* --- handing out --------------------------------------------------------*/

static gboolean
is_good(const struct kept *kept, const char *until)
{
	return *text_in(kept, "token") != '\0' &&
	       number_in(kept, until) > kept->now;
}

/* A refusal that is still believed, set as the error. */
static gboolean
is_refused(const struct kept *kept, GError **error)
{
	const char *words = text_in(kept, "refused");

	if (*words == '\0' ||
	    number_in(kept, "asked") + LIMIT_TOKEN_HOLD_SECONDS <= kept->now)
		return FALSE;
	fault_set(error, FAULT_SETUP, "%s", words);
	return TRUE;
}

/* With the lock held; what another process did meanwhile counts. */
static char *
renew(const struct oauth *oauth, struct kept *kept, GError **error)
{
	GError *trouble = NULL;

	if (is_good(kept, "renew"))
		return g_strdup(text_in(kept, "token"));
	if (is_refused(kept, error))
		return NULL;
	if (!ask_and_keep(oauth, kept, &trouble) &&
	    !(fault_is(trouble, FAULT_TEMPORARY) && is_good(kept, "ends"))) {
		g_propagate_error(error, trouble);
		return NULL;
	}
	g_clear_error(&trouble);
	return g_strdup(text_in(kept, "token"));
}

char *
token_take(const struct oauth *oauth, GError **error)
{
	struct kept kept = load(oauth);
	g_autoptr(own_lock) held = NULL;
	char *token = NULL;

	if (is_good(&kept, "renew")) {
		token = g_strdup(text_in(&kept, "token"));
	} else if ((held = lock(oauth, error)) != NULL) {
		json_decref(kept.json);
		kept = load(oauth);
		token = renew(oauth, &kept, error);
	}
	json_decref(kept.json);
	return token;
}

char *
token_renew(const struct oauth *oauth, gint64 *ends, GError **error)
{
	g_autoptr(own_lock) held = lock(oauth, error);
	struct kept kept;
	char *token = NULL;

	if (held == NULL)
		return NULL;
	kept = load(oauth);
	if (ask_and_keep(oauth, &kept, error)) {
		token = g_strdup(text_in(&kept, "token"));
		if (ends != NULL)
			*ends = number_in(&kept, "ends");
	}
	json_decref(kept.json);
	return token;
}

gboolean
token_drop(const struct oauth *oauth, const char *token)
{
	g_autoptr(own_lock) held = lock(oauth, NULL);
	struct kept kept;
	gboolean ours, again;

	if (held == NULL)
		return FALSE;
	kept = load(oauth);
	ours = g_str_equal(text_in(&kept, "token"), token);
	again = !ours || number_in(&kept, "asked") + LIMIT_TOKEN_HOLD_SECONDS <=
				 kept.now;
	if (ours && again) {
		json_object_del(kept.json, "token");
		again = save(oauth, &kept, NULL);
	}
	json_decref(kept.json);
	return again;
}

gint64
token_ends(const struct oauth *oauth)
{
	struct kept kept = load(oauth);
	gint64 ends =
		is_good(&kept, "ends") ? number_in(&kept, "ends") : TIME_NONE;

	json_decref(kept.json);
	return ends;
}
