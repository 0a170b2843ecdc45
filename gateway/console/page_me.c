/*
 * One's own account: password, second factor, signing out everywhere.
 */
#include "console/page_account.h"

#include "base/fault.h"
#include "base/totp.h"
#include "console/component.h"
#include "console/identity.h"
#include "console/input.h"
#include "console/qr.h"
#include "console/visit.h"
#include "desk/account.h"

static gboolean
has_passwords(const struct visit *visit)
{
	return *visit->post->config->console.proxy_header == '\0';
}

static void
write_facts(struct visit *visit, struct html *html)
{
	g_autofree char *roles = role_names(visit->who->roles);

	component_summary(html);
	component_summary_row(html, "Login name", visit->who->login, NULL);
	component_summary_row(html, "Email",
			      *visit->who->email != '\0' ? visit->who->email
							 : "not told",
			      NULL);
	component_summary_row(html, "Roles", roles, NULL);
	component_summary_end(html);
}

static void
write_password_form(struct visit *visit, struct html *html,
		    const struct errors *errors)
{
	component_heading(html, 2, "Password");
	visit_form(visit, html, "/me/password");
	input_text(html, &(struct input){.name = "current",
					 .label = "Password now",
					 .type = "password",
					 .errors = errors,
					 .autocomplete = "current-password",
					 .width = 20});
	account_password_fields(html, "New password", errors);
	input_button(html, "Change password", NULL, NULL, NULL);
	html_close(html, "form");
}

static void
write_factor(struct visit *visit, struct html *html)
{
	component_heading(html, 2, "Code from your telephone");
	component_text(
		html,
		visit->who->has_totp
			? "A code is asked for whenever you sign in. If you "
			  "have a new telephone, set the code up anew."
			: "A code that an app on your telephone shows keeps "
			  "others out, even if they learn your password.");
	visit_form(visit, html, "/me/factor");
	input_button(html,
		     visit->who->has_totp ? "Set up anew" : "Set up the code",
		     "secondary", NULL, NULL);
	html_close(html, "form");
}

static void
show_with(struct visit *visit, guint status, const struct errors *errors)
{
	struct html *html = visit_page_with(
		visit, (struct page){.title = "Your account",
				     .wrong = errors_count(errors) > 0});

	input_summary(html, errors);
	component_heading(html, 1, visit->who->name);
	write_facts(visit, html);
	if (has_passwords(visit)) {
		write_factor(visit, html);
		write_password_form(visit, html, errors);
	}
	component_heading(html, 2, "Other devices");
	visit_form(visit, html, "/me/sign-out-everywhere");
	input_button(html, "Sign out everywhere", "secondary", NULL, NULL);
	html_close(html, "form");
	visit_show(visit, status, html);
}

static void
show(struct visit *visit)
{
	show_with(visit, 200, NULL);
}

/* --- password -----------------------------------------------------------*/

/* Begins a new session in the place of all that the change has ended. */
static void
stay_in(struct visit *visit, const char *message)
{
	GError *error = NULL;

	if (identity_sign_in(visit->post, visit->identity,
			     visit->identity->staff, visit->reply, &error))
		visit_done(visit, "/me", message);
	else
		visit_fault(visit, error);
}

static const char *
text(struct visit *visit, const char *name)
{
	const char *value = request_value(visit->request, name);

	return value != NULL ? value : "";
}

static void
change_password(struct visit *visit)
{
	g_autoptr(own_errors) errors = errors_new();
	GError *error = NULL;
	gboolean right = account_password_is(visit->post, visit->who,
					     text(visit, "current"), &error);

	if (error != NULL) {
		visit_fault(visit, error);
		return;
	}
	if (!right)
		errors_add(errors, "current", "This is not your password");
	else if (!g_str_equal(text(visit, "password"), text(visit, "again")))
		errors_add(errors, "again", "The two are not the same");
	else if (!account_set_password(visit->post, visit->who,
				       text(visit, "password"), &error))
		errors_add(errors, "password", error->message);
	if (error != NULL && !fault_is(error, FAULT_INPUT)) {
		visit_fault(visit, error);
		return;
	}
	g_clear_error(&error);
	if (errors_count(errors) > 0)
		show_with(visit, 400, errors);
	else
		stay_in(visit, "Your password is changed. You are signed out "
			       "on all other devices.");
}

/* --- second factor ------------------------------------------------------*/

static void
show_factor(struct visit *visit, guint status, const char *secret,
	    const struct errors *errors)
{
	g_autofree char *sealed = secret_hide(visit->post->key, secret);
	g_autoptr(own_secret) uri = totp_uri(
		secret, visit->post->config->landlord.name, visit->who->login);
	struct html *html = visit_page_with(
		visit, (struct page){.title = "Set up the code",
				     .back = "/me",
				     .wrong = errors_count(errors) > 0});

	input_summary(html, errors);
	component_heading(html, 1, "Set up the code");
	component_text(html, "Open the app that shows codes on your telephone "
			     "and let it look at this picture.");
	qr_write(html, uri, "The secret as a picture for the app");
	component_details(html, "Type it instead");
	html_open(html, "p", "class", "govuk-body", NULL);
	html_element(html, "code", secret, NULL);
	html_close(html, "p");
	component_details_end(html);
	visit_form(visit, html, "/me/factor/prove");
	input_hidden(html, "secret", sealed);
	account_code_field(
		html, &(struct input){.label = "The code that it shows now",
				      .errors = errors});
	input_button(html, "Continue", NULL, NULL, NULL);
	html_close(html, "form");
	visit_show(visit, status, html);
}

static void
begin_factor(struct visit *visit)
{
	g_autoptr(own_secret) secret = totp_new_secret();

	show_factor(visit, 200, secret, NULL);
}

static void
prove_factor(struct visit *visit)
{
	g_autoptr(own_secret) secret =
		secret_reveal(visit->post->key, text(visit, "secret"));
	g_autoptr(own_errors) errors = errors_new();
	GError *error = NULL;

	if (secret == NULL) {
		visit_done(visit, "/me", NULL);
	} else if (account_set_factor(visit->post, visit->who, secret,
				      text(visit, "code"), &error)) {
		visit_done(visit, "/me",
			   "The code is set up. You are asked for it whenever "
			   "you sign in.");
	} else if (fault_is(error, FAULT_INPUT)) {
		errors_add(errors, "code", error->message);
		g_error_free(error);
		show_factor(visit, 400, secret, errors);
	} else {
		visit_fault(visit, error);
	}
}

/* --- everywhere ---------------------------------------------------------*/

static void
sign_out_everywhere(struct visit *visit)
{
	GError *error = NULL;

	if (identity_sign_out(visit->post, visit->identity, TRUE, visit->reply,
			      &error))
		visit_done(visit, "/sign-in",
			   "You are signed out on every device.");
	else
		visit_fault(visit, error);
}

const struct route page_me_routes[] = {
	{METHOD_GET, "/me", MAY_SIGNED_IN, 0, show, "Your account"},
	{METHOD_POST, "/me/password", MAY_SIGNED_IN, 0, change_password,
	 "Change your password"},
	{METHOD_POST, "/me/factor", MAY_SIGNED_IN, 0, begin_factor,
	 "Begin a second factor"},
	{METHOD_POST, "/me/factor/prove", MAY_SIGNED_IN, 0, prove_factor,
	 "Prove a second factor"},
	{METHOD_POST, "/me/sign-out-everywhere", MAY_SIGNED_IN, 0,
	 sign_out_everywhere, "End all your sessions"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
