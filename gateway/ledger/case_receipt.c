/*
 * From the receipt number of a web form to the case that it led to.
 */
#include "model/receipt.h"

#include "base/fault.h"
#include "ledger/case.h"
#include "ledger/census.h"
#include "ledger/item.h"

struct case_row *
case_of_receipt(struct ledger *ledger, const char *receipt, GError **error)
{
	g_autofree char *digits = receipt_digits(receipt);
	g_autoptr(GPtrArray) hashes = census_hashes(ledger, digits, error);
	g_autoptr(own_item_row) item = NULL;
	GError *problem = NULL;

	if (hashes == NULL)
		return NULL;
	if (hashes->len > 0)
		item = item_seen(ledger, hashes->pdata[0], &problem);
	if (item != NULL && item->case_id != 0)
		return case_by_id(ledger, item->case_id, error);
	if (problem != NULL)
		g_propagate_error(error, problem);
	else
		(void)fault_set(error, FAULT_INPUT,
				"There is no case with the receipt number %s. "
				"A message that has just come in is filed "
				"within a minute; then look again.",
				receipt);
	return NULL;
}
