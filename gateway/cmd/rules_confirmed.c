/*
 * What staff have confirmed, as labelled messages to learn from. It is
 * declared in cmd/rules.h.
 */
#include "cmd/rules.h"

#include "base/clock.h"
#include "classify/labelled.h"
#include "desk/post.h"
#include "ledger/item.h"
#include "ledger/settled.h"
#include "report/agreement.h"

static struct labelled *
labelled_of(const struct settled *row, struct item_row *item)
{
	struct labelled *labelled = g_new0(struct labelled, 1);
	const struct verdict verdict = {
		row->at,       row->category,	     row->ground,
		row->proposed, row->proposed_ground, row->suggestion,
	};

	agreement_label(&verdict, &labelled->category, &labelled->ground);
	labelled->id = g_strdup(row->ref);
	labelled->group = *row->from_address != '\0'
				  ? g_ascii_strdown(row->from_address, -1)
				  : g_strdup(row->ref);
	labelled->message = g_steal_pointer(&item->message);
	labelled->flags = row->flags;
	return labelled;
}

/* A message that could not be read teaches nothing. */
static gboolean
add_one(struct ledger *ledger, const struct settled *row, GPtrArray *list,
	GError **problem)
{
	g_autoptr(own_item_row) item = item_seen(ledger, row->item, problem);

	if (*problem != NULL)
		return FALSE;
	if (item != NULL && item->message != NULL)
		g_ptr_array_add(list, labelled_of(row, item));
	return TRUE;
}

gboolean
confirmed_read(const char *config, GPtrArray *list, GError **error)
{
	g_autoptr(own_post) post = post_open(config, POST_READ_LEDGER, error);
	g_autoptr(own_settled_each) each = NULL;
	GError *problem = NULL;
	gboolean good;

	if (post == NULL)
		return FALSE;
	each = settled_each_open(post->ledger, TIME_NONE, error);
	good = each != NULL;
	while (good && problem == NULL) {
		g_autoptr(own_settled) row = settled_each_next(each, &problem);

		if (row == NULL)
			break;
		good = add_one(post->ledger, row, list, &problem);
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	return good && problem == NULL;
}
