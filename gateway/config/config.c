/*
 * The keys of a configuration, and how they fill struct config. What a
 * single value may be is in check.c; here are the rules that join several.
 */
#include "config/config.h"

#include <errno.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "config/check.h"
#include "config/mailbox.h"
#include "config/oauth.h"

#define MAX_HOMES 10000000
#define MAX_URGENT_HOURS 72

static const struct source_key keys[] = {
	{"", "data", KEY_TEXT, NULL},
	{"", "rules", KEY_TEXT, NULL},
	{"", "templates", KEY_TEXT, NULL},
	{"", "profiles", KEY_TEXT, NULL},
	{"", "calendar", KEY_TEXT, NULL},
	{"", "ombudsman", KEY_TEXT, NULL},
	{"", "staff", KEY_LIST, NULL},
	{"", "staff_names", KEY_LIST, NULL},
	{"", "urgent_hours", KEY_TEXT, "4"},
	{"landlord", "", KEY_SECTION, NULL},
	{"landlord", "name", KEY_TEXT, NULL},
	{"landlord", "address", KEY_TEXT, NULL},
	{"landlord", "telephone", KEY_TEXT, NULL},
	{"landlord", "emergency", KEY_TEXT, NULL},
	{"landlord", "email", KEY_TEXT, NULL},
	{"landlord", "officer", KEY_TEXT, NULL},
	{"landlord", "homes", KEY_TEXT, "0"},
	{"landlord", "profile", KEY_TEXT, "code"},
	{"mailbox", "", KEY_TITLED, NULL},
	{"mailbox", "imap", KEY_TEXT, NULL},
	{"mailbox", "maildir", KEY_TEXT, NULL},
	{"mailbox", "user", KEY_TEXT, NULL},
	{"mailbox", "password_file", KEY_TEXT, NULL},
	{"mailbox", "ca_file", KEY_TEXT, NULL},
	{"mailbox", "oauth", KEY_TEXT, NULL},
	{"mailbox", "folder", KEY_TEXT, "INBOX"},
	{"mailbox", "folders", KEY_LIST, NULL},
	{"mailbox", "junk", KEY_TEXT, NULL},
	{"mailbox", "move_to", KEY_TEXT, NULL},
	{"mailbox", "since", KEY_TEXT, "now"},
	{"mailbox", "address", KEY_TEXT, NULL},
	{"send", "", KEY_SECTION, NULL},
	{"send", "smtp", KEY_TEXT, NULL},
	{"send", "folder", KEY_TEXT, NULL},
	{"send", "user", KEY_TEXT, NULL},
	{"send", "password_file", KEY_TEXT, NULL},
	{"send", "ca_file", KEY_TEXT, NULL},
	{"send", "return_path", KEY_TEXT, NULL},
	{"send", "oauth", KEY_TEXT, NULL},
	{"send", "print", KEY_TEXT, NULL},
	{"send", "postage", KEY_TEXT, "second"},
	{"oauth2", "", KEY_TITLED, NULL},
	{"oauth2", "provider", KEY_TEXT, "microsoft"},
	{"oauth2", "tenant", KEY_TEXT, NULL},
	{"oauth2", "client_id", KEY_TEXT, NULL},
	{"oauth2", "secret_file", KEY_TEXT, NULL},
	{"oauth2", "secret_expires", KEY_TEXT, NULL},
	{"oauth2", "refresh_token_file", KEY_TEXT, NULL},
	{"oauth2", "token_url", KEY_TEXT, NULL},
	{"oauth2", "scope", KEY_TEXT, NULL},
	{"oauth2", "ca_file", KEY_TEXT, NULL},
	{"notify", "", KEY_SECTION, NULL},
	{"notify", "url", KEY_TEXT, "https://api.notifications.service.gov.uk"},
	{"notify", "key_file", KEY_TEXT, NULL},
	{"notify", "ca_file", KEY_TEXT, NULL},
	{"guard", "", KEY_SECTION, NULL},
	{"guard", "threshold", KEY_TEXT, "0.2"},
	{"guard", "hour", KEY_TEXT, "10"},
	{"guard", "minute", KEY_TEXT, "0"},
	{"urgent", "", KEY_SECTION, NULL},
	{"urgent", "repeat", KEY_TEXT, "15"},
	{"urgent", "secret_file", KEY_TEXT, NULL},
	{"urgent", "ca_file", KEY_TEXT, NULL},
	{"rota", "", KEY_TITLED, NULL},
	{"rota", "email", KEY_LIST, NULL},
	{"rota", "webhook", KEY_TEXT, NULL},
	{"rota", "command", KEY_LIST, NULL},
	{"rota", "after", KEY_TEXT, "0"},
	{"rota", "hours", KEY_TEXT, "any"},
	{"ombudsman_mail", "", KEY_SECTION, NULL},
	{"ombudsman_mail", "liaison", KEY_TEXT, NULL},
	{"ombudsman_mail", "authserv", KEY_TEXT, NULL},
	{"alarms", "", KEY_SECTION, NULL},
	{"alarms", "to", KEY_LIST, NULL},
	{"alarms", "it", KEY_LIST, NULL},
	{"alarms", "digest", KEY_TEXT, "9"},
	{"alarms", "reconcile", KEY_TEXT, "06:30"},
	{"alarms", "backup_days", KEY_TEXT, "0"},
	{NULL, NULL, KEY_TEXT, NULL},
};

