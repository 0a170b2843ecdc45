/*
 * Which kind of source it is, and how its pass ended.
 */
#include "poll/door.h"

#include "base/clock.h"
#include "config/entrance.h"
#include "poll/feed.h"
#include "poll/imap.h"
#include "poll/letters.h"
#include "poll/pass.h"

#define IMAP_PAUSE_SECONDS 60
#define BROKEN_PAUSE_SECONDS 5u
#define MAILDIR_PAUSE_SECONDS 5
#define LETTERS_PAUSE_SECONDS 2

GPtrArray *
doors_of(const struct config *config)
{
	GPtrArray *doors = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) all = entrances_of(config);
	guint i;

	for (i = 0; i < all->len; i++) {
		const struct entrance *one = all->pdata[i];
		const struct door door = {one->name, one->mailbox, one->form,
					  one->letters, NULL};

		if (one->looked)
			g_ptr_array_add(doors, g_memdup2(&door, sizeof(door)));
	}
	return doors;
}

const struct door *
doors_find(const GPtrArray *doors, const char *name)
{
	guint i;

	for (i = 0; i < doors->len; i++) {
		const struct door *door = doors->pdata[i];

		if (g_str_equal(door->name, name))
			return door;
	}
	return NULL;
}

char *
door_words(const struct door *door)
{
	const char *kind = door->form != NULL	   ? "form "
			   : door->letters != NULL ? "letters "
						   : "mailbox ";

	return g_strconcat(kind, door->name, NULL);
}

const char *
door_holds(const struct door *door)
{
	if (door->letters != NULL)
		return "files in the folder";
	return door->form != NULL ? "entries in the form"
				  : "messages in the mailbox";
}

guint
door_pause(const struct door *door)
{
	if (door->form != NULL)
		return (guint)door->form->every;
	if (door->letters != NULL)
		return LETTERS_PAUSE_SECONDS;
	return *door->mailbox->maildir == '\0' ? IMAP_PAUSE_SECONDS
					       : MAILDIR_PAUSE_SECONDS;
}

/* A server that restarts is back soon; one that always breaks off is asked
 * no more often than one without IDLE. */
static guint
pause_broken(struct kept *kept, gint64 lasted)
{
	guint pause = BROKEN_PAUSE_SECONDS << MIN(kept->broken, 4u);

	g_clear_pointer(&kept->imap, imap_close);
	kept->broken = lasted >= IMAP_PAUSE_SECONDS ? 0 : kept->broken + 1;
	return kept->broken == 0 ? 0 : MIN(pause, IMAP_PAUSE_SECONDS);
}

guint
door_rest(const struct door *door)
{
	gint64 begun = g_get_monotonic_time();
	gint64 lasted;
	enum idle_end end;

	if (door->kept == NULL || door->kept->imap == NULL)
		return door_pause(door);
	end = imap_idle(door->kept->imap);
	lasted = (g_get_monotonic_time() - begun) / G_USEC_PER_SEC;
	if (end == IDLE_NONE)
		return door_pause(door);
	if (end == IDLE_BROKEN)
		return pause_broken(door->kept, lasted);
	door->kept->broken = 0;
	return lasted > 0 ? 0 : 1; /* for a server that cries wolf */
}

const char *
door_place(const struct door *door)
{
	if (door->form != NULL)
		return door->form->url;
	if (door->letters != NULL)
		return door->letters->folder;
	return *door->mailbox->imap == '\0' ? door->mailbox->maildir
					    : door->mailbox->imap;
}

static gint64
since_of(const struct door *door)
{
	if (door->form != NULL)
		return door->form->since;
	return door->letters != NULL ? door->letters->since
				     : door->mailbox->since;
}

/* The cut-off is fixed once, before anything is taken in. */
static gboolean
fix_cutoff(const struct door *door, struct spool *spool, struct cursor *cursor,
	   GError **error)
{
	gint64 since = since_of(door);

	if (cursor->cutoff != TIME_NONE)
		return TRUE;
	cursor->cutoff = since == TIME_NONE ? clock_now() : since;
	return cursor_save(spool_data(spool), door->name, cursor, error);
}

static gboolean
pass(const struct door *door, struct spool *spool, struct cursor *cursor,
     struct poll_report *report, GError **error)
{
	if (!fix_cutoff(door, spool, cursor, error))
		return FALSE;
	if (door->form != NULL)
		return pass_feed(door->form, spool, cursor, report, error);
	if (door->letters != NULL)
		return pass_letters(door->letters, spool, cursor, report,
				    error);
	if (*door->mailbox->maildir != '\0')
		return pass_maildir(door->mailbox, spool, cursor, report,
				    error);
	return pass_imap(door, spool, cursor, report, error);
}

gboolean
door_pass(const struct door *door, struct spool *spool,
	  struct poll_report *report, GError **error)
{
	g_autoptr(own_cursor) cursor = NULL;
	g_autofree char *before = NULL;
	GError *failure = NULL;

	*report = (struct poll_report){0};
	cursor = cursor_load(spool_data(spool), door->name, error);
	if (cursor == NULL)
		return FALSE;
	before = g_strdup(cursor->remark);
	pass(door, spool, cursor, report, &failure);
	report->remark =
		*cursor->remark != '\0' && !g_str_equal(cursor->remark, before);
	cursor_note(cursor, failure);
	if (failure != NULL) {
		cursor_save(spool_data(spool), door->name, cursor, NULL);
		g_propagate_error(error, failure);
		return FALSE;
	}
	return cursor_save(spool_data(spool), door->name, cursor, error);
}

gboolean
door_check(const struct door *door, int *messages, GError **error)
{
	guint there = 0;

	*messages = -1;
	if (door->form != NULL)
		return feed_check(door->form, messages, error);
	if (door->letters != NULL)
		return letters_check(door->letters, messages, error);
	if (!poll_check(door->mailbox, &there, error))
		return FALSE;
	*messages = (int)there;
	return TRUE;
}
