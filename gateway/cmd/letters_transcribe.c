/*
 * letters transcribe: from the spool's scans to letters in the spool. A scan
 * is read in its box, cut where separator sheets are, and each letter put
 * with its own pages; only when all of them are durable is the scan removed.
 * A crash before that reads it once more, and intake finds the same letters.
 * It is a process of its own, so that neither mail nor the folder waits for a
 * page that takes three seconds.
 */
#include "cmd/letters.h"

#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "cmd/loop.h"
#include "read/division.h"
#include "read/scanner.h"
#include "spool/spool.h"

#define PAUSE_SECONDS 2
#define LISTED 200
#define SURE_UNKNOWN 75

struct desk {
	const struct config *config;
	struct spool *scans;
	struct spool *letters;
};

/* A scan in our hands. */
struct work {
	struct item *item;
	GBytes *bytes;
	struct transcript *transcript;
};

static void
work_clear(struct work *work)
{
	item_free(work->item);
	g_bytes_unref(work->bytes);
	transcript_free(work->transcript);
}

static void
set(char **to, const char *value)
{
	g_free(*to);
	*to = g_strdup(value);
}

/* --- reading --------------------------------------------------------------*/

/* Something a person must do instead; nothing was read. */
static struct transcript *
unread(const char *words)
{
	struct transcript *t = transcript_new();

	transcript_note(t, words);
	return t;
}

/* NULL only if it can be tried again. */
static struct transcript *
read_it(const struct desk *desk, const struct work *work, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	struct transcript *t;

	if (work->item->attempts > LIMIT_READ_ATTEMPTS)
		return unread("Reading it has failed three times. Open the "
			      "original.");
	if (work->item->truncated)
		return unread("The file is too large: only its beginning was "
			      "kept. The whole of it is still in the folder.");
	t = scanner_read(work->bytes, desk->config->data, &trouble);
	if (t != NULL)
		return t;
	if (!fault_is(trouble, FAULT_TEMPORARY))
		return unread(trouble->message);
	g_propagate_error(error, g_steal_pointer(&trouble));
	return NULL;
}

static void
fill_in(const struct desk *desk, struct work *work)
{
	struct transcript *t = work->transcript;
	const struct drop_folder *folder =
		letters_folder(desk->config, work->item->source);
	g_autofree char *ours = letters_ours(desk->config);

	set(&t->file, *work->item->name == '\0' ? "letter" : work->item->name);
	set(&t->sha256, work->item->sha256);
	set(&t->ours, ours);
	t->threshold = folder == NULL ? SURE_UNKNOWN : folder->sure;
	if (*work->item->note != '\0')
		transcript_note(t, work->item->note);
}

/* --- putting --------------------------------------------------------------*/

/* The earliest plausible day counts (domain.md 10.14). */
static gint64
received(const struct work *work, const struct stretch *stretch,
	 struct transcript *part)
{
	gint64 scanned = work->item->received;
	guint32 day = clock_parse_day(stretch->date);

	if (day == DAY_NONE || day == clock_day(scanned))
		return scanned;
	if (day < clock_day(scanned) &&
	    clock_day(scanned) - day <= LIMIT_SCAN_DAYS) {
		transcript_note(part, "It counts as received on the day that "
				      "its separator sheet tells, before it "
				      "was scanned.");
		return clock_at(day, 0, 0);
	}
	transcript_note(part, "Its separator sheet tells a day on which it "
			      "cannot have come; it counts as received when it "
			      "was scanned.");
	return scanned;
}

/* What becomes an item. */
struct letter {
	struct transcript *part;
	GBytes *original;
	gint64 received;
};

static gboolean
put(const struct desk *desk, const struct work *work,
    const struct letter *letter, GError **error)
{
	g_autoptr(own_spool_writer) writer =
		spool_writer_begin(desk->letters, error);
	g_autoptr(own_item) facts = item_new();
	g_autoptr(GString) head = NULL;
	gsize size = 0;
	const void *bytes = g_bytes_get_data(letter->original, &size);

	if (writer == NULL)
		return FALSE;
	letter->part->size = size;
	head = transcript_write(letter->part);
	set(&facts->source, work->item->source);
	set(&facts->channel, work->item->channel);
	set(&facts->name, work->item->name);
	set(&facts->note, work->item->note);
	facts->received = letter->received;
	facts->answer = work->item->answer;
	facts->original_size = head->len + work->item->original_size;
	if (!work->item->truncated)
		facts->original_size = 0;
	return spool_writer_append(writer, head->str, head->len, error) &&
	       spool_writer_append(writer, bytes, size, error) &&
	       spool_writer_finish(writer, facts, error);
}

/* Its own pages; or, if they cannot be cut out, the whole. */
static GBytes *
pages_of(const struct desk *desk, const struct work *work,
	 const struct stretch *stretch, struct transcript *part, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	GBytes *cut = scanner_cut(work->bytes, stretch->first, stretch->last,
				  desk->config->data, &trouble);

	if (cut != NULL) {
		division_renumber(part);
		return cut;
	}
	if (fault_is(trouble, FAULT_TEMPORARY)) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return NULL;
	}
	transcript_note(part, "Its pages could not be cut out of the batch: "
			      "the original holds other people's letters too.");
	return g_bytes_ref(work->bytes);
}