/* The rows of sections that have a file of their own are added to these. */
static const struct source_key *const tables[] = {keys, form_keys, console_keys,
						  letters_keys, webhook_keys};

/* All of them in one table, made once. */
static const struct source_key *
all_keys(void)
{
	static GArray *all;
	const struct source_key *key;
	gsize i;

	if (all != NULL)
		return (const struct source_key *)(void *)all->data;
	all = g_array_new(TRUE, TRUE, sizeof(struct source_key));
	for (i = 0; i < G_N_ELEMENTS(tables); i++)
		for (key = tables[i]; key->section != NULL; key++)
			g_array_append_vals(all, key, 1);
	return (const struct source_key *)(void *)all->data;
}

static struct place
at(const char *section, const char *name)
{
	struct place place = {section, 0, name};

	return place;
}

static char *
needed(struct source *source, const char *section, const char *name)
{
	return g_strdup(check_needed(source, at(section, name)));
}

/* Any telephone number as people write it, also with its hours. */
static char *
telephone(struct source *source, const char *name)
{
	const char *text = check_needed(source, at("landlord", name));

	if (*text != '\0' && strpbrk(text, "0123456789") == NULL)
		source_fault(source, at("landlord", name),
			     "\"%s\" must be a telephone number such as 01234 "
			     "567890, not \"%s\".",
			     name, text);
	return g_strdup(text);
}

static void
read_landlord(struct source *source, struct landlord *landlord)
{
	if (source_count(source, "landlord") == 0)
		source_fault(source, at("landlord", ""),
			     "There is no section landlord { … }: letters "
			     "must say who writes them.");
	landlord->name = needed(source, "landlord", "name");
	landlord->address = needed(source, "landlord", "address");
	landlord->telephone = telephone(source, "telephone");
	landlord->emergency = telephone(source, "emergency");
	landlord->email = needed(source, "landlord", "email");
	check_address(source, at("landlord", "email"));
	landlord->officer = needed(source, "landlord", "officer");
	landlord->homes =
		source_number(source, at("landlord", "homes"), 0, MAX_HOMES);
	landlord->profile = needed(source, "landlord", "profile");
	check_name(source, at("landlord", "profile"), landlord->profile);
}

