/*
 * One statement, on the index of addresses. Whoever has none is nobody's
 * namesake.
 */
#include "ledger/earlier.h"

#include "ledger/db.h"

static const char same[] =
	"SELECT id FROM case_file WHERE from_address = ?1 COLLATE NOCASE "
	"AND id <> ?2 ORDER BY received DESC, id DESC "
	"LIMIT ?3";

GPtrArray *
earlier_cases(struct ledger *ledger, const struct case_row *row, guint limit,
	      GError **error)
{
	g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func(
		(GDestroyNotify)(void (*)(void))case_row_free);
	struct walk walk = {.ledger = ledger};
	gboolean done = TRUE;
	gint64 id;

	if (*row->from_address == '\0')
		return g_steal_pointer(&cases);
	if (!walk_open(&walk, ledger, same,
		       VALUES(value_text(row->from_address), value_int(row->id),
			      value_int(limit)),
		       error))
		return NULL;
	while (done && (id = walk_next(&walk)) != 0) {
		struct case_row *other = case_by_id(ledger, id, error);

		done = other != NULL;
		if (done)
			g_ptr_array_add(cases, other);
	}
	walk_close(&walk);
	return done ? g_steal_pointer(&cases) : NULL;
}
