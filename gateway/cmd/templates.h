/*
 * A template filled in from a case of the ledger, for "templates preview".
 */
#ifndef CMD_TEMPLATES_H
#define CMD_TEMPLATES_H

#include <glib.h>

#include "model/notice.h"
#include "respond/template.h"

/* The letter as it would leave now, by the configuration's own templates;
 * what a person would still write stands in it as "[what it is]". Nothing
 * that it does to the ledger is kept. The caller's. FAULT_INPUT if there is
 * no such case or it can have no such letter; others as correspond_compose. */
struct notice *templates_of_case(const char *config,
				 const struct template *template,
				 const char *ref, GError **error);

#endif
