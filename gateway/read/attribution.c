/*
 * "On Monday, John wrote:" and its like: the line, or up to six wrapped ones,
 * that mail programs put above a quotation, in many languages.
 */
#include "read/lines.h"

#include <string.h>

#include "read/phrase.h"

/* Lines that one attribution may be wrapped over. */
#define WRAPPED 6
#define LONGEST 500

/* Blank lines and marks that may stand between one and its quotation. */
#define BLANKS 7

/* Lines that are looked at closely; an honest mail has a handful. */
#define LOOKS 2000

static const char *const verbs[] = {
	"wrote",	"writes",     "has written",  "a écrit",
	"ecrit",	"schrieb",    "escribió",     "escribio",
	"escreveu",	"ha scritto", "scrisse",      "napisał",
	"napisal",	"pisze",      "a scris",      "scrie",
	"schreef",	"geschreven", "skrev",	      "kirjoitti",
	"napsal",	"napísal",    "írta",	      "написал",
	"пишет",	"писал",      "пише",	      "έγραψε",
	"yazdı",	"şunu yazdı", "ysgrifennodd", "ysgrifennwyd",
	"写道",		"寫道",	      "书写",	      "書きました",
	"のメール",	"작성",	      "napisała",     "va escriure",
	"escribiu",	"je napisao", "je napisal",   "napisao",
	"kirjutas",	"rakstīja",   "rašė",	      "đã viết",
	"menulis",	"เขียน",	      "כתב",	      "كتب",
	"scríobh",	"idatzi",     "написа",	      "geschreven:",
	"skrifaði",	"sent:",      "said:",	      "ddywedodd",
	"كتابة ما يلي", NULL};

static const char *const openings[] = {
	"on ",	      "le ",	  "el ",	"em ",	   "il ",
	"am ",	      "op ",	  "w dniu ",	"dnia ",   "pe ",
	"în ",	      "ar ",	  "den ",	"at ",	   "in a message",
	"in article", "quoting ", "il giorno ", "a ",	   "vào ",
	"pada ",      "po ",	  "у ",		"în data", "la data",
	"al ",	      "à ",	  "den",	"d.",	   "dne ",
	"στις ",      "> on ",	  "on\xc2\xa0", "ddydd ",  NULL};

static gboolean
has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

/* "10:15" and "kl. 10.15". */
static gboolean
has_time(const char *text)
{
	const char *p = strstr(text, " kl. ");

	if (p != NULL && g_ascii_isdigit(p[5]) && strpbrk(p, ".:"))
		return TRUE;
	p = text;
	while ((p = strchr(p, ':')) != NULL) {
		if (p > text && g_ascii_isdigit(p[-1]) &&
		    g_ascii_isdigit(p[1]) && g_ascii_isdigit(p[2]))
			return TRUE;
		p++;
	}
	return FALSE;
}

/* A time or an address: what programs put in and people who tell of a letter
 * do not. */
static gboolean
is_precise(const char *text)
{
	return strchr(text, '@') != NULL || has_time(text);
}

static gboolean
ends_with_colon(const char *text)
{
	return g_str_has_suffix(text, ":") || g_str_has_suffix(text, "：") ||
	       g_str_has_suffix(text, ": >") || g_str_has_suffix(text, ":*");
}

static gboolean
ends_with_address(const char *text)
{
	return strchr(text, '@') != NULL &&
	       (g_str_has_suffix(text, ">:") || g_str_has_suffix(text, "):"));
}

/* "2012/10/5 Name <a@b>", "2012-10-05 12:00 GMT+1 Name <a@b>:" and "Fri, 5
 * Oct 2012 12:00, Name <a@b>:". */
static gboolean
is_dated_address(const char *text)
{
	gboolean dated = g_ascii_isdigit(*text) && strcspn(text, "/-.") < 5;

	if (strlen(text) >= 200)
		return FALSE;
	if (dated && strchr(text, '@') != NULL && g_str_has_suffix(text, ">"))
		return TRUE;
	return ends_with_address(text) &&
	       (dated || (strstr(text, "20") != NULL && has_time(text)));
}

/* "Name <a@b> wrote:", with no more than a name before the address and
 * nothing but the verb after it. */
static gboolean
is_address_wrote(const char *text)
{
	const char *at = strchr(text, '@');
	const char *after = at == NULL ? NULL : at + strcspn(at, " ");
	guint words = 0;
	const char *p;

	for (p = text; at != NULL && p < at; p++)
		words += *p == ' ';
	if (at == NULL || words > 6 || strlen(after) > 30)
		return FALSE;
	after += strspn(after, " ");
	return phrase_starts(after, verbs) != NULL ||
	       g_str_has_prefix(text, "quoting ");
}

