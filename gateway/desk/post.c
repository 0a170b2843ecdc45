/*
 * Opening the post room, in the order in which faults are easiest to mend:
 * configuration first, stores last.
 */
#include "desk/post.h"

#include "config/calendar.h"
#include "config/profile.h"

static void
add_own(GPtrArray *own, const char *address)
{
	if (address != NULL && *address != '\0')
		g_ptr_array_add(own, g_strdup(address));
}

static GPtrArray *
own_addresses(const struct config *config)
{
	GPtrArray *own = g_ptr_array_new_with_free_func(g_free);
	guint i;

	add_own(own, config->landlord.email);
	add_own(own, config->sending.return_path);
	for (i = 0; i < config->mailboxes->len; i++) {
		const struct mailbox *m =
			g_ptr_array_index(config->mailboxes, i);

		add_own(own, m->address);
	}
	return own;
}

static gboolean
open_settings(struct post *post, const char *path, GError **error)
{
	struct config *config = config_load(path, error);

	if (config == NULL)
		return FALSE;
	post->config = config;
	post->own = own_addresses(config);
	post->settings.guard_threshold = config->guard_threshold;
	post->settings.guard_hour = config->guard_hour;
	post->settings.guard_minute = config->guard_minute;
	post->settings.urgent_hours = config->urgent_hours;
	post->calendar = calendar_load(config->calendar, error);
	if (post->calendar == NULL)
		return FALSE;
	post->profile = profile_load(config->profiles, config->landlord.profile,
				     config->ombudsman, error);
	return post->profile != NULL;
}

static gboolean
open_letters(struct post *post, GError **error)
{
	g_autofree char *path =
		g_build_filename(post->config->data, "token.key", NULL);

	post->templates = templates_load(post->config->templates, error);
	if (post->templates == NULL)
		return FALSE;
	post->key = secret_key_load(path, error);
	return post->key != NULL;
}

static gboolean
open_stores(struct post *post, guint parts, GError **error)
{
	const char *data = post->config->data;

	if (parts & POST_SPOOL) {
		post->spool = spool_open(data, error);
		if (post->spool == NULL)
			return FALSE;
	}
	if (parts & (POST_LEDGER | POST_READ_LEDGER)) {
		post->ledger = parts & POST_LEDGER
				       ? ledger_open(data, error)
				       : ledger_open_read(data, error);
		if (post->ledger == NULL)
			return FALSE;
	}
	return !(parts & POST_EXAMINED) || ledger_examine(post->ledger, error);
}

static gboolean
open_parts(struct post *post, guint parts, GError **error)
{
	if (parts & POST_RULES) {
		post->rules = ruleset_load(post->config->rules, error);
		if (post->rules == NULL)
			return FALSE;
	}
	if (!open_stores(post, parts, error))
		return FALSE;
	return !(parts & POST_LETTERS) || open_letters(post, error);
}

struct post *
post_open(const char *config, guint parts, GError **error)
{
	g_autoptr(own_post) post = g_new0(struct post, 1);

	post->tally = g_new0(struct tally, 1);
	if (!open_settings(post, config, error) ||
	    !open_parts(post, parts, error))
		return NULL;
	return g_steal_pointer(&post);
}

void
post_close(struct post *post)
{
	if (post == NULL)
		return;
	g_free(post->tally);
	g_clear_pointer(&post->key, secret_key_free);
	g_clear_pointer(&post->templates, templates_free);
	g_clear_pointer(&post->rules, ruleset_free);
	g_clear_pointer(&post->ledger, ledger_close);
	g_clear_pointer(&post->spool, spool_close);
	g_clear_pointer(&post->profile, profile_free);
	g_clear_pointer(&post->calendar, calendar_free);
	g_clear_pointer(&post->own, g_ptr_array_unref);
	g_clear_pointer(&post->config, config_free);
	g_free(post);
}

const struct mailbox *
post_mailbox(const struct post *post, const char *source)
{
	const struct mailbox *mailbox = config_mailbox(post->config, source);

	return mailbox != NULL ? mailbox
			       : g_ptr_array_index(post->config->mailboxes, 0);
}

char *
post_profile_version(const struct post *post)
{
	return g_strdup_printf("%s %.12s", post->profile->name,
			       post->profile->hash);
}
