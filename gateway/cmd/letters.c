/*
 * "postroom letters": what concerns letters on paper that come in.
 */
#include "cmd/letters.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	const char *full; /* for usage and faults */
	int (*run)(struct call *call);
} subcommands[] = {
	{"transcribe", "letters transcribe", letters_transcribe},
	{"separators", "letters separators", letters_separators},
	{"read", "letters read", letters_read},
	{"page", "letters page", letters_page},
	{"original", "letters original", letters_original},
};

#define USAGE                                                                \
	"Usage:\n"                                                           \
	"  postroom letters transcribe [--once]  read the scans that wait\n" \
	"  postroom letters separators [--count N] [--date DAY]  print "     \
	"separator sheets (PDF)\n"                                           \
	"  postroom letters read FILE     show what is read of a scan\n"     \
	"  postroom letters page REF [N]  a page of a case's letter (PNG)\n" \
	"  postroom letters original REF  the letter's file as it came\n"

const struct drop_folder *
letters_folder(const struct config *config, const char *name)
{
	guint i;

	for (i = 0; i < config->letters->len; i++) {
		const struct drop_folder *folder = config->letters->pdata[i];

		if (g_str_equal(folder->name, name))
			return folder;
	}
	return NULL;
}

int
cmd_letters(struct call *call)
{
	const char *name = call->argc > 1 ? call->argv[1] : "";
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(subcommands); i++) {
		struct call sub = {call->config, call->argc - 1,
				   call->argv + 1};

		if (!g_str_equal(name, subcommands[i].name))
			continue;
		sub.argv[0] = (char *)(gintptr)subcommands[i].full;
		return subcommands[i].run(&sub);
	}
	if (g_str_equal(name, "--help") || g_str_equal(name, "-h")) {
		fputs(USAGE, stdout);
		return 0;
	}
	fputs(USAGE, stderr);
	return 2;
}
