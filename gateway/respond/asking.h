/*
 * What a resident's sentence does: asks for something, asks only that there
 * be a complaint, or is only polite. For the draft of a definition, where a
 * mistake moves a sentence and changes no word. Pure functions of one
 * sentence, any case, with straight or curly apostrophes.
 */
#ifndef RESPOND_ASKING_H
#define RESPOND_ASKING_H

#include <glib.h>

/* True if it asks for something to be done (an outcome, Code 5.6). */
gboolean asking_for(const char *sentence);

/* True if it asks from its first words on, so that it tells nothing else. */
gboolean asking_begins(const char *sentence);

/* True if it tells what the complaint is about, whatever else it asks. */
gboolean asking_of_complaint(const char *sentence);

/* True if it asks for no more than that a complaint be made or taken
 * further, which it is already. */
gboolean asking_to_complain(const char *sentence);

/* True if it greets or thanks and tells nothing. */
gboolean asking_politely(const char *sentence);

#endif
