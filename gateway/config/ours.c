/*
 * Whose an address is. Addresses are compared without regard to case: no
 * provider that residents or landlords use tells them apart by it.
 */
#include "config/config.h"

const struct mailbox *
config_mailbox(const struct config *config, const char *name)
{
	guint i;

	for (i = 0; i < config->mailboxes->len; i++) {
		const struct mailbox *mailbox =
			g_ptr_array_index(config->mailboxes, i);

		if (g_str_equal(mailbox->name, name))
			return mailbox;
	}
	return NULL;
}

static gboolean
is_same(const char *a, const char *b)
{
	return *a != '\0' && g_ascii_strcasecmp(a, b) == 0;
}

gboolean
config_is_ours(const struct config *config, const char *address)
{
	guint i;

	for (i = 0; i < config->mailboxes->len; i++) {
		const struct mailbox *mailbox =
			g_ptr_array_index(config->mailboxes, i);

		if (is_same(mailbox->address, address) ||
		    is_same(mailbox->user, address))
			return TRUE;
	}
	return is_same(config->landlord.email, address) ||
	       is_same(config->sending.return_path, address) ||
	       is_same(config->sending.user, address);
}

gboolean
config_is_staff(const struct config *config, const char *address)
{
	const char *domain = strrchr(address, '@');
	guint i;

	for (i = 0; i < config->staff->len; i++) {
		const char *one = g_ptr_array_index(config->staff, i);

		if (is_same(one, address) ||
		    (*one == '@' && domain != NULL && is_same(one, domain)))
			return TRUE;
	}
	return FALSE;
}

const struct web_form *
config_form(const struct config *config, const char *name)
{
	guint i;

	for (i = 0; i < config->forms->len; i++) {
		const struct web_form *form =
			g_ptr_array_index(config->forms, i);

		if (g_str_equal(form->name, name))
			return form;
	}
	return NULL;
}
