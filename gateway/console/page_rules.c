/*
 * The rules, to be read and tried: their files as they are, and what they
 * make of a text, with the points of each reason. Nothing is edited here.
 */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "console/component.h"
#include "console/input.h"
#include "console/page_office.h"
#include "console/visit.h"

/* --- what they make of a text --------------------------------------*/

static const char *
kind_words(const struct evidence *found)
{
	switch (found->kind) {
	case EVIDENCE_CATEGORY:
		return category_words(category_of(found->name));
	case EVIDENCE_GROUND:
		return ground_words(ground_of(found->name));
	default:
		return flag_words(flag_of(found->name));
	}
}

static void
write_scores(struct html *html, const struct suggestion *suggestion)
{
	static const char *const heads[] = {"It is", "#Chance", NULL};
	enum category category;

	component_table(html, "How likely each is", FALSE, heads);
	for (category = 0; category < CATEGORY_COUNT; category++) {
		g_autofree char *share = g_strdup_printf(
			"%.0f%%", suggestion->scores[category] * 100);

		component_row(html, category_words(category), share,
			      COMPONENT_END);
	}
	component_table_end(html);
}

static void
write_evidence(struct html *html, const struct suggestion *suggestion)
{
	static const char *const heads[] = {"Words", "Rule", "Speaks for",
					    "#Points", NULL};
	guint i;

	component_table(html, "The words that made it think so", FALSE, heads);
	for (i = 0; i < suggestion->evidence->len; i++) {
		const struct evidence *found = suggestion->evidence->pdata[i];
		g_autofree char *points =
			g_strdup_printf("%+.2f", found->weight);

		component_row(html, found->text, found->rule, kind_words(found),
			      points, COMPONENT_END);
	}
	component_table_end(html);
}

static void
write_result(struct visit *visit, struct html *html, const char *subject,
	     const char *text)
{
	g_autoptr(own_message) message = message_new();
	g_autoptr(own_suggestion) suggestion = NULL;

	g_free(message->subject);
	g_free(message->text);
	g_free(message->new_text);
	message->subject = g_strdup(subject);
	message->text = g_strdup(text);
	message->new_text = g_strdup(text);
	suggestion = classify(visit->post->rules, message, NULL);
	component_heading(html, 2, "What the rules make of it");
	component_inset(html, category_words(suggestion->category));
	write_scores(html, suggestion);
	write_evidence(html, suggestion);
}

static void
write_form(struct visit *visit, struct html *html)
{
	component_heading(html, 2, "Try a text");
	visit_form(visit, html, "/rules");
	input_text(html,
		   &(struct input){
			   .name = "subject",
			   .label = "Subject",
			   .value = request_text(visit->request, "subject"),
		   });
	input_area(html, &(struct input){
				 .name = "text",
				 .label = "Text",
				 .hint = "Nothing of it is kept.",
				 .rows = 8,
				 .value = request_text(visit->request, "text"),
			 });
	input_button(html, "See what the rules make of it", NULL, NULL, NULL);
	html_close(html, "form");
}

/* --- the files -----------------------------------------------------*/

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
file_names(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		if (g_str_has_suffix(name, ".rules"))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_name);
	return names;
}

static void
write_files(struct visit *visit, struct html *html)
{
	g_autoptr(GPtrArray) names = file_names(visit->post->config->rules);
	guint i;

	component_heading(html, 2, "The rules");
	html_open(html, "p", "class", "govuk-body", NULL);
	html_printf(html, "%u rules, %u patterns, version %.12s.",
		    ruleset_rules(visit->post->rules),
		    ruleset_patterns(visit->post->rules),
		    ruleset_hash(visit->post->rules));
	html_close(html, "p");
	html_open(html, "ul", "class", "govuk-list", NULL);
	for (i = 0; i < names->len; i++) {
		g_autofree char *segment = html_segment(names->pdata[i]);
		g_autofree char *path = g_strconcat("/rules/", segment, NULL);

		html_open(html, "li", NULL);
		html_link(html, path, names->pdata[i], "govuk-link");
		html_close(html, "li");
	}
	html_close(html, "ul");
}

static void
show(struct visit *visit)
{
	struct html *html = visit_page_with(
		visit, (struct page){.title = "Rules", .script = TRUE});
	const char *text = request_text(visit->request, "text");

	component_heading(html, 1, "Rules");
	if (request_method(visit->request) == METHOD_POST && *text != '\0')
		write_result(visit, html,
			     request_text(visit->request, "subject"), text);
	write_form(visit, html);
	write_files(visit, html);
	visit_show(visit, 200, html);
}

/* Only a name that the folder has, so that no path leads out of it. */
static void
file(struct visit *visit)
{
	const char *name = visit_argument(visit, "file");
	const char *folder = visit->post->config->rules;
	g_autoptr(GPtrArray) names = file_names(folder);
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *text = NULL;
	struct html *html;

	if (g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
		text = text_read_file(path, LIMIT_TEXT_BYTES, NULL, NULL);
	if (text == NULL) {
		visit_missing(visit, "There is no such file of rules.");
		return;
	}
	html = visit_page_with(visit, (struct page){.title = name,
						    .back = "/rules",
						    .wide = TRUE,
						    .script = TRUE});
	component_heading(html, 1, name);
	html_open(html, "pre", "class", "file", "tabindex", "0", NULL);
	html_text(html, text);
	html_close(html, "pre");
	visit_show(visit, 200, html);
}

const struct route page_rules_routes[] = {
	{METHOD_GET, "/rules", MAY_SIGNED_IN, 0, show, "The rules"},
	{METHOD_POST, "/rules", MAY_SIGNED_IN, 0, show,
	 "What the rules make of a text"},
	{METHOD_GET, "/rules/{file}", MAY_SIGNED_IN, 0, file,
	 "A file of rules"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
