/*
 * The web forms of a configuration: sections form "NAME" { … }, fetched from
 * a feed, pushed to us, or both, and the section forms { … } of the server
 * that takes them in. A form's mapping is a file in the same form as the
 * configuration: lists of fields by their role (model/mapping.h), "labels"
 * with entries "KEY = words". docs/FORMS.md tells it to who installs it.
 *
 * Ownership: web_form_free frees a form. No string is NULL; "" is unset.
 */
#ifndef CONFIG_FORM_H
#define CONFIG_FORM_H

#include <glib.h>

#include "config/source.h"
#include "model/mapping.h"

/* How the fetching logs in. */
enum form_login {
	LOGIN_NONE,
	LOGIN_HEADER, /* "header: secret" */
	LOGIN_BASIC,  /* user and secret */
	LOGIN_BEARER,
};

/* How a push shows that it may. */
enum form_accept {
	ACCEPT_NO,
	ACCEPT_SECRET, /* a header holds the secret itself */
	ACCEPT_HMAC,   /* a header holds HMAC-SHA256 of the body */
};

struct web_form {
	char *name; /* letters, digits, - and _: names cursor and address */
	char *url;  /* https:// of the feed; "" if it is only pushed */
	gboolean gravity; /* preset: REST API v2 of Gravity Forms */
	struct mapping *mapping;
	enum form_login login;
	char *header; /* name of the header for LOGIN_HEADER */
	char *user;
	char *secret_file; /* absolute; "" for LOGIN_NONE */
	char *ca_file;
	char *proxy;  /* "http://HOST:PORT", or "" */
	int every;    /* seconds between two looks */
	int timeout;  /* seconds for one answer of the feed */
	gint64 since; /* what was filled in before is not answered by itself;
			 TIME_NONE for "now" (first pass) */
	enum form_accept accept;
	char *accept_header;
	char *accept_secret_file;
	int rate; /* pushes a minute */
};

/* The server of the forms. */
struct form_server {
	char *listen;	  /* "127.0.0.1:8026" or "unix:/path" */
	gboolean contact; /* our own form, at /contact */
	char *privacy;	  /* https:// of the privacy notice; "" for none */
	GPtrArray *hosts; /* char *: names by which residents reach it */
};

/* The rows for the table of keys, ended by a section NULL. */
extern const struct source_key form_keys[];

/* Reads every section; faults are noted in the source. names tells which
 * are taken, of mailboxes, and is added to. struct web_form; the caller's. */
GPtrArray *web_forms_read(struct source *source, GHashTable *names);
void web_form_free(struct web_form *form);

/* True if there is anything that the server of forms would serve. */
gboolean form_server_is_needed(const struct form_server *server,
			       const GPtrArray *forms);

/* Reads the section forms; it need not be written. */
void form_server_read(struct source *source, struct form_server *server);
void form_server_clear(struct form_server *server);

/* The mapping that a preset and a file make together: for each role that the
 * file names, the file's fields count instead of the preset's. file may be
 * "". NULL with FAULT_SETUP, every fault with its line. The caller's. */
struct mapping *form_mapping_load(const char *preset, const char *file,
				  const char *timezone, GError **error);

#endif