/* How news readers and old programs begin. */
static gboolean
is_by_number(const char *text)
{
	return g_str_has_prefix(text, "in message <") ||
	       g_str_has_prefix(text, "in article <") ||
	       (g_str_has_prefix(text, "at ") && g_ascii_isdigit(text[3]) &&
		has_time(text) && g_str_has_suffix(text, " you wrote:"));
}

/* "At 10:15 your officer wrote:" is a person's tale, not a program's line. */
static gboolean
is_tale(const char *text)
{
	static const char *const words[] = {
		" your ",      " you wrote",   " he wrote",	" she wrote",
		" they wrote", " i wrote",     " we wrote",	" officer",
		" manager",    " the council", " the landlord", " surveyor",
		" somebody ",  " someone ",    " who wrote",	NULL};

	return strchr(text, '@') == NULL && phrase_in(text, words) != NULL;
}

/* A date and a time, or an address. Some phones put their own name where
 * others put the date. */
static gboolean
is_exact(const char *text)
{
	if (g_str_has_prefix(text, "sent from "))
		return strchr(text, '@') != NULL;
	return has_digit(text) && is_precise(text) && !is_tale(text);
}

enum surety {
	SURE_NOT,
	SURE_IF_QUOTED, /* if quoted lines follow */
	SURE,
};

/* "On … wrote", though the colon is missing. */
static gboolean
ends_in_verb(const char *text)
{
	return phrase_starts(text, openings) != NULL &&
	       (g_str_has_suffix(text, " wrote") ||
		g_str_has_suffix(text, " writes"));
}

static enum surety
judge(const char *text)
{
	gboolean colon = ends_with_colon(text);
	gboolean verb = phrase_in(text, verbs) != NULL;
	gboolean exact = is_exact(text);

	if (is_dated_address(text) ||
	    (colon && (is_address_wrote(text) || is_by_number(text))))
		return SURE;
	if (exact && ((verb && colon) || ends_in_verb(text)))
		return SURE;
	if (colon && (verb || has_digit(text) || strchr(text, '@') != NULL))
		return SURE_IF_QUOTED;
	return SURE_NOT;
}

/* Without "----" around it. */
static char *
trim_dashes(char *text)
{
	gsize n = strlen(text);

	while (n > 0 && strchr("-_*= ", text[n - 1]) != NULL)
		n--;
	text[n] = '\0';
	return text + strspn(text, "-_*= ");
}

/* The lines from i on as one, up to the first that can end an attribution;
 * *to becomes the line after it. */
static enum surety
read_at(const struct lines *lines, guint i, guint *to)
{
	g_autoptr(GString) joined = g_string_new(NULL);
	enum surety best = SURE_NOT;
	guint k;

	for (k = i; k < lines->n && k < i + WRAPPED; k++) {
		const char *line = lines->at[k];
		g_autofree char *folded = NULL;
		enum surety now;

		if (lines->fates[k] != LINE_STAYS || line_is_blank(line) ||
		    (k > i && line_is_quoted(line)) ||
		    joined->len + strlen(line) > LONGEST)
			break;
		g_string_append(joined, line);
		g_string_append_c(joined, ' ');
		folded = phrase_fold(joined->str, LONGEST);
		now = judge(trim_dashes(folded));
		if (now > best) {
			best = now;
			*to = k + 1;
		}
		if (now == SURE)
			break;
	}
	return best;
}

gboolean
attribution_at(const struct lines *lines, guint i)
{
	guint to = 0;

	i = lines_next(lines, i);
	return i < lines->n && read_at(lines, i, &to) == SURE;
}

/* A line that may begin an attribution; cheap, since most lines do not. */
static gboolean
may_begin(const char *line)
{
	g_autofree char *folded = phrase_fold(line + strspn(line, "-_*= "), 24);

	return phrase_starts(folded, openings) != NULL ||
	       g_ascii_isdigit(*folded) || strchr(line, '@') != NULL;
}

/* A line that may end one: only before such a line it is worth looking. */
static gboolean
may_end(const char *line)
{
	gsize n = strlen(line);

	while (n > 0 && strchr(" \t*>\r-_=", line[n - 1]) != NULL)
		n--;
	return (n > 0 && line[n - 1] == ':') || line[n] == '>' ||
	       (n > 4 && strncmp(line + n - 5, "wrote", 5) == 0) ||
	       (n > 2 && strncmp(line + n - 3, "：", 3) == 0);
}

