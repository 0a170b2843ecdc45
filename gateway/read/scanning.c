/*
 * The child's side of reading a scan. It closes the box, then goes from page
 * to page: draw, look for a separator, turn upright, recognise.
 */
#include "read/scanner.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <signal.h>
#include <unistd.h>

#include "base/box.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "read/kind.h"
#include "read/pdf.h"
#include "read/picture.h"
#include "read/program.h"
#include "read/separator.h"
#include "read/tsv.h"

#define SCAN "scan"
#define PAGE "page.png"
#define CUT "cut.out"
#define TABLE "table"

/* Words from which on a page of a PDF is taken by its words. */
#define WORDS_ENOUGH 20

/* Of less dark than this a page is blank; a line of print has 0.001. */
#define INK_LEAST 0.0004

/* So many pages in a row that cannot be drawn, and no more are tried. */
#define FAILURES_MOST 5

#define WHY_BYTES 200

struct job {
	enum scan_kind kind;
	struct pdf *pdf; /* NULL if it is none */
	struct transcript *transcript;
	gint64 deadline;
	int failures; /* in a row */
};

/* What a child of ours makes out about one page; plain values. */
struct look {
	const char *path;
	int page;
	gboolean code_only; /* its words are known */
	gboolean anyway;    /* wanted as a picture, whatever is on it */
	int turn;	    /* in: -1 to find out; out: degrees, -1 unknown */
	int dots;
	double ink;
	gboolean separator;
	char date[12];
	gboolean good;
	char why[WHY_BYTES];
};

static void
copy_words(char *to, gsize room, const char *from)
{
	g_strlcpy(to, from, room);
}

/* --- one page's picture, in a child ---------------------------------------*/

static void
find_code(const struct picture *picture, struct look *look)
{
	guint width, height;
	g_autofree guchar *grey = picture_grey(picture, &width, &height);
	g_autofree char *day = separator_find(grey, width, height);

	look->separator = day != NULL;
	if (day != NULL)
		copy_words(look->date, sizeof(look->date), day);
}

static void
prepare(gpointer data)
{
	struct look *look = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(own_picture) picture =
		picture_open(look->path, look->page, &error);

	if (picture == NULL) {
		copy_words(look->why, sizeof(look->why), error->message);
		return;
	}
	find_code(picture, look);
	look->ink = picture_ink(picture);
	look->good = TRUE;
	if (!look->anyway &&
	    (look->separator || look->code_only || look->ink < INK_LEAST))
		return;
	if (look->turn < 0)
		look->turn = picture_orientation(picture);
	if (look->turn > 0)
		picture_turn(picture, look->turn);
	picture_straighten(picture);
	look->dots = picture_dots(picture);
	look->good = picture_save(picture, PAGE, NULL);
}

/* Where the page's picture is: drawn from the PDF, or the file itself. */
static gboolean
picture_of(struct job *job, int page, struct look *look)
{
	look->path = job->pdf != NULL ? PDF_PICTURE : SCAN;
	look->page = job->pdf != NULL ? 1 : page;
	if (job->pdf == NULL || pdf_draw(job->pdf, SCAN, page))
		return TRUE;
	copy_words(look->why, sizeof(look->why),
		   "The page cannot be drawn: the file is damaged there.");
	return FALSE;
}

static gboolean
look_at(struct job *job, int page, struct look *look)
{
	look->turn = -1;
	if (!picture_of(job, page, look))
		return FALSE;
	if (!program_apart(prepare, look, sizeof(*look)))
		copy_words(look->why, sizeof(look->why),
			   "The page's picture broke what looks at it.");
	return look->good;
}

/* --- its words ------------------------------------------------------------*/

static gboolean
recognise(const struct look *look, struct leaf *leaf)
{
	g_autofree char *dots = g_strdup_printf("%d", look->dots);
	char *argv[] = {"tesseract", PAGE,    "stdout", "-l",  "eng", "--oem",
			"1",	     "--dpi", dots,	"tsv", NULL};
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
	char *argv[] = {"tesseract", PAGE,    "stdout", "-l",
			"osd",	     "--psm", "0",	NULL};
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
	again.path = PAGE;
	again.page = 1;
	again.turn = degrees;
	if (program_apart(prepare, &again, sizeof(again)) && again.good)
		look->turn = (MAX(look->turn, 0) + degrees) % 360;
}

/* Surely lying wrong if hardly a word is sure. */
#define SURE_LEAST 60

