/*
 * The walk over a feed's pages. Where entries come in the order of their
 * changes, each page is asked for from the last instant seen on, so that one
 * which is deleted or changed meanwhile pushes no other out of sight; where
 * they do not, page follows page. Either way the list of those seen decides.
 */
#include "poll/feed.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "poll/cut.h"
#include "poll/feed_inside.h"
#include "poll/pass.h"
#include "spool/seen.h"

/* How far before the mark a pass begins: an entry may become visible later
 * than its own stamp says. */
#define OVERLAP_SECONDS 600

struct feed {
	const struct web_form *form;
	struct spool *spool;
	struct cursor *cursor;
	struct poll_report *report;
	struct seen *seen;
	GPtrArray *list;    /* of struct feed_entry, to list alone; or NULL */
	GHashTable *wanted; /* names, to fetch them alone; or NULL */
	GPtrArray *got;	    /* of them: those of this page */
	gint64 latest;	    /* the last change met in this pass; TIME_NONE */
	gint64 page_first;  /* of the page: first and last change */
	gint64 page_last;
	gboolean ordered; /* the page's changes ascend */
	char *last;	  /* id of the last entry met */
};

/* --- one entry ------------------------------------------------------------*/

void
feed_item_free(struct feed_item *item)
{
	if (item == NULL)
		return;
	g_free(item->id);
	g_free(item->digest);
	g_clear_pointer(&item->fields, g_ptr_array_unref);
	g_free(item);
}

struct feed_item *
feed_item_read(const struct web_form *form, const char *at, gsize size,
	       GError **error)
{
	struct feed_item *item;
	json_t *json = json_loadb(at, size, 0, NULL);

	if (!json_is_object(json)) {
		json_decref(json);
		fault_set(error, FAULT_INPUT, "An entry is no JSON object.");
		return NULL;
	}
	item = g_new0(struct feed_item, 1);
	item->fields = filled_of_json(json);
	json_decref(json);
	item->digest = mapping_digest(form->mapping, item->fields);
	item->id = mapping_entry_id(form->mapping, item->fields, item->digest);
	item->date = mapping_time(form->mapping, ROLE_DATE, item->fields);
	item->changed = mapping_time(form->mapping, ROLE_UPDATED, item->fields);
	if (item->changed == TIME_NONE)
		item->changed = item->date;
	return item;
}

char *
feed_seen_name(const char *id, const char *digest)
{
	return g_strdup_printf("%s %s", id, digest);
}

static void
set(char **to, char *value)
{
	g_free(*to);
	*to = value;
}

/* When the landlord received it: when it was filled in on his site; an entry
 * that was changed, when it was changed. What lies ahead is not believed. */
static gint64
received_of(const struct feed_item *item, gboolean changed)
{
	gint64 now = clock_now();
	gint64 at = changed ? item->changed : item->date;

	return at == TIME_NONE || at > now ? now : at;
}

static char *
note_of(gint64 at, gboolean changed)
{
	g_autofree char *when = clock_short(at);

	return changed ? g_strdup_printf("The entry was changed at the source "
					 "on %s.",
					 when)
		       : g_strdup("");
}

static struct item *
facts_of(const struct feed *feed, const struct feed_item *entry,
	 gboolean changed)
{
	struct item *facts = item_new();

	set(&facts->source, g_strdup(feed->form->name));
	set(&facts->channel, g_strdup("form"));
	set(&facts->name, g_strdup(entry->id));
	facts->received = received_of(entry, changed);
	facts->answer = facts->received >= feed->cursor->cutoff;
	set(&facts->note, note_of(facts->received, changed));
	return facts;
}

static GBytes *
packed(const struct feed *feed, const struct feed_item *entry,
       const struct slice *slice)
{
	g_autoptr(own_packet) packet = packet_new();

	set(&packet->form, g_strdup(feed->form->name));
	set(&packet->entry, g_strdup(entry->id));
	set(&packet->type, g_strdup("application/json"));
	set(&packet->mapping, mapping_text(feed->form->mapping));
	packet->date = entry->date;
	g_bytes_unref(packet->body);
	packet->body = g_bytes_new(slice->at, slice->size);
	feed_fetch_files(feed->form, entry->fields, packet);
	return packet_write(packet);
}

static gboolean
put(struct feed *feed, const struct feed_item *entry, const struct slice *slice,
    gboolean changed, GError **error)
{
	g_autoptr(own_item) facts = facts_of(feed, entry, changed);
	g_autoptr(GBytes) bytes = packed(feed, entry, slice);
	gsize size = 0;
	const char *data = g_bytes_get_data(bytes, &size);

	if (!spool_put(feed->spool, data, size, facts, error))
		return FALSE;
	feed->report->changed += changed;
	pass_count(feed->report, facts);
	return TRUE;
}

