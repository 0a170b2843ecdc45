/*
 * Their letters are never classified: what they quote is the resident's.
 */
#include "desk/ombudsman.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "desk/oblige.h"
#include "desk/opening.h"
#include "ledger/asked.h"
#include "ledger/history.h"
#include "ledger/twin.h"
#include "policy/alike.h"
#include "policy/asked.h"
#include "policy/workday.h"

/* How far back the complaint may lie that they write about. */
#define LOOK_BACK ((gint64)2 * 366 * 24 * 60 * 60)

gboolean
ombudsman_wrote(const struct post *post, const struct message *message)
{
	return asked_is_theirs(post->profile->ombudsman,
			       message->from->address);
}

/* Our own mail server's word that it is theirs. */
static gboolean
is_genuine(const struct post *post, const struct message *message)
{
	const GPtrArray *domains = post->profile->ombudsman->domains;
	guint i;

	for (i = 0; i < domains->len; i++)
		if (asked_is_genuine(message->authentication,
				     post->config->urgent.authserv,
				     g_ptr_array_index(domains, i)))
			return TRUE;
	return FALSE;
}

/* --- which case ---------------------------------------------------------*/

static void
by_our_reference(struct post *post, const struct message *message,
		 struct thread *thread, GError **failure)
{
	guint i;

	for (i = 0; i < message->case_refs->len && thread->row == NULL &&
		    *failure == NULL;
	     i++)
		thread->row = case_by_ref(
			post->ledger, g_ptr_array_index(message->case_refs, i),
			failure);
}

static char *
all_text(const struct message *message)
{
	return g_strconcat(message->subject, "\n", message->text, NULL);
}

static void
by_their_reference(struct post *post, const char *text, struct thread *thread,
		   GError **failure)
{
	g_autoptr(GPtrArray) numbers = asked_numbers(text);
	guint i;

	for (i = 0; i < numbers->len && thread->row == NULL && *failure == NULL;
	     i++) {
		gint64 id = asked_number_case(
			post->ledger, g_ptr_array_index(numbers, i), failure);

		if (id != 0)
			thread->row = case_by_id(post->ledger, id, failure);
	}
}

/* "Mrs Ann Lee" in "the complaint of Mrs Ann Lee, 1 High Street, AN1 1AA":
 * the two words before the first comma or line end after "of" or "from"
 * would be guesses, so that each word with a capital is tried. */
static void
by_name(struct post *post, const char *text, struct thread *thread,
	GError **failure)
{
	g_autofree char *postcode = alike_postcode(text);
	g_auto(GStrv) words = g_strsplit_set(text, " ,.;:\r\n\t()", 2000);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gint64));
	struct trait_search search = {
		.from = clock_now() - LOOK_BACK,
		.to = clock_now(),
		.channel = "",
	};
	gsize i;

	for (i = 0; postcode != NULL && words[i] != NULL; i++) {
		if (!g_unichar_isupper(g_utf8_get_char(words[i])))
			continue;
		search.key = alike_key_name(words[i], postcode);
		if (search.key != 0 &&
		    !trait_find(post->ledger, &search, found, failure))
			return;
	}
	if (found->len > 0) {
		gint64 id = g_array_index(found, gint64, 0);
		g_autoptr(own_case_row) row = NULL;

		for (i = 1; i < found->len; i++)
			if (g_array_index(found, gint64, i) != id)
				return;
		row = case_by_id(post->ledger, id, failure);
		if (row != NULL)
			thread->possible = g_strdup(row->ref);
	}
}

gboolean
ombudsman_find(struct post *post, const struct message *message,
	       struct thread *thread, GError **error)
{
	g_autofree char *text = all_text(message);
	GError *failure = NULL;

	if (thread->row == NULL)
		by_our_reference(post, message, thread, &failure);
	if (thread->row == NULL && failure == NULL)
		by_their_reference(post, text, thread, &failure);
	if (thread->row == NULL && failure == NULL && thread->possible == NULL)
		by_name(post, text, thread, &failure);
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, failure);
	return FALSE;
}

/* --- what follows -------------------------------------------------------*/

