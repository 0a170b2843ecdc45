/*
 * reconcile: each message that a source has now against the ledger. What was
 * passed by is fetched at once, and a statement of it all is kept.
 */
#include "cmd/cmd.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/lock.h"
#include "cmd/findings.h"
#include "cmd/account.h"
#include "desk/statement.h"
#include "ledger/reconciliation.h"

/* What the command was asked for. */
struct wish {
	gint64 from, to;
	gboolean json;
	gboolean look;	/* fetch nothing, keep nothing */
	gboolean daily; /* only what is due today */
	gboolean quiet; /* print nothing: watch's child */
};

struct reconcile {
	const struct config *config;
	const struct wish *wish;
	struct ledger *ledger;
	struct spool *spool; /* NULL if nothing is to be fetched */
	struct findings *findings;
	json_t *sources; /* NULL: print */
	int worst;	 /* exit status of the sources that failed */
};

/* --- what was found -----------------------------------------------------*/

static void
name_missing(struct reconcile *reconcile, struct account *account,
	     const struct listing *listing)
{
	guint i;

	for (i = 0; i < listing->all->len; i++) {
		const struct listed *one = listing->all->pdata[i];

		if (!one->missing)
			continue;
		account->fetched += one->fetched ? 1 : 0;
		findings_add(reconcile->findings, account->door->name,
			     "%s was passed by and is nowhere%s", one->place,
			     one->fetched ? ". It was fetched now, and waits "
					    "in the spool"
					  : "");
	}
}

static gboolean
fetch_missing(struct reconcile *reconcile, struct account *account,
	      struct listing *listing, GError **error)
{
	gboolean good = TRUE;

	if (account->counts[ACCOUNT_MISSING] > 0 && reconcile->spool != NULL)
		good = listing_fetch(account->door, listing, reconcile->spool,
				     error);
	name_missing(reconcile, account, listing);
	return good;
}

static gboolean
keep(struct reconcile *reconcile, const struct account *account,
     const GError *trouble, GError **error)
{
	g_autoptr(own_reconciliation) row = reconciliation_new();
	json_t *counts = account_counts(account);
	char *text = json_dumps(counts, JSON_COMPACT);

	row->from = account->from;
	row->to = account->to;
	row->messages = account->all;
	row->missing = account->counts[ACCOUNT_MISSING];
	row->fetched = account->fetched;
	row->finished = clock_now();
	g_free(row->source);
	row->source = g_strdup(account->door->name);
	g_free(row->counts);
	row->counts = g_strdup(text);
	g_free(row->error);
	row->error = g_strdup(trouble == NULL ? "" : trouble->message);
	free(text);
	json_decref(counts);
	if (!ledger_begin(reconcile->ledger, error))
		return FALSE;
	if (reconciliation_add(reconcile->ledger, row, error))
		return ledger_commit(reconcile->ledger, error);
	ledger_rollback(reconcile->ledger);
	return FALSE;
}

static void
tell(const struct reconcile *reconcile, const struct account *account)
{
	if (reconcile->sources != NULL)
		json_array_append_new(reconcile->sources,
				      account_json(account));
	else if (!reconcile->wish->quiet)
		account_print(account);
}

/* --- each source --------------------------------------------------------*/

/* A source that cannot be had keeps back no other. FALSE only if the ledger
 * fails. */
static gboolean
reconcile_one(struct reconcile *reconcile, const struct door *door,
	      GError **error)
{
	struct account account = {.door = door,
				  .from = reconcile->wish->from,
				  .to = reconcile->wish->to};
	g_autoptr(GError) trouble = NULL;
	g_autoptr(own_listing) listing = account_count(
		&account, reconcile->config->data, reconcile->ledger, &trouble);

	if (listing != NULL)
		(void)fetch_missing(reconcile, &account, listing, &trouble);
	if (listing != NULL)
		tell(reconcile, &account);
	if (trouble != NULL) {
		fprintf(stderr, "postroom reconcile: %s: %s\n", door->name,
			trouble->message);
		reconcile->worst = fault_status(trouble);
	}
	return reconcile->wish->look ||
	       keep(reconcile, &account, trouble, error);
}

static gboolean
is_wanted(const struct reconcile *reconcile, const struct door *door,
	  const char *source, GError **error)
{
	gboolean due = TRUE;

	if (source != NULL && !g_str_equal(source, door->name))
		return FALSE;
	if (reconcile->wish->daily &&
	    !statement_is_due(reconcile->config, reconcile->ledger, door->name,
			      &due, error))
		return FALSE;
	return due;
}

