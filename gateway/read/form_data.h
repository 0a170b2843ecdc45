/*
 * multipart/form-data (RFC 7578), as browsers and web hooks send it.
 */
#ifndef READ_FORM_DATA_H
#define READ_FORM_DATA_H

#include "model/packet.h"

/* The fields (struct filled), and each file into packet's, of which a browser
 * leaves an empty one where none was chosen: it is left out. packet may be
 * NULL. NULL with FAULT_INPUT if there is no boundary, or not one part.
 * The caller's to unref. */
GPtrArray *form_data_read(const char *type, GBytes *body, struct packet *packet,
			  GError **error);

#endif
