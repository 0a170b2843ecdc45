/*
 * Chooses the ways out once, when it is opened, and among them for each
 * letter by its route.
 */
#include "send/carrier.h"

#include "base/clock.h"
#include "model/ref.h"
#include "send/folder.h"
#include "send/print.h"
#include "send/smtp.h"

struct carrier {
	struct smtp *smtp; /* one of these two is NULL */
	struct folder *folder;
	struct print *print; /* at least one of these two is NULL */
	struct notify *notify;
	char *postage;
};

static gboolean
open_paper(struct carrier *carrier, const struct sending *sending,
	   GError **error)
{
	carrier->postage = g_strdup(sending->postage);
	if (sending->print && *sending->print) {
		carrier->print = print_open(sending->print, error);
		return carrier->print != NULL;
	}
	if (sending->notify_key && *sending->notify_key) {
		carrier->notify = notify_open(sending, error);
		return carrier->notify != NULL;
	}
	return TRUE;
}

struct carrier *
carrier_open(const struct sending *sending, GError **error)
{
	g_autoptr(own_carrier) carrier = g_new0(struct carrier, 1);

	if (*sending->folder)
		carrier->folder = folder_open(sending->folder, error);
	else
		carrier->smtp = smtp_open(sending, error);
	if ((!carrier->folder && !carrier->smtp) ||
	    !open_paper(carrier, sending, error))
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

/* The case's reference stands in the subject of each of our letters. */
static char *
ref_of(const struct outbox_row *row)
{
	g_autoptr(GPtrArray) refs = ref_find(row->notice->subject);

	return g_strdup(refs->len > 0 ? refs->pdata[0] : "letter");
}

enum sent
carrier_print(struct carrier *carrier, const struct outbox_row *row,
	      char **remote, char **reply)
{
	g_autofree char *ref = ref_of(row);
	struct parcel parcel = {
		.id = row->id,
		.ref = ref,
		.letter = letter_name(row->notice->letter),
		.postal = row->postal,
		.postage = carrier->postage,
		.pages = row->pages,
		.again = row->attempts > 1,
		.pdf = row->pdf,
	};

	*remote = NULL;
	if (row->route == ROUTE_POST && carrier->print)
		return print_send(carrier->print, &parcel,
				  clock_day(clock_now()), reply);
	if (row->route == ROUTE_NOTIFY && carrier->notify)
		return notify_send(carrier->notify, &parcel, remote, reply);
	*reply = g_strdup("The configuration names no way out for this letter "
			  "on paper any more.");
	return SENT_LATER;
}

enum fate
carrier_look(struct carrier *carrier, const char *remote, guint32 *day,
	     char **reply)
{
	if (carrier->notify)
		return notify_look(carrier->notify, remote, day, reply);
	*day = DAY_NONE;
	*reply = g_strdup("The configuration does not name GOV.UK Notify.");
	return FATE_UNKNOWN;
}

const char *
carrier_barred(const struct carrier *carrier)
{
	return carrier->smtp ? smtp_barred(carrier->smtp) : NULL;
}

gboolean
carrier_check(struct carrier *carrier, GError **error)
{
	return (carrier->folder || smtp_check(carrier->smtp, error)) &&
	       (!carrier->notify || notify_check(carrier->notify, error));
}

void
carrier_close(struct carrier *carrier)
{
	if (!carrier)
		return;
	folder_close(carrier->folder);
	smtp_close(carrier->smtp);
	print_close(carrier->print);
	notify_close(carrier->notify);
	g_free(carrier->postage);
	g_free(carrier);
}
