/*
 * GOV.UK Notify's interface: a token for each request (JWT, HS256, good for
 * 30 seconds), letters as base64 in JSON. Its words are shown to people but
 * never decided by: only the status of an answer is.
 */
#include "send/notify.h"

#include <jansson.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/secret.h"
#include "net/http.h"

#define NOTIFY_PAGES 10
#define NOTIFY_BYTES ((gsize)2 * 1024 * 1024)
#define UUID_CHARS 36
#define HEADER "{\"typ\":\"JWT\",\"alg\":\"HS256\"}"
#define LETTERS "/v2/notifications/letter"

struct notify {
	char *url;
	char *ca_file;
	char service[UUID_CHARS + 1];
	char *secret;
};

/* --- the key and its tokens ----------------------------------------------*/

static gboolean
take_key(struct notify *notify, const char *key, const char *file,
	 GError **error)
{
	gsize length = strlen(key);
	gsize tail = 2 * UUID_CHARS + 1;

	if (length > tail && key[length - UUID_CHARS - 1] == '-' &&
	    key[length - tail - 1] == '-') {
		const char *service = key + length - tail;

		memcpy(notify->service, service, UUID_CHARS);
		notify->secret = g_strdup(key + length - UUID_CHARS);
		if (g_uuid_string_is_valid(notify->service) &&
		    g_uuid_string_is_valid(notify->secret))
			return TRUE;
	}
	return fault_set(error, FAULT_SETUP,
			 "The API key in %s is not one of GOV.UK Notify's: "
			 "name, service id and secret with hyphens between "
			 "them. Copy it whole.",
			 file);
}

struct notify *
notify_open(const struct sending *sending, GError **error)
{
	g_autoptr(own_notify) notify = g_new0(struct notify, 1);
	g_autoptr(own_secret) key =
		secret_password(sending->notify_key, NULL, error);

	if (!key || !take_key(notify, key, sending->notify_key, error))
		return NULL;
	notify->url = g_strdup(sending->notify_url);
	notify->ca_file = g_strdup(sending->notify_ca);
	return g_steal_pointer(&notify);
}

static char *
base64url(const guint8 *data, gsize size)
{
	char *text = g_base64_encode(data, size);

	g_strdelimit(g_strdelimit(text, "+", '-'), "/", '_');
	text[strcspn(text, "=")] = '\0';
	return text;
}

/* On the real clock: the server compares it with its own. */
static char *
make_token(const struct notify *notify)
{
	g_autofree char *payload = g_strdup_printf(
		"{\"iss\":\"%s\",\"iat\":%" G_GINT64_FORMAT "}",
		notify->service, g_get_real_time() / G_USEC_PER_SEC);
	g_autofree char *head =
		base64url((const guint8 *)HEADER, strlen(HEADER));
	g_autofree char *body =
		base64url((const guint8 *)payload, strlen(payload));
	g_autofree char *both = g_strjoin(".", head, body, NULL);
	guint8 digest[32];
	gsize size = sizeof digest;
	GHmac *hmac =
		g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)notify->secret,
			   strlen(notify->secret));

	g_hmac_update(hmac, (const guchar *)both, -1);
	g_hmac_get_digest(hmac, digest, &size);
	g_hmac_unref(hmac);
	g_autofree char *signature = base64url(digest, size);
	return g_strjoin(".", both, signature, NULL);
}

static struct http_answer *
ask(const struct notify *notify, const char *path, const char *json,
    gboolean *sent, GError **error)
{
	g_autofree char *url = g_strconcat(notify->url, path, NULL);
	g_autofree char *token = make_token(notify);
	struct http_request request = {
		.url = url,
		.bearer = token,
		.json = json,
		.ca_file = notify->ca_file,
	};

	return http_ask(&request, sent, error);
}

/* --- what it says ----------------------------------------------------------*/

/* "ValidationError: …" of the first error, or the status alone. */
static char *
words_of(const struct http_answer *answer)
{
	json_t *root = json_loads(answer->body, 0, NULL);
	json_t *first = json_array_get(json_object_get(root, "errors"), 0);
	const char *kind = json_string_value(json_object_get(first, "error"));
	const char *message =
		json_string_value(json_object_get(first, "message"));
	g_autofree char *words = g_strdup_printf(
		"GOV.UK Notify answered %d%s%s%s%s", answer->status,
		kind ? " " : "", kind ? kind : "", message ? ": " : "",
		message ? message : "");

	json_decref(root);
	return sent_reply(words);
}

/* A string of an object, "" if it is not there; the caller's. */
static char *
string_of(json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return g_strdup(text ? text : "");
}

/* Notify's id of a letter of ours goes into a path: nothing else may. */
static gboolean
is_id(const char *id)
{
	return g_uuid_string_is_valid(id);
}

/* --- sending
 * -----------------------------------------------------------------*/

static char *
reference_of(const struct parcel *parcel)
{
	return g_strdup_printf("%s-%" G_GINT64_FORMAT, parcel->ref, parcel->id);
}

static char *
letter_json(const struct parcel *parcel)
{
	gsize size = 0;
	const guchar *data = g_bytes_get_data(parcel->pdf, &size);
	g_autofree char *content = g_base64_encode(data, size);
	g_autofree char *reference = reference_of(parcel);
	json_t *root =
		json_pack("{s:s, s:s, s:s}", "reference", reference, "content",
			  content, "postage", parcel->postage);
	char *text = json_dumps(root, JSON_COMPACT);

	json_decref(root);
	return text;
}

/* The id that an earlier attempt was given, NULL if there is none. FALSE if
 * it could not be asked. */
