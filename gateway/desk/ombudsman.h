/*
 * Mail from the Housing Ombudsman (domain.md 10.16): urgent for the liaison
 * officer, joined to its case, its dates kept as duties, and never answered
 * by itself. What it asks for is proposed with the words it was read from; a
 * person settles each. ledger/asked.h lists them.
 */
#ifndef DESK_OMBUDSMAN_H
#define DESK_OMBUDSMAN_H

#include <glib.h>

#include "desk/act.h"
#include "desk/filing.h"
#include "desk/thread.h"

/* TRUE if a message came from one of the Ombudsman's domains, genuine or
 * not. */
gboolean ombudsman_wrote(const struct post *post,
			 const struct message *message);

/* The case that its letter is about, for thread->row unless that is set: by
 * our reference, then by one of theirs that a case bears. A complainant's
 * name and postcode only make a proposal, in thread->possible. FALSE if the
 * ledger fails. */
gboolean ombudsman_find(struct post *post, const struct message *message,
			struct thread *thread, GError **error);

/* Files a letter of theirs on its case: kept as a reply, without a
 * suggestion; the case is open again; the duties follow. */
gboolean ombudsman_file(struct post *post, const struct filing *filing,
			const struct case_row *row, GError **error);

/* The duties and the references of a letter of theirs that has opened a case
 * of its own, or was filed on one: the officer reads it by the next working
 * day; each day that it sets is a duty, the earliest of a kind first. Where
 * it says that a refused complaint is to be accepted, the case is at stage 1
 * and its five working days run from today, which a person confirms. */
gboolean ombudsman_note(struct post *post, const struct filing *filing,
			gint64 case_id, GError **error);

/* A duty of theirs was met or ended: what it stood for is settled, and the
 * next day of its kind becomes the duty. Nothing for other kinds. */
struct ombudsman_end {
	gint64 case_id;
	enum duty_kind kind;
	const char *by;
	const char *reason;
};
gboolean ombudsman_next(struct post *post, const struct ombudsman_end *end,
			GError **error);

/* The person of act gives a duty of theirs ("ombudsman-order") another day,
 * or enters one that nobody had read. FAULT_INPUT for another duty, a day
 * that has passed, or without a reason. */
struct ombudsman_day {
	const char *duty;
	guint32 day;
	const char *reason;
};
gboolean ombudsman_redate(struct post *post, const struct act *act,
			  const struct ombudsman_day *wish, GError **error);

#endif
