/*
 * The site of web forms: POST /intake/NAME for forms that are pushed to us,
 * and, if the configuration has it, our own form at /contact. It is a server
 * of its own with rights on the spool alone: post has no ledger.
 *
 * Ownership: forms_free frees it; post must outlive it.
 */
#ifndef CONSOLE_FORMS_H
#define CONSOLE_FORMS_H

#include "base/own.h"
#include "console/hatch.h"
#include "console/http.h"
#include "console/route.h"
#include "desk/post.h"

struct forms;

/* FAULT_SETUP if a secret cannot be read, or there is no form to serve. */
struct forms *forms_open(struct post *post, GError **error);
void forms_close(struct forms *forms);
OWN_TYPE(forms, forms_close)

/* Fills in settings; they point into forms. */
void forms_settings(struct forms *forms, struct http_settings *settings);

/* For handlers: what was opened. */
struct visit;
struct hatch *forms_hatch(const struct visit *visit);

/* The client's address: the peer's, or, behind our own proxy on this
 * machine, the last one that X-Forwarded-For names. Belongs to the request,
 * or the caller's in *owned. */
const char *forms_client(const struct request *request, char **owned);

/* Fills packet from a form's body: entry, type, mapping, date and the bytes
 * as they came. The digest of what was filled in, files included; the
 * caller's. NULL with FAULT_INPUT if the body is not what its type says. */
char *forms_pack(const struct request *request, const struct mapping *mapping,
		 struct packet *packet, GError **error);

/* What is served. */
extern const struct route page_intake_routes[];
extern const struct route page_contact_routes[];

#endif
