/*
 * Secrets by libsodium, which appears in no other file. Buffers that held a
 * secret are wiped before they are given back to the heap.
 */
#include "base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/text.h"

/* A bearer token of Microsoft's has 2,500. */
#define PASSWORD_BYTES 8192
#define KEY_BYTES crypto_generichash_KEYBYTES
#define TOKEN_HASH_BYTES 16
#define TOKEN_CHARS 26
#define SEAL_BYTES 32

struct secret_key {
	unsigned char bytes[KEY_BYTES];
};

static void
start(void)
{
	if (sodium_init() < 0)
		g_error("libsodium cannot be started.");
}

static gboolean
check_private(int fd, const char *path, GError **error)
{
	struct stat info;

	if (fstat(fd, &info) != 0)
		return fault_errno(error, errno, "Cannot look at %s", path);
	if (!S_ISREG(info.st_mode))
		return fault_set(error, FAULT_SETUP, "%s is not a plain file.",
				 path);
	if ((info.st_mode & 0007) != 0)
		return fault_set(error, FAULT_SETUP,
				 "Every user can read or change the secret in "
				 "%s. Run \"chmod o= %s\".",
				 path, path);
	return TRUE;
}

/* Reads at most size bytes; -1 with the error set. */
static gssize
read_private(const char *path, void *buffer, gsize size, GError **error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	gssize n = -1;

	if (fd < 0) {
		fault_set(error, FAULT_SETUP,
			  "Cannot open the secret in %s: %s. Correct the path, "
			  "or who may read the file.",
			  path, g_strerror(errno));
		return -1;
	}
	if (check_private(fd, path, error)) {
		n = read(fd, buffer, size);
		if (n < 0)
			fault_errno(error, errno, "Cannot read %s", path);
	}
	close(fd);
	return n;
}

static gboolean
has_control(const char *text)
{
	for (; *text != '\0'; text++)
		if (g_ascii_iscntrl(*text))
			return TRUE;
	return FALSE;
}

static void
trim_line_break(char *text)
{
	gsize length = strlen(text);

	if (length > 0 && text[length - 1] == '\n')
		text[--length] = '\0';
	if (length > 0 && text[length - 1] == '\r')
		text[length - 1] = '\0';
}

static char *
checked(char *password, gsize size, const char *where, GError **error)
{
	const char *wrong = NULL;

	if (size > PASSWORD_BYTES)
		wrong = "is longer than 8192 bytes";
	else if (strlen(password) != size)
		wrong = "holds a zero byte";
	trim_line_break(password);
	if (wrong == NULL && *password == '\0')
		wrong = "is empty";
	else if (wrong == NULL && has_control(password))
		wrong = "holds more than one line or a control character";
	if (wrong == NULL)
		return g_strdup(password);
	fault_set(error, FAULT_SETUP,
		  "The password in %s %s. Write the password alone there.",
		  where, wrong);
	return NULL;
}

static char *
password_of_file(const char *file, GError **error)
{
	char buffer[PASSWORD_BYTES + 2] = "";
	gssize n = read_private(file, buffer, sizeof(buffer) - 1, error);
	char *password = NULL;

	if (n >= 0)
		password = checked(buffer, (gsize)n, file, error);
	sodium_memzero(buffer, sizeof(buffer));
	return password;
}

char *
secret_password(const char *file, const char *variable, GError **error)
{
	const char *value = variable == NULL ? NULL : g_getenv(variable);
	g_autoptr(own_secret) copy = NULL;

	start();
	if (file != NULL && *file != '\0')
		return password_of_file(file, error);
	if (value == NULL || *value == '\0') {
		fault_set(error, FAULT_SETUP,
			  "There is no password. Set password_file, or the "
			  "environment variable %s.",
			  variable == NULL ? "for it" : variable);
		return NULL;
	}
	copy = g_strdup(value);
	return checked(copy, strlen(copy), variable, error);
}

void
secret_free(char *secret)
{
	if (secret == NULL)
		return;
	sodium_memzero(secret, strlen(secret));
	g_free(secret);
}

void
secret_random(void *buffer, gsize size)
{
	start();
	randombytes_buf(buffer, size);
}

/* Of several processes that make the key at once one must win: a second name
 * is refused where a rename would put one key in the place of another. */
static gboolean
give_name(const char *temporary, const char *path, GError **error)
{
	g_autofree char *directory = g_path_get_dirname(path);
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	gboolean done = fd >= 0 &&
			(link(temporary, path) == 0 || errno == EEXIST) &&
			fsync(fd) == 0;
	int number = errno;

	if (fd >= 0)
		close(fd);
	unlink(temporary);
	return done || fault_errno(error, number, "Cannot make %s", path);
}

static gboolean
make_key(const char *path, GError **error)
{
	g_autofree char *temporary =
		g_strdup_printf("%s.%d", path, (int)getpid());
	unsigned char bytes[KEY_BYTES];
	gboolean done;

	if (g_file_test(path, G_FILE_TEST_EXISTS))
		return TRUE;
	secret_random(bytes, sizeof(bytes));
	done = text_write_file(temporary, bytes, sizeof(bytes), error);
	sodium_memzero(bytes, sizeof(bytes));
	return done && give_name(temporary, path, error);
}

