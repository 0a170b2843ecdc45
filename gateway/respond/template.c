/*
 * Loads the set of templates and holds it against the Code: every fault of
 * every file is told at once. What a tag is stands in parts.c; what a letter
 * must contain stands in policy/letter.h.
 */
#include "respond/template.h"

#include "base/fault.h"
#include "base/text.h"
#include "policy/letter.h"
#include "respond/parts.h"

#define TEMPLATE_BYTES ((gsize)64 * 1024)
#define SUBJECT_KEYS (KEY_BIT(KEY_REF) | KEY_BIT(KEY_LANDLORD))

struct template
{
	char *name;
	enum letter letter;
	gboolean guard;
	char *hash;
	GPtrArray *subject; /* struct part */
	GPtrArray *body;
	guint64 uses; /* KEY_BIT, subject and body */
	guint64 sure;
	guint body_line;
};

struct templates {
	GPtrArray *list; /* struct template, by name */
};

static void
template_free(struct template *template)
{
	g_free(template->name);
	g_free(template->hash);
	g_ptr_array_unref(template->subject);
	g_ptr_array_unref(template->body);
	g_free(template);
}

static GPtrArray *
parts_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)parts_free_part);
}

static struct template *
template_new(const char *name)
{
	struct template *template = g_new0(struct template, 1);

	template->name = g_strdup(name);
	template->letter = LETTER_COUNT;
	template->subject = parts_new();
	template->body = parts_new();
	return template;
}

/* The file being read, and where its faults go. */
struct reading {
	const char *file;
	struct template *template;
	GString *faults;
};

static void
cut_piece(struct reading *reading, guint line, GPtrArray *into,
	  const char *text)
{
	struct template *template = reading->template;
	struct cut cut = {.file = reading->file,
			  .line = line,
			  .parts = into,
			  .faults = reading->faults};

	parts_cut(&cut, text);
	if (into == template->subject && (cut.uses & ~SUBJECT_KEYS))
		parts_fault(reading->faults, reading->file, line,
			    "a subject may show {{ref}} and {{landlord}} "
			    "only: it is seen by whoever glances at a screen");
	template->uses |= cut.uses;
	template->sure |= cut.sure;
}

static void
read_field(struct reading *reading, guint line, const char *name,
	   const char *value)
{
	struct template *template = reading->template;

	if (g_str_equal(name, "Subject")) {
		cut_piece(reading, line, template->subject, value);
	} else if (g_str_equal(name, "Letter")) {
		template->letter = letter_of(value);
		if (template->letter == LETTER_COUNT)
			parts_fault(reading->faults, reading->file, line,
				    "there is no letter \"%s\"", value);
	} else if (g_str_equal(name, "Guard")) {
		template->guard = g_str_equal(value, "yes");
		if (!template->guard && !g_str_equal(value, "no"))
			parts_fault(reading->faults, reading->file, line,
				    "Guard: is yes or no, not \"%s\"", value);
	} else {
		parts_fault(reading->faults, reading->file, line,
			    "there is no field \"%s:\"; write Subject:, "
			    "Letter: or Guard:",
			    name);
	}
}

/* Reads the fields on top; returns the number of the body's first line. */
static guint
read_head(struct reading *reading, char **lines)
{
	guint i;

	for (i = 0; lines[i] && *g_strchomp(lines[i]); i++) {
		g_auto(GStrv) pair = g_strsplit(lines[i], ":", 2);
		if (g_str_has_prefix(lines[i], "{{!"))
			continue;
		if (!pair[1])
			parts_fault(reading->faults, reading->file, i + 1,
				    "expected \"Field: value\", or a blank "
				    "line before the letter");
		else
			read_field(reading, i + 1, g_strstrip(pair[0]),
				   g_strstrip(pair[1]));
	}
	return lines[i] ? i + 2 : i + 1;
}

/* Fields that may be empty need to stand only somewhere; the others must be
 * shown whatever else is empty. */