static gboolean
find_earlier(struct notify *notify, const struct parcel *parcel, char **remote,
	     char **reply)
{
	g_autofree char *reference = reference_of(parcel);
	g_autofree char *path = g_strdup_printf(
		"/v2/notifications?template_type=letter&reference=%s",
		reference);
	g_autoptr(GError) error = NULL;
	g_autoptr(own_http_answer) answer =
		ask(notify, path, NULL, NULL, &error);

	if (!answer || answer->status != 200) {
		*reply = answer ? words_of(answer) : sent_reply(error->message);
		return FALSE;
	}
	json_t *root = json_loads(answer->body, 0, NULL);
	json_t *list = json_object_get(root, "notifications");
	g_autofree char *id = string_of(json_array_get(list, 0), "id");
	if (is_id(id))
		*remote = g_steal_pointer(&id);
	json_decref(root);
	return TRUE;
}

static enum sent
judge(const struct http_answer *answer, char **remote)
{
	json_t *root = json_loads(answer->body, 0, NULL);
	g_autofree char *id = string_of(root, "id");

	json_decref(root);
	if (answer->status == 201 && is_id(id)) {
		*remote = g_steal_pointer(&id);
		return SENT_DONE;
	}
	/* Without its id nobody could ask what became of the letter. */
	if (answer->status == 201)
		return SENT_UNCERTAIN;
	return answer->status == 400 || answer->status == 413 ? SENT_REFUSED
							      : SENT_LATER;
}

static enum sent
hand_over(struct notify *notify, const struct parcel *parcel, char **remote,
	  char **reply)
{
	g_autofree char *json = letter_json(parcel);
	g_autoptr(GError) error = NULL;
	gboolean sent = FALSE;
	g_autoptr(own_http_answer) answer =
		ask(notify, LETTERS, json, &sent, &error);

	if (!answer) {
		*reply = sent_reply(error->message);
		return sent ? SENT_UNCERTAIN : SENT_LATER;
	}
	enum sent result = judge(answer, remote);
	*reply =
		result == SENT_DONE
			? g_strdup_printf("GOV.UK Notify has it as %s", *remote)
			: words_of(answer);
	return result;
}

enum sent
notify_send(struct notify *notify, const struct parcel *parcel, char **remote,
	    char **reply)
{
	*remote = NULL;
	if (parcel->pages > NOTIFY_PAGES ||
	    g_bytes_get_size(parcel->pdf) > NOTIFY_BYTES) {
		*reply = g_strdup_printf("GOV.UK Notify takes %d pages and 2 "
					 "MB at most; the letter has %u pages. "
					 "Print and post it yourself.",
					 NOTIFY_PAGES, parcel->pages);
		return SENT_REFUSED;
	}
	if (parcel->again && !find_earlier(notify, parcel, remote, reply))
		return SENT_LATER;
	if (*remote) {
		*reply = g_strdup_printf("GOV.UK Notify had it already, as %s",
					 *remote);
		return SENT_DONE;
	}
	return hand_over(notify, parcel, remote, reply);
}

/* --- what became of it
 * -------------------------------------------------------*/

static enum fate
fate_of(const char *status)
{
	static const struct {
		const char *status;
		enum fate fate;
	} words[] = {
		{"received", FATE_POSTED},
		{"delivered", FATE_POSTED},
		{"cancelled", FATE_LOST},
		{"technical-failure", FATE_LOST},
		{"permanent-failure", FATE_LOST},
		{"virus-scan-failed", FATE_LOST},
		{"validation-failed", FATE_LOST},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(status, words[i].status))
			return words[i].fate;
	return FATE_WAITS;
}

/* The day of completed_at, today if it is not told. */
static guint32
day_of(json_t *root)
{
	g_autofree char *when = string_of(root, "completed_at");
	gint64 instant;

	when[MIN(strlen(when), strlen("2026-11-23T00:01:00"))] = '\0';
	g_autofree char *utc = g_strconcat(when, "Z", NULL);
	instant = clock_parse(utc);
	return clock_day(instant == TIME_NONE ? clock_now() : instant);
}

enum fate
notify_look(struct notify *notify, const char *remote, guint32 *day,
	    char **reply)
{
	g_autofree char *path = g_strconcat("/v2/notifications/", remote, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(own_http_answer) answer = NULL;

	*day = DAY_NONE;
	if (!is_id(remote)) {
		*reply = g_strdup("Notify's id of the letter is not one.");
		return FATE_UNKNOWN;
	}
	answer = ask(notify, path, NULL, NULL, &error);
	if (!answer || answer->status != 200) {
		*reply = answer ? words_of(answer) : sent_reply(error->message);
		return FATE_UNKNOWN;
	}
	json_t *root = json_loads(answer->body, 0, NULL);
	g_autofree char *status = string_of(root, "status");
	enum fate fate = fate_of(status);
	if (fate == FATE_POSTED)
		*day = day_of(root);
	json_decref(root);
	*reply = sent_reply(status);
	return fate;
}

gboolean
notify_check(struct notify *notify, GError **error)
{
	g_autoptr(own_http_answer) answer =
		ask(notify, "/v2/notifications?template_type=letter", NULL,
		    NULL, error);

	if (!answer)
		return FALSE;
	if (answer->status == 200)
		return TRUE;
	g_autofree char *words = words_of(answer);
	return fault_set(error,
			 answer->status == 401 || answer->status == 403
				 ? FAULT_SETUP
				 : FAULT_TEMPORARY,
			 "%s", words);
}

void
notify_close(struct notify *notify)
{
	if (!notify)
		return;
	secret_free(notify->secret);
	g_free(notify->url);
	g_free(notify->ca_file);
	g_free(notify);
}
