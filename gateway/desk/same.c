/*
 * Finding that two cases may be one, and following a case to the one it has
 * become. Joining them is in same_join.c.
 */
#include "desk/same.h"

#include "base/clock.h"
#include "ledger/history.h"
#include "ledger/item.h"
#include "ledger/twin.h"
#include "policy/alike.h"

#define DAY_SECONDS ((gint64)24 * 60 * 60)

/* What is looked for. */
struct looking {
	struct post *post;
	const struct message *message;
	const struct case_row *row;
	gint64 keys[2]; /* 0 for none */
	gint64 best;	/* the case that is most alike; 0 */
	double share;
};

static void
find_keys(struct looking *looking)
{
	const struct message *message = looking->message;
	g_autofree char *postcode = NULL;

	if (message->postal != NULL && *message->postal != '\0')
		postcode = alike_postcode(message->postal);
	if (postcode == NULL)
		postcode = alike_postcode(message->text);
	looking->keys[0] = alike_key_address(looking->row->from_address);
	looking->keys[1] = alike_key_name(looking->row->from_name, postcode);
}

static gboolean
add_keys(const struct looking *looking, GError **error)
{
	const struct case_row *row = looking->row;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(looking->keys); i++)
		if (looking->keys[i] != 0 &&
		    !trait_add(looking->post->ledger, looking->keys[i],
			       row->received, row->id, error))
			return FALSE;
	return TRUE;
}

static gboolean
candidates(const struct looking *looking, GArray *found, GError **error)
{
	const struct case_row *row = looking->row;
	struct trait_search search = {
		.from = row->received - ALIKE_DAYS * DAY_SECONDS,
		.to = row->received + ALIKE_DAYS * DAY_SECONDS,
		.channel = row->channel,
		.except = row->id,
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(looking->keys); i++) {
		search.key = looking->keys[i];
		if (search.key != 0 &&
		    !trait_find(looking->post->ledger, &search, found, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
compare(struct looking *looking, gint64 id, GError **error)
{
	struct ledger *ledger = looking->post->ledger;
	g_autoptr(own_case_row) row = case_by_id(ledger, id, error);
	g_autoptr(own_item_row) item = NULL;
	GError *problem = NULL;
	double share;

	if (row == NULL)
		return FALSE;
	item = item_seen(ledger, row->item, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (item == NULL || item->message == NULL)
		return TRUE;
	share = alike_share(looking->message->new_text,
			    item->message->new_text);
	if (share >= ALIKE_ENOUGH && share > looking->share) {
		looking->share = share;
		looking->best = id;
	}
	return TRUE;
}

static gboolean
note(struct post *post, const struct case_row *row, const char *ref,
     GError **error)
{
	struct history_new entry = {
		.case_id = row->id,
		.at = clock_now(),
		.actor = "postroom",
		.event = "may-be-same",
		.detail = json_pack("{s:s}", "ref", ref),
	};

	return history_add(post->ledger, entry, error) > 0;
}

static gboolean
is_younger(const struct case_row *a, const struct case_row *b)
{
	return a->received != b->received ? a->received > b->received
					  : a->id > b->id;
}

static gboolean
propose(const struct looking *looking, GError **error)
{
	struct post *post = looking->post;
	const struct case_row *row = looking->row;
	g_autoptr(own_case_row) other =
		case_by_id(post->ledger, looking->best, error);
	gboolean younger;

	if (other == NULL)
		return FALSE;
	younger = is_younger(row, other);
	return twin_propose(post->ledger, younger ? row->id : other->id,
			    younger ? other->id : row->id, looking->share,
			    error) &&
	       note(post, row, other->ref, error) &&
	       note(post, other, row->ref, error);
}

gboolean
same_look(struct post *post, const struct filing *filing,
	  const struct case_row *row, GError **error)
{
	struct looking looking = {post, filing->message, row, {0, 0}, 0, 0};
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gint64));
	guint i;

	if (filing->message == NULL)
		return TRUE;
	find_keys(&looking);
	if (!add_keys(&looking, error) || !candidates(&looking, found, error))
		return FALSE;
	for (i = 0; i < found->len; i++)
		if (!compare(&looking, g_array_index(found, gint64, i), error))
			return FALSE;
	return looking.best == 0 || propose(&looking, error);
}

struct case_row *
same_follow(struct ledger *ledger, struct case_row *row, GError **error)
{
	GError *problem = NULL;
	gint64 older = 0;

	/* A chain of three has two steps; a ring cannot be made. */
	while (row != NULL && problem == NULL &&
	       (older = twin_of(ledger, row->id, &problem)) != 0) {
		case_row_free(row);
		row = case_by_id(ledger, older, &problem);
	}
	if (problem == NULL)
		return row;
	if (row != NULL)
		case_row_free(row);
	g_propagate_error(error, problem);
	return NULL;
}
