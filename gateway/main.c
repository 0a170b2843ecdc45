/*
 * The command table, and nothing else.
 */
#include "cmd/cmd.h"

static const struct command commands[] = {
	{"run", "run every process, and start again what dies", cmd_run},
	{"poll", "fetch new messages into the spool", cmd_poll},
	{"forms", "take in web forms, and serve the one for residents",
	 cmd_forms},
	{"intake", "read what waits in the spool and open cases", cmd_intake},
	{"send", "carry the letters in the outbox out", cmd_send},
	{"watch", "send what is due, say what a person must do", cmd_watch},
	{"urgent", "call the rota about dangers nobody has taken on",
	 cmd_urgent},
	{"accept", "take on the danger that a case tells of", cmd_accept},
	{"submit", "put a message into the spool by hand", cmd_submit},
	{"parse", "show what the reader makes of a message", cmd_parse},
	{"classify", "show what a message seems to be, as JSON", cmd_classify},
	{"explain", "the same for people, with the reasons", cmd_explain},
	{"case", "list, show, confirm, release, and all else on a case",
	 cmd_case},
	{"away", "say that a member of staff is away, or back", cmd_away},
	{"letter", "letters that wait for a person: release, withdraw",
	 cmd_letter},
	{"letters", "letters on paper that come in, separator sheets",
	 cmd_letters},
	{"posted", "say that printed letters were posted", cmd_posted},
	{"person", "post, print size and contact of a person: show, set",
	 cmd_person},
	{"reconcile", "look up each message of a mailbox in the ledger",
	 cmd_reconcile},
	{"health", "say how Postroom is", cmd_health},
	{"verify", "check the ledger, every original and the spool",
	 cmd_verify},
	{"backup", "copy everything to a folder while all runs", cmd_backup},
	{"restore", "make a working data folder of a backup", cmd_restore},
	{"due", "list the open duties, soonest first", cmd_due},
	{"workdays", "count working days", cmd_workdays},
	{"report", "figures over the whole ledger", cmd_report},
	{"rules", "check the rules, learn their weights", cmd_rules},
	{"templates", "check and preview the letters", cmd_templates},
	{"check", "check configuration, rules, stores, servers", cmd_check},
	{"console", "serve the pages for staff", cmd_console},
	{"user", "accounts of the console, clients of the API", cmd_user},
	{"reader", NULL, cmd_reader},
	{"scanner", NULL, cmd_scanner},
	{NULL, NULL, NULL},
};

int
main(int argc, char **argv)
{
	return cmd_main(commands, argc, argv);
}
