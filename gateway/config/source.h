/*
 * A file in libConfuse's form, read by a table of keys. Syntax and unknown
 * keys fail at once; whoever reads the values reports each further fault
 * with source_fault, and source_finish tells them all.
 *
 * A key is named by section, number of the section and key. The section ""
 * is the top of the file; index counts the sections of a titled kind.
 * Ownership: source_free frees all; strings handed out live as long.
 */
#ifndef CONFIG_SOURCE_H
#define CONFIG_SOURCE_H

#include <glib.h>

#include "base/own.h"

enum key_kind {
	KEY_TEXT,
	KEY_LIST,    /* { "a", "b" } */
	KEY_SECTION, /* a section that stands once; name is "" */
	KEY_TITLED,  /* a section that may stand often, each with a title */
};

/* A row; the table ends with section NULL. */
struct source_key {
	const char *section;
	const char *name;
	enum key_kind kind;
	const char *fallback; /* for KEY_TEXT; NULL is "" */
};

/* Where a value stands. */
struct place {
	const char *section;
	guint index;
	const char *name; /* "" for the section itself */
};

struct source;

/* FAULT_TEMPORARY if the file cannot be opened; FAULT_SETUP, with the line,
 * for a fault of syntax or an unknown key. Keys that stand twice are kept as
 * faults for source_finish. The table must outlive the source. */
struct source *source_open(const char *path, const struct source_key *keys,
			   GError **error);

/* How many titled sections there are; for a plain section 1 if it stands
 * in the file, else 0. */
guint source_count(const struct source *source, const char *section);
const char *source_title(const struct source *source, const char *section,
			 guint index);

/* True if the key was written in the file. */
gboolean source_has(const struct source *source, struct place place);

/* The value, its fallback, or "". Never NULL. */
const char *source_text(struct source *source, struct place place);

/* As source_text, and a fault if it is empty. */
const char *source_needed(struct source *source, struct place place);

/* A whole number from low to high, a fraction likewise, yes or no, the
 * number of a choice among words (NULL at the end): a fault that says what
 * is accepted, and the low or first of them, if it is something else. */
int source_number(struct source *source, struct place place, int low, int high);
double source_fraction(struct source *source, struct place place, double low,
		       double high);
gboolean source_yes(struct source *source, struct place place);
int source_choice(struct source *source, struct place place,
		  const char *const *words);

/* char *; the caller's to g_ptr_array_unref. */
GPtrArray *source_list(struct source *source, struct place place);

/* Notes a fault: the file and the line of the place are put in front. */
void source_fault(struct source *source, struct place place, const char *format,
		  ...) G_GNUC_PRINTF(3, 4);

/* FALSE with FAULT_SETUP and every fault noted, one a line. */
gboolean source_finish(struct source *source, GError **error);

/* The file's absolute path, its folder, and its bytes' SHA-256. */
const char *source_path(const struct source *source);
const char *source_folder(const struct source *source);
const char *source_hash(const struct source *source);

void source_free(struct source *source);
OWN_TYPE(source, source_free)

#endif
