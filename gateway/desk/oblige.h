/*
 * Entering in the ledger the duties that policy/duty.h finds.
 */
#ifndef DESK_OBLIGE_H
#define DESK_OBLIGE_H

#include <glib.h>

#include "desk/post.h"
#include "ledger/duty.h"

/* Adds each struct duty_due to the case, unless the case has an open duty of
 * that kind and stage: the earlier due date stands. */
gboolean oblige_all(struct post *post, gint64 case_id, const GArray *duties,
		    GError **error);

/* The same for one duty with a due day and no guard. */
gboolean oblige_by_day(struct post *post, gint64 case_id, enum duty_kind kind,
		       guint32 due, GError **error);

/* The newest duty of that kind on the case, open or not, or NULL in *row.
 * The caller frees it. FALSE only if the ledger fails. */
gboolean oblige_find(const struct post *post, gint64 case_id,
		     enum duty_kind kind, struct duty_row **row,
		     GError **error);

/* Whether the case has an open duty of that kind. FALSE only if the ledger
 * fails. */
gboolean oblige_is_open(const struct post *post, gint64 case_id,
			enum duty_kind kind, gboolean *open, GError **error);

/* Meets the open duty of that kind, if there is one. */
gboolean oblige_meet(struct post *post, gint64 case_id, enum duty_kind kind,
		     gint64 event, GError **error);

#endif
