/*
 * All cases, by any filter, newest first; and search over words, names,
 * addresses and references.
 */
#include "base/clock.h"
#include "console/case_view.h"
#include "console/component.h"
#include "console/input.h"
#include "console/list_row.h"
#include "console/page_list.h"
#include "ledger/cases.h"
#include "ledger/search.h"
#include "model/ref.h"

#define PER_PAGE 50
#define FOUND_AT_MOST 50
#define SOON_DAYS 3

/* --- the filter ----------------------------------------------------*/

static const struct choice statuses[] = {
	{"", "Open and closed", NULL, FALSE},
	{"open", "Open", NULL, FALSE},
	{"closed", "Closed", NULL, FALSE},
	{NULL, NULL, NULL, FALSE},
};
static const struct choice confirmations[] = {
	{"", "Confirmed or not", NULL, FALSE},
	{"no", "Not confirmed yet", NULL, FALSE},
	{"yes", "Confirmed", NULL, FALSE},
	{NULL, NULL, NULL, FALSE},
};
static const struct choice channels[] = {
	{"", "By any way", NULL, FALSE},
	{"email", "Email", NULL, FALSE},
	{"form", "Web form", NULL, FALSE},
	{"letter", "Letter", NULL, FALSE},
	{"phone", "Telephone", NULL, FALSE},
	{"visit", "In person", NULL, FALSE},
	{"social", "Social media", NULL, FALSE},
	{NULL, NULL, NULL, FALSE},
};
static const struct choice stages[] = {
	{"", "Any stage", NULL, FALSE},
	{"1", "Stage 1", NULL, FALSE},
	{"2", "Stage 2", NULL, FALSE},
	{NULL, NULL, NULL, FALSE},
};
static const struct choice dues[] = {
	{"", "Due at any time", NULL, FALSE},
	{"late", "Late", NULL, FALSE},
	{"soon", "Due within three days", NULL, FALSE},
	{NULL, NULL, NULL, FALSE},
};

/* NULL for "any" and for what is not among the choices. */
static const char *
chosen(const struct visit *visit, const char *name,
       const struct choice *choices)
{
	const char *text = request_query(visit->request, name);

	if (text == NULL || *text == '\0')
		return NULL;
	for (; choices->value != NULL; choices++)
		if (g_str_equal(choices->value, text))
			return text;
	return NULL;
}

static const char *
category_chosen(const struct visit *visit)
{
	const char *text = request_query(visit->request, "category");

	return text != NULL && category_of(text) != CATEGORY_NONE ? text : NULL;
}

static const char *
flag_chosen(const struct visit *visit)
{
	const char *text = request_query(visit->request, "flag");

	return text != NULL && flag_of(text) != FLAG_COUNT ? text : NULL;
}

/* The first instant of a day typed as 2026-11-22; plus so many days. */
static gint64
day_chosen(const struct visit *visit, const char *name, guint plus)
{
	const char *text = request_query(visit->request, name);
	guint32 day = text != NULL ? clock_parse_day(text) : DAY_NONE;

	return day != DAY_NONE ? clock_at(day + plus, 0, 0) : TIME_NONE;
}

static struct cases_filter
read_filter(const struct visit *visit)
{
	struct cases_filter filter = cases_any();
	const char *confirmed = chosen(visit, "confirmed", confirmations);
	const char *stage = chosen(visit, "stage", stages);
	const char *due = chosen(visit, "due", dues);
	gint64 now = clock_now();

	filter.status = chosen(visit, "status", statuses);
	filter.category = category_chosen(visit);
	filter.channel = chosen(visit, "channel", channels);
	filter.flag = flag_chosen(visit);
	filter.stage = stage != NULL ? *stage - '0' : 0;
	filter.from = day_chosen(visit, "from", 0);
	filter.before = day_chosen(visit, "to", 1);
	if (confirmed != NULL)
		filter.confirmed = *confirmed == 'y' ? CASES_YES : CASES_NO;
	if (due != NULL)
		filter.due_before =
			g_str_equal(due, "late")
				? now
				: clock_at(clock_day(now) + SOON_DAYS + 1, 0,
					   0);
	return filter;
}

static void
write_select(struct visit *visit, struct html *html, const char *name,
	     const char *label, const struct choice *choices)
{
	input_select(html, &(struct input){
				   .name = name,
				   .label = label,
				   .choices = choices,
				   .value = request_query(visit->request, name),
			   });
}

