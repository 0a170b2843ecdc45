/*
 * What restore does to the copy of a backup before it takes the place of the
 * data folder, so that nobody is answered twice and nothing is missing.
 */
#ifndef CMD_REINSTATE_H
#define CMD_REINSTATE_H

#include <glib.h>

#include "config/config.h"
#include "ledger/restored.h"

struct reinstatement {
	const struct config *config;
	const char *copy;	/* the folder with what was in the backup */
	const char *old;	/* the data folder so far; NULL for none */
	gint64 made;		/* when the backup was made */
	gint64 stopped;		/* when the old Postroom had stopped */
	struct restored ledger; /* out: letters held, cases left to a person */
	guint again;		/* out: messages taken over from old */
};

/* Brings the copy's ledger up to date and holds what may have been sent;
 * sets the cut-off of each mailbox to stopped, so that what came before it
 * is filed but not answered by itself; marks what waits in the spool the
 * same; and puts into that spool what the old folder has and the backup has
 * not. Errors are those of ledger and spool. */
gboolean reinstate(struct reinstatement *reinstatement, GError **error);

#endif
