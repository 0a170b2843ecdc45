/*
 * What intake has in its hands: DATA/spool/taking, one id a line, replaced
 * at each batch. If intake dies, the next one knows which items it died
 * over, counts an attempt for each, and takes them one by one; so the item
 * that kills it is found, and the others lose nothing.
 *
 * The file is not synced: it is to survive the death of a process, and after
 * a power cut it is right that no item is suspected.
 */
#ifndef SPOOL_TAKING_H
#define SPOOL_TAKING_H

#include <glib.h>

#include "spool/spool.h"

/* Notes the ids (char *) before anything is done with them.
 * FAULT_TEMPORARY. */
gboolean taking_note(const struct spool *spool, const GPtrArray *ids,
		     GError **error);

/* Whatever became of the batch, its taker is alive. */
void taking_clear(const struct spool *spool);

/* At start, with the lock held: counts an attempt for each item that was
 * noted and is still in new/ (see spool_attempt), and clears the note.
 * Returns how many there were, -1 with FAULT_TEMPORARY. */
int taking_recover(struct spool *spool, GError **error);

#endif
