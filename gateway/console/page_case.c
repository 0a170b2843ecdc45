/*
 * The page of a case: its routes, the order of its parts, and what its forms
 * have in common. The parts are in page_case_*.c, page_message*.c and
 * page_letter*.c; what is done stands in desk/.
 */
#include "console/page_case.h"

#include "base/fault.h"
#include "base/clock.h"
#include "console/component.h"
#include "desk/act.h"

static void case_get(struct visit *visit);

const struct route page_case_routes[] = {
	{METHOD_GET, "/case/{ref}", MAY_LOOK, 0, case_get, "Read a case"},
	{METHOD_POST, "/case/{ref}/confirm", MAY_SETTLE, 0, case_confirm_post,
	 "Confirm a case as it is proposed"},
	{METHOD_GET, "/case/{ref}/settle", MAY_SETTLE, 0, case_settle_get,
	 "Choose otherwise what a case is"},
	{METHOD_POST, "/case/{ref}/settle", MAY_SETTLE, 0, case_settle_post,
	 "Settle what a case is"},
	{METHOD_GET, "/case/{ref}/draft", MAY_HANDLE, 0, case_draft_get,
	 "See the acknowledgement and what it is made from"},
	{METHOD_POST, "/case/{ref}/draft", MAY_HANDLE, 0, case_draft_post,
	 "Change the acknowledgement"},
	{METHOD_POST, "/case/{ref}/preview", MAY_HANDLE, 0, case_preview_post,
	 "See the acknowledgement with what is typed"},
	{METHOD_POST, "/case/{ref}/release", MAY_SETTLE, 0, case_release_post,
	 "Release the acknowledgement that was read"},
	{METHOD_POST, "/case/{ref}/done", MAY_HANDLE, 0, case_done_post,
	 "Record that a duty is done or not needed"},
	{METHOD_POST, "/case/{ref}/note", MAY_HANDLE, 0, case_note_post,
	 "Add a note to a case"},
	{METHOD_GET, "/case/{ref}/person", MAY_HANDLE, 0, case_person_get,
	 "See what is known of a person"},
	{METHOD_POST, "/case/{ref}/person", MAY_HANDLE, 0, case_person_post,
	 "Change what is known of a person"},
	{METHOD_POST, "/case/{ref}/accept", MAY_HANDLE, 0, case_accept_post,
	 "Take on a danger"},
	{METHOD_GET, "/case/{ref}/log", MAY_HANDLE, 0, case_log_get,
	 "Log what happened elsewhere"},
	{METHOD_POST, "/case/{ref}/log", MAY_HANDLE, ROUTE_UPLOAD,
	 case_log_post, "Log what happened elsewhere, with files"},
	{METHOD_GET, "/case/{ref}/file/{id}", MAY_LOOK, 0, case_enclosure_get,
	 "Download a file that was put with a case"},
	{METHOD_GET, "/case/{ref}/assign", MAY_HANDLE, 0, case_assign_get,
	 "See who has a case"},
	{METHOD_POST, "/case/{ref}/assign", MAY_HANDLE, 0, case_assign_post,
	 "Give a case to somebody"},
	{METHOD_POST, "/case/{ref}/bar", MAY_MANAGE, 0, case_bar_post,
	 "Bar somebody from a case"},
	{METHOD_GET, "/case/{ref}/date", MAY_SETTLE, 0, case_date_get,
	 "See when a case was received"},
	{METHOD_POST, "/case/{ref}/date", MAY_SETTLE, 0, case_date_post,
	 "Settle when a case was received"},
	{METHOD_GET, "/case/{ref}/relate", MAY_SETTLE, 0, case_relate_get,
	 "Link, join, move or close a case"},
	{METHOD_POST, "/case/{ref}/link", MAY_SETTLE, 0, case_link_post,
	 "Link two cases"},
	{METHOD_POST, "/case/{ref}/same", MAY_SETTLE, 0, case_same_post,
	 "Say whether two cases are one"},
	{METHOD_POST, "/case/{ref}/move", MAY_SETTLE, 0, case_move_post,
	 "Move a message to another case"},
	{METHOD_POST, "/case/{ref}/close", MAY_SETTLE, 0, case_close_post,
	 "Close a case, or open it again"},
	{METHOD_GET, NULL, 0, 0, NULL, NULL},
};

/* --- what the forms share
 * ----------------------------------------------------*/

gint64
case_revision(struct visit *visit, const struct case_row *row)
{
	const char *shown = request_value(visit->request, "revision");

	if (request_method(visit->request) == METHOD_POST && shown != NULL)
		return g_ascii_strtoll(shown, NULL, 10);
	return act_revision(visit->post->ledger, row->id, NULL);
}

void
case_form(struct visit *visit, struct html *html, const struct case_row *row,
	  gint64 revision, const char *rest)
{
	g_autofree char *path = case_path(row, rest);
	g_autofree char *number =
		g_strdup_printf("%" G_GINT64_FORMAT, revision);

	visit_form(visit, html, path);
	input_hidden(html, "revision", number);
}

struct act
case_act(struct visit *visit)
{
	const char *revision = request_text(visit->request, "revision");

	return (struct act){
		.ref = visit_argument(visit, "ref"),
		.by = visit_by(visit),
		.login = visit->who->login,
		.revision = g_ascii_strtoll(revision, NULL, 10),
	};
}

/* What a person has typed, so that it is not lost with a refusal. */
static void
write_typed(struct html *html, const struct request *request)
{
	g_autoptr(GPtrArray) names = request_names(request);
	static const char *const ours[] = {"csrf",   "revision", "return",
					   "shown",  "category", "duty",
					   "letter", NULL};
	guint i;

	for (i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		const char *text = request_text(request, name);

		if (*text == '\0' || g_strv_contains(ours, name))
			continue;
		component_inset(html, text);
	}
}

