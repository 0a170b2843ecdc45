/*
 * The driver between libetpan and net/tls.h. At the end of file it returns
 * -1: of 0 the library would make an endless loop.
 */
#include "poll/imap_stream.h"

#include <libetpan/mailstream.h>
#include <libetpan/mailstream_low.h>
#include <string.h>

#define BUFFER_BYTES 8192

struct stream {
	struct tls *tls;
	const char *greeting; /* what the library is still to read of it */
};

static ssize_t
stream_read(mailstream_low *low, void *buffer, size_t size)
{
	struct stream *stream = low->data;
	size_t n = MIN(size, strlen(stream->greeting));

	if (n == 0)
		return tls_read(stream->tls, buffer, size);
	memcpy(buffer, stream->greeting, n);
	stream->greeting += n;
	return (ssize_t)n;
}

static ssize_t
stream_write(mailstream_low *low, const void *data, size_t size)
{
	struct stream *stream = low->data;

	return tls_write(stream->tls, data, size);
}

static int
stream_close(mailstream_low *low)
{
	(void)low;
	return 0;
}

static int
stream_fd(mailstream_low *low)
{
	struct stream *stream = low->data;

	return tls_fd(stream->tls);
}

static void
stream_free(mailstream_low *low)
{
	g_free(low->data);
	free(low);
}

static void
stream_cancel(mailstream_low *low)
{
	(void)low;
}

static mailstream_low_driver driver = {
	.mailstream_read = stream_read,
	.mailstream_write = stream_write,
	.mailstream_close = stream_close,
	.mailstream_get_fd = stream_fd,
	.mailstream_free = stream_free,
	.mailstream_cancel = stream_cancel,
};

mailstream *
imap_stream_new(struct tls *tls, gboolean logged_in)
{
	struct stream *stream = g_new0(struct stream, 1);
	mailstream_low *low;

	stream->tls = tls;
	stream->greeting = logged_in ? "* PREAUTH ready\r\n" : "* OK ready\r\n";
	low = mailstream_low_new(stream, &driver);
	return mailstream_new(low, BUFFER_BYTES);
}
