/*
 * What every command is given, and what all of them share.
 * A command returns an exit status: 0 done, 1 refused or needs attention
 * with the reason on stderr, 2 wrong usage, 75 try again.
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <glib.h>
#include <jansson.h>

struct call {
	const char *config; /* the path given with -c, or the default */
	int argc;	    /* argv[0] is the command's name */
	char **argv;
};

struct command {
	const char *name;
	const char *summary; /* NULL: hidden, for our own children */
	int (*run)(struct call *call);
};

/* Reads "-c FILE", finds the command, runs it. The table ends with NULL. */
int cmd_main(const struct command *commands, int argc, char **argv);

/* Parses options with GOption; --help prints usage and summary. Returns
 * TRUE to go on; else *status is what the command must return. */
gboolean cmd_options(struct call *call, const GOptionEntry *entries,
		     const char *usage, const char *summary, int *status);

/* Runs the subcommand that argv[1] names; summary is its full name, which it
 * gets as argv[0]. The table ends with NULL. Else prints usage: on standard
 * output if asked for. */
int cmd_subcommand(struct call *call, const struct command *table,
		   const char *usage);

/* Prints "postroom COMMAND: message" on stderr, frees the error, and
 * returns its exit status. */
int cmd_fail(const struct call *call, GError *error);

/* The same; and, where what was asked was refused (FAULT_INPUT), a line that
 * names the commands that help. */
int cmd_refuse(const struct call *call, GError *error, const char *hint);

/* Prints a JSON value and a line break on stdout and drops the value. */
void cmd_print_json(json_t *value);

/* One function a command; each stands in a file of its name. */
int cmd_accept(struct call *call);
int cmd_away(struct call *call);
int cmd_backup(struct call *call);
int cmd_case(struct call *call);
int cmd_check(struct call *call);
int cmd_classify(struct call *call);
int cmd_console(struct call *call);
int cmd_due(struct call *call);
int cmd_explain(struct call *call);
int cmd_health(struct call *call);
int cmd_forms(struct call *call);
int cmd_intake(struct call *call);
int cmd_letter(struct call *call);
int cmd_letters(struct call *call);
int cmd_posted(struct call *call);
int cmd_person(struct call *call);
int cmd_parse(struct call *call);
int cmd_poll(struct call *call);
int cmd_reader(struct call *call);
int cmd_reconcile(struct call *call);
int cmd_report(struct call *call);
int cmd_restore(struct call *call);
int cmd_rules(struct call *call);
int cmd_run(struct call *call);
int cmd_scanner(struct call *call);
int cmd_send(struct call *call);
int cmd_submit(struct call *call);
int cmd_templates(struct call *call);
int cmd_urgent(struct call *call);
int cmd_user(struct call *call);
int cmd_verify(struct call *call);
int cmd_watch(struct call *call);
int cmd_workdays(struct call *call);

#endif
