/*
 * A page as a picture in shades of grey: decoded, made small, turned upright,
 * straightened. Everything here looks at hostile bytes with libraries written
 * for speed: call it in the box of the programs alone (base/box.h), in a
 * child of its own.
 *
 * Ownership: picture_free frees a picture.
 */
#ifndef READ_PICTURE_H
#define READ_PICTURE_H

#include <glib.h>

#include "base/own.h"

struct picture;

/* Switches off what the library prints. Call it once. */
void picture_prepare(void);

/* How many pages there are: 1 for what is no TIFF, 0 if it is no picture. */
int picture_pages(const char *path);

/* The page-th page, from 1, at 150 to 300 dots an inch. FAULT_INPUT if it has
 * more than LIMIT_SCAN_PIXELS or cannot be decoded, in words. */
struct picture *picture_open(const char *path, int page, GError **error);
void picture_free(struct picture *picture);
OWN_TYPE(picture, picture_free)

/* The same as a byte a pixel, row by row, 0 black. The caller's. */
guchar *picture_grey(const struct picture *picture, guint *width,
		     guint *height);

/* The share of dark pixels, without the edges that scanners blacken. */
double picture_ink(const struct picture *picture);

/* Dots an inch, as the file says or as A4 would have them. */
int picture_dots(const struct picture *picture);

/* Which way up? The degrees clockwise by which it must be turned to stand
 * upright, 0, 90, 180 or 270; -1 if too little is on it to tell. */
int picture_orientation(const struct picture *picture);

/* Turns it clockwise by 0, 90, 180 or 270 degrees. */
void picture_turn(struct picture *picture, int degrees);

/* Takes the grain of a noisy scan away; leaves a clean one as it is. */
void picture_smooth(struct picture *picture);

/* Makes lines level that are up to 7 degrees off. */
void picture_straighten(struct picture *picture);

/* Writes it as PNG: decoded and encoded anew, so that nothing of the file's
 * own bytes reaches who looks at it. FAULT_TEMPORARY. */
gboolean picture_save(const struct picture *picture, const char *path,
		      GError **error);

/* Writes pages first to last of a TIFF to another one, without loss.
 * FAULT_INPUT if one of them cannot be read. */
gboolean picture_cut(const char *from, int first, int last, const char *to,
		     GError **error);

#endif