struct secret_key *
secret_key_load(const char *path, GError **error)
{
	unsigned char bytes[KEY_BYTES + 1];
	struct secret_key *key = NULL;
	gssize n;

	start();
	if (!make_key(path, error))
		return NULL;
	n = read_private(path, bytes, sizeof(bytes), error);
	if (n == KEY_BYTES) {
		key = g_new(struct secret_key, 1);
		memcpy(key->bytes, bytes, KEY_BYTES);
	} else if (n >= 0) {
		fault_set(error, FAULT_SETUP,
			  "%s is not a key. Restore it from a backup: without "
			  "it, answers to earlier letters are not recognised.",
			  path);
	}
	sodium_memzero(bytes, sizeof(bytes));
	return key;
}

void
secret_key_free(struct secret_key *key)
{
	if (key == NULL)
		return;
	sodium_memzero(key, sizeof(*key));
	g_free(key);
}

/* RFC 4648, 6, in lower case and without padding. */
static void
base32(const unsigned char *bytes, gsize size, GString *out)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	guint32 bits = 0;
	int count = 0;
	gsize i;

	for (i = 0; i < size; i++) {
		bits = (bits << 8 | bytes[i]) & 0xffff;
		for (count += 8; count >= 5; count -= 5)
			g_string_append_c(out,
					  alphabet[bits >> (count - 5) & 31]);
	}
	if (count > 0)
		g_string_append_c(out, alphabet[bits << (5 - count) & 31]);
}

char *
secret_token(const struct secret_key *key, const char *text)
{
	GString *out = g_string_new("pr");
	unsigned char hash[TOKEN_HASH_BYTES];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
			   strlen(text), key->bytes, sizeof(key->bytes));
	base32(hash, sizeof(hash), out);
	g_assert(out->len == 2 + TOKEN_CHARS);
	return g_string_free(out, FALSE);
}

/* BLAKE2b counts its length in, so that no seal begins with a token's bytes. */
char *
secret_seal(const struct secret_key *key, const void *data, gsize size)
{
	unsigned char hash[SEAL_BYTES];
	char hex[2 * SEAL_BYTES + 1];

	crypto_generichash(hash, sizeof(hash), data, size, key->bytes,
			   sizeof(key->bytes));
	return g_strdup(sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash)));
}

gboolean
secret_token_is(const struct secret_key *key, const char *text,
		const char *token)
{
	g_autofree char *expected = secret_token(key, text);

	return secret_is(token, expected);
}

gboolean
secret_is(const char *one, const char *other)
{
	gsize n = strlen(one);

	return n == strlen(other) && sodium_memcmp(one, other, n) == 0;
}

gboolean
secret_equal(const char *a, const char *b)
{
	return strlen(a) == strlen(b) && sodium_memcmp(a, b, strlen(a)) == 0;
}

char *
secret_new_token(void)
{
	GString *out = g_string_new(NULL);
	unsigned char bytes[SEAL_BYTES];

	secret_random(bytes, sizeof(bytes));
	base32(bytes, sizeof(bytes), out);
	sodium_memzero(bytes, sizeof(bytes));
	return g_string_free(out, FALSE);
}

char *
secret_hash_password(const char *password)
{
	char hash[crypto_pwhash_STRBYTES];

	start();
	if (crypto_pwhash_str(hash, password, strlen(password),
			      crypto_pwhash_OPSLIMIT_INTERACTIVE,
			      crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
		g_error("There is no memory to hash a password.");
	return g_strdup(hash);
}

gboolean
secret_password_is(const char *password, const char *hash)
{
	start();
	return *password != '\0' &&
	       crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

/* --- text that only we can read -----------------------------------------*/

#define NONCE_BYTES crypto_secretbox_NONCEBYTES
#define AROUND_BYTES (NONCE_BYTES + crypto_secretbox_MACBYTES)

G_STATIC_ASSERT(KEY_BYTES == crypto_secretbox_KEYBYTES);

/* A key of its own, so that hiding and sealing never share one. */
static void
hiding_key(const struct secret_key *key, unsigned char bytes[KEY_BYTES])
{
	static const char purpose[] = "postroom hides";

	crypto_generichash(bytes, KEY_BYTES, (const unsigned char *)purpose,
			   sizeof(purpose) - 1, key->bytes, KEY_BYTES);
}

char *
secret_hide(const struct secret_key *key, const char *text)
{
	gsize size = strlen(text), whole = size + AROUND_BYTES;
	g_autofree unsigned char *bytes = g_malloc(whole);
	unsigned char own[KEY_BYTES];
	char *hex = g_malloc(2 * whole + 1);

	secret_random(bytes, NONCE_BYTES);
	hiding_key(key, own);
	crypto_secretbox_easy(bytes + NONCE_BYTES, (const unsigned char *)text,
			      size, bytes, own);
	sodium_memzero(own, sizeof(own));
	return sodium_bin2hex(hex, 2 * whole + 1, bytes, whole);
}

char *
secret_reveal(const struct secret_key *key, const char *hidden)
{
	gsize whole = strlen(hidden) / 2;
	g_autofree unsigned char *bytes = g_malloc(whole + 1);
	unsigned char own[KEY_BYTES];
	char *text;
	int failed;

	if (whole < AROUND_BYTES || strlen(hidden) % 2 != 0 ||
	    sodium_hex2bin(bytes, whole, hidden, 2 * whole, NULL, NULL, NULL) !=
		    0)
		return NULL;
	text = g_malloc0(whole - AROUND_BYTES + 1);
	hiding_key(key, own);
	failed = crypto_secretbox_open_easy((unsigned char *)text,
					    bytes + NONCE_BYTES,
					    whole - NONCE_BYTES, bytes, own);
	sodium_memzero(own, sizeof(own));
	if (failed == 0)
		return text;
	secret_free(text);
	return NULL;
}
