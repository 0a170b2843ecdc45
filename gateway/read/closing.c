/*
 * Words of parting with what stands below them: a card of contacts, or a name
 * and an address at the very end.
 */
#include "read/lines.h"

#include <string.h>

#include "read/label.h"
#include "read/phrase.h"

/* A name's or an address's line is shorter, and has fewer words. */
#define NAME_BYTES 48
#define NAME_WORDS 6

/* Lines of a name and an address under words of parting. */
#define NAME_LINES 5

/* Partings, which say nothing else. */
static const char *const closings[] = {"regards",
				       "kind regards",
				       "best regards",
				       "warm regards",
				       "kindest regards",
				       "many regards",
				       "with kind regards",
				       "warmest regards",
				       "thanks and regards",
				       "thanks & regards",
				       "kind regards and thanks",
				       "best wishes",
				       "with best wishes",
				       "best",
				       "all the best",
				       "cheers",
				       "yours",
				       "yours sincerely",
				       "yours faithfully",
				       "yours truly",
				       "sincerely",
				       "sincerely yours",
				       "respectfully",
				       "rgds",
				       "kr",
				       "br",
				       "take care",
				       "cofion",
				       "cofion cynnes",
				       "cofion gorau",
				       "yn gywir",
				       "yr eiddoch yn gywir",
				       "dymuniadau gorau",
				       "hwyl",
				       "mit freundlichen grüßen",
				       "mit freundlichem gruß",
				       "freundliche grüße",
				       "viele grüße",
				       "liebe grüße",
				       "herzliche grüße",
				       "beste grüße",
				       "mit besten grüßen",
				       "schöne grüße",
				       "grüße",
				       "gruß",
				       "mfg",
				       "lg",
				       "vg",
				       "hochachtungsvoll",
				       "cordialement",
				       "bien cordialement",
				       "très cordialement",
				       "bien à vous",
				       "salutations",
				       "sincères salutations",
				       "bonne journée",
				       "amicalement",
				       "saludos",
				       "un saludo",
				       "un cordial saludo",
				       "atentamente",
				       "saludos cordiales",
				       "atte",
				       "un abrazo",
				       "cordialmente",
				       "atenciosamente",
				       "cumprimentos",
				       "melhores cumprimentos",
				       "com os melhores cumprimentos",
				       "abraços",
				       "cordiali saluti",
				       "distinti saluti",
				       "saluti",
				       "con i migliori saluti",
				       "pozdrawiam",
				       "pozdrawiam serdecznie",
				       "serdecznie pozdrawiam",
				       "z poważaniem",
				       "pozdrowienia",
				       "z wyrazami szacunku",
				       "cu stimă",
				       "cu stima",
				       "cu respect",
				       "toate cele bune",
				       "met vriendelijke groet",
				       "met vriendelijke groeten",
				       "mvg",
				       "groeten",
				       "groetjes",
				       "hartelijke groet",
				       "vänliga hälsningar",
				       "med vänliga hälsningar",
				       "hälsningar",
				       "med venlig hilsen",
				       "vennlig hilsen",
				       "hilsen",
				       "mvh",
				       "ystävällisin terveisin",
				       "terveisin",
				       "s pozdravem",
				       "s pozdravom",
				       "üdvözlettel",
				       "с уважением",
				       "з повагою",
				       "saygılarımla",
				       NULL};

/* Thanks: they part only with a name below them. */
static const char *const thanks[] = {"thanks",
				     "many thanks",
				     "thank you",
				     "thanks in advance",
				     "many thanks in advance",
				     "thank you in advance",
				     "with thanks",
				     "thank you very much",
				     "thanks very much",
				     "thanks so much",
				     "thanks a lot",
				     "thanks again",
				     "ta",
				     "diolch",
				     "diolch yn fawr",
				     "danke",
				     "vielen dank",
				     "besten dank",
				     "merci",
				     "merci d'avance",
				     "merci beaucoup",
				     "gracias",
				     "muchas gracias",
				     "obrigado",
				     "obrigada",
				     "muito obrigado",
				     "muito obrigada",
				     "grazie",
				     "grazie mille",
				     "dziękuję",
				     "dziękuje",
				     "dzięki",
				     "mulțumesc",
				     "multumesc",
				     "vă mulțumesc",
				     "bedankt",
				     "tack",
				     "takk",
				     "tak",
				     "kiitos",
				     "děkuji",
				     "ďakujem",
				     "köszönöm",
				     "спасибо",
				     "дякую",
				     "teşekkürler",
				     "love",
				     NULL};

