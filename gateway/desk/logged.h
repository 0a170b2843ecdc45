/*
 * What happened on a case outside Postroom: a call, a visit, a survey, a
 * report, a letter or a mail that went another way, with its files (Code
 * 5.12: nothing has to be kept elsewhere).
 */
#ifndef DESK_LOGGED_H
#define DESK_LOGGED_H

#include <glib.h>

#include "desk/act.h"

enum logged {
	LOGGED_CALL,
	LOGGED_VISIT,
	LOGGED_SURVEY,	/* of the home, by a surveyor */
	LOGGED_REPORT,	/* of a colleague or a contractor */
	LOGGED_LETTER,	/* that we sent by other means, or were sent */
	LOGGED_MEETING, /* a panel, a hearing */
	LOGGED_KINDS
};

/* "call", also the name of the event in the history; a constant. */
const char *logged_name(enum logged kind);

/* "a telephone call", for people; a constant. */
const char *logged_words(enum logged kind);

/* LOGGED_KINDS if there is no such name. */
enum logged logged_of(const char *name);

/* A file to be kept with it; borrowed. */
struct logged_file {
	const char *filename; /* as told; its last part is kept */
	const char *type;     /* media type as told, or NULL */
	GBytes *bytes;
};

struct logging {
	struct act act;
	enum logged kind;
	guint32 day;	  /* when it was; DAY_NONE: today */
	const char *text; /* what happened; required */
	const struct logged_file *files;
	guint n_files; /* LIMIT_FORM_FILES at most */
};

/* Enters it in the history and keeps the files. FAULT_INPUT also if nothing
 * is said, the day is yet to come or before 2000, a file is empty, or there
 * are too many or too large (LIMIT_BODY_BYTES together). */
gboolean logged_add(struct post *post, const struct logging *entry,
		    GError **error);

#endif
