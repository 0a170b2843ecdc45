/*
 * What strangers write, on its way into a letter of ours: a draft, a guard
 * letter and its bytes, and the same text taken for a template. The first
 * line is the sender's name.
 */
#include <glib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "respond/compose.h"
#include "respond/definition.h"
#include "respond/mail.h"
#include "respond/parts.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static struct templates *
templates_once(void)
{
	static struct templates *templates;

	if (templates == NULL) {
		clock_open(NULL);
		templates = templates_load("templates", NULL);
	}
	g_assert(templates != NULL);
	return templates;
}

/* Lines end with CRLF, are short, and the head has our fields only. */
static void
check_mail(GBytes *mail)
{
	static const char *const fields[] = {"Date",
					     "From",
					     "To",
					     "Reply-To",
					     "Subject",
					     "Message-ID",
					     "In-Reply-To",
					     "References",
					     "Auto-Submitted",
					     "MIME-Version",
					     "Content-Type",
					     "X-Auto-Response-Suppress",
					     "Content-Language",
					     "X-Postroom-Letter",
					     "Content-Transfer-Encoding",
					     NULL};
	gsize size = 0;
	const char *bytes = g_bytes_get_data(mail, &size);
	g_autofree char *text = g_strndup(bytes, size);
	g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
	gboolean head = TRUE;

	g_assert(strlen(text) == size);
	for (guint i = 0; lines[i] != NULL; i++) {
		g_assert(strlen(lines[i]) <= 998);
		g_assert(strpbrk(lines[i], "\r\n") == NULL);
		head = head && *lines[i] != '\0';
		if (!head || g_ascii_isspace(*lines[i]))
			continue;
		g_auto(GStrv) pair = g_strsplit(lines[i], ":", 2);
		g_assert(g_strv_contains(fields, pair[0]));
	}
}

static void
check_letter(const char *name, const struct definition *draft)
{
	struct letter_facts facts;
	g_autofree char *points = definition_points(draft);
	g_autofree char *outcomes = definition_outcomes(draft);

	letter_facts_sample(&facts, LETTER_ACKNOWLEDGE_1, TRUE);
	facts.to_name = name;
	facts.in_reply_to = name;
	facts.definition = points;
	facts.outcomes = outcomes;
	g_autoptr(own_notice) notice =
		compose(templates_once(), LETTER_ACKNOWLEDGE_1, &facts, NULL);
	g_assert(notice != NULL || *points == '\0');
	if (notice == NULL)
		return;
	g_autoptr(GBytes) mail = mail_build(notice, NULL);
	g_assert(mail != NULL);
	check_mail(mail);
}

static void
check_draft(const char *name, const char *text)
{
	g_autoptr(own_message) message = message_new();
	g_autoptr(own_suggestion) suggestion = suggestion_new();
	struct evidence *evidence = g_new0(struct evidence, 1);
	glong chars = g_utf8_strlen(text, -1);

	evidence->kind = EVIDENCE_FLAG;
	evidence->name = g_strdup("damp_mould");
	evidence->rule = g_strdup("rule");
	evidence->text = g_strdup("");
	evidence->weight = 1;
	evidence->field = FIELD_NEW_TEXT;
	evidence->start = chars / 2;
	evidence->end = chars / 2 + 9;
	g_ptr_array_add(suggestion->evidence, evidence);
	g_free(message->new_text);
	message->new_text = g_strdup(text);

	g_autoptr(own_definition) draft = definition_draft(message, suggestion);
	glong total = 0;
	for (guint i = 0; i < draft->points->len; i++)
		total += g_utf8_strlen(draft->points->pdata[i], -1);
	g_assert(total <= LIMIT_QUOTE_CHARS + 20);
	check_letter(name, draft);
}

static void
check_template(const char *text)
{
	g_autoptr(GPtrArray) parts =
		g_ptr_array_new_with_free_func((GDestroyNotify)parts_free_part);
	g_autoptr(GString) faults = g_string_new(NULL);
	const char *values[KEY_COUNT] = {
		[KEY_NAME] = "{{ref}}", [KEY_DEFINITION] = text};
	struct cut cut = {
		.file = "f", .line = 1, .parts = parts, .faults = faults};

	parts_cut(&cut, text);
	g_autofree char *body = parts_fill(parts, values, FALSE);
	g_autofree char *line = parts_fill(parts, values, TRUE);
	g_autofree char *words = parts_words(parts);
	g_assert(g_utf8_validate(body, -1, NULL));
	g_assert(g_utf8_validate(line, -1, NULL));
	g_assert(strlen(words) <= 2 * strlen(text) + 1);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *text = text_repair((const char *)data, size, NULL);
	char *rest = strchr(text, '\n');

	check_template(text);
	if (rest != NULL)
		*rest++ = '\0';
	check_draft(text, rest != NULL ? rest : "");
	return 0;
}
