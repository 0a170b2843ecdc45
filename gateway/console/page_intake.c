/*
 * POST /intake/NAME: a form that a web site pushes. First the secret, then
 * the body; the answer is JSON either way: {"receipt": "PR-…"} once the form
 * is durable, {"error": "…"} in words for whoever sets up the site.
 */
#include "console/forms.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "console/visit.h"
#include "model/mapping.h"
#include "read/form.h"

static void
refuse(struct visit *visit, guint status, const char *words)
{
	reply_json(visit->reply, status, json_pack("{s:s}", "error", words));
}

static void
refuse_for(struct visit *visit, guint status, int seconds, const char *words)
{
	g_autofree char *after = g_strdup_printf("%d", seconds);

	refuse(visit, status, words);
	reply_header(visit->reply, "Retry-After", after);
}

/* --- who sends it ---------------------------------------------------------*/

static gboolean
is_admitted(struct visit *visit, const struct gate *gate)
{
	const struct web_form *form = gate_form(gate);
	const char *value = request_header(visit->request, form->accept_header);
	g_autofree char *words = NULL;

	if (value == NULL) {
		words = g_strdup_printf(
			"The header field %s is missing. It must hold %s.",
			form->accept_header,
			form->accept == ACCEPT_HMAC
				? "the HMAC-SHA256 of the body"
				: "the form's secret");
		reply_header(visit->reply, "WWW-Authenticate", "Secret");
		refuse(visit, 401, words);
		return FALSE;
	}
	if (gate_admits(gate, value, request_body(visit->request)))
		return TRUE;
	words = g_strdup_printf(
		"What %s holds is not right. Check the secret on both sides%s.",
		form->accept_header,
		form->accept == ACCEPT_HMAC
			? ", and that it is the body's own bytes that are "
			  "signed"
			: "");
	refuse(visit, 403, words);
	return FALSE;
}

static gboolean
has_room(struct visit *visit, struct gate *gate)
{
	int seconds = gate_wait(gate);

	if (seconds == 0)
		return TRUE;
	refuse_for(visit, 429, seconds,
		   "Too many entries within a minute. Send it again later.");
	return FALSE;
}

static gboolean
is_type(struct visit *visit)
{
	const char *type = request_type(visit->request);

	if (g_str_equal(type, "application/json") ||
	    g_str_has_suffix(type, "+json") ||
	    g_str_equal(type, "application/x-www-form-urlencoded") ||
	    g_str_equal(type, "multipart/form-data"))
		return TRUE;
	refuse(visit, 415,
	       "Send application/json, application/x-www-form-urlencoded or "
	       "multipart/form-data, and say which in Content-Type.");
	return FALSE;
}

/* --- what it is
 * -------------------------------------------------------------*/

/* Fields and the bytes of files together. */
static char *
digest_of(const struct mapping *mapping, const GPtrArray *fields,
	  const struct packet *files)
{
	g_autofree char *of_fields = mapping_digest(mapping, fields);
	g_autoptr(GString) all = g_string_new(of_fields);
	guint i;

	for (i = 0; i < files->files->len; i++) {
		const struct packet_file *file = files->files->pdata[i];
		gsize size = 0;
		const char *data = g_bytes_get_data(file->bytes, &size);
		g_autofree char *sha = text_sha256(data, size);

		g_string_append(all, sha);
	}
	return text_sha256(all->str, all->len);
}

char *
forms_pack(const struct request *request, const struct mapping *mapping,
	   struct packet *packet, GError **error)
{
	const char *type = request_header(request, "Content-Type");
	g_autoptr(own_packet) files = packet_new();
	g_autoptr(GPtrArray) fields = form_fields(
		type == NULL ? "" : type, request_body(request), files, error);
	char *digest;

	if (fields == NULL)
		return NULL;
	digest = digest_of(mapping, fields, files);
	g_free(packet->entry);
	packet->entry = mapping_entry_id(mapping, fields, digest);
	g_free(packet->type);
	packet->type = g_strdup(type);
	g_free(packet->mapping);
	packet->mapping = mapping_text(mapping);
	packet->date = mapping_time(mapping, ROLE_DATE, fields);
	g_bytes_unref(packet->body);
	packet->body = g_bytes_ref(request_body(request));
	return digest;
}

static void
take(struct visit *visit, struct gate *gate)
{
	g_autoptr(own_packet) packet = packet_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *digest =
		forms_pack(visit->request, gate_mapping(gate), packet, &error);
	g_autofree char *receipt = NULL;

	if (digest == NULL) {
		refuse(visit, 400, error->message);
		return;
	}
	g_free(packet->form);
	packet->form = g_strdup(gate_form(gate)->name);
	if (!gate_put(gate, packet, digest, &receipt, &error)) {
		refuse_for(visit, 503, 120,
			   "It cannot be kept now. Send it again in two "
			   "minutes.");
		visit_log(visit, g_strdup(error->message));
		return;
	}
	reply_json(visit->reply, 200, json_pack("{s:s}", "receipt", receipt));
	reply_after_settle(visit->reply);
}

static void
intake(struct visit *visit)
{
	const char *name = visit_argument(visit, "form");
	struct gate *gate = hatch_gate(forms_hatch(visit), name);

	if (gate == NULL) {
		refuse(visit, 404,
		       "There is no form of this name, or it is not pushed. "
		       "Check the address, and the form's \"accept\".");
		return;
	}
	if (is_admitted(visit, gate) && has_room(visit, gate) && is_type(visit))
		take(visit, gate);
}

const struct route page_intake_routes[] = {
	{METHOD_POST, "/intake/{form}", MAY_ANYBODY,
	 ROUTE_OPEN_POST | ROUTE_RAW | ROUTE_UPLOAD | ROUTE_API, intake,
	 "Takes in a form that a web site sends"},
	{METHOD_COUNT, NULL, 0, 0, NULL, NULL},
};
