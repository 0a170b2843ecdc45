/*
 * Signing in with a password and, where one is set up, a code; signing out;
 * and the link with which a first password is set. A wrong name, a wrong
 * password and a locked account are answered alike.
 */
#include "console/page_account.h"

#include "base/clock.h"
#include "base/fault.h"
#include "console/attempts.h"
#include "console/component.h"
#include "console/identity.h"
#include "console/input.h"
#include "console/visit.h"
#include "desk/account.h"

#define CODE_SECONDS 600

static const char too_many[] =
	"There were too many tries. Wait a quarter of an hour, then try again. "
	"If you have forgotten your password, ask an administrator for a link.";

/* --- the form -----------------------------------------------------------*/

static void
show_form(struct visit *visit, guint status, const char *login,
	  const struct errors *errors)
{
	const char *next = request_query(visit->request, "next");
	g_autofree char *action = html_path("/sign-in", "next", next, NULL);
	struct html *html = visit_page_with(
		visit, (struct page){.title = "Sign in",
				     .wrong = errors_count(errors) > 0});

	input_summary(html, errors);
	component_heading(html, 1, "Sign in");
	visit_form(visit, html, action);
	input_text(html, &(struct input){.name = "login",
					 .label = "Login name",
					 .value = login,
					 .errors = errors,
					 .autocomplete = "username",
					 .width = 20});
	input_text(html, &(struct input){.name = "password",
					 .label = "Password",
					 .type = "password",
					 .errors = errors,
					 .autocomplete = "current-password",
					 .width = 20});
	input_button(html, "Sign in", NULL, NULL, NULL);
	html_close(html, "form");
	component_text(html, "If you have forgotten your password, ask an "
			     "administrator of the post room for a link.");
	visit_show(visit, status, html);
}

static gboolean
by_proxy(const struct visit *visit)
{
	return *visit->post->config->console.proxy_header != '\0';
}

static void
show(struct visit *visit)
{
	if (visit->who != NULL)
		visit_done(visit, "/", NULL);
	else if (by_proxy(visit))
		visit_refuse(visit, 403, "You are not signed in",
			     "You sign in here with your account at work, and "
			     "it has not told us who you are.\n\nClose the "
			     "browser, open the address of the post room "
			     "again, and sign in where you are asked to.");
	else
		show_form(visit, 200, NULL, NULL);
}

/* --- the second step ----------------------------------------------------*/

/* What the second step must know of the first travels with the form, sealed,
 * and is good in this browser alone. */
static char *
make_ticket(struct visit *visit, const struct staff *staff)
{
	g_autofree char *text = g_strdup_printf(
		"%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", staff->id,
		clock_now() + CODE_SECONDS, visit->csrf);

	return secret_hide(visit->post->key, text);
}

/* Whose ticket it is; NULL if it is none or too old. */
static struct staff *
read_ticket(struct visit *visit)
{
	const char *hidden = request_value(visit->request, "ticket");
	g_autoptr(own_secret) text =
		hidden != NULL ? secret_reveal(visit->post->key, hidden) : NULL;
	g_auto(GStrv) parts = NULL;
	struct staff *staff;

	if (text == NULL)
		return NULL;
	parts = g_strsplit(text, " ", 3);
	if (g_strv_length(parts) != 3 ||
	    g_ascii_strtoll(parts[1], NULL, 10) < clock_now() ||
	    !secret_equal(parts[2], visit->csrf))
		return NULL;
	staff = staff_load(visit->post->ledger,
			   g_ascii_strtoll(parts[0], NULL, 10), NULL);
	if (staff != NULL && staff->disabled == TIME_NONE)
		return staff;
	staff_free(staff);
	return NULL;
}

static void
show_code_form(struct visit *visit, guint status, const struct staff *staff,
	       const struct errors *errors)
{
	const char *next = request_query(visit->request, "next");
	g_autofree char *action =
		html_path("/sign-in/code", "next", next, NULL);
	g_autofree char *ticket = make_ticket(visit, staff);
	struct html *html = visit_page_with(
		visit, (struct page){.title = "Enter the code",
				     .wrong = errors_count(errors) > 0});

	input_summary(html, errors);
	visit_form(visit, html, action);
	input_hidden(html, "ticket", ticket);
	account_code_field(
		html, &(struct input){.label = "Enter the code",
				      .hint = "The six digits that the app on "
					      "your telephone shows now",
				      .heading = 1,
				      .errors = errors});
	input_button(html, "Continue", NULL, NULL, NULL);
	html_close(html, "form");
	visit_show(visit, status, html);
}

/* --- in -----------------------------------------------------------------*/

/* Takes staff. */
static void
let_in(struct visit *visit, struct staff *staff)
{
	const char *next = request_query(visit->request, "next");
	GError *error = NULL;

	attempts_passed(site_attempts(visit->site), staff->login);
	if (!identity_sign_in(visit->post, visit->identity, staff, visit->reply,
			      &error)) {
		visit_fault(visit, error);
		return;
	}
	visit->who = visit->identity->staff;
	if (next == NULL)
		next = visit_may(visit, MAY_LOOK) ? "/" : "/staff";
	if (visit_record(visit, NULL))
		reply_redirect(visit->reply, next);
}

static void
refuse_login(struct visit *visit, const char *login, const struct staff *staff)
{
	g_autoptr(own_errors) errors = errors_new();

	attempts_failed(site_attempts(visit->site), login,
			g_get_monotonic_time());
	if (staff != NULL)
		visit_log(visit,
			  g_strdup_printf(
				  "a sign-in as %s was refused, from %s",
				  staff->login, request_peer(visit->request)));
	errors_add(errors, "login",
		   "The login name or the password is not right");
	show_form(visit, 403, login, errors);
}

