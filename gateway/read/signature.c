/*
 * Signatures, phones that name themselves, legal disclaimers and the footers
 * of lists. A name under "Kind regards" is not cut off: it says who wrote.
 */
#include "read/lines.h"

#include <string.h>

#include "read/label.h"
#include "read/mark.h"
#include "read/phrase.h"

/* Lines that can follow a delimiter which people also use for a pause. */
#define SIGNATURE_LINES 12

static const char *const devices[] = {"sent from my ",
				      "sent from mobile",
				      "sent from outlook",
				      "sent from mail for",
				      "sent from yahoo",
				      "sent from windows",
				      "sent from samsung",
				      "sent from aol",
				      "sent from gmail",
				      "sent from a ",
				      "sent from proton",
				      "sent from the ",
				      "sent via ",
				      "sent on the go",
				      "sent using ",
				      "sent with proton",
				      "sent with ",
				      "get outlook for",
				      "envoyé de mon ",
				      "envoyé depuis",
				      "envoyé à partir",
				      "envoyé de ",
				      "von meinem ",
				      "gesendet von ",
				      "gesendet mit ",
				      "diese nachricht wurde von mein",
				      "enviado desde ",
				      "enviado do ",
				      "enviado de ",
				      "enviado a partir",
				      "inviato da ",
				      "inviato dal ",
				      "wysłane z ",
				      "wysłano z ",
				      "trimis de pe ",
				      "trimis din ",
				      "trimis de la",
				      "verzonden vanaf",
				      "verstuurd vanaf",
				      "verzonden met",
				      "skickat från ",
				      "sendt fra ",
				      "lähetetty ",
				      "odesláno z ",
				      "odoslané z ",
				      "elküldve ",
				      "отправлено с ",
				      "отправлено из",
				      "надіслано з",
				      "anfonwyd o ",
				      "wedi'i anfon o",
				      "envoyé d'",
				      "iphone'umdan gönder",
				      "στάλθηκε από",
				      "发自我的",
				      "從我的",
				      "iphoneから送信",
				      "나의 iphone에서",
				      "enviat des de",
				      "poslano z ",
				      "poslano sa",
				      "yahoo mail: search",
				      "télécharger outlook",
				      "outlook für android",
				      "obtener outlook",
				      "outlook voor",
				      "pobierz program outlook",
				      "obter o outlook",
				      "scarica outlook",
				      "get bluemail",
				      "sent by ",
				      "sent wirelessly",
				      "envoyé sans fil",
				      "sent with airmail",
				      "-- sent from",
				      "--sent from",
				      NULL};

static const char *const disclaimers[] = {
	"this email and any",
	"this e-mail and any",
	"this message and any",
	"this email is confidential",
	"this e-mail is confidential",
	"this email (including",
	"this e-mail (including",
	"this message (including",
	"this email contains confidential",
	"this e-mail contains",
	"this message contains confidential",
	"this message is intended only",
	"this email is intended",
	"this e-mail is intended",
	"this message is confidential",
	"this transmission",
	"this communication",
	"this email message",
	"this e-mail message",
	"this email may contain",
	"this e-mail may contain",
	"this message may contain",
	"the information contained in this",
	"the information in this e",
	"the contents of this e",
	"the content of this e",
	"confidentiality notice",
	"confidentiality:",
	"confidential:",
	"disclaimer",
	"legal notice",
	"legal disclaimer",
	"important notice",
	"privileged and confidential",
	"please consider the environment",
	"please think before you print",
	"think before you print",
	"save paper",
	"consider the environment",
	"p please consider",
	"if you are not the intended",
	"if you have received this",
	"if you received this",
	"any views or opinions",
	"registered in england",
	"this email has been scanned",
	"this e-mail has been scanned",
	"this message has been scanned",
	"this email was scanned",
	"scanned by",
	"virus-free.",
	"this email has been checked for viruses",
	"this outbound email",
	"warning: this email",
	"caution: this email",
	"the information transmitted",
	"mae'r e-bost hwn",
	"mae'r neges hon",
	"diese e-mail enthält",
	"diese nachricht enthält",
	"der inhalt dieser",
	"ce message et",
	"ce courriel",
	"ce message est confidentiel",
	"este mensaje y",
	"este correo electrónico",
	"este mensaje va",
	"esta mensagem",
	"este e-mail",
	"questo messaggio",
	"le informazioni contenute",
	"ta wiadomość",
	"niniejsza wiadomość",
	"treść tej wiadomości",
	"acest mesaj",
	"acest e-mail",
	"you received this message because you are subscribed",
	"to unsubscribe from this",
	"you are receiving this because",
	"reply to this email directly or view it",
	NULL};

