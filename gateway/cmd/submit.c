/*
 * submit: puts messages into the spool by hand, or from a mail server that
 * pipes into it. Success means that all of them are on the disk. For a pipe
 * whatever is not the message's own fault is "try again", so that the mail
 * server keeps it and bounces nothing.
 */
#include "cmd/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "cmd/submit_told.h"
#include "config/config.h"
#include "spool/spool.h"

#define BLOCK_BYTES 65536

struct submission {
	const char *channel;
	gint64 received;
	struct spool *spool;
	struct spool *scans; /* what has to be recognised first */
};

static gboolean
is_channel(const char *name)
{
	static const char *const channels[] = {"email", "form",	 "letter",
					       "phone", "visit", "social"};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(channels); i++)
		if (g_str_equal(name, channels[i]))
			return TRUE;
	return FALSE;
}

/* The first bytes of a PDF file or a picture: a letter that must be
 * recognised before it can be filed. */
static gboolean
is_scan(const char *bytes, gsize size)
{
	static const struct {
		const char *begin;
		gsize size;
	} kinds[] = {
		{"%PDF-", 5}, {"\x89PNG", 4}, {"\xff\xd8\xff", 3},
		{"II*\0", 4}, {"MM\0*", 4},
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (size >= kinds[i].size &&
		    memcmp(bytes, kinds[i].begin, kinds[i].size) == 0)
			return TRUE;
	return FALSE;
}

/* What is being put, with the block that was read last. */
struct copying {
	int fd;
	const char *path; /* for messages */
	char block[BLOCK_BYTES];
	gsize size;
};

/* Fills the block as far as the file goes; size 0 at its end. */
static gboolean
read_block(struct copying *copying, GError **error)
{
	copying->size = 0;
	while (copying->size < BLOCK_BYTES) {
		ssize_t n = read(copying->fd, copying->block + copying->size,
				 BLOCK_BYTES - copying->size);

		if (n == 0)
			break;
		if (n < 0 && errno != EINTR)
			return fault_errno(error, errno, "Cannot read %s",
					   copying->path);
		if (n > 0)
			copying->size += (gsize)n;
	}
	return TRUE;
}

static gboolean
copy(struct copying *copying, struct spool_writer *writer, GError **error)
{
	while (copying->size > 0)
		if (!spool_writer_append(writer, copying->block, copying->size,
					 error) ||
		    !read_block(copying, error))
			return FALSE;
	return TRUE;
}

/* The facts of the envelope; the caller's. */
static struct item *
facts_of(const struct submission *submission, const char *name)
{
	struct item *facts = item_new();

	g_free(facts->source);
	facts->source = g_strdup("submit");
	g_free(facts->channel);
	facts->channel = g_strdup(submission->channel);
	g_free(facts->name);
	facts->name = g_strdup(name);
	facts->received = submission->received;
	return facts;
}

static gboolean
put(const struct submission *submission, int fd, const char *path,
    GError **error)
{
	g_autofree struct copying *copying = g_new0(struct copying, 1);
	g_autofree char *name = g_path_get_basename(path);
	g_autoptr(own_spool_writer) writer = NULL;
	g_autoptr(own_item) facts = NULL;
	gboolean scan;

	copying->fd = fd;
	copying->path = path;
	if (!read_block(copying, error))
		return FALSE;
	if (copying->size == 0)
		return fault_set(error, FAULT_INPUT, "%s is empty.", path);
	scan = g_str_equal(submission->channel, "letter") &&
	       is_scan(copying->block, copying->size);
	facts = facts_of(submission, scan ? name : "");
	writer = spool_writer_begin(
		scan ? submission->scans : submission->spool, error);
	return writer != NULL && copy(copying, writer, error) &&
	       spool_writer_finish(writer, facts, error) &&
	       spool_sync(scan ? submission->scans : submission->spool, error);
}

static gboolean
put_path(const struct submission *submission, const char *path, GError **error)
{
	gboolean done;
	int fd;

	if (g_str_equal(path, "-"))
		return put(submission, STDIN_FILENO, "standard input", error);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fault_set(error, FAULT_INPUT, "Cannot open %s: %s.",
				 path, g_strerror(errno));
	done = put(submission, fd, path, error);
	close(fd);
	return done;
}

static int
fail(struct call *call, GError *error)
{
	gboolean own = fault_is(error, FAULT_INPUT);

	cmd_fail(call, error);
	return own ? 1 : 75;
}

/* Each path by itself: one that fails keeps back no other. */
static int
put_all(struct call *call, const struct submission *submission)
{
	int i, worst = 0;

	for (i = 1; i < MAX(call->argc, 2); i++) {
		const char *path = call->argc < 2 ? "-" : call->argv[i];
		GError *error = NULL;
		int status = 0;

		if (!put_path(submission, path, &error))
			status = fail(call, error);
		worst = MAX(worst, status);
	}
	return worst;
}

static int
submit(struct call *call, struct submission *submission)
{
	g_autoptr(own_config) config = NULL;
	g_autoptr(own_spool) spool = NULL;
	g_autoptr(own_spool) scans = NULL;
	GError *error = NULL;

	config = config_load(call->config, &error);
	if (config != NULL)
		spool = spool_open(config->data, &error);
	if (spool != NULL)
		scans = spool_open_scans(config->data, &error);
	if (scans == NULL)
		return fail(call, error);
	submission->spool = spool;
	submission->scans = scans;
	return put_all(call, submission);
}

static int
refuse(struct call *call, const char *why)
{
	fprintf(stderr, "postroom %s: %s\n", call->argv[0], why);
	return 2;
}

/* What the options said; all of it is freed at the end. */
struct wish {
	char *channel;
	char *received;
	char *when;
	char *by;
	char *name;
	char *email;
	char *telephone;
	char *address;
	char *subject;
};

static void
wish_clear(struct wish *wish)
{
	char *strings[] = {wish->channel, wish->received,  wish->when,
			   wish->by,	  wish->name,	   wish->email,
			   wish->address, wish->telephone, wish->subject};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
}

static int
submit_messages(struct call *call, const struct wish *wish)
{
	struct submission submission = {"email", TIME_NONE, NULL, NULL};

	if (wish->channel != NULL)
		submission.channel = wish->channel;
	if (!is_channel(submission.channel))
		return refuse(call, "--channel must be email, form, letter, "
				    "phone, visit or social.");
	submission.received = wish->received == NULL
				      ? clock_now()
				      : clock_parse(wish->received);
	if (submission.received == TIME_NONE)
		return refuse(call, "--received must be a time such as "
				    "2026-11-23T09:00:00Z.");
	return submit(call, &submission);
}

static int
submit_words(struct call *call, const struct wish *wish)
{
	struct told told = {
		.channel = wish->channel,
		.by = wish->by,
		.when = wish->when == NULL ? clock_now()
					   : told_when(wish->when),
		.name = wish->name,
		.email = wish->email,
		.telephone = wish->telephone,
		.address = wish->address,
		.subject = wish->subject,
	};

	if (wish->by == NULL)
		return refuse(call, "Say which member of staff was told: "
				    "--by \"Your Name\".");
	if (!told_is_channel(told.channel))
		return refuse(call, "--channel must be phone, visit or social "
				    "for what was told to --by.");
	if (told.when == TIME_NONE)
		return refuse(call, "--when must be a time such as "
				    "2026-11-20T15:00, or a day.");
	return submit_told(call, &told);
}

/* Any of these makes it words that were said, and not a message. */
static gboolean
is_told(const struct wish *wish)
{
	return wish->by != NULL || wish->when != NULL || wish->name != NULL ||
	       wish->email != NULL || wish->telephone != NULL ||
	       wish->address != NULL || wish->subject != NULL;
}

#define USAGE                                                               \
	"Puts messages into the spool, from files or standard input; or, "  \
	"with --by, what was told to a member of staff: TEXT, a file or "   \
	"standard input. Ends with 0 when they are safe on the disk, with " \
	"75 if it should be tried again."

int
cmd_submit(struct call *call)
{
	struct wish wish = {NULL};
	const GOptionEntry entries[] = {
		{"channel", 0, 0, G_OPTION_ARG_STRING, &wish.channel,
		 "email (default), form, letter, phone, visit or social",
		 "CHANNEL"},
		{"received", 0, 0, G_OPTION_ARG_STRING, &wish.received,
		 "When it came, such as 2026-11-23T09:00:00Z; default: now",
		 "TIME"},
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &wish.by,
		 "The member of staff who was told", "NAME"},
		{"when", 0, 0, G_OPTION_ARG_STRING, &wish.when,
		 "When it was said: 2026-11-20T15:00, or a day", "TIME"},
		{"from-name", 0, 0, G_OPTION_ARG_FILENAME, &wish.name,
		 "The resident", "NAME"},
		{"from-email", 0, 0, G_OPTION_ARG_FILENAME, &wish.email,
		 "Where to answer; without one the answer goes by post",
		 "ADDRESS"},
		{"telephone", 0, 0, G_OPTION_ARG_FILENAME, &wish.telephone,
		 "The resident's number", "NUMBER"},
		{"address", 0, 0, G_OPTION_ARG_FILENAME, &wish.address,
		 "The resident's home, parts divided by commas", "ADDRESS"},
		{"subject", 0, 0, G_OPTION_ARG_FILENAME, &wish.subject,
		 "In a few words", "TEXT"},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status;

	if (cmd_options(call, entries, "[FILE…|TEXT|-]", USAGE, &status))
		status = is_told(&wish) ? submit_words(call, &wish)
					: submit_messages(call, &wish);
	wish_clear(&wish);
	return status;
}