static gboolean
put_new(struct feed *feed, const struct feed_item *entry,
	const struct slice *slice, const char *name, GError **error)
{
	gboolean changed = seen_has(feed->seen, entry->id);

	if (!put(feed, entry, slice, changed, error))
		return FALSE;
	seen_add(feed->seen, name);
	if (!changed)
		seen_add(feed->seen, entry->id);
	return TRUE;
}

/* entry NULL: it cannot be read. */
static void
add_listed(struct feed *feed, const struct feed_item *entry)
{
	struct feed_entry *listed = g_new(struct feed_entry, 1);

	listed->id = g_strdup(entry == NULL ? "" : entry->id);
	listed->digest = g_strdup(entry == NULL ? "" : entry->digest);
	listed->date = entry == NULL ? TIME_NONE : entry->date;
	g_ptr_array_add(feed->list, listed);
}

static gboolean
take(struct feed *feed, const struct feed_item *entry,
     const struct slice *slice, GError **error)
{
	g_autofree char *name = feed_seen_name(entry->id, entry->digest);

	if (feed->list != NULL) {
		add_listed(feed, entry);
		return TRUE;
	}
	if (feed->wanted == NULL)
		return seen_has(feed->seen, name) ||
		       put_new(feed, entry, slice, name, error);
	if (!g_hash_table_contains(feed->wanted, name))
		return TRUE;
	g_ptr_array_add(feed->got, g_steal_pointer(&name));
	return put(feed, entry, slice, FALSE, error);
}

/* What this page brought is durable, and then remembered. */
static gboolean
settle(struct feed *feed, GError **error)
{
	guint i;

	if (feed->list != NULL)
		return TRUE;
	if (!spool_sync(feed->spool, error))
		return FALSE;
	if (feed->wanted == NULL)
		return seen_sync(feed->seen, error);
	for (i = 0; i < feed->got->len; i++)
		g_hash_table_remove(feed->wanted, feed->got->pdata[i]);
	g_ptr_array_set_size(feed->got, 0);
	return TRUE;
}

/* --- pages ----------------------------------------------------------------*/

static void
note_time(struct feed *feed, gint64 changed)
{
	if (changed == TIME_NONE) {
		feed->ordered = FALSE;
		return;
	}
	if (feed->page_first == TIME_NONE)
		feed->page_first = changed;
	feed->ordered &=
		feed->page_last == TIME_NONE || changed >= feed->page_last;
	feed->page_last = changed;
	feed->latest = MAX(feed->latest, changed);
}

/* What one page holds goes into the spool; an entry that is none is left out,
 * and told once all others are in. */
static gboolean
take_page(struct feed *feed, const struct feed_page *page, GError **error)
{
	guint i;

	feed->page_first = feed->page_last = TIME_NONE;
	feed->ordered = TRUE;
	for (i = 0; i < page->slices->len; i++) {
		const struct slice *slice =
			&g_array_index(page->slices, struct slice, i);
		g_autoptr(own_feed_item) entry = feed_item_read(
			feed->form, slice->at, slice->size, NULL);

		if (entry == NULL) {
			feed->report->failed++;
			if (feed->list != NULL)
				add_listed(feed, NULL);
			continue;
		}
		note_time(feed, entry->changed);
		set(&feed->last, g_strdup(entry->id));
		if (!take(feed, entry, slice, error))
			return FALSE;
	}
	return settle(feed, error);
}

/* Where the next page is. FALSE if this was the last. */
static gboolean
go_on(const struct feed *feed, const struct feed_page *page,
      struct feed_place *place, char **url)
{
	gboolean paged = feed->form->gravity ||
			 strstr(feed->form->url, "{page}") != NULL;

	if (page->slices->len == 0)
		return FALSE;
	if (page->next != NULL) {
		set(url, g_strdup(page->next));
		place->url = *url;
		return TRUE;
	}
	if (!paged || place->url != NULL ||
	    (feed->form->gravity && page->slices->len < FEED_PAGE))
		return FALSE;
	place->number++;
	if (feed->form->gravity && feed->ordered &&
	    feed->page_last > place->since &&
	    feed->page_last > feed->page_first) {
		place->since = feed->page_last;
		place->number = 1;
	}
	return TRUE;
}

static gboolean
walk(struct feed *feed, gint64 since, GError **error)
{
	struct feed_place place = {.since = since, .number = 1, .last = ""};
	g_autofree char *url = NULL;
	gboolean more = TRUE;
	int pages;

	for (pages = 0; more && pages < LIMIT_FEED_PAGES; pages++) {
		g_autoptr(own_feed_page) page = NULL;

		place.last = feed->last;
		page = feed_ask(feed->form, &place, error);
		if (page == NULL || !take_page(feed, page, error))
			return FALSE;
		more = go_on(feed, page, &place, &url);
	}
	return TRUE;
}

