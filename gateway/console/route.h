/*
 * The table of routes: what there is, who may, and who answers. Nothing is
 * served that no row names; a row that names nobody is a bug. The table can
 * be walked, so that a test tries every role on every row, and the API's
 * document is held against it.
 *
 * A pattern is segments divided by "/"; "{name}" stands for one segment that
 * is not empty. The first row that fits wins. Ownership: rows are constants.
 */
#ifndef CONSOLE_ROUTE_H
#define CONSOLE_ROUTE_H

#include <glib.h>

#include "console/request.h"
#include "model/role.h"

struct visit;

/* What a row asks for beside its roles; or them. */
enum route_flag {
	/* No CSRF token: the door has a proof of its own (a secret in a
	 * header), or nobody is signed in there (a form for residents). */
	ROUTE_OPEN_POST = 1,
	/* The body is not read as a form before the handler is called. */
	ROUTE_RAW = 2,
	/* The body may have LIMIT_BODY_BYTES instead of LIMIT_PAGE_BODY. */
	ROUTE_UPLOAD = 4,
	/* For programs: whoever comes shows a token ("Authorization: Bearer
	 * …") instead of a session, so no CSRF token is asked for, and
	 * every refusal is JSON. */
	ROUTE_API = 8,
};

/* Arguments in one pattern, at most. */
#define ROUTE_ARGUMENTS 4

struct route {
	enum method method;
	const char *pattern; /* "/case/{ref}/confirm" */
	guint who;	     /* roles of model/role.h, or MAY_ANYBODY */
	guint flags;
	void (*handle)(struct visit *visit);
	const char *summary; /* what it is for, in some words */
};

/* Several tables, one after the other. Each table ends with a row whose
 * pattern is NULL, the list of tables with NULL. */
typedef const struct route *const *route_tables;

enum route_found {
	ROUTE_FOUND,
	ROUTE_NOWHERE,	    /* 404 */
	ROUTE_OTHER_METHOD, /* 405; allow says which there are */
};

/* What a path was found to be. */
struct route_match {
	const struct route *route;	    /* NULL unless ROUTE_FOUND */
	const char *names[ROUTE_ARGUMENTS]; /* into the pattern: "ref}" … */
	char *arguments[ROUTE_ARGUMENTS];   /* route_clear frees them */
	guint n;
	const char *allow; /* "GET, HEAD", "POST", "GET, HEAD, POST" */
};

/* Looks a path up. route_clear must be called after it. */
enum route_found route_find(route_tables tables, enum method method,
			    const char *path, struct route_match *match);
void route_clear(struct route_match *match);

/* The argument of that name, NULL if the pattern has none. */
const char *route_argument(const struct route_match *match, const char *name);

/* The number-th row of all tables together; NULL after the last. */
const struct route *route_row(route_tables tables, guint number);

/* What the row is for that the log of views calls "GET /case/{ref}"; what
 * itself if no row is called so. Borrowed. */
const char *route_words(route_tables tables, const char *what);

/* NULL, or what is wrong with a table: a row for nobody, without handler or
 * summary, twice the same, a form of staff that asks for no CSRF token. The
 * caller's. */
char *route_fault(route_tables tables);

#endif
