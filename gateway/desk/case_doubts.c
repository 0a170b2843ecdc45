/*
 * Three lists that a person works off.
 */
#include "desk/case_doubts.h"

#include "base/clock.h"
#include "desk/case_json.h"
#include "ledger/asked.h"
#include "ledger/receipt.h"
#include "ledger/twin.h"

/* Cases that may be the same matter, or were settled to be. */
static gboolean
add_twins(struct ledger *ledger, gint64 id, json_t *array, GError **problem)
{
	g_autoptr(GPtrArray) twins = twin_list(ledger, id, problem);
	guint i;

	for (i = 0; twins != NULL && i < twins->len; i++) {
		const struct twin *twin = g_ptr_array_index(twins, i);

		json_array_append_new(
			array, json_pack("{s:s, s:s, s:f, s:s, s:o}", "ref",
					 twin->other, "state",
					 twin_state_name(twin->state), "share",
					 twin->share, "by", twin->by, "at",
					 case_time_json(twin->at)));
	}
	return *problem == NULL;
}

/* Why the day of receipt is not certain; null if it is. */
static gboolean
add_receipt(struct ledger *ledger, gint64 id, json_t *object, GError **problem)
{
	g_autoptr(own_receipt) receipt = receipt_of(ledger, id, problem);
	json_t *told = json_null();

	if (receipt != NULL)
		told = json_pack("{s:o, s:o, s:o, s:o, s:o}", "arrived",
				 case_time_json(receipt->arrived), "why",
				 case_text_json(receipt->why), "settled",
				 case_time_json(receipt->settled), "settled_by",
				 case_text_json(receipt->settled_by), "reason",
				 case_text_json(receipt->reason));
	json_object_set_new(object, "receipt", told);
	return *problem == NULL;
}

/* What the Ombudsman asks for, and its own references of the case. */
static gboolean
add_asked(struct ledger *ledger, gint64 id, json_t *object, GError **problem)
{
	g_autoptr(GPtrArray) list = asked_list(ledger, id, problem);
	g_autoptr(GPtrArray) numbers = NULL;
	json_t *asked = json_array();
	json_t *references = json_array();
	guint i;

	for (i = 0; list != NULL && i < list->len; i++) {
		const struct asked_row *row = g_ptr_array_index(list, i);
		g_autofree char *due = clock_iso(row->due);

		json_array_append_new(
			asked,
			json_pack("{s:s, s:o, s:s, s:o, s:o}", "duty",
				  row->kind, "due", case_text_json(due),
				  "words", row->words, "settled",
				  case_time_json(row->settled), "settled_by",
				  case_text_json(row->settled_by)));
	}
	if (list != NULL)
		numbers = asked_number_list(ledger, id, problem);
	for (i = 0; numbers != NULL && i < numbers->len; i++)
		json_array_append_new(
			references, json_string(g_ptr_array_index(numbers, i)));
	json_object_set_new(object, "ombudsman",
			    json_pack("{s:o, s:o}", "references", references,
				      "asked", asked));
	return *problem == NULL;
}

gboolean
case_doubts(struct ledger *ledger, gint64 case_id, json_t *object,
	    GError **problem)
{
	json_t *twins = json_array();

	json_object_set_new(object, "twins", twins);
	return add_twins(ledger, case_id, twins, problem) &&
	       add_receipt(ledger, case_id, object, problem) &&
	       add_asked(ledger, case_id, object, problem);
}
