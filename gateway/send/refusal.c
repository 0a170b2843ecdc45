/*
 * libcurl hands on the bits of GnuTLS; their values are part of its ABI
 * (gnutls_certificate_status_t).
 */
#include "send/refusal.h"

#include "send/sent.h"

#define STATUS_REVOKED (1L << 5)
#define STATUS_SIGNER_NOT_FOUND (1L << 6)
#define STATUS_INSECURE (1L << 8)
#define STATUS_NOT_ACTIVATED (1L << 9)
#define STATUS_EXPIRED (1L << 10)

static gboolean
signed_itself(const struct refusal *refusal)
{
	return refusal->subject && refusal->issuer &&
	       g_str_equal(refusal->subject, refusal->issuer);
}

static const char *
reason(const struct refusal *refusal)
{
	long status = refusal->status;

	if (status & STATUS_EXPIRED)
		return "it has expired. Renew it on the server";
	if (status & STATUS_NOT_ACTIVATED)
		return "it is not valid yet. Check the clocks of both "
		       "computers";
	if (status & STATUS_REVOKED)
		return "its authority has revoked it. Renew it on the server";
	if ((status & STATUS_SIGNER_NOT_FOUND) && signed_itself(refusal))
		return "it is self-signed. If it is right, name it in ca_file";
	if (status & STATUS_SIGNER_NOT_FOUND)
		return "it was signed by an authority that is not known. If "
		       "that is right, name the authority's certificate in "
		       "ca_file";
	if (status & STATUS_INSECURE)
		return "its signature is of a kind that can be forged. Renew "
		       "it on the server";
	return NULL;
}

static gboolean
is_wrong_host(const struct refusal *refusal)
{
	return strstr(refusal->detail, "does not match") ||
	       strstr(refusal->detail, "host name");
}

char *
refusal_words(const struct refusal *refusal)
{
	const char *why = reason(refusal);
	g_autofree char *detail = sent_reply(refusal->detail);

	if (!why && is_wrong_host(refusal)) {
		g_autofree char *owner =
			sent_reply(refusal->subject ? refusal->subject : "");
		return g_strdup_printf("The certificate of %s was refused: it "
				       "is made out for another host (%s). "
				       "Write the server's name as the "
				       "certificate has it.",
				       refusal->server, owner);
	}
	if (why)
		return g_strdup_printf("The certificate of %s was refused: "
				       "%s.",
				       refusal->server, why);
	return g_strdup_printf("The certificate of %s was refused: %s.",
			       refusal->server, detail);
}
