/*
 * The frame of every page in the form of the GOV.UK Design System, without
 * its crown and its typeface: title, skip link, header with the landlord's
 * name, navigation, banner, main, footer. It works without JavaScript.
 *
 * Ownership: the caller's html_free or html_take ends the writer.
 */
#ifndef CONSOLE_PAGE_H
#define CONSOLE_PAGE_H

#include <glib.h>

#include "console/html.h"

/* One entry of the navigation. Tables of them end with a NULL path. */
struct page_link {
	const char *path;
	const char *text;
	guint who; /* roles that see it; 0 for all */
};

struct page {
	const char *title;    /* "Confirm CR-2026-00042-K" */
	const char *service;  /* "Post room"; after the title */
	const char *landlord; /* in the header */
	const char *home;     /* where the header leads to; NULL: nowhere */
	const struct page_link *navigation; /* NULL for none */
	const struct page_link *footer;	    /* NULL for none */
	const char *current; /* the path of the entry that is on now */
	guint roles;	     /* of who sees it, for the navigation */
	const char *name;    /* of who is signed in; NULL */
	const char *csrf;    /* for the button "Sign out"; NULL */
	const char *flash;   /* NULL or ""; else a success banner */
	const char *back;    /* a back link's path; NULL */
	const char *colour;  /* "#1d70b8", of the header; NULL: ours */
	gboolean wrong;	     /* "Error: " before the title */
	gboolean wide;	     /* main takes the whole width */
	gboolean script;     /* with the console's keys */
};

/* Everything up to the inside of <main>. */
struct html *page_begin(const struct page *page);

/* Everything from the end of <main> on. All else must be closed. */
void page_end(struct html *html, const struct page *page);

#endif