static void
write_category(struct visit *visit, struct html *html)
{
	struct choice choices[CATEGORY_COUNT + 2] = {
		{.value = "", .text = "Anything"}};
	enum category category;

	for (category = 0; category < CATEGORY_COUNT; category++)
		choices[category + 1] = (struct choice){
			.value = category_name(category),
			.text = category_words(category),
		};
	write_select(visit, html, "category", "It is", choices);
}

static void
write_flag(struct visit *visit, struct html *html)
{
	struct choice choices[FLAG_COUNT + 2] = {
		{.value = "", .text = "Anything"}};
	enum flag flag;

	for (flag = 0; flag < FLAG_COUNT; flag++)
		choices[flag + 1] = (struct choice){
			.value = flag_name(flag),
			.text = flag_words(flag),
		};
	write_select(visit, html, "flag", "Marked as", choices);
}

static void
write_days(struct visit *visit, struct html *html)
{
	static const char *const names[] = {"from", "to"};
	static const char *const labels[] = {"Received from", "Received to"};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(names); i++)
		input_text(html, &(struct input){
					 .name = names[i],
					 .label = labels[i],
					 .type = "date",
					 .width = 10,
					 .value = request_query(visit->request,
								names[i]),
				 });
}

static void
write_filter(struct visit *visit, struct html *html)
{
	component_details(html, "Choose which cases");
	html_open(html, "form", "method", "get", "action", "/cases", "class",
		  "filter", NULL);
	write_select(visit, html, "status", "Status", statuses);
	write_category(visit, html);
	write_select(visit, html, "confirmed", "Confirmed", confirmations);
	write_select(visit, html, "stage", "Stage", stages);
	write_select(visit, html, "due", "Due", dues);
	write_select(visit, html, "channel", "It came", channels);
	write_flag(visit, html);
	write_days(visit, html);
	input_button(html, "Show these", NULL, NULL, NULL);
	html_close(html, "form");
	component_details_end(html);
}

static void
write_search(struct html *html, const char *typed)
{
	html_open(html, "form", "method", "get", "action", "/search", "role",
		  "search", "class", "search", NULL);
	input_text(html, &(struct input){
				 .name = "q",
				 .label = "Find a case",
				 .hint = "A reference, a name, an address, or "
					 "words of a message",
				 .type = "search",
				 .value = typed,
				 .autocomplete = "off",
			 });
	input_button(html, "Find", NULL, NULL, NULL);
	html_close(html, "form");
}

/* --- the list ------------------------------------------------------*/

static void
write_case(struct visit *visit, struct html *html, const struct case_row *row,
	   const char *snippet)
{
	g_autoptr(own_queue_row) owed = NULL;

	if (!case_may_see_id(visit, row->id))
		return;
	owed = queue_of_case(visit->post->ledger, row->id, NULL);

	list_write(
		visit, html,
		&(struct list_row){
			.row = row,
			.duty = owed != NULL ? owed->duty : NULL,
			.guard_at = owed != NULL ? owed->guard_at : TIME_NONE,
			.words = snippet != NULL ? snippet
				 : owed != NULL	 ? owed->words
						 : NULL,
			.found = snippet != NULL,
			.from = request_target(visit->request),
		});
}

static gint64
number_chosen(const struct visit *visit, const char *name)
{
	const char *text = request_query(visit->request, name);
	gint64 n = 0;

	if (text == NULL ||
	    !g_ascii_string_to_signed(text, 10, 0, G_MAXINT64, &n, NULL))
		return 0;
	return n;
}

/* The same list after its last case; the caller's. */
static char *
next_path(const struct visit *visit, const struct case_row *last)
{
	static const char *const kept[] = {"status", "category", "confirmed",
					   "stage",  "due",	 "channel",
					   "flag",   "from",	 "to"};
	g_autofree char *received =
		g_strdup_printf("%" G_GINT64_FORMAT, last->received);
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, last->id);
	g_autofree char *path =
		html_path("/cases", "after", received, "id", id, NULL);
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(kept); i++) {
		const char *value = request_query(visit->request, kept[i]);
		g_autofree char *pair =
			value != NULL && *value != '\0'
				? html_path("", kept[i], value, NULL)
				: NULL;
		char *longer;

		if (pair == NULL)
			continue;
		longer = g_strconcat(path, "&", pair + 1, NULL);
		g_free(path);
		path = longer;
	}
	return g_steal_pointer(&path);
}

