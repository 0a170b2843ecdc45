/*
 * The web server: HTTP/1.1 by libmicrohttpd, in one thread. A request is
 * handled from its first byte to its answer by one call of the handler, which
 * may block for as long as a page may take.
 *
 * It is made to stand on loopback or on a socket of the file system, behind a
 * reverse proxy that does TLS. It refuses by itself, in plain words: methods
 * but GET, HEAD and POST (405), a path that is none (400), a Host that was
 * not named (421), a body over the limit (413), more than LIMIT_HTTP_PEERS
 * connections or LIMIT_HTTP_MEMORY of bodies (503 with Retry-After), and it
 * closes whoever is silent for LIMIT_HTTP_IDLE_SECONDS or needs more than
 * LIMIT_HTTP_REQUEST_SECONDS for one request.
 *
 * Every reply carries: Content-Security-Policy (everything from ourselves,
 * nothing inline, no frames), X-Content-Type-Options, Referrer-Policy,
 * Cross-Origin-Opener-Policy, Cross-Origin-Resource-Policy, and Cache-Control
 * (no-store, unless reply_keep).
 *
 * Ownership: http_close frees the server; settings are copied.
 */
#ifndef CONSOLE_HTTP_H
#define CONSOLE_HTTP_H

#include <glib.h>

#include "base/own.h"
#include "console/reply.h"
#include "console/request.h"

struct http_settings {
	/* "127.0.0.1:8025", "[::1]:8025", "unix:/run/postroom/console"; port
	 * 0 takes any free one. */
	const char *listen;
	/* Host names that are ours besides the address itself and localhost,
	 * ended by NULL; NULL to take any, for a server whose answers are the
	 * same for all. */
	const char *const *hosts;
	/* Answers one request; request and reply end when it returns. */
	void (*handle)(struct request *request, struct reply *reply,
		       gpointer data);
	/* Bytes that a body for this path may have; NULL: LIMIT_BODY_BYTES. */
	gsize (*body_limit)(enum method method, const char *path,
			    gpointer data);
	/* Called once a turn of the loop if a reply waits for it, to make
	 * durable in one go what several requests have brought. */
	gboolean (*settle)(gpointer data, GError **error);
	/* Says why the server itself refuses; NULL: in plain text. */
	void (*refuse)(guint status, const char *text, struct reply *reply,
		       gpointer data);
	gpointer data;
};

struct http;

/* Listens. FAULT_SETUP if the address cannot be had, FAULT_BUSY if somebody
 * else has it. A socket left behind by a dead process is replaced; it is
 * made with mode 0660. */
struct http *http_open(const struct http_settings *settings, GError **error);
void http_close(struct http *http);
OWN_TYPE(http, http_close)

/* Where it listens: "http://127.0.0.1:8025", or "unix:/path". */
const char *http_address(const struct http *http);

/* One turn: waits for requests at most so many milliseconds and answers what
 * is there. A signal ends the wait. FAULT_TEMPORARY if the loop fails. */
gboolean http_turn(struct http *http, int milliseconds, GError **error);

/* How many requests were answered since http_open. */
guint64 http_answered(const struct http *http);

#endif
