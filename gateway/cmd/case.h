/*
 * What the subcommands of "postroom case" share with each other and with
 * "postroom due". Ownership: what is returned is the caller's.
 */
#ifndef CMD_CASE_H
#define CMD_CASE_H

#include <glib.h>
#include <jansson.h>

#include "cmd/cmd.h"
#include "desk/post.h"
#include "ledger/case.h"
#include "ledger/duty.h"

/* The subcommands; argv[0] is "case list" and so on. */
int cmd_case_list(struct call *call);
int cmd_case_show(struct call *call);
int cmd_case_confirm(struct call *call);
int cmd_case_release(struct call *call);
int cmd_case_note(struct call *call);
int cmd_case_done(struct call *call);
int cmd_case_draft(struct call *call);

/* The case of a reference, however it was typed. FAULT_INPUT if it is no
 * reference or there is no such case. */
struct case_row *case_named(struct ledger *ledger, const char *text,
			    GError **error);

/* TRUE if name says who it is. Else says on stderr what is missing, and
 * the command returns 2. */
gboolean case_is_named(const struct call *call, const char *name);

/* FAULT_INPUT unless text is valid UTF-8; NULL is. What people type comes
 * as bytes (G_OPTION_ARG_FILENAME), whatever the locale. */
gboolean case_check_text(const char *text, GError **error);

/* A text as typed, or for "@FILE" what the file holds ("@-": standard
 * input), without white space at its ends. FAULT_INPUT if it is not UTF-8,
 * cannot be read, or is longer than LIMIT_TYPED_BYTES. The caller's. */
char *case_read_text(const char *typed, GError **error);

/* What commands that only list share. A list is printed row by row, or
 * gathered in *array if --json was given, which is NULL if it was not.
 * Returns a post room with a ledger to read, or NULL and *status. */
struct post *case_list_open(struct call *call, const char *summary,
			    json_t **array, int *status);

/* Prints and drops the array if done, else the error; the exit status. */
int case_list_close(struct call *call, gboolean done, json_t *array,
		    GError *error);

/* The object that "case list --json" prints: docs/ARCHITECTURE.md. Duties
 * that were ended are left out; they are in the history. NULL on failure. */
json_t *case_json(struct ledger *ledger, const struct case_row *row,
		  GError **error);

/* TRUE if a person is asked to read it with care: it is not confirmed, and
 * the proposal is less sure than SUGGESTION_UNSURE. */
gboolean case_is_unsure(const struct case_row *row);

/* {kind, provision, due, met}; with the case's ref in front if with_ref. */
json_t *case_duty_json(const struct duty_row *duty, gboolean with_ref);

/* An instant as RFC 3339, a text; JSON's null if there is none. */
json_t *case_time_json(gint64 instant);
json_t *case_text_json(const char *text);

/* "complaint", or "could not be read" for none. A constant. */
const char *case_category_words(enum category category);

/* "due Friday 27 November 2026", with how it stands at now:
 * ", 2 days overdue", ", today". */
char *case_due_words(const struct duty_row *duty, gint64 now);

#endif
