/*
 * The sections of web forms. A form that could be read but never be logged in
 * to, or pushed without a secret, is told here and not at night.
 */
#include "config/form.h"

#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "config/check.h"
#include "model/stamp.h"

#define SLOWEST 86400 /* seconds between two looks: a day */
#define FASTEST 10
#define LONGEST_ANSWER 600
#define MOST_PUSHES 60000

const struct source_key form_keys[] = {
	{"form", "", KEY_TITLED, NULL},
	{"form", "url", KEY_TEXT, NULL},
	{"form", "preset", KEY_TEXT, "json"},
	{"form", "mapping", KEY_TEXT, NULL},
	{"form", "timezone", KEY_TEXT, NULL},
	{"form", "auth", KEY_TEXT, "none"},
	{"form", "header", KEY_TEXT, NULL},
	{"form", "user", KEY_TEXT, NULL},
	{"form", "secret_file", KEY_TEXT, NULL},
	{"form", "ca_file", KEY_TEXT, NULL},
	{"form", "proxy", KEY_TEXT, NULL},
	{"form", "every", KEY_TEXT, "60"},
	{"form", "timeout", KEY_TEXT, "120"},
	{"form", "since", KEY_TEXT, "now"},
	{"form", "accept", KEY_TEXT, "no"},
	{"form", "accept_header", KEY_TEXT, NULL},
	{"form", "accept_secret_file", KEY_TEXT, NULL},
	{"form", "rate", KEY_TEXT, "600"},
	{"forms", "", KEY_SECTION, NULL},
	{"forms", "listen", KEY_TEXT, "127.0.0.1:8026"},
	{"forms", "contact", KEY_TEXT, "no"},
	{"forms", "privacy", KEY_TEXT, NULL},
	{"forms", "hosts", KEY_LIST, NULL},
	{NULL, NULL, KEY_TEXT, NULL},
};

static struct place
named(struct place place, const char *name)
{
	place.name = name;
	return place;
}

static const char *
value(struct source *source, struct place place, const char *name)
{
	return check_text(source, named(place, name));
}

/* https:// and a host; the rest is the server's own business. */
static char *
https(struct source *source, struct place place)
{
	const char *text = check_text(source, place);

	if (*text != '\0' &&
	    (!g_str_has_prefix(text, "https://") ||
	     strpbrk(text, " \"<>\\") != NULL ||
	     strchr("/?#@:", text[strlen("https://")]) != NULL))
		source_fault(source, place,
			     "\"%s\" must be an address that begins with "
			     "https://, not \"%s\".",
			     place.name, text);
	return g_strdup(text);
}

/* The name of a header field, RFC 9110 (5.1). */
static char *
field_name(struct source *source, struct place place, const char *fallback)
{
	const char *text = check_text(source, place);
	const char *p;

	if (*text == '\0')
		return g_strdup(fallback);
	for (p = text; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && *p != '-' && *p != '_') {
			source_fault(source, place,
				     "\"%s\" must be the name of a header "
				     "field such as X-Api-Key, not \"%s\".",
				     place.name, text);
			break;
		}
	return g_strdup(text);
}

static char *
secret_file(struct source *source, struct place place)
{
	g_autoptr(GError) error = NULL;
	char *file = check_path(source, place);
	char *secret;

	if (*file == '\0') {
		source_fault(source, place,
			     "\"%s\" is missing: the file that holds the "
			     "secret, readable by nobody else.",
			     place.name);
		return file;
	}
	secret = secret_password(file, NULL, &error);
	if (secret == NULL)
		source_fault(source, place, "%s", error->message);
	secret_free(secret);
	return file;
}

/* --- what a form has ------------------------------------------------------*/

static void
read_login(struct source *source, struct place place, struct web_form *form)
{
	static const char *const ways[] = {"none", "header", "basic", "bearer",
					   NULL};
	struct place secret = named(place, "secret_file");

	form->login = (enum form_login)source_choice(
		source, named(place, "auth"), ways);
	form->header = field_name(source, named(place, "header"), "X-Api-Key");
	form->user = g_strdup(value(source, place, "user"));
	if (form->login == LOGIN_BASIC && *form->user == '\0')
		source_fault(source, named(place, "user"),
			     "\"auth\" is \"basic\": \"user\" must be written "
			     "too.");
	form->secret_file = form->login == LOGIN_NONE
				    ? g_strdup("")
				    : secret_file(source, secret);
	form->ca_file = check_file(source, named(place, "ca_file"));
}

static void
read_proxy(struct source *source, struct place place, struct web_form *form)
{
	struct place proxy = named(place, "proxy");

	form->proxy = g_strdup(check_url(source, proxy, "http"));
}

