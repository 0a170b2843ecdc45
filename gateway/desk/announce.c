/*
 * Events for other systems, put in with what they tell of.
 */
#include "desk/announce.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/json.h"
#include "ledger/case.h"
#include "ledger/duty.h"
#include "ledger/hook_event.h"
#include "policy/workday.h"

#define DAY_SECONDS ((gint64)24 * 60 * 60)

/* What is told; all borrowed. */
struct event {
	enum hook_kind kind;
	const struct case_row *row;
	const struct duty_row *duty; /* due next; NULL if none is */
	const char *key;
};

/* The other kinds would tell of dangers, health and unsafe contact; of those
 * no other system learns. */
static gboolean
is_told(const struct duty_row *duty)
{
	switch (duty_of(duty->kind)) {
	case DUTY_LOOK:
	case DUTY_ACKNOWLEDGE_1:
	case DUTY_ACKNOWLEDGE_2:
	case DUTY_RESPOND_1:
	case DUTY_RESPOND_2:
	case DUTY_CONFIRM_DEFINITION:
	case DUTY_EXPLAIN_DELAY:
	case DUTY_EXCLUSION_LETTER:
	case DUTY_REVIEWER:
		return TRUE;
	default:
		return FALSE;
	}
}

static char *
due_of(const struct duty_row *duty)
{
	if (duty == NULL)
		return NULL;
	return duty->due_day != DAY_NONE ? clock_iso(duty->due_day)
					 : clock_rfc3339(duty->due_at);
}

static char *
body_of(const struct event *event)
{
	const struct case_row *row = event->row;
	g_autofree char *at = clock_rfc3339(clock_now());
	g_autofree char *due = due_of(event->duty);
	json_t *object = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s?, s:o, s:s?, s:s?}", "id",
		event->key, "event", hook_kind_name(event->kind), "at", at,
		"ref", row->ref, "status", row->status, "category",
		row->confirmed ? category_name(row->category) : NULL, "stage",
		row->stage > 0 ? json_integer(row->stage) : json_null(), "duty",
		event->duty != NULL ? event->duty->kind : NULL, "due", due);
	char *body = json_text(object);

	json_decref(object);
	return body;
}

static gboolean
put(struct post *post, const struct event *event, GError **error)
{
	const GPtrArray *hooks = post->config->webhooks;
	g_autofree char *body = body_of(event);
	struct hook_event entry = {
		.key = (char *)(gintptr)event->key,
		.case_id = event->row->id,
		.body = body,
		.created = g_get_real_time() / G_USEC_PER_SEC,
	};
	guint i;

	for (i = 0; i < hooks->len; i++) {
		const struct webhook *hook = hooks->pdata[i];

		entry.hook = hook->name;
		if ((hook->kinds & 1u << event->kind) != 0 &&
		    !hook_event_add(post->ledger, &entry, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
is_wanted(const struct post *post, enum hook_kind kind)
{
	const GPtrArray *hooks =
		post->config != NULL ? post->config->webhooks : NULL;
	guint i;

	for (i = 0; hooks != NULL && i < hooks->len; i++)
		if ((((const struct webhook *)hooks->pdata[i])->kinds &
		     1u << kind) != 0)
			return TRUE;
	return FALSE;
}

/* The duty of a case that is due first, of those that are told; NULL if there
 * is none, or with *problem set. */
static struct duty_row *
next_duty(struct ledger *ledger, gint64 case_id, GError **problem)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(ledger, DUTIES_OPEN_OF_CASE, case_id, problem);

	while (each != NULL) {
		g_autoptr(own_duty_row) duty = duty_each_next(each, problem);

		if (duty == NULL)
			break;
		if (is_told(duty))
			return g_steal_pointer(&duty);
	}
	return NULL;
}

gboolean
announce(struct post *post, enum hook_kind kind, gint64 case_id, gint64 which,
	 GError **error)
{
	g_autoptr(own_case_row) row = NULL;
	g_autoptr(own_duty_row) duty = NULL;
	g_autofree char *key = NULL;
	struct event event = {.kind = kind};
	GError *problem = NULL;

	if (!is_wanted(post, kind))
		return TRUE;
	row = case_by_id(post->ledger, case_id, &problem);
	if (row != NULL)
		duty = next_duty(post->ledger, case_id, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	key = g_strdup_printf("%s.%s.%" G_GINT64_FORMAT, hook_kind_name(kind),
			      row->ref, which);
	event.row = row;
	event.duty = duty;
	event.key = key;
	return put(post, &event, error);
}

/* --- what is due soon -----------------------------------------------------*/

/* The instant at which the next working day ends. */
static gint64
soon(const struct post *post)
{
	guint32 today = clock_day(clock_now());
	guint32 next = workday_add(post->calendar, today, 1, NULL);

	return clock_at((next != DAY_NONE ? next : today) + 1, 0, 0);
}

static gboolean
is_before(const struct duty_row *duty, gint64 end)
{
	return duty->due_day != DAY_NONE ? duty->due_day < clock_day(end)
					 : duty->due_at < end;
}

/* The day is in it: a duty whose date was settled anew is told again. */
static char *
due_key(const struct duty_row *duty)
{
	g_autofree char *due = due_of(duty);

	return g_strdup_printf("due-soon.%s.%" G_GINT64_FORMAT ".%s", duty->ref,
			       duty->id, due);
}

/* Whether each hook that wants it has it already. */
static gboolean
is_known(struct post *post, const char *key, gboolean *known, GError **error)
{
	const GPtrArray *hooks = post->config->webhooks;
	guint i;

	*known = TRUE;
	for (i = 0; *known && i < hooks->len; i++) {
		const struct webhook *hook = hooks->pdata[i];

		if ((hook->kinds & 1u << HOOK_DUE_SOON) != 0 &&
		    !hook_event_is_known(post->ledger, hook->name, key, known,
					 error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
tell_duty(struct post *post, const struct duty_row *duty, GError **error)
{
	g_autofree char *key = due_key(duty);
	g_autoptr(own_case_row) row = NULL;
	struct event event = {HOOK_DUE_SOON, NULL, duty, key};
	gboolean known;

	if (!is_told(duty))
		return TRUE;
	if (!is_known(post, key, &known, error) || known)
		return known;
	if (!ledger_begin(post->ledger, error))
		return FALSE;
	row = case_by_id(post->ledger, duty->case_id, error);
	event.row = row;
	if (row != NULL && put(post, &event, error))
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}

gboolean
announce_due(struct post *post, GError **error)
{
	g_autoptr(own_duty_each) each = NULL;
	gint64 end = soon(post);
	GError *problem = NULL;

	if (!is_wanted(post, HOOK_DUE_SOON))
		return TRUE;
	each = duty_each_open(post->ledger, DUTIES_OPEN, 0, &problem);
	while (each != NULL) {
		g_autoptr(own_duty_row) duty = duty_each_next(each, &problem);

		if (duty == NULL || !is_before(duty, end) ||
		    !tell_duty(post, duty, &problem))
			break;
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	return each != NULL && problem == NULL;
}