static void
check_fields(struct reading *reading)
{
	struct template *template = reading->template;
	g_autoptr(GHashTable) set = g_hash_table_new(g_str_hash, g_str_equal);
	gsize n = 0;
	const struct letter_field *fields = letter_fields(template->letter, &n);

	for (enum key k = 0; k < KEY_COUNT; k++)
		if (template->uses & KEY_BIT(k))
			g_hash_table_add(set, (gpointer)key_name(k));
	for (gsize i = 0; i < n; i++) {
		enum key k = key_of(fields[i].key);
		if (fields[i].need == NEED_VALUE && k != KEY_COUNT &&
		    (template->uses & ~template->sure & KEY_BIT(k)))
			parts_fault(reading->faults, reading->file,
				    template->body_line,
				    "{{%s}} stands in a section of another "
				    "key, but the letter must always show it "
				    "(Code %s)",
				    fields[i].key, fields[i].provision);
	}
	g_autoptr(GPtrArray) missing =
		letter_missing(template->letter, set, NULL, 0);
	for (guint i = 0; i < missing->len; i++)
		parts_fault(reading->faults, reading->file, template->body_line,
			    "%s", (const char *)missing->pdata[i]);
}

static void
check_words(struct reading *reading)
{
	struct template *template = reading->template;
	g_autofree char *subject = parts_words(template->subject);
	g_autofree char *body = parts_words(template->body);
	g_autofree char *words = g_strconcat(subject, "\n", body, NULL);
	g_autofree char *forbidden = letter_forbidden(words);

	if (forbidden)
		parts_fault(reading->faults, reading->file, 1,
			    "\"%s\" may not stand in a letter: there are two "
			    "stages and nothing before them (Code 5.2), and "
			    "nobody must give reasons (6.12)",
			    forbidden);
	const char *phrase = letter_phrase(template->letter);
	g_autofree char *lower = g_utf8_strdown(words, -1);
	if (phrase && !strstr(lower, phrase))
		parts_fault(reading->faults, reading->file, 1,
			    "the letter must say \"%s\" (Code 6.2, 6.11)",
			    phrase);
	for (enum key k = 0; k < KEY_COUNT; k++)
		if ((template->uses & KEY_BIT(k)) &&
		    !letter_allows(template->letter, key_name(k)))
			parts_fault(reading->faults, reading->file, 1,
				    "this letter may not show {{%s}}",
				    key_name(k));
}

static void
check(struct reading *reading)
{
	if (reading->template->letter == LETTER_COUNT) {
		parts_fault(reading->faults, reading->file, 1,
			    "\"Letter:\" must say which letter this is");
		return;
	}
	if (reading->template->subject->len == 0)
		parts_fault(reading->faults, reading->file, 1,
			    "\"Subject:\" is missing or empty");
	check_fields(reading);
	check_words(reading);
}

static void
read_template(struct reading *reading, const char *text, gsize size)
{
	g_autoptr(GString) plain = g_string_new(text);

	reading->template->hash = text_sha256(text, size);
	if (!g_utf8_validate(text, (gssize)size, NULL)) {
		parts_fault(reading->faults, reading->file, 1,
			    "this is not UTF-8; save it again as UTF-8");
		return;
	}
	g_string_replace(plain, "\r\n", "\n", 0);
	if (g_str_has_prefix(plain->str, "\xef\xbb\xbf"))
		g_string_erase(plain, 0, 3);

	g_auto(GStrv) lines = g_strsplit(plain->str, "\n", -1);
	guint line = read_head(reading, lines);
	guint last = g_strv_length(lines);
	g_autofree char *body = line <= last
					? g_strjoinv("\n", lines + line - 1)
					: g_strdup("");
	reading->template->body_line = line;
	cut_piece(reading, line, reading->template->body, body);
	check(reading);
}

static gboolean
read_file(struct templates *set, const char *path, GString *faults,
	  GError **error)
{
	gsize size = 0;
	g_autofree char *text =
		text_read_file(path, TEMPLATE_BYTES, &size, error);
	g_autofree char *base = g_path_get_basename(path);
	struct reading reading = {.file = path, .faults = faults};

	if (!text)
		return FALSE;
	base[strlen(base) - strlen(".txt")] = '\0';
	reading.template = template_new(base);
	g_ptr_array_add(set->list, reading.template);
	read_template(&reading, text, size);
	return TRUE;
}

