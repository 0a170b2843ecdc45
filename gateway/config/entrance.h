/*
 * Every place that messages come from, under one name each: mailboxes,
 * fetched forms, folders of letters, and forms that a site pushes. For
 * whoever asks how they all do, without looking into any himself.
 */
#ifndef CONFIG_ENTRANCE_H
#define CONFIG_ENTRANCE_H

#include <glib.h>

#include "config/config.h"

/* One of the three is set. All is borrowed from the configuration. */
struct entrance {
	const char *name;
	const struct mailbox *mailbox;
	const struct web_form *form;
	const struct drop_folder *letters;
	gboolean looked; /* we look into it, and so have a cursor; a form that
			    is only pushed we cannot */
};

/* struct entrance, mailboxes first; the caller's to unref. */
GPtrArray *entrances_of(const struct config *config);

/* Its kind in a word or two: "mailbox", "form, pushed". */
const char *entrance_kind(const struct entrance *entrance);

#endif
