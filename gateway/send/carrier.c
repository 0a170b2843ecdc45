/*
 * Chooses between the folder and SMTP once, when it is opened.
 */
#include "send/carrier.h"

#include "send/folder.h"
#include "send/smtp.h"

struct carrier {
	struct smtp *smtp; /* one of them is NULL */
	struct folder *folder;
};

struct carrier *
carrier_open(const struct sending *sending, GError **error)
{
	g_autoptr(own_carrier) carrier = g_new0(struct carrier, 1);

	if (*sending->folder)
		carrier->folder = folder_open(sending->folder, error);
	else
		carrier->smtp = smtp_open(sending, error);
	if (!carrier->folder && !carrier->smtp)
		return NULL;
	return g_steal_pointer(&carrier);
}

enum sent
carrier_send(struct carrier *carrier, const char *from, const char *to,
	     GBytes *mail, char **reply)
{
	if (carrier->folder)
		return folder_send(carrier->folder, from, to, mail, reply);
	return smtp_send(carrier->smtp, from, to, mail, reply);
}

gboolean
carrier_check(struct carrier *carrier, GError **error)
{
	return carrier->folder || smtp_check(carrier->smtp, error);
}

void
carrier_close(struct carrier *carrier)
{
	if (!carrier)
		return;
	folder_close(carrier->folder);
	smtp_close(carrier->smtp);
	g_free(carrier);
}
