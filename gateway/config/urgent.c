/*
 * The rota: each step is checked by itself, so that a fault in the second is
 * not first noticed on the night on which nobody takes the first call.
 */
#include "config/urgent.h"

#include <unistd.h>

#include "base/secret.h"
#include "base/text.h"
#include "config/check.h"

#define MOST_REPEAT (24 * 60)
#define MOST_AFTER (3 * 24 * 60)

static struct place
at(const char *section, guint index, const char *name)
{
	struct place place = {section, index, name};

	return place;
}

static void
step_free(gpointer data)
{
	struct rota_step *step = data;

	g_free(step->name);
	g_free(step->webhook);
	g_ptr_array_unref(step->email);
	g_ptr_array_unref(step->command);
	g_free(step);
}

static void
check_emails(struct source *source, guint i, const struct rota_step *step)
{
	guint k;

	for (k = 0; k < step->email->len; k++) {
		const char *one = g_ptr_array_index(step->email, k);

		if (!text_is_address(one))
			source_fault(source, at("rota", i, "email"),
				     "\"%s\" is no email address.", one);
	}
}

static void
check_command(struct source *source, guint i, const struct rota_step *step)
{
	const char *program;

	if (step->command->len == 0)
		return;
	program = g_ptr_array_index(step->command, 0);
	if (*program != '/' || access(program, X_OK) != 0)
		source_fault(source, at("rota", i, "command"),
			     "\"%s\" is no program that can be run. Write its "
			     "whole path; no shell is asked.",
			     program);
}

static void
check_reach(struct source *source, guint i, const struct rota_step *step)
{
	check_emails(source, i, step);
	check_command(source, i, step);
	if (step->email->len == 0 && step->command->len == 0 &&
	    *step->webhook == '\0')
		source_fault(source, at("rota", i, ""),
			     "The step \"%s\" reaches nobody. Give it email, "
			     "webhook or command.",
			     step->name);
}

static struct rota_step *
read_step(struct source *source, guint i)
{
	static const char *const hours[] = {"any", "office", NULL};
	struct rota_step *step = g_new0(struct rota_step, 1);
	struct place hook = at("rota", i, "webhook");

	step->name = g_strdup(source_title(source, "rota", i));
	step->email = source_list(source, at("rota", i, "email"));
	step->command = source_list(source, at("rota", i, "command"));
	step->webhook = g_strdup(check_text(source, hook));
	if (*step->webhook != '\0' &&
	    !g_str_has_prefix(step->webhook, "https://"))
		source_fault(source, hook,
			     "\"webhook\" must begin with https://.");
	step->after =
		source_number(source, at("rota", i, "after"), 0, MOST_AFTER);
	step->office =
		source_choice(source, at("rota", i, "hours"), hours) == 1;
	check_reach(source, i, step);
	return step;
}

static gboolean
has_webhook(const struct urgent *urgent)
{
	guint i;

	for (i = 0; i < urgent->steps->len; i++) {
		const struct rota_step *step =
			g_ptr_array_index(urgent->steps, i);

		if (*step->webhook != '\0')
			return TRUE;
	}
	return FALSE;
}

static void
check_secret(struct source *source, const struct urgent *urgent)
{
	struct place place = at("urgent", 0, "secret_file");
	g_autoptr(GError) trouble = NULL;
	char *secret;

	if (*urgent->secret_file == '\0') {
		if (has_webhook(urgent))
			source_fault(source, place,
				     "A webhook needs secret_file = \"…\" in "
				     "urgent { }: the file that holds what "
				     "its calls are signed with.");
		return;
	}
	secret = secret_password(urgent->secret_file, NULL, &trouble);
	if (secret == NULL)
		source_fault(source, place, "%s", trouble->message);
	secret_free(secret);
}

void
urgent_read(struct source *source, struct urgent *urgent)
{
	guint i, n = source_count(source, "rota");

	urgent->repeat = source_number(source, at("urgent", 0, "repeat"), 1,
				       MOST_REPEAT);
	urgent->secret_file =
		check_path(source, at("urgent", 0, "secret_file"));
	urgent->ca_file = check_file(source, at("urgent", 0, "ca_file"));
	urgent->steps = g_ptr_array_new_with_free_func(step_free);
	for (i = 0; i < n; i++)
		g_ptr_array_add(urgent->steps, read_step(source, i));
	check_secret(source, urgent);
	urgent->liaison = g_strdup(
		check_text(source, at("ombudsman_mail", 0, "liaison")));
	urgent->authserv = g_strdup(
		check_text(source, at("ombudsman_mail", 0, "authserv")));
}

void
urgent_clear(struct urgent *urgent)
{
	g_ptr_array_unref(urgent->steps);
	g_free(urgent->secret_file);
	g_free(urgent->ca_file);
	g_free(urgent->liaison);
	g_free(urgent->authserv);
}
