/*
 * libmicrohttpd behind our own types: the one file that knows it. It calls
 * back several times for a request; here that becomes one request and one
 * reply, within the limits.
 */
#include "console/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "console/listen.h"

#define HEAD_BYTES ((size_t)32 * 1024)

struct http {
	struct http_settings settings;
	char **hosts;
	char *address;
	struct MHD_Daemon *daemon;
	int epoll;
	GPtrArray *peers;   /* struct peer: open connections */
	GPtrArray *waiting; /* struct transfer: replies that wait */
	gsize memory;	    /* of bodies */
	gint64 swept;
	guint64 answered;
};

/* One connection. */
struct peer {
	int fd;
	gint64 since;	   /* it was opened, or its last request ended */
	gboolean has_head; /* of the request that goes on */
};

/* One request on its way. */
struct transfer {
	struct http *http;
	struct MHD_Connection *connection;
	char *target;
	struct request *request;
	GByteArray *body;
	gsize size;  /* of the body, also of what is not kept */
	gsize limit; /* of the body */
	guint refusal;
	struct reply *reply; /* once it is made */
	gboolean settled;
};

struct refusal {
	guint status;
	const char *text;
};

static const struct refusal refusals[] = {
	{400, "This request is not written as HTTP asks for."},
	{405, "Only GET, HEAD and POST are served here."},
	{413, "What you sent is too large. Send less, or fewer files."},
	{421, "This address is not served here."},
	{503, "Too many people are here at once. Try again in a minute."},
};

/* --- a request begins ---------------------------------------------------*/

static void *
note_target(void *cls, const char *target, struct MHD_Connection *connection)
{
	struct transfer *transfer = g_new0(struct transfer, 1);

	transfer->http = cls;
	transfer->connection = connection;
	transfer->target = g_strdup(target);
	return transfer;
}

static char *
peer_name(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *address =
		info != NULL ? info->client_addr : NULL;
	char text[INET6_ADDRSTRLEN] = "unix";

	if (address != NULL && address->sa_family == AF_INET)
		inet_ntop(AF_INET,
			  &((const struct sockaddr_in *)(const void *)address)
				   ->sin_addr,
			  text, sizeof text);
	else if (address != NULL && address->sa_family == AF_INET6)
		inet_ntop(AF_INET6,
			  &((const struct sockaddr_in6 *)(const void *)address)
				   ->sin6_addr,
			  text, sizeof text);
	return g_strdup(text);
}

/* What a request may say only once, or two readers see two requests. */
struct once {
	struct request *request;
	guint hosts;
	guint lengths;
};

static enum MHD_Result
take_field(void *cls, enum MHD_ValueKind kind, const char *name,
	   const char *value)
{
	struct once *once = cls;

	(void)kind;
	if (g_ascii_strcasecmp(name, "host") == 0)
		once->hosts++;
	if (g_ascii_strcasecmp(name, "content-length") == 0 ||
	    g_ascii_strcasecmp(name, "transfer-encoding") == 0)
		once->lengths++;
	request_add_header(once->request, name, value != NULL ? value : "");
	return MHD_YES;
}

static gboolean
is_our_host(const struct http *http, const char *authority)
{
	g_autofree char *host = listen_host(authority);
	g_autofree char *own = NULL;

	if (http->hosts == NULL)
		return TRUE;
	if (g_str_has_prefix(http->address, "http://"))
		own = listen_host(http->address + strlen("http://"));
	return g_str_equal(host, "localhost") ||
	       (own != NULL && g_str_equal(host, own)) ||
	       g_strv_contains((const char *const *)http->hosts, host);
}

