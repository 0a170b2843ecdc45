/*
 * What Cairo leaves out of a PDF, put in with qpdf: its language, that the
 * title is shown, and an identifier that depends on the contents alone.
 */
#include <qpdf/qpdf-c.h>

#include "base/fault.h"
#include "respond/page_inside.h"

static void
set_catalogue(qpdf_data pdf, const char *language)
{
	qpdf_oh root = qpdf_get_root(pdf);
	qpdf_oh info = qpdf_oh_get_key(pdf, qpdf_get_trailer(pdf), "/Info");

	qpdf_oh_replace_key(pdf, root, "/Lang",
			    qpdf_oh_new_unicode_string(pdf, language));
	qpdf_oh_replace_key(pdf, root, "/ViewerPreferences",
			    qpdf_oh_parse(pdf, "<< /DisplayDocTitle true >>"));
	qpdf_oh_remove_key(pdf, info, "/CreationDate");
}

static GBytes *
rewrite(qpdf_data pdf, const void *data, gsize size, const char *language)
{
	qpdf_silence_errors(pdf);
	qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
	if (qpdf_read_memory(pdf, "letter", data, size, NULL) & QPDF_ERRORS)
		return NULL;
	set_catalogue(pdf, language);
	if (qpdf_init_write_memory(pdf) & QPDF_ERRORS)
		return NULL;
	qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
	if (qpdf_write(pdf) & QPDF_ERRORS)
		return NULL;
	return g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
}

GBytes *
page_finish(const void *data, gsize size, const char *language, GError **error)
{
	qpdf_data pdf = qpdf_init();
	GBytes *result = rewrite(pdf, data, size, language);

	if (!result)
		fault_set(error, FAULT_TEMPORARY,
			  "A letter's PDF could not be finished.");
	qpdf_cleanup(&pdf);
	return result;
}