static void
write_page(struct visit *visit, struct html *html, GPtrArray *cases)
{
	g_autofree char *next = NULL;
	guint i;

	if (cases->len == 0) {
		component_text(html, "No case is like that.");
		return;
	}
	html_element(html, "h2", "Newest first", "class",
		     "govuk-visually-hidden", NULL);
	list_open(html, "Cases");
	for (i = 0; i < cases->len && i < PER_PAGE; i++)
		write_case(visit, html, cases->pdata[i], NULL);
	list_close(html);
	if (cases->len > PER_PAGE)
		next = next_path(visit, cases->pdata[PER_PAGE - 1]);
	component_previous_next(html, NULL, next);
}

static struct html *
begin(struct visit *visit, const char *title)
{
	struct html *html = visit_page_with(visit, (struct page){
							   .title = title,
							   .wide = TRUE,
							   .script = TRUE,
						   });

	component_heading(html, 1, title);
	return html;
}

static void
all_cases(struct visit *visit)
{
	const struct cases_filter filter = read_filter(visit);
	const struct cases_place after = {number_chosen(visit, "after"),
					  number_chosen(visit, "id")};
	GError *error = NULL;
	g_autoptr(GPtrArray) cases = cases_page(visit->post->ledger, &filter,
						after, PER_PAGE + 1, &error);
	struct html *html;

	if (cases == NULL) {
		visit_fault(visit, error);
		return;
	}
	html = begin(visit, "Cases");
	write_search(html, NULL);
	write_filter(visit, html);
	write_page(visit, html, cases);
	visit_show(visit, 200, html);
}

/* --- search --------------------------------------------------------*/

static void
write_hits(struct visit *visit, struct html *html, GPtrArray *hits)
{
	guint i;

	html_element(html, "h2", "Found", "class", "govuk-visually-hidden",
		     NULL);
	list_open(html, "Cases found");
	for (i = 0; i < hits->len; i++) {
		const struct search_hit *hit = hits->pdata[i];
		g_autoptr(own_case_row) row =
			case_by_id(visit->post->ledger, hit->case_id, NULL);

		if (row != NULL)
			write_case(visit, html, row,
				   *hit->snippet != '\0' ? hit->snippet : NULL);
	}
	list_close(html);
}

static GPtrArray *
find(struct visit *visit, const char *typed, GError **error)
{
	GPtrArray *hits = search_ref(visit->post->ledger, typed, error);

	if (hits == NULL || hits->len > 0)
		return hits;
	g_ptr_array_unref(hits);
	return search_words(visit->post->ledger, typed, FOUND_AT_MOST, error);
}

static void
write_found(struct visit *visit, const char *typed, GPtrArray *hits)
{
	struct html *html = begin(visit, "Find a case");

	write_search(html, typed);
	if (hits->len > 0) {
		g_autofree char *count = g_strdup_printf(
			hits->len < FOUND_AT_MOST
				? "%u case%s, newest first."
				: "The newest %u case%s. Add a word to find "
				  "fewer.",
			hits->len, hits->len == 1 ? "" : "s");

		component_text(html, count);
		write_hits(visit, html, hits);
	} else if (*typed != '\0')
		component_text(html,
			       "Nothing was found. Try fewer words, or the "
			       "beginning of one.");
	visit_show(visit, 200, html);
}

static gboolean
is_of(struct visit *visit, const GPtrArray *hits, const char *ref)
{
	const struct search_hit *hit = hits->pdata[0];
	g_autoptr(own_case_row) row =
		case_by_id(visit->post->ledger, hit->case_id, NULL);

	return row != NULL && g_str_equal(row->ref, ref);
}

/* A reference as it should be leads to its case at once. */
static void
search(struct visit *visit)
{
	const char *typed = request_text(visit->request, "q");
	GError *error = NULL;
	g_autoptr(GPtrArray) hits = find(visit, typed, &error);
	g_autofree char *exact = ref_read(typed);
	g_autofree char *path = NULL;

	if (hits == NULL) {
		visit_fault(visit, error);
		return;
	}
	if (exact == NULL || hits->len != 1 || !is_of(visit, hits, exact)) {
		write_found(visit, typed, hits);
		return;
	}
	path = g_strconcat("/case/", exact, NULL);
	reply_redirect(visit->reply, path);
}

const struct route page_cases_routes[] = {
	{METHOD_GET, "/cases", MAY_LOOK, 0, all_cases, "All cases, filtered"},
	{METHOD_GET, "/search", MAY_LOOK, 0, search,
	 "Finds cases by words, names and references"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