static gboolean
recognise_upright(struct look *look, struct leaf *leaf)
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

static int
count_words(const char *text)
{
	int words = 0;
	gboolean inside = FALSE;

	for (; *text != '\0'; text++) {
		gboolean letter = !g_ascii_isspace(*text);

		words += letter && !inside;
		inside = letter;
	}
	return words;
}

static void
keep_text(struct leaf *leaf, const char *text)
{
	g_autofree char *cut =
		g_strndup(text, MIN(strlen(text), LIMIT_SCAN_TEXT_BYTES - 4));

	g_free(leaf->text);
	leaf->text = g_utf8_make_valid(cut, -1);
	if (strlen(leaf->text) > LIMIT_SCAN_TEXT_BYTES)
		leaf->text[0] = '\0';
	leaf->words = count_words(text);
	leaf->sure = 100;
	leaf->kind = LEAF_TEXT;
}

static void
fail(struct leaf *leaf, const char *why)
{
	leaf->kind = LEAF_UNREAD;
	g_free(leaf->why);
	leaf->why = g_strdup(why);
}

static void
judge(const struct look *look, const char *text, struct leaf *leaf)
{
	if (look->good && look->separator) {
		leaf->kind = LEAF_SEPARATOR;
		g_free(leaf->date);
		leaf->date = g_strdup(look->date);
	} else if (look->code_only) {
		keep_text(leaf, text);
	} else if (!look->good) {
		fail(leaf, look->why);
	} else if (look->ink < INK_LEAST) {
		leaf->kind = LEAF_BLANK;
	}
}

static struct leaf *
read_page(struct job *job, int page)
{
	struct leaf *leaf = leaf_new(page, LEAF_UNREAD);
	const char *text = job->pdf != NULL ? pdf_text(job->pdf, page) : "";
	struct look look = {0};

	if (g_get_monotonic_time() >= job->deadline) {
		fail(leaf, "There was no time left to read this page.");
		return leaf;
	}
	look.code_only = count_words(text) >= WORDS_ENOUGH;
	if (look_at(job, page, &look))
		job->failures = 0;
	else
		job->failures++;
	judge(&look, text, leaf);
	if (leaf->kind == LEAF_UNREAD && look.good &&
	    !recognise_upright(&look, leaf))
		fail(leaf, "No words could be made out on this page.");
	if (leaf->kind == LEAF_UNREAD && *text != '\0') {
		g_free(leaf->text);
		leaf->text = g_strdup(
			strlen(text) < LIMIT_SCAN_TEXT_BYTES ? text : "");
	}
	return leaf;
}

/* --- the whole file -------------------------------------------------------*/

static void
read_pages(struct job *job)
{
	struct transcript *t = job->transcript;
	int page;

	for (page = 1; page <= t->pages && page <= LIMIT_SCAN_PAGES; page++) {
		g_ptr_array_add(t->leaves, read_page(job, page));
		if (job->failures >= FAILURES_MOST)
			break;
	}
	if (page <= t->pages && page > LIMIT_SCAN_PAGES)
		transcript_note(t, "The file has more pages than are read at "
				   "once. Read the others in the original.");
	else if (page < t->pages)
		transcript_note(t, "The file is damaged: its other pages were "
				   "not tried. Open the original.");
}

static void
count_pages(gpointer data)
{
	*(int *)data = picture_pages(SCAN);
}

static void
open_pdf(struct job *job)
{
	job->pdf = pdf_open(SCAN);
	job->transcript->pages = job->pdf->pages;
	if (job->pdf->locked)
		transcript_note(job->transcript,
				"The PDF is locked with a password. Ask for "
				"an open copy, or open the original.");
	else if (job->pdf->pages == 0)
		transcript_note(job->transcript,
				"The PDF is damaged and cannot be opened.");
}

static void
open_picture(struct job *job)
{
	int pages = 0;

	if (!program_apart(count_pages, &pages, sizeof(pages)))
		pages = 0;
	job->transcript->pages = pages;
	if (pages == 0)
		transcript_note(job->transcript, "The picture is damaged and "
						 "cannot be shown.");
}

