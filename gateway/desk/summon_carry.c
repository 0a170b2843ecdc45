/*
 * Three ways, one text. References and instants only: a telephone's screen is
 * read by whoever stands beside it.
 */
#include "desk/summon_carry.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "desk/accept.h"
#include "model/label.h"
#include "respond/mail.h"
#include "send/carrier.h"
#include "send/hook.h"
#include "send/launch.h"

/* Seconds for one call: nobody further down the rota should wait longer. */
#define HOOK_SECONDS 15
#define PROGRAM_SECONDS 30

char *
summon_target(const struct rota_step *step, enum call_how how, guint i)
{
	const char *host;

	if (how == CALL_EMAIL)
		return g_strdup(g_ptr_array_index(step->email, i));
	if (how == CALL_COMMAND)
		return g_strdup(g_ptr_array_index(step->command, 0));
	host = step->webhook + strlen("https://");
	return g_strndup(host, strcspn(host, "/?#"));
}

static gboolean
read_first(const struct summons *call)
{
	return (call->danger->flags & FLAG_BIT(FLAG_UNSAFE_CONTACT)) != 0;
}

static char *
link_of(const struct post *post, const struct summons *call)
{
	return call->trial ? g_strdup("")
			   : accept_link(post, call->danger->duty_id);
}

/* In one breath, for a text message or a pager. */
static char *
short_text(const struct post *post, const struct summons *call)
{
	g_autofree char *link = link_of(post, call);

	if (call->trial)
		return g_strdup("Postroom: this is a trial of the rota. "
				"Nothing has happened.");
	return g_strdup_printf(
		"Postroom: a danger in case %s waits for somebody.%s %s%s",
		call->danger->ref,
		read_first(call) ? " Read the case before you make contact."
				 : "",
		*link != '\0' ? "Take it on: " : "Take it on in the console.",
		link);
}

static void
add_how_to_accept(GString *body, const struct post *post,
		  const struct summons *call)
{
	g_autofree char *link = link_of(post, call);

	if (*link != '\0')
		g_string_append_printf(
			body, "Take it on here:\n%s\n\nOr run: ", link);
	else
		g_string_append(body, "To take it on, run: ");
	g_string_append_printf(body,
			       "postroom accept %s --by \"Your Name\"\n\n",
			       call->danger->ref);
}

static char *
long_text(const struct post *post, const struct summons *call)
{
	const struct danger *danger = call->danger;
	g_autofree char *since = clock_short(danger->received);
	g_autofree char *by = clock_short(danger->due_at);
	GString *body = g_string_new(NULL);

	if (call->trial)
		return g_string_free(
			g_string_append(body,
					"This is a trial of the rota. Nothing "
					"has happened, and nothing is to be "
					"done.\n"),
			FALSE);
	g_string_append_printf(
		body,
		"A message in case %s tells of a danger to somebody. A person "
		"must act now, and nobody has taken it on yet.\n\n"
		"It reached us: %s\nSomebody must act by: %s\n\n",
		danger->ref, since, by);
	if (read_first(call))
		g_string_append(body, "Read the case before you make contact: "
				      "it says what is safe.\n\n");
	add_how_to_accept(body, post, call);
	g_string_append_printf(
		body,
		"You are called as step \"%s\" of the rota%s. The calls are "
		"repeated every %d minutes until a named person accepts.\n",
		call->key.step, call->key.turn > 0 ? ", again" : "",
		post->config->urgent.repeat);
	return g_string_free(body, FALSE);
}

static void
set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static struct notice *
mail_of(const struct post *post, const struct summons *call)
{
	const struct landlord *landlord = &post->config->landlord;
	struct notice *notice = notice_new();
	const char *at = strrchr(landlord->email, '@');

	notice->letter = LETTER_COUNT;
	set(&notice->to, call->key.target);
	set(&notice->from_name, "Postroom");
	set(&notice->from, landlord->email);
	set(&notice->reply_to, landlord->email);
	g_free(notice->subject);
	notice->subject =
		call->trial ? g_strdup("Trial of the rota: nothing to be done")
			    : g_strdup_printf("Urgent: danger in case %s, "
					      "nobody has taken it on",
					      call->danger->ref);
	g_free(notice->body);
	notice->body = long_text(post, call);
	g_free(notice->message_id);
	notice->message_id = g_strdup_printf(
		"urgent.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT "@%s",
		call->key.duty_id, g_get_real_time(),
		at == NULL ? "localhost" : at + 1);
	notice->date = clock_now();
	return notice;
}

