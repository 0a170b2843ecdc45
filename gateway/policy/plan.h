/*
 * Which duties follow from a message, at receipt and after a decision: pure
 * functions of what is known (domain.md 10; the table is in plan.c).
 */
#ifndef POLICY_PLAN_H
#define POLICY_PLAN_H

#include <glib.h>

#include "base/own.h"
#include "model/calendar.h"
#include "model/label.h"
#include "model/profile.h"
#include "model/suggestion.h"
#include "policy/duty.h"

/* How an answer may reach the writer. */
enum route {
	ROUTE_MAIL,  /* by mail, also by itself */
	ROUTE_HELD,  /* by mail, but only when a person sends it: mail from
			before the first connection */
	ROUTE_OTHER, /* not by mail: no address, a letter, do not answer */
};

/* What is known. Zero it, set received, settings and profile, then
 * plan_suggest; after a decision set category, ground and confirmed. */
struct plan {
	gint64 received;
	struct duty_settings settings;
	const struct profile *profile; /* NULL: the Code's own */
	enum category category; /* proposed or confirmed; CATEGORY_NONE if
				   nobody knows */
	enum ground ground;
	guint32 flags;
	gboolean guarded;	  /* guard_acts() */
	gboolean confirmed;	  /* a named person settled category */
	gboolean stage1_answered; /* a stage 1 response has been issued */
	gboolean choice_open;	  /* less than a complaint was confirmed, or a
				     report routed as a request, and the
				     resident's choice (1.3) is not recorded */
	gboolean acknowledged;	  /* as a complaint, by a letter of ours */
	gint64 decided;		  /* instant of the decision; 0 if none */
	gboolean unreadable;
	gboolean ombudsman; /* the Ombudsman's own letter (10.16) */
	enum route route;
};

/* Fills category, ground, flags, guarded and choice_open, as the policy makes
 * of them (policy/route.h); NULL means unreadable. */
void plan_suggest(struct plan *plan, const struct suggestion *suggestion);

/* The policy's number of repeats on one request proposes a complaint
 * (domain.md 10.15): from then on the plan is one, and guarded. chases
 * counts the message itself: that of struct context and one. Call it after
 * plan_suggest. */
void plan_chased(struct plan *plan, int chases);

/* True if the guard acts while nobody has confirmed: complaint, escalation
 * or exclusion is proposed, or their probabilities reach the threshold. */
gboolean guard_acts(const struct suggestion *suggestion, double threshold);

/* The duties that follow, struct duty_due, soonest kinds first; empty for
 * nothing. The caller's (g_array_unref). NULL with FAULT_SETUP. */
GArray *duty_plan(const struct calendar *calendar, const struct plan *plan,
		  GError **error);

/* A duty that a case has. */
struct duty_held {
	enum duty_kind kind;
	gboolean met; /* else it is open */
};

/* What a decision changes. No array is NULL. */
struct duty_change {
	GArray *meet; /* enum duty_kind: the decision meets them (look) */
	GArray *end;  /* enum duty_kind: end them with its reason */
	GArray *add;  /* struct duty_due */
};

/* From what the case has (held, n) to what the plan after the decision
 * asks for. Only duties that depend on the category are ended: never
 * urgent, telephone, ombudsman or explain-delay. What was met is not added
 * again; of what was ended by a reason, pass nothing, and it is. A
 * response that is owed stays owed while the stage does. acknowledged is
 * taken from held as well. NULL with FAULT_SETUP. */
struct duty_change *duty_replan(const struct calendar *calendar,
				const struct plan *after,
				const struct duty_held *held, gsize n,
				GError **error);
void duty_change_free(struct duty_change *change);
OWN_TYPE(duty_change, duty_change_free)

#endif
