/*
 * Signatures, phones that name themselves, legal disclaimers and the footers
 * of lists.
 */
#include "read/lines.h"

#include <string.h>

#include "read/mark.h"
#include "read/phrase.h"

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
				      "anfonwyd o",
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
	"registered in scotland",
	"registered in wales",
	"registered office",
	"registered number",
	"registered charity",
	"company registration",
	"registered as a",
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
	if ((n >= 2 && n < 5 && strspn(line, "_") == n) ||
	    (n == 3 &&
	     (strncmp(line, "—", 3) == 0 || strncmp(line, "–", 3) == 0)))
		return TRUE;
	return n >= 5 && (strspn(line, "_") == n || strspn(line, "-") == n ||
			  strspn(line, "-~") == n || strspn(line, "=") == n);
}

static gboolean
ends_text(const struct lines *lines, guint i)
{
	return lines_next(lines, i) == lines->n;
}

static gboolean
is_disclaimer(const char *line)
{
	static const char skip[] = "-*_<[( ~|>\"'=";
	g_autofree char *folded = NULL;

	if (!phrase_may_start(line, skip, disclaimers))
		return FALSE;
	folded = phrase_fold(line, 100);
	return phrase_starts(folded + strspn(folded, skip), disclaimers) !=
	       NULL;
}

/* Longer than lines of signatures are, and no lawyer's. */
static gboolean
has_long_line(const struct lines *lines, guint i, guint end)
{
	for (; i < end; i++)
		if (strlen(lines->at[i]) > 90 && !is_disclaimer(lines->at[i]))
			return TRUE;
	return FALSE;
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
		end = lines_block_end(lines, i + 1,
				      proper ? G_MAXUINT - 1 : SIGNATURE_LINES,
				      &texts);
		if (proper ||
		    (texts <= (is_ruler(lines->at[i]) ? SIGNATURE_LINES / 2
						      : SIGNATURE_LINES) &&
		     !has_long_line(lines, i + 1, end)))
			lines_drop(lines, i, end, LINE_SIGNATURE);
	}
}

/* The line in lower case without addresses in angle brackets. */
static char *
without_links(const char *line)
{
	GString *out = g_string_new(NULL);
	g_autofree char *plain = NULL;

	while (*line != '\0') {
		gsize n = strcspn(line, "<");
		const char *close = strchr(line + n, '>');

		g_string_append_len(out, line, (gssize)n);
		line += n;
		if (*line == '<' && close != NULL && line[1] == 'h')
			line = close + 1;
		else if (*line == '<')
			g_string_append_c(out, *line++);
	}
	plain = g_string_free(out, FALSE);
	return phrase_fold(plain, 200);
}

static guint
count_words(const char *text)
{
	guint n = *text != '\0';

	for (; *text != '\0'; text++)
		n += *text == ' ';
	return n;
}

static const char *const device_starts[] = {"sent from ",
					    "from my ",
					    "typed on my ",
					    "written on my ",
					    "please excuse ",
					    "excuse typos",
					    "excuse any typos",
					    "sent on the ",
					    "enviado via ",
					    "gesendet aus ",
					    NULL};

/* What programs say in many ways, if they say no more than that. */
static gboolean
is_short_device(const char *text)
{
	gboolean outlook = strstr(text, "outlook") != NULL &&
			   (g_str_has_suffix(text, "ios") ||
			    g_str_has_suffix(text, "android"));

	if (strlen(text) > 60 || count_words(text) > 8)
		return FALSE;
	return outlook || phrase_starts(text, device_starts) != NULL ||
	       (g_str_has_suffix(text, " from mobile") &&
		count_words(text) <= 4) ||
	       (g_str_has_prefix(text, "von outlook ") &&
		g_str_has_suffix(text, " gesendet"));
}

/* FALSE if the line neither begins nor ends as words of a phone do; without
 * folding it, since most lines do not. */
static gboolean
may_be_device(const char *line, const char *skip)
{
	gsize n = strlen(line);

	while (n > 0 && g_ascii_isspace(line[n - 1]))
		n--;
	return n > 0 &&
	       (strchr("sdetSDET", line[n - 1]) != NULL ||
		(guchar)line[n - 1] >= 0x80 || strchr(line, '<') != NULL ||
		strstr(line, "://") != NULL ||
		phrase_may_start(line, skip, devices) ||
		phrase_may_start(line, skip, device_starts));
}

static gboolean
is_device(const char *line)
{
	static const char skip[] = "-*_<[( ~|>";
	g_autofree char *folded = NULL;
	const char *p;

	if (strlen(line) > 250 || !may_be_device(line, skip))
		return FALSE;
	folded = without_links(line);
	p = folded + strspn(folded, skip);
	if (strlen(p) > 100)
		return FALSE;
	return phrase_starts(p, devices) != NULL || is_short_device(p) ||
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
		lines_block_end(lines, i, SIGNATURE_LINES, &texts);
		if (texts <= 4 || (i > 0 && line_is_blank(lines->at[i - 1])))
			lines_drop(lines, i, i + 1, LINE_SIGNATURE);
	}
}

/* "*****" alone on a line. */
static gboolean
is_stars(const char *line)
{
	gsize n = strspn(line, "*");

	return n >= 5 && line[n + strspn(line + n, " \r")] == '\0';
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
			is_ruler(lines->at[i]) || is_stars(lines->at[i]);
	}
}

/* "-Jane", "- Jane Smith", "~ Jane": one to three capital names after a
 * dash. */
static gboolean
is_hyphened_name(const char *line)
{
	const char *p = line + strspn(line, "-~");
	int words = 0;

	if (p == line || p - line > 3 || strlen(line) > 40)
		return FALSE;
	if (p == line + 1 && *line == '-' &&
	    strspn(p, "abcdefghijklmnopqrstuvwxyz") == strlen(p))
		return strlen(p) >= 3; /* "-roman" */
	p += strspn(p, " ");
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
	if (before > 0 && strchr("-~", *lines->at[before - 1]) == NULL &&
	    !g_str_has_suffix(lines->at[before - 1], ":"))
		lines_drop(lines, last, last + 1, LINE_SIGNATURE);
}

/* A ruler that is left over as the last line. */
static void
drop_last_ruler(struct lines *lines)
{
	guint i;

	for (i = 0; i < lines->n; i++)
		if (lines->fates[i] == LINE_STAYS &&
		    (is_ruler(lines->at[i]) || is_stars(lines->at[i])) &&
		    ends_text(lines, i + 1))
			lines_drop(lines, i, i + 1, LINE_SIGNATURE);
}

void
signature_drop(struct lines *lines)
{
	drop_delimited(lines);
	closing_drop_cards(lines);
	drop_devices(lines);
	drop_disclaimers(lines);
	drop_hyphened_name(lines);
	drop_last_ruler(lines);
	closing_drop_names(lines);
}
