/*
 * Our own form, for residents of landlords who have none: one short page that
 * works without JavaScript. Nobody is turned away: what looks like a program
 * is asked to tick a box, and what a browser sends twice is taken once.
 */
#include "console/forms.h"

#include <string.h>

#include "base/fault.h"
#include "base/secret.h"
#include "base/text.h"
#include "console/component.h"
#include "console/input.h"
#include "console/visit.h"
#include "model/receipt.h"

#define NONCE_BYTES 16

/* --- what is asked
 * ----------------------------------------------------------*/

static const struct choice answers[] = {
	{"email", "By email", NULL, FALSE},
	{"telephone", "By telephone", NULL, FALSE},
	{"post", "By post", NULL, FALSE},
	{NULL, NULL, NULL, FALSE},
};

static const struct choice safe[] = {
	{"yes", "Yes", NULL, FALSE},
	{"no", "No, or I am not sure",
	 "A person will read this before anything is sent to you.", FALSE},
	{NULL, NULL, NULL, FALSE},
};

static const struct choice behalf[] = {
	{"no", "For myself or my household", NULL, FALSE},
	{"yes", "For somebody else", NULL, FALSE},
	{NULL, NULL, NULL, FALSE},
};

static const struct choice person[] = {
	{"yes", "I am a person and this is not an advertisement", NULL, FALSE},
	{NULL, NULL, NULL, FALSE},
};

/* A page that is being written, or a form that is being checked. */
struct contact {
	struct visit *visit;
	struct html *html;
	const struct errors *errors; /* NULL on the first look */
	const char *entry;
};

static const char *
typed(const struct contact *c, const char *name)
{
	return c->errors == NULL ? "" : request_text(c->visit->request, name);
}

static void
text(const struct contact *c, struct input input)
{
	input.value = typed(c, input.name);
	input.errors = c->errors;
	if (input.rows > 0)
		input_area(c->html, &input);
	else
		input_text(c->html, &input);
}

static void
radios(const struct contact *c, struct input input)
{
	input.value = typed(c, input.name);
	input.errors = c->errors;
	input_radios(c->html, &input);
}

static void
ask_what(const struct contact *c)
{
	text(c, (struct input){
			.name = "happened",
			.label = "What happened?",
			.hint = "Tell us where and when, and what it means for "
				"you. You do not have to use the word "
				"complaint.",
			.heading = 2,
			.rows = 8,
		});
	text(c, (struct input){
			.name = "outcome",
			.label = "What outcome would you like? (optional)",
			.hint = "For example a repair, an apology, or an "
				"explanation.",
			.rows = 3,
		});
	input_file(c->html,
		   &(struct input){
			   .name = "photographs",
			   .label = "Add photographs or letters (optional)",
			   .hint = c->errors != NULL
					   ? "Choose them again: your browser "
					     "does not keep them. 40 MB in all."
					   : "Ten files, 40 MB in all.",
			   .errors = c->errors,
			   .multiple = TRUE,
		   });
}

static void
ask_who(const struct contact *c)
{
	text(c, (struct input){
			.name = "name",
			.label = "Your name",
			.autocomplete = "name",
		});
	text(c, (struct input){
			.name = "home",
			.label = "Address of the home this is about (optional)",
			.hint = "With the postcode, if you know it.",
			.autocomplete = "street-address",
			.rows = 3,
		});
}

static void
ask_answer(const struct contact *c)
{
	radios(c, (struct input){
			  .name = "answer",
			  .label = "How should we answer you?",
			  .hint = "Fill in the one that you choose.",
			  .heading = 2,
			  .choices = answers,
		  });
	text(c, (struct input){.name = "email",
			       .label = "Email address",
			       .type = "email",
			       .autocomplete = "email"});
	text(c, (struct input){.name = "telephone",
			       .label = "Telephone number",
			       .type = "tel",
			       .autocomplete = "tel",
			       .width = 20});
	text(c, (struct input){.name = "post",
			       .label = "Address for letters",
			       .autocomplete = "street-address",
			       .rows = 3});
	radios(c, (struct input){
			  .name = "safe",
			  .label = "Is it safe for us to reach you this way?",
			  .hint = "It may not be if somebody else reads your "
				  "messages or opens your post.",
			  .choices = safe,
		  });
}

static void
ask_needs(const struct contact *c)
{
	text(c, (struct input){
			.name = "adjustments",
			.label = "Do you need us to do anything differently? "
				 "(optional)",
			.hint = "For example large print, another language, a "
				"call instead of a letter, or more time.",
			.rows = 2,
		});
	radios(c, (struct input){
			  .name = "behalf",
			  .label = "Who are you writing for?",
			  .heading = 2,
			  .choices = behalf,
		  });
	text(c, (struct input){.name = "behalf-name",
			       .label = "If for somebody else: their name",
			       .autocomplete = "off"});
	text(c, (struct input){
			.name = "authority",
			.label = "If for somebody else: what allows you to "
				 "act for them",
			.hint = "For example their consent, a power of "
				"attorney, or that you are their councillor. "
				"We may ask for it in writing.",
			.rows = 2,
		});
}

