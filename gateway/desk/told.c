/*
 * Writing down what was said, and, when it comes back from the reader,
 * taking up again what stands below its text. Only the landlord's own
 * program puts items with this source into the spool.
 */
#include "desk/told.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "ledger/history.h"
#include "ledger/person.h"

#define YEAR_SECONDS ((gint64)366 * 24 * 60 * 60)

/* A clock that goes wrong by some minutes makes no future. */
#define AHEAD_SECONDS 300

/* A subject, an address: more is a wrong field. Names and numbers stand in
 * the envelope's note, which must stay short. */
#define LINE_BYTES 300
#define NAME_BYTES 100

#define BELOW "\n-- \n"
#define TOLD_TO "Told to: "
#define ADDRESS "Address: "

static const struct {
	const char *name;
	const char *words;
	const char *subject;
} channels[] = {
	{"phone", "by telephone", "Telephone call"},
	{"visit", "on a visit", "Told on a visit"},
	{"social", "on a social network", "Told on a social network"},
};

static int
channel_of(const char *name)
{
	int i;

	for (i = 0; i < (int)G_N_ELEMENTS(channels); i++)
		if (g_strcmp0(name, channels[i].name) == 0)
			return i;
	return -1;
}

gboolean
told_is_channel(const char *channel)
{
	return channel_of(channel) >= 0;
}

const char *
told_channel_words(const char *channel)
{
	int i = channel_of(channel);

	return i < 0 ? "in another way" : channels[i].words;
}

