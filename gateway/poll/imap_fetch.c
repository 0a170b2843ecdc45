/*
 * Fetching and moving. Only UID, RFC822.SIZE, INTERNALDATE and BODY.PEEK[]
 * are ever asked for: the library's parser of structures overruns the stack.
 */
#include "poll/imap.h"

#include <libetpan/libetpan.h>
#include <libetpan/uidplus.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "poll/imap_inside.h"
#include "poll/utf7.h"

/* A link that carries less than this is as good as broken. */
#define SLOWEST_BYTES_A_SECOND 16384

/* What one FETCH answer tells besides the body's bytes. */
struct answer {
	guint32 uid;
	guint32 size;
	gint64 received;
	gboolean has_body;
};

static gint64
instant_of(const struct mailimap_date_time *date)
{
	struct tm tm = {
		.tm_year = date->dt_year - 1900,
		.tm_mon = date->dt_month - 1,
		.tm_mday = date->dt_day,
		.tm_hour = date->dt_hour,
		.tm_min = date->dt_min,
		.tm_sec = date->dt_sec,
	};
	int zone = date->dt_zone / 100 * 3600 + date->dt_zone % 100 * 60;

	if (date->dt_year < 1970 || date->dt_year > 9999)
		return TIME_NONE;
	return (gint64)timegm(&tm) - zone;
}

static void
read_static(const struct mailimap_msg_att_static *att, struct answer *answer)
{
	switch (att->att_type) {
	case MAILIMAP_MSG_ATT_UID:
		answer->uid = att->att_data.att_uid;
		break;
	case MAILIMAP_MSG_ATT_RFC822_SIZE:
		answer->size = att->att_data.att_rfc822_size;
		break;
	case MAILIMAP_MSG_ATT_INTERNALDATE:
		answer->received = instant_of(att->att_data.att_internal_date);
		break;
	case MAILIMAP_MSG_ATT_BODY_SECTION:
		answer->has_body = TRUE;
		break;
	default:
		break;
	}
}

static struct answer
read_answer(const struct mailimap_msg_att *message)
{
	struct answer answer = {.received = TIME_NONE};
	clistiter *cell;

	for (cell = clist_begin(message->att_list); cell != NULL;
	     cell = clist_next(cell)) {
		const struct mailimap_msg_att_item *item = clist_content(cell);

		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			read_static(item->att_data.att_static, &answer);
	}
	return answer;
}

static void
add(struct mailimap_fetch_type *type, struct mailimap_fetch_att *attribute)
{
	mailimap_fetch_type_new_fetch_att_list_add(type, attribute);
}

/* --- sizes --------------------------------------------------------------*/

static struct wanted *
find(GArray *wanted, guint32 uid)
{
	guint i;

	for (i = 0; i < wanted->len; i++)
		if (g_array_index(wanted, struct wanted, i).uid == uid)
			return &g_array_index(wanted, struct wanted, i);
	return NULL;
}

static void
take_sizes(const clist *answers, GArray *wanted)
{
	clistiter *cell;

	for (cell = clist_begin(answers); cell != NULL;
	     cell = clist_next(cell)) {
		struct answer answer = read_answer(clist_content(cell));
		struct wanted *one = find(wanted, answer.uid);

		if (one == NULL)
			continue;
		one->size = answer.size;
		one->received = answer.received;
		one->listed = TRUE;
	}
}

static struct mailimap_set *
set_of(const GArray *wanted, gboolean all)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	guint i;

	for (i = 0; i < wanted->len; i++) {
		const struct wanted *one =
			&g_array_index(wanted, struct wanted, i);

		if (all || (one->listed && !one->done &&
			    one->size <= LIMIT_ITEM_BYTES))
			mailimap_set_add_single(set, one->uid);
	}
	return set;
}

gboolean
imap_sizes(struct imap *imap, GArray *wanted, GError **error)
{
	struct mailimap_set *set = set_of(wanted, TRUE);
	struct mailimap_fetch_type *type =
		mailimap_fetch_type_new_fetch_att_list_empty();
	clist *answers = NULL;
	int code;

	add(type, mailimap_fetch_att_new_uid());
	add(type, mailimap_fetch_att_new_rfc822_size());
	add(type, mailimap_fetch_att_new_internaldate());
	tls_limit(imap->tls, LIMIT_COMMAND_SECONDS, LIMIT_ANSWER_IMAP_BYTES);
	code = mailimap_uid_fetch(imap->session, set, type, &answers);
	mailimap_fetch_type_free(type);
	mailimap_set_free(set);
	if (code != MAILIMAP_NO_ERROR)
		return imap_fault(imap, code, "listing new mail", NULL, error);
	take_sizes(answers, wanted);
	mailimap_fetch_list_free(answers);
	return TRUE;
}

/* --- bodies -------------------------------------------------------------*/

static bool
take_bytes(int type, struct mailimap_msg_att_body_section *section,
	   const char *bytes, size_t size, void *context)
{
	const struct imap_sink *sink = context;

	(void)type;
	(void)section;
	return sink->bytes(sink->context, bytes, size);
}

static void
take_end(struct mailimap_msg_att *message, void *context)
{
	const struct imap_sink *sink = context;
	struct answer answer = read_answer(message);

	if (answer.uid != 0)
		sink->end(sink->context, answer.uid, answer.has_body);
}

/* Without it the library never calls take_end. */
static void
ignore_progress(size_t current, size_t maximum, void *context)
{
	(void)current;
	(void)maximum;
	(void)context;
}

static void
set_handlers(mailimap *session, const struct imap_sink *sink)
{
	void *context = (void *)sink;

	mailimap_set_progress_callback(
		session, sink == NULL ? NULL : ignore_progress,
		sink == NULL ? NULL : ignore_progress, NULL);
	mailimap_set_msg_body_handler(session, sink == NULL ? NULL : take_bytes,
				      context);
	mailimap_set_msg_att_handler(session, sink == NULL ? NULL : take_end,
				     context);
}