static gboolean
send_mail(const struct post *post, const struct summons *call, GError **error)
{
	const struct sending *sending = &post->config->sending;
	g_autoptr(own_notice) notice = mail_of(post, call);
	g_autoptr(GBytes) mail = mail_build(notice, error);
	g_autoptr(own_carrier) carrier = NULL;
	g_autofree char *reply = NULL;
	const char *from = *sending->return_path != '\0' ? sending->return_path
							 : notice->from;

	if (mail == NULL)
		return FALSE;
	carrier = carrier_open(sending, error);
	if (carrier == NULL)
		return FALSE;
	return carrier_send(carrier, from, notice->to, mail, &reply) ==
		       SENT_DONE ||
	       fault_set(error, FAULT_TEMPORARY,
			 "the mail server did not take it.");
}

static char *
json_of(const struct post *post, const struct summons *call)
{
	const struct danger *danger = call->danger;
	g_autofree char *id =
		g_strdup_printf("%" G_GINT64_FORMAT "-%s-%d", call->key.duty_id,
				call->key.step, call->key.turn);
	g_autofree char *since = clock_rfc3339(danger->received);
	g_autofree char *by = clock_rfc3339(danger->due_at);
	g_autofree char *link = link_of(post, call);
	json_t *body;
	char *text;

	if (call->trial)
		body = json_pack("{s:i, s:s, s:s}", "version", 1, "kind",
				 "trial", "step", call->key.step);
	else
		body = json_pack(
			"{s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:b, s:o}",
			"version", 1, "id", id, "kind", "danger", "reference",
			danger->ref, "since", since, "act_by", by, "step",
			call->key.step, "turn", call->key.turn, "read_first",
			(int)read_first(call), "accept",
			*link == '\0' ? json_null() : json_string(link));
	text = json_dumps(body, JSON_COMPACT);
	json_decref(body);
	return text;
}

static gboolean
send_hook(const struct post *post, const struct summons *call, GError **error)
{
	const struct urgent *urgent = &post->config->urgent;
	g_autofree char *json = json_of(post, call);
	const struct hook hook = {
		.url = call->step->webhook,
		.json = json,
		.secret_file = urgent->secret_file,
		.ca_file = urgent->ca_file,
		.seconds = HOOK_SECONDS,
	};

	return hook_post(&hook, error);
}

/* "{text}" and the like in an argument; no shell ever sees it. */
static char *
fill(const char *argument, const char *ref, const char *link, const char *text)
{
	g_autoptr(GString) filled = g_string_new(argument);

	g_string_replace(filled, "{reference}", ref, 0);
	g_string_replace(filled, "{link}", link, 0);
	g_string_replace(filled, "{text}", text, 0);
	return g_string_free(g_steal_pointer(&filled), FALSE);
}

static gboolean
run_program(const struct post *post, const struct summons *call, GError **error)
{
	const GPtrArray *words = call->step->command;
	g_autofree char *text = short_text(post, call);
	g_autofree char *link = link_of(post, call);
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	guint i;

	for (i = 0; i < words->len; i++)
		g_ptr_array_add(argv, fill(g_ptr_array_index(words, i),
					   call->danger->ref, link, text));
	g_ptr_array_add(argv, NULL);
	return launch_run((const char *const *)argv->pdata, text,
			  PROGRAM_SECONDS, error);
}

gboolean
summon_carry(const struct post *post, const struct summons *call,
	     GError **error)
{
	switch (call->key.how) {
	case CALL_EMAIL:
		return send_mail(post, call, error);
	case CALL_WEBHOOK:
		return send_hook(post, call, error);
	default:
		return run_program(post, call, error);
	}
}
