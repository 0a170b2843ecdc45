/*
 * The stream that every mail server is spoken to through. It owns all
 * patience: no call outlasts its deadline, whatever the server does.
 */
#include "net/tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "net/certificate.h"
#include "net/dial.h"

#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

struct tls {
	int fd;
	char *host;
	gnutls_session_t session; /* NULL while in clear */
	gnutls_certificate_credentials_t credentials;
	gnutls_typed_vdata_st wanted[2]; /* the session points to it */
	guint seconds;
	gint64 deadline; /* monotonic */
	gsize budget;	 /* bytes that may still be read */
	char *trouble;	 /* NULL while alive */
	int ahead;	 /* a byte that tls_wait has read; -1 if none */
};

struct tls *
tls_dial(const char *host, guint16 port, GError **error)
{
	int fd = dial(host, port, LIMIT_CONNECT_SECONDS, error);
	struct tls *tls;

	if (fd < 0)
		return NULL;
	tls = g_new0(struct tls, 1);
	tls->fd = fd;
	tls->ahead = -1;
	tls->host = g_strdup(host);
	tls_limit(tls, LIMIT_CONNECT_SECONDS, LIMIT_ANSWER_IMAP_BYTES);
	return tls;
}

void
tls_close(struct tls *tls)
{
	if (tls == NULL)
		return;
	if (tls->session != NULL) {
		if (tls->trouble == NULL)
			gnutls_bye(tls->session, GNUTLS_SHUT_WR);
		gnutls_deinit(tls->session);
	}
	if (tls->credentials != NULL)
		gnutls_certificate_free_credentials(tls->credentials);
	close(tls->fd);
	g_free(tls->host);
	g_free(tls->trouble);
	g_free(tls);
}

void
tls_limit(struct tls *tls, guint seconds, gsize bytes)
{
	tls->seconds = seconds;
	tls->deadline =
		g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
	tls->budget = bytes;
}

const char *
tls_trouble(const struct tls *tls)
{
	return tls->trouble;
}

int
tls_fd(const struct tls *tls)
{
	return tls->fd;
}

static gboolean G_GNUC_PRINTF(2, 3)
	die(struct tls *tls, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (tls->trouble == NULL)
		tls->trouble = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return FALSE;
}

/* Waits for the socket; FALSE when dead. */
static gboolean
await(struct tls *tls, short events)
{
	gint64 now = g_get_monotonic_time();
	gint64 idle = now + (gint64)LIMIT_IDLE_SECONDS * G_USEC_PER_SEC;
	int n = dial_wait(tls->fd, events, MIN(idle, tls->deadline));

	if (n > 0)
		return TRUE;
	if (n < 0)
		return die(tls, "cannot be waited for: %s", g_strerror(errno));
	if (idle < tls->deadline)
		return die(tls, "was silent for %d seconds",
			   LIMIT_IDLE_SECONDS);
	return die(tls, "did not finish within %u seconds", tls->seconds);
}

/* What a result below 0 means: TRUE to try again. */
static gboolean
retry(struct tls *tls, ssize_t result, short events)
{
	if (g_get_monotonic_time() >= tls->deadline)
		return die(tls, "did not finish within %u seconds",
			   tls->seconds);
	if (tls->session == NULL) {
		if (errno == EINTR)
			return TRUE;
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			return await(tls, events);
		return die(tls, "broke the connection: %s", g_strerror(errno));
	}
	if (result == GNUTLS_E_AGAIN)
		return await(tls, gnutls_record_get_direction(tls->session)
					  ? POLLOUT
					  : POLLIN);
	if (gnutls_error_is_fatal((int)result) == 0)
		return TRUE;
	if (result == GNUTLS_E_PREMATURE_TERMINATION)
		return die(tls, "closed the connection");
	return die(tls, "broke the encryption: %s",
		   gnutls_strerror((int)result));
}

static gboolean
can_read(struct tls *tls)
{
	if (tls->trouble != NULL)
		return FALSE;
	if (tls->budget == 0)
		return die(tls, "sent far more than it was asked for");
	return TRUE;
}

static ssize_t
receive(struct tls *tls, void *buffer, size_t size)
{
	if (tls->session == NULL)
		return recv(tls->fd, buffer, size, 0);
	return gnutls_record_recv(tls->session, buffer, size);
}

ssize_t
tls_read(struct tls *tls, void *buffer, size_t size)
{
	ssize_t n;

	if (!can_read(tls))
		return -1;
	size = MIN(size, tls->budget);
	if (tls->ahead >= 0) {
		*(unsigned char *)buffer = (unsigned char)tls->ahead;
		tls->ahead = -1;
		tls->budget--;
		return 1;
	}
	do {
		n = receive(tls, buffer, size);
	} while (n < 0 && retry(tls, n, POLLIN));
	if (n == 0)
		die(tls, "closed the connection");
	if (n <= 0)
		return -1;
	tls->budget -= (gsize)n;
	return n;
}

