/*
 * "postroom case draft": the acknowledgement before it is released. A named
 * person edits what it says of the complaint (Code 5.6, 5.7), and sees the
 * letter as it would leave.
 */
#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "desk/acknowledge.h"
#include "cmd/case.h"
#include "cmd/case_paper.h"
#include "desk/oblige.h"
#include "ledger/draft.h"
#include "ledger/history.h"
#include "ledger/outbox.h"
#include "policy/letter.h"

enum part {
	PART_DEFINITION,
	PART_OUTCOMES,
	PART_RESPONSIBILITY,
	PART_CLARIFICATION,
	PART_REVIEWER,
	PART_HEARING,
	PART_COUNT
};

static const char *const names[PART_COUNT] = {"definition",	"outcomes",
					      "responsibility", "clarification",
					      "reviewer",	"hearing"};

struct edit {
	char *by;
	char *given[PART_COUNT]; /* as typed; NULL: stays as it is */
	char *text[PART_COUNT];	 /* the same, "@FILE" read; NULL likewise */
};

static void
edit_clear(struct edit *edit)
{
	int i;

	g_free(edit->by);
	for (i = 0; i < PART_COUNT; i++) {
		g_free(edit->given[i]);
		g_free(edit->text[i]);
	}
}

static gboolean
is_edit(const struct edit *edit)
{
	int i;

	for (i = 0; i < PART_COUNT; i++)
		if (edit->given[i] != NULL)
			return TRUE;
	return FALSE;
}

/* The definition and the outcomes may hold the resident's own words. */
static gboolean
check_words(enum part part, const char *text, GError **error)
{
	g_autofree char *forbidden = NULL;

	if (part == PART_DEFINITION || part == PART_OUTCOMES)
		return TRUE;
	forbidden = letter_forbidden(text);
	return forbidden == NULL ||
	       fault_set(error, FAULT_INPUT,
			 "\"%s\" may not stand in a letter (Code 5.2, 6.12). "
			 "Write the %s in another way.",
			 forbidden, names[part]);
}

static gboolean
read_part(struct edit *edit, enum part part, GError **error)
{
	if (edit->given[part] == NULL)
		return TRUE;
	edit->text[part] = case_read_text(edit->given[part], error);
	return edit->text[part] != NULL &&
	       check_words(part, edit->text[part], error);
}

static char **
place(struct draft *draft, enum part part)
{
	switch (part) {
	case PART_DEFINITION:
		return &draft->definition;
	case PART_OUTCOMES:
		return &draft->outcomes;
	case PART_RESPONSIBILITY:
		return &draft->responsibility;
	case PART_CLARIFICATION:
		return &draft->clarification;
	case PART_REVIEWER:
		return &draft->reviewer;
	default:
		return &draft->hearing;
	}
}

/* Which parts were changed; what they say stays out of the history. */
static json_t *
apply(const struct edit *edit, struct draft *draft)
{
	json_t *changed = json_array();
	enum part part;

	for (part = 0; part < PART_COUNT; part++) {
		char **field = place(draft, part);

		if (edit->text[part] == NULL ||
		    g_str_equal(*field, edit->text[part]))
			continue;
		g_free(*field);
		*field = g_strdup(edit->text[part]);
		json_array_append_new(changed, json_string(names[part]));
	}
	g_free(draft->edited_by);
	draft->edited_by = g_strdup(edit->by);
	draft->at = clock_now();
	return changed;
}

/* What has left, or is about to, can't be changed any more. */
static gboolean
check_open(struct post *post, const struct case_row *row, GError **error)
{
	g_autoptr(own_outbox_row) live = NULL;
	enum letter letter;

	if (row->stage == 0)
		return fault_set(
			error, FAULT_INPUT,
			"%s is not settled as a complaint, so there is "
			"no acknowledgement to write. If it is one: "
			"postroom case confirm %s --by NAME --category "
			"complaint.",
			row->ref, row->ref);
	if (!acknowledge_letter(post, row, &letter, &live, error))
		return FALSE;
	if (letter != LETTER_COUNT && (live == NULL || live->guard))
		return TRUE;
	return fault_set(error, FAULT_INPUT,
			 "The acknowledgement of %s is %s already. What you "
			 "want to add goes in a letter of its own: postroom "
			 "letter write.",
			 row->ref,
			 live == NULL ? "sent"
				      : outbox_state_name(live->state));
}

/* Where the acknowledgement has left without it, the next letter meets it. */
static gboolean
meet_reviewer(struct post *post, const struct case_row *row,
	      const struct draft *draft, gint64 event, GError **error)
{
	g_autoptr(own_outbox_row) live = NULL;
	enum letter letter;

	if (!acknowledge_names_reviewer(post, draft))
		return TRUE;
	return acknowledge_letter(post, row, &letter, &live, error) &&
	       (letter == LETTER_DEFINITION ||
		oblige_meet(post, row->id, DUTY_REVIEWER, event, error));
}

