/*
 * TOTP: an HMAC over the number of half minutes since 1970, cut to digits.
 */
#include "base/totp.h"

#include "base/secret.h"

#define STEP_SECONDS 30
#define SECRET_BYTES 20
#define HASH_BYTES 20
#define DIGITS 6

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

char *
totp_new_secret(void)
{
	guint8 bytes[SECRET_BYTES * 8 / 5];
	char *secret = g_malloc0(sizeof(bytes) + 1);
	gsize i;

	secret_random(bytes, sizeof(bytes));
	for (i = 0; i < sizeof(bytes); i++)
		secret[i] = alphabet[bytes[i] & 31];
	return secret;
}

gint64
totp_step(gint64 instant)
{
	return instant / STEP_SECONDS;
}

static GByteArray *
decode(const char *secret)
{
	GByteArray *bytes = g_byte_array_new();
	guint32 bits = 0;
	int count = 0;

	for (; *secret != '\0'; secret++) {
		const char *at = strchr(alphabet, g_ascii_toupper(*secret));
		guint8 byte;

		if (at == NULL) {
			g_byte_array_unref(bytes);
			return NULL;
		}
		bits = (bits << 5 | (guint32)(at - alphabet)) & 0xffff;
		count += 5;
		if (count < 8)
			continue;
		count -= 8;
		byte = (guint8)(bits >> count);
		g_byte_array_append(bytes, &byte, 1);
	}
	return bytes;
}

/* RFC 4226, 5.3. */
static guint32
truncated(GByteArray *key, gint64 step)
{
	guint64 counter = GUINT64_TO_BE((guint64)step);
	guint8 hash[HASH_BYTES];
	gsize size = sizeof(hash), at;
	GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA1, key->data, key->len);

	g_hmac_update(hmac, (const guchar *)&counter, sizeof(counter));
	g_hmac_get_digest(hmac, hash, &size);
	g_hmac_unref(hmac);
	at = hash[HASH_BYTES - 1] & 15;
	return (guint32)(hash[at] & 127) << 24 | (guint32)hash[at + 1] << 16 |
	       (guint32)hash[at + 2] << 8 | hash[at + 3];
}

char *
totp_code(const char *secret, gint64 step)
{
	g_autoptr(GByteArray) key = decode(secret);

	if (key == NULL || key->len == 0)
		return NULL;
	return g_strdup_printf("%0*u", DIGITS, truncated(key, step) % 1000000);
}

gint64
totp_find(const char *secret, const char *code, gint64 now, gint64 last)
{
	g_autofree char *typed = g_malloc0(strlen(code) + 1);
	gint64 step, found = 0;
	gsize n = 0;

	for (; *code != '\0'; code++)
		if (!g_ascii_isspace(*code))
			typed[n++] = *code;
	for (step = totp_step(now) - 1; step <= totp_step(now) + 1; step++) {
		g_autofree char *right = totp_code(secret, step);

		if (step > last && right != NULL && secret_equal(right, typed))
			found = step;
	}
	return found;
}

char *
totp_uri(const char *secret, const char *issuer, const char *account)
{
	g_autofree char *i = g_uri_escape_string(issuer, NULL, FALSE);
	g_autofree char *a = g_uri_escape_string(account, NULL, FALSE);

	return g_strdup_printf("otpauth://totp/%s:%s?secret=%s&issuer=%s", i, a,
			       secret, i);
}
