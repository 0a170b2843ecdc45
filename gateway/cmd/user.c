/*
 * user: the accounts of the console, for whoever runs the machine: the first
 * administrator, and whoever has locked himself out.
 */
#include "cmd/cmd.h"

#include "base/clock.h"
#include "base/fault.h"
#include "desk/account.h"

#define BY "the command line"

struct wanted {
	char *name;
	char *email;
	char *roles;
	gboolean open;
};

static void
wanted_clear(struct wanted *wanted)
{
	g_free(wanted->name);
	g_free(wanted->email);
	g_free(wanted->roles);
}

static int
wrong_usage(void)
{
	fputs("postroom user: write one of\n"
	      "  user add LOGIN --name NAME [--email ADDRESS] --roles ROLES\n"
	      "  user list\n"
	      "  user link LOGIN       a link to set a password, for 72 hours\n"
	      "  user password LOGIN   sets it from standard input\n"
	      "  user disable LOGIN    or --open to undo it\n"
	      "  user factor LOGIN     takes a lost second factor away\n"
	      "  user token NAME --roles ROLES    a client of the API\n"
	      "  user revoke NAME                 ends it\n",
	      stderr);
	return 2;
}

/* Reads --roles; 0 with the error set. */
static guint
read_roles(const char *text, GError **error)
{
	guint roles = text != NULL ? role_read(text) : 0;

	if (roles == 0)
		fault_set(error, FAULT_INPUT,
			  "Give --roles: one or more of read-only, handler, "
			  "officer, manager, administrator and register, "
			  "divided by commas.");
	return roles;
}

static gboolean
print_link(struct post *post, const struct staff *staff, GError **error)
{
	g_autoptr(own_secret) link = account_link(post, staff, BY, error);

	if (link == NULL)
		return FALSE;
	printf("%s chooses a password here, once, within %d hours:\n%s\n",
	       staff->name, ACCOUNT_LINK_HOURS, link);
	return TRUE;
}

static gboolean
add(struct post *post, const char *login, const struct wanted *wanted,
    GError **error)
{
	g_autoptr(own_staff) staff = g_new0(struct staff, 1);

	staff->login = g_strdup(login);
	staff->name = g_strdup(wanted->name != NULL ? wanted->name : "");
	staff->email = g_strdup(wanted->email != NULL ? wanted->email : "");
	staff->roles = read_roles(wanted->roles, error);
	return staff->roles != 0 && account_add(post, staff, BY, error) &&
	       print_link(post, staff, error);
}

static gboolean
list(struct post *post, GError **error)
{
	g_autoptr(GPtrArray) all = staff_list(post->ledger, error);
	guint i;

	for (i = 0; all != NULL && i < all->len; i++) {
		const struct staff *staff = g_ptr_array_index(all, i);
		g_autofree char *roles = role_names(staff->roles);
		g_autofree char *seen = clock_short(staff->seen);

		printf("%-20s %-30s %s%s%s%s\n", staff->login, staff->name,
		       roles, staff->disabled != TIME_NONE ? ", locked" : "",
		       staff->has_password ? "" : ", no password",
		       staff->has_totp ? ", second factor" : "");
	}
	return all != NULL;
}

/* From standard input, so that it stands in no list of processes. */
static gboolean
set_password(struct post *post, const struct staff *staff, GError **error)
{
	char line[2048] = "";
	gboolean set;

	if (fgets(line, sizeof(line), stdin) == NULL)
		return fault_set(error, FAULT_INPUT,
				 "Write the new password on standard input.");
	line[strcspn(line, "\r\n")] = '\0';
	set = account_set_password(post, staff, line, error);
	memset(line, 0, sizeof(line));
	return set;
}

static gboolean
change(struct post *post, const char *act, const char *login,
       const struct wanted *wanted, GError **error)
{
	GError *failure = NULL;
	g_autoptr(own_staff) staff = staff_find(post->ledger, login, &failure);

	if (failure != NULL) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	if (staff == NULL)
		return fault_set(error, FAULT_INPUT,
				 "There is no account \"%s\". \"postroom user "
				 "list\" shows all.",
				 login);
	if (g_str_equal(act, "link"))
		return print_link(post, staff, error);
	if (g_str_equal(act, "password"))
		return set_password(post, staff, error);
	if (g_str_equal(act, "factor"))
		return account_drop_factor(post, staff, BY, error);
	return account_disable(post, staff, !wanted->open, BY, error);
}

static gboolean
add_client(struct post *post, const char *name, const struct wanted *wanted,
	   GError **error)
{
	guint roles = read_roles(wanted->roles, error);
	g_autoptr(own_secret) token =
		roles != 0 ? account_add_client(post, name, roles, BY, error)
			   : NULL;

	if (token == NULL)
		return FALSE;
	printf("The token of %s, which is shown only now:\n%s\n", name, token);
	return TRUE;
}

/* Acts on an account or a client that is there or is to be. */
static const char *const acts[] = {"add",    "link",  "password", "disable",
				   "factor", "token", "revoke",	  NULL};

static int
run(struct call *call, const struct wanted *wanted)
{
	const char *act = call->argv[1];
	const char *name = call->argc > 2 ? call->argv[2] : "";
	GError *error = NULL;
	g_autoptr(own_post) post =
		post_open(call->config, POST_LEDGER | POST_LETTERS, &error);
	gboolean done = post != NULL;

	if (!done)
		return cmd_fail(call, error);
	if (g_str_equal(act, "list"))
		done = list(post, &error);
	else if (g_str_equal(act, "add"))
		done = add(post, name, wanted, &error);
	else if (g_str_equal(act, "token"))
		done = add_client(post, name, wanted, &error);
	else if (g_str_equal(act, "revoke"))
		done = account_end_client(post, name, BY, &error);
	else
		done = change(post, act, name, wanted, &error);
	return done ? 0 : cmd_fail(call, error);
}

int
cmd_user(struct call *call)
{
	struct wanted wanted = {NULL, NULL, NULL, FALSE};
	const GOptionEntry entries[] = {
		{"name", 0, 0, G_OPTION_ARG_STRING, &wanted.name,
		 "The person's name", "NAME"},
		{"email", 0, 0, G_OPTION_ARG_STRING, &wanted.email,
		 "The person's address", "ADDRESS"},
		{"roles", 0, 0, G_OPTION_ARG_STRING, &wanted.roles,
		 "Roles, divided by commas", "ROLES"},
		{"open", 0, 0, G_OPTION_ARG_NONE, &wanted.open,
		 "With disable: open the account again", NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status;

	if (!cmd_options(call, entries,
			 "add|list|link|password|disable|factor|token|revoke",
			 "The accounts of the console, and clients of the API.",
			 &status))
		return status;
	if ((call->argc == 2 && g_str_equal(call->argv[1], "list")) ||
	    (call->argc == 3 && g_strv_contains(acts, call->argv[1])))
		status = run(call, &wanted);
	else
		status = wrong_usage();
	wanted_clear(&wanted);
	return status;
}
