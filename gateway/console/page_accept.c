/*
 * A mail program that follows links accepts nothing: only the form does. The
 * token is the proof, so that nobody needs to be signed in at night.
 */
#include "console/page_accept.h"

#include "base/clock.h"
#include "base/fault.h"
#include "console/component.h"
#include "console/input.h"
#include "console/visit.h"
#include "desk/accept.h"

/* The danger of the link, or NULL when the refusal is written. */
static struct danger *
find(struct visit *visit)
{
	GError *error = NULL;
	struct danger *danger = accept_find(
		visit->post, visit_argument(visit, "token"), &error);

	if (danger == NULL && fault_is(error, FAULT_INPUT)) {
		visit_refuse(visit, 404, "This link does not work",
			     error->message);
		g_error_free(error);
	} else if (danger == NULL) {
		visit_fault(visit, error);
	}
	return danger;
}

static void
write_form(struct visit *visit, struct html *html, const struct errors *errors)
{
	component_text(html, "A message in this case tells of a danger to "
			     "somebody. Nobody has taken it on yet.");
	component_text(html, "If you take it on, nobody else is called. Read "
			     "the case before you make contact.");
	visit_form(visit, html, NULL);
	input_text(html, &(struct input){.name = "by",
					 .label = "Your name",
					 .errors = errors,
					 .autocomplete = "name",
					 .width = 20});
	input_button(html, "Take it on", NULL, NULL, NULL);
	html_close(html, "form");
}

static void
write_standing(struct html *html, const struct danger *danger)
{
	g_autofree char *when = clock_short(danger->accepted);
	g_autofree char *words =
		when != NULL ? g_strdup_printf("%s took it on at %s.",
					       danger->accepted_by, when)
			     : g_strdup("It has been dealt with.");

	component_text(html, words);
	component_text(html, "Nobody is called any more. What was done about "
			     "it is recorded in the case.");
}

static void
show(struct visit *visit, const struct danger *danger,
     const struct errors *errors)
{
	gboolean waits = danger->open && danger->accepted == TIME_NONE;
	g_autofree char *title =
		g_strdup_printf("Danger in case %s", danger->ref);
	struct html *html = visit_page_with(
		visit, (struct page){.title = title,
				     .wrong = errors_count(errors) > 0});

	input_summary(html, errors);
	component_heading(html, 1, title);
	if (waits)
		write_form(visit, html, errors);
	else
		write_standing(html, danger);
	visit_show(visit, errors_count(errors) > 0 ? 400 : 200, html);
}

static void
accept_get(struct visit *visit)
{
	g_autoptr(own_danger) danger = find(visit);

	if (danger != NULL)
		show(visit, danger, NULL);
}

/* Somebody else may have been quicker: then the page says who. */
static void
accept_post(struct visit *visit)
{
	g_autoptr(own_danger) danger = find(visit);
	g_autoptr(own_errors) errors = errors_new();
	g_autoptr(GError) error = NULL;
	struct act act = {.by = request_text(visit->request, "by")};

	if (danger == NULL)
		return;
	act.ref = danger->ref;
	if (!act_is_name(act.by)) {
		errors_add(errors, "by", "Enter your name");
		show(visit, danger, errors);
		return;
	}
	if (danger->open && danger->accepted == TIME_NONE &&
	    !accept_danger(visit->post, &act, ACCEPT_LINK, &error) &&
	    !fault_is(error, FAULT_INPUT)) {
		visit_fault(visit, g_steal_pointer(&error));
		return;
	}
	visit_done(visit, request_path(visit->request), NULL);
}

const struct route page_accept_routes[] = {
	{METHOD_GET, "/accept/{token}", MAY_ANYBODY, 0, accept_get,
	 "The form that takes on a danger, from the link of a call"},
	{METHOD_POST, "/accept/{token}", MAY_ANYBODY, ROUTE_OPEN_POST,
	 accept_post, "Takes on the danger, by name"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
