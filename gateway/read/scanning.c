/*
 * The child's side of reading a scan. It closes the box, then goes from page
 * to page: draw, look for a separator, turn upright, recognise.
 */
#include "read/scanner.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/box.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "read/kind.h"
#include "read/look.h"
#include "read/picture.h"
#include "read/program.h"

#define CUT "cut.out"

/* Words from which on a page of a PDF is taken by its words. */
#define WORDS_ENOUGH 20

/* So many pages in a row that cannot be drawn, and no more are tried. */
#define FAILURES_MOST 5

struct job {
	enum scan_kind kind;
	struct pdf *pdf; /* NULL if it is none */
	struct transcript *transcript;
	gint64 deadline;
	int failures; /* in a row */
};

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
	} else if (look->ink < LOOK_INK_LEAST) {
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
	if (look_at(job->pdf, page, &look))
		job->failures = 0;
	else
		job->failures++;
	judge(&look, text, leaf);
	if (leaf->kind == LEAF_UNREAD && look.good &&
	    !look_recognise(&look, leaf))
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
	*(int *)data = picture_pages(LOOK_SCAN);
}

static void
open_pdf(struct job *job)
{
	job->pdf = pdf_open(LOOK_SCAN);
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
		text_read_file(LOOK_SCAN, LIMIT_ITEM_BYTES, &size, NULL);
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

	job->kind = kind_of_file(LOOK_SCAN, &words);
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
	struct job job = {.kind = kind_of_file(LOOK_SCAN, NULL)};
	g_autoptr(own_pdf) pdf = NULL;
	struct look look = {.anyway = TRUE};

	if (job.kind == SCAN_PDF)
		pdf = job.pdf = pdf_open(LOOK_SCAN);
	return look_at(job.pdf, page, &look) ? answer_file(LOOK_PAGE) : 1;
}

static int
serve_cut(int first, int last)
{
	enum scan_kind kind = kind_of_file(LOOK_SCAN, NULL);
	gboolean done = FALSE;

	if (first < 1 || last < first || last - first >= LIMIT_SCAN_PAGES)
		return 1;
	if (kind == SCAN_PDF)
		done = pdf_cut(LOOK_SCAN, first, last, CUT);
	else if (kind == SCAN_TIFF)
		done = picture_cut(LOOK_SCAN, first, last, CUT, NULL);
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
	struct box_limits limits = {LIMIT_SCAN_BYTES, LIMIT_SCAN_CPU_SECONDS,
				    LIMIT_SCAN_FILE_BYTES};
	g_autoptr(GError) error = NULL;

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
