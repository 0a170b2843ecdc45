/*
 * Sentence by sentence: what kind of thing is asked, and the first day that
 * follows a word such as "by" or "within".
 */
#include "policy/asked.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "policy/dates.h"
#include "policy/workday.h"

#define WORDS_CHARS 300

/* A letter is some pages; more is an attachment in the text. */
#define MOST_BYTES ((gsize)200 * 1024)

void
asked_free(struct asked *asked)
{
	g_free(asked->words);
	g_free(asked);
}

static void
free_asked(gpointer data)
{
	asked_free(data);
}

static gboolean
has(const char *sentence, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strstr(sentence, *words) != NULL)
			return TRUE;
	return FALSE;
}

static gboolean
says_accept(const char *lower)
{
	static const char *const accept[] = {"accept the complaint",
					     "accept this complaint",
					     "accept the resident's",
					     "accept their complaint",
					     "accept it as a complaint",
					     "accept her complaint",
					     "accept his complaint",
					     "accept the refused complaint",
					     "must be accepted",
					     "should be accepted",
					     "treat it as a complaint",
					     "log the complaint",
					     "disagree with your refusal",
					     "not agree with your refusal",
					     NULL};

	return has(lower, accept);
}

static enum duty_kind
kind_of(const char *lower)
{
	static const char *const order[] = {
		"order",  "determin", "compensat", "must pay",	     "pay the",
		"apolog", "remed",    "carry out", "recommendation", NULL};

	if (says_accept(lower))
		return DUTY_OMBUDSMAN_ACCEPT;
	return has(lower, order) ? DUTY_OMBUDSMAN_ORDER
				 : DUTY_OMBUDSMAN_INFORMATION;
}

/* --- the day ------------------------------------------------------------*/

struct setting {
	guint32 written;
	const struct calendar *calendar;
};

static gsize
skip(const char *text, const char *word)
{
	gsize n = strlen(word);

	return g_ascii_strncasecmp(text, word, n) == 0 &&
			       !g_ascii_isalnum(text[n])
		       ? n + strspn(text + n, " ")
		       : 0;
}

/* "15 working days", "28 days", "four weeks", "one month" from written. */
static guint32
after_number(const struct setting *setting, const char *text)
{
	int number = 0;
	gsize n = date_number(text, &number);

	if (n == 0 && (n = skip(text, "a")) > 0)
		number = 1;
	if (n == 0 || number == 0)
		return DAY_NONE;
	n += strspn(text + n, " ");
	if (g_ascii_strncasecmp(text + n, "working day", 11) == 0 ||
	    g_ascii_strncasecmp(text + n, "business day", 12) == 0)
		return workday_add(setting->calendar, setting->written, number,
				   NULL);
	n += skip(text + n, "calendar");
	if (g_ascii_strncasecmp(text + n, "day", 3) == 0)
		return setting->written + (guint32)number;
	if (g_ascii_strncasecmp(text + n, "week", 4) == 0)
		return setting->written + 7 * (guint32)number;
	if (g_ascii_strncasecmp(text + n, "month", 5) == 0)
		return workday_months(setting->written, number);
	return DAY_NONE;
}

/* After "by": "close of business on", "the end of", "5pm on". */
static guint32
after_by(const struct setting *setting, const char *text)
{
	guint32 day = DAY_NONE;
	gsize at;

	for (at = 0; at < 40 && text[at] != '\0'; at++) {
		if (at > 0 && g_ascii_isalnum(text[at - 1]))
			continue;
		if (date_read(text + at, setting->written, DATE_AFTER, &day) >
		    0)
			return day;
	}
	return DAY_NONE;
}

static guint32
day_at(const struct setting *setting, const char *text)
{
	static const char *const by[] = {"by",
					 "until",
					 "on or before",
					 "no later than",
					 "not later than",
					 "deadline",
					 "due",
					 "latest"};
	guint32 day;
	gsize n, i;

	n = skip(text, "within");
	if (n == 0)
		n = skip(text, "in");
	if (n > 0)
		return after_number(setting, text + n);
	n = skip(text, "before");
	if (n > 0) {
		day = after_by(setting, text + n);
		return day == DAY_NONE ? day : day - 1;
	}
	for (i = 0; i < G_N_ELEMENTS(by) && n == 0; i++)
		n = skip(text, by[i]);
	return n == 0 ? DAY_NONE : after_by(setting, text + n);
}

/* The earliest day that the sentence sets. */
static guint32
day_of(const struct setting *setting, const char *sentence)
{
	guint32 earliest = DAY_NONE;
	const char *p;

	for (p = sentence; *p != '\0'; p++) {
		guint32 day;

		if (p > sentence && g_ascii_isalnum(p[-1]))
			continue;
		day = day_at(setting, p);
		if (day != DAY_NONE && day >= setting->written &&
		    (earliest == DAY_NONE || day < earliest))
			earliest = day;
	}
	return earliest;
}

/* --- sentences ----------------------------------------------------------*/

/* The bytes up to the end of a sentence: a full stop and a blank, or an
 * empty line. */
static gsize
sentence_end(const char *text)
{
	gsize n;

	for (n = 0; text[n] != '\0'; n++) {
		if (strchr(".?!", text[n]) != NULL &&
		    (g_ascii_isspace(text[n + 1]) || text[n + 1] == '\0') &&
		    !(n >= 3 && g_ascii_isupper(text[n - 3])))
			return n + 1;
		if (text[n] == '\n' && text[n + 1] == '\n')
			return n + 1;
	}
	return n;
}

