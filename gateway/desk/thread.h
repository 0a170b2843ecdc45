/*
 * Which case a message belongs to. The reader reports candidates; here they
 * are checked against the ledger, strongest first.
 */
#ifndef DESK_THREAD_H
#define DESK_THREAD_H

#include <glib.h>

#include "ledger/case.h"
#include "model/message.h"

/* What was found. */
struct thread {
	struct case_row *row; /* the case it belongs to; NULL if none */
	char *possible;	      /* a reference that a stranger quoted, for a
				 person to look at; NULL if none */
};

/* 1. A reply token, which nobody can guess. 2. A message of ours or of the
 * same sender's in In-Reply-To or References. 3. A case reference in the
 * subject or text, if the same resident opened that case; from anybody else
 * it is only possible. FALSE if the ledger fails. */
gboolean thread_find(struct ledger *ledger, const struct message *message,
		     const char *sender, struct thread *thread, GError **error);

void thread_clear(struct thread *thread);

#endif
