/*
 * Fills a ledger with so many cases as years of work leave them: most are
 * closed, some hundreds are open with their duties. Each has its message, its
 * proposal, a letter and a history. Usage: fill DATA CASES
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "ledger/case.h"
#include "ledger/duty.h"
#include "ledger/history.h"
#include "ledger/item.h"
#include "ledger/ledger.h"
#include "ledger/outbox.h"
#include "ledger/source.h"
#include "ledger/suggestion.h"

#define IN_ONE_COMMIT 2000
#define SECONDS_APART 600
#define OPEN_OF_ALL 50 /* one in so many is open */

static const char *const words[] = {
	"damp",	  "mould",   "boiler",	   "heating",  "repair", "kitchen",
	"window", "lift",    "noise",	   "rent",     "letter", "engineer",
	"stairs", "ceiling", "leak",	   "balcony",  "door",	 "garden",
	"bin",	  "parking", "contractor", "bathroom", "tap",	 "radiator"};
static const char *const names[] = {"Ann",  "Bela",  "Chidi", "Dilys",
				    "Ewan", "Fatma", "Gwen",  "Hari"};

static void
stop(GError *error)
{
	fprintf(stderr, "fill: %s\n", error->message);
	exit(1);
}

static void
set(char **field, char *text)
{
	g_free(*field);
	*field = text;
}

static char *
text_of(guint n)
{
	GString *text = g_string_new("Hello. ");
	guint i;

	for (i = 0; i < 150; i++)
		g_string_append_printf(
			text, "%s ",
			words[(n * 7 + i * i + n / 13) % G_N_ELEMENTS(words)]);
	g_string_append_printf(text, "Flat %u, block %u.", n % 400, n / 400);
	return g_string_free(text, FALSE);
}

static gint64
file_case(struct ledger *ledger, guint n, gint64 at, gboolean open)
{
	g_autoptr(own_case_row) row = case_row_new();
	GError *error = NULL;

	row->received = at;
	row->proposed =
		n % 3 == 0 ? CATEGORY_COMPLAINT : CATEGORY_SERVICE_REQUEST;
	row->confidence = 0.5 + n % 50 / 100.0;
	row->flags = n % 5 == 0 ? FLAG_BIT(FLAG_DAMP_MOULD) : 0;
	set(&row->channel, g_strdup("email"));
	set(&row->source, g_strdup("complaints"));
	set(&row->from_name,
	    g_strdup_printf("%s Resident %u", names[n % 8], n % 9000));
	set(&row->from_address,
	    g_strdup_printf("resident%u@example.org", n % 9000));
	set(&row->reply_address, g_strdup(row->from_address));
	set(&row->letter_from, g_strdup("complaints@landlord.example"));
	set(&row->subject, g_strdup_printf("The %s, again", words[n % 24]));
	set(&row->profile, g_strdup("code 1"));
	set(&row->token, g_strdup_printf("pr%026u", n));
	set(&row->item, g_strdup_printf("%064u", n));
	set(&row->status, g_strdup(open ? "open" : "closed"));
	if (!case_create(ledger, row, &error) ||
	    (!open && !case_confirm(ledger, row->id, row->proposed, GROUND_NONE,
				    &error)))
		stop(error);
	return row->id;
}

static void
file_item(struct ledger *ledger, guint n, gint64 at, gint64 case_id)
{
	g_autoptr(own_item_row) item = item_row_new();
	g_autoptr(own_suggestion) suggestion = suggestion_new();
	GError *error = NULL;
	gint64 id;

	item->state = ITEM_CASE;
	item->case_id = case_id;
	item->received = at;
	set(&item->sha256, g_strdup_printf("%064u", n));
	set(&item->channel, g_strdup("email"));
	set(&item->source, g_strdup("complaints"));
	item->message = message_new();
	set(&item->message->message_id, g_strdup_printf("%u@example.org", n));
	set(&item->message->from->name,
	    g_strdup_printf("%s Resident %u", names[n % 8], n % 9000));
	set(&item->message->from->address,
	    g_strdup_printf("resident%u@example.org", n % 9000));
	set(&item->message->subject,
	    g_strdup_printf("The %s, again", words[n % 24]));
	set(&item->message->text, text_of(n));
	set(&item->message->new_text, g_strdup(item->message->text));
	id = item_add(ledger, item, &error);
	suggestion->category =
		n % 3 == 0 ? CATEGORY_COMPLAINT : CATEGORY_SERVICE_REQUEST;
	suggestion->scores[suggestion->category] = 0.9;
	if (id == 0 ||
	    !suggestion_save(ledger, id, case_id, suggestion, &error))
		stop(error);
}

