/*
 * Fields that several pages of accounts have.
 */
#include "console/page_account.h"

void
account_password_fields(struct html *html, const char *label,
			const struct errors *errors)
{
	const struct input password = {
		.name = "password",
		.label = label,
		.hint = "At least 12 characters. Three words that have nothing "
			"to do with each other are good.",
		.type = "password",
		.errors = errors,
		.autocomplete = "new-password",
		.width = 20,
	};
	struct input again = password;

	again.name = "again";
	again.label = "The same once more";
	again.hint = NULL;
	input_text(html, &password);
	input_text(html, &again);
}

void
account_code_field(struct html *html, const struct input *input)
{
	struct input field = *input;

	field.name = "code";
	field.inputmode = "numeric";
	field.autocomplete = "one-time-code";
	field.width = 10;
	input_text(html, &field);
}
