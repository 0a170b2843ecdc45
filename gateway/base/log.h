/*
 * One line an event on standard error, without personal data: identifiers
 * only. Only cmd/ logs. Writing never fails the caller: a full log disk must
 * not stop the post.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <glib.h>

/* Names the process in each line; name must live as long as the process. */
void log_open(const char *name);

/* "2026-11-22T09:00:00Z intake: text". A line break in text becomes a space. */
void log_event(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* The same for an error that the command goes on after; error is not freed. */
void log_fault(const GError *error);

#endif