static void
tell(struct ledger *ledger, gint64 case_id, gint64 at, const char *event)
{
	GError *error = NULL;

	if (history_add(
		    ledger,
		    (struct history_new){case_id, at, "postroom", event, NULL},
		    &error) == 0)
		stop(error);
}

static void
owe(struct ledger *ledger, gint64 case_id, const char *kind, guint32 day)
{
	g_autoptr(own_duty_row) duty = duty_row_new();
	GError *error = NULL;

	duty->case_id = case_id;
	set(&duty->kind, g_strdup(kind));
	set(&duty->provision, g_strdup("6.2"));
	duty->due_day = day;
	if (duty_add(ledger, duty, &error) == 0)
		stop(error);
}

static void
settle(struct ledger *ledger, gint64 case_id, const char *kind, gint64 at)
{
	g_autoptr(own_duty_row) duty = NULL;
	GError *error = NULL;
	gint64 event;

	event = history_add(
		ledger,
		(struct history_new){case_id, at, "Ann Smith", "done", NULL},
		&error);
	duty = duty_find(ledger, case_id, kind, 0, &error);
	if (event == 0 || duty == NULL ||
	    !duty_meet(ledger, duty->id, at, event, &error))
		stop(error);
}

static void
write_letter(struct ledger *ledger, guint n, gint64 case_id, gint64 at)
{
	g_autoptr(own_notice) notice = notice_new();
	g_autofree char *body = text_of(n + 1);
	g_autoptr(GBytes) mail = g_bytes_new(body, strlen(body));
	GError *error = NULL;
	struct outbox_new letter = {
		.case_id = case_id,
		.notice = notice,
		.mail = mail,
		.route = ROUTE_EMAIL,
		.postal = "",
		.envelope_from = "complaints@landlord.example",
		.actor = "postroom",
		.created = at,
		.next_at = TIME_NONE,
	};
	g_autoptr(own_outbox_row) row = NULL;
	gint64 id;

	notice->letter = LETTER_RECEIPT;
	notice->date = at;
	set(&notice->to, g_strdup("resident@example.org"));
	set(&notice->subject, g_strdup("We have your message"));
	set(&notice->body, g_steal_pointer(&body));
	set(&notice->message_id, g_strdup_printf("l%u@landlord.example", n));
	id = outbox_add(ledger, &letter, &error);
	if (id == 0)
		stop(error);
	row = outbox_claim(ledger, at + 60, &error);
	if (row == NULL || !outbox_sent(ledger, row->id, "250 OK", at, &error))
		stop(error);
}

static void
file(struct ledger *ledger, guint n, gint64 at)
{
	gboolean open = n % OPEN_OF_ALL == 0;
	gint64 id = file_case(ledger, n, at, open);
	guint32 day = clock_day(at);

	file_item(ledger, n, at, id);
	tell(ledger, id, at, "received");
	tell(ledger, id, at, "classified");
	owe(ledger, id, "look", day + 4);
	owe(ledger, id, "acknowledge-1", day + 7);
	write_letter(ledger, n, id, at);
	if (open)
		return;
	settle(ledger, id, "look", at + 3600);
	settle(ledger, id, "acknowledge-1", at + 7200);
}

int
main(int argc, char **argv)
{
	guint count = argc == 3 ? (guint)strtoul(argv[2], NULL, 10) : 0;
	GError *error = NULL;
	g_autoptr(own_ledger) ledger = NULL;
	gint64 now = clock_now();
	guint n;

	if (count == 0) {
		fputs("usage: fill DATA CASES\n", stderr);
		return 2;
	}
	ledger = ledger_open(argv[1], &error);
	for (n = 0; ledger != NULL && error == NULL && n < count; n++) {
		gint64 at = now - (gint64)(count - n) * SECONDS_APART;

		if (n % IN_ONE_COMMIT == 0)
			ledger_begin(ledger, &error);
		file(ledger, n, at);
		if (n % IN_ONE_COMMIT == IN_ONE_COMMIT - 1 || n == count - 1) {
			(void)source_touch(ledger, "complaints", "email", at,
					   &error);
			ledger_commit(ledger, &error);
		}
	}
	if (error != NULL)
		stop(error);
	return 0;
}
