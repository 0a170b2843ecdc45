/*
 * Draw, look for a separator, turn upright, recognise.
 */
#include "read/look.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "read/picture.h"
#include "read/program.h"
#include "read/separator.h"
#include "read/tsv.h"

#define TABLE "table"

/* --- one page's picture, in a child ---------------------------------------*/

static void
find_code(const struct picture *picture, struct look *look)
{
	guint width, height;
	g_autofree guchar *grey = picture_grey(picture, &width, &height);
	g_autofree char *day = separator_find(grey, width, height);

	look->separator = day != NULL;
	if (day != NULL)
		g_strlcpy(look->date, day, sizeof(look->date));
}

static void
prepare(gpointer data)
{
	struct look *look = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(own_picture) picture =
		picture_open(look->path, look->page, &error);

	if (picture == NULL) {
		g_strlcpy(look->why, error->message, sizeof(look->why));
		return;
	}
	find_code(picture, look);
	picture_smooth(picture);
	if (!look->separator)
		find_code(picture, look);
	look->ink = picture_ink(picture);
	look->good = TRUE;
	if (!look->anyway &&
	    (look->separator || look->code_only || look->ink < LOOK_INK_LEAST))
		return;
	if (look->turn < 0)
		look->turn = picture_orientation(picture);
	if (look->turn > 0)
		picture_turn(picture, look->turn);
	picture_straighten(picture);
	look->dots = picture_dots(picture);
	look->good = picture_save(picture, LOOK_PAGE, NULL);
}

/* Where the page's picture is: drawn from the PDF, or the file itself. */
static gboolean
picture_of(const struct pdf *pdf, int page, struct look *look)
{
	look->path = pdf != NULL ? PDF_PICTURE : LOOK_SCAN;
	look->page = pdf != NULL ? 1 : page;
	if (pdf == NULL || pdf_draw(pdf, LOOK_SCAN, page))
		return TRUE;
	g_strlcpy(look->why,
		  "The page cannot be drawn: the file is damaged there.",
		  sizeof(look->why));
	return FALSE;
}

gboolean
look_at(const struct pdf *pdf, int page, struct look *look)
{
	look->turn = -1;
	if (!picture_of(pdf, page, look))
		return FALSE;
	if (!program_apart(prepare, look, sizeof(*look)))
		g_strlcpy(look->why,
			  "The page's picture broke what looks at it.",
			  sizeof(look->why));
	return look->good;
}

/* --- its words ------------------------------------------------------------*/

static gboolean
recognise(const struct look *look, struct leaf *leaf)
{
	g_autofree char *dots = g_strdup_printf("%d", look->dots);
	char *argv[] = {"tesseract", LOOK_PAGE, "stdout", "-l",	 "eng", "--oem",
			"1",	     "--dpi",	dots,	  "tsv", NULL};
	g_autofree char *table = NULL;
	struct tsv tsv;
	gsize size = 0;

	if (!program_run(argv, TABLE))
		return FALSE;
	table = text_read_file(TABLE, LIMIT_SCAN_ANSWER_BYTES, &size, NULL);
	if (table == NULL)
		return FALSE;
	tsv_read(table, size, &tsv);
	g_free(leaf->text);
	leaf->text = tsv.text;
	leaf->words = tsv.words;
	leaf->sure = tsv.sure;
	leaf->kind = LEAF_RECOGNISED;
	return TRUE;
}

/* What tesseract thinks of the way up; -1 if it does not know. */
static int
second_opinion(void)
{
	char *argv[] = {"tesseract", LOOK_PAGE, "stdout", "-l",
			"osd",	     "--psm",	"0",	  NULL};
	g_autofree char *text = NULL;
	const char *line;
	double sure = 0;
	int degrees = -1;

	if (!program_run(argv, TABLE))
		return -1;
	text = text_read_file(TABLE, LIMIT_SCAN_TEXT_BYTES, NULL, NULL);
	line = text == NULL ? NULL : strstr(text, "Rotate: ");
	if (line == NULL ||
	    sscanf(line, "Rotate: %9d Orientation confidence: %lf", &degrees,
		   &sure) != 2)
		return -1;
	return sure >= 1 && degrees % 90 == 0 && degrees < 360 ? degrees : -1;
}

static void
turn_again(struct look *look, int degrees)
{
	struct look again = *look;

	if (degrees <= 0)
		return;
	again.path = LOOK_PAGE;
	again.page = 1;
	again.turn = degrees;
	if (program_apart(prepare, &again, sizeof(again)) && again.good)
		look->turn = (MAX(look->turn, 0) + degrees) % 360;
}

/* Surely lying wrong if hardly a word is sure. */
#define SURE_LEAST 60

gboolean
look_recognise(struct look *look, struct leaf *leaf)
{
	gboolean known = look->turn >= 0;
	int degrees;

	if (!known)
		turn_again(look, second_opinion());
	if (!recognise(look, leaf))
		return FALSE;
	if (known && leaf->sure < SURE_LEAST) {
		degrees = second_opinion();
		turn_again(look, degrees);
		if (degrees > 0 && !recognise(look, leaf))
			return FALSE;
	}
	leaf->turned = MAX(look->turn, 0);
	return TRUE;
}
