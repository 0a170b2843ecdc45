/*
 * urgent: calls the rota about dangers that nobody has taken on. "watch"
 * starts it whenever there is one; it ends when every call that is due has
 * been made.
 */
#include "cmd/cmd.h"

#include "base/lock.h"
#include "base/log.h"
#include "cmd/loop.h"
#include "desk/summon.h"

static int
try_all(struct call *call, struct post *post, GPtrArray *said)
{
	GError *error = NULL;
	gboolean reached = summon_try(post, said, &error);
	guint i;

	for (i = 0; i < said->len; i++)
		puts(g_ptr_array_index(said, i));
	return reached ? 0 : cmd_fail(call, error);
}

/* One at a time: the lock is free again when the other has ended. */
static int
call_all(struct call *call, struct post *post, GPtrArray *said)
{
	GError *error = NULL;
	g_autoptr(own_lock) lock =
		lock_take(post->config->data, "urgent", &error);
	gboolean done;
	guint i;

	if (lock == NULL)
		return cmd_fail(call, error);
	done = summon_all(post, said, &error);
	for (i = 0; i < said->len; i++)
		log_event("%s", (char *)g_ptr_array_index(said, i));
	return done ? 0 : cmd_fail(call, error);
}

int
cmd_urgent(struct call *call)
{
	gboolean trial = FALSE;
	const GOptionEntry entries[] = {
		{"try", 0, 0, G_OPTION_ARG_NONE, &trial,
		 "Call everybody of the rota, as a trial", NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(own_post) post = NULL;
	GError *error = NULL;
	int status;

	if (!cmd_options(call, entries, "",
			 "Calls the rota about dangers that nobody has "
			 "accepted, as far as calls are due now.",
			 &status))
		return status;
	loop_follow();
	post = post_open(call->config, POST_LEDGER | POST_LETTERS, &error);
	if (post == NULL)
		return cmd_fail(call, error);
	return trial ? try_all(call, post, said) : call_all(call, post, said);
}
