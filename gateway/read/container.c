/*
 * Which container it is.
 */
#include "read/container.h"

#include "read/form.h"
#include "read/letter.h"
#include "read/transcript.h"

struct message *
container_read(const void *bytes, gsize size)
{
	if (packet_is(bytes, size))
		return form_read(bytes, size);
	if (transcript_is(bytes, size))
		return letter_read(bytes, size);
	return NULL;
}
