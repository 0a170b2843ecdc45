/*
 * The keys of a configuration, and how they fill struct config. What a
 * single value may be is in check.c; here are the rules that join several.
 */
#include "config/config.h"

#include <errno.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/secret.h"
#include "base/text.h"
#include "config/check.h"

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
	{"mailbox", "folder", KEY_TEXT, "INBOX"},
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
	{"send", "auth", KEY_TEXT, "password"},
	{"send", "token_file", KEY_TEXT, NULL},
	{"send", "print", KEY_TEXT, NULL},
	{"send", "postage", KEY_TEXT, "second"},
	{"notify", "", KEY_SECTION, NULL},
	{"notify", "url", KEY_TEXT, "https://api.notifications.service.gov.uk"},
	{"notify", "key_file", KEY_TEXT, NULL},
	{"notify", "ca_file", KEY_TEXT, NULL},
	{"guard", "", KEY_SECTION, NULL},
	{"guard", "threshold", KEY_TEXT, "0.2"},
	{"guard", "hour", KEY_TEXT, "10"},
	{"guard", "minute", KEY_TEXT, "0"},
	{"console", "", KEY_SECTION, NULL},
	{"console", "listen", KEY_TEXT, "127.0.0.1:8025"},
	{"alarms", "", KEY_SECTION, NULL},
	{"alarms", "to", KEY_LIST, NULL},
	{"alarms", "it", KEY_LIST, NULL},
	{"alarms", "digest", KEY_TEXT, "9"},
	{"alarms", "reconcile", KEY_TEXT, "06:30"},
	{"alarms", "backup_days", KEY_TEXT, "0"},
	{NULL, NULL, KEY_TEXT, NULL},
};

/* The rows of sections that have a file of their own are added to these. */
static const struct source_key *const tables[] = {keys, form_keys};

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