static gboolean
keep(struct post *post, const struct case_row *row, const struct edit *edit,
     GError **error)
{
	g_autoptr(own_draft) draft = NULL;
	struct history_new entry = {
		.case_id = row->id,
		.at = clock_now(),
		.actor = edit->by,
		.event = "drafted",
	};
	gint64 event;

	if (!check_open(post, row, error) ||
	    !acknowledge_draft(post, row, error))
		return FALSE;
	draft = draft_load(post->ledger, row->id, row->stage, error);
	if (draft == NULL)
		return FALSE;
	entry.detail = json_pack("{s:i, s:o}", "stage", row->stage, "changed",
				 apply(edit, draft));
	event = history_add(post->ledger, entry, error);
	return event != 0 && draft_save(post->ledger, draft, error) &&
	       meet_reviewer(post, row, draft, event, error);
}

static gboolean
in_transaction(struct post *post, const char *ref, const struct edit *edit,
	       GError **error)
{
	g_autoptr(own_case_row) row = NULL;

	if (!ledger_begin(post->ledger, error))
		return FALSE;
	row = case_named(post->ledger, ref, error);
	if (row == NULL || (is_edit(edit) && !keep(post, row, edit, error))) {
		ledger_rollback(post->ledger);
		return FALSE;
	}
	return ledger_commit(post->ledger, error);
}

static gboolean
show(struct post *post, const char *ref, GError **error)
{
	g_autoptr(own_case_row) row = case_named(post->ledger, ref, error);
	g_autoptr(own_notice) notice = NULL;

	if (row == NULL || !check_open(post, row, error) ||
	    !ledger_begin(post->ledger, error))
		return FALSE;
	notice = acknowledge_preview(post, row, FALSE, error);
	ledger_rollback(post->ledger);
	if (notice == NULL)
		return FALSE;
	case_paper_text(notice->body);
	printf("\nSend it:  postroom case release %s --by NAME\n", row->ref);
	return TRUE;
}

static int
run(struct call *call, struct edit *edit)
{
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	enum part part;

	if (call->argc != 2) {
		fputs("postroom case draft: Give one reference.\n", stderr);
		return 2;
	}
	if (is_edit(edit) && !case_is_named(call, edit->by))
		return 2;
	for (part = 0; part < PART_COUNT; part++)
		if (!read_part(edit, part, &error))
			return cmd_fail(call, error);
	post = post_open(call->config, POST_LEDGER | POST_LETTERS, &error);
	if (post == NULL ||
	    !in_transaction(post, call->argv[1], edit, &error) ||
	    !show(post, call->argv[1], &error))
		return cmd_fail(call, error);
	return 0;
}

int
cmd_case_draft(struct call *call)
{
	struct edit edit = {NULL, {NULL}, {NULL}};
	const GOptionEntry entries[] = {
		{"by", 0, 0, G_OPTION_ARG_FILENAME, &edit.by, "who edits",
		 "NAME"},
		{"definition", 0, 0, G_OPTION_ARG_FILENAME,
		 &edit.given[PART_DEFINITION],
		 "what the complaint is about, as numbered points", "TEXT"},
		{"outcomes", 0, 0, G_OPTION_ARG_FILENAME,
		 &edit.given[PART_OUTCOMES], "what the resident would like",
		 "TEXT"},
		{"responsibility", 0, 0, G_OPTION_ARG_FILENAME,
		 &edit.given[PART_RESPONSIBILITY],
		 "what we are and are not responsible for", "TEXT"},
		{"clarification", 0, 0, G_OPTION_ARG_FILENAME,
		 &edit.given[PART_CLARIFICATION],
		 "what we still ask; empty if nothing", "TEXT"},
		{"reviewer", 0, 0, G_OPTION_ARG_FILENAME,
		 &edit.given[PART_REVIEWER],
		 "stage 2: the role that looks at it", "ROLE"},
		{"hearing", 0, 0, G_OPTION_ARG_FILENAME,
		 &edit.given[PART_HEARING],
		 "stage 2 before a panel: when and where it meets", "TEXT"},
		G_OPTION_ENTRY_NULL,
	};
	int status;

	if (cmd_options(call, entries, "REF",
			"Shows the acknowledgement as it would leave, and "
			"changes what it says. TEXT may be @FILE, or @- for "
			"standard input.",
			&status))
		status = run(call, &edit);
	edit_clear(&edit);
	return status;
}