static gboolean
put_letter(const struct desk *desk, const struct work *work,
	   const struct stretch *stretch, gboolean cut, GError **error)
{
	g_autoptr(own_transcript) part =
		division_take(work->transcript, stretch);
	gint64 when = received(work, stretch, part);
	g_autoptr(GBytes) pages = NULL;
	struct letter letter;

	if (cut)
		pages = pages_of(desk, work, stretch, part, error);
	else
		pages = g_bytes_ref(work->bytes);
	letter = (struct letter){part, pages, when};
	return pages != NULL && put(desk, work, &letter, error);
}

/* The file as it came, which belongs to no case. */
static gboolean
put_batch(const struct desk *desk, const struct work *work, int letters,
	  GError **error)
{
	struct transcript *t = work->transcript;
	const struct letter whole = {t, work->bytes, work->item->received};

	t->batch = TRUE;
	t->letters = letters;
	g_ptr_array_set_size(t->leaves, 0);
	return put(desk, work, &whole, error);
}

static gboolean
put_all(const struct desk *desk, const struct work *work, guint *count,
	GError **error)
{
	g_autoptr(GArray) letters = division_of(work->transcript);
	guint i;

	*count = letters->len;
	for (i = 0; i < letters->len; i++)
		if (!put_letter(desk, work,
				&g_array_index(letters, struct stretch, i),
				letters->len > 1, error))
			return FALSE;
	if (letters->len != 1 &&
	    !put_batch(desk, work, (int)letters->len, error))
		return FALSE;
	return spool_sync(desk->letters, error);
}

/* --- the process ----------------------------------------------------------*/

static gboolean
transcribe(const struct desk *desk, struct work *work, GError **error)
{
	gint64 begun = g_get_monotonic_time();
	guint letters = 0;

	if (!spool_attempt(desk->scans, work->item, error))
		return FALSE;
	work->transcript = read_it(desk, work, error);
	if (work->transcript == NULL)
		return FALSE;
	fill_in(desk, work);
	if (!put_all(desk, work, &letters, error) ||
	    !spool_remove(desk->scans, work->item, error))
		return FALSE;
	log_event("scan %.12s: %d pages, %u letters, %.1f s",
		  work->item->sha256, work->transcript->pages, letters,
		  (double)(g_get_monotonic_time() - begun) / G_USEC_PER_SEC);
	return TRUE;
}

static gboolean
take(const struct desk *desk, const char *id, GError **error)
{
	struct work work = {NULL, NULL, NULL};
	g_autoptr(GError) trouble = NULL;
	gboolean good;

	work.item = spool_load(desk->scans, id, &work.bytes, &trouble);
	if (work.item == NULL && fault_is(trouble, FAULT_INPUT)) {
		log_event("held %s: %s", id, trouble->message);
		return spool_hold(desk->scans, id, trouble->message, error);
	}
	if (work.item == NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return FALSE;
	}
	good = transcribe(desk, &work, error);
	work_clear(&work);
	return good;
}

static gboolean
take_all(const struct desk *desk, GError **error)
{
	g_autoptr(GPtrArray) ids = spool_list(desk->scans, LISTED, error);
	guint i;

	for (i = 0; ids != NULL && i < ids->len; i++)
		if (!take(desk, ids->pdata[i], error))
			return FALSE;
	return ids != NULL;
}

/* A signal ends the process at once: what it had in its hands is read again,
 * and the child ends with it. */
static void
leave(int number)
{
	(void)number;
	_exit(0);
}

static int
work_on(struct call *call, const struct desk *desk, gboolean once)
{
	struct loop loop = {.pause = PAUSE_SECONDS};

	scanner_tidy(desk->config->data);
	signal(SIGTERM, leave);
	signal(SIGINT, leave);
	loop_follow();
	do {
		GError *error = NULL;

		if (!take_all(desk, &error) && once)
			return cmd_fail(call, error);
		loop_result(&loop, error);
	} while (!once && loop_wait(&loop));
	return 0;
}

int
letters_transcribe(struct call *call)
{
	gboolean once = FALSE;
	const GOptionEntry entries[] = {
		{"once", 0, 0, G_OPTION_ARG_NONE, &once,
		 "Read what waits, then end", NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_config) config = NULL;
	g_autoptr(own_spool) scans = NULL;
	g_autoptr(own_spool) letters = NULL;
	g_autoptr(own_lock) lock = NULL;
	struct desk desk;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Reads the scans that wait, page by page, and hands "
			 "each letter to intake.",
			 &status))
		return status;
	config = config_load(call->config, &error);
	if (config != NULL)
		scans = spool_open_scans(config->data, &error);
	if (scans != NULL)
		letters = spool_open(config->data, &error);
	if (letters != NULL)
		lock = lock_take(config->data, "transcribe", &error);
	if (lock == NULL)
		return cmd_fail(call, error);
	desk = (struct desk){config, scans, letters};
	return work_on(call, &desk, once);
}
