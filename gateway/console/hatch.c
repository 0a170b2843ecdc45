/*
 * Gates, what each has let in, and how much more it may. What was put is
 * pending until it is durable; if that fails it is forgotten, and whoever
 * sent it sends it again.
 */
#include "console/hatch.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/secret.h"
#include "model/mapping.h"
#include "model/receipt.h"
#include "spool/look.h"
#include "spool/seen.h"

/* A measure of tokens that fills up over a time. */
struct bucket {
	double tokens;
	gint64 at; /* monotonic, microseconds; 0 before the first */
};

struct gate {
	struct hatch *hatch;
	const char *name;
	const struct web_form *form; /* NULL for our own */
	struct mapping *own;	     /* of our own form; else NULL */
	char *secret;
	struct seen *seen;
	GHashTable *known;    /* "ENTRY DIGEST" → receipt */
	GHashTable *entries;  /* "ENTRY" */
	GHashTable *receipts; /* durable ones */
	GPtrArray *pending;   /* keys into known; borrowed */
	struct bucket bucket;
};

struct hatch {
	struct spool *spool;
	GPtrArray *gates;
	struct gate *contact; /* one of them, or NULL */
	GHashTable *clients;  /* address → struct bucket */
};

static void
gate_free(gpointer data)
{
	struct gate *gate = data;

	secret_free(gate->secret);
	mapping_free(gate->own);
	g_clear_pointer(&gate->seen, seen_close);
	g_hash_table_unref(gate->known);
	g_hash_table_unref(gate->entries);
	g_hash_table_unref(gate->receipts);
	g_ptr_array_unref(gate->pending);
	g_free(gate);
}

/* --- what was let in before
 * -------------------------------------------------*/

static void
remember(struct gate *gate, const char *entry, const char *digest,
	 const char *receipt)
{
	g_hash_table_replace(gate->known, g_strconcat(entry, " ", digest, NULL),
			     g_strdup(receipt));
	g_hash_table_add(gate->entries, g_strdup(entry));
}

/* Lines "ENTRY DIGEST RECEIPT"; another one is no line of ours. */
static gboolean
load(struct gate *gate, const char *data, const char *list, GError **error)
{
	g_autoptr(GHashTable) lines = look_seen(data, list, error);
	GHashTableIter each;
	gpointer line;

	if (lines == NULL)
		return FALSE;
	g_hash_table_iter_init(&each, lines);
	while (g_hash_table_iter_next(&each, &line, NULL)) {
		g_auto(GStrv) parts = g_strsplit(line, " ", 3);

		if (g_strv_length(parts) != 3)
			continue;
		remember(gate, parts[0], parts[1], parts[2]);
		g_hash_table_add(gate->receipts, g_strdup(parts[2]));
	}
	return TRUE;
}

static struct gate *
gate_new(struct hatch *hatch, const char *name, const struct web_form *form)
{
	struct gate *gate = g_new0(struct gate, 1);

	gate->hatch = hatch;
	gate->name = name;
	gate->form = form;
	gate->known =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	gate->entries =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	gate->receipts =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	gate->pending = g_ptr_array_new_with_free_func(g_free);
	return gate;
}

static struct gate *
open_gate(struct hatch *hatch, const char *name, const struct web_form *form,
	  GError **error)
{
	const char *data = spool_data(hatch->spool);
	g_autofree char *list = g_strconcat(name, ".pushed", NULL);
	struct gate *gate = gate_new(hatch, name, form);

	g_ptr_array_add(hatch->gates, gate);
	gate->own = form == NULL ? mapping_preset("contact") : NULL;
	if (form != NULL) {
		gate->secret =
			secret_password(form->accept_secret_file, NULL, error);
		if (gate->secret == NULL)
			return NULL;
	}
	gate->seen = seen_open(data, list, error);
	return gate->seen != NULL && load(gate, data, list, error) ? gate
								   : NULL;
}

