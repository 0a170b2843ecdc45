/*
 * Leptonica, with sizes looked at before pixels are taken.
 */
#include "read/picture.h"

#include <leptonica/allheaders.h>
#include <math.h>

#include "base/fault.h"
#include "base/limits.h"

/* Long sides of A4 at 170 and at 330 dots an inch: outside of these a page is
 * made larger or smaller. */
#define SIDE_LEAST 1990
#define SIDE_MOST 3860
#define A4_INCHES 11.69

/* A stamp; what is smaller holds no words that could be read. */
#define PIXELS_LEAST 10000

/* Darker than this is ink; of the width and height so much is no edge. */
#define DARK 110
#define EDGE 0.04

/* Every so many pixels are looked at for grain, on paper lighter than this;
 * more of it than this is smoothed away. */
#define SAMPLE 7
#define PAPER 150
#define GRAIN_MOST 5.0

/* Below these leptonica is guessing. */
#define SKEW_SURE 3.0F
#define SKEW_LEAST 0.1F

struct picture {
	PIX *pix; /* 8 bits a pixel, no colour map */
	int dots;
};

void
picture_prepare(void)
{
	setMsgSeverity(L_SEVERITY_NONE);
}

static gboolean
is_tiff(l_int32 format)
{
	return format >= IFF_TIFF && format <= IFF_TIFF_ZIP;
}

/* As the first bytes say, if it is of a kind that scanners make. */
static l_int32
format_of(const char *path)
{
	l_int32 format = IFF_UNKNOWN;

	if (findFileFormat(path, &format) != 0)
		return IFF_UNKNOWN;
	if (is_tiff(format) || format == IFF_PNG || format == IFF_JFIF_JPEG ||
	    format == IFF_PNM)
		return format;
	return IFF_UNKNOWN;
}

int
picture_pages(const char *path)
{
	l_int32 format = format_of(path);
	l_int32 pages = 0;
	FILE *file;

	if (format == IFF_UNKNOWN)
		return 0;
	if (!is_tiff(format))
		return 1;
	file = fopen(path, "rbe");
	if (file == NULL)
		return 0;
	if (tiffGetCount(file, &pages) != 0)
		pages = 0;
	fclose(file);
	return MAX(pages, 0);
}

static guint64
pixels_of(const char *path, l_int32 format, int page)
{
	l_int32 w = 0, h = 0, bits, samples, map;
	l_int32 failed;

	if (is_tiff(format))
		failed = readHeaderTiff(path, page - 1, &w, &h, &bits, &samples,
					NULL, &map, NULL);
	else
		failed = pixReadHeader(path, NULL, &w, &h, NULL, NULL, NULL);
	return failed != 0 || w <= 0 || h <= 0 ? 0 : (guint64)w * (guint64)h;
}

static PIX *
decode(const char *path, l_int32 format, int page, guint64 pixels)
{
	l_int32 reduce = 1;

	if (is_tiff(format))
		return pixReadTiff(path, page - 1);
	if (format != IFF_JFIF_JPEG)
		return pixRead(path);
	while (pixels / (guint64)(reduce * reduce) > LIMIT_SCAN_PIXELS)
		reduce *= 2;
	return pixReadJpeg(path, 0, reduce, NULL, 0);
}

/* Replaces *pix if there is something to replace it by. */
static void
put(PIX **pix, PIX *better)
{
	if (better == NULL)
		return;
	pixDestroy(pix);
	*pix = better;
}

static PIX *
to_grey(PIX *pix)
{
	PIX *grey;

	if (pixGetSpp(pix) == 4)
		put(&pix, pixRemoveAlpha(pix));
	grey = pixConvertTo8(pix, FALSE);
	pixDestroy(&pix);
	return grey;
}

/* Letters of 20 to 40 pixels are read best. */
static void
fit(struct picture *picture)
{
	l_int32 side =
		MAX(pixGetWidth(picture->pix), pixGetHeight(picture->pix));
	l_float32 factor = 1;

	if (side > SIDE_MOST)
		factor = (l_float32)SIDE_MOST / (l_float32)side;
	else if (side < SIDE_LEAST && side > SIDE_LEAST / 4)
		factor = (l_float32)SIDE_LEAST * 1.2F / (l_float32)side;
	if (factor != 1)
		put(&picture->pix, pixScale(picture->pix, factor, factor));
	side = MAX(pixGetWidth(picture->pix), pixGetHeight(picture->pix));
	picture->dots = CLAMP((int)(side / A4_INCHES + 0.5), 70, 400);
}

static struct picture *
fault(GError **error, const char *words)
{
	fault_set(error, FAULT_INPUT, "%s", words);
	return NULL;
}

struct picture *
picture_open(const char *path, int page, GError **error)
{
	l_int32 format = format_of(path);
	guint64 pixels = pixels_of(path, format, page);
	guint64 most = LIMIT_SCAN_PIXELS;
	struct picture *picture;
	PIX *pix;

	if (format == IFF_JFIF_JPEG)
		most *= 16;
	if (pixels > most)
		return fault(error, "The picture is too large to be looked at. "
				    "Scan it at 200 to 300 dots an inch.");
	if (pixels > 0 && pixels < PIXELS_LEAST)
		return fault(error, "The picture is too small to hold a "
				    "letter.");
	pix = pixels == 0 ? NULL : decode(path, format, page, pixels);
	pix = pix == NULL ? NULL : to_grey(pix);
	if (pix == NULL)
		return fault(error, "The picture is damaged and cannot be "
				    "shown.");
	picture = g_new0(struct picture, 1);
	picture->pix = pix;
	fit(picture);
	return picture;
}

void
picture_free(struct picture *picture)
{
	if (picture == NULL)
		return;
	pixDestroy(&picture->pix);
	g_free(picture);
}

