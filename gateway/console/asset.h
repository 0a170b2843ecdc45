/*
 * What pages are made with besides HTML: style sheet, scripts, icons, built
 * into the program. Each is served under a name that changes with its bytes
 * ("/assets/console-1f3a….css"), so that browsers may keep it for ever.
 * Ownership: assets are constants.
 */
#ifndef CONSOLE_ASSET_H
#define CONSOLE_ASSET_H

#include <glib.h>

struct asset {
	const char *name; /* "console.css" */
	const char *path; /* "/assets/console-1f3a….css" */
	const char *type;
	const guint8 *data;
	gsize size;
};

/* All of them; the last has no name. Made by the build. */
extern const struct asset assets[];

/* The path of an asset by its name, which must be one. */
const char *asset_path(const char *name);

/* The asset that is served under a path; NULL if there is none. */
const struct asset *asset_find(const char *path);

/* The path of the style sheet for a landlord's colour, "#1d70b8"; NULL if it
 * is no colour. The caller's. */
char *asset_colour_path(const char *colour);

/* That style sheet: the header in this colour, with whichever of black and
 * white can be read on it. NULL if path is none of these. The caller's. */
char *asset_colour(const char *path);

#endif
