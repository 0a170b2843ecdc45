/*
 * Chances are found by halving: they stand in the order of the branches.
 */
#include "classify/chance.h"

void
chances_free(struct chances *chances)
{
	if (!chances)
		return;
	g_free(chances->list);
	g_free(chances->places);
	g_free(chances);
}

struct chance *
chances_of(const struct chances *chances, guint first, guint end, guint *count)
{
	guint low = 0;
	guint high = chances->count;
	while (low < high) {
		guint middle = (low + high) / 2;
		if (chances->list[middle].branch < first)
			low = middle + 1;
		else
			high = middle;
	}
	high = low;
	while (high < chances->count && chances->list[high].branch < end)
		high++;
	*count = high - low;
	return chances->list + low;
}
