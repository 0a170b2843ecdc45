/*
 * The frame around every act of a person: the case found and not changed
 * behind that person's back, one transaction, all of it or nothing.
 */
#include "desk/act.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "ledger/handler.h"
#include "ledger/history.h"
#include "model/receipt.h"
#include "model/ref.h"

gboolean
act_is_name(const char *name)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(name ? name : ""));
	g_autofree char *clean = NULL;

	if (*trimmed == '\0' || !g_utf8_validate(trimmed, -1, NULL) ||
	    g_ascii_strcasecmp(trimmed, "postroom") == 0)
		return FALSE;
	clean = text_clean(trimmed, TRUE);
	return g_str_equal(clean, trimmed) &&
	       strpbrk(trimmed, "\r\n\t") == NULL;
}

gboolean
act_check_text(const char *text, GError **error)
{
	return text == NULL || g_utf8_validate(text, -1, NULL) ||
	       fault_set(error, FAULT_INPUT,
			 "What was typed is not UTF-8 "
			 "text. Type it again.");
}

gboolean
act_check_reason(const char *reason, GError **error)
{
	g_autofree char *trimmed =
		g_strstrip(g_strdup(reason != NULL ? reason : ""));

	if (*trimmed == '\0')
		return fault_set(error, FAULT_INPUT, "Say why.");
	if (strlen(trimmed) > LIMIT_TYPED_BYTES)
		return fault_set(error, FAULT_INPUT,
				 "What was typed is too long. Put it with the "
				 "case as a file.");
	return act_check_text(reason, error);
}

static struct case_row *
no_case(const char *ref, GError **error)
{
	(void)fault_set(error, FAULT_INPUT,
			"There is no case %s. Look for it in the list of "
			"cases.",
			ref);
	return NULL;
}

struct case_row *
act_case(struct ledger *ledger, const char *text, GError **error)
{
	g_autofree char *receipt = receipt_read(text);
	g_autofree char *ref = ref_read(text);
	GError *problem = NULL;
	struct case_row *row;

	if (receipt != NULL)
		return case_of_receipt(ledger, receipt, error);
	if (ref == NULL) {
		(void)fault_set(error, FAULT_INPUT,
				"\"%s\" is not a case reference: check each "
				"character. References have the form "
				"CR-2026-00042-K, and the last letter is "
				"worked out from the digits.",
				text);
		return NULL;
	}
	row = case_by_ref(ledger, ref, &problem);
	if (problem != NULL)
		g_propagate_error(error, problem);
	else if (row == NULL)
		return no_case(ref, error);
	return row;
}

struct case_row *
act_case_for(struct ledger *ledger, const char *ref, const char *login,
	     GError **error)
{
	g_autoptr(own_case_row) row = act_case(ledger, ref, error);
	gboolean barred;

	if (row == NULL || !bar_holds(ledger, row->id, login, &barred, error))
		return NULL;
	return barred ? no_case(row->ref, error) : g_steal_pointer(&row);
}

gint64
act_revision(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autoptr(own_history_row) last = history_last(ledger, case_id, error);

	return last != NULL ? last->id : 0;
}

/* "9.14", of an instant in London. */
static char *
time_words(gint64 instant)
{
	g_autofree char *shown = clock_short(instant);
	const char *hour = strrchr(shown, ' ') + 1;

	return g_strdelimit(g_strdup(*hour == '0' ? hour + 1 : hour), ":", '.');
}

static gboolean
check_revision(struct ledger *ledger, const struct case_row *row,
	       gint64 revision, GError **error)
{
	GError *problem = NULL;
	g_autoptr(own_history_row) last =
		history_last(ledger, row->id, &problem);
	g_autofree char *at = NULL;

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (revision == 0 || last == NULL || last->id == revision)
		return TRUE;
	at = time_words(last->at);
	return fault_set(error, FAULT_BUSY,
			 "%s was changed by %s at %s while you worked. "
			 "Nothing of yours was saved. Look at it again.",
			 row->ref, last->actor, at);
}

gboolean
act_open(struct post *post, const char *by, GError **error)
{
	if (!act_is_name(by))
		return fault_set(error, FAULT_INPUT,
				 "Say who you are, by your name.");
	return ledger_begin(post->ledger, error);
}

struct case_row *
act_begin(struct post *post, const struct act *act, GError **error)
{
	g_autoptr(own_case_row) row = NULL;

	if (!act_open(post, act->by, error))
		return NULL;
	row = act_case_for(post->ledger, act->ref, act->login, error);
	if (row != NULL &&
	    check_revision(post->ledger, row, act->revision, error))
		return g_steal_pointer(&row);
	ledger_rollback(post->ledger);
	return NULL;
}

gint64
act_note(struct post *post, const char *by, gint64 case_id,
	 struct act_event event, GError **error)
{
	struct history_new entry = {
		.case_id = case_id,
		.at = clock_now(),
		.actor = by,
		.event = event.name,
		.detail = event.detail,
	};

	return history_add(post->ledger, entry, error);
}

gboolean
act_end(struct post *post, gboolean done, GError **error)
{
	if (done)
		return ledger_commit(post->ledger, error);
	ledger_rollback(post->ledger);
	return FALSE;
}