static void
read_accept(struct source *source, struct place place, struct web_form *form)
{
	static const char *const ways[] = {"no", "secret", "hmac", NULL};

	form->accept = (enum form_accept)source_choice(
		source, named(place, "accept"), ways);
	form->accept_header =
		field_name(source, named(place, "accept_header"),
			   form->accept == ACCEPT_HMAC ? "X-Signature"
						       : "X-Postroom-Secret");
	form->accept_secret_file =
		form->accept == ACCEPT_NO
			? g_strdup("")
			: secret_file(source,
				      named(place, "accept_secret_file"));
	form->rate =
		source_number(source, named(place, "rate"), 1, MOST_PUSHES);
	if (form->accept == ACCEPT_NO && *form->url == '\0')
		source_fault(source, place,
			     "The form needs \"url\" to be fetched, or "
			     "\"accept\" to be pushed, or both.");
}

static void
read_mapping(struct source *source, struct place place, struct web_form *form)
{
	static const char *const presets[] = {"json", "gravity", NULL};
	int preset = source_choice(source, named(place, "preset"), presets);
	g_autofree char *file = check_file(source, named(place, "mapping"));
	const char *zone = value(source, place, "timezone");
	GError *error = NULL;

	form->gravity = preset == 1;
	if (*zone != '\0' && !stamp_is_zone(zone))
		source_fault(source, named(place, "timezone"),
			     "There is no time zone \"%s\". Write UTC or "
			     "Europe/London.",
			     zone);
	if (form->gravity && *file == '\0')
		source_fault(source, named(place, "mapping"),
			     "Gravity Forms numbers its fields: \"mapping\" "
			     "must name a file that says which is which.");
	form->mapping = form_mapping_load(presets[preset], file, zone, &error);
	if (form->mapping == NULL) {
		source_fault(source, named(place, "mapping"), "%s",
			     error->message);
		g_error_free(error);
		form->mapping = mapping_new();
	}
}

/* A name becomes the name of a cursor and part of an address. */
static void
check_title(struct source *source, struct place place, const char *name,
	    GHashTable *names)
{
	static const char *const ours[] = {"contact", "submit", "send", NULL};
	const char *p;

	for (p = name; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && *p != '-' && *p != '_')
			break;
	if (*p != '\0' || *name == '\0' || strlen(name) > 64)
		source_fault(source, place,
			     "The name \"%s\" may hold only letters, digits, "
			     "- and _, 64 at most.",
			     name);
	if (g_strv_contains(ours, name) ||
	    !g_hash_table_add(names, g_strdup(name)))
		source_fault(source, place,
			     "The name \"%s\" is taken. Give the form another "
			     "one.",
			     name);
}

static struct web_form *
read_form(struct source *source, guint index, GHashTable *names)
{
	struct web_form *form = g_new0(struct web_form, 1);
	struct place place = {"form", index, ""};

	form->name = g_strdup(source_title(source, "form", index));
	check_title(source, place, form->name, names);
	form->url = https(source, named(place, "url"));
	read_mapping(source, place, form);
	read_login(source, place, form);
	read_proxy(source, place, form);
	form->every =
		source_number(source, named(place, "every"), FASTEST, SLOWEST);
	form->timeout = source_number(source, named(place, "timeout"), 1,
				      LONGEST_ANSWER);
	form->since = check_since(source, named(place, "since"));
	read_accept(source, place, form);
	return form;
}

GPtrArray *
web_forms_read(struct source *source, GHashTable *names)
{
	GPtrArray *forms =
		g_ptr_array_new_with_free_func((GDestroyNotify)web_form_free);
	guint i, n = source_count(source, "form");

	for (i = 0; i < n; i++)
		g_ptr_array_add(forms, read_form(source, i, names));
	return forms;
}

void
web_form_free(struct web_form *form)
{
	if (form == NULL)
		return;
	g_free(form->name);
	g_free(form->url);
	mapping_free(form->mapping);
	g_free(form->header);
	g_free(form->user);
	g_free(form->secret_file);
	g_free(form->ca_file);
	g_free(form->proxy);
	g_free(form->accept_header);
	g_free(form->accept_secret_file);
	g_free(form);
}

/* --- the server
 * -------------------------------------------------------------*/

void
form_server_read(struct source *source, struct form_server *server)
{
	struct place place = {"forms", 0, "listen"};

	server->listen = g_strdup(check_listen(source, place));
	server->contact = source_yes(source, named(place, "contact"));
	server->privacy = https(source, named(place, "privacy"));
	server->hosts = source_list(source, named(place, "hosts"));
	if (server->contact && *server->privacy == '\0')
		source_fault(source, named(place, "privacy"),
			     "\"contact\" is \"yes\": \"privacy\" must be the "
			     "address of the privacy notice, which the form "
			     "links to.");
}

void
form_server_clear(struct form_server *server)
{
	g_free(server->listen);
	g_free(server->privacy);
	g_clear_pointer(&server->hosts, g_ptr_array_unref);
}

gboolean
form_server_is_needed(const struct form_server *server, const GPtrArray *forms)
{
	gboolean needed = server->contact;
	guint i;

	for (i = 0; i < forms->len; i++) {
		const struct web_form *form = forms->pdata[i];

		needed |= form->accept != ACCEPT_NO;
	}
	return needed;
}
