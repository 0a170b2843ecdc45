/*
 * From the bytes of a mail to a struct message. Pure: no file, no network,
 * no clock; the same bytes give the same message. Time and memory are linear
 * in size.
 *
 * Other stages use read/reader.h, which does this in a box. The message is the
 * caller's.
 */
#ifndef READ_READ_H
#define READ_READ_H

#include "model/message.h"

/* Loads every character set that iconv knows and starts the libraries. Call
 * it once before read_message, and before the process is locked in. */
void read_prepare(void);

/* Never NULL. Whatever could not be understood is kept as text and told in
 * problems[]. A message beyond LIMIT_MESSAGE_BYTES keeps its header only. */
struct message *read_message(const void *bytes, gsize size);

#endif
