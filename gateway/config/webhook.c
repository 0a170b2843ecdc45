/*
 * Reading the sections webhook "NAME" { }.
 */
#include "config/webhook.h"

#include "config/check.h"

const struct source_key webhook_keys[] = {
	{"webhook", "", KEY_TITLED, NULL},
	{"webhook", "url", KEY_TEXT, NULL},
	{"webhook", "secret_file", KEY_TEXT, NULL},
	{"webhook", "ca_file", KEY_TEXT, NULL},
	{"webhook", "events", KEY_LIST, NULL},
	{NULL, NULL, KEY_TEXT, NULL},
};

static const char *const names[HOOK_KINDS] = {
	[HOOK_CASE_OPENED] = "case-opened",
	[HOOK_CONFIRMED] = "confirmed",
	[HOOK_ACKNOWLEDGED] = "acknowledged",
	[HOOK_DUE_SOON] = "due-soon",
};

const char *
hook_kind_name(enum hook_kind kind)
{
	return names[kind];
}

static struct place
at(guint index, const char *name)
{
	struct place place = {"webhook", index, name};

	return place;
}

static void
webhook_free(gpointer data)
{
	struct webhook *hook = data;

	g_free(hook->name);
	g_free(hook->url);
	g_free(hook->secret_file);
	g_free(hook->ca_file);
	g_free(hook);
}

/* 0 if there is no such event. */
static guint
kind_bit(const char *name)
{
	enum hook_kind kind;

	for (kind = 0; kind < HOOK_KINDS; kind++)
		if (g_str_equal(name, names[kind]))
			return 1u << kind;
	return 0;
}

/* All of them if none is written. */
static guint
read_kinds(struct source *source, guint index)
{
	g_autoptr(GPtrArray) list = source_list(source, at(index, "events"));
	guint kinds = 0;
	guint i;

	for (i = 0; i < list->len; i++) {
		guint bit = kind_bit(list->pdata[i]);

		if (bit == 0)
			source_fault(source, at(index, "events"),
				     "\"events\" holds case-opened, confirmed, "
				     "acknowledged and due-soon, not \"%s\".",
				     (const char *)list->pdata[i]);
		kinds |= bit;
	}
	return list->len > 0 ? kinds : (1u << HOOK_KINDS) - 1;
}

static struct webhook *
read_one(struct source *source, guint index)
{
	struct webhook *hook = g_new0(struct webhook, 1);

	hook->name = g_strdup(source_title(source, "webhook", index));
	check_name(source, at(index, ""), hook->name);
	(void)source_needed(source, at(index, "url"));
	hook->url = g_strdup(check_https(source, at(index, "url")));
	(void)source_needed(source, at(index, "secret_file"));
	hook->secret_file = check_path(source, at(index, "secret_file"));
	hook->ca_file = check_file(source, at(index, "ca_file"));
	hook->kinds = read_kinds(source, index);
	if (*hook->secret_file != '\0')
		check_password(source, at(index, "secret_file"),
			       hook->secret_file, NULL);
	return hook;
}

GPtrArray *
webhooks_read(struct source *source)
{
	GPtrArray *hooks = g_ptr_array_new_with_free_func(webhook_free);
	guint i, n = source_count(source, "webhook");

	for (i = 0; i < n; i++)
		g_ptr_array_add(hooks, read_one(source, i));
	return hooks;
}
