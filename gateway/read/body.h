/*
 * From the tree of parts to the text that a person reads and the list of
 * attachments: which alternative is read, what is text and what a file,
 * messages within messages.
 */
#ifndef READ_BODY_H
#define READ_BODY_H

#include "model/message.h"
#include "read/part.h"

/* What the walk brings home besides the text. */
struct body {
	GString *text; /* with the marks of read/mark.h */
	gboolean encrypted;
	struct part *calendar; /* a calendar with a method; not owned; NULL
				  if none */
	struct part *report;   /* message/delivery-status and the like; not
				  owned; NULL if none */
	struct part *original; /* the mail that a report returns, or its
				  header; not owned; NULL if none */
	struct head *inner;    /* the header of the first attached message */
	guint messages;	       /* attached messages */
};

/* Fills body and message->attachments. body->text must be there. */
void body_read(struct part *root, struct body *body, struct budget *budget,
	       struct message *message);

#endif
