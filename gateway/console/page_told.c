/*
 * Keying in a new matter: what a resident told by telephone, at the desk, on
 * a visit or on a social network (desk/told.h). The clock starts when it was
 * said. And the page of keys.
 */
#include "console/page_told.h"

#include "base/clock.h"
#include "base/fault.h"
#include "console/component.h"
#include "console/input.h"
#include "console/visit.h"
#include "desk/told.h"

static const char *
typed(struct visit *visit, const char *name)
{
	return request_text(visit->request, name);
}

static void
write_how(struct visit *visit, struct html *html, const struct errors *errors)
{
	static const struct choice channels[] = {
		{"phone", "By telephone", NULL, FALSE},
		{"visit", "In person, at the desk or on a visit", NULL, FALSE},
		{"social", "On a social network", NULL, FALSE},
		{NULL, NULL, NULL, FALSE},
	};
	g_autofree char *today = clock_iso(clock_day(clock_now()));

	input_radios(html, &(struct input){
				   .name = "channel",
				   .label = "How did they tell you?",
				   .value = typed(visit, "channel"),
				   .choices = channels,
				   .errors = errors,
			   });
	input_date(html, &(struct input){
				 .name = "day",
				 .label = "On which day?",
				 .hint = "The time to answer runs from then.",
				 .value = today,
				 .errors = errors,
			 });
	input_text(html, &(struct input){
				 .name = "time",
				 .label = "At what time, if you know",
				 .hint = "For example 14:30",
				 .value = typed(visit, "time"),
				 .errors = errors,
				 .width = 5,
				 .autocomplete = "off",
			 });
}

static void
write_who(struct visit *visit, struct html *html, const struct errors *errors)
{
	component_heading(html, 2, "Who told you?");
	input_text(html, &(struct input){.name = "name",
					 .label = "Name",
					 .value = typed(visit, "name"),
					 .errors = errors,
					 .autocomplete = "off"});
	input_text(html, &(struct input){.name = "email",
					 .label = "Email address",
					 .hint = "If there is none, the answer "
						 "goes by post.",
					 .type = "email",
					 .value = typed(visit, "email"),
					 .errors = errors,
					 .autocomplete = "off"});
	input_text(html, &(struct input){.name = "telephone",
					 .label = "Telephone number",
					 .type = "tel",
					 .value = typed(visit, "telephone"),
					 .errors = errors,
					 .width = 20,
					 .autocomplete = "off"});
	input_area(html, &(struct input){.name = "address",
					 .label = "Address of the home",
					 .value = typed(visit, "address"),
					 .errors = errors,
					 .rows = 3});
}

static void
write_what(struct visit *visit, struct html *html, const struct errors *errors)
{
	component_heading(html, 2, "What did they say?");
	input_text(html, &(struct input){.name = "subject",
					 .label = "In a few words, what it is "
						  "about",
					 .value = typed(visit, "subject"),
					 .errors = errors,
					 .autocomplete = "off"});
	input_area(html, &(struct input){
				 .name = "text",
				 .label = "What they said",
				 .hint = "In their own words as far as you "
					 "can, with what they would like done.",
				 .value = typed(visit, "text"),
				 .errors = errors,
				 .rows = 8,
			 });
	input_button(html, "Key it in", NULL, NULL, NULL);
}

static void
show(struct visit *visit, const struct errors *errors)
{
	struct html *html = visit_page_with(
		visit, (struct page){
			       .title = "Key in a new matter",
			       .current = "/told",
			       .wrong = errors_count(errors) > 0,
			       .script = TRUE,
		       });

	input_summary(html, errors);
	component_heading(html, 1, "Key in a new matter");
	visit_form(visit, html, "/told");
	write_how(visit, html, errors);
	write_who(visit, html, errors);
	write_what(visit, html, errors);
	html_close(html, "form");
	visit_show(visit, errors_count(errors) > 0 ? 400 : 200, html);
}