/* A line such as "07700 900123", "www.x.example" or "T: 01234". */
static gboolean
is_contact(const char *line)
{
	guint digits = 0;
	const char *p;

	for (p = line; *p != '\0'; p++)
		digits += g_ascii_isdigit(*p) != 0;
	return digits >= 6 || strstr(line, "www.") != NULL ||
	       strstr(line, "http") != NULL || strchr(line, '@') != NULL;
}

/* The line in lower case, without what ends it; NULL if it is too long. */
static char *
parting_of(const char *line)
{
	char *folded;
	gsize n;

	if (strlen(line) > 60)
		return NULL;
	folded = phrase_fold(line, 60);
	n = strlen(folded);
	while (n > 0 && strchr(",.!-;: ", folded[n - 1]) != NULL)
		folded[--n] = '\0';
	return folded;
}

static gboolean
is_closing(const char *line)
{
	g_autofree char *folded = parting_of(line);

	return folded != NULL && (phrase_equals(folded, closings) != NULL ||
				  phrase_equals(folded, thanks) != NULL);
}

static gboolean
is_small_word(const char *word, gsize size)
{
	static const char *const words[] = {
		"of", "and", "the", "de", "da", "van", "von", "der", "la", "y",
		"x",  "xx",  "xxx", "&",  "ap", "-",   "|",   "/",   NULL};
	g_autofree char *one = g_strndup(word, size);

	return phrase_equals(one, words) != NULL;
}

/* "Jane", "Mrs J. Smith", "12 Rose Lane", "Housing Officer": short, and no
 * word of it begins with a small letter. */
static gboolean
is_name(const char *line)
{
	const char *p = line + strspn(line, " \t*-_,");
	guint words = 0;

	if (strlen(p) > NAME_BYTES || strpbrk(p, "?!:;\"") != NULL)
		return FALSE;
	while (*p != '\0') {
		gsize size = strcspn(p, " \t,");
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_isupper(c) && !g_unichar_isdigit(c) &&
		    *p != '(' && !is_small_word(p, size))
			return FALSE;
		words++;
		p += size;
		p += strspn(p, " \t,*_");
	}
	return words >= 1 && words <= NAME_WORDS;
}

/* "Kind regards, Jane" on one line. */
static gboolean
is_closing_with_name(const char *line)
{
	gsize n = strcspn(line, ",\n");
	g_autofree char *first = NULL;

	if (line[n] != ',' || n > 40)
		return FALSE;
	first = g_strndup(line, n);
	line += n + 1;
	return is_closing(first) && line[strspn(line, " ")] != '\0' &&
	       strpbrk(line, "0123456789") == NULL && is_name(line);
}

/* "Kind regards", a name and a card of three lines or more: the card and all
 * from the closing on go. */
void
closing_drop_cards(struct lines *lines)
{
	guint i;

	for (i = 0; i < lines->n; i++) {
		guint contacts = 0;
		guint texts;
		guint end;
		guint k;

		if (lines->fates[i] != LINE_STAYS ||
		    !is_closing(lines->at[i]) || !lines_any_before(lines, i))
			continue;
		end = lines_block_end(lines, i + 1, SIGNATURE_LINES, &texts);
		for (k = i + 1; k < end; k++) {
			contacts += is_contact(lines->at[k]) ? 1 : 0;
			if (strlen(lines->at[k]) > 90 ||
			    lines->labels[k] == LABEL_FROM)
				texts = G_MAXUINT / 2;
		}
		if (texts >= 3 && texts <= SIGNATURE_LINES && contacts > 0)
			lines_drop(lines, i, end, LINE_SIGNATURE);
	}
}

/* True if all lines up to end are names and the like. */
static gboolean
are_names(const struct lines *lines, guint i, guint end)
{
	for (; i < end; i++)
		if (!line_is_blank(lines->at[i]) && !is_name(lines->at[i]) &&
		    !is_contact(lines->at[i]))
			return FALSE;
	return TRUE;
}

/* Words of parting at the very end, or right above earlier mail, with nothing
 * but a name and an address below them. */
void
closing_drop_names(struct lines *lines)
{
	guint i;

	for (i = 0; i < lines->n; i++) {
		const char *line = lines->at[i];
		gboolean both = FALSE;
		guint texts;
		guint end;

		if (lines->fates[i] != LINE_STAYS || strlen(line) > 90)
			continue;
		both = is_closing_with_name(line);
		if ((!both && !is_closing(line)) || !lines_any_before(lines, i))
			continue;
		end = lines_block_end(lines, i + 1, SIGNATURE_LINES, &texts);
		if (texts > NAME_LINES || !are_names(lines, i + 1, end))
			continue;
		if (texts > 0 || both) {
			lines_drop(lines, i, end, LINE_SIGNATURE);
			i = end;
		}
	}
}