static struct mailimap_fetch_att *
whole(void)
{
	return mailimap_fetch_att_new_body_peek_section(
		mailimap_section_new(NULL));
}

static struct mailimap_fetch_att *
head(void)
{
	return mailimap_fetch_att_new_body_peek_section_partial(
		mailimap_section_new(NULL), 0, (uint32_t)LIMIT_ITEM_BYTES);
}

/* One FETCH of bodies; takes the set and the attribute. */
static gboolean
fetch(struct imap *imap, struct mailimap_set *set,
      struct mailimap_fetch_att *body, const struct imap_sink *sink,
      GError **error)
{
	struct mailimap_fetch_type *type =
		mailimap_fetch_type_new_fetch_att_list_empty();
	clist *answers = NULL;
	int code;

	add(type, mailimap_fetch_att_new_uid());
	add(type, body);
	set_handlers(imap->session, sink);
	code = mailimap_uid_fetch(imap->session, set, type, &answers);
	set_handlers(imap->session, NULL);
	mailimap_fetch_type_free(type);
	mailimap_set_free(set);
	if (code != MAILIMAP_NO_ERROR)
		return imap_fault(imap, code, "fetching new mail", NULL, error);
	mailimap_fetch_list_free(answers);
	return TRUE;
}

/* Servers may tell sizes that are not exact; twice the sum is generous. */
static void
limit_for(struct imap *imap, gsize bytes)
{
	gsize budget = 2 * bytes + LIMIT_ANSWER_IMAP_BYTES;

	tls_limit(imap->tls,
		  LIMIT_COMMAND_SECONDS +
			  (guint)(budget / SLOWEST_BYTES_A_SECOND),
		  budget);
}

static gboolean
fetch_heads(struct imap *imap, const GArray *wanted,
	    const struct imap_sink *sink, GError **error)
{
	guint i;

	for (i = 0; i < wanted->len; i++) {
		const struct wanted *one =
			&g_array_index(wanted, struct wanted, i);

		if (!one->listed || one->done || one->size <= LIMIT_ITEM_BYTES)
			continue;
		limit_for(imap, LIMIT_ITEM_BYTES);
		if (!fetch(imap, mailimap_set_new_single(one->uid), head(),
			   sink, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
imap_bodies(struct imap *imap, const GArray *wanted,
	    const struct imap_sink *sink, GError **error)
{
	struct mailimap_set *set = set_of(wanted, FALSE);
	gsize bytes = 0;
	guint i;

	if (clist_isempty(set->set_list)) {
		mailimap_set_free(set);
		return fetch_heads(imap, wanted, sink, error);
	}
	for (i = 0; i < wanted->len; i++)
		bytes += MIN(g_array_index(wanted, struct wanted, i).size,
			     LIMIT_ITEM_BYTES);
	limit_for(imap, bytes);
	return fetch(imap, set, whole(), sink, error) &&
	       fetch_heads(imap, wanted, sink, error);
}

/* --- moving -------------------------------------------------------------*/

static GArray *
uids_of(const struct mailimap_set *set, const GArray *asked)
{
	GArray *uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	clistiter *cell;
	guint i;

	for (i = 0; i < asked->len; i++) {
		guint32 uid = g_array_index(asked, guint32, i);

		for (cell = clist_begin(set->set_list); cell != NULL;
		     cell = clist_next(cell)) {
			const struct mailimap_set_item *range =
				clist_content(cell);

			if (uid < range->set_first || uid > range->set_last)
				continue;
			g_array_append_val(uids, uid);
			break;
		}
	}
	return uids;
}

static int
move(struct imap *imap, const GArray *uids, const char *folder, GArray **moved)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	struct mailimap_set *from = NULL, *to = NULL;
	uint32_t uidvalidity = 0;
	int code;
	guint i;

	for (i = 0; i < uids->len; i++)
		mailimap_set_add_single(set, g_array_index(uids, guint32, i));
	tls_limit(imap->tls, LIMIT_COMMAND_SECONDS, LIMIT_ANSWER_IMAP_BYTES);
	code = mailimap_uidplus_uid_move(imap->session, set, folder,
					 &uidvalidity, &from, &to);
	mailimap_set_free(set);
	if (code == MAILIMAP_NO_ERROR)
		*moved = from == NULL
				 ? g_array_new(FALSE, FALSE, sizeof(guint32))
				 : uids_of(from, uids);
	if (from != NULL)
		mailimap_set_free(from);
	if (to != NULL)
		mailimap_set_free(to);
	return code;
}

/* Capabilities may change at log-in, so they are asked for again. */
GArray *
imap_move(struct imap *imap, const GArray *uids, const char *folder,
	  GError **error)
{
	g_autofree char *name = utf7_encode(folder);
	GArray *moved = NULL;
	int code;

	if (name == NULL || !imap_has(imap, "MOVE") ||
	    !imap_has(imap, "UIDPLUS")) {
		imap_fault(imap, MAILIMAP_ERROR_UID_MOVE, "moving filed mail",
			   "cannot move messages (MOVE and UIDPLUS). Set "
			   "move_to to \"\": filed mail then stays in place.",
			   error);
		return NULL;
	}
	code = move(imap, uids, name, &moved);
	if (code == MAILIMAP_ERROR_UID_MOVE) {
		mailimap_create(imap->session, name);
		code = move(imap, uids, name, &moved);
	}
	if (code != MAILIMAP_NO_ERROR)
		imap_fault(imap, code, "moving filed mail", NULL, error);
	return moved;
}
