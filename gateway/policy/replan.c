/*
 * What a decision changes: the duties that the plan asks for now, against
 * those that the case has.
 */
#include "policy/plan.h"

enum fate {
	FATE_KEEP,
	FATE_MEET,
	FATE_END,
};

static gboolean
is_wanted(const GArray *wanted, enum duty_kind kind)
{
	guint i;

	for (i = 0; i < wanted->len; i++)
		if (g_array_index(wanted, struct duty_due, i).kind == kind)
			return TRUE;
	return FALSE;
}

/* What an open duty becomes, given the duties wanted now. */
static enum fate
fate_of(enum duty_kind kind, const GArray *wanted)
{
	gboolean first = is_wanted(wanted, DUTY_ACKNOWLEDGE_1);
	gboolean second = is_wanted(wanted, DUTY_ACKNOWLEDGE_2);
	gboolean keep;

	switch (kind) {
	case DUTY_URGENT:
	case DUTY_TELEPHONE:
	case DUTY_OMBUDSMAN:
	case DUTY_OMBUDSMAN_INFORMATION:
	case DUTY_OMBUDSMAN_ORDER:
	case DUTY_RECORD_DANGER:
	case DUTY_EXPLAIN_DELAY:
		return FATE_KEEP;
	case DUTY_OMBUDSMAN_ACCEPT:
		return first || second ? FATE_MEET : FATE_KEEP;
	case DUTY_LOOK:
	case DUTY_READ_ORIGINAL:
		return is_wanted(wanted, kind) ? FATE_KEEP : FATE_MEET;
	case DUTY_RESPOND_1:
		keep = first;
		break;
	case DUTY_RESPOND_2:
	case DUTY_REVIEWER:
		keep = second;
		break;
	case DUTY_CONFIRM_DEFINITION:
		keep = first || second;
		break;
	default:
		keep = is_wanted(wanted, kind);
		break;
	}
	return keep ? FATE_KEEP : FATE_END;
}

static gboolean
is_held(const struct duty_held *held, gsize n, enum duty_kind kind)
{
	gsize i;

	for (i = 0; i < n; i++)
		if (held[i].kind == kind)
			return TRUE;
	return FALSE;
}

static gboolean
was_acknowledged(const struct duty_held *held, gsize n)
{
	gsize i;

	for (i = 0; i < n; i++)
		if (held[i].met && (held[i].kind == DUTY_ACKNOWLEDGE_1 ||
				    held[i].kind == DUTY_ACKNOWLEDGE_2))
			return TRUE;
	return FALSE;
}

static struct duty_change *
change_new(void)
{
	struct duty_change *change = g_new(struct duty_change, 1);

	change->meet = g_array_new(FALSE, FALSE, sizeof(enum duty_kind));
	change->end = g_array_new(FALSE, FALSE, sizeof(enum duty_kind));
	change->add = g_array_new(FALSE, FALSE, sizeof(struct duty_due));
	return change;
}

struct duty_change *
duty_replan(const struct calendar *calendar, const struct plan *after,
	    const struct duty_held *held, gsize n, GError **error)
{
	struct plan plan = *after;
	g_autoptr(GArray) wanted = NULL;
	struct duty_change *change;
	gsize i;

	plan.acknowledged |= was_acknowledged(held, n);
	wanted = duty_plan(calendar, &plan, error);
	if (wanted == NULL)
		return NULL;
	change = change_new();
	for (i = 0; i < n; i++) {
		enum fate fate = fate_of(held[i].kind, wanted);

		if (!held[i].met && fate != FATE_KEEP)
			g_array_append_val(fate == FATE_MEET ? change->meet
							     : change->end,
					   held[i].kind);
	}
	for (i = 0; i < wanted->len; i++) {
		struct duty_due duty =
			g_array_index(wanted, struct duty_due, i);

		if (!is_held(held, n, duty.kind))
			g_array_append_val(change->add, duty);
	}
	return change;
}

void
duty_change_free(struct duty_change *change)
{
	if (change == NULL)
		return;
	g_array_unref(change->meet);
	g_array_unref(change->end);
	g_array_unref(change->add);
	g_free(change);
}
