/*
 * The parts of a form in the form of the GOV.UK Design System: each with its
 * label, hint and error message, tied together for those who listen. They
 * are told by designated initialisers; what is left out is not written:
 *
 *	input_text(html, &(struct input){.name = "email", .label = "Email",
 *					 .type = "email", .errors = errors,
 *					 .value = request_text(r, "email")});
 *
 * Errors are gathered first; input_summary shows them above the heading and
 * each field shows its own.
 */
#ifndef CONSOLE_INPUT_H
#define CONSOLE_INPUT_H

#include <glib.h>

#include "base/own.h"
#include "console/html.h"

/* --- errors -------------------------------------------------------------*/

/* What is wrong with a form, in the order of its fields. Ownership:
 * errors_free frees it. */
struct errors;
struct errors *errors_new(void);
void errors_free(struct errors *errors);
OWN_TYPE(errors, errors_free)

/* Notes what is wrong with a field ("Enter your name"); name "" for the form
 * as a whole. Only a field's first error is kept. */
void errors_add(struct errors *errors, const char *name, const char *text);

/* How many there are; the one of a field, or NULL. errors may be NULL. */
guint errors_count(const struct errors *errors);
const char *errors_of(const struct errors *errors, const char *name);

/* "There is a problem": every error, each a link to its field. Writes
 * nothing if there is none. Put it first in main. */
void input_summary(struct html *html, const struct errors *errors);

/* --- fields -------------------------------------------------------------*/

/* One choice of radios, checkboxes or a select. Lists end with a value of
 * NULL. */
struct choice {
	const char *value;
	const char *text;
	const char *hint;
	gboolean chosen; /* besides the one equal to input.value */
};

/* One field. Its id is its name. Of what is left out nothing is written. */
struct input {
	const char *name;
	const char *label;
	const char *hint;
	const char *value;
	const struct errors *errors;
	const char *type;	  /* "email", "tel", "password", "search" */
	const char *autocomplete; /* "name", "email", "off" … */
	const char *inputmode;	  /* "numeric" */
	const char *accept;	  /* of files: "image/png,.pdf" */
	const struct choice *choices;
	int width;   /* of a text in characters: 2 3 4 5 10 20 30 */
	int rows;    /* of a textarea; 5 */
	int heading; /* the label is the page's or section's heading: 1-3 */
	gboolean multiple; /* files */
	gboolean small;	   /* small radios and checkboxes */
	gboolean side;	   /* radios beside each other */
	gboolean hide;	   /* the label is only for those who listen */
};

/* One line of text; several lines; a password. */
void input_text(struct html *html, const struct input *input);
void input_area(struct html *html, const struct input *input);

/* One of several, any of several, one of a list. The fields of checkboxes
 * all have the group's name (request_values). */
void input_radios(struct html *html, const struct input *input);
void input_checkboxes(struct html *html, const struct input *input);
void input_select(struct html *html, const struct input *input);

/* Three small fields NAME-day, NAME-month, NAME-year; value is an ISO date.
 * input_read_date gives DAY_NONE and adds an error if what was typed is no
 * date; "" in all three is DAY_NONE without an error. */
struct request;
void input_date(struct html *html, const struct input *input);
guint32 input_read_date(const struct request *request, const char *name,
			struct errors *errors);

/* A choice of files; the form must be multipart. */
void input_file(struct html *html, const struct input *input);

/* A legend, with hint and error, around fields that belong together. */
void input_group_open(struct html *html, const struct input *input);
void input_group_close(struct html *html);

/* Carried along unseen. */
void input_hidden(struct html *html, const char *name, const char *value);

/* A button that sends the form; kind NULL, "secondary" or "warning"; name and
 * value may be NULL. A second press within a second does nothing twice where
 * JavaScript runs. */
void input_button(struct html *html, const char *text, const char *kind,
		  const char *name, const char *value);

#endif
