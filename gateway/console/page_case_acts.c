/*
 * What else can be done on a case: a note at once, everything larger by a
 * page of its own. And taking on a danger.
 */
#include "console/page_case.h"

#include "console/component.h"
#include "desk/accept.h"
#include "desk/note.h"

struct way {
	const char *rest;
	const char *words;
	guint who;
};

static const struct way ways[] = {
	{"/write", "Write to the resident", MAY_SETTLE},
	{"/log", "Log a call, a visit, a survey or a report", MAY_HANDLE},
	{"/person", "Change what is known of the person", MAY_HANDLE},
	{"/assign", "Assign it, or bar somebody from it", MAY_HANDLE},
	{"/relate", "Link, join, move or close", MAY_SETTLE},
};

static void
write_ways(struct visit *visit, struct html *html, const struct case_row *row)
{
	gsize i;

	html_open(html, "ul", "class", "govuk-list", NULL);
	for (i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autofree char *path = case_path(row, ways[i].rest);

		if (!visit_may(visit, ways[i].who))
			continue;
		html_open(html, "li", NULL);
		html_link(html, path, ways[i].words, "govuk-link");
		html_close(html, "li");
	}
	html_close(html, "ul");
}

static void
write_note(struct visit *visit, struct html *html, const struct case_view *view)
{
	case_form(visit, html, view->row, view->revision, "/note");
	input_area(html, &(struct input){
				 .name = "text",
				 .label = "Note",
				 .hint = "For colleagues. The resident does "
					 "not see it.",
				 .rows = 3,
			 });
	input_button(html, "Add the note", "secondary", NULL, NULL);
	html_close(html, "form");
}

void
case_acts(struct visit *visit, struct html *html, const struct case_view *view)
{
	if (!visit_may(visit, MAY_HANDLE))
		return;
	case_section(html, "acts", "Do something");
	write_note(visit, html, view);
	write_ways(visit, html, view->row);
	html_close(html, "section");
}

/* A note is added whatever else was: it overwrites nothing. */
void
case_note_post(struct visit *visit)
{
	struct act act = case_act(visit);
	GError *error = NULL;
	gboolean done;

	act.revision = 0;
	done = note_add(visit->post, &act, request_text(visit->request, "text"),
			&error);
	case_after(visit, done, error, "The note is saved.");
}

/* Whoever takes a danger on says so by name; the rota is called no more. */
void
case_accept_post(struct visit *visit)
{
	struct act act = case_act(visit);
	GError *error = NULL;
	gboolean done;

	act.revision = 0;
	done = accept_danger(visit->post, &act, ACCEPT_CONSOLE, &error);
	case_after(visit, done, error,
		   "You have taken it on. Record what is done about it.");
}
