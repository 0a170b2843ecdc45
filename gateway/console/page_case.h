/*
 * The page of a case, GET /case/{ref}, and the forms on it. Each part writes
 * one section, with its heading, at the writer's place; a part that has
 * nothing to say writes nothing. What the parts' forms post to is in the
 * table of routes of page_case.c.
 */
#ifndef CONSOLE_PAGE_CASE_H
#define CONSOLE_PAGE_CASE_H

#include "console/case_view.h"
#include "console/html.h"
#include "console/input.h"
#include "console/route.h"
#include "console/visit.h"
#include "desk/act.h"

extern const struct route page_case_routes[];

/* --- the parts, in their order -------------------------------------------*/

/* Reference, person, what it is, stage, who has it, what is due next. */
void case_head(struct visit *visit, struct html *html,
	       const struct case_view *view);

/* What must not be missed, in banners. */
void case_banners(struct visit *visit, struct html *html,
		  const struct case_view *view);

/* The messages, the evidence in them marked. */
void case_messages(struct visit *visit, struct html *html,
		   const struct case_view *view);

/* What it seems to be and why; the two buttons that settle it. */
void case_decide(struct visit *visit, struct html *html,
		 const struct case_view *view);

/* The acknowledgement as it would leave, and the button that lets it. */
void case_letter(struct visit *visit, struct html *html,
		 const struct case_view *view);

/* What is owed, with each count of days; done or not needed. */
void case_duties(struct visit *visit, struct html *html,
		 const struct case_view *view);

/* Resident, representative, how to reach them, what was promised. */
void case_people(struct visit *visit, struct html *html,
		 const struct case_view *view);

/* Cases that belong to it or are of the same person. */
void case_related(struct visit *visit, struct html *html,
		  const struct case_view *view);

/* What else can be done, with links to forms of their own; everything that
 * happened. */
void case_acts(struct visit *visit, struct html *html,
	       const struct case_view *view);
void case_timeline(struct visit *visit, struct html *html,
		   const struct case_view *view);

/* In the head, who has it; above the rest, the conflict question to whoever
 * has it (Code 5.8c), what it may be the same as, an uncertain day. */
void case_handler(struct visit *visit, struct html *html,
		  const struct case_view *view);
void case_conflict(struct visit *visit, struct html *html,
		   const struct case_view *view);
void case_twins(struct visit *visit, struct html *html,
		const struct case_view *view);
void case_receipt(struct visit *visit, struct html *html,
		  const struct case_view *view);

/* The files put with the case by that entry of its history. */
void case_enclosures(struct html *html, const struct case_view *view,
		     gint64 event);

/* --- what the forms share ------------------------------------------------*/

/* A form of this case: case_path with rest, and the revision that was on the
 * screen, so that nothing is saved over newer facts. */
void case_form(struct visit *visit, struct html *html,
	       const struct case_row *row, gint64 revision, const char *rest);

/* The act that such a form asks for; borrows from visit. */
struct act case_act(struct visit *visit);

/* The revision that a form shows: the one that was on the screen when it is
 * shown again, else the case's. */
gint64 case_revision(struct visit *visit, const struct case_row *row);

/* After an act: back to where the form's "return" says, else to the case,
 * with a message. On a fault: what was refused and why, with the way back; a
 * stale form gets both, what was typed and the case as it is now. */
void case_after(struct visit *visit, gboolean done, GError *error,
		const char *message);

/* A page about one thing of a case: the heading is title, above it the way
 * back to the case. Ends with visit_show. */
struct html *case_subpage(struct visit *visit, const struct case_row *row,
			  const char *title, const struct errors *errors);

/* A section of the page: <section> with a heading of level 2 that names it;
 * id is its anchor. html_close(html, "section") ends it. */
void case_section(struct html *html, const char *id, const char *heading);

/* With a capital at its beginning; the caller's. "by email", "by telephone";
 * a constant or the channel's own name. */
char *case_sentence(const char *words);
const char *case_channel_words(const char *channel);

/* "a complaint", "could not be read": with its article, for sentences. */
const char *case_kind_words(enum category category);

/* --- handlers in other files ----------------------------------------------*/
/* Confirm as proposed; choose otherwise. */
void case_confirm_post(struct visit *visit);
void case_settle_get(struct visit *visit);
void case_settle_post(struct visit *visit);

/* Let the letter go that was read; change it; see it with what is typed. */
void case_release_post(struct visit *visit);
void case_draft_get(struct visit *visit);
void case_draft_post(struct visit *visit);
void case_preview_post(struct visit *visit);

/* A duty done or not needed; a note; a danger; what is known of the person. */
void case_done_post(struct visit *visit);
void case_note_post(struct visit *visit);
void case_accept_post(struct visit *visit);
void case_person_get(struct visit *visit);
void case_person_post(struct visit *visit);

/* What happened elsewhere, with files; one of those files. */
void case_log_get(struct visit *visit);
void case_log_post(struct visit *visit);
void case_enclosure_get(struct visit *visit);

/* Who has it and who must not see it. */
void case_assign_get(struct visit *visit);
void case_assign_post(struct visit *visit);
void case_bar_post(struct visit *visit);

/* Other cases, messages on the wrong one, closing. */
void case_relate_get(struct visit *visit);
void case_link_post(struct visit *visit);
void case_same_post(struct visit *visit);
void case_move_post(struct visit *visit);
void case_close_post(struct visit *visit);
void case_date_get(struct visit *visit);
void case_date_post(struct visit *visit);

#endif
