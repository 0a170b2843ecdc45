/*
 * What the fields of a web form mean: which is the name, which the message.
 * A landlord's mapping file (config/form.h) becomes one; the built-in ones
 * are mapping_preset. It travels with each item as text, so that a form read
 * again in a year is read as it was meant then.
 *
 * A field is named by its key ("1.3", "email", "data.email"), by its label
 * ("What happened?", in any case, without a final *, ? or :), by the
 * beginning of its key ("1" for "1.3" and "1.6"), or by the last part of it
 * ("email" for "data.email"; only for names that begin with a letter, and
 * only if nothing fits better).
 *
 * Ownership: mapping_free frees all.
 */
#ifndef MODEL_MAPPING_H
#define MODEL_MAPPING_H

#include <glib.h>

#include "base/own.h"

enum form_role {
	ROLE_ID,      /* of the entry: it is known again by it */
	ROLE_DATE,    /* when it was filled in */
	ROLE_UPDATED, /* when it was last changed at the source */
	ROLE_NAME,
	ROLE_ADDRESS, /* of the home, or for answers by post */
	ROLE_EMAIL,
	ROLE_TELEPHONE,
	ROLE_SUBJECT,
	ROLE_MESSAGE, /* what happened */
	ROLE_OUTCOME, /* what would put it right */
	ROLE_ADJUSTMENTS,
	ROLE_REPRESENTATIVE, /* who writes for somebody else, and for whom */
	ROLE_CONSENT,	     /* the authority or consent for that */
	ROLE_CONTACT,	     /* how to answer */
	ROLE_SAFE,	     /* "no": it is not safe to be contacted so */
	ROLE_ATTACHMENTS,    /* links to files */
	ROLE_IGNORE,	     /* the software's own, shown to nobody */
	ROLE_COUNT
};

/* "name", "message" …: the key of a mapping file; a constant. */
const char *form_role_name(enum form_role role);

struct mapping {
	GPtrArray *names[ROLE_COUNT]; /* char *: fields, in order */
	GHashTable *labels;	      /* key → label; char * both */
	char *timezone;		      /* of stamps without an offset */
};

/* Without any field; timezone "Europe/London". */
struct mapping *mapping_new(void);
void mapping_free(struct mapping *mapping);
OWN_TYPE(mapping, mapping_free)

/* What a preset knows by itself: "gravity" (REST API v2: UTC stamps, the
 * software's own fields), "json" (usual English names of fields), "contact"
 * (our own form). NULL for any other name. */
struct mapping *mapping_preset(const char *name);

/* One more field of a role. */
void mapping_add(struct mapping *mapping, enum form_role role,
		 const char *field);

/* The words by which the field of that key is shown. */
void mapping_label(struct mapping *mapping, const char *key, const char *label);

/* Lines "role=field", "label.KEY=label", "timezone=ZONE", values escaped like
 * a URL's. The caller's. mapping_read trusts nothing: NULL with FAULT_INPUT
 * if a line is none of these or there are more than LIMIT_FORM_FIELDS. */
char *mapping_text(const struct mapping *mapping);
struct mapping *mapping_read(const char *text, GError **error);

/* The fields of a list (struct filled of model/filled.h) that have this role,
 * in the mapping's order, each once, empty ones too. Borrowed; the caller
 * unrefs the array. */
GPtrArray *mapping_pick(const struct mapping *mapping, enum form_role role,
			const GPtrArray *filled);

/* The first value that is not empty, or "". Belongs to the list. */
const char *mapping_value(const struct mapping *mapping, enum form_role role,
			  const GPtrArray *filled);

/* The instant of the first value of that role; TIME_NONE. */
gint64 mapping_time(const struct mapping *mapping, enum form_role role,
		    const GPtrArray *filled);

/* SHA-256 over what was filled in: keys and values without those that are
 * ignored or tell when the entry was changed, so that looking at an entry in
 * the form's software does not change it. The caller's. */
char *mapping_digest(const struct mapping *mapping, const GPtrArray *filled);

/* The entry's id, as a form gives it; "x-" and the beginning of the digest
 * if it gives none that is printable and at most LIMIT_ENTRY_ID long. The
 * caller's. */
char *mapping_entry_id(const struct mapping *mapping, const GPtrArray *filled,
		       const char *digest);

#endif
