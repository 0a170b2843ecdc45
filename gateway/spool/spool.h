/*
 * The spool: bytes that we have accepted and not yet filed.
 *
 *   DATA/spool/tmp/     being written; worth nothing yet
 *   DATA/spool/new/     accepted: ours from here on
 *   DATA/spool/scans/   accepted from a folder of letters: still to be read,
 *                       page by page, and then put into new/
 *   DATA/spool/held/    what is no item, for a person; ID.why says why
 *   DATA/spool/filed/   filed, and still to be moved in its mailbox
 *   DATA/spool/source/  cursors, see spool/cursor.h
 *   DATA/archive/ab/    filed originals by SHA-256, see spool/archive.h
 *
 * Several processes put at once; one process (intake) takes. A put writes
 * to tmp/. spool_sync then makes a batch durable: fsync of each file, or
 * syncfs for many, rename to new/, fsync of that directory. Only after that is
 * the message ours, and may its source forget it.
 *
 * Every function that fails sets FAULT_TEMPORARY for the disk and FAULT_INPUT
 * for an item that is damaged. Nothing is ever half there.
 */
#ifndef SPOOL_SPOOL_H
#define SPOOL_SPOOL_H

#include <glib.h>

#include "base/own.h"
#include "spool/item.h"

struct spool;

/* Opens the spool under the folder data, which is made if missing (0700),
 * and removes what writers that are dead left in tmp/. FAULT_TEMPORARY. */
struct spool *spool_open(const char *data, GError **error);
void spool_close(struct spool *spool);
OWN_TYPE(spool, spool_close)

/* The same for scans that are still to be read (DATA/spool/scans): what is
 * put, listed, loaded, attempted and held is there and not in new/. */
struct spool *spool_open_scans(const char *data, GError **error);

/* The folder data it was opened with; lives as long as the spool. */
const char *spool_data(const struct spool *spool);

/* Puts are refused while the disk has less room than this, so that mail
 * stays on its server; LIMIT_FLOOR_BYTES unless set. */
void spool_set_floor(struct spool *spool, guint64 bytes);

/* True if there is room above the floor; else FAULT_TEMPORARY, in words. */
gboolean spool_has_room(const struct spool *spool, GError **error);

/* --- putting ------------------------------------------------------------*/

struct spool_writer;

/* Begins an item. NULL with FAULT_TEMPORARY below the floor or if the disk
 * refuses. Closing a writer that is not finished leaves nothing behind. */
struct spool_writer *spool_writer_begin(struct spool *spool, GError **error);
void spool_writer_close(struct spool_writer *writer);
OWN_TYPE(spool_writer, spool_writer_close)

/* Appends bytes. What exceeds LIMIT_ITEM_BYTES is counted, not kept, and
 * the item becomes truncated. FAULT_TEMPORARY. */
gboolean spool_writer_append(struct spool_writer *writer, const void *data,
			     gsize size, GError **error);

/* How many bytes have been appended so far, kept or not. */
gsize spool_writer_size(const struct spool_writer *writer);

/* Completes the item, for spool_sync to make durable. Of facts it takes
 * source, channel, received, uidvalidity, uid, name, answer, move, note,
 * and original_size if that is larger than what was appended (then the item
 * is truncated); it fills in id, sha256, size, original_size and truncated.
 * The writer is done then, and is still to be closed. */
gboolean spool_writer_finish(struct spool_writer *writer, struct item *facts,
			     GError **error);

/* begin, append, finish in one, and spool_sync where many are waiting; after
 * FALSE none that was put since the last spool_sync may be counted on. */
gboolean spool_put(struct spool *spool, const void *data, gsize size,
		   struct item *facts, GError **error);

/* Makes durable what was put since the last call, and lets intake see it.
 * After FALSE some of it may be in new/, and the rest is gone: the source
 * must hand it over again. spool_close drops what was not synced. Call it
 * at least every hundred items, each of which is kept open until then. */
gboolean spool_sync(struct spool *spool, GError **error);

/* --- taking -------------------------------------------------------------*/

/* The ids in new/ in order of arrival (char *), at most limit; all if 0.
 * A file that is no item is moved to held/ on the way. */
GPtrArray *spool_list(struct spool *spool, guint limit, GError **error);

/* Loads an item and its original bytes (mapped, not copied); bytes may be
 * NULL. FAULT_INPUT if the envelope is broken or the bytes do not have the
 * SHA-256 it tells: spool_hold it. FAULT_TEMPORARY if it cannot be read. */
struct item *spool_load(struct spool *spool, const char *id, GBytes **bytes,
			GError **error);

/* Counts on disk that intake died over the item (see spool/taking.h), so
 * that one which kills it is tried LIMIT_READ_ATTEMPTS times at most.
 * Updates item->attempts. It survives the death of any process; after a
 * power cut it may count one less. */
gboolean spool_attempt(struct spool *spool, struct item *item, GError **error);

/* The item has been filed: leaves a note in filed/ if item->move, and
 * renames the file into the archive, or removes it if the archive has its
 * bytes already. May be repeated after a crash. */
gboolean spool_archive(struct spool *spool, const struct item *item,
		       GError **error);

/* The item has become others, which are durable: removes it. For scans. May be
 * repeated after a crash. */
gboolean spool_remove(struct spool *spool, const struct item *item,
		      GError **error);

/* Puts aside what is no item, with the reason in words. Also for an id that
 * spool_load refuses. The bytes are kept. */
gboolean spool_hold(struct spool *spool, const char *id, const char *why,
		    GError **error);

/* How many items are in new/ and in held/; -1 if it cannot be told. */
int spool_count_new(const struct spool *spool);
int spool_count_held(const struct spool *spool);

/* --- after filing -------------------------------------------------------*/

/* The items of a source that are filed and to be moved (struct item). */
GPtrArray *spool_filed(struct spool *spool, const char *source, GError **error);

/* The item has been moved, or is gone from its mailbox. */
gboolean spool_filed_remove(struct spool *spool, const char *id,
			    GError **error);

#endif