static int
compare_paths(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The paths of FOLDER/ *.txt in order; hidden files are an editor's. */
static GPtrArray *
list_files(const char *folder, GError **error)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) cause = NULL;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, &cause);
	const char *name;

	if (!dir) {
		fault_set(error, FAULT_TEMPORARY,
			  "Cannot read the templates: %s.", cause->message);
		g_ptr_array_unref(paths);
		return NULL;
	}
	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ".txt") && *name != '.')
			g_ptr_array_add(paths,
					g_build_filename(folder, name, NULL));
	g_ptr_array_sort(paths, compare_paths);
	return paths;
}

/* One template for every letter and occasion, and not two. */
static void
check_set(const struct templates *set, const char *folder, GString *faults)
{
	for (guint slot = 0; slot < 2 * LETTER_COUNT; slot++) {
		enum letter letter = slot / 2;
		gboolean guard = slot % 2;
		guint n = 0;
		if (guard && !letter_acknowledges(letter))
			continue;
		for (guint i = 0; i < set->list->len; i++) {
			const struct template *t = set->list->pdata[i];
			n += t->letter == letter &&
			     (t->guard == guard ||
			      !letter_acknowledges(letter));
		}
		if (n != 1)
			parts_fault(faults, folder, 0,
				    "%s template has \"Letter: %s\"%s",
				    n ? "more than one" : "no",
				    letter_name(letter),
				    guard ? " and \"Guard: yes\"" : "");
	}
}

static gboolean
load(struct templates *set, const char *folder, GString *faults, GError **error)
{
	g_autoptr(GPtrArray) paths = list_files(folder, error);

	if (!paths)
		return FALSE;
	for (guint i = 0; i < paths->len; i++)
		if (!read_file(set, paths->pdata[i], faults, error))
			return FALSE;
	check_set(set, folder, faults);
	return TRUE;
}

struct templates *
templates_load(const char *folder, GError **error)
{
	g_autofree char *email = g_build_filename(folder, "email", NULL);
	g_autoptr(GString) faults = g_string_new(NULL);
	g_autoptr(own_templates) set = g_new0(struct templates, 1);

	set->list =
		g_ptr_array_new_with_free_func((GDestroyNotify)template_free);
	if (!load(set, email, faults, error))
		return NULL;
	if (faults->len > 0) {
		g_string_truncate(faults, faults->len - 1);
		fault_set(error, FAULT_SETUP, "%s", faults->str);
		return NULL;
	}
	return g_steal_pointer(&set);
}

void
templates_free(struct templates *templates)
{
	if (!templates)
		return;
	g_ptr_array_unref(templates->list);
	g_free(templates);
}

const struct template *
templates_find(const struct templates *templates, enum letter letter,
	       gboolean guard)
{
	for (guint i = 0; i < templates->list->len; i++) {
		const struct template *t = templates->list->pdata[i];
		if (t->letter == letter &&
		    (!letter_acknowledges(letter) || !t->guard == !guard))
			return t;
	}
	return NULL;
}

const struct template *
templates_named(const struct templates *templates, const char *name)
{
	for (guint i = 0; i < templates->list->len; i++) {
		const struct template *t = templates->list->pdata[i];
		if (g_str_equal(t->name, name))
			return t;
	}
	return NULL;
}

guint
templates_count(const struct templates *templates)
{
	return templates->list->len;
}

const struct template *
templates_at(const struct templates *templates, guint index)
{
	return templates->list->pdata[index];
}

const char *
template_name(const struct template *template)
{
	return template->name;
}

enum letter
template_letter(const struct template *template)
{
	return template->letter;
}

gboolean
template_guard(const struct template *template)
{
	return template->guard;
}

const char *
template_hash(const struct template *template)
{
	return template->hash;
}

gboolean
template_uses(const struct template *template, enum key key)
{
	return (template->uses & KEY_BIT(key)) != 0;
}

void
template_fill(const struct template *template,
	      const char *const values[KEY_COUNT], char **subject, char **body)
{
	g_autofree char *one = parts_fill(template->subject, values, TRUE);
	g_autofree char *text = parts_fill(template->body, values, FALSE);

	*subject = text_squeeze(one);
	*body = g_strconcat(g_strstrip(text), "\n", NULL);
}
