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

/* The end of the lines from i on that stay without a gap, and how many of
 * them are not blank. Looks no further once these are more than most. */
guint lines_block_end(const struct lines *lines, guint i, guint most,
		      guint *texts);

/* Lines from and up to but not including to, if they stay now. */
void lines_drop(struct lines *lines, guint from, guint to, enum fate fate);

/* The passes. */
void attribution_drop(struct lines *lines);

/* True if the first line from i on that says something begins one. */
gboolean attribution_at(const struct lines *lines, guint i);

/* Before the lines are cut: a copy in which an attribution that shares its
 * line with an answer begins a line of its own. The caller's. */
char *attribution_set_apart(const char *text);
void signature_drop(struct lines *lines);
void closing_drop_cards(struct lines *lines);
void closing_drop_names(struct lines *lines);

/* True if the last lines of text are an attribution, so that what an HTML
 * page indents below them is earlier mail. */
gboolean attribution_ends(const char *text);

/* Lines that can follow a delimiter which people also use for a pause, or
 * words of parting. */
#define SIGNATURE_LINES 12

#endif
