/*
 * What the API does. Each act is one of desk's; the answer is the case as it
 * stands afterwards.
 */
#include "console/api.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/assign.h"
#include "desk/confirm.h"
#include "desk/done.h"
#include "desk/note.h"
#include "desk/release.h"
#include "desk/told.h"

/* An act on one case: what differs is in run. */
static void
act_on(struct visit *visit,
       gboolean (*run)(struct visit *visit, const struct act *act,
		       const json_t *body, GError **error))
{
	g_autoptr(own_case_row) row = api_case(visit);
	json_t *body = row != NULL ? api_body(visit) : NULL;
	g_autofree char *by = NULL;
	GError *error = NULL;
	struct act act;

	if (body == NULL)
		return;
	if (api_act(visit, body, &act, &by)) {
		if (run(visit, &act, body, &error))
			api_show(visit, row->ref);
		else
			api_fault(visit, error);
	}
	json_decref(body);
}

static gboolean
run_confirm(struct visit *visit, const struct act *act, const json_t *body,
	    GError **error)
{
	const struct confirming confirming = {
		.act = *act,
		.category = api_text(body, "category"),
		.ground = api_text(body, "ground"),
		.reason = api_text(body, "reason"),
	};
	g_autofree char *words = NULL;

	return confirm(visit->post, &confirming, &words, error);
}

void
api_confirm_post(struct visit *visit)
{
	act_on(visit, run_confirm);
}

static gboolean
run_release(struct visit *visit, const struct act *act, const json_t *body,
	    GError **error)
{
	(void)body;
	return release(visit->post, act, error);
}

void
api_release_post(struct visit *visit)
{
	act_on(visit, run_release);
}

static gboolean
run_note(struct visit *visit, const struct act *act, const json_t *body,
	 GError **error)
{
	const char *text = api_text(body, "text");

	return note_add(visit->post, act, text != NULL ? text : "", error);
}

void
api_notes_post(struct visit *visit)
{
	act_on(visit, run_note);
}

static gboolean
run_done(struct visit *visit, const struct act *act, const json_t *body,
	 GError **error)
{
	const struct done what = {
		.act = *act,
		.duty = api_text(body, "duty"),
		.reason = api_text(body, "reason"),
		.not_needed = json_is_true(json_object_get(body, "not_needed")),
	};

	return done_record(visit->post, &what, error);
}

void
api_done_post(struct visit *visit)
{
	act_on(visit, run_done);
}

/* A program cannot answer the conflict question for a person. */
static gboolean
run_assign(struct visit *visit, const struct act *act, const json_t *body,
	   GError **error)
{
	const struct assigning assigning = {
		.act = *act,
		.login = api_text(body, "assignee"),
	};

	if (json_object_get(body, "assignee") == NULL)
		return fault_set(error, FAULT_INPUT,
				 "Say who is to have it: \"assignee\", a login "
				 "or null.");
	return assign(visit->post, &assigning, error);
}

void
api_assign_post(struct visit *visit)
{
	act_on(visit, run_assign);
}

/* --- what a resident said -------------------------------------------------*/

static const char *
text_or_empty(const json_t *body, const char *key)
{
	const char *text = api_text(body, key);

	return text != NULL ? text : "";
}

static void
put(struct visit *visit, const json_t *body, const char *by)
{
	const char *when = api_text(body, "when");
	const struct told told = {
		.channel = text_or_empty(body, "channel"),
		.by = by,
		.when = when != NULL ? told_when(when) : clock_now(),
		.name = text_or_empty(body, "name"),
		.email = text_or_empty(body, "email"),
		.telephone = text_or_empty(body, "telephone"),
		.address = text_or_empty(body, "address"),
		.subject = text_or_empty(body, "subject"),
		.text = text_or_empty(body, "text"),
	};
	g_autofree char *sha256 = NULL;
	GError *error = NULL;

	if (told_put(visit->post->spool, &told, &sha256, &error))
		reply_json(visit->reply, 202,
			   json_pack("{s:s}", "item", sha256));
	else
		visit_fault(visit, error);
}

void
api_submit_post(struct visit *visit)
{
	json_t *body = api_body(visit);
	const char *person = body != NULL ? api_text(body, "by") : NULL;
	g_autofree char *by = NULL;

	if (body == NULL)
		return;
	if (person != NULL && act_is_name(person)) {
		by = g_strdup_printf("%s (%s)", person, visit_by(visit));
		put(visit, body, by);
	} else {
		visit_refuse(visit, 400, "Who?",
			     "Say who was told: \"by\" must be that person's "
			     "name.");
	}
	json_decref(body);
}
