/*
 * The signature covers the time, so that a call that somebody has listened to
 * cannot be played again later.
 */
#include "send/hook.h"

#include <string.h>

#include "base/fault.h"
#include "base/secret.h"
#include "net/http.h"

char *
hook_sign(const char *secret, gint64 timestamp, const char *json)
{
	g_autofree char *signed_text =
		g_strdup_printf("%" G_GINT64_FORMAT ".%s", timestamp, json);
	g_autofree char *digest = g_compute_hmac_for_string(
		G_CHECKSUM_SHA256, (const guchar *)secret, strlen(secret),
		signed_text, -1);

	return g_strconcat("sha256=", digest, NULL);
}

static gboolean
ask(const struct hook *hook, const char *secret, GError **error)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	g_autofree char *signature = hook_sign(secret, now, hook->json);
	g_autofree char *time_field =
		g_strdup_printf("Postroom-Timestamp: %" G_GINT64_FORMAT, now);
	g_autofree char *sign_field =
		g_strconcat("Postroom-Signature: ", signature, NULL);
	const char *const fields[] = {time_field, sign_field, NULL};
	const struct http_request request = {
		.url = hook->url,
		.json = hook->json,
		.ca_file = hook->ca_file,
		.fields = fields,
		.seconds = hook->seconds,
	};
	g_autoptr(own_http_answer) answer = http_ask(&request, NULL, error);

	if (answer == NULL)
		return FALSE;
	return (answer->status >= 200 && answer->status < 300) ||
	       fault_set(error, FAULT_TEMPORARY, "The webhook answered %d.",
			 answer->status);
}

gboolean
hook_post(const struct hook *hook, GError **error)
{
	char *secret = secret_password(hook->secret_file, NULL, error);
	gboolean done = secret != NULL && ask(hook, secret, error);

	secret_free(secret);
	return done;
}
