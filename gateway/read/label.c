/*
 * Labelled lines.
 */
#include "read/label.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "read/part.h"
#include "read/phrase.h"

static const char *const from_words[] = {
	"from",	      "von",	     "de",	    "da",	"van",
	"od",	      "de la",	     "från",	    "fra",	"lähettäjä",
	"от",	      "від",	     "kimden",	    "gönderen", "expéditeur",
	"remitente",  "mittente",    "oddi wrth",   "oddiwrth", "gan",
	"feladó",     "από",	     "发件人",	    "寄件者",	"差出人",
	"보낸 사람",  "nadawca",     "expeditor",   "absender", "afzender",
	"odesílatel", "odosielateľ", "pošiljatelj", "šalje",	"מאת",
	"من",	      "remetente",   "saatja",	    "no",	"nuo",
	NULL};
static const char *const date_words[] = {"date",
					 "sent",
					 "datum",
					 "gesendet",
					 "gesendet am",
					 "envoyé",
					 "envoyé le",
					 "enviado",
					 "enviado el",
					 "enviado em",
					 "enviada em",
					 "enviada",
					 "enviada el",
					 "fecha",
					 "data",
					 "data wysłania",
					 "inviato",
					 "inviato il",
					 "wysłano",
					 "wysłany",
					 "wyslano",
					 "trimis",
					 "trimis la",
					 "verzonden",
					 "skickat",
					 "sendt",
					 "lähetetty",
					 "päivämäärä",
					 "odesláno",
					 "odoslané",
					 "elküldve",
					 "dátum",
					 "отправлено",
					 "дата",
					 "надіслано",
					 "gönderildi",
					 "gönderme tarihi",
					 "tarih",
					 "发送时间",
					 "寄件日期",
					 "日期",
					 "送信日時",
					 "日時",
					 "보낸 날짜",
					 "날짜",
					 "anfonwyd",
					 "dyddiad",
					 "dato",
					 "sent on",
					 "date sent",
					 "poslano",
					 "ημερομηνία",
					 "στάλθηκε",
					 "envoyée",
					 "dată",
					 "saadetud",
					 "nosūtīts",
					 "išsiųsta",
					 "תאריך",
					 "نشاط",
					 "sent at",
					 NULL};
static const char *const to_words[] = {"to",
				       "an",
				       "à",
				       "a",
				       "para",
				       "aan",
				       "do",
				       "către",
				       "catre",
				       "till",
				       "til",
				       "vastaanottaja",
				       "komu",
				       "címzett",
				       "кому",
				       "kime",
				       "at",
				       "alıcı",
				       "收件人",
				       "收件者",
				       "宛先",
				       "받는 사람",
				       "destinataire",
				       "empfänger",
				       "destinatario",
				       "destinatário",
				       "pour",
				       "za",
				       "per",
				       "adresat",
				       "προς",
				       "saajat",
				       "prima",
				       "אל",
				       "la",
				       "kam",
				       "kam:",
				       NULL};
static const char *const subject_words[] = {
	"subject",   "betreff", "objet",   "asunto", "assunto", "oggetto",
	"onderwerp", "temat",	"subiect", "ämne",   "emne",	"aihe",
	"předmět",   "predmet", "tárgy",   "тема",   "konu",	"主题",
	"主旨",	     "件名",	"제목",	   "pwnc",   "testun",	"θέμα",
	"sujet",     "teema",	"tēma",	   "tema",   "נושא",	"subiectul",
	NULL};
static const char *const other_words[] = {
	"cc",	       "bcc",	       "copie",		 "kopie",
	"kopia",       "dw",	       "kopi",		 "copia",
	"importance",  "reply-to",     "attachments",	 "attachment",
	"priority",    "wichtigkeit",  "reply to",	 "importância",
	"importancia", "répondre à",   "antwort an",	 "responder a",
	"message-id",  "mailing list", "resent-from",	 "organization",
	"newsgroups",  "抄送",	       "副本",		 "참조",
	"sensitivity", "anlagen",      "pièces jointes", "mailed-by",
	"signed-by",   "to cc",	       "case ref",	 "x-mailer",
	"ważność",     "pièce jointe", "kopio",		 NULL};

static const struct {
	enum label label;
	const char *const *words;
} tables[] = {
	{LABEL_FROM, from_words},   {LABEL_DATE, date_words},
	{LABEL_TO, to_words},	    {LABEL_SUBJECT, subject_words},
	{LABEL_OTHER, other_words},
};

