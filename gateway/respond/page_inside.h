/*
 * How a page is made; private to page.c and its page_*.c.
 * All lengths are points of 1/72 inch, from the upper left corner.
 */
#ifndef RESPOND_PAGE_INSIDE_H
#define RESPOND_PAGE_INSIDE_H

#include <pango/pango.h>

#include "base/own.h"
#include "respond/page.h"

#define MM(n) ((n)*72.0 / 25.4)
#define PAGE_WIDTH MM(210)
#define PAGE_HEIGHT MM(297)

#define PAGE_LEFT MM(24.6)
#define PAGE_RIGHT (PAGE_WIDTH - MM(22))
#define PAGE_FIRST_TOP MM(96) /* of the text on page 1 */
#define PAGE_TOP MM(20)	      /* of the text on the others */
#define PAGE_FOOT (PAGE_HEIGHT - MM(10))

/* --- what the text is made of (page_text.c) ------------------------------*/

enum block_kind { BLOCK_PARAGRAPH, BLOCK_SUBJECT, BLOCK_HEADING, BLOCK_ITEM };

struct block {
	enum block_kind kind;
	gboolean quoted; /* the resident's own words */
	gboolean tight;	 /* directly below the one before, no empty line */
	char *marker;	 /* of an item: "-" or "12."; else NULL */
	char *text;	 /* one line, clean, not empty */
};

/* A GPtrArray of struct block, one for each line of the text that is not
 * empty; the caller's. */
GPtrArray *page_blocks(const char *text);

/* One block of that kind as the at-th of them; nothing if text is "". */
void page_blocks_insert(GPtrArray *blocks, guint at, enum block_kind kind,
			const char *text);

/* Where a letter's subject stands: below "Dear …", else at the top. */
guint page_blocks_subject(const GPtrArray *blocks);

/* --- fonts (page_font.c) -------------------------------------------------*/

/* A context that knows the letter's fonts alone; the caller's.
 * NULL with FAULT_SETUP. */
PangoContext *page_context(const char *language, GError **error);

/* A layout of one line of text as wide as width; width < 0: not broken. */
PangoLayout *page_layout(PangoContext *context, const char *text, double points,
			 gboolean bold, double width);

/* --- lines, and where they go (page_lay.c, page_head.c, page_break.c) -----*/

/* A line of print. */
struct row {
	guint block;	   /* index, G_MAXUINT if of none */
	guint index;	   /* of the line in its block */
	guint count;	   /* lines of that block */
	PangoLayout *text; /* a reference; the line belongs to it */
	PangoLayoutLine *line;
	double x;
	double above;  /* empty room above it, unless it heads a page */
	double height; /* of the line */
	double rise;   /* from its top to its baseline */
	double y;      /* of its top, set by page_break */
	guint page;    /* from 0, set by page_break */
	gboolean rtl;  /* its block is written from right to left */
};

struct sheet {
	GPtrArray *blocks; /* struct block */
	GArray *rows;	   /* struct row, of the text */
	GArray *head;	   /* struct row, of sender and address, page 1 */
	double points;
	double quote;  /* how far a quotation is indented */
	double bottom; /* below it stands nothing of the text */
	guint pages;
};

/* Lays out the spec: all but which page a row is on. The caller's. NULL with
 * FAULT_INPUT if the address does not fit. */
struct sheet *page_lay(PangoContext *context, const struct page_spec *spec,
		       GError **error);
void sheet_free(struct sheet *sheet);
OWN_TYPE(sheet, sheet_free)

/* The lines of a layout as rows on the end of an array; x is its left edge.
 * The first has `above` above it. Returns their height. */
double page_rows(GArray *rows, PangoLayout *layout, guint block, double x,
		 double above);

/* Sender and address into sheet->head. If there is no room for the sender
 * beside the window, *sender_left is what has to go into the text (the
 * caller's), else NULL. FALSE with FAULT_INPUT if the address does not fit. */
gboolean page_head(struct sheet *sheet, PangoContext *context,
		   const struct page_spec *spec, char **sender_left,
		   GError **error);

/* Sets page and y of each row, and sheet->pages. */
void page_break(struct sheet *sheet);

/* --- the file (page_draw.c, page_finish.c) -------------------------------*/

/* Of reference and page number at the foot. */
double page_foot_height(const struct sheet *sheet, PangoContext *context,
			const char *ref);

/* Draws all rows into a PDF with structure; the caller's. NULL with
 * FAULT_TEMPORARY. */
GByteArray *page_draw(const struct sheet *sheet, PangoContext *context,
		      const struct page_spec *spec, GError **error);

/* The same PDF with language, display of the title, without dates, with an
 * identifier made from its contents. NULL with FAULT_TEMPORARY. */
GBytes *page_finish(const void *data, gsize size, const char *language,
		    GError **error);

#endif