/* A little before the mark; once a day from the first entry on, for what a
 * site has set free or brought in later under an old stamp. */
static gint64
beginning(const struct cursor *cursor)
{
	gint64 mark = clock_parse(cursor->mark);

	if (mark == TIME_NONE || cursor->whole == TIME_NONE ||
	    clock_day(cursor->whole) != clock_day(clock_now()))
		return TIME_NONE;
	return mark - OVERLAP_SECONDS;
}

/* The mark never lies ahead: a clock that goes wrong at the source must not
 * hide what comes after. */
static void
move_mark(struct feed *feed)
{
	gint64 mark = clock_parse(feed->cursor->mark);
	gint64 latest = MIN(feed->latest, clock_now());

	if (feed->latest != TIME_NONE && (mark == TIME_NONE || latest > mark))
		set(&feed->cursor->mark, clock_rfc3339(latest));
}

static gboolean
say_failed(const struct feed *feed, GError **error)
{
	return feed->report->failed == 0 ||
	       fault_set(error, FAULT_TEMPORARY,
			 "%d entries of form \"%s\" are no JSON objects. Look "
			 "at its answer; they will be tried again.",
			 feed->report->failed, feed->form->name);
}

gboolean
pass_feed(const struct web_form *form, struct spool *spool,
	  struct cursor *cursor, struct poll_report *report, GError **error)
{
	g_autoptr(own_seen) seen =
		seen_open(spool_data(spool), form->name, error);
	struct feed feed = {.form = form,
			    .spool = spool,
			    .cursor = cursor,
			    .report = report,
			    .seen = seen,
			    .latest = TIME_NONE};
	gint64 since = beginning(cursor);
	gboolean walked;

	feed.last = g_strdup("");
	walked = seen != NULL && spool_has_room(spool, error) &&
		 walk(&feed, since, error);
	if (walked)
		move_mark(&feed);
	if (walked && since == TIME_NONE)
		cursor->whole = clock_now();
	g_free(feed.last);
	return walked && say_failed(&feed, error);
}

/* --- for people
 * -------------------------------------------------------------*/

gboolean
feed_check(const struct web_form *form, int *entries, GError **error)
{
	struct feed_place place = {.since = TIME_NONE, .number = 1, .last = ""};
	g_autoptr(own_feed_page) page = feed_ask(form, &place, error);
	guint i;

	if (page == NULL)
		return FALSE;
	*entries = page->total >= 0 ? page->total : (int)page->slices->len;
	for (i = 0; i < page->slices->len; i++) {
		const struct slice *slice =
			&g_array_index(page->slices, struct slice, i);
		g_autoptr(own_feed_item) entry =
			feed_item_read(form, slice->at, slice->size, error);

		if (entry == NULL)
			return FALSE;
		if (*mapping_value(form->mapping, ROLE_MESSAGE,
				   entry->fields) != '\0')
			return TRUE;
	}
	return page->slices->len == 0 ||
	       fault_set(error, FAULT_SETUP,
			 "No entry of form \"%s\" has a message: its mapping "
			 "names fields that are not there. Correct \"message\" "
			 "in the mapping's file.",
			 form->name);
}

void
feed_entry_free(struct feed_entry *entry)
{
	g_free(entry->id);
	g_free(entry->digest);
	g_free(entry);
}

GPtrArray *
feed_list(const struct web_form *form, GError **error)
{
	struct poll_report report = {0};
	struct feed feed = {.form = form, .report = &report};
	g_autoptr(GPtrArray) list =
		g_ptr_array_new_with_free_func((GDestroyNotify)feed_entry_free);
	gboolean walked;

	feed.list = list;
	feed.latest = TIME_NONE;
	feed.last = g_strdup("");
	walked = walk(&feed, TIME_NONE, error);
	g_free(feed.last);
	return walked ? g_steal_pointer(&list) : NULL;
}

gboolean
feed_fetch(const struct web_form *form, struct spool *spool,
	   struct cursor *cursor, GHashTable *wanted, GError **error)
{
	struct poll_report report = {0};
	g_autoptr(GPtrArray) got = g_ptr_array_new_with_free_func(g_free);
	struct feed feed = {.form = form,
			    .spool = spool,
			    .cursor = cursor,
			    .report = &report,
			    .wanted = wanted,
			    .got = got,
			    .latest = TIME_NONE};
	gboolean walked;

	feed.last = g_strdup("");
	walked = walk(&feed, TIME_NONE, error);
	g_free(feed.last);
	return walked;
}
