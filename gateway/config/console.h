/*
 * The section console { … } of a configuration: where the console listens,
 * how staff reach it, and how they sign in. Part of config/config.h.
 *
 * Ownership: console_settings_clear frees what it points to. No string is
 * NULL; "" is unset.
 */
#ifndef CONFIG_CONSOLE_H
#define CONFIG_CONSOLE_H

#include <glib.h>

#include "config/source.h"

struct console_settings {
	gboolean on;  /* the section stands in the file: "run" starts it */
	char *listen; /* "127.0.0.1:8025", "unix:/path" */
	/* How staff reach it, "https://postroom.landlord.example", without a
	 * final "/"; "" where they open the address that it listens on. */
	char *url;
	char *proxy_header; /* "X-Forwarded-Email": who signs in; "" for none */
	GPtrArray *proxies; /* char *: addresses that may send it; "unix" */
	int idle_minutes;   /* a session ends after so long without a page */
	int hours;	    /* and after so long whatever happens */
};

/* The rows for the table of keys, ended by a section NULL. */
extern const struct source_key console_keys[];

/* Reads the section; faults are noted in the source. */
void console_settings_read(struct source *source,
			   struct console_settings *console);
void console_settings_clear(struct console_settings *console);

#endif
