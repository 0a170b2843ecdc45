/*
 * The passes over the lines, in their order: what HTML said, headers of
 * earlier mail, attributions, marked lines, signatures.
 */
#include "read/quote.h"

#include <string.h>

#include "read/forward.h"
#include "read/label.h"
#include "read/lines.h"
#include "read/mark.h"
#include "read/phrase.h"

static const char *const original_marks[] = {"original message",
					     "original-nachricht",
					     "ursprüngliche nachricht",
					     "originalnachricht",
					     "message d'origine",
					     "message original",
					     "message initial",
					     "mensaje original",
					     "mensagem original",
					     "messaggio originale",
					     "wiadomość oryginalna",
					     "oryginalna wiadomość",
					     "mesaj original",
					     "mesajul original",
					     "oorspronkelijk bericht",
					     "originele bericht",
					     "oprindelig meddelelse",
					     "opprinnelig melding",
					     "ursprungligt meddelande",
					     "alkuperäinen viesti",
					     "původní zpráva",
					     "pôvodná správa",
					     "eredeti üzenet",
					     "исходное сообщение",
					     "оригинальное сообщение",
					     "пересылаемое сообщение",
					     "вихідне повідомлення",
					     "neges wreiddiol",
					     "y neges wreiddiol",
					     "özgün ileti",
					     "orijinal mesaj",
					     "原始邮件",
					     "原始郵件",
					     "original appointment",
					     "reply message",
					     "antwort nachricht",
					     "ursprüngliche mail",
					     "original email",
					     "reply above this line",
					     "please reply above",
					     "please type your reply above",
					     "původní e-mail",
					     "αρχικό μήνυμα",
					     "izvorna poruka",
					     "izvorno sporočilo",
					     "missatge original",
					     "algne kiri",
					     NULL};

