/*
 * Other systems that are told what happens to cases: the sections webhook
 * "NAME" { } of the configuration. docs/API.md says what they are told.
 */
#ifndef CONFIG_WEBHOOK_H
#define CONFIG_WEBHOOK_H

#include <glib.h>

#include "config/source.h"

enum hook_kind {
	HOOK_CASE_OPENED,
	HOOK_CONFIRMED,	   /* a person settled what it is */
	HOOK_ACKNOWLEDGED, /* the acknowledgement has left */
	HOOK_DUE_SOON,	   /* something is due by the next working day */
	HOOK_KINDS
};

/* "case-opened"; a constant. */
const char *hook_kind_name(enum hook_kind kind);

struct webhook {
	char *name; /* the section's title */
	char *url;  /* https:// */
	char *secret_file;
	char *ca_file; /* "" for the system's certificates */
	guint kinds;   /* 1 << enum hook_kind */
};

/* The rows for the table of keys, ended by a section NULL. */
extern const struct source_key webhook_keys[];

/* Reads and checks the sections: struct webhook, the caller's. Faults are
 * noted in the source. */
GPtrArray *webhooks_read(struct source *source);

#endif
