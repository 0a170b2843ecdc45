/*
 * Who saw and who did what, newest first: of everything, of one case or of
 * one member of staff.
 */
#include "base/clock.h"
#include "console/component.h"
#include "console/input.h"
#include "console/page_office.h"
#include "console/site.h"
#include "console/visit.h"
#include "ledger/access.h"
#include "ledger/staff.h"
#include "model/ref.h"

#define PER_PAGE 100

static gint64
number_of(const struct visit *visit, const char *name)
{
	const char *text = request_query(visit->request, name);
	gint64 n = 0;

	if (text != NULL)
		(void)g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &n,
					       NULL);
	return n;
}

/* Everybody, as choices of a select; the list owns the names. */
static void
write_staff(struct visit *visit, struct html *html, GPtrArray *staff)
{
	g_autoptr(GArray) choices =
		g_array_new(TRUE, TRUE, sizeof(struct choice));
	g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func(g_free);
	const struct choice anybody = {.value = "", .text = "Anybody"};
	guint i;

	g_array_append_val(choices, anybody);
	for (i = 0; i < staff->len; i++) {
		const struct staff *member = staff->pdata[i];
		struct choice choice = {.text = member->name};

		choice.value = g_strdup_printf("%" G_GINT64_FORMAT, member->id);
		g_ptr_array_add(numbers, (gpointer)choice.value);
		g_array_append_val(choices, choice);
	}
	input_select(html,
		     &(struct input){
			     .name = "staff",
			     .label = "Who",
			     .choices = (const struct choice *)choices->data,
			     .value = request_query(visit->request, "staff"),
		     });
}

static void
write_filter(struct visit *visit, struct html *html, GPtrArray *staff)
{
	html_open(html, "form", "method", "get", "action", "/audit", "class",
		  "filter", NULL);
	input_text(html, &(struct input){
				 .name = "ref",
				 .label = "Case",
				 .value = request_query(visit->request, "ref"),
				 .width = 20,
			 });
	write_staff(visit, html, staff);
	input_button(html, "Show these", NULL, NULL, NULL);
	html_close(html, "form");
}

static void
write_line(struct visit *visit, struct html *html,
	   const struct access_line *line)
{
	g_autofree char *when = clock_short(line->at);
	g_autofree char *path = g_strconcat("/case/", line->ref, NULL);

	component_row_open(html);
	component_cell_open(html, "th");
	html_text(html, when);
	component_cell_close(html, "th");
	component_cell_open(html, "td");
	html_text(html, line->who);
	component_cell_close(html, "td");
	component_cell_open(html, "td");
	html_text(html,
		  route_words(site_settings(visit->site)->tables, line->what));
	component_cell_close(html, "td");
	component_cell_open(html, "td");
	if (*line->ref != '\0')
		html_link(html, path, line->ref, "govuk-link");
	component_cell_close(html, "td");
	component_row_close(html);
}

static void
write_lines(struct visit *visit, struct html *html, GPtrArray *lines)
{
	static const char *const heads[] = {"When", "Who", "What", "Case",
					    NULL};
	const struct access_line *last = NULL;
	g_autofree char *before = NULL;
	g_autofree char *next = NULL;
	guint i;

	component_table(html, "Views and acts, newest first", FALSE, heads);
	for (i = 0; i < lines->len; i++) {
		last = lines->pdata[i];
		write_line(visit, html, last);
	}
	component_table_end(html);
	if (lines->len < PER_PAGE)
		return;
	before = g_strdup_printf("%" G_GINT64_FORMAT, last->id);
	next = html_path("/audit", "before", before, "ref",
			 request_query(visit->request, "ref"), "staff",
			 request_query(visit->request, "staff"), NULL);
	component_previous_next(html, NULL, next);
}

static void
audit(struct visit *visit)
{
	const char *typed = request_query(visit->request, "ref");
	g_autofree char *ref =
		typed != NULL && *typed != '\0' ? ref_read(typed) : NULL;
	const struct access_query query = {
		.ref = ref,
		.staff = number_of(visit, "staff"),
		.before = number_of(visit, "before"),
		.limit = PER_PAGE,
	};
	GError *error = NULL;
	g_autoptr(GPtrArray) lines =
		access_list(visit->post->ledger, &query, &error);
	g_autoptr(GPtrArray) staff =
		lines != NULL ? staff_list(visit->post->ledger, &error) : NULL;
	struct html *html;

	if (staff == NULL) {
		visit_fault(visit, error);
		return;
	}
	html = visit_page_with(
		visit, (struct page){.title = "Who saw what", .wide = TRUE});
	component_heading(html, 1, "Who saw and did what");
	write_filter(visit, html, staff);
	write_lines(visit, html, lines);
	visit_show(visit, 200, html);
}

const struct route page_audit_routes[] = {
	{METHOD_GET, "/audit", MAY_MANAGE | MAY_ADMINISTER, 0, audit,
	 "Who saw and did what"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
