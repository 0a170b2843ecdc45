/*
 * Passwords, random bytes and keyed hashes. A secret is never logged, never
 * put in an error's text and never taken from the command line.
 * Ownership: a char * that is secret is given back with secret_free.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <glib.h>

#include "base/own.h"

/* The password in the file, without one final line break. If file is NULL or
 * "", the environment variable. FAULT_SETUP if there is neither, the file
 * can be read by others than its owner and group, cannot be read, is empty,
 * or holds a control character, which could smuggle a command. */
char *secret_password(const char *file, const char *variable, GError **error);

/* Overwrites, then frees. NULL is allowed. */
void secret_free(char *secret);

typedef char own_secret;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(own_secret, secret_free)

/* Fills buffer from the kernel's generator. */
void secret_random(void *buffer, gsize size);

struct secret_key;

/* The key in the file, which is made (0600, random, durable) if missing.
 * FAULT_SETUP if the file is no key or others may read it; FAULT_TEMPORARY
 * if it can be neither read nor made. */
struct secret_key *secret_key_load(const char *path, GError **error);
void secret_key_free(struct secret_key *key);
OWN_TYPE(secret_key, secret_key_free)

/* True if both are the same, compared in a time that does not tell where
 * they differ; their lengths may show. */
gboolean secret_is(const char *one, const char *other);

/* A token that only the holder of the key can make for this text: "pr" and
 * 26 characters of a-z and 2-7 (see model/ref.h); the caller's to g_free. */
char *secret_token(const struct secret_key *key, const char *text);

/* 64 hexadecimal digits over the bytes that only the holder of the key can
 * make. No token is ever one of them. The caller's to g_free. */
char *secret_seal(const struct secret_key *key, const void *data, gsize size);

/* A token of 256 random bits: 52 characters of a-z and 2-7. The caller's. */
char *secret_new_token(void);

/* True if both texts are the same, in a time that does not tell where they
 * differ. */
gboolean secret_equal(const char *a, const char *b);

/* The argon2id hash of a password (64 MB of memory, 50 ms and more), and
 * whether a password is the one that was hashed. "" is never one. The
 * caller's. */
char *secret_hash_password(const char *password);
gboolean secret_password_is(const char *password, const char *hash);

/* Text that only the holder of the key can read again, and not change
 * unnoticed; NULL if hidden is not such a text. The caller's, to secret_free.
 */
char *secret_hide(const struct secret_key *key, const char *text);
char *secret_reveal(const struct secret_key *key, const char *hidden);

/* True if token is the token of text, compared in constant time. */
gboolean secret_token_is(const struct secret_key *key, const char *text,
			 const char *token);

#endif
