/*
 * Calling the rota about dangers that nobody has taken on (domain.md 10.5):
 * by e-mail, webhook or a program, step after step, again and again. A call
 * tells the case's reference, since when, and where to accept; never who it
 * is about nor what it is (domain.md 10.12).
 *
 * Each call is noted as tried before it is made, and as made after it, so
 * that one that was cut off is made again. It takes its time: every way out
 * has a limit, but a rota may be long. Let it run in a process of its own.
 */
#ifndef DESK_SUMMON_H
#define DESK_SUMMON_H

#include <glib.h>

#include "desk/post.h"

/* Whether anybody is to be called at all: there is a danger and a rota. */
gboolean summon_is_needed(const struct post *post);

/* Makes every call that is due now. Adds a sentence (char *) for each to
 * said, for the log; a call that fails is tried again after a minute, five
 * times a turn. Needs POST_LETTERS. FAULT_TEMPORARY if the ledger cannot be
 * had. */
gboolean summon_all(struct post *post, GPtrArray *said, GError **error);

/* Calls everybody of the rota at once, as a trial that says that it is one.
 * FAULT_TEMPORARY if one of them could not be reached; said tells which.
 * FAULT_SETUP if there is no rota. */
gboolean summon_try(struct post *post, GPtrArray *said, GError **error);

#endif
