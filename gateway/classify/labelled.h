/*
 * Messages that somebody has labelled: a file of JSON objects, one a line,
 * with "subject", "body", "category", "ground", "flags" and, if it has them,
 * "id", "pair" and "from_address". Messages of one pair differ in one
 * decisive thing and are never parted when figures are taken.
 */
#ifndef CLASSIFY_LABELLED_H
#define CLASSIFY_LABELLED_H

#include <glib.h>

#include "model/label.h"
#include "model/message.h"

struct labelled {
	char *id;
	char *group; /* the pair's name, else the id */
	struct message *message;
	enum category category;
	enum ground ground;
	guint32 flags;
};

void labelled_free(struct labelled *labelled);

/* Adds the messages of a file to list (struct labelled).
 * FAULT_TEMPORARY or FAULT_INPUT if it cannot be read, FAULT_SETUP with
 * FILE:LINE if a line is no labelled message. */
gboolean labelled_read(const char *path, GPtrArray *list, GError **error);

#endif
