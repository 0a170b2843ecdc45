/*
 * It asks the ledger first, which costs little: most of the time nobody is
 * to be called.
 */
#include "cmd/caller.h"

#include <sys/wait.h>

#include "base/log.h"
#include "cmd/child.h"
#include "desk/summon.h"

void
caller_look(const struct post *post, pid_t *caller)
{
	char *argv[] = {"postroom", "-c", post->config->path, "urgent", NULL};
	int number;

	if (*caller != 0 && waitpid(*caller, NULL, WNOHANG) == 0)
		return;
	*caller = 0;
	if (!summon_is_needed(post))
		return;
	number = child_spawn(caller, argv);
	if (number == 0)
		return;
	*caller = 0;
	log_event("cannot start urgent: %s", g_strerror(number));
}

void
caller_finish(const struct post *post)
{
	pid_t caller = 0;

	caller_look(post, &caller);
	if (caller != 0)
		(void)waitpid(caller, NULL, 0);
}