struct hatch *
hatch_open(const struct config *config, struct spool *spool, GError **error)
{
	g_autoptr(own_hatch) hatch = g_new0(struct hatch, 1);
	guint i;

	hatch->spool = spool;
	hatch->gates = g_ptr_array_new_with_free_func(gate_free);
	hatch->clients =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (i = 0; i < config->forms->len; i++) {
		const struct web_form *form = config->forms->pdata[i];

		if (form->accept != ACCEPT_NO &&
		    open_gate(hatch, form->name, form, error) == NULL)
			return NULL;
	}
	if (config->form_server.contact) {
		hatch->contact = open_gate(hatch, "contact", NULL, error);
		if (hatch->contact == NULL)
			return NULL;
	}
	return g_steal_pointer(&hatch);
}

void
hatch_close(struct hatch *hatch)
{
	if (hatch == NULL)
		return;
	g_ptr_array_unref(hatch->gates);
	g_hash_table_unref(hatch->clients);
	g_free(hatch);
}

struct gate *
hatch_gate(struct hatch *hatch, const char *name)
{
	guint i;

	for (i = 0; i < hatch->gates->len; i++) {
		struct gate *gate = hatch->gates->pdata[i];

		if (gate->form != NULL && g_str_equal(gate->name, name))
			return gate;
	}
	return NULL;
}

struct gate *
hatch_contact(struct hatch *hatch)
{
	return hatch->contact;
}

const struct web_form *
gate_form(const struct gate *gate)
{
	return gate->form;
}

const struct mapping *
gate_mapping(const struct gate *gate)
{
	return gate->form != NULL ? gate->form->mapping : gate->own;
}

/* --- who may
 * ----------------------------------------------------------------*/

/* The signature in hexadecimal, with or without "sha256=" as web hooks write
 * it, or in base64. */
static gboolean
is_signature(const struct gate *gate, const char *value, GBytes *body)
{
	gsize size = 0, n = 32;
	const guchar *data = g_bytes_get_data(body, &size);
	GHmac *hmac =
		g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)gate->secret,
			   strlen(gate->secret));
	g_autofree char *hex = NULL;
	g_autofree char *lower = NULL;
	g_autofree char *base64 = NULL;
	guint8 digest[32];

	g_hmac_update(hmac, data, (gssize)size);
	hex = g_strdup(g_hmac_get_string(hmac));
	g_hmac_unref(hmac);
	hmac = g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)gate->secret,
			  strlen(gate->secret));
	g_hmac_update(hmac, data, (gssize)size);
	g_hmac_get_digest(hmac, digest, &n);
	g_hmac_unref(hmac);
	base64 = g_base64_encode(digest, n);
	if (g_str_has_prefix(value, "sha256="))
		value += strlen("sha256=");
	lower = g_ascii_strdown(value, -1);
	return secret_is(lower, hex) || secret_is(value, base64);
}

gboolean
gate_admits(const struct gate *gate, const char *value, GBytes *body)
{
	if (gate->form->accept == ACCEPT_HMAC)
		return is_signature(gate, value, body);
	return secret_is(value, gate->secret);
}

static int
bucket_wait(struct bucket *bucket, double most, double seconds)
{
	gint64 now = g_get_monotonic_time();
	double a_second = most / seconds;

	if (bucket->at == 0)
		bucket->tokens = most;
	else
		bucket->tokens +=
			(double)(now - bucket->at) / G_USEC_PER_SEC * a_second;
	bucket->tokens = MIN(bucket->tokens, most);
	bucket->at = now;
	if (bucket->tokens >= 1) {
		bucket->tokens -= 1;
		return 0;
	}
	return 1 + (int)((1 - bucket->tokens) / a_second);
}

int
gate_wait(struct gate *gate)
{
	return bucket_wait(&gate->bucket, gate->form->rate, 60);
}

