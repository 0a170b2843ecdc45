/*
 * A case in a list, as JSON; its duties; words for what it is and when it is
 * due.
 */
#include "desk/case_json.h"

#include "base/clock.h"
#include "ledger/handler.h"
#include "model/suggestion.h"

json_t *
case_time_json(gint64 instant)
{
	g_autofree char *text = clock_rfc3339(instant);

	return text != NULL ? json_string(text) : json_null();
}

json_t *
case_text_json(const char *text)
{
	return text == NULL || *text == '\0' ? json_null() : json_string(text);
}

json_t *
case_duty_json(const struct duty_row *duty, gboolean with_ref)
{
	g_autofree char *day = clock_iso(duty->due_day);
	json_t *object = json_object();

	if (with_ref)
		json_object_set_new(object, "ref", json_string(duty->ref));
	json_object_set_new(object, "kind", json_string(duty->kind));
	json_object_set_new(object, "provision", json_string(duty->provision));
	json_object_set_new(object, "due",
			    day != NULL ? json_string(day)
					: case_time_json(duty->due_at));
	json_object_set_new(object, "met", case_time_json(duty->met));
	return object;
}

static json_t *
duties_json(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(ledger, DUTIES_OF_CASE, case_id, error);
	GError *problem = NULL;
	json_t *array = json_array();

	while (each != NULL) {
		g_autoptr(own_duty_row) duty = duty_each_next(each, &problem);

		if (duty == NULL)
			break;
		if (duty->ended == TIME_NONE)
			json_array_append_new(array,
					      case_duty_json(duty, FALSE));
	}
	if (each != NULL && problem == NULL)
		return array;
	if (problem != NULL)
		g_propagate_error(error, problem);
	json_decref(array);
	return NULL;
}

static json_t *
flags_json(guint32 flags)
{
	json_t *array = json_array();
	enum flag flag;

	for (flag = 0; flag < FLAG_COUNT; flag++)
		if ((flags & FLAG_BIT(flag)) != 0)
			json_array_append_new(array,
					      json_string(flag_name(flag)));
	return array;
}

gboolean
case_is_unsure(const struct case_row *row)
{
	return !row->confirmed && row->proposed != CATEGORY_NONE &&
	       row->confidence < SUGGESTION_UNSURE;
}

/* The login of whoever has the case, or null; NULL on failure. */
static json_t *
assignee_json(struct ledger *ledger, gint64 case_id, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_handler) handler =
		handler_load(ledger, case_id, &problem);

	if (problem == NULL)
		return handler != NULL ? json_string(handler->login)
				       : json_null();
	g_propagate_error(error, problem);
	return NULL;
}

json_t *
case_json(struct ledger *ledger, const struct case_row *row, GError **error)
{
	json_t *duties = duties_json(ledger, row->id, error);
	json_t *assignee;

	if (duties == NULL)
		return NULL;
	assignee = assignee_json(ledger, row->id, error);
	if (assignee == NULL) {
		json_decref(duties);
		return NULL;
	}
	return json_pack(
		"{s:s, s:o, s:s, s:{s:s, s:s}, s:s, s:o, s:b, s:o, s:o, "
		"s:o, s:s, s:o, s:o}",
		"ref", row->ref, "received", case_time_json(row->received),
		"channel", row->channel, "from", "name", row->from_name,
		"address", row->from_address, "subject", row->subject,
		"category", case_text_json(category_name(row->category)),
		"confirmed", (int)row->confirmed, "ground",
		case_text_json(ground_name(row->ground)), "flags",
		flags_json(row->flags), "stage",
		row->stage > 0 ? json_integer(row->stage) : json_null(),
		"status", row->status, "duties", duties, "assignee", assignee);
}

const char *
case_category_words(enum category category)
{
	return category == CATEGORY_NONE ? "could not be read"
					 : category_words(category);
}

static char *
distance(guint32 due, guint32 today)
{
	guint32 days = due > today ? due - today : today - due;

	if (days == 0)
		return g_strdup("today");
	if (days == 1)
		return g_strdup(due > today ? "tomorrow" : "1 day overdue");
	return g_strdup_printf(due > today ? "in %u days" : "%u days overdue",
			       days);
}

char *
case_due_words(const struct duty_row *duty, gint64 now)
{
	g_autofree char *words = NULL;
	g_autofree char *when = NULL;

	if (duty->due_day != DAY_NONE) {
		when = clock_words(duty->due_day);
		words = distance(duty->due_day, clock_day(now));
	} else {
		when = clock_short(duty->due_at);
		words = duty_is_overdue(duty, now)
				? g_strdup("overdue")
				: distance(clock_day(duty->due_at),
					   clock_day(now));
	}
	return g_strdup_printf("%s, %s", when, words);
}