guchar *
picture_grey(const struct picture *picture, guint *width, guint *height)
{
	l_int32 w = pixGetWidth(picture->pix), h = pixGetHeight(picture->pix);
	guchar *grey = g_malloc((gsize)w * (gsize)h);
	l_uint32 *line = pixGetData(picture->pix);
	guchar *to = grey;
	l_int32 x, y;

	for (y = 0; y < h; y++, line += pixGetWpl(picture->pix))
		for (x = 0; x < w; x++)
			*to++ = GET_DATA_BYTE(line, x);
	*width = (guint)w;
	*height = (guint)h;
	return grey;
}

double
picture_ink(const struct picture *picture)
{
	l_int32 w = pixGetWidth(picture->pix), h = pixGetHeight(picture->pix);
	l_int32 left = (l_int32)(w * EDGE), top = (l_int32)(h * EDGE);
	BOX *box = boxCreate(left, top, w - 2 * left, h - 2 * top);
	PIX *middle = pixClipRectangle(picture->pix, box, NULL);
	PIX *dark = middle == NULL ? NULL : pixThresholdToBinary(middle, DARK);
	PIX *clean = dark == NULL ? NULL : pixOpenBrick(NULL, dark, 2, 2);
	l_float32 share = 0;

	if (clean != NULL)
		pixForegroundFraction(clean, &share);
	boxDestroy(&box);
	pixDestroy(&middle);
	pixDestroy(&dark);
	pixDestroy(&clean);
	return (double)share;
}

int
picture_dots(const struct picture *picture)
{
	return picture->dots;
}

/* Black and white, each part by the light it had. */
static PIX *
to_black(PIX *pix)
{
	PIX *even = pixBackgroundNormSimple(pix, NULL, NULL);
	PIX *black = pixThresholdToBinary(even == NULL ? pix : even, 160);

	pixDestroy(&even);
	return black;
}

int
picture_orientation(const struct picture *picture)
{
	static const int turns[] = {
		[L_TEXT_ORIENT_UNKNOWN] = -1, [L_TEXT_ORIENT_UP] = 0,
		[L_TEXT_ORIENT_LEFT] = 90,    [L_TEXT_ORIENT_DOWN] = 180,
		[L_TEXT_ORIENT_RIGHT] = 270,
	};
	PIX *black = to_black(picture->pix);
	l_int32 orient = L_TEXT_ORIENT_UNKNOWN;
	l_float32 up = 0, left = 0;

	if (black != NULL && pixOrientDetect(black, &up, &left, 0, 0) == 0)
		makeOrientDecision(up, left, 0, 0, &orient, 0);
	pixDestroy(&black);
	return turns[orient];
}

void
picture_turn(struct picture *picture, int degrees)
{
	put(&picture->pix, pixRotateOrth(picture->pix, degrees / 90));
}

/* How much paper that ought to be even differs from its neighbours, in levels
 * of grey. */
static double
grain(PIX *pix, PIX *smooth)
{
	l_int32 w = pixGetWidth(pix), h = pixGetHeight(pix), x, y;
	double sum = 0;
	guint n = 1;

	for (y = 0; y < h; y += SAMPLE) {
		l_uint32 *line = pixGetData(pix) + y * pixGetWpl(pix);
		l_uint32 *even = pixGetData(smooth) + y * pixGetWpl(smooth);

		for (x = 0; x < w; x += SAMPLE) {
			int level = GET_DATA_BYTE(even, x);

			if (level < PAPER)
				continue;
			sum += abs((int)GET_DATA_BYTE(line, x) - level);
			n++;
		}
	}
	return sum / n;
}

void
picture_smooth(struct picture *picture)
{
	PIX *smooth = pixBlockconv(picture->pix, 1, 1);

	if (smooth != NULL && grain(picture->pix, smooth) > GRAIN_MOST)
		put(&picture->pix, smooth);
	else
		pixDestroy(&smooth);
}

void
picture_straighten(struct picture *picture)
{
	PIX *black = to_black(picture->pix);
	l_float32 angle = 0, sure = 0;

	if (black != NULL && pixFindSkew(black, &angle, &sure) == 0 &&
	    sure > SKEW_SURE && fabsf(angle) > SKEW_LEAST)
		put(&picture->pix,
		    pixRotateAMGray(picture->pix, angle * (l_float32)G_PI / 180,
				    255));
	pixDestroy(&black);
}

gboolean
picture_save(const struct picture *picture, const char *path, GError **error)
{
	pixSetResolution(picture->pix, picture->dots, picture->dots);
	if (pixWritePng(path, picture->pix, 0) == 0)
		return TRUE;
	return fault_set(error, FAULT_TEMPORARY,
			 "There is no room to make the page's picture.");
}

/* --- cutting ------------------------------------------------------------*/

static gboolean
copy_page(const char *from, int page, const char *to, const char *mode)
{
	PIX *pix = pixReadTiff(from, page - 1);
	l_int32 how = pix != NULL && pixGetDepth(pix) == 1 ? IFF_TIFF_G4
							   : IFF_TIFF_ZIP;
	l_int32 failed = pix == NULL ? 1 : pixWriteTiff(to, pix, how, mode);

	pixDestroy(&pix);
	return failed == 0;
}

gboolean
picture_cut(const char *from, int first, int last, const char *to,
	    GError **error)
{
	int page;

	for (page = first; page <= last; page++) {
		guint64 pixels = pixels_of(from, format_of(from), page);

		if (pixels == 0 || pixels > LIMIT_SCAN_PIXELS ||
		    !copy_page(from, page, to, page == first ? "w" : "a"))
			return fault_set(error, FAULT_INPUT,
					 "Page %d of the batch cannot be cut "
					 "out.",
					 page);
	}
	return TRUE;
}
