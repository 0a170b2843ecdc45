/*
 * reconcile: each message that is in a mailbox now against the ledger. The
 * order in which it looks is that in which a message travels (cursor, spool,
 * mailbox, ledger), so that one which moves on meanwhile is never missed.
 */
#include "cmd/cmd.h"

#include "base/fault.h"
#include "cmd/findings.h"
#include "config/config.h"
#include "ledger/census.h"
#include "poll/listing.h"
#include "poll/skipped.h"
#include "spool/cursor.h"
#include "spool/fields.h"
#include "spool/look.h"

/* Where a message stands besides the states of an item. */
enum {
	WAITING = ITEM_STATE_COUNT, /* in the spool */
	HELD,			    /* in the spool, for a person */
	AGAIN,			    /* could not be fetched; tried again */
	NOT_YET,		    /* not fetched yet */
	MISSING,		    /* passed by, and nowhere */
	PLACES
};

static const char *const place_words[PLACES] = {
	[ITEM_CASE] = "opened a case",
	[ITEM_REPLY] = "belong to a case",
	[ITEM_AUTOMATED] = "machine-made",
	[ITEM_DUPLICATE] = "duplicates",
	[ITEM_UNREADABLE] = "could not be read, and opened a case",
	[WAITING] = "wait in the spool to be filed",
	[HELD] = "are held for a person",
	[AGAIN] = "could not be fetched, and are tried again",
	[NOT_YET] = "not fetched yet",
	[MISSING] = "MISSING",
};

static const char *const place_keys[PLACES] = {
	[ITEM_CASE] = "case",
	[ITEM_REPLY] = "reply",
	[ITEM_AUTOMATED] = "automated",
	[ITEM_DUPLICATE] = "duplicate",
	[ITEM_UNREADABLE] = "unreadable",
	[WAITING] = "waiting",
	[HELD] = "held",
	[AGAIN] = "again",
	[NOT_YET] = "not_yet",
	[MISSING] = "missing",
};

struct tally {
	const struct config *config;
	const struct mailbox *mailbox;
	struct ledger *ledger;
	struct cursor *cursor;
	GArray *skipped;      /* struct skip */
	GHashTable *seen;     /* file names of a Maildir */
	GPtrArray *places[2]; /* struct look: new and held */
	guint counts[PLACES];
	guint all;
	gint64 gone; /* filed, and no longer in the mailbox */
	struct findings *findings;
};

/* --- where a message is -------------------------------------------------*/

static gboolean
is_here(const struct tally *tally, const struct item *item, guint32 uidvalidity,
	guint32 uid)
{
	return item != NULL && item->uid == uid &&
	       item->uidvalidity == uidvalidity &&
	       g_str_equal(item->source, tally->mailbox->name);
}

static guint
place_in_spool(const struct tally *tally, guint32 uidvalidity, guint32 uid)
{
	guint place, i;

	for (place = LOOK_NEW; place <= LOOK_HELD; place++)
		for (i = 0; i < tally->places[place]->len; i++) {
			const struct look *look =
				tally->places[place]->pdata[i];

			if (is_here(tally, look->item, uidvalidity, uid))
				return place == LOOK_NEW ? WAITING : HELD;
		}
	return PLACES;
}

static guint
place_of_uid(const struct tally *tally, guint32 uidvalidity, guint32 uid,
	     GError **problem)
{
	guint place = sighting_state(tally->ledger, tally->mailbox->name,
				     uidvalidity, uid, problem);

	if (place != ITEM_STATE_COUNT || *problem != NULL)
		return place;
	place = place_in_spool(tally, uidvalidity, uid);
	if (place != PLACES)
		return place;
	if (tally->cursor->uidvalidity != uidvalidity ||
	    uid > tally->cursor->uid)
		return NOT_YET;
	return skipped_find(tally->skipped, uid) != NULL ? AGAIN : MISSING;
}