static gboolean
keep_numbers(struct post *post, const char *text, gint64 case_id,
	     GError **error)
{
	g_autoptr(GPtrArray) numbers = asked_numbers(text);
	guint i;

	for (i = 0; i < numbers->len; i++)
		if (!asked_number_add(post->ledger,
				      g_ptr_array_index(numbers, i), case_id,
				      error))
			return FALSE;
	return TRUE;
}

/* Refused before: it is a complaint at stage 1 now, whose clock runs from
 * their letter, and a person confirms it (10.16). */
static gboolean
reopen_refused(struct post *post, gint64 case_id, guint32 written,
	       GError **error)
{
	g_autoptr(own_case_row) row = case_by_id(post->ledger, case_id, error);
	guint32 due;

	if (row == NULL)
		return FALSE;
	if (!row->confirmed || row->category != CATEGORY_EXCLUSION ||
	    row->acknowledged1 != TIME_NONE)
		return TRUE;
	due = workday_add(post->calendar, written, DAYS_ACKNOWLEDGE, NULL);
	if (due == DAY_NONE)
		due = clock_day(clock_now());
	return (row->stage > 0 ||
		case_set_stage(post->ledger, case_id, 1, TIME_NONE, error)) &&
	       oblige_by_day(post, case_id, DUTY_ACKNOWLEDGE_1, due, error);
}

/* The duty of an acceptance that names no day: at once. */
static gboolean
owe(struct post *post, gint64 case_id, enum duty_kind kind, guint32 due,
    GError **error)
{
	guint32 next = due;

	if (next == DAY_NONE)
		next = workday_add(post->calendar, clock_day(clock_now()), 1,
				   NULL);
	if (next == DAY_NONE)
		next = clock_day(clock_now());
	return oblige_by_day(post, case_id, kind, next, error);
}

/* The earliest of a kind that nobody has settled becomes its duty. */
static gboolean
owe_earliest(struct post *post, gint64 case_id, enum duty_kind kind,
	     GError **error)
{
	g_autoptr(GPtrArray) list = asked_list(post->ledger, case_id, error);
	guint i;

	for (i = 0; list != NULL && i < list->len; i++) {
		const struct asked_row *row = g_ptr_array_index(list, i);

		if (row->settled == TIME_NONE && duty_of(row->kind) == kind)
			return owe(post, case_id, kind, row->due, error);
	}
	return list != NULL;
}

static gboolean
keep_asked(struct post *post, const struct filing *filing, gint64 case_id,
	   guint32 written, GError **error)
{
	g_autoptr(GPtrArray) list =
		asked_find(filing->message->text, written, post->calendar);
	gboolean accept = FALSE;
	guint i;

	for (i = 0; i < list->len; i++) {
		const struct asked *asked = g_ptr_array_index(list, i);
		const struct asked_row row = {
			.case_id = case_id,
			.item = filing->item->sha256,
			.kind = (char *)(gintptr)duty_name(asked->kind),
			.due = asked->due,
			.words = asked->words,
		};

		accept |= asked->kind == DUTY_OMBUDSMAN_ACCEPT;
		if (!asked_add(post->ledger, &row, error))
			return FALSE;
	}
	return !accept || reopen_refused(post, case_id, written, error);
}

static gboolean
note_wrote(struct post *post, const struct filing *filing, gint64 case_id,
	   GError **error)
{
	const char *liaison = post->config->urgent.liaison;
	gboolean genuine = is_genuine(post, filing->message);

	return opening_note(
		post, case_id, "ombudsman-wrote",
		json_pack("{s:s, s:b, s:s, s:s}", "item", filing->item->sha256,
			  "verified", (int)genuine, "liaison",
			  *liaison != '\0' ? liaison
					   : post->config->landlord.officer,
			  "text",
			  genuine ? "Its sender is verified."
				  : "Its sender is not verified. Ring the "
				    "Ombudsman before you act on it."),
		error);
}

/* What they wrote counts from the day of the letter, if that is plausible:
 * the earliest day is the safe one. */
static guint32
written_on(const struct filing *filing)
{
	guint32 arrived = clock_day(filing->item->received);
	guint32 dated = filing->message->date == TIME_NONE
				? arrived
				: clock_day(filing->message->date);

	return dated <= arrived && dated + 31 >= arrived ? dated : arrived;
}