static void
read_login(struct source *source, const struct config *config,
	   struct sending *sending)
{
	sending->user = g_strdup(check_text(source, at("send", "user")));
	sending->password_env = password_variable("send");
	sending->password_file = g_strdup("");
	if (*sending->smtp == '\0')
		return;
	sending->oauth = oauths_find(source, at("send", ""), config->oauths);
	if (sending->oauth != NULL) {
		oauths_user(source, at("send", ""));
	} else if (*sending->user != '\0') {
		g_free(sending->password_file);
		sending->password_file = check_credentials(
			source, at("send", ""), sending->password_env);
	}
}

static void
read_notify(struct source *source, struct sending *sending)
{
	struct place place = at("notify", "key_file");

	sending->notify_url =
		g_strdup(check_url(source, at("notify", "url"), "http"));
	if (!g_str_has_prefix(sending->notify_url, "https://"))
		source_fault(source, at("notify", "url"),
			     "\"url\" must be https://HOST: letters hold "
			     "what residents have told.");
	sending->notify_key = check_path(source, place);
	sending->notify_ca = check_file(source, at("notify", "ca_file"));
	if (source_count(source, "notify") == 0)
		return;
	if (*sending->notify_key == '\0')
		source_fault(source, place,
			     "The section notify needs key_file = \"…\", the "
			     "file that holds the API key.");
	else
		check_password(source, place, sending->notify_key, NULL);
	if (*sending->print != '\0')
		source_fault(source, at("send", "print"),
			     "Letters go to the print folder or to GOV.UK "
			     "Notify, not to both.");
}

/* How letters on paper leave; nothing of it need be written. */
static void
read_paper(struct source *source, struct sending *sending)
{
	static const char *const classes[] = {"second", "first", NULL};

	sending->print = check_path(source, at("send", "print"));
	sending->postage = g_strdup(
		classes[source_choice(source, at("send", "postage"), classes)]);
	read_notify(source, sending);
}

static void
read_sending(struct source *source, const struct config *config,
	     struct sending *sending)
{
	sending->smtp = g_strdup(check_url(source, at("send", "smtp"), "smtp"));
	sending->folder = check_path(source, at("send", "folder"));
	if ((*sending->smtp == '\0') == (*sending->folder == '\0'))
		source_fault(source, at("send", "smtp"),
			     "The section send needs either \"smtp\" or "
			     "\"folder\", and not both.");
	read_login(source, config, sending);
	sending->ca_file = check_file(source, at("send", "ca_file"));
	sending->return_path =
		g_strdup(check_address(source, at("send", "return_path")));
	read_paper(source, sending);
}

static void
read_staff(struct source *source, struct config *config)
{
	guint i;

	config->staff_names = source_list(source, at("", "staff_names"));
	config->staff = source_list(source, at("", "staff"));
	for (i = 0; i < config->staff->len; i++) {
		const char *one = g_ptr_array_index(config->staff, i);
		g_autofree char *whole = g_strconcat("a", one, NULL);

		if (!text_is_address(*one == '@' ? whole : one))
			source_fault(source, at("", "staff"),
				     "\"staff\" holds addresses and domains "
				     "such as \"@landlord.example\", not "
				     "\"%s\".",
				     one);
	}
}

static void
read_folders(struct source *source, struct config *config)
{
	source_needed(source, at("", "data"));
	config->data = check_path(source, at("", "data"));
	config->rules = check_resource(source, at("", "rules"), "rules");
	config->templates =
		check_resource(source, at("", "templates"), "templates");
	config->profiles =
		check_resource(source, at("", "profiles"), "profiles");
	config->calendar = check_resource(source, at("", "calendar"),
					  "data/bank-holidays.json");
	config->ombudsman = check_resource(source, at("", "ombudsman"),
					   "data/ombudsman.conf");
}

/* Told here with the other faults, and not first by what would open it. */
static void
check_profile(struct source *source, const struct config *config)
{
	const char *name = config->landlord.profile;
	g_autofree char *file = g_strconcat(name, ".conf", NULL);
	g_autofree char *path = g_build_filename(config->profiles, file, NULL);

	if (*name == '\0' || strchr(name, '/') != NULL ||
	    access(config->profiles, R_OK) != 0 || access(path, R_OK) == 0)
		return;
	source_fault(source, at("landlord", "profile"),
		     "There is no profile \"%s\": %s cannot be read. \"code\" "
		     "is the Complaint Handling Code's own.",
		     name, path);
}