static void
sign_in(struct visit *visit)
{
	const char *typed = request_text(visit->request, "login");
	const char *password = request_value(visit->request, "password");
	g_autofree char *login = g_ascii_strdown(typed, -1);
	g_autoptr(own_staff) staff = NULL;
	GError *error = NULL;
	gboolean right;

	if (by_proxy(visit)) {
		show(visit);
		return;
	}
	if (!attempts_allow(site_attempts(visit->site), login,
			    g_get_monotonic_time())) {
		visit_refuse(visit, 429, "Too many tries", too_many);
		return;
	}
	staff = staff_find(visit->post->ledger, login, &error);
	if (error == NULL)
		right = account_password_is(visit->post, staff,
					    password != NULL ? password : "",
					    &error);
	if (error != NULL)
		visit_fault(visit, error);
	else if (!right || staff->disabled != TIME_NONE)
		refuse_login(visit, login, staff);
	else if (staff->has_totp)
		show_code_form(visit, 200, staff, NULL);
	else
		let_in(visit, g_steal_pointer(&staff));
}

static void
take_code(struct visit *visit)
{
	struct attempts *attempts = site_attempts(visit->site);
	const char *code = request_text(visit->request, "code");
	g_autoptr(own_staff) staff = read_ticket(visit);
	g_autoptr(own_errors) errors = errors_new();
	gint64 now = g_get_monotonic_time();
	GError *error = NULL;

	if (staff == NULL) {
		visit_done(visit, "/sign-in", NULL);
	} else if (!attempts_allow(attempts, staff->login, now)) {
		visit_refuse(visit, 429, "Too many tries", too_many);
	} else if (account_use_code(visit->post, staff, code, &error)) {
		let_in(visit, g_steal_pointer(&staff));
	} else if (fault_is(error, FAULT_INPUT)) {
		attempts_failed(attempts, staff->login, now);
		errors_add(errors, "code", error->message);
		g_error_free(error);
		show_code_form(visit, 403, staff, errors);
	} else {
		visit_fault(visit, error);
	}
}

static void
sign_out(struct visit *visit)
{
	GError *error = NULL;

	if (identity_sign_out(visit->post, visit->identity, FALSE, visit->reply,
			      &error))
		visit_done(visit, "/sign-in", "You are signed out.");
	else
		visit_fault(visit, error);
}

/* --- a link that sets a password ----------------------------------------*/

static void
show_link_form(struct visit *visit, guint status, const struct staff *staff,
	       const struct errors *errors)
{
	struct html *html = visit_page_with(
		visit, (struct page){.title = "Choose a password",
				     .wrong = errors_count(errors) > 0});

	input_summary(html, errors);
	component_heading(html, 1, "Choose a password");
	html_open(html, "p", "class", "govuk-body", NULL);
	html_printf(html, "For %s. Your login name is ", staff->name);
	html_element(html, "strong", staff->login, NULL);
	html_text(html, ".");
	html_close(html, "p");
	visit_form(visit, html, NULL);
	/* Password managers want to see whose it is. */
	html_open(html, "input", "type", "hidden", "name", "username",
		  "autocomplete", "username", "value", staff->login, NULL);
	account_password_fields(html, "Password", errors);
	input_button(html, "Set password", NULL, NULL, NULL);
	html_close(html, "form");
	visit_show(visit, status, html);
}

/* Whose link was followed; NULL after an answer. */
static struct staff *
holder(struct visit *visit)
{
	GError *error = NULL;
	struct staff *staff = account_of_link(
		visit->post, visit_argument(visit, "token"), &error);

	if (error != NULL)
		visit_fault(visit, error);
	else if (staff == NULL)
		visit_missing(visit,
			      "This link was used already, or is older than "
			      "72 hours. Ask an administrator for a new one.");
	return staff;
}

static void
show_link(struct visit *visit)
{
	g_autoptr(own_staff) staff = holder(visit);

	if (staff != NULL)
		show_link_form(visit, 200, staff, NULL);
}

static void
use_link(struct visit *visit)
{
	const char *password = request_value(visit->request, "password");
	const char *again = request_value(visit->request, "again");
	g_autoptr(own_staff) staff = holder(visit);
	g_autoptr(own_errors) errors = errors_new();
	GError *error = NULL;

	if (staff == NULL)
		return;
	if (password == NULL || again == NULL ||
	    !g_str_equal(password, again)) {
		errors_add(errors, "again", "The two are not the same");
	} else if (!account_set_password(visit->post, staff, password,
					 &error)) {
		if (!fault_is(error, FAULT_INPUT)) {
			visit_fault(visit, error);
			return;
		}
		errors_add(errors, "password", error->message);
		g_error_free(error);
	}
	if (errors_count(errors) > 0)
		show_link_form(visit, 400, staff, errors);
	else if (staff->has_totp || by_proxy(visit))
		visit_done(visit, "/sign-in", "Your password is set. Sign in.");
	else
		let_in(visit, g_steal_pointer(&staff));
}

const struct route page_sign_in_routes[] = {
	{METHOD_GET, "/sign-in", MAY_ANYBODY, 0, show, "The form to sign in"},
	{METHOD_POST, "/sign-in", MAY_ANYBODY, 0, sign_in, "Name and password"},
	{METHOD_POST, "/sign-in/code", MAY_ANYBODY, 0, take_code,
	 "The second factor"},
	{METHOD_POST, "/sign-out", MAY_SIGNED_IN, 0, sign_out, "Sign out"},
	{METHOD_GET, "/link/{token}", MAY_ANYBODY, 0, show_link,
	 "The form to set a password by a link"},
	{METHOD_POST, "/link/{token}", MAY_ANYBODY, 0, use_link,
	 "Set a password by a link"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
