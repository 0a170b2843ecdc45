/*
 * Listing a web form's feed, and fetching again what of it is missing. An
 * entry stands in the listing once, however often the feed tells it.
 */
#include "poll/listing_inside.h"

#include "base/clock.h"
#include "poll/feed.h"

static void
add_unreadable(struct listing *listing)
{
	struct listed *listed = listing_add(listing, TIME_NONE);

	listed_set(&listed->place, g_strdup("an entry that is no JSON object"));
	listed->unreadable = TRUE;
}

static void
add_entry(struct listing *listing, const struct feed_entry *entry)
{
	struct listed *listed = listing_add(listing, entry->date);

	listed_set(&listed->place, g_strdup_printf("entry %s", entry->id));
	listed_set(&listed->name, g_strdup(entry->id));
	listed_set(&listed->seen, feed_seen_name(entry->id, entry->digest));
}

struct listing *
listing_feed(const struct web_form *form, const gint64 bounds[2],
	     GError **error)
{
	g_autoptr(GPtrArray) entries = feed_list(form, error);
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	struct listing *listing;
	guint i;

	if (entries == NULL)
		return NULL;
	listing = listing_new();
	for (i = 0; i < entries->len; i++) {
		const struct feed_entry *entry = entries->pdata[i];

		if (*entry->id == '\0')
			add_unreadable(listing);
		else if (listing_is_within(entry->date, bounds) &&
			 g_hash_table_add(known, entry->id))
			add_entry(listing, entry);
	}
	return listing;
}

gboolean
pass_feed_again(const struct web_form *form, struct spool *spool,
		struct cursor *cursor, const struct listing *listing,
		GError **error)
{
	g_autoptr(GHashTable) wanted =
		g_hash_table_new(g_str_hash, g_str_equal);
	gboolean good;
	guint i;

	for (i = 0; i < listing->all->len; i++) {
		const struct listed *one = listing->all->pdata[i];

		if (one->missing)
			g_hash_table_add(wanted, one->seen);
	}
	good = feed_fetch(form, spool, cursor, wanted, error);
	for (i = 0; i < listing->all->len; i++) {
		struct listed *one = listing->all->pdata[i];

		one->fetched = one->missing &&
			       !g_hash_table_contains(wanted, one->seen);
	}
	return good;
}