/* "15:04" to minutes; -1. */
static int
minutes_of(const char *text)
{
	int hour, minute;

	if (strlen(text) != 5 || text[2] != ':' || !g_ascii_isdigit(text[0]) ||
	    !g_ascii_isdigit(text[1]) || !g_ascii_isdigit(text[3]) ||
	    !g_ascii_isdigit(text[4]))
		return -1;
	hour = (text[0] - '0') * 10 + text[1] - '0';
	minute = (text[3] - '0') * 10 + text[4] - '0';
	return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

gint64
told_when(const char *text)
{
	g_autofree char *iso = NULL;
	guint32 day;
	int minutes = 0;

	if (strlen(text) > 16)
		return clock_parse(text);
	iso = g_strndup(text, 10);
	day = clock_parse_day(iso);
	if (strlen(text) > 10)
		minutes = text[10] == 'T' || text[10] == ' '
				  ? minutes_of(text + 11)
				  : -1;
	if (day == DAY_NONE || minutes < 0)
		return TIME_NONE;
	return clock_at(day, minutes / 60, minutes % 60);
}

static gboolean
is_empty(const char *text)
{
	return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

/* For one line: no control characters, ends trimmed. */
static char *
one_line(const char *text)
{
	g_autofree char *clean = text_clean(text == NULL ? "" : text, TRUE);

	return text_squeeze(clean);
}

static gboolean
check_lines(const struct told *told, GError **error)
{
	enum { SHORT = 3 }; /* so many of them come first */
	const char *const lines[] = {told->by,	      told->name,
				     told->telephone, told->address,
				     told->subject,   told->email};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(lines); i++) {
		if (lines[i] == NULL)
			continue;
		if (!g_utf8_validate(lines[i], -1, NULL))
			return fault_set(error, FAULT_INPUT,
					 "What was typed is not UTF-8 text.");
		if (strlen(lines[i]) > (i < SHORT ? NAME_BYTES : LINE_BYTES))
			return fault_set(error, FAULT_INPUT,
					 "A name or a telephone number may "
					 "have %d characters, an address or a "
					 "subject %d. Put the rest into the "
					 "text.",
					 NAME_BYTES, LINE_BYTES);
	}
	return TRUE;
}

static gboolean
check_when(const struct told *told, GError **error)
{
	gint64 now = clock_now();

	if (told->when == TIME_NONE)
		return fault_set(error, FAULT_INPUT,
				 "Say when it was said, such as "
				 "2026-11-20T15:00 or 2026-11-20.");
	if (told->when > now + AHEAD_SECONDS)
		return fault_set(error, FAULT_INPUT,
				 "That time is in the future. Say when it was "
				 "said.");
	return told->when >= now - YEAR_SECONDS ||
	       fault_set(error, FAULT_INPUT,
			 "That is more than a year ago. Check the year. If it "
			 "is right, write a note of it and tell the "
			 "complaints officer.");
}

static gboolean
check_text(const struct told *told, GError **error)
{
	if (is_empty(told->text))
		return fault_set(error, FAULT_INPUT,
				 "Write down what the resident said.");
	if (!g_utf8_validate(told->text, -1, NULL))
		return fault_set(error, FAULT_INPUT,
				 "What was said is not UTF-8 text.");
	return strlen(told->text) <= LIMIT_TYPED_BYTES ||
	       fault_set(error, FAULT_INPUT,
			 "What was said is longer than %d kB. Shorten it.",
			 (int)(LIMIT_TYPED_BYTES / 1024));
}

gboolean
told_check(const struct told *told, GError **error)
{
	if (!told_is_channel(told->channel))
		return fault_set(error, FAULT_INPUT,
				 "Say how it was told: phone, visit or "
				 "social.");
	if (is_empty(told->by))
		return fault_set(error, FAULT_INPUT,
				 "Say which member of staff was told.");
	if (!check_lines(told, error) || !check_text(told, error) ||
	    !check_when(told, error))
		return FALSE;
	if (is_empty(told->name) && is_empty(told->email) &&
	    is_empty(told->telephone) && is_empty(told->address))
		return fault_set(error, FAULT_INPUT,
				 "Say who it was: a name, an address, a "
				 "telephone number or an email address.");
	return is_empty(told->email) || text_is_address(told->email) ||
	       fault_set(error, FAULT_INPUT,
			 "\"%s\" is no email address. Leave it out if there "
			 "is none: the answer then goes by post.",
			 told->email);
}

/* A name that no mail program takes for more than a name. */
static void
add_from(GString *out, const struct told *told)
{
	g_autofree char *name = one_line(told->name);

	g_strdelimit(name, "\"\\<>", '\'');
	g_string_append(out, "From: ");
	if (*name != '\0')
		g_string_append_printf(out, "\"%s\" ", name);
	g_string_append_printf(out, "<%s>\r\n",
			       told->email == NULL ? "" : told->email);
}

static void
add_head(GString *out, const struct told *told)
{
	g_autofree char *subject = one_line(told->subject);
	g_autofree char *date = clock_rfc5322(told->when);

	add_from(out, told);
	g_string_append_printf(
		out,
		"Subject: %s\r\nDate: %s\r\nMIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: 8bit\r\n\r\n",
		*subject != '\0' ? subject
				 : channels[channel_of(told->channel)].subject,
		date);
}

/* A line that would end the text is no such line any more. */
static void
add_text(GString *out, const char *text)
{
	g_autofree char *clean = text_clean(text, FALSE);
	g_auto(GStrv) lines = g_strsplit(clean, "\n", -1);
	gsize i;

	for (i = 0; lines[i] != NULL; i++) {
		g_strchomp(lines[i]);
		g_string_append_printf(out, "%s%s\r\n",
				       g_str_equal(lines[i], "--") ? " " : "",
				       lines[i]);
	}
}

static void
add_line(GString *out, const char *label, const char *text)
{
	g_autofree char *line = NULL;
	g_autofree char *parts = g_strdup(text == NULL ? "" : text);
	g_auto(GStrv) words = g_strsplit(g_strstrip(parts), "\n", -1);

	line = g_strjoinv(", ", words);
	g_free(g_steal_pointer(&parts));
	parts = one_line(line);
	if (*parts != '\0')
		g_string_append_printf(out, "%s%s\r\n", label, parts);
}

static char *
when_words(const struct told *told)
{
	g_autofree char *words = clock_words(clock_day(told->when));
	g_autofree char *shown = clock_short(told->when);

	if (g_str_has_suffix(shown, " 00:00"))
		return g_strdup_printf("on %s", words);
	return g_strdup_printf("on %s at %s", words, strrchr(shown, ' ') + 1);
}

static GString *
write_down(const struct told *told)
{
	g_autofree char *when = when_words(told);
	GString *out = g_string_new(NULL);

	add_head(out, told);
	add_text(out, told->text);
	g_string_append(out, "\r\n-- \r\n");
	add_line(out, TOLD_TO, told->by);
	g_string_append_printf(out, "How and when: %s, %s\r\n",
			       told_channel_words(told->channel), when);
	add_line(out, "Telephone: ", told->telephone);
	add_line(out, ADDRESS, told->address);
	return out;
}

static void
set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static char *
note_of(const struct told *told, const char *when)
{
	g_autofree char *by = one_line(told->by);
	g_autofree char *number = one_line(told->telephone);

	return g_strdup_printf(
		"Told to %s %s %s.%s%s", by, told_channel_words(told->channel),
		when, *number == '\0' ? "" : " Their telephone: ", number);
}

gboolean
told_put(struct spool *spool, const struct told *told, char **sha256,
	 GError **error)
{
	g_autoptr(GString) bytes = NULL;
	g_autoptr(own_item) facts = item_new();
	g_autofree char *when = NULL;

	if (!told_check(told, error))
		return FALSE;
	bytes = write_down(told);
	when = when_words(told);
	set(&facts->source, TOLD_SOURCE);
	set(&facts->channel, told->channel);
	facts->received = MIN(told->when, clock_now());
	g_free(facts->note);
	facts->note = note_of(told, when);
	if (!spool_put(spool, bytes->str, bytes->len, facts, error) ||
	    !spool_sync(spool, error))
		return FALSE;
	if (sha256 != NULL)
		*sha256 = g_strdup(facts->sha256);
	return TRUE;
}

/* What stands behind the label below the text; "" if it is not there. */
static char *
below(const struct message *message, const char *label)
{
	const char *line = g_strrstr(message->text, BELOW);

	for (; line != NULL; line = strchr(line + 1, '\n'))
		if (g_str_has_prefix(line + 1, label)) {
			const char *value = line + 1 + strlen(label);

			return g_strndup(value, strcspn(value, "\r\n"));
		}
	return g_strdup("");
}

/* Name and address as lines for the window of a letter. */
static char *
postal_lines(const char *name, const char *address)
{
	g_auto(GStrv) parts = g_strsplit(address, ",", -1);
	g_autofree char *lines = NULL;
	gsize i;

	for (i = 0; parts[i] != NULL; i++)
		g_strstrip(parts[i]);
	lines = g_strjoinv("\n", parts);
	return g_strdup_printf("%s%s%s", name, *name == '\0' ? "" : "\n",
			       lines);
}

/* What is recorded of a person already was recorded with care. */
static gboolean
keep_address(struct post *post, const struct case_row *row, const char *by,
	     const char *address, GError **error)
{
	g_autoptr(own_person) person = NULL;

	if (*address == '\0')
		return TRUE;
	person = person_load(post->ledger, row->from_address, row->id, error);
	if (person == NULL)
		return FALSE;
	if (*person->postal != '\0')
		return TRUE;
	g_free(person->postal);
	person->postal = postal_lines(row->from_name, address);
	if (*person->name == '\0')
		set(&person->name, row->from_name);
	set(&person->by, by);
	person->at = clock_now();
	return person_save(post->ledger, person, error);
}

gboolean
told_keep(struct post *post, const struct filing *filing,
	  const struct case_row *row, GError **error)
{
	const struct item *item = filing->item;
	g_autofree char *by = NULL;
	g_autofree char *address = NULL;
	struct history_new entry = {
		.case_id = row->id,
		.at = clock_now(),
		.event = "told",
	};

	if (filing->message == NULL || !told_is_channel(item->channel) ||
	    !g_str_equal(item->source, TOLD_SOURCE))
		return TRUE;
	by = below(filing->message, TOLD_TO);
	address = below(filing->message, ADDRESS);
	if (*by == '\0')
		return TRUE;
	entry.actor = by;
	entry.detail = json_pack("{s:s, s:s}", "channel", item->channel, "text",
				 item->note);
	return history_add(post->ledger, entry, error) > 0 &&
	       keep_address(post, row, by, address, error);
}
