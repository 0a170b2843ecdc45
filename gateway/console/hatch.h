/*
 * The hatch of web forms: what is pushed to us, and our own form, into the
 * spool. It knows no ledger and has no right to it.
 *
 * A delivery is known again by its form, the entry's id and a digest of what
 * was filled in: delivered once more it gets the same receipt and is not put
 * again. Those lists are in DATA/spool/source/FORM.pushed.seen, so that a
 * restart knows them. The same id with another digest is an entry that was
 * changed at its source: it is put as such.
 *
 * Nothing is answered before hatch_settle has made it durable; one settling
 * serves all that came in one turn of the server.
 */
#ifndef CONSOLE_HATCH_H
#define CONSOLE_HATCH_H

#include <glib.h>

#include "base/own.h"
#include "config/config.h"
#include "model/packet.h"
#include "spool/spool.h"

struct hatch;
struct gate;

/* A gate for each form that may be pushed, and one for our own form if the
 * configuration has it. config and spool must outlive it. FAULT_SETUP if a
 * secret cannot be read, FAULT_TEMPORARY for the lists. */
struct hatch *hatch_open(const struct config *config, struct spool *spool,
			 GError **error);
void hatch_close(struct hatch *hatch);
OWN_TYPE(hatch, hatch_close)

/* The gate of a pushed form by its name, NULL if there is none; that of our
 * own form. They belong to the hatch. */
struct gate *hatch_gate(struct hatch *hatch, const char *name);
struct gate *hatch_contact(struct hatch *hatch);

/* The form of a pushed gate, NULL for our own. */
const struct web_form *gate_form(const struct gate *gate);

/* The fields' meaning; of our own form, ours. */
const struct mapping *gate_mapping(const struct gate *gate);

/* True if the header field's value proves that the body is from whom we gave
 * the secret to. */
gboolean gate_admits(const struct gate *gate, const char *value, GBytes *body);

/* 0, and one more is counted; or the seconds until there is room again. A
 * gate counts what is pushed; hatch_wait_client counts what one client
 * ("192.0.2.1") sends by our own form. */
int gate_wait(struct gate *gate);
int hatch_wait_client(struct hatch *hatch, const char *client);

/* Puts a delivery: packet's entry must be set, digest tells what was filled
 * in. *receipt is its number, the caller's. FALSE with FAULT_TEMPORARY if the
 * disk does not take it. It is durable only after hatch_settle. */
gboolean gate_put(struct gate *gate, const struct packet *packet,
		  const char *digest, char **receipt, GError **error);

/* True if this number was given out here, and its form is durable. */
gboolean gate_knows(const struct gate *gate, const char *receipt);

/* Makes durable what was put since the last call. After FALSE
 * (FAULT_TEMPORARY) none of it may be counted on. */
gboolean hatch_settle(struct hatch *hatch, GError **error);

#endif
