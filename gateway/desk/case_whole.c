/*
 * Everything about one case, as JSON.
 */
#include "desk/case_json.h"

#include "base/clock.h"
#include "desk/act.h"
#include "desk/case_doubts.h"
#include "desk/opening.h"
#include "ledger/enclosure.h"
#include "ledger/history.h"
#include "ledger/item.h"
#include "ledger/link.h"
#include "ledger/outbox.h"
#include "ledger/suggestion.h"

static json_t *
letter_json(const struct outbox_row *row)
{
	const struct notice *n = row->notice;
	g_autofree char *issued = clock_iso(row->issued);

	return json_pack(
		"{s:I, s:s, s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:o, "
		"s:o, s:i, s:o, s:s, s:o, s:o, s:o}",
		"id", (json_int_t)row->id, "letter", letter_name(n->letter),
		"stage", n->stage > 0 ? json_integer(n->stage) : json_null(),
		"state", outbox_state_name(row->state), "to", n->to, "from",
		n->from, "subject", n->subject, "body", n->body, "message_id",
		n->message_id, "guard", (int)row->guard, "released_by",
		row->actor, "queued", case_time_json(row->created), "sent",
		case_time_json(row->sent), "attempts", row->attempts, "reply",
		case_text_json(row->reply), "route",
		outbox_route_name(row->route), "postal",
		case_text_json(row->postal), "printed",
		case_time_json(row->printed), "issued", case_text_json(issued));
}

static json_t *
event_json(const struct history_row *row)
{
	return json_pack("{s:I, s:o, s:s, s:s, s:O}", "id", (json_int_t)row->id,
			 "at", case_time_json(row->at), "actor", row->actor,
			 "event", row->event, "detail", row->detail);
}

/* The message as parse prints it, and what we know about it besides. */
static json_t *
message_json(const struct item_row *item)
{
	g_autoptr(own_message) nothing = message_new();
	json_t *object = message_to_json(item->message != NULL ? item->message
							       : nothing);
	json_t *filed = json_pack(
		"{s:s, s:s, s:o, s:s, s:s, s:I, s:o, s:o}", "sha256",
		item->sha256, "state", item_state_name(item->state), "received",
		case_time_json(item->received), "channel", item->channel,
		"source", item->source, "size", (json_int_t)item->size, "why",
		case_text_json(item->why), "note", case_text_json(item->note));

	json_object_update(object, filed);
	json_decref(filed);
	return object;
}

static gboolean
add_messages(struct ledger *ledger, gint64 id, json_t *array, GError **problem)
{
	g_autoptr(own_item_each) each = item_each_open(ledger, id, problem);

	while (each != NULL) {
		g_autoptr(own_item_row) row = item_each_next(each, problem);

		if (row == NULL)
			break;
		json_array_append_new(array, message_json(row));
	}
	return *problem == NULL;
}

static gboolean
add_letters(struct ledger *ledger, gint64 id, json_t *array, GError **problem)
{
	g_autoptr(own_outbox_each) each =
		outbox_each_open(ledger, OUTBOX_OF_CASE, id, problem);

	while (each != NULL) {
		g_autoptr(own_outbox_row) row = outbox_each_next(each, problem);

		if (row == NULL)
			break;
		json_array_append_new(array, letter_json(row));
	}
	return *problem == NULL;
}

static gboolean
add_history(struct ledger *ledger, gint64 id, json_t *array, GError **problem)
{
	g_autoptr(own_history_each) each =
		history_each_open(ledger, id, problem);

	while (each != NULL) {
		g_autoptr(own_history_row) row =
			history_each_next(each, problem);

		if (row == NULL)
			break;
		json_array_append_new(array, event_json(row));
	}
	return *problem == NULL;
}

static gboolean
add_suggestion(struct ledger *ledger, gint64 id, json_t *object,
	       GError **problem)
{
	g_autoptr(own_suggestion) suggestion =
		suggestion_of_case(ledger, id, problem);

	json_object_set_new(object, "suggestion",
			    suggestion != NULL ? suggestion_to_json(suggestion)
					       : json_null());
	return *problem == NULL;
}

static json_t *
link_json(const struct case_link *link)
{
	return json_pack("{s:s, s:s, s:o, s:s}", "ref", link->other_ref,
			 "reason", link->reason, "at", case_time_json(link->at),
			 "by", link->set_by);
}

static gboolean
add_links(struct ledger *ledger, gint64 id, json_t *array, GError **problem)
{
	g_autoptr(GPtrArray) links = link_list(ledger, id, problem);
	guint i;

	for (i = 0; links != NULL && i < links->len; i++)
		json_array_append_new(array, link_json(links->pdata[i]));
	return links != NULL;
}

static gboolean
add_files(struct ledger *ledger, gint64 id, json_t *array, GError **problem)
{
	g_autoptr(GPtrArray) files = enclosure_list(ledger, id, problem);
	guint i;

	for (i = 0; files != NULL && i < files->len; i++) {
		const struct enclosure *one = files->pdata[i];

		json_array_append_new(
			array,
			json_pack("{s:I, s:I, s:s, s:s, s:I, s:s}", "id",
				  (json_int_t)one->id, "event",
				  (json_int_t)one->event, "filename",
				  one->filename, "content_type", one->type,
				  "size", (json_int_t)one->size, "sha256",
				  one->sha256));
	}
	return files != NULL;
}

/* What the policy made of the newest proposal that it changed; null if of
 * none. */
static json_t *
policy_words(const json_t *history)
{
	const char *words = NULL;
	const json_t *event;
	gsize i;

	json_array_foreach (history, i, event)
		if (g_strcmp0(
			    json_string_value(json_object_get(event, "event")),
			    EVENT_POLICY) == 0)
			words = json_string_value(json_object_get(
				json_object_get(event, "detail"), "reason"));
	return case_text_json(words);
}

static json_t *
add_array(json_t *object, const char *name)
{
	json_t *array = json_array();

	json_object_set_new(object, name, array);
	return array;
}

json_t *
case_whole_json(struct ledger *ledger, const struct case_row *row,
		GError **error)
{
	GError *problem = NULL;
	json_t *object = case_json(ledger, row, error);
	json_t *history;
	gint64 id = row->id, revision;

	if (object == NULL)
		return NULL;
	history = json_array();
	if (add_messages(ledger, id, add_array(object, "messages"), &problem) &&
	    add_suggestion(ledger, id, object, &problem) &&
	    add_history(ledger, id, history, &problem) &&
	    add_letters(ledger, id, add_array(object, "letters"), &problem) &&
	    case_doubts(ledger, id, object, &problem) &&
	    add_links(ledger, id, add_array(object, "links"), &problem) &&
	    add_files(ledger, id, add_array(object, "files"), &problem) &&
	    (revision = act_revision(ledger, id, &problem)) != 0) {
		json_object_set_new(object, "revision", json_integer(revision));
		json_object_set_new(object, "policy", policy_words(history));
		json_object_set_new(object, "history", history);
		return object;
	}
	json_decref(history);
	json_decref(object);
	if (problem != NULL)
		g_propagate_error(error, problem);
	return NULL;
}
