/*
 * A rehearsal: what other rules would have proposed about every message that
 * the ledger holds, beside what was proposed then. It changes nothing.
 *
 * Both are compared as staff see them, under the policy of today. What a
 * message's case was like when it came is rebuilt as far as the ledger tells:
 * its stage, its responses, earlier messages by the same person.
 */
#ifndef CMD_REHEARSE_H
#define CMD_REHEARSE_H

#include <glib.h>

#include "base/own.h"
#include "classify/classify.h"
#include "desk/post.h"
#include "model/label.h"

/* How bad a change is; the order is that of the list. */
enum harm {
	HARM_LOST,	/* confirmed as a complaint or an escalation, and no
			   longer proposed as either */
	HARM_PERHAPS,	/* the same, but nobody has confirmed it */
	HARM_DISAGREES, /* as staff settled it before, otherwise now */
	HARM_NONE,
	HARM_COUNT
};

/* "lost", "perhaps-lost", "disagrees", "none"; a constant. */
const char *harm_name(enum harm harm);

struct proposal {
	enum category category;
	enum ground ground;
	double confidence;
};

struct change {
	char *ref;
	char *subject;
	gint64 received;
	gboolean reply;	       /* a message on a case that was there */
	enum category settled; /* by staff; CATEGORY_NONE if not */
	struct proposal before;
	struct proposal after;
	enum harm harm;
};

struct rehearsal {
	guint messages; /* compared */
	guint passed;	/* over: no proposal was kept, or not readable */
	guint harm[HARM_COUNT];
	guint flag_gained[FLAG_COUNT];
	guint flag_lost[FLAG_COUNT];
	GPtrArray *changes; /* struct change, the worst first, then oldest */
	GPtrArray
		*problems; /* char *: rules that were passed over, once each */
};

void rehearsal_free(struct rehearsal *rehearsal);
OWN_TYPE(rehearsal, rehearsal_free)

/* Runs rules over all messages of post's ledger. progress, which may be
 * NULL, is called before each with how many are done and how many there are.
 * NULL on failure of the ledger. */
struct rehearsal *rehearse(const struct post *post, const struct ruleset *rules,
			   void (*progress)(gint64 done, gint64 all),
			   GError **error);

#endif
