/*
 * Delivery into a folder, one .eml a message: for the demonstration, for
 * tests, and for an office that sends by other means. The name is made of
 * the letter, the case reference and a hash of the Message-ID, so that the
 * second delivery of a message replaces the first by itself.
 */
#ifndef SEND_FOLDER_H
#define SEND_FOLDER_H

#include <glib.h>

#include "base/own.h"
#include "send/sent.h"

struct folder;

/* Makes the folder if it is missing. FAULT_SETUP if path is not absolute,
 * FAULT_TEMPORARY if it cannot be made or written to. */
struct folder *folder_open(const char *path, GError **error);

/* The same shape as smtp_send. SENT_LATER if the disk does not take it. */
enum sent folder_send(struct folder *folder, const char *from, const char *to,
		      GBytes *mail, char **reply);

void folder_close(struct folder *folder);
OWN_TYPE(folder, folder_close)

#endif
