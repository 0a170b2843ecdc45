/*
 * Reading the section alarms { }. A list that is not written is the next
 * wider one: it, to, the landlord's address.
 */
#include "config/alarms.h"

#include "base/text.h"

#define MAX_BACKUP_DAYS 365

static struct place
at(const char *name)
{
	struct place place = {"alarms", 0, name};

	return place;
}

/* The addresses; those of otherwise if none is written. */
static GPtrArray *
read_list(struct source *source, const char *name, GPtrArray *otherwise)
{
	GPtrArray *list = source_list(source, at(name));
	guint i;

	for (i = 0; i < list->len; i++)
		if (!text_is_address(list->pdata[i]))
			source_fault(source, at(name),
				     "\"%s\" holds addresses such as "
				     "\"officer@landlord.example\", not "
				     "\"%s\".",
				     name, (const char *)list->pdata[i]);
	if (list->len > 0)
		return list;
	g_ptr_array_unref(list);
	return g_ptr_array_ref(otherwise);
}

/* "06:30" */
static void
read_time(struct source *source, struct alarm_settings *settings)
{
	const char *text = source_text(source, at("reconcile"));
	g_auto(GStrv) parts = g_strsplit(text, ":", 2);
	guint64 hour, minute;

	if (g_strv_length(parts) == 2 &&
	    g_ascii_string_to_unsigned(parts[0], 10, 0, 23, &hour, NULL) &&
	    g_ascii_string_to_unsigned(parts[1], 10, 0, 59, &minute, NULL)) {
		settings->reconcile_hour = (int)hour;
		settings->reconcile_minute = (int)minute;
		return;
	}
	source_fault(source, at("reconcile"),
		     "\"reconcile\" is a time of the day such as \"06:30\", "
		     "not \"%s\".",
		     text);
}

void
alarms_read(struct source *source, const char *landlord,
	    struct alarm_settings *settings)
{
	g_autoptr(GPtrArray) own = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(own, g_strdup(landlord));
	settings->to = read_list(source, "to", own);
	settings->it = read_list(source, "it", settings->to);
	settings->digest_hour = source_number(source, at("digest"), 0, 23);
	settings->backup_days =
		source_number(source, at("backup_days"), 0, MAX_BACKUP_DAYS);
	read_time(source, settings);
}

void
alarms_clear(struct alarm_settings *settings)
{
	g_ptr_array_unref(settings->to);
	g_ptr_array_unref(settings->it);
}
