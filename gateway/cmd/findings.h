/*
 * What verify and its like bring to light: findings, which a person must
 * look into, and remarks, which are in order. One line each, or JSON.
 */
#ifndef CMD_FINDINGS_H
#define CMD_FINDINGS_H

#include <glib.h>
#include <jansson.h>

#include "base/own.h"

struct findings {
	GPtrArray *lines;   /* "part: text" */
	GPtrArray *remarks; /* the same */
	gboolean progress;  /* standard error is a terminal */
};

struct findings *findings_new(void);
void findings_free(struct findings *findings);
OWN_TYPE(findings, findings_free)

/* Adds a finding or a remark about a part, such as "archive". */
void findings_add(struct findings *findings, const char *part,
		  const char *format, ...) G_GNUC_PRINTF(3, 4);
void findings_remark(struct findings *findings, const char *part,
		     const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Adds an error as a finding and frees it, unless it is FAULT_TEMPORARY:
 * then FALSE, and it is passed on. */
gboolean findings_fault(struct findings *findings, const char *part,
			GError *trouble, GError **error);

/* Shows how far long work has come, to a person at a terminal only. */
void findings_progress(const struct findings *findings, const char *doing,
		       guint done, guint all);

/* Prints the findings, then the remarks, a line each; or puts them into the
 * object as "findings" and "remarks". */
void findings_print(const struct findings *findings);
void findings_to_json(const struct findings *findings, json_t *object);

#endif
