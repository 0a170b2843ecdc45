/*
 * The one list of where messages come from.
 */
#include "config/entrance.h"

static void
add(GPtrArray *entrances, struct entrance entrance)
{
	g_ptr_array_add(entrances, g_memdup2(&entrance, sizeof(entrance)));
}

GPtrArray *
entrances_of(const struct config *config)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
	guint i;

	for (i = 0; i < config->mailboxes->len; i++) {
		const struct mailbox *m = config->mailboxes->pdata[i];

		add(all, (struct entrance){.name = m->name,
					   .mailbox = m,
					   .looked = TRUE});
	}
	for (i = 0; i < config->forms->len; i++) {
		const struct web_form *f = config->forms->pdata[i];

		add(all, (struct entrance){.name = f->name,
					   .form = f,
					   .looked = *f->url != '\0'});
	}
	for (i = 0; i < config->letters->len; i++) {
		const struct drop_folder *l = config->letters->pdata[i];

		add(all, (struct entrance){.name = l->name,
					   .letters = l,
					   .looked = TRUE});
	}
	return all;
}

const char *
entrance_kind(const struct entrance *entrance)
{
	if (entrance->letters != NULL)
		return "letters";
	if (entrance->form == NULL)
		return "mailbox";
	return entrance->looked ? "form" : "form, pushed";
}
