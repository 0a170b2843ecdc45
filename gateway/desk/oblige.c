/*
 * From a duty as policy tells it to a row of the ledger.
 */
#include "desk/oblige.h"

#include "base/clock.h"

gboolean
oblige_find(const struct post *post, gint64 case_id, enum duty_kind kind,
	    struct duty_row **row, GError **error)
{
	GError *failure = NULL;

	*row = duty_find(post->ledger, case_id, duty_name(kind),
			 duty_stage(kind), &failure);
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, failure);
	return FALSE;
}

gboolean
oblige_is_open(const struct post *post, gint64 case_id, enum duty_kind kind,
	       gboolean *open, GError **error)
{
	g_autoptr(own_duty_row) duty = NULL;

	if (!oblige_find(post, case_id, kind, &duty, error))
		return FALSE;
	*open = duty != NULL && duty_is_open(duty);
	return TRUE;
}

static gboolean
oblige(struct post *post, gint64 case_id, const struct duty_due *due,
       GError **error)
{
	const struct duty_row row = {
		.case_id = case_id,
		.kind = (char *)duty_name(due->kind),
		.provision = (char *)duty_provision(due->kind),
		.stage = due->stage,
		.due_day = due->due,
		.due_at = due->due_at,
		.guard_at = due->guard_at,
	};

	return duty_ensure(post->ledger, &row, error);
}

gboolean
oblige_all(struct post *post, gint64 case_id, const GArray *duties,
	   GError **error)
{
	guint i;

	for (i = 0; i < duties->len; i++)
		if (!oblige(post, case_id,
			    &g_array_index(duties, struct duty_due, i), error))
			return FALSE;
	return TRUE;
}

gboolean
oblige_by_day(struct post *post, gint64 case_id, enum duty_kind kind,
	      guint32 day, GError **error)
{
	struct duty_due due = {
		.kind = kind,
		.stage = duty_stage(kind),
		.due = day,
		.due_at = TIME_NONE,
		.guard_at = TIME_NONE,
	};

	return oblige(post, case_id, &due, error);
}

gboolean
oblige_meet(struct post *post, gint64 case_id, enum duty_kind kind,
	    gint64 event, GError **error)
{
	g_autoptr(own_duty_row) row = NULL;

	if (!oblige_find(post, case_id, kind, &row, error))
		return FALSE;
	return row == NULL || !duty_is_open(row) ||
	       duty_meet(post->ledger, row->id, clock_now(), event, error);
}
