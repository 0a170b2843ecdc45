/*
 * Marks that the reading of HTML leaves in a text for the separation of
 * quotations: control characters, each alone on a line. Plain text cannot
 * hold them, since it is cleaned first; they never leave read/.
 */
#ifndef READ_MARK_H
#define READ_MARK_H

#include <glib.h>

#define MARK_QUOTE '\x1e'     /* an earlier mail begins … */
#define MARK_QUOTE_END '\x1f' /* … and ends */
#define MARK_SIGNATURE '\x1d' /* a signature begins … */
#define MARK_SIGNATURE_END '\x1c'
#define MARK_REST                                                   \
	'\x1a' /* the head of an earlier mail, which goes on to the \
		  end of the text */

/* The mark that a line is; 0 if it is none. */
char mark_of(const char *line);

/* A copy without the lines that are marks; the caller's. */
char *mark_strip(const char *text);

#endif