static void
read_sentence(const struct setting *setting, const char *raw, GPtrArray *found)
{
	g_autofree char *sentence = text_squeeze(raw);
	g_autofree char *lower = text_lower(sentence);
	guint32 due = day_of(setting, sentence);
	struct asked *asked;

	if (due == DAY_NONE && !says_accept(lower))
		return;
	asked = g_new0(struct asked, 1);
	asked->kind = kind_of(lower);
	asked->due = due;
	asked->words = text_shorten(sentence, WORDS_CHARS);
	g_ptr_array_add(found, asked);
}

GPtrArray *
asked_find(const char *text, guint32 written, const struct calendar *calendar)
{
	const struct setting setting = {written, calendar};
	GPtrArray *found = g_ptr_array_new_with_free_func(free_asked);
	const char *p = text;

	while (*p != '\0' && found->len < ASKED_MOST &&
	       (gsize)(p - text) < MOST_BYTES) {
		gsize n = sentence_end(p);
		g_autofree char *raw = g_strndup(p, n);

		read_sentence(&setting, raw, found);
		p += n;
		p += strspn(p, " \t\r\n");
	}
	return found;
}

GPtrArray *
asked_numbers(const char *text)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
	const char *p = text;

	while (*p != '\0' && found->len < ASKED_MOST) {
		gsize n = strspn(p, "0123456789");
		g_autofree char *number = g_strndup(p, MIN(n, 16));

		if (n == 9 && g_str_has_prefix(number, "20") &&
		    !g_ptr_array_find_with_equal_func(found, number,
						      g_str_equal, NULL))
			g_ptr_array_add(found, g_steal_pointer(&number));
		p += MAX(n, 1);
	}
	return found;
}

/* --- is it theirs? ------------------------------------------------------*/

static gboolean
is_same_domain(const char *one, const char *other)
{
	g_autofree char *below = g_strconcat(".", other, NULL);

	return g_ascii_strcasecmp(one, other) == 0 ||
	       (strlen(one) > strlen(below) &&
		g_ascii_strcasecmp(one + strlen(one) - strlen(below), below) ==
			0);
}

gboolean
asked_is_theirs(const struct ombudsman *ombudsman, const char *address)
{
	const char *at = strrchr(address, '@');
	guint i;

	for (i = 0; at != NULL && ombudsman->domains != NULL &&
		    i < ombudsman->domains->len;
	     i++)
		if (is_same_domain(at + 1,
				   g_ptr_array_index(ombudsman->domains, i)))
			return TRUE;
	return FALSE;
}

/* "dkim=pass header.d=example.org": one result of a field. */
static gboolean
passes(const char *result, const char *domain)
{
	static const char *const ways[] = {"dkim=pass", "spf=pass",
					   "dmarc=pass"};
	g_auto(GStrv) words = g_strsplit_set(result, " \t", -1);
	gboolean pass = FALSE;
	gsize i, k;

	for (i = 0; words[i] != NULL; i++) {
		const char *value = strchr(words[i], '=');
		const char *at;

		for (k = 0; k < G_N_ELEMENTS(ways); k++)
			pass |= g_ascii_strcasecmp(words[i], ways[k]) == 0;
		if (value == NULL || !pass ||
		    !(g_str_has_prefix(words[i], "header.") ||
		      g_str_has_prefix(words[i], "smtp.mailfrom")))
			continue;
		at = strrchr(value, '@');
		if (is_same_domain(at == NULL ? value + 1 : at + 1, domain))
			return TRUE;
	}
	return FALSE;
}

/* Without comments, in which anything may stand (RFC 5322, 3.2.2). */
static char *
without_comments(const char *field)
{
	GString *out = g_string_new(NULL);
	int depth = 0;

	for (; *field != '\0'; field++) {
		if (*field == '\\' && field[1] != '\0')
			field++;
		else if (*field == '(')
			depth++;
		else if (*field == ')')
			depth -= depth > 0 ? 1 : 0;
		else if (depth == 0)
			g_string_append_c(out, *field);
	}
	return g_string_free(out, FALSE);
}

static gboolean
field_passes(const char *field, const char *authserv, const char *domain)
{
	g_autofree char *bare = without_comments(field);
	g_auto(GStrv) results = g_strsplit(bare, ";", -1);
	g_auto(GStrv) first = NULL;
	gsize i;

	if (results[0] == NULL)
		return FALSE;
	first = g_strsplit_set(g_strstrip(results[0]), " \t", 2);
	if (first[0] == NULL || g_ascii_strcasecmp(first[0], authserv) != 0)
		return FALSE;
	for (i = 1; results[i] != NULL; i++)
		if (passes(results[i], domain))
			return TRUE;
	return FALSE;
}

gboolean
asked_is_genuine(const char *results, const char *authserv, const char *domain)
{
	g_auto(GStrv) fields = g_strsplit(results, "\n", -1);
	gsize i;

	for (i = 0; *authserv != '\0' && fields[i] != NULL; i++)
		if (field_passes(fields[i], authserv, domain))
			return TRUE;
	return FALSE;
}
