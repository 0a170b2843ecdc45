/*
 * Counting the messages of a source by where they stand.
 */
#include "cmd/account.h"

#include <stdio.h>

#include "base/clock.h"
#include "ledger/census.h"
#include "poll/skipped.h"
#include "spool/cursor.h"
#include "spool/fields.h"
#include "spool/look.h"

static const struct {
	const char *key;
	const char *words;
} places[ACCOUNT_PLACES] = {
	[ITEM_CASE] = {"case", "opened a case"},
	[ITEM_REPLY] = {"reply", "belong to a case"},
	[ITEM_AUTOMATED] = {"automated", "machine-made"},
	[ITEM_DUPLICATE] = {"duplicate", "duplicates"},
	[ITEM_UNREADABLE] = {"unreadable",
			     "could not be read, and opened a case"},
	[ACCOUNT_WAITING] = {"waiting", "wait in the spool to be filed"},
	[ACCOUNT_HELD] = {"held", "are held for a person"},
	[ACCOUNT_AGAIN] = {"again",
			   "could not be fetched, and are tried again"},
	[ACCOUNT_NOT_YET] = {"not_yet", "not fetched yet"},
	[ACCOUNT_MISSING] = {"missing", "MISSING"},
};

/* What is known of the source on our side, read before it is listed. */
struct ours {
	struct account *account;
	struct ledger *ledger;
	struct cursor *cursor;
	GArray *skipped;      /* struct skip */
	GHashTable *seen;     /* names, where the source has no UIDs */
	GPtrArray *places[3]; /* struct look, by enum look_place */
	guint32 uidvalidity;
};

static void
ours_clear(struct ours *ours)
{
	gsize i;

	g_clear_pointer(&ours->cursor, cursor_free);
	g_clear_pointer(&ours->skipped, g_array_unref);
	g_clear_pointer(&ours->seen, g_hash_table_unref);
	for (i = 0; i < G_N_ELEMENTS(ours->places); i++)
		g_clear_pointer(&ours->places[i], g_ptr_array_unref);
}

static gboolean
ours_read(struct ours *ours, const char *data, GError **error)
{
	const char *name = ours->account->door->name;

	ours->cursor = cursor_load(data, name, error);
	if (ours->cursor == NULL)
		return FALSE;
	ours->skipped = skipped_read(ours->cursor->skipped);
	ours->seen = look_seen(data, name, error);
	return ours->seen != NULL;
}

/* Scans first, since letters go on from there. */
static gboolean
spool_read(struct ours *ours, const char *data, GError **error)
{
	static const enum look_place order[] = {LOOK_SCANS, LOOK_NEW,
						LOOK_HELD};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(order); i++) {
		GPtrArray *found = look_into(data, order[i], error);

		if (found == NULL)
			return FALSE;
		ours->places[order[i]] = found;
	}
	return TRUE;
}

/* --- where a message is -------------------------------------------------*/

/* The file itself; or a letter that was read from one of its name. The next
 * account finds that one by its bytes. */
static gboolean
is_of_scan(const struct ours *ours, const struct listed *listed,
	   const struct item *item)
{
	return g_str_equal(item->sha256, listed->sha256) ||
	       (g_str_equal(item->source, ours->account->door->name) &&
		*item->name != '\0' &&
		g_str_has_suffix(listed->name, item->name));
}

static gboolean
is_same(const struct ours *ours, const struct listed *listed,
	const struct item *item)
{
	if (item == NULL)
		return FALSE;
	if (ours->account->door->letters != NULL)
		return is_of_scan(ours, listed, item);
	if (listed->uid == 0 && *listed->sha256 != '\0')
		return g_str_equal(item->sha256, listed->sha256);
	if (!g_str_equal(item->source, ours->account->door->name))
		return FALSE;
	if (listed->uid != 0)
		return item->uid == listed->uid &&
		       item->uidvalidity == ours->uidvalidity;
	return g_str_equal(item->name, listed->name);
}

static guint
place_in_spool(const struct ours *ours, const struct listed *listed)
{
	guint from, i;

	for (from = 0; from < G_N_ELEMENTS(ours->places); from++)
		for (i = 0; i < ours->places[from]->len; i++) {
			const struct look *look = ours->places[from]->pdata[i];

			if (is_same(ours, listed, look->item))
				return from == LOOK_HELD ? ACCOUNT_HELD
							 : ACCOUNT_WAITING;
		}
	return ACCOUNT_PLACES;
}

/* Whether poll has been past it. */
static gboolean
was_passed(const struct ours *ours, const struct listed *listed)
{
	g_autofree char *name = NULL;

	if (listed->uid != 0)
		return ours->cursor->uidvalidity == ours->uidvalidity &&
		       listed->uid <= ours->cursor->uid;
	if (listed->passed)
		return TRUE;
	name = fields_escape(listed->seen);
	return g_hash_table_contains(ours->seen, name);
}

