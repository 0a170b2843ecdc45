/*
 * "postroom letters": what concerns letters on paper that come in.
 */
#include "cmd/letters.h"

#include "read/address_block.h"

static const struct command subcommands[] = {
	{"transcribe", "letters transcribe", letters_transcribe},
	{"separators", "letters separators", letters_separators},
	{"read", "letters read", letters_read},
	{"page", "letters page", letters_page},
	{"original", "letters original", letters_original},
	{NULL, NULL, NULL},
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

char *
letters_ours(const struct config *config)
{
	char *code = block_postcode(config->landlord.address);

	return code == NULL ? g_strdup("") : code;
}

int
cmd_letters(struct call *call)
{
	return cmd_subcommand(call, subcommands, USAGE);
}
