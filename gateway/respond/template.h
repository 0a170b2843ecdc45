/*
 * Letters as text files that staff can edit.
 *
 * A template is UTF-8: fields on top ("Subject:", "Letter:", "Guard: yes"),
 * a blank line, then the body with {{keys}}. {{#key}}…{{/key}} is shown only
 * when the key has a value, {{^key}}…{{/key}} only when it has none; a tag of
 * that kind alone on its line takes the line with it. A line that starts
 * with {{! is a comment; one that starts with "# " is a heading. A subject may
 * show {{ref}} and {{landlord}} only: nothing of the message stands in it
 * (domain.md 10.6, 10.12). "Letter:" names the letter as letter_name() does;
 * "Guard: yes" marks the one that goes out when nobody has confirmed.
 *
 * Loading finds every fault of every file at once, so that none is found by
 * a resident: unknown or unclosed tags, unknown fields, a key that the Code
 * requires (policy/letter.h) missing, or standing where it may not be shown,
 * words that the Code forbids (5.2) in the landlord's own text, a letter
 * without its template.
 *
 * Values are data: they are put in as they are and never looked at for tags.
 *
 * Ownership: templates_free frees all; a struct template belongs to its set.
 */
#ifndef RESPOND_TEMPLATE_H
#define RESPOND_TEMPLATE_H

#include <glib.h>

#include "base/own.h"
#include "model/notice.h"

enum key {
	KEY_LANDLORD,
	KEY_LANDLORD_ADDRESS,
	KEY_LANDLORD_TELEPHONE,
	KEY_EMERGENCY,
	KEY_LANDLORD_EMAIL,
	KEY_OFFICER,
	KEY_NAME, /* of the person we write to */
	KEY_REF,
	KEY_RECEIVED, /* a day in words */
	KEY_TODAY,
	KEY_DEFINITION,
	KEY_OUTCOMES,
	KEY_CLARIFICATION,
	KEY_RESPONSIBILITY,
	KEY_RESPONSE_DUE,
	KEY_DECIDE_BY, /* guard letters: when we say which parts are ours */
	KEY_REVIEWER,  /* stage 2: the role that looks at it (6.13) */
	KEY_REPRESENTATIVE,
	KEY_ADJUSTMENTS,
	KEY_OMBUDSMAN,
	KEY_PROCESS,
	KEY_OPEN_REQUEST, /* reference of a service request that goes on */
	KEY_BY_POST,	  /* "yes" if printed, "" in an e-mail */
	KEY_HEAT_NETWORK, /* the Energy Ombudsman, where it is about heat */
	KEY_LEGAL_REDRESS,
	KEY_PANEL_DATE, /* stage 2 before a panel */
	KEY_HEARING_RIGHTS,
	KEY_HOW_TO_COMPLAIN,
	KEY_COMPLAINT_MEANS, /* the policy's definition of a complaint */
	KEY_WHAT_NEXT,
	KEY_OMBUDSMAN_RIGHT,
	KEY_AUTHORITY_FORM,
	KEY_ASKED, /* from here on: written for the one letter */
	KEY_GROUND,
	KEY_FACTS,
	KEY_DISCRETION,
	KEY_DATES_USED,
	KEY_INSTEAD,
	KEY_DECISION_MAKER,
	KEY_DECIDED_ON,
	KEY_LATE_STEP,
	KEY_WAS_DUE,
	KEY_DELAY_REASON,
	KEY_NEW_DATE,
	KEY_COUNT
};

/* "landlord_address"; a constant. */
const char *key_name(enum key key);

/* KEY_COUNT if there is no such key. */
enum key key_of(const char *name);

struct templates;
struct template;

/* Reads FOLDER/email/ *.txt. NULL with FAULT_SETUP that lists every fault,
 * one a line as file:line: what is wrong; FAULT_TEMPORARY if the folder or
 * a file cannot be read. */
struct templates *templates_load(const char *folder, GError **error);

void templates_free(struct templates *templates);
OWN_TYPE(templates, templates_free)

/* The template of a letter, for the guard or for people; NULL if the set has
 * none. guard means something for an acknowledgement only. */
const struct template *templates_find(const struct templates *templates,
				      enum letter letter, gboolean guard);

/* By its file's name without ".txt", "acknowledgement-1-guard"; or NULL. */
const struct template *templates_named(const struct templates *templates,
				       const char *name);

/* How many there are, and each of them, in the order of their files' names. */
guint templates_count(const struct templates *templates);

/* index is below templates_count; the template belongs to the set. */
const struct template *templates_at(const struct templates *templates,
				    guint index);

/* The file's name without ".txt"; belongs to the template. */
const char *template_name(const struct template *template);

/* What its fields say. */
enum letter template_letter(const struct template *template);

/* True for the letter that goes out when nobody has confirmed. */
gboolean template_guard(const struct template *template);

/* Lower-case hexadecimal SHA-256 of the file's bytes. */
const char *template_hash(const struct template *template);

/* True if the body or the subject shows the key anywhere. */
gboolean template_uses(const struct template *template, enum key key);

/* Subject (one line, controls removed) and body of the letter with values[]
 * put in; NULL and "" are no value. Headings are still marked in the body.
 * Both results are the caller's. */
void template_fill(const struct template *template,
		   const char *const values[KEY_COUNT], char **subject,
		   char **body);

#endif
