/*
 * Putting an item: write to tmp/; then, for all of a batch, fsync and rename
 * to new/. Room for the envelope is left at the head and filled when all is
 * known.
 */
#include "spool/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "spool/folders.h"

#define BLOCK_BYTES ((gsize)64 * 1024)

/* Files that are kept open until they are synced together. */
#define MOST_PENDING 64

/* From here on the whole disk is synced at once. For a few files that would
 * be to wait for what others write. */
#define MANY 8

struct spool_writer {
	struct spool *spool;
	char *id;
	int fd;
	GChecksum *sum;
	GByteArray *block; /* appended, and not written yet */
	gsize kept;	   /* bytes written or in block */
	gsize size;	   /* bytes appended */
};

/* Time, process, and a counter; two clocks ticks never give one id twice. */
static char *
new_id(void)
{
	static gint64 last;
	gint64 now = g_get_real_time();

	last = MAX(now, last + 1);
	return g_strdup_printf("%014" G_GINT64_MODIFIER "x-%08x", last,
			       (guint)getpid());
}

static gboolean
say_disk(const struct spool *spool, GError **error)
{
	return fault_errno(error, errno, "Cannot write to the spool of %s",
			   spool->data);
}

struct spool_writer *
spool_writer_begin(struct spool *spool, GError **error)
{
	g_autoptr(own_spool_writer) writer = NULL;

	if (!spool_has_room(spool, error))
		return NULL;
	writer = g_new0(struct spool_writer, 1);
	writer->spool = spool;
	writer->id = new_id();
	writer->sum = g_checksum_new(G_CHECKSUM_SHA256);
	writer->block = g_byte_array_new();
	writer->fd = openat(spool->tmp, writer->id,
			    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (writer->fd >= 0 && flock(writer->fd, LOCK_EX | LOCK_NB) == 0 &&
	    lseek(writer->fd, ITEM_ENVELOPE_BYTES, SEEK_SET) >= 0)
		return g_steal_pointer(&writer);
	say_disk(writer->spool, error);
	return NULL;
}

void
spool_writer_close(struct spool_writer *writer)
{
	if (writer == NULL)
		return;
	if (writer->fd >= 0) {
		unlinkat(writer->spool->tmp, writer->id, 0);
		close(writer->fd);
	}
	g_checksum_free(writer->sum);
	g_byte_array_unref(writer->block);
	g_free(writer->id);
	g_free(writer);
}

static gboolean
flush(struct spool_writer *writer, GError **error)
{
	const guint8 *data = writer->block->data;
	gsize left = writer->block->len;

	while (left > 0) {
		ssize_t n = write(writer->fd, data, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return say_disk(writer->spool, error);
		data += n;
		left -= (gsize)n;
	}
	g_byte_array_set_size(writer->block, 0);
	return TRUE;
}

gboolean
spool_writer_append(struct spool_writer *writer, const void *data, gsize size,
		    GError **error)
{
	const guint8 *bytes = data;
	gsize keep = MIN(size, LIMIT_ITEM_BYTES - writer->kept);

	writer->size += size;
	writer->kept += keep;
	g_checksum_update(writer->sum, bytes, (gssize)keep);
	while (keep > 0) {
		gsize n = MIN(keep, BLOCK_BYTES);

		g_byte_array_append(writer->block, bytes, (guint)n);
		if (writer->block->len >= BLOCK_BYTES && !flush(writer, error))
			return FALSE;
		bytes += n;
		keep -= n;
	}
	return TRUE;
}

gsize
spool_writer_size(const struct spool_writer *writer)
{
	return writer->size;
}

static void
fill_in(const struct spool_writer *writer, struct item *facts)
{
	g_free(facts->id);
	facts->id = g_strdup(writer->id);
	g_free(facts->sha256);
	facts->sha256 = g_strdup(g_checksum_get_string(writer->sum));
	facts->size = writer->kept;
	facts->original_size = MAX(facts->original_size, writer->size);
	facts->truncated = facts->original_size > facts->size;
}

static void
leave_pending(struct spool_writer *writer)
{
	struct pending *pending = g_new(struct pending, 1);

	*pending = (struct pending){g_strdup(writer->id), writer->fd};
	writer->fd = -1;
	g_ptr_array_add(writer->spool->pending, pending);
}

gboolean
spool_writer_finish(struct spool_writer *writer, struct item *facts,
		    GError **error)
{
	struct spool *spool = writer->spool;
	g_autofree char *envelope = NULL;

	fill_in(writer, facts);
	envelope = item_envelope(facts, error);
	if (envelope == NULL || !flush(writer, error))
		return FALSE;
	if (pwrite(writer->fd, envelope, ITEM_ENVELOPE_BYTES, 0) !=
	    ITEM_ENVELOPE_BYTES)
		return say_disk(spool, error);
	leave_pending(writer);
	return TRUE;
}

gboolean
spool_put(struct spool *spool, const void *data, gsize size, struct item *facts,
	  GError **error)
{
	g_autoptr(own_spool_writer) writer = spool_writer_begin(spool, error);

	return writer != NULL &&
	       spool_writer_append(writer, data, size, error) &&
	       spool_writer_finish(writer, facts, error) &&
	       (spool->pending->len < MOST_PENDING || spool_sync(spool, error));
}

static gboolean
sync_files(struct spool *spool)
{
	guint i;

	if (spool->pending->len >= MANY)
		return syncfs(spool->tmp) == 0;
	for (i = 0; i < spool->pending->len; i++) {
		const struct pending *one = spool->pending->pdata[i];

		if (fsync(one->fd) != 0)
			return FALSE;
	}
	return TRUE;
}

/* Every file is on the disk before the first gets its place. */
static gboolean
settle(struct spool *spool)
{
	guint i;

	if (!sync_files(spool))
		return FALSE;
	for (i = 0; i < spool->pending->len; i++) {
		const struct pending *one = spool->pending->pdata[i];

		if (renameat(spool->tmp, one->id, spool->new, one->id) != 0)
			return FALSE;
	}
	return fsync(spool->new) == 0;
}

gboolean
spool_sync(struct spool *spool, GError **error)
{
	gboolean settled = spool->pending->len == 0 || settle(spool) ||
			   say_disk(spool, error);

	folders_drop_pending(spool);
	return settled;
}