static guint
check_head(struct transfer *transfer, enum method method)
{
	struct http *http = transfer->http;
	struct once once = {NULL, 0, 0};
	g_autofree char *peer = peer_name(transfer->connection);
	const char *length;
	guint64 size = 0;

	once.request = request_new(method, transfer->target, peer);
	if (once.request == NULL)
		return 400;
	transfer->request = once.request;
	MHD_get_connection_values(transfer->connection, MHD_HEADER_KIND,
				  take_field, &once);
	if (once.hosts != 1 || once.lengths > 1)
		return 400;
	if (!is_our_host(http, request_header(once.request, "host")))
		return 421;
	transfer->limit = http->settings.body_limit == NULL
				  ? LIMIT_BODY_BYTES
				  : http->settings.body_limit(
					    method, request_path(once.request),
					    http->settings.data);
	length = request_header(once.request, "content-length");
	if (length != NULL &&
	    !g_ascii_string_to_unsigned(length, 10, 0, G_MAXINT64, &size, NULL))
		return 400;
	if (size > transfer->limit)
		return 413;
	if (http->peers->len > LIMIT_HTTP_PEERS ||
	    http->memory + size > LIMIT_HTTP_MEMORY)
		return 503;
	return 0;
}

static guint
begin(struct transfer *transfer, const char *method)
{
	transfer->body = g_byte_array_new();
	if (g_str_equal(method, "GET") || g_str_equal(method, "HEAD"))
		return check_head(transfer, METHOD_GET);
	if (g_str_equal(method, "POST"))
		return check_head(transfer, METHOD_POST);
	return 405;
}

/* --- its body -----------------------------------------------------------*/

/* What is refused is read to its end all the same, so that the client hears
 * why, but not for ever. */
static enum MHD_Result
take_body(struct transfer *transfer, const char *data, size_t *size)
{
	struct http *http = transfer->http;

	transfer->size += *size;
	if (transfer->refusal == 0 && transfer->size > transfer->limit)
		transfer->refusal = 413;
	if (transfer->refusal == 0 && http->memory + *size > LIMIT_HTTP_MEMORY)
		transfer->refusal = 503;
	if (transfer->refusal == 0) {
		g_byte_array_append(transfer->body, (const guint8 *)data,
				    (guint)*size);
		http->memory += *size;
	} else if (transfer->size > LIMIT_HTTP_DRAIN) {
		return MHD_NO;
	}
	*size = 0;
	return MHD_YES;
}

static void
drop_body(struct transfer *transfer)
{
	if (transfer->body == NULL)
		return;
	transfer->http->memory -= transfer->body->len;
	g_byte_array_unref(transfer->body);
	transfer->body = NULL;
}

/* --- its answer ---------------------------------------------------------*/

static void
refuse(struct transfer *transfer, guint status)
{
	const struct http_settings *settings = &transfer->http->settings;
	struct reply *reply = reply_new();
	guint i;

	for (i = 0; i < G_N_ELEMENTS(refusals) - 1; i++)
		if (refusals[i].status == status)
			break;
	if (settings->refuse != NULL)
		settings->refuse(status, refusals[i].text, reply,
				 settings->data);
	else
		reply_text(reply, status, refusals[i].text);
	if (status == 503)
		reply_header(reply, "Retry-After", "60");
	if (status == 405)
		reply_header(reply, "Allow", "GET, HEAD, POST");
	reply_header(reply, "Connection", "close");
	reply_free(transfer->reply);
	transfer->reply = reply;
}

static void
answer(struct transfer *transfer)
{
	struct http *http = transfer->http;
	g_autoptr(GBytes) body = NULL;

	if (transfer->refusal != 0) {
		drop_body(transfer);
		refuse(transfer, transfer->refusal);
		return;
	}
	body = g_bytes_new_static(transfer->body->data, transfer->body->len);
	request_set_body(transfer->request, body);
	transfer->reply = reply_new();
	http->settings.handle(transfer->request, transfer->reply,
			      http->settings.data);
	request_free(transfer->request);
	transfer->request = NULL;
	g_clear_pointer(&body, g_bytes_unref);
	drop_body(transfer);
}

static void
add_field(const char *name, const char *value, gpointer response)
{
	MHD_add_response_header(response, name, value);
}

