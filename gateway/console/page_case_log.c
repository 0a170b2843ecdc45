/*
 * Logging what happened outside Postroom: a call, a visit, a survey, a
 * report, with its files (Code 5.12: nothing has to go by another program).
 * Files are kept as they came and handed out as attachments only.
 */
#include "console/page_case.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "console/component.h"
#include "desk/logged.h"
#include "ledger/enclosure.h"
#include "spool/archive.h"

static void
write_kinds(struct visit *visit, struct html *html, const struct errors *errors)
{
	struct choice choices[LOGGED_KINDS + 1] = {{NULL, NULL, NULL, FALSE}};
	char *words[LOGGED_KINDS];
	enum logged kind;

	for (kind = 0; kind < LOGGED_KINDS; kind++) {
		words[kind] = case_sentence(logged_words(kind));
		choices[kind].value = logged_name(kind);
		choices[kind].text = words[kind];
	}
	input_radios(html,
		     &(struct input){
			     .name = "kind",
			     .label = "What was it?",
			     .value = request_text(visit->request, "kind"),
			     .choices = choices,
			     .errors = errors,
		     });
	for (kind = 0; kind < LOGGED_KINDS; kind++)
		g_free(words[kind]);
}

static void
show_form(struct visit *visit, const struct case_row *row,
	  const struct errors *errors)
{
	struct html *html = case_subpage(
		visit, row, "Log a call, a visit, a survey or a report",
		errors);
	g_autofree char *path = case_path(row, "/log");
	g_autofree char *today = clock_iso(clock_day(clock_now()));

	visit_form_files(visit, html, path);
	write_kinds(visit, html, errors);
	input_date(html, &(struct input){
				 .name = "day",
				 .label = "When was it?",
				 .value = today,
				 .errors = errors,
			 });
	input_area(html, &(struct input){
				 .name = "text",
				 .label = "What happened?",
				 .hint = "Who, what was said or found, what "
					 "was agreed.",
				 .value = request_text(visit->request, "text"),
				 .errors = errors,
				 .rows = 6,
			 });
	input_file(html, &(struct input){
				 .name = "files",
				 .label = "Files",
				 .hint = "Photographs, reports, letters. They "
					 "are kept with the case.",
				 .errors = errors,
				 .multiple = TRUE,
			 });
	input_button(html, "Keep it with the case", NULL, NULL, NULL);
	html_close(html, "form");
	visit_show(visit, errors_count(errors) > 0 ? 400 : 200, html);
}

void
case_log_get(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);

	if (row != NULL)
		show_form(visit, row, NULL);
}

/* The files of the form; the array is the caller's, the rest borrowed. */
static GArray *
files_of(struct visit *visit)
{
	GArray *files = g_array_new(FALSE, FALSE, sizeof(struct logged_file));
	const GPtrArray *uploads = request_uploads(visit->request);
	guint i;

	for (i = 0; i < uploads->len; i++) {
		const struct upload *upload = uploads->pdata[i];
		struct logged_file file = {
			.filename = upload->filename,
			.type = upload->type,
			.bytes = upload->bytes,
		};

		g_array_append_val(files, file);
	}
	return files;
}

void
case_log_post(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	g_autoptr(own_errors) errors = errors_new();
	g_autoptr(GArray) files = files_of(visit);
	struct logging entry = {
		.kind = logged_of(request_text(visit->request, "kind")),
		.day = input_read_date(visit->request, "day", errors),
		.text = request_text(visit->request, "text"),
		.files = (const struct logged_file *)(void *)files->data,
		.n_files = files->len,
	};
	GError *error = NULL;
	gboolean done;

	if (row == NULL)
		return;
	if (entry.kind == LOGGED_KINDS)
		errors_add(errors, "kind", "Choose what it was.");
	if (errors_count(errors) > 0) {
		show_form(visit, row, errors);
		return;
	}
	entry.act = case_act(visit);
	done = logged_add(visit->post, &entry, &error);
	if (!done && g_error_matches(error, FAULT, FAULT_INPUT)) {
		errors_add(errors, "text", error->message);
		g_error_free(error);
		show_form(visit, row, errors);
		return;
	}
	case_after(visit, done, error, "It is kept with the case.");
}

/* One file of the case, by its number. */
void
case_enclosure_get(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	gint64 id = g_ascii_strtoll(visit_argument(visit, "id"), NULL, 10);
	g_autoptr(own_enclosure) file = NULL;
	g_autoptr(GBytes) bytes = NULL;
	GError *error = NULL;

	if (row == NULL)
		return;
	file = enclosure_load(visit->post->ledger, id, &error);
	if (file != NULL && file->case_id == row->id)
		bytes = archive_open(visit->post->config->data, file->sha256,
				     &error);
	if (bytes != NULL)
		reply_file(visit->reply, file->type, file->filename, bytes);
	else if (error != NULL)
		visit_fault(visit, error);
	else
		visit_missing(visit, "There is no such file on this case.");
}

void
case_enclosures(struct html *html, const struct case_view *view, gint64 event)
{
	guint i;

	for (i = 0; i < view->enclosures->len; i++) {
		const struct enclosure *file = view->enclosures->pdata[i];
		g_autofree char *rest =
			g_strdup_printf("/file/%" G_GINT64_FORMAT, file->id);
		g_autofree char *path = case_path(view->row, rest);

		if (file->event != event)
			continue;
		html_open(html, "div", NULL);
		html_link(html, path, file->filename, "govuk-link");
		html_close(html, "div");
	}
}
