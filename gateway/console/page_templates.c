/*
 * The letters' templates, each filled in with a sample case.
 */
#include "console/component.h"
#include "console/page_office.h"
#include "console/visit.h"
#include "desk/correspond.h"
#include "respond/compose.h"

static void
write_name(struct html *html, const struct template *template)
{
	g_autofree char *segment = html_segment(template_name(template));
	g_autofree char *path = g_strconcat("/templates/", segment, NULL);

	component_row_open(html);
	component_cell_open(html, "th");
	html_link(html, path, template_name(template), "govuk-link");
	component_cell_close(html, "th");
	component_cell_open(html, "td");
	html_text(html, template_guard(template)
				? "leaves by itself if nobody acts"
				: "leaves when a person lets it");
	component_cell_close(html, "td");
	component_cell_open(html, "td");
	html_printf(html, "%.12s", template_hash(template));
	component_cell_close(html, "td");
	component_row_close(html);
}

static void
templates(struct visit *visit)
{
	static const char *const heads[] = {"Template", "It", "Version", NULL};
	struct html *html = visit_page_with(
		visit, (struct page){.title = "Templates", .script = TRUE});
	guint i;

	component_heading(html, 1, "Templates");
	component_text(html,
		       "The words of our letters. They are files; whoever "
		       "looks after the computer changes them, and Postroom "
		       "refuses one without what the Code asks for.");
	component_table(html, "Templates", TRUE, heads);
	for (i = 0; i < templates_count(visit->post->templates); i++)
		write_name(html, templates_at(visit->post->templates, i));
	component_table_end(html);
	visit_show(visit, 200, html);
}

static struct notice *
fill(struct visit *visit, const struct template *template, GError **error)
{
	struct letter_facts facts;

	letter_facts_sample(&facts, template_letter(template),
			    template_guard(template));
	correspond_landlord(&visit->post->config->landlord, &facts);
	facts.profile = visit->post->profile;
	return compose(visit->post->templates, template_letter(template),
		       &facts, error);
}

static void
preview(struct visit *visit)
{
	const struct template *template = templates_named(
		visit->post->templates, visit_argument(visit, "name"));
	g_autoptr(own_notice) notice = NULL;
	GError *error = NULL;
	struct html *html;

	if (template == NULL) {
		visit_missing(visit, "There is no such template.");
		return;
	}
	notice = fill(visit, template, &error);
	if (notice == NULL) {
		visit_fault(visit, error);
		return;
	}
	html = visit_page_with(visit,
			       (struct page){.title = template_name(template),
					     .back = "/templates",
					     .script = TRUE});
	component_heading(html, 1, template_name(template));
	component_text(html, "Filled in with a case that does not exist.");
	component_heading(html, 2, notice->subject);
	html_open(html, "div", "class", "letter", NULL);
	html_lines(html, notice->body);
	html_close(html, "div");
	visit_show(visit, 200, html);
}

const struct route page_template_routes[] = {
	{METHOD_GET, "/templates", MAY_SIGNED_IN, 0, templates,
	 "The letters' templates"},
	{METHOD_GET, "/templates/{name}", MAY_SIGNED_IN, 0, preview,
	 "A template, filled in"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