static const char *const closings[] = {"regards",
				       "kind regards",
				       "best regards",
				       "warm regards",
				       "kindest regards",
				       "many regards",
				       "with kind regards",
				       "thanks and regards",
				       "thanks & regards",
				       "best wishes",
				       "best",
				       "all the best",
				       "cheers",
				       "thanks",
				       "many thanks",
				       "thank you",
				       "thanks in advance",
				       "yours sincerely",
				       "yours faithfully",
				       "yours truly",
				       "sincerely",
				       "rgds",
				       "kr",
				       "br",
				       "cofion",
				       "cofion cynnes",
				       "cofion gorau",
				       "yn gywir",
				       "diolch",
				       "diolch yn fawr",
				       "mit freundlichen grüßen",
				       "viele grüße",
				       "beste grüße",
				       "mfg",
				       "cordialement",
				       "bien cordialement",
				       "bien à vous",
				       "salutations",
				       "saludos",
				       "un saludo",
				       "atentamente",
				       "saludos cordiales",
				       "atenciosamente",
				       "cumprimentos",
				       "melhores cumprimentos",
				       "cordiali saluti",
				       "distinti saluti",
				       "saluti",
				       "pozdrawiam",
				       "z poważaniem",
				       "cu stimă",
				       "cu respect",
				       "met vriendelijke groet",
				       "mvg",
				       "groeten",
				       "vänliga hälsningar",
				       "med venlig hilsen",
				       "mvh",
				       NULL};

/* "--" and "---", alone on a line. */
static gboolean
is_delimiter(const char *line)
{
	gsize n = strlen(line);

	while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\r'))
		n--;
	return (n == 2 && strncmp(line, "--", 2) == 0) ||
	       (n == 3 && strncmp(line, "---", 3) == 0);
}

/* "_____" or "-----", longer than a delimiter, or what stands for one. */
static gboolean
is_ruler(const char *line)
{
	gsize n = strlen(line);

	while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\r'))
		n--;
	if ((n == 2 && strncmp(line, "__", 2) == 0) ||
	    (n == 3 &&
	     (strncmp(line, "—", 3) == 0 || strncmp(line, "–", 3) == 0)))
		return TRUE;
	return n >= 5 && (strspn(line, "_") == n || strspn(line, "-") == n ||
			  strspn(line, "-~") == n || strspn(line, "=") == n);
}

/* Lines from i on up to the next quotation or the end; those with text. */
static guint
block_end(const struct lines *lines, guint i, guint *texts)
{
	*texts = 0;
	while (i < lines->n && lines->fates[i] == LINE_STAYS) {
		*texts += !line_is_blank(lines->at[i]);
		i++;
	}
	return i;
}

static gboolean
ends_text(const struct lines *lines, guint i)
{
	return lines_next(lines, i) == lines->n;
}

static void
drop_delimited(struct lines *lines)
{
	guint i;

	for (i = 0; i < lines->n; i++) {
		gboolean proper = g_str_equal(lines->at[i], "-- ");
		guint texts;
		guint end;

		if (lines->fates[i] != LINE_STAYS ||
		    !(is_delimiter(lines->at[i]) || is_ruler(lines->at[i])) ||
		    !lines_any_before(lines, i))
			continue;
		end = block_end(lines, i + 1, &texts);
		if (proper ||
		    texts <= (is_ruler(lines->at[i]) ? SIGNATURE_LINES / 2
						     : SIGNATURE_LINES))
			lines_drop(lines, i, end, LINE_SIGNATURE);
	}
}

static gboolean
is_device(const char *line)
{
	g_autofree char *folded = NULL;
	const char *p;

	if (strlen(line) > 200)
		return FALSE;
	folded = phrase_fold(line, 200);
	p = folded + strspn(folded, "-*_<[( ~|>");
	if (strlen(p) > 120)
		return FALSE;
	return phrase_starts(p, devices) != NULL ||
	       g_str_has_prefix(p, "http://www.avg.com");
}

/* The words of a phone, at the end of the text or of what is above a
 * quotation. */
