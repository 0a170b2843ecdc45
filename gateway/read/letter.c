/*
 * The message that a transcript makes: its pages joined, and what can be
 * proposed from where words stand.
 */
#include "read/letter.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "read/address_block.h"
#include "read/take.h"
#include "read/thread.h"
#include "read/transcript.h"

/* A page with something on it but fewer words is a photograph, or written by
 * hand. */
#define WORDS_LEAST 5

#define SUBJECT_CHARS 100

static void
set(char **to, const char *value)
{
	g_free(*to);
	*to = g_strdup(value);
}

/* --- pages
 * ------------------------------------------------------------------*/

static gboolean
has_words(const struct leaf *leaf)
{
	return leaf->kind == LEAF_TEXT || leaf->kind == LEAF_RECOGNISED ||
	       leaf->kind == LEAF_UNREAD;
}

static char *
join_pages(const struct transcript *t)
{
	GString *text = g_string_new(NULL);
	guint i;

	for (i = 0; i < t->leaves->len; i++) {
		const struct leaf *leaf = t->leaves->pdata[i];

		if (!has_words(leaf) || *leaf->text == '\0' ||
		    text->len + strlen(leaf->text) > LIMIT_TEXT_BYTES)
			continue;
		if (text->len > 0)
			g_string_append(text, "\n\n");
		g_string_append(text, leaf->text);
	}
	return g_string_free(text, FALSE);
}

static void
doubt(struct message *m, const struct leaf *leaf, int threshold)
{
	if (leaf->kind == LEAF_UNREAD) {
		message_problem(m, "Page %d: %s Please read it.", leaf->page,
				leaf->why);
	} else if (leaf->kind == LEAF_RECOGNISED && leaf->words < WORDS_LEAST) {
		message_problem(m,
				"Page %d: hardly a word could be made out; it "
				"may be written by hand, or a photograph. "
				"Please read it.",
				leaf->page);
	} else if (leaf->kind == LEAF_RECOGNISED && leaf->sure < threshold) {
		message_problem(m,
				"Page %d was recognised with only %d %% "
				"certainty. Please read it.",
				leaf->page, leaf->sure);
	} else {
		return;
	}
	m->please_read = TRUE;
}

static void
tell_pages(const struct transcript *t, struct message *m)
{
	int sum = 0, recognised = 0, pages = 0;
	guint i;

	for (i = 0; i < t->leaves->len; i++) {
		const struct leaf *leaf = t->leaves->pdata[i];

		doubt(m, leaf, t->threshold);
		pages += has_words(leaf);
		recognised += leaf->kind == LEAF_RECOGNISED;
		sum += leaf->kind == LEAF_RECOGNISED ? leaf->sure : 0;
	}
	if (pages == 0) {
		m->please_read = TRUE;
		message_problem(m, "Nothing could be read of it. Please open "
				   "the original.");
	}
	if (recognised > 0)
		message_problem(m,
				"The text was recognised from a picture, with "
				"%d %% certainty. Compare it with the picture "
				"before you rely on a name, number or date.",
				sum / recognised);
}

/* --- what stands where
 * --------------------------------------------------------*/

static guint
find_dear(char *const *lines)
{
	guint i;

	for (i = 0; lines[i] != NULL; i++)
		if (g_ascii_strncasecmp(lines[i], "Dear", 4) == 0 &&
		    !g_ascii_isalpha(lines[i][4]) && strlen(lines[i]) < 80)
			return i;
	for (i = 0; lines[i] != NULL; i++)
		if (g_ascii_strncasecmp(lines[i], "To whom it may", 14) == 0)
			return i;
	return G_MAXUINT;
}

/* The text after "Re:" or "RE "; NULL if the line is no such line. */
static const char *
after_re(const char *line)
{
	static const char *const marks[] = {"Re:",	"Re ",	"RE:", "RE ",
					    "Subject:", "Ref:", "Re-"};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(marks); i++)
		if (g_str_has_prefix(line, marks[i]))
			return line + strlen(marks[i]);
	return NULL;
}

/* A short line alone below "Dear …", without the end of a sentence. */
static gboolean
is_heading(char *const *lines, guint at)
{
	gsize size = strlen(lines[at]);

	return size > 3 && size < 90 &&
	       strchr(".,;:?!", lines[at][size - 1]) == NULL &&
	       (lines[at + 1] == NULL || *lines[at + 1] == '\0');
}

static char *
find_subject(char *const *lines, guint dear)
{
	guint i;

	for (i = 0; lines[i] != NULL && (dear == G_MAXUINT || i < dear + 6);
	     i++) {
		const char *rest = after_re(lines[i]);

		if (rest != NULL)
			return g_strstrip(text_shorten(rest, SUBJECT_CHARS));
	}
	if (dear == G_MAXUINT)
		return NULL;
	for (i = dear + 1; lines[i] != NULL && *lines[i] == '\0'; i++)
		;
	if (lines[i] != NULL && is_heading(lines, i))
		return text_shorten(lines[i], SUBJECT_CHARS);
	return NULL;
}

