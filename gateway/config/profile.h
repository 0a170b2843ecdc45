/*
 * Reads a policy profile (profiles/NAME.conf) and the Ombudsman's details
 * (data/ombudsman.conf); libConfuse's form, faults as in config/config.h.
 */
#ifndef CONFIG_PROFILE_H
#define CONFIG_PROFILE_H

#include <glib.h>

#include "model/profile.h"

/* FOLDER/NAME.conf, with the Ombudsman's details of the given file. NULL
 * with FAULT_SETUP and every fault, FAULT_TEMPORARY if a file cannot be
 * opened. The caller frees with profile_free. */
struct profile *profile_load(const char *folder, const char *name,
			     const char *ombudsman, GError **error);

#endif
