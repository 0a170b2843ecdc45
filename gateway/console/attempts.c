/*
 * Counting who tries to sign in.
 */
#include "console/attempts.h"

#include "base/limits.h"

#define NAME_WINDOW (15 * G_TIME_SPAN_MINUTE)
#define ALL_WINDOW G_TIME_SPAN_MINUTE

/* Names that are remembered; a flood of made-up ones is forgotten whole. */
#define NAMES 10000

struct window {
	gint64 since;
	guint count;
};

struct attempts {
	struct window all;
	GHashTable *names; /* char * to struct window */
};

struct attempts *
attempts_new(void)
{
	struct attempts *attempts = g_new0(struct attempts, 1);

	attempts->names =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return attempts;
}

void
attempts_free(struct attempts *attempts)
{
	if (attempts == NULL)
		return;
	g_hash_table_unref(attempts->names);
	g_free(attempts);
}

/* Begins anew if its time is over. */
static struct window *
turned(struct window *window, gint64 length, gint64 now)
{
	if (window->count == 0 || now - window->since >= length)
		*window = (struct window){.since = now, .count = 0};
	return window;
}

gboolean
attempts_allow(struct attempts *attempts, const char *login, gint64 now)
{
	struct window *name = g_hash_table_lookup(attempts->names, login);
	struct window *all = turned(&attempts->all, ALL_WINDOW, now);

	if (all->count >= LIMIT_SIGN_INS_PER_MINUTE)
		return FALSE;
	if (name != NULL &&
	    turned(name, NAME_WINDOW, now)->count >= LIMIT_SIGN_INS_OF_NAME)
		return FALSE;
	all->count++;
	return TRUE;
}

void
attempts_failed(struct attempts *attempts, const char *login, gint64 now)
{
	struct window *name = g_hash_table_lookup(attempts->names, login);

	if (name == NULL) {
		if (g_hash_table_size(attempts->names) >= NAMES)
			g_hash_table_remove_all(attempts->names);
		name = g_new0(struct window, 1);
		g_hash_table_insert(attempts->names, g_strdup(login), name);
	}
	turned(name, NAME_WINDOW, now)->count++;
}

void
attempts_passed(struct attempts *attempts, const char *login)
{
	g_hash_table_remove(attempts->names, login);
}