static void
told_get(struct visit *visit)
{
	show(visit, NULL);
}

/* Day and time as they were typed; TIME_NONE with an error. */
static gint64
read_when(struct visit *visit, struct errors *errors)
{
	guint32 day = input_read_date(visit->request, "day", errors);
	const char *time = typed(visit, "time");
	g_autofree char *iso = clock_iso(day);
	g_autofree char *both = NULL;
	gint64 when;

	if (errors_of(errors, "day") != NULL)
		return TIME_NONE;
	if (iso == NULL) {
		errors_add(errors, "day",
			   "Enter the day on which it was "
			   "said.");
		return TIME_NONE;
	}
	both = *time == '\0'
		       ? g_strdup(iso)
		       : g_strdup_printf("%sT%s%s", iso,
					 strlen(time) == 4 ? "0" : "", time);
	when = told_when(both);
	if (when == TIME_NONE)
		errors_add(errors, "time",
			   "Enter the time as 14:30, or leave "
			   "it empty.");
	return when;
}

static void
put(struct visit *visit, const struct told *told, struct errors *errors)
{
	g_autofree char *sha256 = NULL;
	GError *error = NULL;

	if (told_put(visit->post->spool, told, &sha256, &error)) {
		visit_done(visit, "/",
			   "It is keyed in, and becomes a case in a moment.");
	} else if (g_error_matches(error, FAULT, FAULT_INPUT)) {
		errors_add(errors, "", error->message);
		g_error_free(error);
		show(visit, errors);
	} else {
		visit_fault(visit, error);
	}
}

static void
told_post(struct visit *visit)
{
	g_autoptr(own_errors) errors = errors_new();
	struct told told = {
		.channel = typed(visit, "channel"),
		.by = visit_by(visit),
		.when = read_when(visit, errors),
		.name = typed(visit, "name"),
		.email = typed(visit, "email"),
		.telephone = typed(visit, "telephone"),
		.address = typed(visit, "address"),
		.subject = typed(visit, "subject"),
		.text = typed(visit, "text"),
	};

	if (*told.channel == '\0')
		errors_add(errors, "channel", "Choose how they told you.");
	if (*told.text == '\0')
		errors_add(errors, "text", "Enter what they said.");
	if (errors_count(errors) > 0)
		show(visit, errors);
	else
		put(visit, &told, errors);
}

/* --- keys
 * -------------------------------------------------------------------*/

static void
keys_get(struct visit *visit)
{
	static const char *const keys[][2] = {
		{"j, k", "In a list: down and up. On a case: the next and the "
			 "one before in the list you came from"},
		{"Enter", "Open the case"},
		{"c", "Confirm what it is"},
		{"x", "Choose otherwise"},
		{"r", "Release the letter that is on the screen"},
		{"n", "Write a note"},
		{"/", "Search"},
		{"?", "This page"},
	};
	static const char *const heads[] = {"Key", "What it does", NULL};
	struct html *html = visit_page(visit, "Keys");
	gsize i;

	component_heading(html, 1, "Keys");
	component_text(html, "Each of them does what a button or a link does. "
			     "They rest while you type in a field.");
	component_table(html, "Keys and what they do", TRUE, heads);
	for (i = 0; i < G_N_ELEMENTS(keys); i++)
		component_row(html, keys[i][0], keys[i][1], COMPONENT_END);
	component_table_end(html);
	visit_show(visit, 200, html);
}

const struct route page_told_routes[] = {
	{METHOD_GET, "/told", MAY_HANDLE, 0, told_get,
	 "Key in what a resident told"},
	{METHOD_POST, "/told", MAY_HANDLE, 0, told_post,
	 "Key in what a resident told"},
	{METHOD_GET, "/help/keys", MAY_SIGNED_IN, 0, keys_get,
	 "See which keys there are"},
	{METHOD_GET, NULL, 0, 0, NULL, NULL},
};