static guint
place_of_file(const struct tally *tally, const struct listed *listed,
	      GError **problem)
{
	g_autofree char *name = fields_escape(listed->name);
	guint place, i, from;

	if (listed->sha256 == NULL)
		return AGAIN;
	place = census_state(tally->ledger, listed->sha256, problem);
	if (place != ITEM_STATE_COUNT || *problem != NULL)
		return place;
	for (from = LOOK_NEW; from <= LOOK_HELD; from++)
		for (i = 0; i < tally->places[from]->len; i++) {
			const struct look *look = tally->places[from]->pdata[i];

			if (look->item != NULL &&
			    g_str_equal(look->item->sha256, listed->sha256))
				return from == LOOK_NEW ? WAITING : HELD;
		}
	return g_hash_table_contains(tally->seen, name) ? MISSING : NOT_YET;
}

/* --- counting -----------------------------------------------------------*/

static gboolean
count_imap(struct tally *tally, GError **error)
{
	guint32 uidvalidity = 0;
	g_autoptr(GArray) uids =
		listing_imap(tally->mailbox, &uidvalidity, error);
	GError *problem = NULL;
	guint i;

	for (i = 0; uids != NULL && i < uids->len && problem == NULL; i++) {
		guint32 uid = g_array_index(uids, guint32, i);
		guint place = place_of_uid(tally, uidvalidity, uid, &problem);

		tally->counts[place]++;
		if (place == MISSING)
			findings_add(tally->findings, tally->mailbox->name,
				     "the message with UID %u (UIDVALIDITY %u) "
				     "was passed by and is nowhere",
				     uid, uidvalidity);
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	if (uids == NULL || problem != NULL)
		return FALSE;
	tally->all = uids->len;
	for (i = 0; i < ITEM_STATE_COUNT; i++)
		tally->gone -= tally->counts[i];
	tally->gone += census_sightings(tally->ledger, tally->mailbox->name,
					uidvalidity, NULL);
	return TRUE;
}

static gboolean
count_maildir(struct tally *tally, GError **error)
{
	g_autoptr(GPtrArray) files = listing_maildir(tally->mailbox, error);
	GError *problem = NULL;
	guint i;

	for (i = 0; files != NULL && i < files->len && problem == NULL; i++) {
		const struct listed *listed = files->pdata[i];
		guint place = place_of_file(tally, listed, &problem);

		tally->counts[place]++;
		if (place == MISSING)
			findings_add(tally->findings, tally->mailbox->name,
				     "%s was passed by and is nowhere",
				     listed->path);
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	if (files == NULL || problem != NULL)
		return FALSE;
	tally->all = files->len;
	return TRUE;
}

static void
clear(struct tally *tally)
{
	g_clear_pointer(&tally->cursor, cursor_free);
	g_clear_pointer(&tally->skipped, g_array_unref);
	g_clear_pointer(&tally->seen, g_hash_table_unref);
	g_clear_pointer(&tally->places[LOOK_NEW], g_ptr_array_unref);
	g_clear_pointer(&tally->places[LOOK_HELD], g_ptr_array_unref);
}

static gboolean
count(struct tally *tally, GError **error)
{
	const char *data = tally->config->data;
	gboolean counted = FALSE;

	tally->cursor = cursor_load(data, tally->mailbox->name, error);
	if (tally->cursor != NULL) {
		tally->skipped = skipped_read(tally->cursor->skipped);
		tally->seen = look_seen(data, tally->mailbox->name, error);
	}
	if (tally->seen != NULL)
		tally->places[LOOK_NEW] = look_into(data, LOOK_NEW, error);
	if (tally->places[LOOK_NEW] != NULL)
		tally->places[LOOK_HELD] = look_into(data, LOOK_HELD, error);
	if (tally->places[LOOK_HELD] != NULL)
		counted = *tally->mailbox->maildir != '\0'
				  ? count_maildir(tally, error)
				  : count_imap(tally, error);
	clear(tally);
	return counted;
}

/* --- telling ------------------------------------------------------------*/

static json_t *
tally_json(const struct tally *tally)
{
	json_t *object = json_pack("{s:s, s:i}", "source", tally->mailbox->name,
				   "messages", (int)tally->all);
	guint i;

	for (i = 0; i < PLACES; i++)
		json_object_set_new(object, place_keys[i],
				    json_integer(tally->counts[i]));
	json_object_set_new(object, "gone", json_integer(tally->gone));
	return object;
}

static void
print_tally(const struct tally *tally)
{
	guint i;

	printf("%s: %u messages in the mailbox\n", tally->mailbox->name,
	       tally->all);
	for (i = 0; i < PLACES; i++)
		if (tally->counts[i] > 0)
			printf("%8u %s\n", tally->counts[i], place_words[i]);
	if (tally->gone > 0)
		printf("%8d filed, and no longer there\n", (int)tally->gone);
}

struct reconcile {
	const struct config *config;
	struct ledger *ledger;
	struct findings *findings;
	json_t *sources; /* NULL: print */
};

static gboolean
reconcile_one(struct reconcile *reconcile, const struct mailbox *mailbox,
	      GError **error)
{
	struct tally tally = {
		.config = reconcile->config,
		.mailbox = mailbox,
		.ledger = reconcile->ledger,
		.findings = reconcile->findings,
	};

	if (!count(&tally, error)) {
		g_prefix_error(error, "%s: ", mailbox->name);
		return FALSE;
	}
	if (reconcile->sources != NULL)
		json_array_append_new(reconcile->sources, tally_json(&tally));
	else
		print_tally(&tally);
	return TRUE;
}

static gboolean
reconcile_all(struct reconcile *reconcile, const char *source, GError **error)
{
	const GPtrArray *mailboxes = reconcile->config->mailboxes;
	guint i;

	for (i = 0; i < mailboxes->len; i++) {
		const struct mailbox *m = mailboxes->pdata[i];

		if (source != NULL && !g_str_equal(source, m->name))
			continue;
		if (!reconcile_one(reconcile, m, error))
			return FALSE;
	}
	return TRUE;
}

static void
print_all(const struct reconcile *reconcile)
{
	json_t *object;

	if (reconcile->sources == NULL) {
		findings_print(reconcile->findings);
		return;
	}
	object = json_pack("{s:O}", "sources", reconcile->sources);
	findings_to_json(reconcile->findings, object);
	cmd_print_json(object);
}

static int
run(struct call *call, const struct config *config, gboolean json)
{
	const char *source = call->argc > 1 ? call->argv[1] : NULL;
	g_autoptr(own_findings) findings = findings_new();
	g_autoptr(own_ledger) ledger = NULL;
	struct reconcile reconcile = {.config = config, .findings = findings};
	GError *error = NULL;
	gboolean done;

	if (source != NULL && config_mailbox(config, source) == NULL) {
		fprintf(stderr,
			"postroom reconcile: The configuration has no mailbox "
			"%s.\n",
			source);
		return 2;
	}
	ledger = ledger_open_read(config->data, &error);
	reconcile.ledger = ledger;
	reconcile.sources = json ? json_array() : NULL;
	done = ledger != NULL && reconcile_all(&reconcile, source, &error);
	if (done)
		print_all(&reconcile);
	json_decref(reconcile.sources);
	if (!done)
		return cmd_fail(call, error);
	return findings->lines->len > 0 ? 1 : 0;
}

int
cmd_reconcile(struct call *call)
{
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "print JSON", NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(own_config) config = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(
		    call, entries, "[MAILBOX]",
		    "Looks up each message of a mailbox, or of all, in the "
		    "ledger. It changes\nnothing. Exit 1 if a message was "
		    "passed by and is nowhere.",
		    &status))
		return status;
	config = config_load(call->config, &error);
	if (config == NULL)
		return cmd_fail(call, error);
	return run(call, config, json);
}
