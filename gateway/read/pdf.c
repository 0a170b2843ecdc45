/*
 * pdfinfo, pdftotext, pdftoppm, pdfseparate and pdfunite. What they print is
 * taken for numbers and text, never for more.
 */
#include "read/pdf.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/text.h"
#include "read/program.h"

#define OUT "pdf.out"
#define DOTS 200.0
#define POINTS 72.0
#define SIDE_LEAST 50
#define OUT_BYTES ((gsize)16 * 1024 * 1024)

/* Numbers as arguments; strings must outlive the call. */
static char *
number(int value)
{
	return g_strdup_printf("%d", value);
}

static char *
output(void)
{
	gsize size = 0;
	g_autofree char *bytes = text_read_file(OUT, OUT_BYTES, &size, NULL);

	return bytes == NULL ? g_strdup("") : text_repair(bytes, size, NULL);
}

/* "Page    3 size: 595.28 x 841.89 pts (A4)" */
static void
note_side(struct pdf *pdf, const char *line)
{
	double *side, w, h;
	int page;

	if (sscanf(line, "Page %9d size: %lf x %lf pts", &page, &w, &h) != 3 ||
	    page < 1 || page > LIMIT_SCAN_PAGES || !isfinite(w) || !isfinite(h))
		return;
	side = &g_array_index(pdf->sides, double, page - 1);
	*side = MAX(fabs(w), fabs(h));
}

static void
read_info(struct pdf *pdf, const char *path)
{
	g_autofree char *last = number(LIMIT_SCAN_PAGES);
	char *argv[] = {"pdfinfo", "-f", "1", "-l", last, (char *)path, NULL};
	gboolean good = program_run(argv, OUT);
	g_autofree char *text = output();
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autofree char *complaints = program_complaints();
	int i;

	pdf->locked = !good && strstr(complaints, "password") != NULL;
	for (i = 0; lines[i] != NULL; i++) {
		(void)sscanf(lines[i], "Pages: %9d", &pdf->pages);
		note_side(pdf, lines[i]);
	}
	pdf->pages = MAX(pdf->pages, 0);
}

static void
read_text(struct pdf *pdf, const char *path)
{
	g_autofree char *last = number(LIMIT_SCAN_PAGES);
	char *argv[] = {"pdftotext", "-enc",	   "UTF-8", "-l",
			last,	     (char *)path, "-",	    NULL};
	g_autofree char *text = NULL;
	g_auto(GStrv) pages = NULL;
	int i;

	if (!program_run(argv, OUT))
		return;
	text = output();
	pages = g_strsplit(text, "\f", -1);
	for (i = 0; i < LIMIT_SCAN_PAGES && pages[i] != NULL; i++) {
		char *clean = text_clean(pages[i], FALSE);

		g_ptr_array_add(pdf->text, g_strstrip(clean));
	}
}

struct pdf *
pdf_open(const char *path)
{
	struct pdf *pdf = g_new0(struct pdf, 1);

	pdf->sides = g_array_new(FALSE, TRUE, sizeof(double));
	g_array_set_size(pdf->sides, LIMIT_SCAN_PAGES);
	pdf->text = g_ptr_array_new_with_free_func(g_free);
	read_info(pdf, path);
	if (pdf->pages > 0)
		read_text(pdf, path);
	return pdf;
}

void
pdf_free(struct pdf *pdf)
{
	if (pdf == NULL)
		return;
	g_array_unref(pdf->sides);
	g_ptr_array_unref(pdf->text);
	g_free(pdf);
}

const char *
pdf_text(const struct pdf *pdf, int page)
{
	return page >= 1 && (guint)page <= pdf->text->len
		       ? pdf->text->pdata[page - 1]
		       : "";
}

gboolean
pdf_draw(const struct pdf *pdf, const char *path, int page)
{
	double side = page >= 1 && page <= LIMIT_SCAN_PAGES
			      ? g_array_index(pdf->sides, double, page - 1)
			      : 0;
	double pixels =
		CLAMP(ceil(side / POINTS * DOTS), SIDE_LEAST, LIMIT_SCAN_SIDE);
	g_autofree char *n = number(page);
	g_autofree char *to = number((int)pixels);
	char *argv[] = {"pdftoppm",    "-gray",
			"-f",	       n,
			"-l",	       n,
			"-scale-to",   to,
			"-singlefile", (char *)path,
			"drawn",       NULL};

	(void)unlink(PDF_PICTURE);
	return side > 0 && program_run(argv, OUT) &&
	       access(PDF_PICTURE, R_OK) == 0;
}

gboolean
pdf_cut(const char *path, int first, int last, const char *to)
{
	g_autofree char *from = number(first);
	g_autofree char *until = number(last);
	char *separate[] = {"pdfseparate", "-f",	 from,	       "-l",
			    until,	   (char *)path, "cut-%d.pdf", NULL};
	g_autoptr(GPtrArray) unite = g_ptr_array_new_with_free_func(g_free);
	int page;

	g_ptr_array_add(unite, g_strdup("pdfunite"));
	for (page = first; page <= last; page++)
		g_ptr_array_add(unite, g_strdup_printf("cut-%d.pdf", page));
	g_ptr_array_add(unite, g_strdup(to));
	g_ptr_array_add(unite, NULL);
	if (!program_run(separate, OUT))
		return FALSE;
	if (first == last)
		return rename(unite->pdata[1], to) == 0;
	return program_run((char **)unite->pdata, OUT);
}
