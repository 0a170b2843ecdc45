/*
 * A notice as the bytes of a message (RFC 5322, RFC 2045, RFC 2047).
 */
#ifndef RESPOND_MAIL_H
#define RESPOND_MAIL_H

#include <glib.h>

#include "model/notice.h"

/* CRLF throughout, no line over 998 bytes, plain text in UTF-8 as
 * quoted-printable. Auto-Submitted is auto-replied for a receipt, else
 * auto-generated (RFC 3834, 5). X-Auto-Response-Suppress keeps Exchange from
 * answering, but does not hold back its NDRs: a bounce must come back. A reply
 * token in the Message-ID is shown in Reply-To's display name too, for programs
 * that drop References. LETTER_COUNT is a call to staff. The same notice always
 * gives the same bytes. FAULT_INPUT if an address or the Message-ID is not one.
 * The caller unreferences the result. */
GBytes *mail_build(const struct notice *notice, GError **error);

#endif