gboolean
ombudsman_note(struct post *post, const struct filing *filing, gint64 case_id,
	       GError **error)
{
	g_autofree char *text = all_text(filing->message);

	return note_wrote(post, filing, case_id, error) &&
	       keep_numbers(post, text, case_id, error) &&
	       keep_asked(post, filing, case_id, written_on(filing), error) &&
	       owe(post, case_id, DUTY_OMBUDSMAN, DAY_NONE, error) &&
	       owe_earliest(post, case_id, DUTY_OMBUDSMAN_INFORMATION, error) &&
	       owe_earliest(post, case_id, DUTY_OMBUDSMAN_ORDER, error) &&
	       owe_earliest(post, case_id, DUTY_OMBUDSMAN_ACCEPT, error);
}

gboolean
ombudsman_file(struct post *post, const struct filing *filing,
	       const struct case_row *row, GError **error)
{
	g_autoptr(own_item_row) item = opening_item(filing, ITEM_REPLY);

	item->case_id = row->id;
	return opening_add_item(post, filing, item, error) > 0 &&
	       (g_str_equal(row->status, "open") ||
		case_set_status(post->ledger, row->id, "open", error)) &&
	       ombudsman_note(post, filing, row->id, error);
}

/* --- what a person settles ----------------------------------------------*/

static gboolean
is_dated(enum duty_kind kind)
{
	return kind == DUTY_OMBUDSMAN_INFORMATION ||
	       kind == DUTY_OMBUDSMAN_ORDER || kind == DUTY_OMBUDSMAN_ACCEPT;
}

gboolean
ombudsman_next(struct post *post, const struct ombudsman_end *end,
	       GError **error)
{
	g_autoptr(GPtrArray) list = NULL;
	guint i;

	if (!is_dated(end->kind))
		return TRUE;
	list = asked_list(post->ledger, end->case_id, error);
	if (list == NULL)
		return FALSE;
	for (i = 0; i < list->len; i++) {
		const struct asked_row *row = g_ptr_array_index(list, i);

		if (row->settled != TIME_NONE ||
		    duty_of(row->kind) != end->kind)
			continue;
		return asked_settle(post->ledger, row->id, end->by, end->reason,
				    error) &&
		       owe_earliest(post, end->case_id, end->kind, error);
	}
	return TRUE;
}

static gboolean
check_wish(const struct ombudsman_day *wish, GError **error)
{
	if (!is_dated(duty_of(wish->duty)))
		return fault_set(error, FAULT_INPUT,
				 "Say which: ombudsman-information, "
				 "ombudsman-order or ombudsman-accept.");
	if (wish->reason == NULL || *wish->reason == '\0')
		return fault_set(error, FAULT_INPUT,
				 "Say where the Ombudsman sets that day.");
	return (wish->day != DAY_NONE && wish->day >= clock_day(clock_now())) ||
	       fault_set(error, FAULT_INPUT,
			 "That day has passed, or is none.");
}

static gboolean
redate(struct post *post, const struct case_row *row, const struct act *act,
       const struct ombudsman_day *wish, GError **error)
{
	enum duty_kind kind = duty_of(wish->duty);
	g_autoptr(own_duty_row) duty = NULL;
	g_autofree char *day = clock_iso(wish->day);
	struct history_new entry = {
		.case_id = row->id,
		.at = clock_now(),
		.actor = act->by,
		.event = "ombudsman-day",
		.detail = json_pack("{s:s, s:s, s:s}", "duty", wish->duty,
				    "day", day, "reason", wish->reason),
	};

	if (history_add(post->ledger, entry, error) == 0 ||
	    !oblige_find(post, row->id, kind, &duty, error))
		return FALSE;
	if (duty == NULL || !duty_is_open(duty))
		return oblige_by_day(post, row->id, kind, wish->day, error);
	duty->due_day = wish->day;
	duty->due_at = TIME_NONE;
	return duty_redate(post->ledger, duty->id, duty, error);
}

gboolean
ombudsman_redate(struct post *post, const struct act *act,
		 const struct ombudsman_day *wish, GError **error)
{
	g_autoptr(own_case_row) row = NULL;

	if (!act_check_text(wish->reason, error) || !check_wish(wish, error))
		return FALSE;
	row = act_begin(post, act, error);
	return row != NULL &&
	       act_end(post, redate(post, row, act, wish, error), error);
}
