/*
 * The configuration, read with libConfuse and checked to the end: one fault
 * of syntax, or every fault of meaning at once, a line each, "file:line:
 * what is wrong and what to write". Unknown and repeated keys are faults.
 *
 * Every path in the struct is absolute; those written relative are taken
 * from the folder of the configuration file. Passwords are not read here:
 * base/secret.h reads password_file, or the environment's password_env.
 *
 * Ownership: config_free frees all of it. No string is NULL; "" is unset.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <glib.h>

#include "base/own.h"
#include "config/alarms.h"
#include "config/console.h"
#include "config/form.h"
#include "config/letters.h"
#include "config/urgent.h"
#include "config/webhook.h"
#include "model/oauth.h"

struct landlord {
	char *name;
	char *address; /* one line, parts divided by commas */
	char *telephone;
	char *emergency; /* telephone for emergencies, any hour */
	char *email;
	char *officer; /* whom letters name for questions */
	int homes;     /* 0 if not told */
	char *profile; /* profiles/NAME.conf */
};

/* A folder that is read. A section of the configuration with several makes
 * several. Either imap or maildir is set, never both. */
struct mailbox {
	char *name; /* of the section; of its further folders NAME.FOLDER, in
		     * letters, digits, - and _: names files and locks */
	char *imap; /* imaps://HOST[:PORT], or imap:// with STARTTLS */
	char *maildir;
	char *user;
	char *password_file;	   /* absolute; "" if password_env holds it */
	char *password_env;	   /* "POSTROOM_PASSWORD_" + NAME in capitals */
	const struct oauth *oauth; /* NULL to log in with the password */
	char *ca_file;		   /* "" for the system's certificates */
	char *folder;		   /* IMAP only */
	gboolean junk; /* the folder is where the server puts spam */
	char *move_to; /* IMAP folder for filed mail; "" to leave it */
	gint64 since;  /* instant; TIME_NONE for "now" (first pass) */
	char *address; /* residents write here: From of our answers */
};

/* Either smtp or folder is set, never both. */
struct sending {
	char *smtp; /* smtps://HOST[:PORT], or smtp:// with STARTTLS */
	char *folder;
	char *user; /* "" to send without logging in */
	char *password_file;
	char *password_env;	   /* "POSTROOM_PASSWORD_SEND" */
	const struct oauth *oauth; /* NULL to log in with the password */
	char *ca_file;
	char *return_path; /* "" for the mailbox's own address */
	char *print;	   /* folder for letters on paper; "" for none */
	char *postage;	   /* "first" or "second" */
	char *notify_url;  /* of GOV.UK Notify; https */
	char *notify_key;  /* file of its API key; "" if it is not used */
	char *notify_ca;
};

struct config {
	char *path; /* of the file itself, absolute */
	char *data; /* spool, archive and ledger */
	struct landlord landlord;
	GPtrArray *oauths;    /* struct oauth */
	GPtrArray *mailboxes; /* struct mailbox, as written; at least one */
	GPtrArray *forms;     /* struct web_form, as written; may be empty */
	struct form_server form_server;
	GPtrArray *letters; /* struct drop_folder, as written; may be empty */
	struct sending sending;
	char *rules; /* folders; the program's own if not written */
	char *templates;
	char *profiles;
	char *calendar;	  /* gov.uk's bank-holidays.json */
	char *ombudsman;  /* the Ombudsman's details */
	GPtrArray *staff; /* char *: addresses and "@domain"s of our own */
	GPtrArray *staff_names; /* char *: not to be quoted unread */
	double guard_threshold; /* 0 to 1 */
	int guard_hour;		/* London time */
	int guard_minute;
	int urgent_hours;     /* clock hours in which a person must act */
	struct urgent urgent; /* the rota; the Ombudsman's mail */
	GPtrArray *webhooks;  /* struct webhook: who else is told */
	struct console_settings console;
	struct alarm_settings alarms;
};

/* NULL with FAULT_SETUP and every fault, one a line, also if there is no
 * such file or we may not read it. The caller's. */
struct config *config_load(const char *path, GError **error);

/* The mailbox of that name, or NULL. */
const struct mailbox *config_mailbox(const struct config *config,
				     const char *name);

/* The form of that name, or NULL. */
const struct web_form *config_form(const struct config *config,
				   const char *name);

/* True if the address is one of ours: the landlord's, a mailbox's, the
 * return path. Case does not count. Ours must never be answered. */
gboolean config_is_ours(const struct config *config, const char *address);

/* True if the address is of our own staff (an address or domain of staff);
 * their forwarded mail is trusted to tell when it was first received. */
gboolean config_is_staff(const struct config *config, const char *address);

void config_free(struct config *config);
OWN_TYPE(config, config_free)

#endif