/* After the mailboxes: a name is for one source only. "send" is the way
 * out's. */
static void
read_forms(struct source *source, struct config *config)
{
	g_autoptr(GHashTable) names =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint i;

	for (i = 0; i < config->mailboxes->len; i++) {
		const struct mailbox *m = config->mailboxes->pdata[i];

		g_hash_table_add(names, g_strdup(m->name));
	}
	g_hash_table_add(names, g_strdup("send"));
	config->forms = web_forms_read(source, names);
	form_server_read(source, &config->form_server);
	config->letters = drop_folders_read(source, names);
}

static void
read_rest(struct source *source, struct config *config)
{
	read_staff(source, config);
	config->urgent_hours = source_number(source, at("", "urgent_hours"), 1,
					     MAX_URGENT_HOURS);
	config->guard_threshold =
		source_fraction(source, at("guard", "threshold"), 0, 1);
	config->guard_hour = source_number(source, at("guard", "hour"), 0, 23);
	config->guard_minute =
		source_number(source, at("guard", "minute"), 0, 59);
	console_settings_read(source, &config->console);
	alarms_read(source, config->landlord.email, &config->alarms);
}

static struct source *
open_source(const char *path, GError **error)
{
	int number;

	if (access(path, R_OK) == 0)
		return source_open(path, all_keys(), error);
	number = errno;
	fault_set(error, FAULT_SETUP,
		  "The configuration %s cannot be read: %s. Name yours: "
		  "postroom -c FILE COMMAND.",
		  path, g_strerror(number));
	return NULL;
}

struct config *
config_load(const char *path, GError **error)
{
	g_autoptr(own_source) source = open_source(path, error);
	struct config *config;

	if (source == NULL)
		return NULL;
	config = g_new0(struct config, 1);
	config->path = g_strdup(source_path(source));
	read_folders(source, config);
	read_landlord(source, &config->landlord);
	check_profile(source, config);
	config->oauths = oauths_read(source, config->data);
	mailboxes_read(source, config);
	read_forms(source, config);
	read_sending(source, config, &config->sending);
	read_rest(source, config);
	urgent_read(source, &config->urgent);
	config->webhooks = webhooks_read(source);
	if (source_finish(source, error))
		return config;
	config_free(config);
	return NULL;
}

static void
sending_clear(struct sending *sending)
{
	char *const strings[] = {
		sending->smtp,	       sending->folder,
		sending->user,	       sending->password_file,
		sending->password_env, sending->ca_file,
		sending->return_path,  sending->print,
		sending->postage,      sending->notify_url,
		sending->notify_key,   sending->notify_ca,
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
}

void
config_free(struct config *config)
{
	struct landlord *landlord;

	if (config == NULL)
		return;
	landlord = &config->landlord;
	g_free(landlord->name);
	g_free(landlord->address);
	g_free(landlord->telephone);
	g_free(landlord->emergency);
	g_free(landlord->email);
	g_free(landlord->officer);
	g_free(landlord->profile);
	sending_clear(&config->sending);
	urgent_clear(&config->urgent);
	g_ptr_array_unref(config->webhooks);
	g_ptr_array_unref(config->mailboxes);
	g_ptr_array_unref(config->forms);
	g_ptr_array_unref(config->letters);
	form_server_clear(&config->form_server);
	g_ptr_array_unref(config->oauths);
	g_ptr_array_unref(config->staff);
	g_ptr_array_unref(config->staff_names);
	g_free(config->path);
	g_free(config->data);
	g_free(config->rules);
	g_free(config->templates);
	g_free(config->profiles);
	g_free(config->calendar);
	g_free(config->ombudsman);
	console_settings_clear(&config->console);
	alarms_clear(&config->alarms);
	g_free(config);
}