/* --- the page -------------------------------------------------------------*/

static void
write_top(const struct contact *c)
{
	const struct landlord *landlord = &c->visit->post->config->landlord;
	g_autofree char *danger = g_strdup_printf(
		"If anybody is in danger, ring 999. For an emergency repair, "
		"at any hour, ring %s.",
		landlord->emergency);

	input_summary(c->html, c->errors);
	component_heading(c->html, 1, "Contact us");
	component_warning(c->html, danger);
	html_open(c->html, "p", "class", "govuk-body", NULL);
	html_printf(c->html,
		    "Use this form to make a complaint, to report a problem or "
		    "to ask us something. You can also ring %s or write to ",
		    landlord->telephone);
	html_text(c->html, landlord->address);
	html_text(c->html, ".");
	html_close(c->html, "p");
}

/* Programs fill in every box; people do not see this one. */
static void
write_trap(const struct contact *c)
{
	if (errors_of(c->errors, "person") != NULL) {
		input_checkboxes(c->html, &(struct input){
						  .name = "person",
						  .label = "Please confirm",
						  .errors = c->errors,
						  .choices = person,
					  });
		return;
	}
	html_open(c->html, "div", "class", "govuk-visually-hidden", NULL);
	html_element(c->html, "label", "Leave this box empty", "for", "website",
		     NULL);
	html_open(c->html, "input", "type", "text", "id", "website", "name",
		  "website", "value", "", "tabindex", "-1", "autocomplete",
		  "off", NULL);
	html_close(c->html, "div");
}

static void
write_end(const struct contact *c)
{
	const struct config *config = c->visit->post->config;

	html_open(c->html, "p", "class", "govuk-body", NULL);
	html_text(c->html, "We use what you tell us to deal with it, and for "
			   "nothing else. Read our ");
	html_link(c->html, config->form_server.privacy, "privacy notice",
		  "govuk-link");
	html_text(c->html, ".");
	html_close(c->html, "p");
	input_button(c->html, "Send", NULL, NULL, NULL);
}

static void
write_page(struct contact *c, guint status)
{
	c->html = visit_page_with(
		c->visit, (struct page){.title = "Contact us",
					.wrong = errors_count(c->errors) > 0});
	html_open(c->html, "div", "class", "govuk-grid-row", NULL);
	html_open(c->html, "div", "class", "govuk-grid-column-two-thirds",
		  NULL);
	write_top(c);
	visit_form_files(c->visit, c->html, "/contact");
	input_hidden(c->html, "entry", c->entry);
	ask_what(c);
	ask_who(c);
	ask_answer(c);
	ask_needs(c);
	write_trap(c);
	write_end(c);
	html_close(c->html, "form");
	html_close(c->html, "div");
	html_close(c->html, "div");
	visit_show(c->visit, status, c->html);
}

/* One number for one page, so that sending it twice is known. */
static char *
new_entry(void)
{
	guint8 bytes[NONCE_BYTES];
	GString *out = g_string_new("c-");
	gsize i;

	secret_random(bytes, sizeof(bytes));
	for (i = 0; i < sizeof(bytes); i++)
		g_string_append_printf(out, "%02x", bytes[i]);
	return g_string_free(out, FALSE);
}

static gboolean
is_entry(const char *text)
{
	return g_str_has_prefix(text, "c-") &&
	       strlen(text) == 2 + 2 * NONCE_BYTES &&
	       strspn(text + 2, "0123456789abcdef") == 2 * NONCE_BYTES;
}

static void
ask(struct visit *visit)
{
	g_autofree char *entry = new_entry();
	struct contact c = {.visit = visit, .entry = entry};

	write_page(&c, 200);
}

/* --- checking -------------------------------------------------------------*/

static void
need(const struct request *request, struct errors *errors, const char *name,
     const char *words)
{
	if (*request_text(request, name) == '\0')
		errors_add(errors, name, words);
}

static void
check_answer(const struct request *request, struct errors *errors)
{
	const char *answer = request_text(request, "answer");
	const char *email = request_text(request, "email");

	if (g_str_equal(answer, "email"))
		need(request, errors, "email", "Enter your email address");
	else if (g_str_equal(answer, "telephone"))
		need(request, errors, "telephone",
		     "Enter your telephone number");
	else if (g_str_equal(answer, "post"))
		need(request, errors, "post",
		     "Enter the address for our letters");
	else
		errors_add(errors, "answer", "Choose how we should answer you");
	if (*email != '\0' && !text_is_address(email))
		errors_add(errors, "email",
			   "Enter an email address such as "
			   "name@example.com");
}

static struct errors *
check(const struct request *request)
{
	struct errors *errors = errors_new();

	need(request, errors, "happened", "Tell us what happened");
	need(request, errors, "name", "Enter your name");
	check_answer(request, errors);
	need(request, errors, "safe",
	     "Tell us whether it is safe to reach you this way");
	if (g_str_equal(request_text(request, "behalf"), "yes"))
		need(request, errors, "behalf-name",
		     "Enter the name of whom you are writing for");
	if (*request_text(request, "website") != '\0' &&
	    *request_text(request, "person") == '\0')
		errors_add(errors, "person",
			   "Confirm that you are a person: a box that must "
			   "stay empty was filled in");
	return errors;
}

