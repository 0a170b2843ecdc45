/*
 * Every hostile quantity and its limit, each with the reason for it.
 * Strangers choose these sizes; nothing that they send may cost more.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <glib.h>

#include "base/limits_mail.h"
#include "base/limits_scan.h"
#include "base/limits_web.h"

/* --- taking in ----------------------------------------------------------*/

/* The largest message that is taken whole; of a larger one only the head is
 * kept, and a case says so. Exchange Online sends 150 MB at most. */
#define LIMIT_ITEM_BYTES ((gsize)64 * 1024 * 1024)

/* Room that the disk must keep: below the first nothing is taken in and mail
 * stays on its server; below the second intake stops too: what is left is for
 * the letters and for what people enter. */
#define LIMIT_FLOOR_BYTES ((guint64)64 * 1024 * 1024)
#define LIMIT_FILING_FLOOR_BYTES ((guint64)16 * 1024 * 1024)

/* A spool item's envelope: a dozen short lines; a source's cursor: the same,
 * and LIMIT_SKIPPED messages. */
#define LIMIT_ENVELOPE_BYTES ((gsize)16 * 1024)
#define LIMIT_CURSOR_BYTES ((gsize)64 * 1024)

/* --- reading ------------------------------------------------------------*/

/* A message that is longer is not parsed: it opens a case "could not be
 * read", original attached. Providers cap mail at 25 to 50 MB. */
#define LIMIT_MESSAGE_BYTES ((gsize)50 * 1024 * 1024)

/* All header fields of a message; real ones stay below 64 KB. */
#define LIMIT_HEADER_BYTES ((gsize)256 * 1024)

/* One header field, folded lines included. GMime's address parser is
 * recursive and dies at 100,000 "a:" groups. */
#define LIMIT_FIELD_BYTES ((gsize)64 * 1024)

/* MIME entities in a message: a long mail thread with pictures has 60. */
#define LIMIT_PARTS 500

/* Levels of multipart and message/rfc822; forwards of forwards reach 10. */
#define LIMIT_DEPTH 40

/* Text kept of a message. 1 MB is a book; classifying is linear in it. */
#define LIMIT_TEXT_BYTES ((gsize)1024 * 1024)

/* What is kept of a message: attachments by name, addresses of one field,
 * candidates for threading. */
#define LIMIT_ATTACHMENTS 200
#define LIMIT_ADDRESSES 100
#define LIMIT_REFERENCES 100

/* Remarks in problems[]; the rest would say the same again. */
#define LIMIT_PROBLEMS 50

/* Seconds of wall time for the reader to read one message. */
#define LIMIT_READ_SECONDS 10

/* Memory of the reader. A 50 MB message needs four copies of itself. */
#define LIMIT_READER_BYTES ((gsize)768 * 1024 * 1024)

/* The reader's answer: texts, addresses and attachments' names. */
#define LIMIT_ANSWER_BYTES ((gsize)16 * 1024 * 1024)

/* Messages after which a reader is replaced, against slow leaks. */
#define LIMIT_READER_MESSAGES 2000

/* Deaths of intake over an item, once in company and twice alone, before a
 * person must read it. */
#define LIMIT_READ_ATTEMPTS 3

/* Bytes of a batch of intake, if more than one message; two are in memory. */
#define LIMIT_TAKEN_BYTES ((gsize)4 * 1024 * 1024)

/* --- classifying --------------------------------------------------------*/

/* Match limits of PCRE2: rules come from staff, texts from strangers. */
#define LIMIT_REGEX_MATCH 100000
#define LIMIT_REGEX_HEAP_KB 8192

/* Milliseconds for one pattern on one text, by callout and clock. */
#define LIMIT_REGEX_MS 50

/* Evidence of one rule that is listed; more adds nothing for a person. */
#define LIMIT_EVIDENCE_PER_RULE 5

/* --- answering ----------------------------------------------------------*/

/* Letters of ours to one address before a person is asked: two systems that
 * answer each other stop here; a resident with several matters does not. */
#define LIMIT_LETTERS_PER_HOUR 10
#define LIMIT_LETTERS_PER_DAY 20
#define LIMIT_LETTERS_PER_WEEK 60

/* Letters to all addresses: more is a flood, in which forged senders would be
 * answered. Each home may bring ten; the floor is for small landlords. */
#define LIMIT_ALL_LETTERS_PER_HOUR 20000
#define LIMIT_ALL_LETTERS_PER_DAY 40000
#define LIMIT_LETTERS_PER_HOME 10

/* An address longer than this is not one (RFC 5321, 4.5.3.1.3). */
#define LIMIT_ADDRESS_BYTES 254

/* Attempts to send one letter, and the longest pause between two. */
#define LIMIT_SEND_ATTEMPTS 40
#define LIMIT_SEND_PAUSE_SECONDS 3600

/* What a person types into a letter's field; more is a wrong file. */
#define LIMIT_TYPED_BYTES ((gsize)32 * 1024)

/* A printed letter: bytes of text, lines, characters broken at once. */
#define LIMIT_PAGE_BYTES ((gsize)128 * 1024)
#define LIMIT_PAGE_LINES 4000
#define LIMIT_PAGE_BLOCK 4000

/* The resident's own words quoted in an acknowledgement. */
#define LIMIT_QUOTE_CHARS 4000

/* --- alarms -------------------------------------------------------------*/

/* Alarms of a kind that are named one by one, and lines of a mail about them:
 * a thousand overdue duties are read in the list of duties, not in a mail. */
#define LIMIT_ALARMS 200
#define LIMIT_ALARM_LINES 40

#endif
