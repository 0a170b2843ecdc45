/*
 * The names of our letters, and the letter as a value.
 */
#include "model/notice.h"

static const char *const names[LETTER_COUNT] = {
	[LETTER_RECEIPT] = "receipt",
	[LETTER_REQUEST] = "request-receipt",
	[LETTER_CHOICE] = "choice",
	[LETTER_SURVEY] = "survey",
	[LETTER_ACKNOWLEDGE_1] = "acknowledgement-1",
	[LETTER_ACKNOWLEDGE_2] = "acknowledgement-2",
	[LETTER_DEFINITION] = "definition",
	[LETTER_CLARIFICATION] = "clarification",
	[LETTER_REFUSAL] = "non-acceptance",
	[LETTER_REFUSAL_2] = "refusal-to-escalate",
	[LETTER_COMPLIMENT] = "compliment",
	[LETTER_UNREADABLE] = "unreadable",
	[LETTER_AUTHORITY] = "authority",
	[LETTER_DELAY] = "delay",
	[LETTER_CLOSURE] = "closure",
};

const char *
letter_name(enum letter letter)
{
	return letter < LETTER_COUNT ? names[letter] : NULL;
}

enum letter
letter_of(const char *name)
{
	guint i;

	for (i = 0; name != NULL && i < LETTER_COUNT; i++)
		if (g_str_equal(names[i], name))
			return (enum letter)i;
	return LETTER_COUNT;
}

int
letter_stage(enum letter letter)
{
	if (letter == LETTER_ACKNOWLEDGE_1 || letter == LETTER_REFUSAL)
		return 1;
	return letter == LETTER_ACKNOWLEDGE_2 || letter == LETTER_REFUSAL_2 ? 2
									    : 0;
}

gboolean
letter_acknowledges(enum letter letter)
{
	return letter == LETTER_ACKNOWLEDGE_1 || letter == LETTER_ACKNOWLEDGE_2;
}

gboolean
letter_repeats(enum letter letter)
{
	return letter == LETTER_CLARIFICATION || letter == LETTER_DELAY ||
	       letter == LETTER_DEFINITION || letter == LETTER_UNREADABLE ||
	       letter == LETTER_AUTHORITY;
}

enum letter
letter_acknowledging(int stage)
{
	return stage == 2 ? LETTER_ACKNOWLEDGE_2 : LETTER_ACKNOWLEDGE_1;
}

struct notice *
notice_new(void)
{
	struct notice *notice = g_new0(struct notice, 1);

	notice->to_name = g_strdup("");
	notice->to = g_strdup("");
	notice->from_name = g_strdup("");
	notice->from = g_strdup("");
	notice->reply_to = g_strdup("");
	notice->subject = g_strdup("");
	notice->body = g_strdup("");
	notice->page = g_strdup("");
	notice->message_id = g_strdup("");
	notice->in_reply_to = g_strdup("");
	notice->references = g_ptr_array_new_with_free_func(g_free);
	notice->template_hash = g_strdup("");
	return notice;
}

void
notice_free(struct notice *notice)
{
	if (notice == NULL)
		return;
	g_free(notice->to_name);
	g_free(notice->to);
	g_free(notice->from_name);
	g_free(notice->from);
	g_free(notice->reply_to);
	g_free(notice->subject);
	g_free(notice->body);
	g_free(notice->page);
	g_free(notice->message_id);
	g_free(notice->in_reply_to);
	g_ptr_array_unref(notice->references);
	g_free(notice->template_hash);
	g_free(notice);
}
