/*
 * Finds what comes with the program: "rules", "templates", "profiles",
 * "data/bank-holidays.json", "data/ombudsman.conf".
 */
#ifndef CONFIG_RESOURCE_H
#define CONFIG_RESOURCE_H

#include <glib.h>

/* The absolute path of a resource: beside the program's real path, else
 * below POSTROOM_DATADIR; the latter also if it is in neither place, so
 * that opening it tells the user where it should be. The caller's. */
char *resource_find(const char *name);

#endif
