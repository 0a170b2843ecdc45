/*
 * Accounts and clients, each act in its own transaction.
 */
#include "desk/account.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/totp.h"
#include "ledger/access.h"

#define LEAST_CHARS 12
#define LEAST_DIFFERENT 5

/* The hash of no password, for names that do not exist. */
#define NOBODY                                                           \
	"$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAA" \
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static const char wrong_code[] =
	"This is not the code that your app shows now. Enter the six digits of "
	"the next one.";

/* Ends a transaction in which each act so far went well. */
static gboolean
finish(struct post *post, const char *what, const char *login, GError **error)
{
	g_autofree char *words = g_strdup_printf("%s: %s", what, login);
	struct access access = {.at = clock_now(), .what = words};

	if (access_add(post->ledger, &access, error) &&
	    ledger_commit(post->ledger, error))
		return TRUE;
	ledger_rollback(post->ledger);
	return FALSE;
}

static gboolean
give_up(struct post *post)
{
	ledger_rollback(post->ledger);
	return FALSE;
}

static gboolean
end(struct post *post, gboolean good, const char *what, const char *login,
    GError **error)
{
	return good ? finish(post, what, login, error) : give_up(post);
}

gboolean
account_add(struct post *post, struct staff *staff, const char *by,
	    GError **error)
{
	g_autofree char *what = g_strdup_printf("account added by %s", by);

	if (!ledger_begin(post->ledger, error))
		return FALSE;
	if (!staff_add(post->ledger, staff, error))
		return give_up(post);
	return finish(post, what, staff->login, error);
}

/* Somebody must be able to let people in. */
static gboolean
has_administrator(struct post *post, GError **error)
{
	gint64 count = 0;

	if (!staff_count(post->ledger, ROLE_ADMINISTRATOR, &count, error))
		return FALSE;
	return count > 0 ||
	       fault_set(error, FAULT_INPUT,
			 "This is the last administrator. Make somebody else "
			 "one first.");
}

gboolean
account_change(struct post *post, const struct staff *staff, const char *by,
	       GError **error)
{
	g_autofree char *roles = role_names(staff->roles);
	g_autofree char *what =
		g_strdup_printf("account changed by %s, now %s", by, roles);
	gint64 before = 0;

	if (!staff_count(post->ledger, ROLE_ADMINISTRATOR, &before, error))
		return FALSE;
	return ledger_begin(post->ledger, error) &&
	       end(post,
		   staff_change(post->ledger, staff, error) &&
			   (before == 0 || has_administrator(post, error)),
		   what, staff->login, error);
}

gboolean
account_disable(struct post *post, const struct staff *staff, gboolean disabled,
		const char *by, GError **error)
{
	g_autofree char *what = g_strdup_printf(
		"account %s by %s", disabled ? "locked" : "opened", by);

	return ledger_begin(post->ledger, error) &&
	       end(post,
		   staff_disable(post->ledger, staff->id, disabled, error) &&
			   (!disabled ||
			    (staff->roles & ROLE_ADMINISTRATOR) == 0 ||
			    has_administrator(post, error)),
		   what, staff->login, error);
}

/* --- links --------------------------------------------------------------*/

static char *
seal(struct post *post, const char *purpose, const char *token)
{
	g_autofree char *text = g_strconcat(purpose, " ", token, NULL);

	return secret_seal(post->key, text, strlen(text));
}

char *
account_link(struct post *post, const struct staff *staff, const char *by,
	     GError **error)
{
	const struct console_settings *console = &post->config->console;
	g_autoptr(own_secret) token = secret_new_token();
	g_autofree char *hash = seal(post, "link", token);
	g_autofree char *what = g_strdup_printf("link given by %s", by);
	gint64 until = clock_now() + ACCOUNT_LINK_HOURS * 3600;

	if (!ledger_begin(post->ledger, error) ||
	    !end(post,
		 staff_add_link(post->ledger, staff->id, hash, until, error),
		 what, staff->login, error))
		return NULL;
	return g_strconcat(*console->url != '\0' ? "" : "http://",
			   *console->url != '\0' ? console->url
						 : console->listen,
			   "/link/", token, NULL);
}

struct staff *
account_of_link(struct post *post, const char *token, GError **error)
{
	g_autofree char *hash = seal(post, "link", token);

	return staff_of_link(post->ledger, hash, error);
}

/* --- passwords ----------------------------------------------------------*/

static char *
normal(const char *password)
{
	char *text = g_utf8_normalize(password, -1, G_NORMALIZE_NFKC);

	return text != NULL ? text : g_strdup("");
}

static gboolean
is_simple(const char *password)
{
	GHashTable *seen = g_hash_table_new(NULL, NULL);
	guint different;

	for (; *password != '\0'; password = g_utf8_next_char(password))
		g_hash_table_add(seen,
				 GUINT_TO_POINTER(g_utf8_get_char(password)));
	different = g_hash_table_size(seen);
	g_hash_table_unref(seen);
	return different < LEAST_DIFFERENT;
}

