/*
 * The API for other programs, /api/v1: the same acts and checks as the pages,
 * in JSON. docs/API.md is its manual, data/openapi.json its document.
 *
 * A client shows its token; what it does is recorded under the name of the
 * person it acts for ("by" in the body) and its own. GET of a case answers
 * with an ETag; an act that carries it in If-Match is refused with 412 if
 * the case has changed since. Refusals: {"error": {"code", "message"}}.
 */
#ifndef CONSOLE_API_H
#define CONSOLE_API_H

#include "console/route.h"
#include "console/visit.h"
#include "desk/act.h"
#include "ledger/case.h"

extern const struct route api_routes[];

/* --- what its handlers share; all answer before they return NULL or FALSE - */

/* The case of the pattern's {ref}, the caller's; else 404. */
struct case_row *api_case(struct visit *visit);

/* The body as an object, the caller's; else 400. */
json_t *api_body(struct visit *visit);

/* A text of the body; NULL if it is not there or null. */
const char *api_text(const json_t *body, const char *key);

/* Fills in an act on the pattern's case from body and If-Match, and *by, which
 * the caller frees; else 400. */
gboolean api_act(struct visit *visit, const json_t *body, struct act *act,
		 char **by);

/* Answers with the case as it stands and its ETag. */
void api_show(struct visit *visit, const char *ref);

/* Refuses for a fault of an act, and frees it. */
void api_fault(struct visit *visit, GError *error);

/* A number of the query between 1 and most, or what it is if it is not there;
 * 0 after 400. */
guint api_number(struct visit *visit, const char *name, guint usual,
		 guint most);

/* The handlers; api.c says which is which. */
void api_document_get(struct visit *visit);
void api_health_get(struct visit *visit);
void api_cases_get(struct visit *visit);
void api_case_get(struct visit *visit);
void api_duties_get(struct visit *visit);
void api_confirm_post(struct visit *visit);
void api_release_post(struct visit *visit);
void api_notes_post(struct visit *visit);
void api_done_post(struct visit *visit);
void api_assign_post(struct visit *visit);
void api_submit_post(struct visit *visit);

#endif
