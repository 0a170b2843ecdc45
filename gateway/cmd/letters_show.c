/*
 * letters read, page, original: what a person looks at beside the text.
 */
#include "cmd/letters.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "desk/act.h"
#include "ledger/item.h"
#include "read/scanner.h"
#include "spool/archive.h"

static const GOptionEntry none[] = {G_OPTION_ENTRY_NULL};

static int
usage(const struct call *call, const char *words)
{
	fprintf(stderr, "postroom %s: %s\n", call->argv[0], words);
	return 2;
}

/* --- read -----------------------------------------------------------------*/

static void
print_leaf(const struct leaf *leaf)
{
	printf("--- page %d: %s", leaf->page, leaf_kind_name(leaf->kind));
	if (leaf->kind == LEAF_RECOGNISED)
		printf(", %d %% sure, %d words", leaf->sure, leaf->words);
	if (leaf->turned != 0)
		printf(", turned by %d degrees", leaf->turned);
	if (*leaf->date != '\0')
		printf(", received %s", leaf->date);
	printf("\n");
	if (*leaf->why != '\0')
		printf("%s\n", leaf->why);
	if (*leaf->text != '\0')
		printf("%s\n", leaf->text);
}

static void
print_transcript(const struct transcript *t)
{
	guint i;

	for (i = 0; i < t->notes->len; i++)
		printf("%s\n", (const char *)t->notes->pdata[i]);
	for (i = 0; i < t->leaves->len; i++)
		print_leaf(t->leaves->pdata[i]);
}

int
letters_read(struct call *call)
{
	g_autoptr(own_config) config = NULL;
	g_autoptr(own_transcript) transcript = NULL;
	g_autoptr(GBytes) scan = NULL;
	GError *error = NULL;
	char *bytes;
	gsize size = 0;
	int status;

	if (!cmd_options(call, none, "FILE",
			 "Shows what is read of a scan, page by page. Nothing "
			 "is kept.",
			 &status))
		return status;
	if (call->argc != 2)
		return usage(call, "Give one file.");
	config = config_load(call->config, &error);
	if (config == NULL)
		return cmd_fail(call, error);
	bytes = text_read_file(call->argv[1], LIMIT_ITEM_BYTES, &size, &error);
	if (bytes == NULL)
		return cmd_fail(call, error);
	scan = g_bytes_new_take(bytes, size);
	transcript = scanner_read(scan, config->data, &error);
	if (transcript == NULL)
		return cmd_fail(call, error);
	print_transcript(transcript);
	return 0;
}

/* --- of a case
 * --------------------------------------------------------------*/

/* The newest letter of a case. */
static char *
find_letter(struct ledger *ledger, const char *ref, GError **error)
{
	g_autoptr(own_case_row) row = act_case(ledger, ref, error);
	g_autoptr(own_item_each) each = NULL;
	GError *problem = NULL;
	char *found = NULL;

	if (row != NULL)
		each = item_each_open(ledger, row->id, error);
	while (each != NULL) {
		g_autoptr(own_item_row) item = item_each_next(each, &problem);

		if (item == NULL)
			break;
		if (!g_str_equal(item->channel, "letter"))
			continue;
		g_free(found);
		found = g_strdup(item->sha256);
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	else if (found == NULL && each != NULL)
		fault_set(error, FAULT_INPUT, "%s has no letter on paper.",
			  row->ref);
	return found;
}

/* The file of the letter as it came, out of its item. */
static GBytes *
original_of(const struct post *post, const char *ref, GError **error)
{
	g_autofree char *sha256 = find_letter(post->ledger, ref, error);
	g_autoptr(own_transcript) transcript = NULL;
	g_autoptr(GBytes) item = NULL;
	gsize size = 0, body = 0;
	const char *bytes;

	if (sha256 != NULL)
		item = archive_open(post->config->data, sha256, error);
	if (item == NULL)
		return NULL;
	bytes = g_bytes_get_data(item, &size);
	if (!transcript_is(bytes, size))
		return g_steal_pointer(&item);
	transcript = transcript_parse(bytes, size, &body, error);
	if (transcript == NULL)
		return NULL;
	return g_bytes_new_from_bytes(item, body, size - body);
}

static int
print_bytes(struct call *call, GBytes *bytes)
{
	gsize left = 0;
	const char *at = g_bytes_get_data(bytes, &left);

	if (isatty(STDOUT_FILENO))
		return usage(call, "This is no text. Send it to a file: add "
				   "\"> FILE\".");
	while (left > 0) {
		ssize_t n = write(STDOUT_FILENO, at, left);

		if (n < 0 && errno != EINTR)
			return 1;
		at += MAX(n, 0);
		left -= (gsize)MAX(n, 0);
	}
	return 0;
}

int
letters_original(struct call *call)
{
	g_autoptr(own_post) post = NULL;
	g_autoptr(GBytes) original = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, none, "REF",
			 "Writes the file of a case's newest letter, as it "
			 "came, to standard output.",
			 &status))
		return status;
	if (call->argc != 2)
		return usage(call, "Give one reference.");
	post = post_open(call->config, POST_READ_LEDGER, &error);
	if (post != NULL)
		original = original_of(post, call->argv[1], &error);
	if (original == NULL)
		return cmd_fail(call, error);
	return print_bytes(call, original);
}

int
letters_page(struct call *call)
{
	g_autoptr(own_post) post = NULL;
	g_autoptr(GBytes) original = NULL;
	g_autoptr(GBytes) page = NULL;
	GError *error = NULL;
	guint64 number = 1;
	int status;

	if (!cmd_options(call, none, "REF [PAGE]",
			 "Writes a page of a case's newest letter, upright, as "
			 "PNG to standard output.",
			 &status))
		return status;
	if (call->argc < 2 || call->argc > 3 ||
	    (call->argc == 3 &&
	     !g_ascii_string_to_unsigned(call->argv[2], 10, 1, LIMIT_SCAN_PAGES,
					 &number, NULL)))
		return usage(call, "Give a reference, and the page from 1.");
	post = post_open(call->config, POST_READ_LEDGER, &error);
	if (post != NULL)
		original = original_of(post, call->argv[1], &error);
	if (original != NULL)
		page = scanner_page(original, (int)number, post->config->data,
				    &error);
	if (page == NULL)
		return cmd_fail(call, error);
	return print_bytes(call, page);
}
