/*
 * Listings from inside, for listing*.c and those who fetch again.
 */
#ifndef POLL_LISTING_INSIDE_H
#define POLL_LISTING_INSIDE_H

#include "poll/listing.h"
#include "spool/cursor.h"

/* Empty; the caller's. */
struct listing *listing_new(void);

/* A message more, of which nothing is known yet; the listing's. */
struct listed *listing_add(struct listing *listing, gint64 received);

/* Takes the value for one of its strings. */
void listed_set(char **to, char *value);

/* The SHA-256 of the file at its place, or unreadable. */
void listed_hash(struct listed *listed);

/* From the first instant on, before the second; what is not known is. */
gboolean listing_is_within(gint64 received, const gint64 bounds[2]);

/* As listing_open: the listing is the caller's. */
struct listing *listing_feed(const struct web_form *form,
			     const gint64 bounds[2], GError **error);
struct listing *listing_letters(const struct drop_folder *folder,
				const gint64 bounds[2], GError **error);

/* As listing_fetch; the cursor is read, not saved. */
gboolean pass_feed_again(const struct web_form *form, struct spool *spool,
			 struct cursor *cursor, const struct listing *listing,
			 GError **error);
gboolean pass_letters_again(const struct drop_folder *folder,
			    struct spool *spool, struct cursor *cursor,
			    const struct listing *listing, GError **error);

#endif