static gboolean
is_worth_looking(const struct lines *lines, guint i)
{
	guint k;

	for (k = i; k < lines->n && k < i + WRAPPED; k++) {
		if (line_is_blank(lines->at[k]))
			return FALSE;
		if (may_end(lines->at[k]))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_followed_by_quote(const struct lines *lines, guint i)
{
	guint k;

	for (k = i; k < lines->n && k < i + BLANKS; k++)
		if (!line_is_blank(lines->at[k]))
			return line_is_quoted(lines->at[k]);
	return FALSE;
}

/* Drops the attribution at i; without marks of quotation after it, all that
 * follows is the earlier mail. */
static guint
drop_at(struct lines *lines, guint i, guint to, enum surety surety)
{
	gboolean quoted = is_followed_by_quote(lines, to);

	if (quoted) {
		lines_drop(lines, i, to, LINE_QUOTED);
		return to;
	}
	if (surety != SURE || !lines_any_before(lines, i))
		return i + 1;
	lines_drop(lines, i, lines->n, LINE_QUOTED);
	return lines->n;
}

void
attribution_drop(struct lines *lines)
{
	guint looks = 0;
	guint i = 0;

	while (i < lines->n && looks < LOOKS) {
		guint to = i;
		enum surety surety;

		if (lines->fates[i] != LINE_STAYS ||
		    line_is_blank(lines->at[i]) ||
		    line_is_quoted(lines->at[i]) ||
		    !is_worth_looking(lines, i)) {
			i++;
			continue;
		}
		looks++;
		surety = read_at(lines, i, &to);
		if (to > i + 1 && !may_begin(lines->at[i]))
			surety = SURE_NOT;
		if (surety == SURE_IF_QUOTED && to > i + 3)
			surety = SURE_NOT;
		i = surety == SURE_NOT ? i + 1 : drop_at(lines, i, to, surety);
	}
}

/* "Wed," or "Nov" or "12": how a date goes on after "On ". */
static gboolean
is_date_word(const char *text)
{
	static const char *const words[] = {"mon", "tue", "wed", "thu", "fri",
					    "sat", "sun", "jan", "feb", "mar",
					    "apr", "may", "jun", "jul", "aug",
					    "sep", "oct", "nov", "dec", NULL};
	g_autofree char *low = g_ascii_strdown(text, 3);

	return g_ascii_isdigit(*text) || phrase_equals(low, words) != NULL;
}

/* True if an attribution ends soon after text: "wrote:" within its line or
 * the next three. */
static gboolean
is_wrote_near(const char *text)
{
	const char *end = text;
	g_autofree char *near = NULL;
	int lines = 4;

	while (lines > 0 && *end != '\0' && end - text < LONGEST) {
		end += strcspn(end, "\n");
		lines--;
		end += *end == '\n';
	}
	near = g_strndup(text, (gsize)MIN(end - text, LONGEST));
	return strstr(near, "wrote:") != NULL && is_precise(near);
}

char *
attribution_set_apart(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));
	const char *on = text;
	int looks = LOOKS;

	while (looks > 0 && (on = strstr(on, "On ")) != NULL) {
		gboolean inside = on > text && on[-1] != '\n' &&
				  strchr(" -\t", on[-1]) != NULL;
		gsize line_start = (gsize)(on - text);

		while (line_start > 0 && text[line_start - 1] != '\n' &&
		       on - text - (gssize)line_start < 200)
			line_start--;
		if (inside && text[line_start] != '>' &&
		    strspn(text + line_start, " \t-*_") <
			    (gsize)(on - text) - line_start &&
		    is_date_word(on + 3) && is_wrote_near(on)) {
			g_string_append_len(out, text, on - text);
			while (out->len > 0 &&
			       strchr(" -\t", out->str[out->len - 1]))
				g_string_truncate(out, out->len - 1);
			g_string_append_c(out, '\n');
			text = on;
		}
		on += 3;
		looks--;
	}
	g_string_append(out, text);
	return g_string_free(out, FALSE);
}

gboolean
attribution_ends(const char *text)
{
	gsize n = strlen(text);
	gsize from = n > LONGEST ? n - LONGEST : 0;
	int lines = 3;

	while (n > from && lines > 0) {
		g_autofree char *folded = NULL;

		while (n > from && text[n - 1] != '\n')
			n--;
		folded = phrase_fold(text + n, LONGEST);
		if (ends_with_colon(folded) && !is_tale(folded) &&
		    phrase_in(folded, verbs) != NULL &&
		    (phrase_starts(folded, openings) != NULL ||
		     is_exact(folded)))
			return TRUE;
		n -= n > from;
		lines--;
	}
	return FALSE;
}
