/*
 * What a site and its visits know of each other; for site.c and visit.c.
 * Ownership: as in console/visit.h.
 */
#ifndef CONSOLE_SITE_INSIDE_H
#define CONSOLE_SITE_INSIDE_H

#include "console/site.h"

struct visit;

/* Puts a message into the cookie for the next page; NULL takes it away. */
void visit_set_flash(struct visit *visit, const char *message);

/* The message that the last page left; NULL. The caller's. */
char *visit_get_flash(struct visit *visit);

#endif