/* --- taking
 * -----------------------------------------------------------------*/

static gboolean
may_send(struct visit *visit)
{
	g_autofree char *owned = NULL;
	const char *client = forms_client(visit->request, &owned);
	int seconds = hatch_wait_client(forms_hatch(visit), client);
	g_autofree char *after = g_strdup_printf("%d", seconds);

	if (seconds == 0)
		return TRUE;
	visit_refuse(visit, 429, "Please wait a moment",
		     "Many forms have come from your connection within the "
		     "last hour. Go back, wait some minutes, and send yours "
		     "again.\n\nIf it cannot wait, ring us.");
	reply_header(visit->reply, "Retry-After", after);
	return FALSE;
}

static void
take(struct visit *visit)
{
	struct gate *gate = hatch_contact(forms_hatch(visit));
	g_autoptr(own_packet) packet = packet_new();
	g_autofree char *receipt = NULL;
	g_autofree char *path = NULL;
	g_autofree char *digest = NULL;
	GError *error = NULL;

	digest = forms_pack(visit->request, gate_mapping(gate), packet, &error);
	g_free(packet->form);
	packet->form = g_strdup("contact form");
	if (digest == NULL ||
	    !gate_put(gate, packet, digest, &receipt, &error)) {
		visit_fault(visit, error);
		return;
	}
	path = html_path("/contact/sent", "receipt", receipt, NULL);
	reply_redirect(visit->reply, path);
	reply_after_settle(visit->reply);
}

static void
send(struct visit *visit)
{
	const struct request *request = visit->request;
	g_autoptr(own_errors) errors = NULL;
	g_autofree char *entry = NULL;
	struct contact c = {.visit = visit};

	if (!may_send(visit))
		return;
	errors = check(request);
	if (errors_count(errors) == 0 &&
	    is_entry(request_text(request, "entry"))) {
		take(visit);
		return;
	}
	entry = is_entry(request_text(request, "entry"))
			? g_strdup(request_text(request, "entry"))
			: new_entry();
	if (errors_count(errors) == 0)
		errors_add(errors, "",
			   "This form was damaged on its way. Send it again");
	c.errors = errors;
	c.entry = entry;
	write_page(&c, 400);
}

/* --- afterwards
 * -------------------------------------------------------------*/

static void
write_panel(struct html *html, const char *receipt)
{
	html_open(html, "div", "class", "govuk-panel govuk-panel--confirmation",
		  NULL);
	html_element(html, "h1", "We have your message", "class",
		     "govuk-panel__title", NULL);
	html_open(html, "div", "class", "govuk-panel__body", NULL);
	html_text(html, "Your receipt number ");
	html_open(html, "br", NULL);
	html_element(html, "strong", receipt, NULL);
	html_close(html, "div");
	html_close(html, "div");
}

static void
sent(struct visit *visit)
{
	const struct landlord *landlord = &visit->post->config->landlord;
	const char *told = request_query(visit->request, "receipt");
	g_autofree char *receipt = told == NULL ? NULL : receipt_read(told);
	struct html *html;

	if (receipt == NULL ||
	    !gate_knows(hatch_contact(forms_hatch(visit)), receipt)) {
		visit_missing(visit, "There is no message with this receipt "
				     "number. Check the number.");
		return;
	}
	html = visit_page(visit, "We have your message");
	html_open(html, "div", "class", "govuk-grid-row", NULL);
	html_open(html, "div", "class", "govuk-grid-column-two-thirds", NULL);
	write_panel(html, receipt);
	component_heading(html, 2, "What happens next");
	component_text(html,
		       "Keep this number: with it we find your message. If you "
		       "asked for an answer by email, a message with the "
		       "reference of your case follows within minutes.");
	component_text(html, "A person reads what you have written. If it is a "
			     "complaint, we acknowledge it within five working "
			     "days.");
	html_open(html, "p", "class", "govuk-body", NULL);
	html_printf(html,
		    "If something cannot wait, ring %s; for an emergency "
		    "repair, at any hour, %s.",
		    landlord->telephone, landlord->emergency);
	html_close(html, "p");
	html_close(html, "div");
	html_close(html, "div");
	visit_show(visit, 200, html);
}

static void
start(struct visit *visit)
{
	reply_redirect(visit->reply, "/contact");
}

const struct route page_contact_routes[] = {
	{METHOD_GET, "/", MAY_ANYBODY, 0, start, "Leads to the form"},
	{METHOD_GET, "/contact", MAY_ANYBODY, 0, ask, "The form for residents"},
	{METHOD_POST, "/contact", MAY_ANYBODY, ROUTE_OPEN_POST | ROUTE_UPLOAD,
	 send, "Takes the form in"},
	{METHOD_GET, "/contact/sent", MAY_ANYBODY, 0, sent,
	 "The receipt, once the form is safe"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
