/*
 * Checks of single values of a configuration. Each notes its fault in the
 * source; none stops the others.
 */
#ifndef CONFIG_CHECK_H
#define CONFIG_CHECK_H

#include <glib.h>

#include "config/source.h"

/* The value without anything that could smuggle a command into a mail
 * protocol or a header: a control character is a fault. */
const char *check_text(struct source *source, struct place place);

/* The same, and it must not be empty. */
const char *check_needed(struct source *source, struct place place);

/* An e-mail address, or empty. */
const char *check_address(struct source *source, struct place place);

/* SCHEME or SCHEMEs "://HOST[:PORT]" and nothing else, or empty. */
const char *check_url(struct source *source, struct place place,
		      const char *scheme);

/* https://HOST[:PORT] and any path, or empty. */
const char *check_https(struct source *source, struct place place);

/* A colour "#1d70b8", or empty. */
const char *check_colour(struct source *source, struct place place);

/* HOST:PORT to listen on (port 0: any free one), or unix:/path. */
const char *check_listen(struct source *source, struct place place);

/* An absolute path, from the file's folder if written relative; "" stays.
 * The caller's. */
char *check_path(struct source *source, struct place place);

/* check_path, or the program's own resource if empty; a fault if it is not
 * there or cannot be read. The caller's. */
char *check_resource(struct source *source, struct place place,
		     const char *resource);

/* check_path of a file that must be readable, unless empty. The caller's. */
char *check_file(struct source *source, struct place place);

/* A name that becomes a file's name, so it may hold no slash. */
void check_name(struct source *source, struct place place, const char *name);

/* The secret in the file, or in the environment's variable (may be NULL)
 * without one, must be there and be private. */
void check_password(struct source *source, struct place place, const char *file,
		    const char *variable);

/* check_path and check_password of the key password_file of the place's
 * section. The caller's. */
char *check_credentials(struct source *source, struct place place,
			const char *variable);

/* "POSTROOM_PASSWORD_" and the name in capitals; the caller's. */
char *password_variable(const char *name);

/* "now" is TIME_NONE; else the first instant of a London day, or an instant
 * with its offset. */
gint64 check_since(struct source *source, struct place place);

#endif
