/*
 * Just enough of DER and BER to find the content of a SignedData: the object
 * identifier "data", and the octet string after it, in one piece or many.
 */
#include "read/signed.h"

#include <string.h>

/* pkcs7-data, 1.2.840.113549.1.7.1, with its tag and length */
static const guchar data_id[] = {0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
				 0xf7, 0x0d, 0x01, 0x07, 0x01};

#define TAG_OCTETS 0x04
#define TAG_OCTETS_PIECES 0x24
#define TAG_EXPLICIT 0xa0

/* What is left to be read. */
struct der {
	const guchar *at;
	const guchar *end;
};

/* Reads a tag and a length. An indefinite length becomes all that is left.
 * FALSE if the bytes end, or the length is beyond them. */
static gboolean
read_tag(struct der *d, guchar *tag, gsize *length)
{
	guchar first;
	gsize n = 0;

	if (d->end - d->at < 2)
		return FALSE;
	*tag = d->at[0];
	first = d->at[1];
	d->at += 2;
	if (first == 0x80) {
		*length = (gsize)(d->end - d->at);
		return TRUE;
	}
	if (first < 0x80) {
		n = first;
	} else {
		int bytes = first & 0x7f;

		if (bytes > 4 || d->end - d->at < bytes)
			return FALSE;
		while (bytes-- > 0)
			n = n << 8 | *d->at++;
	}
	*length = n;
	return n <= (gsize)(d->end - d->at);
}

static void
append_pieces(struct der *d, GString *out)
{
	guchar tag;
	gsize length;

	while (read_tag(d, &tag, &length) && tag == TAG_OCTETS) {
		g_string_append_len(out, (const char *)d->at, (gssize)length);
		d->at += length;
	}
}

GString *
signed_content(const char *der, gsize size)
{
	const char *found = memmem(der, size, data_id, sizeof(data_id));
	struct der d = {(const guchar *)found, (const guchar *)der + size};
	GString *out;
	guchar tag;
	gsize length;

	if (found == NULL)
		return NULL;
	d.at += sizeof(data_id);
	if (!read_tag(&d, &tag, &length) || tag != TAG_EXPLICIT ||
	    !read_tag(&d, &tag, &length))
		return NULL;
	if (tag != TAG_OCTETS && tag != TAG_OCTETS_PIECES)
		return NULL;
	out = g_string_new(NULL);
	if (tag == TAG_OCTETS)
		g_string_append_len(out, (const char *)d.at, (gssize)length);
	else
		append_pieces(&d, out);
	return out;
}
