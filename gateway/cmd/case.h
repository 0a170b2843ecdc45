/*
 * What the subcommands of "postroom case" share with each other and with
 * those that act on a case too. What people type comes as bytes
 * (G_OPTION_ARG_FILENAME), whatever the locale. Ownership: what is returned is
 * the caller's.
 */
#ifndef CMD_CASE_H
#define CMD_CASE_H

#include <glib.h>
#include <jansson.h>

#include "cmd/cmd.h"
#include "desk/act.h"
#include "desk/case_json.h"

/* As many parts as one record has; all that have fewer leave some empty. */
#define CASE_PARTS 10

/* The subcommands; argv[0] is "case list" and so on. */
int cmd_case_list(struct call *call);
int cmd_case_show(struct call *call);
int cmd_case_confirm(struct call *call);
int cmd_case_release(struct call *call);
int cmd_case_note(struct call *call);
int cmd_case_done(struct call *call);
int cmd_case_draft(struct call *call);
int cmd_case_same(struct call *call);
int cmd_case_different(struct call *call);
int cmd_case_assign(struct call *call);
int cmd_case_bar(struct call *call);
int cmd_case_log(struct call *call);
int cmd_case_link(struct call *call);
int cmd_case_move(struct call *call);
int cmd_case_split(struct call *call);
int cmd_case_close(struct call *call);
int cmd_case_reopen(struct call *call);
int cmd_case_date(struct call *call);
int cmd_case_ombudsman(struct call *call);

/* TRUE if name says who it is. Else says on stderr what is missing, and
 * the command returns 2. */
gboolean case_is_named(const struct call *call, const char *name);

/* The options --by and --reason, for commands that have no others. */
struct case_why {
	char *by;
	char *reason;
};
void case_why_clear(struct case_why *why);

/* Reads them as cmd_options does. */
gboolean case_why_options(struct call *call, struct case_why *why,
			  const char *usage, const char *summary, int *status);

/* TRUE if the command was given one reference and a name in by. Else says on
 * stderr what is missing, and the command returns 2. */
gboolean case_is_called_well(const struct call *call, const char *by);

/* A text as typed, or for "@FILE" what the file holds ("@-": standard
 * input), without white space at its ends. FAULT_INPUT if it is not UTF-8,
 * cannot be read, or is longer than LIMIT_TYPED_BYTES. The caller's. */
char *case_read_text(const char *typed, GError **error);

/* What was typed for each part of a record; NULL for those that stay as
 * they are. */
struct case_parts {
	char *by;
	char *given[CASE_PARTS]; /* as typed */
	char *text[CASE_PARTS];	 /* as read */
};
void case_parts_clear(struct case_parts *parts);

/* Reads those given, and puts each in its place in edit, whose other places
 * are left alone. *any becomes TRUE if any was. */
gboolean case_read_parts(struct case_parts *parts, const char **edit,
			 gboolean *any, GError **error);

/* What commands that only list share. A list is printed row by row, or
 * gathered in *array if --json was given, which is NULL if it was not.
 * Returns a post room with a ledger to read, or NULL and *status. */
struct post *case_list_open(struct call *call, const char *summary,
			    json_t **array, int *status);

/* Prints and drops the array if done, else the error; the exit status. */
int case_list_close(struct call *call, gboolean done, json_t *array,
		    GError *error);

#endif
