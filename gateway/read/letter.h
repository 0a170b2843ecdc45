/*
 * From a transcript (read/transcript.h) to a struct message, for
 * read_message. Pure, as read/read.h.
 *
 * text has the words of all pages, an empty line between; new_text what
 * stands below "Dear …", if that is found, so that our own address at the top
 * does not speak for the resident. Proposed from the words alone, for a
 * person to confirm, and never used to find whose case it is: the sender's
 * name (below "Yours sincerely", else above the address) and postal address
 * (the block at the top that ends in a postcode which is not ours), the date
 * that is written on it (message->date: shown, and never the day of receipt),
 * the subject (Re: …), our references.
 *
 * please_read is set if a page was recognised below the transcript's
 * threshold or not at all, or there is no page. problems[] tells the page and
 * how sure the machine was. The file as it came is the one attachment.
 */
#ifndef READ_LETTER_H
#define READ_LETTER_H

#include "model/message.h"

/* The caller's, never NULL: a transcript that is damaged becomes a message that
 * says so. The item of a batch as a whole becomes a machine-made message. */
struct message *letter_read(const void *bytes, gsize size);

#endif