/* All words of the tables, made at the first use. */
static GHashTable *
all_words(void)
{
	static GHashTable *words;
	gsize i;
	gsize k;

	if (words != NULL)
		return words;
	words = g_hash_table_new(g_str_hash, g_str_equal);
	for (i = 0; i < G_N_ELEMENTS(tables); i++)
		for (k = 0; tables[i].words[k] != NULL; k++)
			g_hash_table_insert(words, (gpointer)tables[i].words[k],
					    GINT_TO_POINTER(tables[i].label));
	return words;
}

/* Where the label's colon is, of any width; NULL if it is not near. */
static const char *
find_colon(const char *at, gsize *size)
{
	const char *p;

	for (p = at; *p != '\0' && *p != '\n' && p - at < 40; p++) {
		*size = 1;
		if (*p == ':')
			return p;
		*size = 3;
		if ((guchar)*p == 0xef && strncmp(p, "：", 3) == 0)
			return p;
	}
	return NULL;
}

enum label
label_of(const char *line, const char **value)
{
	const char *at = line + strspn(line, " \t*_|>");
	gsize wide = 0;
	const char *colon = find_colon(at, &wide);
	g_autofree char *word = NULL;
	g_autofree char *folded = NULL;
	enum label label;

	if (colon == NULL || colon == at)
		return LABEL_NONE;
	word = g_strndup(at, (gsize)(colon - at));
	g_strdelimit(word, "*_\t", ' ');
	folded = phrase_fold(word, 40);
	label = GPOINTER_TO_INT(g_hash_table_lookup(all_words(), folded));
	if (label != LABEL_NONE && value != NULL)
		*value = colon + wide + strspn(colon + wide, " \t*_");
	return label;
}

gboolean
label_is_from(const char *line)
{
	return label_of(line, NULL) == LABEL_FROM;
}

static const char *
next_line(const char *line)
{
	const char *lf = strchr(line, '\n');

	return lf == NULL ? line + strlen(line) : lf + 1;
}

static gboolean
is_blank(const char *line)
{
	line += strspn(line, " \t>*_-");
	return *line == '\n' || *line == '\0';
}

static void
take(struct label_block *block, enum label label, const char *value,
     guint *seen)
{
	char **to = label == LABEL_FROM	  ? &block->from
		    : label == LABEL_DATE ? &block->date
					  : NULL;

	if (to != NULL && *to == NULL)
		*to = g_strndup(value, strcspn(value, "\n"));
	if (label != LABEL_OTHER && (*seen & 1u << label) == 0)
		block->kinds++;
	*seen |= 1u << label;
}

/* Lines that go on with a long list of addresses, and blank ones between. */
static gboolean
goes_on(const char *line, int *slack)
{
	const char *next = next_line(line);

	return (*slack)-- > 0 && *line != '\0' &&
	       (label_of(next, NULL) != LABEL_NONE ||
		(!is_blank(line) &&
		 (strchr(" \t", *line) != NULL || *slack > 3)));
}

gboolean
label_block_read(const char *line, struct label_block *block)
{
	guint seen = 0;
	int skip = 4;
	int slack = 4;

	*block = (struct label_block){NULL, NULL, 0, line};
	while (skip-- > 0 && label_of(line, NULL) == LABEL_NONE &&
	       *line != '\0')
		line = next_line(line);
	while (*line != '\0') {
		const char *value = NULL;
		enum label label = label_of(line, &value);

		if (label != LABEL_NONE)
			take(block, label, value, &seen);
		else if (seen == 0 || !goes_on(line, &slack))
			break;
		line = next_line(line);
	}
	block->end = line;
	if (block->from != NULL && block->kinds >= 2)
		return TRUE;
	label_block_clear(block);
	return FALSE;
}

void
label_block_clear(struct label_block *block)
{
	g_clear_pointer(&block->from, g_free);
	g_clear_pointer(&block->date, g_free);
}

gint64
label_date(const char *text)
{
	g_autofree char *plain = g_strdup(text);
	g_autoptr(GString) tidy = NULL;
	gint64 instant = mime_date(plain);

	if (instant != TIME_NONE)
		return instant;
	tidy = g_string_new(g_strdelimit(plain, ",*", ' '));
	g_string_replace(tidy, " at ", " ", 0);
	g_string_replace(tidy, " um ", " ", 0);
	g_string_replace(tidy, " à ", " ", 0);
	return mime_date(tidy->str);
}