int
hatch_wait_client(struct hatch *hatch, const char *client)
{
	struct bucket *bucket = g_hash_table_lookup(hatch->clients, client);

	if (bucket == NULL) {
		if (g_hash_table_size(hatch->clients) >= LIMIT_FORM_CLIENTS)
			g_hash_table_remove_all(hatch->clients);
		bucket = g_new0(struct bucket, 1);
		g_hash_table_insert(hatch->clients, g_strdup(client), bucket);
	}
	return bucket_wait(bucket, LIMIT_FORMS_PER_HOUR, 3600);
}

/* --- letting in
 * -------------------------------------------------------------*/

static void
set(char **to, char *value)
{
	g_free(*to);
	*to = value;
}

/* When the landlord received it: when it was filled in on his site, unless
 * that lies ahead, or it was changed since. */
static struct item *
facts_of(const struct gate *gate, const struct packet *packet, gboolean changed)
{
	struct item *facts = item_new();
	gint64 now = clock_now();

	set(&facts->source, g_strdup(gate->name));
	set(&facts->channel, g_strdup("form"));
	set(&facts->name, g_strdup(packet->entry));
	facts->received =
		changed || packet->date == TIME_NONE || packet->date > now
			? now
			: packet->date;
	if (changed) {
		g_autofree char *when = clock_short(now);

		set(&facts->note, g_strdup_printf("The entry was changed at "
						  "the source on %s.",
						  when));
	}
	return facts;
}

gboolean
gate_put(struct gate *gate, const struct packet *packet, const char *digest,
	 char **receipt, GError **error)
{
	g_autofree char *key = g_strconcat(packet->entry, " ", digest, NULL);
	const char *before = g_hash_table_lookup(gate->known, key);
	g_autoptr(own_item) facts = NULL;
	g_autoptr(GBytes) bytes = NULL;
	gsize size = 0;
	const char *data;

	if (before != NULL) {
		*receipt = g_strdup(before);
		return TRUE;
	}
	facts = facts_of(gate, packet,
			 g_hash_table_contains(gate->entries, packet->entry));
	bytes = packet_write(packet);
	data = g_bytes_get_data(bytes, &size);
	if (!spool_put(gate->hatch->spool, data, size, facts, error))
		return FALSE;
	*receipt = receipt_number(facts->sha256);
	g_hash_table_replace(gate->known, g_strdup(key), g_strdup(*receipt));
	g_ptr_array_add(gate->pending, g_steal_pointer(&key));
	return TRUE;
}

gboolean
gate_knows(const struct gate *gate, const char *receipt)
{
	return g_hash_table_contains(gate->receipts, receipt);
}

static void
forget(struct gate *gate)
{
	guint i;

	for (i = 0; i < gate->pending->len; i++)
		g_hash_table_remove(gate->known, gate->pending->pdata[i]);
	g_ptr_array_set_size(gate->pending, 0);
}

static gboolean
keep(struct gate *gate, GError **error)
{
	guint i;

	for (i = 0; i < gate->pending->len; i++) {
		const char *key = gate->pending->pdata[i];
		const char *receipt = g_hash_table_lookup(gate->known, key);
		g_autofree char *line = g_strconcat(key, " ", receipt, NULL);
		gsize n = strcspn(key, " ");

		seen_add(gate->seen, line);
		g_hash_table_add(gate->entries, g_strndup(key, n));
		g_hash_table_add(gate->receipts, g_strdup(receipt));
	}
	g_ptr_array_set_size(gate->pending, 0);
	return seen_sync(gate->seen, error);
}

gboolean
hatch_settle(struct hatch *hatch, GError **error)
{
	gboolean settled = spool_sync(hatch->spool, error);
	guint i;

	for (i = 0; i < hatch->gates->len; i++) {
		struct gate *gate = hatch->gates->pdata[i];

		if (settled)
			settled = keep(gate, error);
		else
			forget(gate);
	}
	return settled;
}