/* A copy in which every kind of dash is the plain one. */
static char *
with_dashes(const char *line)
{
	GString *out = g_string_new(NULL);

	for (; *line != '\0'; line = g_utf8_next_char(line)) {
		gunichar c = g_utf8_get_char(line);

		if ((c >= 0x2010 && c <= 0x2015) || c == 0x2500 || c == 0x2501)
			c = '-';
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* "-----Original Message-----" and its like: dashes around, or alone. */
static gboolean
is_original_mark(const char *raw)
{
	gboolean may =
		strchr("-_*=# \t\xe2", *raw) != NULL && strlen(raw) <= 160;
	g_autofree char *line = may ? with_dashes(raw) : NULL;
	g_autofree char *folded = NULL;
	const char *found;
	gsize dashes;

	if (line == NULL)
		return FALSE;
	dashes = strspn(line, "-_*=# \t");
	if (dashes == 0 || strpbrk(line, "-_*=#") == NULL)
		return FALSE;
	folded = phrase_fold(line + dashes, 100);
	if (dashes >= 5 && g_str_has_suffix(folded, " wrote: -----"))
		return TRUE;
	found = phrase_starts(folded, original_marks);
	return found != NULL && (strpbrk(folded + strlen(found), "-_*=#:") ||
				 folded[strlen(found)] == '\0');
}

static gboolean
has_quoted(const struct lines *lines, guint from, guint to)
{
	for (; from < to; from++)
		if (line_is_quoted(lines->at[from]))
			return TRUE;
	return FALSE;
}

static guint
find_mark(const struct lines *lines, guint i, char open, char close)
{
	int depth = 1;

	for (i++; i < lines->n; i++) {
		char mark = mark_of(lines->at[i]);

		depth += (mark == open) - (mark == close);
		if (depth == 0)
			return i;
	}
	return lines->n;
}

/* The first lines after i that say something begin a forward. */
static gboolean
begins_forward(const struct lines *lines, guint i)
{
	int left = 2;

	for (; i < lines->n && left > 0; i++) {
		if (line_is_blank(lines->at[i]))
			continue;
		if (forward_is_mark(lines->at[i]))
			return TRUE;
		left--;
	}
	return FALSE;
}

/* A region that the HTML calls earlier mail. With marked lines in it, only
 * what stands above the first of them is its head, and answers between them
 * stay; without, all of it goes. */
static void
drop_region(struct lines *lines, guint i, guint end)
{
	guint k = i;

	if (begins_forward(lines, i + 1))
		return;
	if (!has_quoted(lines, i, end) && !lines_any_before(lines, i))
		return; /* a forward without a word above it */
	if (!has_quoted(lines, i, end)) {
		lines_drop(lines, i, end, LINE_QUOTED);
		return;
	}
	while (k < end && !line_is_quoted(lines->at[k]))
		k++;
	lines_drop(lines, i, k, LINE_QUOTED);
	for (; k < end; k++)
		if (line_is_quoted(lines->at[k]))
			lines_drop(lines, k, k + 1, LINE_QUOTED);
}

static void
drop_marked_regions(struct lines *lines)
{
	guint i;

	for (i = 0; i < lines->n; i++) {
		char mark = mark_of(lines->at[i]);

		if (mark == 0 || lines->fates[i] != LINE_STAYS)
			continue;
		if (mark == MARK_QUOTE)
			drop_region(lines, i,
				    find_mark(lines, i, MARK_QUOTE,
					      MARK_QUOTE_END));
		else if (mark == MARK_SIGNATURE)
			lines_drop(lines, i,
				   find_mark(lines, i, MARK_SIGNATURE,
					     MARK_SIGNATURE_END),
				   LINE_SIGNATURE);
		else if (mark == MARK_REST && lines_any_before(lines, i) &&
			 !begins_forward(lines, i + 1))
			lines_drop(lines, i, lines->n, LINE_QUOTED);
	}
}

/* Lines that a header of an earlier mail can have. */
#define BLOCK_LINES 30

/* What a block of labelled lines holds. */
struct block {
	guint seen; /* bits of enum label */
	guint kinds;
	gboolean precise; /* an address or a time stands in it */
	guint end;
};

static void
add_label(const struct lines *lines, guint i, struct block *b)
{
	guint bit = 1u << lines->labels[i];
	const char *colon = strchr(lines->at[i], ':');

	if (lines->labels[i] != LABEL_OTHER && (b->seen & bit) == 0)
		b->kinds++;
	b->seen |= bit;
	b->precise = b->precise || strchr(lines->at[i], '@') != NULL ||
		     (colon != NULL && strchr(colon + 1, ':') != NULL);
	b->end = i + 1;
}

/* The block at line i: labelled lines, with a few between that go on with a
 * long list of addresses or are blank. */
static struct block
read_block(const struct lines *lines, guint i)
{
	struct block b = {0, 0, FALSE, i};
	guint last = MIN(lines->n, i + BLOCK_LINES);
	int slack = 4;

	for (; i < last && i < b.end + 3 && slack > 0; i++) {
		if (lines->fates[i] != LINE_STAYS)
			break;
		if (lines->labels[i] != LABEL_NONE)
			add_label(lines, i, &b);
		else
			slack--;
	}
	return b;
}

/* Three of the four labels, a sender among them; or two, if what they say is
 * as precise as programs are and a blank line or a ruler stands above. */
static gboolean
is_header_block(const struct lines *lines, guint i, guint *end)
{
	struct block b = read_block(lines, i);
	guint who = 1u << LABEL_FROM;
	guint when = 1u << LABEL_DATE;

	*end = b.end;
	if (b.kinds >= 3 && (b.seen & who) != 0)
		return TRUE;
	return b.kinds >= 2 && b.precise && (b.seen & (who | when)) != 0 &&
	       (b.seen & (when | 1u << LABEL_SUBJECT)) != 0 && i > 0 &&
	       (line_is_blank(lines->at[i - 1]) ||
		strspn(lines->at[i - 1], "_-*= ") == strlen(lines->at[i - 1]));
}

/* After a mark, the header that stands below it; else i. */
static guint
skip_header(const struct lines *lines, guint i)
{
	guint next = lines_next(lines, i);
	guint end;

	if (next < lines->n && lines->labels[next] != LABEL_NONE &&
	    !line_is_quoted(lines->at[next]) &&
	    is_header_block(lines, next, &end))
		return end;
	return i;
}

/* The first line with text from i on bears a mark of quotation. */
static gboolean
goes_on_quoted(const struct lines *lines, guint i)
{
	i = lines_next(lines, i);
	return i < lines->n && line_is_quoted(lines->at[i]);
}

/* Whether line i begins the header of an earlier mail; *end is then the line
 * after it, and *mark tells that a program's own words announce it. */
static gboolean
is_earlier_header(const struct lines *lines, guint i, gboolean *mark,
		  guint *end)
{
	const char *line = lines->at[i];

	*end = i + 1;
	*mark = is_original_mark(line);
	if (!*mark)
		return lines->labels[i] != LABEL_NONE &&
		       !line_is_quoted(line) && is_header_block(lines, i, end);
	*end = skip_header(lines, *end);
	return TRUE;
}

/* TRUE if only the header goes: what follows bears marks of quotation, or an
 * attribution of its own. */
static gboolean
goes_alone(const struct lines *lines, guint end, gboolean mark)
{
	return goes_on_quoted(lines, end) ||
	       (mark && attribution_at(lines, end));
}

/* Drops all from a header of an earlier mail on, or the header alone. Without
 * marks something must stand above it. That of a forwarded mail stays, and
 * what that one quotes goes. */
static void
drop_after_header(struct lines *lines, gboolean forward)
{
	guint i, end;
	gboolean mark;

	for (i = 0; i < lines->n; i++) {
		if (lines->fates[i] != LINE_STAYS ||
		    line_is_blank(lines->at[i]))
			continue;
		forward = forward || forward_is_mark(lines->at[i]);
		if (!is_earlier_header(lines, i, &mark, &end))
			continue;
		if (!forward && goes_alone(lines, end, mark)) {
			lines_drop(lines, i, end, LINE_QUOTED);
		} else if (!forward && lines_any_before(lines, i)) {
			lines_drop(lines, i, lines->n, LINE_QUOTED);
			return;
		}
		forward = forward && mark;
		i = end - 1;
	}
}

/* A lone line such as ">6 weeks" is no quotation. */
static gboolean
is_lone_sign(const struct lines *lines, guint i)
{
	const char *line = lines->at[i] + strspn(lines->at[i], " \t");

	return *line == '>' && g_ascii_isdigit(line[1]) &&
	       (i == 0 || !line_is_quoted(lines->at[i - 1])) &&
	       (i + 1 >= lines->n || !line_is_quoted(lines->at[i + 1]));
}

/* The rest of a link that a quoted line began and wrapping cut off. */
static gboolean
is_broken_link(const struct lines *lines, guint i)
{
	const char *line = lines->at[i] + strspn(lines->at[i], " \t(<[");

	if (i == 0 || i + 1 >= lines->n || line_is_blank(line) ||
	    !line_is_quoted(lines->at[i - 1]) ||
	    !line_is_quoted(lines->at[i + 1]))
		return FALSE;
	return g_str_has_prefix(line, "http") ||
	       (strstr(lines->at[i - 1], "http") != NULL &&
		strchr(line, ' ') == NULL);
}

static void
drop_quoted(struct lines *lines)
{
	guint i;

	for (i = 0; i < lines->n; i++)
		if ((line_is_quoted(lines->at[i]) && !is_lone_sign(lines, i)) ||
		    is_broken_link(lines, i))
			lines_drop(lines, i, i + 1, LINE_QUOTED);
}

/* The lines that stay, with at most one blank line where some went. */
static char *
assemble(const struct lines *lines, gboolean with_signatures)
{
	GString *out = g_string_new(NULL);
	gboolean gap = FALSE;
	guint i;

	for (i = 0; i < lines->n; i++) {
		gboolean stays =
			lines->fates[i] == LINE_STAYS ||
			(with_signatures && lines->fates[i] == LINE_SIGNATURE);

		if (mark_of(lines->at[i]) != 0)
			continue;
		if (!stays) {
			gap = TRUE;
			continue;
		}
		if (gap && out->len > 1 && !line_is_blank(lines->at[i]) &&
		    out->str[out->len - 2] != '\n')
			g_string_append_c(out, '\n');
		if (!gap || !line_is_blank(lines->at[i]))
			g_string_append_printf(out, "%s\n", lines->at[i]);
		gap = gap && line_is_blank(lines->at[i]);
	}
	return g_strstrip(g_string_free(out, FALSE));
}

char *
quote_new_text(const char *text, gboolean forward)
{
	g_autofree char *apart = attribution_set_apart(text);
	struct lines lines;
	char *fresh;

	lines_open(&lines, apart);
	drop_marked_regions(&lines);
	drop_after_header(&lines, forward);
	attribution_drop(&lines);
	drop_quoted(&lines);
	signature_drop(&lines);
	fresh = assemble(&lines, FALSE);
	if (*fresh == '\0') {
		g_free(fresh);
		fresh = assemble(&lines, TRUE);
	}
	lines_close(&lines);
	return fresh;
}