static guint
place_of(const struct ours *ours, const struct listed *listed, GError **error)
{
	const struct census_mark mark = {ours->account->door->name,
					 ours->uidvalidity,
					 listed->uid,
					 listed->sha256,
					 listed->name,
					 ours->account->door->letters != NULL};
	gint64 received;
	GError *problem = NULL;
	guint place;

	if (listed->unreadable)
		return ACCOUNT_AGAIN;
	place = census_find(ours->ledger, &mark, &received, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return ACCOUNT_PLACES;
	}
	if (place != ITEM_STATE_COUNT) {
		ours->account->before += received < ours->cursor->cutoff;
		return place;
	}
	place = place_in_spool(ours, listed);
	if (place != ACCOUNT_PLACES)
		return place;
	if (!was_passed(ours, listed))
		return ACCOUNT_NOT_YET;
	return skipped_find(ours->skipped, listed->uid) != NULL
		       ? ACCOUNT_AGAIN
		       : ACCOUNT_MISSING;
}

/* --- counting -----------------------------------------------------------*/

static gboolean
count_all(const struct ours *ours, const struct listing *listing,
	  GError **error)
{
	struct account *account = ours->account;
	guint i;

	for (i = 0; i < listing->all->len; i++) {
		struct listed *listed = listing->all->pdata[i];
		guint place = place_of(ours, listed, error);

		if (place == ACCOUNT_PLACES)
			return FALSE;
		account->counts[place]++;
		listed->missing = place == ACCOUNT_MISSING;
	}
	account->all = listing->all->len;
	return TRUE;
}

/* Only a listing without bounds by UID can tell what is gone. */
static void
count_gone(const struct ours *ours)
{
	struct account *account = ours->account;
	guint i;

	if (ours->uidvalidity == 0 || account->from != TIME_NONE ||
	    account->to != TIME_NONE)
		return;
	for (i = 0; i < ITEM_STATE_COUNT; i++)
		account->gone -= account->counts[i];
	account->gone += census_sightings(ours->ledger, account->door->name,
					  ours->uidvalidity, NULL);
}

struct listing *
account_count(struct account *account, const char *data, struct ledger *ledger,
	      GError **error)
{
	struct ours ours = {.account = account, .ledger = ledger};
	g_autoptr(own_listing) listing = NULL;
	gboolean counted = FALSE;

	if (ours_read(&ours, data, error))
		listing = listing_open(account->door, account->from,
				       account->to, error);
	if (listing != NULL && spool_read(&ours, data, error)) {
		ours.uidvalidity = listing->uidvalidity;
		counted = count_all(&ours, listing, error);
	}
	if (counted)
		count_gone(&ours);
	ours_clear(&ours);
	return counted ? g_steal_pointer(&listing) : NULL;
}

/* --- telling ------------------------------------------------------------*/

json_t *
account_counts(const struct account *account)
{
	json_t *object = json_object();
	guint i;

	for (i = 0; i < ACCOUNT_PLACES; i++)
		json_object_set_new(object, places[i].key,
				    json_integer(account->counts[i]));
	return object;
}

json_t *
account_json(const struct account *account)
{
	g_autofree char *from = clock_rfc3339(account->from);
	g_autofree char *to = clock_rfc3339(account->to);
	json_t *object = json_pack("{s:s, s:s?, s:s?, s:i}", "source",
				   account->door->name, "from", from, "to", to,
				   "messages", (int)account->all);
	json_t *counts = account_counts(account);

	json_object_update(object, counts);
	json_decref(counts);
	json_object_set_new(object, "fetched", json_integer(account->fetched));
	json_object_set_new(object, "before_cutoff",
			    json_integer(account->before));
	json_object_set_new(object, "gone", json_integer(account->gone));
	return object;
}

void
account_print(const struct account *account)
{
	guint i;

	printf("%s: %u %s\n", account->door->name, account->all,
	       door_holds(account->door));
	for (i = 0; i < ACCOUNT_PLACES; i++)
		if (account->counts[i] > 0)
			printf("%8u %s\n", account->counts[i], places[i].words);
	if (account->before > 0)
		printf("%8u of them from before the cut-off\n",
		       account->before);
	if (account->gone > 0)
		printf("%8d filed, and no longer there\n", (int)account->gone);
}

char *
account_words(const char *counts)
{
	GString *words = g_string_new(NULL);
	json_t *object = json_loads(counts, 0, NULL);
	guint i;

	for (i = 0; i < ACCOUNT_PLACES; i++) {
		json_int_t n = json_integer_value(
			json_object_get(object, places[i].key));

		if (n > 0)
			g_string_append_printf(words, "%s%d %s",
					       words->len > 0 ? ", " : "",
					       (int)n, places[i].words);
	}
	json_decref(object);
	return g_string_free(words, FALSE);
}
