/*
 * What somebody has filled in: the fields of a web form as plain texts,
 * however the form's software has packed them. Values that travel; what a
 * field means is told by model/mapping.h.
 *
 * All text is valid UTF-8 without controls that could hide words. At most
 * LIMIT_FORM_FIELDS fields of LIMIT_FORM_FIELD_BYTES are kept.
 */
#ifndef MODEL_FILLED_H
#define MODEL_FILLED_H

#include <glib.h>
#include <jansson.h>

struct filled {
	char *key;   /* "1.3", "email", "data.email"; never "" */
	char *label; /* as people read it; "" if the form does not tell */
	char *value; /* ends trimmed; "" if nothing was filled in */
};

/* An empty list of struct filled; the caller's to unref. */
GPtrArray *filled_new(void);

/* Adds a field, cleaned and shortened. FALSE if the list is full. */
gboolean filled_add(GPtrArray *list, const char *key, const char *label,
		    const char *value);

/* The fields of one entry as JSON. An object's member is a field; objects
 * within are fields "outer.inner"; an array of plain values is one field, its
 * values divided by ", "; an object that has a "value" (or "values", "answer")
 * and a "key", "id", "name", "field" or "label" is one field as form builders
 * write them. Gravity Forms' "_labels" gives labels. true and false become
 * "yes" and "no"; null is left out. The caller's to unref. */
GPtrArray *filled_of_json(const json_t *entry);

/* The fields of application/x-www-form-urlencoded bytes. The caller's. */
GPtrArray *filled_of_query(const char *bytes, gsize size);

#endif
