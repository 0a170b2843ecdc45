/*
 * Who is called when there is danger: the sections urgent and rota of the
 * configuration, and the person who deals with the Ombudsman.
 * Ownership: urgent_clear frees what urgent_read has set.
 */
#ifndef CONFIG_URGENT_H
#define CONFIG_URGENT_H

#include <glib.h>

#include "config/source.h"

/* One step of the rota, in the order of the file. */
struct rota_step {
	char *name;
	GPtrArray *email;   /* char *: addresses */
	char *webhook;	    /* https://…; "" for none */
	GPtrArray *command; /* char *: program and arguments; may be empty */
	int after;	    /* minutes */
	gboolean office;    /* hours = "office" */
};

struct urgent {
	GPtrArray *steps;  /* struct rota_step; empty: nobody is called */
	int repeat;	   /* minutes */
	char *secret_file; /* signs the webhooks; "" for none */
	char *ca_file;
	char *liaison;	/* who deals with the Ombudsman: name or role */
	char *authserv; /* our own mail server's name in
			   Authentication-Results; "" if not told */
};

/* Reads and checks the sections. Every address is one, each step reaches
 * somebody, programs are absolute paths that can be run, webhooks are
 * https and have a secret. */
void urgent_read(struct source *source, struct urgent *urgent);
void urgent_clear(struct urgent *urgent);

#endif
