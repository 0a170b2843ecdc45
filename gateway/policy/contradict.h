/*
 * Where a landlord's policy contradicts the Code: for "postroom check". The
 * Code's times are what is counted, whatever a policy says.
 */
#ifndef POLICY_CONTRADICT_H
#define POLICY_CONTRADICT_H

#include <glib.h>

#include "model/profile.h"

/* A sentence for each contradiction, with the paragraphs of both; never NULL,
 * empty if there is none. char *; the caller's. */
GPtrArray *contradictions(const struct profile *profile);

#endif