static void
drop_devices(struct lines *lines)
{
	guint i;

	for (i = 0; i < lines->n; i++) {
		guint texts;

		if (lines->fates[i] != LINE_STAYS ||
		    line_is_blank(lines->at[i]) || !is_device(lines->at[i]))
			continue;
		block_end(lines, i, &texts);
		if (texts <= 4 || (i > 0 && line_is_blank(lines->at[i - 1])))
			lines_drop(lines, i, i + 1, LINE_SIGNATURE);
	}
}

static gboolean
is_disclaimer(const char *line)
{
	g_autofree char *folded = phrase_fold(line, 100);
	const char *p = folded + strspn(folded, "-*_<[( ~|>\"'=");

	return phrase_starts(p, disclaimers) != NULL;
}

/* Paragraphs of lawyers and scanners. A paragraph must be long or the last,
 * and something must stand above it. */
static void
drop_disclaimers(struct lines *lines)
{
	gboolean above = FALSE;
	gboolean fresh = TRUE;
	guint i;

	for (i = 0; i < lines->n; i++) {
		gboolean blank = line_is_blank(lines->at[i]);

		if (lines->fates[i] == LINE_STAYS && !blank && fresh && above &&
		    is_disclaimer(lines->at[i])) {
			guint end = i;

			while (end < lines->n && !line_is_blank(lines->at[end]))
				end++;
			lines_drop(lines, i, end, LINE_SIGNATURE);
			i = end - 1;
			continue;
		}
		above = above || (!blank && lines->fates[i] == LINE_STAYS);
		fresh = blank || lines->fates[i] != LINE_STAYS ||
			is_ruler(lines->at[i]);
	}
}

/* "-Abhishek": one to three capital names after a hyphen, as the last line. */
static gboolean
is_hyphened_name(const char *line)
{
	const char *p = line + 1;
	int words = 0;

	if (*line != '-' || strlen(line) > 40)
		return FALSE;
	if (strspn(p, "abcdefghijklmnopqrstuvwxyz") == strlen(p))
		return strlen(p) >= 3; /* "-roman" */
	while (*p != '\0') {
		if (!g_unichar_isupper(g_utf8_get_char(p)))
			return FALSE;
		words++;
		p += strcspn(p, " ");
		p += strspn(p, " .");
	}
	return words >= 1 && words <= 3;
}

static void
drop_hyphened_name(struct lines *lines)
{
	guint last = lines->n;
	guint before;
	guint i;

	for (i = 0; i < lines->n; i++)
		if (lines->fates[i] == LINE_STAYS &&
		    !line_is_blank(lines->at[i]))
			last = i;
	if (last == lines->n || last == 0 || !is_hyphened_name(lines->at[last]))
		return;
	for (before = last; before > 0 && line_is_blank(lines->at[before - 1]);
	     before--)
		;
	if (before > 0 && *lines->at[before - 1] != '-' &&
	    !g_str_has_suffix(lines->at[before - 1], ":"))
		lines_drop(lines, last, last + 1, LINE_SIGNATURE);
}

/* A ruler that is left over as the last line. */
static void
drop_last_ruler(struct lines *lines)
{
	guint i;

	for (i = 0; i < lines->n; i++)
		if (lines->fates[i] == LINE_STAYS && is_ruler(lines->at[i]) &&
		    ends_text(lines, i + 1))
			lines_drop(lines, i, i + 1, LINE_SIGNATURE);
}

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

static gboolean
is_closing(const char *line)
{
	g_autofree char *folded = NULL;
	gsize n;

	if (strlen(line) > 60)
		return FALSE;
	folded = phrase_fold(line, 60);
	n = strlen(folded);
	while (n > 0 && strchr(",.!- ", folded[n - 1]) != NULL)
		folded[--n] = '\0';
	return phrase_equals(folded, closings) != NULL;
}

/* "Kind regards", a name and a card of three lines or more: the card and all
 * from the closing on go. A bare name under it stays. */
static void
drop_cards(struct lines *lines)
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
		end = block_end(lines, i + 1, &texts);
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

void
signature_drop(struct lines *lines)
{
	drop_delimited(lines);
	drop_cards(lines);
	drop_devices(lines);
	drop_disclaimers(lines);
	drop_hyphened_name(lines);
	drop_last_ruler(lines);
}
