/*
 * Entries of what happened elsewhere. Files are in the archive before the
 * ledger knows of them; one that it never learns of harms nothing.
 */
#include "desk/logged.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "ledger/enclosure.h"
#include "ledger/history.h"
#include "spool/archive.h"

#define FIRST_DAY "2000-01-01"
#define NAME_CHARS 120

static const struct {
	const char *name;
	const char *words;
} kinds[LOGGED_KINDS] = {
	[LOGGED_CALL] = {"call", "a telephone call"},
	[LOGGED_VISIT] = {"visit", "a visit"},
	[LOGGED_SURVEY] = {"survey", "a survey of the home"},
	[LOGGED_REPORT] = {"report", "a report"},
	[LOGGED_LETTER] = {"letter", "a letter or a mail"},
	[LOGGED_MEETING] = {"meeting", "a meeting"},
};

const char *
logged_name(enum logged kind)
{
	return kinds[kind].name;
}

const char *
logged_words(enum logged kind)
{
	return kinds[kind].words;
}

enum logged
logged_of(const char *name)
{
	enum logged kind;

	for (kind = 0; kind < LOGGED_KINDS; kind++)
		if (g_strcmp0(name, kinds[kind].name) == 0)
			break;
	return kind;
}

static gboolean
check_files(const struct logging *entry, GError **error)
{
	gsize all = 0;
	guint i;

	for (i = 0; i < entry->n_files; i++) {
		gsize size = g_bytes_get_size(entry->files[i].bytes);

		if (size == 0)
			return fault_set(error, FAULT_INPUT,
					 "A file is empty. Choose it again.");
		all += size;
	}
	if (entry->n_files > LIMIT_FORM_FILES || all > LIMIT_BODY_BYTES)
		return fault_set(error, FAULT_INPUT,
				 "That is too much for one entry: %d files and "
				 "%" G_GSIZE_FORMAT " MB together at most.",
				 LIMIT_FORM_FILES,
				 LIMIT_BODY_BYTES / (1024 * 1024));
	return TRUE;
}

static gboolean
check(const struct logging *entry, GError **error)
{
	if (entry->kind >= LOGGED_KINDS)
		return fault_set(error, FAULT_INPUT,
				 "Say what it was: a call, "
				 "a visit, a survey, a "
				 "report, a letter or a "
				 "meeting.");
	if (entry->day != DAY_NONE && (entry->day > clock_day(clock_now()) ||
				       entry->day < clock_parse_day(FIRST_DAY)))
		return fault_set(error, FAULT_INPUT,
				 "The day is yet to come, or too long ago. "
				 "Give the day on which it was.");
	if (entry->text == NULL || *entry->text == '\0')
		return fault_set(error, FAULT_INPUT,
				 "Write what happened and what was said.");
	return act_check_reason(entry->text, error) &&
	       check_files(entry, error);
}

/* What was told, fit to be shown on one line. */
static char *
plain(const char *told)
{
	g_autofree char *valid =
		text_repair(told != NULL ? told : "",
			    told != NULL ? strlen(told) : 0, NULL);

	return text_clean(valid, TRUE);
}

/* The last part of a name; Windows divides by the other slash. */
static char *
plain_name(const char *told)
{
	g_autofree char *name = plain(told);
	g_auto(GStrv) parts = g_strsplit_set(name, "/\\", -1);
	guint n = g_strv_length(parts);

	return n > 0 && *parts[n - 1] != '\0'
		       ? text_shorten(parts[n - 1], NAME_CHARS)
		       : g_strdup("file");
}

/* struct enclosure without case and event; NULL on failure. */
static GPtrArray *
keep_files(struct post *post, const struct logging *entry, GError **error)
{
	g_autoptr(GPtrArray) kept =
		g_ptr_array_new_with_free_func((GDestroyNotify)enclosure_free);
	guint i;

	for (i = 0; i < entry->n_files; i++) {
		const struct logged_file *file = &entry->files[i];
		struct enclosure *one = g_new0(struct enclosure, 1);

		g_ptr_array_add(kept, one);
		one->filename = plain_name(file->filename);
		one->type = plain(file->type);
		one->size = g_bytes_get_size(file->bytes);
		one->sha256 =
			archive_put(post->config->data, file->bytes, error);
		if (one->sha256 == NULL)
			return NULL;
	}
	return g_steal_pointer(&kept);
}

static json_t *
detail_of(const struct logging *entry, const GPtrArray *kept)
{
	g_autofree char *day = clock_iso(
		entry->day != DAY_NONE ? entry->day : clock_day(clock_now()));
	json_t *files = json_array();
	guint i;

	for (i = 0; i < kept->len; i++) {
		const struct enclosure *one = kept->pdata[i];

		json_array_append_new(
			files, json_pack("{s:s, s:s, s:I}", "filename",
					 one->filename, "sha256", one->sha256,
					 "size", (json_int_t)one->size));
	}
	return json_pack("{s:s, s:s, s:o}", "day", day, "text", entry->text,
			 "files", files);
}

static gboolean
enter(struct post *post, const struct case_row *row,
      const struct logging *entry, const GPtrArray *kept, GError **error)
{
	struct history_new event = {
		.case_id = row->id,
		.at = clock_now(),
		.actor = entry->act.by,
		.event = logged_name(entry->kind),
		.detail = detail_of(entry, kept),
	};
	gint64 id = history_add(post->ledger, event, error);
	guint i;

	for (i = 0; id != 0 && i < kept->len; i++) {
		struct enclosure *one = kept->pdata[i];

		one->case_id = row->id;
		one->event = id;
		if (enclosure_add(post->ledger, one, error) == 0)
			return FALSE;
	}
	return id != 0;
}

gboolean
logged_add(struct post *post, const struct logging *entry, GError **error)
{
	g_autoptr(own_case_row) seen = NULL;
	g_autoptr(own_case_row) row = NULL;
	g_autoptr(GPtrArray) kept = NULL;

	if (!check(entry, error))
		return FALSE;
	seen = act_case_for(post->ledger, entry->act.ref, entry->act.login,
			    error);
	if (seen != NULL)
		kept = keep_files(post, entry, error);
	if (kept == NULL)
		return FALSE;
	row = act_begin(post, &entry->act, error);
	return row != NULL &&
	       act_end(post, enter(post, row, entry, kept, error), error);
}
