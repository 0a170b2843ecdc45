/*
 * Writing to the resident: the letters that need a person's words. Which
 * fields a letter has, and why, is policy/letter.h's; what may be sent is
 * desk/write.h's. It is sent only after that text has been on the screen.
 */
#include "console/page_letter.h"

#include "base/fault.h"
#include "console/component.h"
#include "console/page_case.h"
#include "desk/write.h"
#include "policy/letter.h"

/* What is written; all borrowed. */
struct composing {
	struct visit *visit;
	const struct case_row *row;
	enum letter letter;
	struct errors *errors;
	const struct notice *notice; /* to be read before it is sent */
};

void
write_get(struct visit *visit)
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	struct html *html;
	enum letter letter;

	if (row == NULL)
		return;
	html = case_subpage(visit, row, "Write to the resident", NULL);
	component_text(html, "Which letter? What is always the same stands "
			     "in it already.");
	html_open(html, "ul", "class", "govuk-list govuk-list--spaced", NULL);
	for (letter = 0; letter < LETTER_COUNT; letter++) {
		g_autofree char *rest =
			g_strconcat("/write/", letter_name(letter), NULL);
		g_autofree char *path = case_path(row, rest);

		if (!write_is_for(letter))
			continue;
		html_open(html, "li", NULL);
		html_link(html, path, letter_words(letter), "govuk-link");
		html_close(html, "li");
	}
	html_close(html, "ul");
	visit_show(visit, 200, html);
}

static void
write_field(struct html *html, const struct composing *c,
	    const struct letter_field *field)
{
	g_autofree char *label = g_strdup(field->words);
	g_autofree char *hint = g_strdup_printf(
		"Code %s.%s", field->provision,
		field->need == NEED_VALUE ? ""
					  : " Leave it empty if there is "
					    "nothing to say.");

	*label = g_ascii_toupper(*label);
	input_area(html,
		   &(struct input){
			   .name = field->key,
			   .label = label,
			   .hint = hint,
			   .value = request_text(c->visit->request, field->key),
			   .errors = c->errors,
			   .rows = 4,
		   });
}

static void
write_form(struct html *html, const struct composing *c)
{
	g_autofree char *rest =
		g_strconcat("/write/", letter_name(c->letter), NULL);
	g_autofree char *shown =
		c->notice == NULL ? NULL : case_view_shown(c->notice);
	const struct letter_field *fields;
	gsize i, n;

	fields = letter_fields(c->letter, &n);
	case_form(c->visit, html, c->row, case_revision(c->visit, c->row),
		  rest);
	for (i = 0; i < n; i++)
		if (fields[i].written)
			write_field(html, c, &fields[i]);
	if (shown != NULL)
		input_hidden(html, "shown", shown);
	html_open(html, "div", "class", "govuk-button-group", NULL);
	if (shown != NULL)
		input_button(html, "Send this letter", NULL, "send", "1");
	input_button(html, "Show the letter",
		     shown != NULL ? "secondary" : NULL, "show", "1");
	html_close(html, "div");
	html_close(html, "form");
}

static void
show(const struct composing *c, guint status)
{
	g_autofree char *title =
		g_strdup_printf("Write: %s", letter_words(c->letter));
	struct html *html = case_subpage(c->visit, c->row, title, c->errors);

	html_open(html, "div", "class", "govuk-grid-row", NULL);
	html_open(html, "div", "class", "govuk-grid-column-one-half", NULL);
	write_form(html, c);
	html_close(html, "div");
	letter_beside(html);
	if (c->notice != NULL)
		letter_write(html, c->notice);
	else
		component_text(html, "Press “Show the letter” to read it "
				     "before you send it.");
	html_close(html, "div");
	html_close(html, "div");
	visit_show(c->visit, status, html);
}

static void
compose(struct visit *visit, void (*then)(struct composing *c))
{
	g_autoptr(own_case_row) row = case_view_row(visit);
	g_autoptr(own_errors) errors = errors_new();
	struct composing c = {.visit = visit, .row = row, .errors = errors};

	if (row == NULL)
		return;
	c.letter = letter_of(visit_argument(visit, "letter"));
	if (c.letter == LETTER_COUNT || !write_is_for(c.letter))
		visit_missing(visit, "There is no such letter to write.");
	else
		then(&c);
}

static void
show_empty(struct composing *c)
{
	show(c, 200);
}

void
write_letter_get(struct visit *visit)
{
	compose(visit, show_empty);
}

static GHashTable *
typed_fields(const struct composing *c)
{
	GHashTable *typed =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, NULL);
	const struct letter_field *fields;
	gsize i, n;

	fields = letter_fields(c->letter, &n);
	for (i = 0; i < n; i++) {
		const char *text =
			request_text(c->visit->request, fields[i].key);

		if (fields[i].written && *text != '\0')
			g_hash_table_insert(typed, (char *)fields[i].key,
					    (char *)text);
	}
	return typed;
}

static void
send_it(struct composing *c, const struct writing *writing)
{
	GError *error = NULL;
	gboolean done = write_letter(c->visit->post, writing, &error);

	if (!done && g_error_matches(error, FAULT, FAULT_INPUT)) {
		errors_add(c->errors, "", error->message);
		g_error_free(error);
		show(c, 400);
		return;
	}
	case_after(c->visit, done, error, "The letter is in the outbox.");
}

/* Shown first; sent only if it is the text that was shown. */
static void
show_or_send(struct composing *c)
{
	g_autoptr(GHashTable) typed = typed_fields(c);
	struct writing writing = {.act = case_act(c->visit),
				  .letter = c->letter,
				  .fields = typed};
	const char *shown = request_text(c->visit->request, "shown");
	g_autoptr(own_notice) notice = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *now = NULL;

	notice = write_preview(c->visit->post, &writing, &error);
	if (notice == NULL) {
		errors_add(c->errors, "", error->message);
		show(c, 400);
		return;
	}
	c->notice = notice;
	now = case_view_shown(notice);
	if (request_value(c->visit->request, "send") == NULL) {
		show(c, 200);
	} else if (!g_str_equal(shown, now)) {
		errors_add(c->errors, "",
			   "The letter is not the one that was on your "
			   "screen. Read it again, then send it.");
		show(c, 409);
	} else {
		send_it(c, &writing);
	}
}

void
write_letter_post(struct visit *visit)
{
	compose(visit, show_or_send);
}