/* TLS has records of its own that wake a socket and hold no byte. */
static gboolean
is_nothing(const struct tls *tls, ssize_t n)
{
	if (tls->session == NULL)
		return errno == EAGAIN || errno == EWOULDBLOCK ||
		       errno == EINTR;
	return gnutls_error_is_fatal((int)n) == 0;
}

int
tls_wait(struct tls *tls, guint seconds)
{
	gint64 until =
		g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
	int ready = 1;

	while (tls->trouble == NULL && tls->ahead < 0 && ready > 0) {
		unsigned char byte;
		ssize_t n = receive(tls, &byte, 1);

		if (n == 1)
			tls->ahead = byte;
		else if (n == 0)
			die(tls, "closed the connection");
		else if (is_nothing(tls, n))
			ready = dial_wait(tls->fd, POLLIN, until);
		else
			die(tls, "broke the connection");
	}
	if (tls->trouble != NULL)
		return -1;
	return tls->ahead >= 0 ? 1 : ready;
}

ssize_t
tls_write(struct tls *tls, const void *data, size_t size)
{
	const char *rest = data;
	size_t left = size;

	while (left > 0 && tls->trouble == NULL) {
		ssize_t n =
			tls->session == NULL
				? send(tls->fd, rest, left, MSG_NOSIGNAL)
				: gnutls_record_send(tls->session, rest, left);

		if (n < 0 && !retry(tls, n, POLLOUT))
			return -1;
		if (n > 0) {
			rest += n;
			left -= (size_t)n;
		}
	}
	return tls->trouble == NULL ? (ssize_t)size : -1;
}

/* --- the handshake ------------------------------------------------------*/

static gboolean
load_authorities(struct tls *tls, const char *ca_file, GError **error)
{
	gboolean own = ca_file != NULL && *ca_file != '\0';
	int count;

	if (gnutls_certificate_allocate_credentials(&tls->credentials) != 0)
		g_error("GnuTLS cannot be started.");
	count = own ? gnutls_certificate_set_x509_trust_file(
			      tls->credentials, ca_file, GNUTLS_X509_FMT_PEM)
		    : gnutls_certificate_set_x509_system_trust(
			      tls->credentials);
	if (count > 0)
		return TRUE;
	if (!own)
		return fault_set(error, FAULT_SETUP,
				 "The system has no certificate authorities. "
				 "Install the package ca-certificates, or set "
				 "ca_file.");
	return fault_set(error, FAULT_SETUP,
			 "The ca_file %s holds no certificate that can be "
			 "read. It must be in PEM form.",
			 ca_file);
}

static gboolean
is_address(const char *host)
{
	unsigned char bytes[16];

	return inet_pton(AF_INET, host, bytes) == 1 ||
	       inet_pton(AF_INET6, host, bytes) == 1;
}

static void
start_session(struct tls *tls)
{
	static unsigned char purpose[] = GNUTLS_KP_TLS_WWW_SERVER;
	gnutls_session_t session = NULL;

	if (gnutls_init(&session, GNUTLS_CLIENT | GNUTLS_NONBLOCK |
					  GNUTLS_NO_SIGNAL) != 0 ||
	    gnutls_priority_set_direct(session, PRIORITY, NULL) != 0 ||
	    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE,
				   tls->credentials) != 0)
		g_error("GnuTLS cannot be started.");
	if (!is_address(tls->host))
		gnutls_server_name_set(session, GNUTLS_NAME_DNS, tls->host,
				       strlen(tls->host));
	tls->wanted[0].type = GNUTLS_DT_DNS_HOSTNAME;
	tls->wanted[0].data = (unsigned char *)tls->host;
	tls->wanted[1].type = GNUTLS_DT_KEY_PURPOSE_OID;
	tls->wanted[1].data = purpose;
	gnutls_session_set_verify_cert2(session, tls->wanted,
					G_N_ELEMENTS(tls->wanted), 0);
	gnutls_transport_set_int(session, tls->fd);
	tls->session = session;
}

static gboolean
say_refused(struct tls *tls, int result, GError **error)
{
	guint status = gnutls_session_get_verify_cert_status(tls->session);
	g_autofree char *why = NULL;

	if (result == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR) {
		why = certificate_why(tls->session, status);
		return fault_set(error, FAULT_SETUP,
				 "The certificate of %s is refused: %s. "
				 "Nothing was sent to it.",
				 tls->host, why);
	}
	return fault_set(error, FAULT_TEMPORARY,
			 "No encrypted connection with %s: the server %s.",
			 tls->host, tls->trouble);
}

gboolean
tls_secure(struct tls *tls, const char *ca_file, GError **error)
{
	int result;

	g_assert(tls->session == NULL);
	if (!load_authorities(tls, ca_file, error))
		return FALSE;
	start_session(tls);
	tls_limit(tls, LIMIT_CONNECT_SECONDS, tls->budget);
	do {
		result = gnutls_handshake(tls->session);
	} while (result < 0 &&
		 result != GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR &&
		 retry(tls, result, POLLIN));
	if (result == 0)
		return TRUE;
	say_refused(tls, result, error);
	die(tls, "was left");
	return FALSE;
}