static void
read_plain(struct job *job)
{
	gsize size = 0;
	g_autofree char *bytes =
		text_read_file(SCAN, LIMIT_ITEM_BYTES, &size, NULL);
	g_autofree char *text = NULL;
	struct leaf *leaf = leaf_new(1, LEAF_TEXT);

	if (size > LIMIT_SCAN_TEXT_BYTES)
		transcript_note(job->transcript,
				"The text is long: only its beginning is shown "
				"here. Open the original.");
	text = text_repair(bytes == NULL ? "" : bytes,
			   MIN(size, LIMIT_SCAN_TEXT_BYTES / 4), NULL);
	keep_text(leaf, text);
	job->transcript->pages = 1;
	g_ptr_array_add(job->transcript->leaves, leaf);
}

static void
read_scan(struct job *job)
{
	const char *words = NULL;

	job->kind = kind_of_file(SCAN, &words);
	g_free(job->transcript->type);
	job->transcript->type = g_strdup(kind_type(job->kind));
	if (job->kind == SCAN_ODD)
		transcript_note(job->transcript, words);
	if (job->kind == SCAN_PLAIN)
		read_plain(job);
	else if (job->kind == SCAN_PDF)
		open_pdf(job);
	else if (job->kind != SCAN_ODD)
		open_picture(job);
	if (job->kind != SCAN_PLAIN)
		read_pages(job);
}

/* --- what the parent asks -------------------------------------------------*/

static int
answer(const char *bytes, gsize size)
{
	while (size > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, size);

		if (n < 0 && errno != EINTR)
			return 75;
		bytes += MAX(n, 0);
		size -= (gsize)MAX(n, 0);
	}
	return 0;
}

static int
answer_file(const char *path)
{
	gsize size = 0;
	g_autofree char *bytes =
		text_read_file(path, LIMIT_ITEM_BYTES, &size, NULL);

	return bytes == NULL ? 1 : answer(bytes, size);
}

static int
serve_read(void)
{
	g_autoptr(own_transcript) transcript = transcript_new();
	g_autoptr(own_pdf) pdf = NULL;
	g_autoptr(GString) out = NULL;
	struct job job = {
		.transcript = transcript,
		.deadline = g_get_monotonic_time() +
			    LIMIT_SCAN_SECONDS * G_USEC_PER_SEC,
	};

	read_scan(&job);
	pdf = job.pdf;
	out = transcript_write(transcript);
	return answer(out->str, out->len);
}

static int
serve_page(int page)
{
	struct job job = {.kind = kind_of_file(SCAN, NULL)};
	g_autoptr(own_pdf) pdf = NULL;
	struct look look = {.anyway = TRUE};

	if (job.kind == SCAN_PDF)
		pdf = job.pdf = pdf_open(SCAN);
	return look_at(&job, page, &look) ? answer_file(PAGE) : 1;
}

static int
serve_cut(int first, int last)
{
	enum scan_kind kind = kind_of_file(SCAN, NULL);
	gboolean done = FALSE;

	if (first < 1 || last < first || last - first >= LIMIT_SCAN_PAGES)
		return 1;
	if (kind == SCAN_PDF)
		done = pdf_cut(SCAN, first, last, CUT);
	else if (kind == SCAN_TIFF)
		done = picture_cut(SCAN, first, last, CUT, NULL);
	return done ? answer_file(CUT) : 1;
}

/* The at-th argument as a page's number; 0 if it is none. */
static int
page_argument(int argc, char **argv, int at)
{
	guint64 page = 0;

	if (at < argc)
		g_ascii_string_to_unsigned(argv[at], 10, 1, G_MAXINT, &page,
					   NULL);
	return (int)page;
}

static int
serve(int argc, char **argv)
{
	int first = page_argument(argc, argv, 1);

	picture_prepare();
	if (g_str_equal(argv[0], "read"))
		return serve_read();
	if (g_str_equal(argv[0], "page"))
		return serve_page(first);
	if (g_str_equal(argv[0], "cut"))
		return serve_cut(first, page_argument(argc, argv, 2));
	return 2;
}

int
scanner_serve(const char *folder, int argc, char **argv)
{
	struct box_limits limits = {LIMIT_SCAN_BYTES, LIMIT_SCAN_CPU_SECONDS};
	g_autoptr(GError) error = NULL;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	if (argc < 1 || chdir(folder) != 0)
		return 2;
	if (!box_enter_programs(&limits, folder, &error)) {
		g_autofree char *words =
			g_strconcat("fault=", error->message, NULL);

		answer(words, strlen(words));
		return fault_is(error, FAULT_SETUP) ? 1 : 75;
	}
	return serve(argc, argv);
}
