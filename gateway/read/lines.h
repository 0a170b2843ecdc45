/*
 * A text as lines, each of which may be dropped and why. The passes of
 * quote.c, attribution.c and signature.c work on this.
 */
#ifndef READ_LINES_H
#define READ_LINES_H

#include <glib.h>

enum fate {
	LINE_STAYS,
	LINE_QUOTED,
	LINE_SIGNATURE,
};

struct lines {
	char **at;    /* without line ends */
	char *fates;  /* enum fate of each */
	char *labels; /* enum label of each (read/label.h) */
	guint n;
};

/* Cuts a text into lines, all of which stay. */
void lines_open(struct lines *lines, const char *text);
void lines_close(struct lines *lines);

/* A line of white space only, or a mark of read/mark.h. */
gboolean line_is_blank(const char *line);

/* A line that begins with a mark of quotation. */
gboolean line_is_quoted(const char *line);

/* The first line from i on that is not blank and stays; n if none. */
guint lines_next(const struct lines *lines, guint i);

/* True if a line before i is not blank and stays. */
gboolean lines_any_before(const struct lines *lines, guint i);

/* Lines from and up to but not including to, if they stay now. */
void lines_drop(struct lines *lines, guint from, guint to, enum fate fate);

/* The passes. */
void attribution_drop(struct lines *lines);

/* Before the lines are cut: a copy in which an attribution that shares its
 * line with an answer begins a line of its own. The caller's. */
char *attribution_set_apart(const char *text);
void signature_drop(struct lines *lines);

#endif
