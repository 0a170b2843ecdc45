/*
 * The limits of the doors beside mail, and of the console: web forms,
 * scanned letters, browsers. The second half of base/limits.h, which is the
 * header to include.
 */
#ifndef BASE_LIMITS_WEB_H
#define BASE_LIMITS_WEB_H

#include <glib.h>

/* --- a request to our web server -----------------------------------------*/

/* A body with uploads: ten photographs of a telephone. */
#define LIMIT_BODY_BYTES ((gsize)40 * 1024 * 1024)

/* Fields and files of one form; ours have thirty. */
#define LIMIT_FORM_FIELDS 200
#define LIMIT_FORM_FILES 20

/* One field that is not a file: a long letter, typed. */
#define LIMIT_FORM_FIELD_BYTES ((gsize)256 * 1024)

/* A form as JSON, with pictures in base64 at most; jansson needs twenty times
 * as much memory for a body of small numbers. */
#define LIMIT_FORM_JSON_BYTES ((gsize)16 * 1024 * 1024)

/* The body of a page without uploads: a form of thirty fields, one of them
 * a long letter, each character escaped as three. */
#define LIMIT_PAGE_BODY ((gsize)1024 * 1024)

/* Words of a search; more find nothing more. */
#define LIMIT_SEARCH_WORDS 20

/* One page of a feed: fifty entries of long letters; and the pages of one
 * pass, after which the next pass goes on. */
#define LIMIT_FEED_BYTES ((gsize)32 * 1024 * 1024)
#define LIMIT_FEED_PAGES 400

/* Bytes of the id that a form gives an entry; a UUID has 36. */
#define LIMIT_ENTRY_ID 80

/* Our own form, sent by one client in an hour; a whole estate may sit behind
 * one address. And how many clients are counted at once. */
#define LIMIT_FORMS_PER_HOUR 60
#define LIMIT_FORM_CLIENTS 20000

/* Seconds without a byte before a connection is closed; seconds in which a
 * request must be whole: 40 MB over a slow line of 2 Mbit/s take 170. */
#define LIMIT_HTTP_IDLE_SECONDS 15
#define LIMIT_HTTP_REQUEST_SECONDS 300

/* Seconds in which the head of a request must be whole. And the bytes that
 * are read of a body that is refused, so that the client hears why. */
#define LIMIT_HTTP_HEAD_SECONDS 30
#define LIMIT_HTTP_DRAIN ((gsize)128 * 1024 * 1024)

/* Connections at once: a browser opens six, a proxy keeps some. And the
 * bodies of all of them together, for each is held in memory. */
#define LIMIT_HTTP_PEERS 256
#define LIMIT_HTTP_MEMORY ((gsize)160 * 1024 * 1024)

/* A path with its query, and a header field or cookie; proxies allow 8 KB. */
#define LIMIT_HTTP_TARGET ((gsize)4096)
#define LIMIT_HTTP_FIELD ((gsize)8192)

/* Milliseconds for which a page waits for another writer of the ledger, then
 * says "try again": people press twice after some seconds. */
#define LIMIT_PAGE_PATIENCE_MS 2000

/* Views and acts that wait to be noted while the ledger is busy; beyond that
 * nothing is shown that could not be noted. */
#define LIMIT_UNNOTED 1000

/* Wrong passwords and codes for one login name in a quarter of an hour, and
 * for all names in a minute: each costs 50 ms and more, and 64 MB. */
#define LIMIT_SIGN_INS_OF_NAME 10
#define LIMIT_SIGN_INS_PER_MINUTE 120

/* Characters of a password: enough for any phrase, too few to be dear. */
#define LIMIT_PASSWORD_CHARS 256

/* --- the API --------------------------------------------------------------*/

/* Requests of one client: a housing system that looks at every open case
 * each hour stays far below; one that loops leaves the pages to staff. */
#define LIMIT_API_PER_MINUTE 600
#define LIMIT_API_BURST 100

/* --- webhooks -------------------------------------------------------------*/

/* Seconds for one call: letters wait behind it. */
#define LIMIT_HOOK_SECONDS 10

/* Days for which an event is tried: over a weekend and the Monday on which
 * somebody mends the other system. */
#define LIMIT_HOOK_DAYS 3

#endif
