/*
 * A TLS connection as the IMAP library's stream. The library sees a greeting
 * of ours first; the server's own was read by poll/greeting.h.
 */
#ifndef POLL_IMAP_STREAM_H
#define POLL_IMAP_STREAM_H

#include "net/tls.h"

struct _mailstream;

/* tls stays the caller's and must outlive the stream. With logged_in the
 * library is told that it need not log in (PREAUTH). */
struct _mailstream *imap_stream_new(struct tls *tls, gboolean logged_in);

#endif