static gboolean
holds(const char *password, const char *word)
{
	g_autofree char *a = g_utf8_casefold(password, -1);
	g_autofree char *b = g_utf8_casefold(word, -1);

	return g_utf8_strlen(b, -1) > 3 && strstr(a, b) != NULL;
}

static gboolean
check_password(const struct staff *staff, const char *password, GError **error)
{
	glong chars = g_utf8_strlen(password, -1);

	if (chars < LEAST_CHARS)
		return fault_set(error, FAULT_INPUT,
				 "Choose a password of at least %d characters. "
				 "Three words that have nothing to do with "
				 "each other are good.",
				 LEAST_CHARS);
	if (chars > LIMIT_PASSWORD_CHARS)
		return fault_set(error, FAULT_INPUT,
				 "Choose a password of at most %d characters.",
				 LIMIT_PASSWORD_CHARS);
	if (is_simple(password))
		return fault_set(error, FAULT_INPUT,
				 "Choose a password that is not made of the "
				 "same few characters.");
	if (holds(password, staff->login) || holds(password, staff->name))
		return fault_set(error, FAULT_INPUT,
				 "Choose a password that does not hold your "
				 "own name.");
	return TRUE;
}

gboolean
account_set_password(struct post *post, const struct staff *staff,
		     const char *password, GError **error)
{
	g_autoptr(own_secret) text = normal(password);
	g_autofree char *hash = NULL;

	if (!check_password(staff, text, error))
		return FALSE;
	hash = secret_hash_password(text);
	return ledger_begin(post->ledger, error) &&
	       end(post,
		   staff_set_password(post->ledger, staff->id, hash, error),
		   "password set", staff->login, error);
}

gboolean
account_password_is(struct post *post, const struct staff *staff,
		    const char *password, GError **error)
{
	g_autoptr(own_secret) text = normal(password);
	g_autofree char *hash = NULL;

	if (g_utf8_strlen(text, -1) > LIMIT_PASSWORD_CHARS)
		return FALSE;
	if (staff != NULL) {
		hash = staff_password(post->ledger, staff->id, error);
		if (hash == NULL)
			return FALSE;
	}
	if (hash == NULL || *hash == '\0') {
		(void)secret_password_is(text, NOBODY);
		return FALSE;
	}
	return secret_password_is(text, hash);
}

/* --- the second factor --------------------------------------------------*/

gboolean
account_set_factor(struct post *post, const struct staff *staff,
		   const char *secret, const char *code, GError **error)
{
	g_autofree char *hidden = secret_hide(post->key, secret);
	gint64 step = totp_find(secret, code, clock_now(), 0);

	if (step == 0)
		return fault_set(error, FAULT_INPUT, "%s", wrong_code);
	return ledger_begin(post->ledger, error) &&
	       end(post,
		   staff_set_totp(post->ledger, staff->id, hidden, error) &&
			   staff_use_totp(post->ledger, staff->id, step, error),
		   "second factor set up", staff->login, error);
}

gboolean
account_drop_factor(struct post *post, const struct staff *staff,
		    const char *by, GError **error)
{
	g_autofree char *what =
		g_strdup_printf("second factor taken away by %s", by);

	return ledger_begin(post->ledger, error) &&
	       end(post, staff_set_totp(post->ledger, staff->id, "", error),
		   what, staff->login, error);
}

static gboolean
use_code(struct post *post, const struct staff *staff, const char *code,
	 GError **error)
{
	struct totp_row row;
	g_autoptr(own_secret) secret = NULL;
	gint64 step = 0;

	if (!staff_totp(post->ledger, staff->id, &row, error))
		return FALSE;
	secret = secret_reveal(post->key, row.sealed);
	g_free(row.sealed);
	if (secret != NULL)
		step = totp_find(secret, code, clock_now(), row.step);
	if (step == 0)
		return fault_set(error, FAULT_INPUT, "%s", wrong_code);
	return staff_use_totp(post->ledger, staff->id, step, error);
}

gboolean
account_use_code(struct post *post, const struct staff *staff, const char *code,
		 GError **error)
{
	return ledger_begin(post->ledger, error) &&
	       end(post, use_code(post, staff, code, error), "code used",
		   staff->login, error);
}

/* --- programs -----------------------------------------------------------*/

char *
account_add_client(struct post *post, const char *name, guint roles,
		   const char *by, GError **error)
{
	char *token = secret_new_token();
	g_autofree char *hash = seal(post, "client", token);
	g_autofree char *what = g_strdup_printf("client added by %s", by);
	struct client client = {
		.name = (char *)name, .roles = roles, .by = (char *)by};

	if (ledger_begin(post->ledger, error) &&
	    end(post, client_add(post->ledger, &client, hash, error), what,
		name, error))
		return token;
	secret_free(token);
	return NULL;
}

gboolean
account_end_client(struct post *post, const char *name, const char *by,
		   GError **error)
{
	g_autofree char *what = g_strdup_printf("client ended by %s", by);

	return ledger_begin(post->ledger, error) &&
	       end(post, client_end(post->ledger, name, error), what, name,
		   error);
}