static const char *const always[][2] = {
	{"Content-Security-Policy",
	 "default-src 'none'; style-src 'self'; script-src 'self'; "
	 "img-src 'self'; connect-src 'self'; form-action 'self'; "
	 "frame-ancestors 'none'; base-uri 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"X-Frame-Options", "DENY"},
};

static enum MHD_Result
queue(struct transfer *transfer)
{
	const struct reply *reply = transfer->reply;
	GBytes *body = reply_body(reply);
	struct MHD_Response *response;
	enum MHD_Result result;
	gsize size;
	/* The library takes a pointer to bytes that it does not change. */
	void *data = (void *)(gsize)g_bytes_get_data(body, &size);
	guint i;

	response = MHD_create_response_from_buffer_with_free_callback_cls(
		size, data, (MHD_ContentReaderFreeCallback)g_bytes_unref,
		g_bytes_ref(body));
	g_assert(response != NULL);
	for (i = 0; i < G_N_ELEMENTS(always); i++)
		add_field(always[i][0], always[i][1], response);
	add_field("Cache-Control",
		  reply_is_kept(reply) ? "public, max-age=31536000, immutable"
				       : "no-store",
		  response);
	if (reply_status(reply) != 303 && reply_status(reply) != 304)
		add_field("Content-Type", reply_type(reply), response);
	reply_fields(reply, add_field, response);
	result = MHD_queue_response(transfer->connection, reply_status(reply),
				    response);
	MHD_destroy_response(response);
	transfer->http->answered++;
	return result;
}

static struct peer *
peer_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info->socket_context;
}

static enum MHD_Result
take_call(void *cls, struct MHD_Connection *connection, const char *url,
	  const char *method, const char *version, const char *data,
	  size_t *size, void **context)
{
	struct transfer *transfer = *context;
	struct http *http = cls;

	(void)url;
	(void)version;
	if (transfer->body == NULL && transfer->reply == NULL) {
		peer_of(connection)->has_head = TRUE;
		transfer->refusal = begin(transfer, method);
		return MHD_YES;
	}
	if (*size > 0)
		return take_body(transfer, data, size);
	if (transfer->reply == NULL)
		answer(transfer);
	if (!reply_waits(transfer->reply) || transfer->settled ||
	    http->settings.settle == NULL)
		return queue(transfer);
	g_ptr_array_add(http->waiting, transfer);
	MHD_suspend_connection(connection);
	return MHD_YES;
}

static void
take_end(void *cls, struct MHD_Connection *connection, void **context,
	 enum MHD_RequestTerminationCode code)
{
	struct transfer *transfer = *context;
	struct peer *peer = peer_of(connection);

	(void)cls;
	(void)code;
	if (peer != NULL) {
		peer->has_head = FALSE;
		peer->since = g_get_monotonic_time();
	}
	if (transfer == NULL)
		return;
	g_ptr_array_remove(transfer->http->waiting, transfer);
	request_free(transfer->request);
	drop_body(transfer);
	reply_free(transfer->reply);
	g_free(transfer->target);
	g_free(transfer);
	*context = NULL;
}

/* --- connections --------------------------------------------------------*/

static void
take_peer(void *cls, struct MHD_Connection *connection, void **context,
	  enum MHD_ConnectionNotificationCode code)
{
	struct http *http = cls;
	struct peer *peer;

	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		g_ptr_array_remove_fast(http->peers, *context);
		return;
	}
	peer = g_new0(struct peer, 1);
	peer->fd = MHD_get_connection_info(connection,
					   MHD_CONNECTION_INFO_CONNECTION_FD)
			   ->connect_fd;
	peer->since = g_get_monotonic_time();
	g_ptr_array_add(http->peers, peer);
	*context = peer;
}

/* The library closes who is silent; who sends a byte now and then to keep
 * his place is closed here. */
