/*
 * How many letters have been written lately: what the caps on automatic mail
 * look at, so that two systems which answer each other stop, and a flood of
 * mail makes none (RFC 3834, 2; RFC 5230, 4.2). Windows end now.
 */
#ifndef MODEL_TRAFFIC_H
#define MODEL_TRAFFIC_H

#include <glib.h>

struct traffic {
	/* to one address */
	guint hour;
	guint day;
	guint week;

	/* to all */
	guint all_hour;
	guint all_day;
};

#endif
