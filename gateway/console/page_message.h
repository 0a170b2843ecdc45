/*
 * A message on the page of its case, and on a page of its own with what it
 * came as: headers, HTML source, files. Nothing of it is shown but as text;
 * what is handed out is an attachment with a safe name, taken from the
 * original in the reader's box.
 */
#ifndef CONSOLE_PAGE_MESSAGE_H
#define CONSOLE_PAGE_MESSAGE_H

#include "console/case_view.h"
#include "console/route.h"

extern const struct route page_message_routes[];

/* The i-th message of the view as an <article>; folded shows its head alone
 * until it is opened. */
void message_article(struct visit *visit, struct html *html,
		     const struct case_view *view, guint i, gboolean folded);

/* What anchors and marks of the i-th message begin with: "m12"; the
 * caller's. */
char *message_prefix(const struct case_view *view, guint i);

/* The number of the newest message that a proposal was made about; FALSE if
 * there is none. */
gboolean message_proposed(const struct case_view *view, guint *i);

/* --- pictures --------------------------------------------------------------*/

/* TRUE if a picture can be drawn of the file, by its type. */
gboolean message_has_picture(const struct attachment *file);

/* A page of a file as a picture; path is the message's. */
void message_picture(struct html *html, const char *path,
		     const struct attachment *file, int page);

/* The pages of a scanned letter, one under the other; nothing for what is no
 * letter. */
void message_pages(const struct visit *visit, struct html *html,
		   const struct item_row *item, const char *path);

/* The file that the route's {id} and {sha256} name, the caller's; else NULL,
 * and the visit is answered. */
GBytes *message_file(struct visit *visit);

/* The handler of a picture. */
void message_picture_get(struct visit *visit);

#endif
