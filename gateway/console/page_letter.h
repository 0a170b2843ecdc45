/*
 * Letters in the console: one as the resident reads it; the page of a letter
 * in the outbox; writing one.
 */
#ifndef CONSOLE_PAGE_LETTER_H
#define CONSOLE_PAGE_LETTER_H

#include "console/html.h"
#include "console/route.h"
#include "model/notice.h"

extern const struct route page_letter_routes[];

/* To whom, the subject, the text, set off as a letter. */
void letter_write(struct html *html, const struct notice *notice);

/* Opens the column beside a form in which its letter is shown, with its
 * heading; html_close(html, "div") ends it. */
void letter_beside(struct html *html);

/* "acknowledgement (stage 1)", for people; a constant. */
const char *letter_words(enum letter letter);

/* Handlers of page_letter_write.c. */
struct visit;
void write_get(struct visit *visit);
void write_letter_get(struct visit *visit);
void write_letter_post(struct visit *visit);

#endif