static gboolean
is_typed(const struct request *request)
{
	g_autoptr(own_html) html = html_new();

	write_typed(html, request);
	return html_size(html) > 0;
}

/* Refused: why, what was typed, and the way back. */
static void
refuse(struct visit *visit, guint status, const char *title,
       const GError *error)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	struct html *html;

	if (row == NULL)
		return;
	html = case_subpage(visit, row, title, NULL);
	component_text(html, error->message);
	if (is_typed(visit->request)) {
		component_heading(html, 2, "What you typed");
		write_typed(html, visit->request);
	}
	html_open(html, "p", "class", "govuk-body", NULL);
	{
		g_autofree char *path = case_path(row, "");

		component_button_link(html, path, "Look at the case as it is",
				      NULL);
	}
	html_close(html, "p");
	visit_show(visit, status, html);
}

void
case_after(struct visit *visit, gboolean done, GError *error,
	   const char *message)
{
	const char *back = request_text(visit->request, "return");
	g_autofree char *ref = html_segment(visit_argument(visit, "ref"));
	g_autofree char *path = g_strconcat("/case/", ref, NULL);

	if (done) {
		visit_done(visit, *back != '\0' ? back : path, message);
	} else if (g_error_matches(error, FAULT, FAULT_INPUT)) {
		refuse(visit, 400, "That cannot be done", error);
		g_error_free(error);
	} else if (g_error_matches(error, FAULT, FAULT_BUSY)) {
		refuse(visit, 409, "The case has changed", error);
		g_error_free(error);
	} else {
		visit_fault(visit, error);
	}
}

struct html *
case_subpage(struct visit *visit, const struct case_row *row, const char *title,
	     const struct errors *errors)
{
	g_autofree char *full = g_strdup_printf("%s: %s", title, row->ref);
	g_autofree char *back = case_path(row, "");
	struct html *html = visit_page_with(
		visit, (struct page){
			       .title = full,
			       .back = back,
			       .wrong = errors_count(errors) > 0,
			       .wide = TRUE,
			       .script = TRUE,
		       });

	input_summary(html, errors);
	html_open(html, "h1", "class", "govuk-heading-l", NULL);
	html_element(html, "span", row->ref, "class", "govuk-caption-l", NULL);
	html_text(html, title);
	html_close(html, "h1");
	return html;
}

char *
case_sentence(const char *words)
{
	char *sentence = g_strdup(words);

	*sentence = g_ascii_toupper(*sentence);
	return sentence;
}

void
case_section(struct html *html, const char *id, const char *heading)
{
	g_autofree char *label = g_strconcat(id, "-heading", NULL);

	html_open(html, "section", "id", id, "class", "case-section",
		  "aria-labelledby", label, NULL);
	html_element(html, "h2", heading, "id", label, "class",
		     "govuk-heading-m", NULL);
}

/* --- the page
 * ----------------------------------------------------------------*/

struct anchor {
	const char *anchor;
	const char *words;
};

/* Where things are, for who comes by keyboard or on a narrow screen. */
static void
write_contents(struct html *html, const struct case_view *view)
{
	static const struct anchor places[] = {
		{"#message", "Message"},   {"#decide", "What it is"},
		{"#owed", "What is owed"}, {"#letter", "Letter"},
		{"#people", "People"},	   {"#acts", "Do something"},
		{"#timeline", "Timeline"},
	};
	gsize i;

	html_open(html, "nav", "class", "case-contents", "aria-label",
		  "On this page", NULL);
	html_open(html, "ul", "class", "govuk-list", NULL);
	for (i = 0; i < G_N_ELEMENTS(places); i++) {
		if (g_str_equal(places[i].anchor, "#letter") &&
		    view->row->stage == 0)
			continue;
		html_open(html, "li", NULL);
		html_link(html, places[i].anchor, places[i].words,
			  "govuk-link");
		html_close(html, "li");
	}
	html_close(html, "ul");
	html_close(html, "nav");
}

/* Left what was said and what we answer, right how it stands. In the order in
 * which one reads: said, decided, owed, answered, known. */
static void
write_case(struct visit *visit, struct html *html, const struct case_view *view)
{
	html_open(html, "div", "data-case", view->row->ref, NULL);
	case_head(visit, html, view);
	case_banners(visit, html, view);
	write_contents(html, view);
	html_open(html, "div", "class", "case-columns", NULL);
	html_open(html, "div", NULL);
	case_messages(visit, html, view);
	html_close(html, "div");
	html_open(html, "div", "class", "case-side", NULL);
	case_decide(visit, html, view);
	case_duties(visit, html, view);
	html_close(html, "div");
	html_open(html, "div", NULL);
	case_letter(visit, html, view);
	html_close(html, "div");
	html_open(html, "div", "class", "case-side", NULL);
	case_people(visit, html, view);
	case_related(visit, html, view);
	case_acts(visit, html, view);
	html_close(html, "div");
	html_close(html, "div");
	case_timeline(visit, html, view);
	html_close(html, "div");
}

static void
case_get(struct visit *visit)
{
	g_autoptr(own_case_view) view = case_view_open(visit);
	struct html *html;

	if (view == NULL)
		return;
	html = visit_page_with(visit, (struct page){
					      .title = view->row->ref,
					      .wide = TRUE,
					      .script = TRUE,
				      });
	write_case(visit, html, view);
	visit_show(visit, 200, html);
}
