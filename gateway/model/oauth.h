/*
 * How an access token for a mail server is had (RFC 6749): what a section
 * oauth2 of the configuration says. net/token.h asks for it, poll/ and send/
 * log in with it (RFC 7628, and XOAUTH2 before it).
 *
 * Ownership: the configuration's. No string is NULL; "" is unset.
 */
#ifndef MODEL_OAUTH_H
#define MODEL_OAUTH_H

#include <glib.h>

enum oauth_provider {
	/* The program itself is let in: grant client_credentials (4.4). */
	OAUTH_MICROSOFT,
	/* A person has let it in once: grant refresh_token (6). */
	OAUTH_GOOGLE,
};

struct oauth {
	char *name; /* of the section; names its files */
	enum oauth_provider provider;
	char *client_id;
	char *secret_file;
	char *refresh_file;	/* OAUTH_GOOGLE only; we never write to it */
	char *token_url;	/* https:// */
	char *scope;		/* "" to ask for none */
	char *ca_file;		/* "" for the system's certificates */
	char *folder;		/* DATA/token, where tokens are kept */
	guint32 secret_expires; /* a day; DAY_NONE if not told */
};

/* From 30 days before a secret ends: what to say of it on this day, the
 * caller's. NULL before that, or if its end is not known. */
char *oauth_secret_ends(const struct oauth *oauth, guint32 today);

#endif