static gboolean
reconcile_all(struct reconcile *reconcile, const char *source, GError **error)
{
	g_autoptr(GPtrArray) doors = doors_of(reconcile->config);
	GError *problem = NULL;
	guint i;

	for (i = 0; i < doors->len && problem == NULL; i++) {
		const struct door *door = doors->pdata[i];

		if (is_wanted(reconcile, door, source, &problem))
			(void)reconcile_one(reconcile, door, &problem);
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

static void
print_all(const struct reconcile *reconcile)
{
	json_t *object;

	if (reconcile->wish->quiet)
		return;
	if (reconcile->sources == NULL) {
		findings_print(reconcile->findings);
		return;
	}
	object = json_pack("{s:O}", "sources", reconcile->sources);
	findings_to_json(reconcile->findings, object);
	cmd_print_json(object);
}

/* --- the command --------------------------------------------------------*/

static int
walk(struct call *call, struct reconcile *reconcile)
{
	const char *source = call->argc > 1 ? call->argv[1] : NULL;
	GError *error = NULL;
	gboolean done;

	reconcile->sources = reconcile->wish->json ? json_array() : NULL;
	done = reconcile_all(reconcile, source, &error);
	if (done)
		print_all(reconcile);
	json_decref(reconcile->sources);
	if (!done)
		return cmd_fail(call, error);
	if (reconcile->worst != 0)
		return reconcile->worst;
	return reconcile->findings->lines->len > 0 ? 1 : 0;
}

static int
run(struct call *call, const struct config *config, const struct wish *wish)
{
	g_autoptr(own_findings) findings = findings_new();
	g_autoptr(own_ledger) ledger = NULL;
	g_autoptr(own_spool) spool = NULL;
	g_autoptr(own_lock) lock = NULL;
	struct reconcile reconcile = {
		.config = config, .wish = wish, .findings = findings};
	GError *error = NULL;

	ledger = wish->look ? ledger_open_read(config->data, &error)
			    : ledger_open(config->data, &error);
	if (ledger == NULL)
		return cmd_fail(call, error);
	reconcile.ledger = ledger;
	if (!wish->look) {
		spool = spool_open(config->data, &error);
		if (spool != NULL)
			lock = lock_take(config->data, "reconcile", &error);
		if (lock == NULL)
			return cmd_fail(call, error);
	}
	reconcile.spool = spool;
	return walk(call, &reconcile);
}

/* The first instant of a day; of the day after it for an end. */
static gboolean
read_day(const char *text, guint days, gint64 *instant, GError **error)
{
	guint32 day = text == NULL ? DAY_NONE : clock_parse_day(text);

	*instant = TIME_NONE;
	if (text != NULL && day == DAY_NONE)
		return fault_set(error, FAULT_INPUT,
				 "\"%s\" is not a date. Write it as "
				 "2026-11-23.",
				 text);
	if (text != NULL)
		*instant = clock_at(day + days, 0, 0);
	return TRUE;
}

static int
start(struct call *call, struct wish *wish, const char *from, const char *to)
{
	g_autoptr(own_config) config = NULL;
	g_autoptr(GPtrArray) doors = NULL;
	GError *error = NULL;

	if (!read_day(from, 0, &wish->from, &error) ||
	    !read_day(to, 1, &wish->to, &error)) {
		(void)cmd_fail(call, error);
		return 2;
	}
	config = config_load(call->config, &error);
	if (config == NULL)
		return cmd_fail(call, error);
	doors = doors_of(config);
	if (call->argc > 1 && doors_find(doors, call->argv[1]) == NULL) {
		fprintf(stderr,
			"postroom reconcile: The configuration has no mailbox, "
			"fetched form or\nfolder of letters %s.\n",
			call->argv[1]);
		return 2;
	}
	return run(call, config, wish);
}

int
cmd_reconcile(struct call *call)
{
	struct wish wish = {0};
	g_autofree char *from = NULL;
	g_autofree char *to = NULL;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &wish.json, "print JSON",
		 NULL},
		{"from", 0, 0, G_OPTION_ARG_STRING, &from,
		 "only what was received on that day or later", "DATE"},
		{"to", 0, 0, G_OPTION_ARG_STRING, &to,
		 "only what was received on that day or before", "DATE"},
		{"look", 0, 0, G_OPTION_ARG_NONE, &wish.look,
		 "fetch nothing and keep no statement", NULL},
		{"daily", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE,
		 &wish.daily, "only what has no statement of today", NULL},
		{"quiet", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE,
		 &wish.quiet, "print no figures", NULL},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (!cmd_options(
		    call, entries, "[SOURCE]",
		    "Looks up each message of a source, or of all, in the "
		    "ledger; it changes nothing\nthere. One that was passed by "
		    "is fetched at once. Exit 1 if there was any.\n"
		    "\"postroom report completeness\" shows the statements.",
		    &status))
		return status;
	return start(call, &wish, from, to);
}