static void
sweep(struct http *http)
{
	gint64 now = g_get_monotonic_time();
	guint i;

	if (now - http->swept < G_USEC_PER_SEC)
		return;
	http->swept = now;
	for (i = 0; i < http->peers->len; i++) {
		const struct peer *peer = g_ptr_array_index(http->peers, i);
		gint64 seconds = (now - peer->since) / G_USEC_PER_SEC;

		if (seconds > (peer->has_head ? LIMIT_HTTP_REQUEST_SECONDS
					      : LIMIT_HTTP_HEAD_SECONDS))
			shutdown(peer->fd, SHUT_RDWR);
	}
}

/* --- the server ---------------------------------------------------------*/

static struct MHD_Daemon *
start(struct http *http, int fd)
{
	return MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
		take_call, http, MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)LIMIT_HTTP_PEERS + 64, MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)LIMIT_HTTP_IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEAD_BYTES,
		MHD_OPTION_URI_LOG_CALLBACK, note_target, http,
		MHD_OPTION_NOTIFY_COMPLETED, take_end, http,
		MHD_OPTION_NOTIFY_CONNECTION, take_peer, http, MHD_OPTION_END);
}

struct http *
http_open(const struct http_settings *settings, GError **error)
{
	g_autoptr(own_http) http = g_new0(struct http, 1);
	int fd;

	http->settings = *settings;
	http->settings.listen = NULL;
	http->settings.hosts = NULL;
	http->hosts = g_strdupv((char **)(gsize)settings->hosts);
	http->peers = g_ptr_array_new_with_free_func(g_free);
	http->waiting = g_ptr_array_new();
	fd = listen_open(settings->listen, &http->address, error);
	if (fd < 0)
		return NULL;
	http->daemon = start(http, fd);
	if (http->daemon == NULL) {
		close(fd);
		fault_set(error, FAULT_SETUP,
			  "The web server could not be started on %s.",
			  http->address);
		return NULL;
	}
	http->epoll =
		MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)
			->epoll_fd;
	return g_steal_pointer(&http);
}

void
http_close(struct http *http)
{
	if (http == NULL)
		return;
	if (http->daemon != NULL)
		MHD_stop_daemon(http->daemon);
	if (http->address != NULL && g_str_has_prefix(http->address, "unix:"))
		unlink(http->address + strlen("unix:"));
	g_strfreev(http->hosts);
	g_free(http->address);
	g_ptr_array_unref(http->peers);
	g_ptr_array_unref(http->waiting);
	g_free(http);
}

const char *
http_address(const struct http *http)
{
	return http->address;
}

guint64
http_answered(const struct http *http)
{
	return http->answered;
}

/* All that wait stand or fall together. */
static void
settle(struct http *http)
{
	gboolean good = http->settings.settle(http->settings.data, NULL);
	guint i;

	for (i = 0; i < http->waiting->len; i++) {
		struct transfer *transfer = g_ptr_array_index(http->waiting, i);

		if (!good)
			refuse(transfer, 503);
		transfer->settled = TRUE;
		MHD_resume_connection(transfer->connection);
	}
	g_ptr_array_set_size(http->waiting, 0);
}

gboolean
http_turn(struct http *http, int milliseconds, GError **error)
{
	struct pollfd fd = {http->epoll, POLLIN, 0};
	MHD_UNSIGNED_LONG_LONG wanted;
	int n;

	if (MHD_get_timeout(http->daemon, &wanted) == MHD_YES &&
	    wanted < (guint64)milliseconds)
		milliseconds = (int)wanted;
	n = poll(&fd, 1, milliseconds);
	if (n < 0 && errno == EINTR)
		return TRUE;
	if (n < 0 || MHD_run(http->daemon) != MHD_YES)
		return fault_errno(error, errno, "The web server stopped");
	if (http->waiting->len > 0) {
		settle(http);
		MHD_run(http->daemon);
	}
	sweep(http);
	return TRUE;
}