/* At the top; else the first one below the closing words. */
static gint64
find_date(char *const *lines, guint dear)
{
	guint i, top = dear == G_MAXUINT ? 20 : dear;

	for (i = 0; i < top && lines[i] != NULL; i++) {
		guint32 day = block_date(lines[i]);

		if (day != DAY_NONE)
			return clock_at(day, 12, 0);
	}
	return TIME_NONE;
}

static guint
count_lines(char *const *lines)
{
	guint n = 0;

	while (lines[n] != NULL)
		n++;
	return n;
}

/* For a person to check: what was made out, and that nothing rests on it. */
static void
tell_proposals(struct message *m)
{
	g_autofree char *postal = g_strdelimit(g_strdup(m->postal), "\n", ';');
	g_autofree char *dated =
		m->date == TIME_NONE ? NULL : clock_words(clock_day(m->date));

	if (*postal != '\0')
		message_problem(m,
				"The sender's address seems to be: %s. Check "
				"it, and record it before a letter is printed.",
				postal);
	if (dated != NULL)
		message_problem(m,
				"The letter is dated %s. That is not the day "
				"on which it was received.",
				dated);
}

static void
propose(const struct transcript *t, char *const *lines, struct message *m)
{
	guint dear = find_dear(lines);
	guint top = dear == G_MAXUINT ? MIN(count_lines(lines), 20) : dear;
	g_autofree char *above = NULL;
	g_autofree char *postal = block_address(lines, top, t->ours, &above);
	g_autofree char *below =
		block_signature(lines, dear == G_MAXUINT ? 0 : dear);
	g_autofree char *subject = find_subject(lines, dear);

	set(&m->postal, postal);
	set(&m->from->name, *below != '\0' ? below : above);
	m->date = find_date(lines, dear);
	tell_proposals(m);
	if (subject != NULL && *subject != '\0')
		set(&m->subject, subject);
	else if (*m->from->name != '\0') {
		g_free(m->subject);
		m->subject = g_strdup_printf("Letter from %s", m->from->name);
	} else {
		g_free(m->subject);
		m->subject = g_strdup_printf("Letter (%s)", t->file);
	}
}

static void
read_words(const struct transcript *t, struct message *m)
{
	g_autofree char *text = join_pages(t);
	g_auto(GStrv) lines = NULL;
	guint dear, i;

	set(&m->text, g_strstrip(text));
	lines = g_strsplit(m->text, "\n", -1);
	for (i = 0; lines[i] != NULL; i++)
		g_strstrip(lines[i]);
	dear = find_dear(lines);
	g_free(m->new_text);
	m->new_text =
		g_strjoinv("\n", dear == G_MAXUINT ? lines : lines + dear);
	propose(t, lines, m);
	thread_add_text(m, m->text);
	/* A token proves that a message answers ours. Words on paper, which
	 * anybody can copy and a machine has guessed, prove nothing. */
	g_ptr_array_set_size(m->tokens, 0);
}

/* --- the message
 * ----------------------------------------------------------------*/

static void
attach(const struct transcript *t, const char *body, gsize size,
       struct message *m)
{
	struct attachment *a = g_new0(struct attachment, 1);

	a->filename = g_strdup(t->file);
	a->content_type = g_strdup(*t->type == '\0' ? "application/octet-stream"
						    : t->type);
	a->size = t->size;
	a->sha256 = text_sha256(body, size);
	take_offer_file(a->sha256, body, size);
	g_ptr_array_add(m->attachments, a);
}

static void
read_batch(const struct transcript *t, struct message *m)
{
	m->automated = AUTOMATED_NOTICE;
	g_free(m->automated_why);
	m->automated_why =
		t->letters == 0
			? g_strdup("A scan of separator sheets and empty pages "
				   "alone.")
			: g_strdup_printf("A batch of %d letters as it was "
					  "scanned. Each letter is a case of "
					  "its own.",
					  t->letters);
	g_free(m->subject);
	m->subject = g_strdup_printf("Batch of letters (%s)", t->file);
}

/* The same letter from the same scan is the same message, whatever was made
 * of its words. */
static void
identify(const struct transcript *t, struct message *m)
{
	g_free(m->message_id);
	m->message_id = g_strdup_printf("%s.%d@scan", t->sha256, t->first);
}

struct message *
letter_read(const void *bytes, gsize size)
{
	struct message *m = message_new();
	gsize body = 0;
	g_autoptr(own_transcript) t =
		transcript_parse(bytes, size, &body, NULL);
	guint i;

	if (t == NULL) {
		m->please_read = TRUE;
		set(&m->subject, "Letter");
		message_problem(m, "What was read of the scan is damaged. "
				   "Please open the original.");
		return m;
	}
	attach(t, (const char *)bytes + body, size - body, m);
	if (t->batch) {
		read_batch(t, m);
		return m;
	}
	identify(t, m);
	for (i = 0; i < t->notes->len; i++)
		message_problem(m, "%s", (const char *)t->notes->pdata[i]);
	tell_pages(t, m);
	read_words(t, m);
	return m;
}
