/*
 * Reading a refused certificate, only to explain the refusal. Nothing here
 * decides whether a certificate is good.
 */
#include "net/certificate.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

#define NAMES_SHOWN 5
#define NAME_CHARS 100
#define NAME_BYTES 512

static char *
clean(const char *data, gsize size)
{
	g_autofree char *utf8 = text_repair(data, size, NULL);
	g_autofree char *line = text_clean(utf8, TRUE);

	return text_shorten(line, NAME_CHARS);
}

static char *
alternative_name(gnutls_x509_crt_t crt, guint i)
{
	char name[NAME_BYTES];
	char address[INET6_ADDRSTRLEN];
	size_t size = sizeof(name);
	int kind =
		gnutls_x509_crt_get_subject_alt_name(crt, i, name, &size, NULL);

	if (kind == GNUTLS_SAN_DNSNAME)
		return clean(name, size);
	if (kind != GNUTLS_SAN_IPADDRESS || (size != 4 && size != 16))
		return NULL;
	return g_strdup(inet_ntop(size == 4 ? AF_INET : AF_INET6, name, address,
				  sizeof(address)));
}

static char *
common_name(gnutls_x509_crt_t crt)
{
	char name[NAME_BYTES];
	size_t size = sizeof(name);

	if (gnutls_x509_crt_get_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0,
					  0, name, &size) != 0)
		return g_strdup("no name at all");
	return clean(name, size);
}

static char *
names_of(gnutls_x509_crt_t crt)
{
	GString *out = g_string_new(NULL);
	guint i;

	for (i = 0; i < NAMES_SHOWN; i++) {
		g_autofree char *name = alternative_name(crt, i);

		if (name != NULL)
			g_string_append_printf(out, "%s%s",
					       out->len == 0 ? "" : ", ", name);
	}
	if (out->len == 0) {
		g_autofree char *name = common_name(crt);

		g_string_append(out, name);
	}
	return g_string_free(out, FALSE);
}

static gboolean
is_self_signed(gnutls_session_t session, gnutls_x509_crt_t crt)
{
	guint count = 0;

	gnutls_certificate_get_peers(session, &count);
	return count == 1 && gnutls_x509_crt_check_issuer(crt, crt) != 0;
}

static void
add(GString *out, const char *words)
{
	g_string_append_printf(out, "%s%s", out->len == 0 ? "" : "; ", words);
}

static void
add_day(GString *out, const char *words, time_t when)
{
	g_autofree char *day = clock_iso(clock_day((gint64)when));

	add(out, words);
	g_string_append_printf(out, " %s", day == NULL ? "?" : day);
}

static void
add_reasons(GString *out, gnutls_session_t session, gnutls_x509_crt_t crt,
	    guint status)
{
	g_autofree char *names = names_of(crt);

	if ((status & GNUTLS_CERT_EXPIRED) != 0)
		add_day(out,
			"it, or its authority's, has expired; it was good "
			"until",
			gnutls_x509_crt_get_expiration_time(crt));
	if ((status & GNUTLS_CERT_NOT_ACTIVATED) != 0)
		add_day(out, "it is not valid yet; it will be from",
			gnutls_x509_crt_get_activation_time(crt));
	if ((status & GNUTLS_CERT_UNEXPECTED_OWNER) != 0) {
		add(out, "it has the wrong host name; it is for ");
		g_string_append(out, names);
	}
	if ((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0)
		add(out,
		    is_self_signed(session, crt)
			    ? "it is self-signed and not in ca_file"
			    : "it is signed by an unknown authority, one "
			      "that ca_file (or the system) does not hold");
	if ((status & GNUTLS_CERT_PURPOSE_MISMATCH) != 0)
		add(out, "it is not made for a server");
	if ((status & GNUTLS_CERT_REVOKED) != 0)
		add(out, "it has been revoked");
}

char *
certificate_why(gnutls_session_t session, guint status)
{
	g_autoptr(GString) out = g_string_new(NULL);
	const gnutls_datum_t *peers =
		gnutls_certificate_get_peers(session, NULL);
	gnutls_datum_t text = {NULL, 0};
	gnutls_x509_crt_t crt = NULL;

	if (peers != NULL && gnutls_x509_crt_init(&crt) == 0) {
		if (gnutls_x509_crt_import(crt, &peers[0],
					   GNUTLS_X509_FMT_DER) == 0)
			add_reasons(out, session, crt, status);
		gnutls_x509_crt_deinit(crt);
	}
	if (out->len == 0 && gnutls_certificate_verification_status_print(
				     status, GNUTLS_CRT_X509, &text, 0) == 0) {
		add(out, (const char *)text.data);
		gnutls_free(text.data);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}
