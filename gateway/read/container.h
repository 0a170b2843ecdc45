/*
 * What is no mail: containers of our own, each known by its first line, which
 * no mail has. For read_message.
 */
#ifndef READ_CONTAINER_H
#define READ_CONTAINER_H

#include "model/message.h"

/* The message of a web form (read/form.h) or of a letter on paper
 * (read/letter.h), which is the caller's. NULL if the bytes are neither. */
struct message *container_read(const void *bytes, gsize size);

#endif
