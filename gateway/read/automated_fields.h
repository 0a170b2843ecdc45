/*
 * Fields of the header beside those of RFC 3834 by which programs tell that
 * no person wrote a mail: practice of vacation, Exim, Lotus Notes, FirstClass,
 * OTRS, TMDA and other systems.
 */
#ifndef READ_AUTOMATED_FIELDS_H
#define READ_AUTOMATED_FIELDS_H

#include "read/head.h"

/* True if a field is there that only programs which answer by themselves
 * set, and it does not say "no". */
gboolean automated_replies(const struct head *head);

/* The same of programs that make mails, or ask to confirm them. */
gboolean automated_makes(const struct head *head);

#endif