/* A profile's name becomes a file's name, so it may hold no slash. */
static void
check_name(struct source *source, struct place place, const char *name)
{
	const char *p;

	for (p = name; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && *p != '-' && *p != '_') {
			source_fault(source, place,
				     "The name \"%s\" may hold only letters, "
				     "digits, - and _.",
				     name);
			return;
		}
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

/* Who logs in needs a password that can be read. */
static void
check_password(struct source *source, struct place place, const char *file,
	       const char *variable)
{
	g_autoptr(GError) error = NULL;
	char *password = secret_password(file, variable, &error);

	if (password == NULL)
		source_fault(source, place, "%s", error->message);
	secret_free(password);
}

static void
read_credentials(struct source *source, struct place place, char **file,
		 const char *variable)
{
	place.name = "password_file";
	*file = check_path(source, place);
	if (g_file_test(*file, G_FILE_TEST_IS_DIR))
		source_fault(source, place, "%s is a folder, not a file.",
			     *file);
	else
		check_password(source, place, *file, variable);
}

static char *
password_variable(const char *name)
{
	g_autofree char *capitals = g_ascii_strup(name, -1);

	g_strdelimit(capitals, "-", '_');
	return g_strconcat("POSTROOM_PASSWORD_", capitals, NULL);
}

static void
read_imap(struct source *source, struct place place, struct mailbox *mailbox)
{
	mailbox->folder = g_strdup("");
	mailbox->move_to = g_strdup("");
	mailbox->password_file = g_strdup("");
	if (*mailbox->imap == '\0')
		return;
	place.name = "user";
	check_needed(source, place);
	g_free(mailbox->password_file);
	read_credentials(source, place, &mailbox->password_file,
			 mailbox->password_env);
	place.name = "folder";
	g_free(mailbox->folder);
	mailbox->folder = g_strdup(check_needed(source, place));
	place.name = "move_to";
	g_free(mailbox->move_to);
	mailbox->move_to = g_strdup(check_text(source, place));
	if (*mailbox->move_to != '\0' &&
	    g_str_equal(mailbox->move_to, mailbox->folder))
		source_fault(source, place,
			     "\"move_to\" and \"folder\" are the same folder.");
}

/* The address residents write to: written, or the user's if that is one. */
static char *
address_of(struct source *source, struct place place,
	   const struct mailbox *mailbox)
{
	place.name = "address";
	if (*check_address(source, place) != '\0')
		return g_strdup(source_text(source, place));
	if (text_is_address(mailbox->user))
		return g_strdup(mailbox->user);
	return g_strdup(source_text(source, at("landlord", "email")));
}

static struct mailbox *
read_mailbox(struct source *source, guint index)
{
	struct mailbox *mailbox = g_new0(struct mailbox, 1);
	struct place place = {"mailbox", index, ""};

	mailbox->name = g_strdup(source_title(source, "mailbox", index));
	check_name(source, place, mailbox->name);
	mailbox->password_env = password_variable(mailbox->name);
	place.name = "imap";
	mailbox->imap = g_strdup(check_url(source, place, "imap"));
	place.name = "maildir";
	mailbox->maildir = check_path(source, place);
	if ((*mailbox->imap == '\0') == (*mailbox->maildir == '\0'))
		source_fault(source, place,
			     "The mailbox needs either \"imap\" or "
			     "\"maildir\", and not both.");
	place.name = "user";
	mailbox->user = g_strdup(check_text(source, place));
	place.name = "ca_file";
	mailbox->ca_file = check_file(source, place);
	place.name = "since";
	mailbox->since = check_since(source, place);
	read_imap(source, place, mailbox);
	mailbox->address = address_of(source, place, mailbox);
	return mailbox;
}

static gboolean
is_same_place(const struct mailbox *a, const struct mailbox *b)
{
	return g_str_equal(a->imap, b->imap) &&
	       g_str_equal(a->maildir, b->maildir) &&
	       g_str_equal(a->user, b->user) &&
	       g_str_equal(a->folder, b->folder);
}

static void
check_twins(struct source *source, GPtrArray *mailboxes)
{
	guint i, j;

	for (i = 1; i < mailboxes->len; i++)
		for (j = 0; j < i; j++)
			if (is_same_place(g_ptr_array_index(mailboxes, i),
					  g_ptr_array_index(mailboxes, j))) {
				struct place place = {"mailbox", i, ""};

				source_fault(source, place,
					     "This is the same mailbox as "
					     "another one. Remove it.");
			}
}

static void
mailbox_free(gpointer data)
{
	struct mailbox *mailbox = data;

	g_free(mailbox->name);
	g_free(mailbox->imap);
	g_free(mailbox->maildir);
	g_free(mailbox->user);
	g_free(mailbox->password_file);
	g_free(mailbox->password_env);
	g_free(mailbox->ca_file);
	g_free(mailbox->folder);
	g_free(mailbox->move_to);
	g_free(mailbox->address);
	g_free(mailbox);
}

static void
read_mailboxes(struct source *source, struct config *config)
{
	guint i, n = source_count(source, "mailbox");

	config->mailboxes = g_ptr_array_new_with_free_func(mailbox_free);
	for (i = 0; i < n; i++)
		g_ptr_array_add(config->mailboxes, read_mailbox(source, i));
	if (n == 0)
		source_fault(source, at("", "mailbox"),
			     "There is no section mailbox \"NAME\" { … }: "
			     "nothing would be fetched.");
	check_twins(source, config->mailboxes);
}

/* A token that others can read lets them send mail in our name. */
static void
read_token(struct source *source, struct sending *sending)
{
	struct place place = at("send", "token_file");

	g_free(sending->token_file);
	sending->token_file = check_path(source, place);
	if (*sending->user == '\0')
		source_fault(source, at("send", "user"),
			     "\"auth\" is \"oauth2\": \"user\" must name the "
			     "mailbox that the token is for.");
	if (*sending->token_file == '\0')
		source_fault(source, place,
			     "\"auth\" is \"oauth2\": write token_file = "
			     "\"…\", the file that holds the token.");
	else
		check_password(source, place, sending->token_file, NULL);
}

static void
read_login(struct source *source, struct sending *sending)
{
	static const char *const ways[] = {"password", "oauth2", NULL};

	sending->user = g_strdup(check_text(source, at("send", "user")));
	sending->password_env = password_variable("send");
	sending->password_file = g_strdup("");
	sending->token_file = g_strdup("");
	sending->oauth2 = source_choice(source, at("send", "auth"), ways) == 1;
	if (*sending->smtp == '\0')
		return;
	if (sending->oauth2) {
		read_token(source, sending);
	} else if (*sending->user != '\0') {
		g_free(sending->password_file);
		read_credentials(source, at("send", ""),
				 &sending->password_file,
				 sending->password_env);
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
read_sending(struct source *source, struct sending *sending)
{
	sending->smtp = g_strdup(check_url(source, at("send", "smtp"), "smtp"));
	sending->folder = check_path(source, at("send", "folder"));
	if ((*sending->smtp == '\0') == (*sending->folder == '\0'))
		source_fault(source, at("send", "smtp"),
			     "The section send needs either \"smtp\" or "
			     "\"folder\", and not both.");
	read_login(source, sending);
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

/* After the mailboxes: a name is for one source only. */
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
	config->forms = web_forms_read(source, names);
	form_server_read(source, &config->form_server);
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
	config->console_listen =
		g_strdup(check_listen(source, at("console", "listen")));
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
	read_mailboxes(source, config);
	read_forms(source, config);
	read_sending(source, &config->sending);
	read_rest(source, config);
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
		sending->password_env, sending->token_file,
		sending->ca_file,      sending->return_path,
		sending->print,	       sending->postage,
		sending->notify_url,   sending->notify_key,
		sending->notify_ca,
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
	g_ptr_array_unref(config->mailboxes);
	g_ptr_array_unref(config->forms);
	form_server_clear(&config->form_server);
	g_ptr_array_unref(config->staff);
	g_ptr_array_unref(config->staff_names);
	g_free(config->path);
	g_free(config->data);
	g_free(config->rules);
	g_free(config->templates);
	g_free(config->profiles);
	g_free(config->calendar);
	g_free(config->ombudsman);
	g_free(config->console_listen);
	alarms_clear(&config->alarms);
	g_free(config);
}
