/*
 * Values on their way into a statement, and walks over ids: the part of
 * ledger/db.h that needs no SQLite.
 */
#include "base/clock.h"
#include "ledger/db.h"

struct value
value_int(gint64 number)
{
	return (struct value){.type = VALUE_INT, .number = number};
}

struct value
value_real(double number)
{
	return (struct value){.type = VALUE_REAL, .real = number};
}

struct value
value_text(const char *text)
{
	return (struct value){.type = text != NULL ? VALUE_TEXT : VALUE_NULL,
			      .bytes = text};
}

struct value
value_time(gint64 instant)
{
	return (struct value){.type = instant != TIME_NONE ? VALUE_INT
							   : VALUE_NULL,
			      .number = instant};
}

struct value
value_day(guint32 day)
{
	struct value value = {.type = VALUE_NULL};
	g_autofree char *iso = clock_iso(day);

	if (iso == NULL)
		return value;
	value.type = VALUE_DAY;
	g_strlcpy(value.iso, iso, sizeof value.iso);
	return value;
}

struct value
value_id(gint64 id)
{
	return (struct value){.type = id != 0 ? VALUE_INT : VALUE_NULL,
			      .number = id};
}

struct value
value_bytes(GBytes *bytes)
{
	struct value value = {.type = VALUE_BYTES};

	value.bytes = g_bytes_get_data(bytes, &value.size);
	return value;
}

gboolean
walk_open(struct walk *walk, struct ledger *ledger, const char *sql,
	  const struct value *values, GError **error)
{
	walk->ledger = ledger;
	walk->at = 0;
	walk->ids =
		rows_ids(db_rows(ledger_db(ledger), sql, values, error), error);
	return walk->ids != NULL;
}

gint64
walk_next(struct walk *walk)
{
	if (walk->at >= walk->ids->len)
		return 0;
	return g_array_index(walk->ids, gint64, walk->at++);
}

void
walk_close(struct walk *walk)
{
	g_array_unref(walk->ids);
}

GPtrArray *
rows_list(struct rows *rows, gpointer (*take)(struct rows *rows),
	  GDestroyNotify free_one, GError **error)
{
	g_autoptr(GPtrArray) list = NULL;
	g_autoptr(own_rows) all = rows;
	GError *problem = NULL;

	if (all == NULL)
		return NULL;
	list = g_ptr_array_new_with_free_func(free_one);
	while (rows_next(all, &problem))
		g_ptr_array_add(list, take(all));
	if (problem == NULL)
		return g_steal_pointer(&list);
	g_propagate_error(error, problem);
	return NULL;
}

GArray *
rows_ids(struct rows *rows, GError **error)
{
	g_autoptr(GArray) ids = NULL;
	g_autoptr(own_rows) all = rows;
	GError *problem = NULL;

	if (all == NULL)
		return NULL;
	ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	while (rows_next(all, &problem)) {
		gint64 id = take_int(all);

		g_array_append_val(ids, id);
	}
	if (problem == NULL)
		return g_steal_pointer(&ids);
	g_propagate_error(error, problem);
	return NULL;
}
