/*
 * Makes the letter: lays out, breaks into pages, draws, finishes the file.
 */
#include "respond/page.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "respond/page_inside.h"

static char *
repaired(const char *text)
{
	return text ? text_repair(text, strlen(text), NULL) : g_strdup("");
}

/* Between the last line of the text and the foot. */
#define FOOT_ROOM MM(6)
#define REF_CHARS 40

static GBytes *
build(const struct page_spec *spec, PangoContext *context, guint *pages,
      GError **error)
{
	g_autoptr(own_sheet) sheet = page_lay(context, spec, error);
	if (!sheet)
		return NULL;
	sheet->bottom = PAGE_FOOT - FOOT_ROOM -
			page_foot_height(sheet, context, spec->ref);
	page_break(sheet);

	g_autoptr(GByteArray) pdf = page_draw(sheet, context, spec, error);
	if (!pdf)
		return NULL;
	if (pages)
		*pages = sheet->pages;
	return page_finish(pdf->data, pdf->len, spec->language, error);
}

GBytes *
page_build(const struct page_spec *spec, guint *pages, GError **error)
{
	g_autofree char *address = repaired(spec->address);
	g_autofree char *sender = repaired(spec->sender);
	g_autofree char *date = repaired(spec->date);
	g_autofree char *whole_ref = repaired(spec->ref);
	g_autofree char *clean_ref = text_clean(whole_ref, TRUE);
	g_autofree char *ref = text_shorten(clean_ref, REF_CHARS);
	g_autofree char *title = repaired(spec->title);
	g_autofree char *language = repaired(spec->language);
	g_autofree char *text = repaired(spec->text);
	gsize most = LIMIT_PAGE_BYTES;

	if (strlen(text) > most || strlen(address) > most ||
	    strlen(sender) > most || strlen(title) > most ||
	    strlen(date) > most) {
		fault_set(error, FAULT_INPUT,
			  "The letter is too long to be printed. Shorten it.");
		return NULL;
	}
	struct page_spec clean = {
		.address = address,
		.sender = sender,
		.date = date,
		.ref = ref,
		.title = title,
		.language = *language ? language : "en-GB",
		.text = text,
		.points = spec->points,
	};
	PangoContext *context = page_context(clean.language, error);
	if (!context)
		return NULL;

	GBytes *pdf = build(&clean, context, pages, error);
	g_object_unref(context);
	return pdf;
}
