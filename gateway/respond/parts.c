/*
 * Cuts a template into text, keys and sections, line by line so that every
 * fault has its line, and puts values into the parts again. Values are
 * copied after the cutting is over: no tag in a value is ever seen.
 */
#include "respond/parts.h"

#include "base/text.h"

static const struct {
	const char *name;
	gboolean lines; /* may have several */
} keys[KEY_COUNT] = {
	[KEY_LANDLORD] = {"landlord", FALSE},
	[KEY_LANDLORD_ADDRESS] = {"landlord_address", TRUE},
	[KEY_LANDLORD_TELEPHONE] = {"landlord_telephone", FALSE},
	[KEY_EMERGENCY] = {"emergency", FALSE},
	[KEY_LANDLORD_EMAIL] = {"landlord_email", FALSE},
	[KEY_OFFICER] = {"officer", FALSE},
	[KEY_NAME] = {"name", FALSE},
	[KEY_REF] = {"ref", FALSE},
	[KEY_RECEIVED] = {"received", FALSE},
	[KEY_TODAY] = {"today", FALSE},
	[KEY_DEFINITION] = {"definition", TRUE},
	[KEY_OUTCOMES] = {"outcomes", TRUE},
	[KEY_CLARIFICATION] = {"clarification", TRUE},
	[KEY_RESPONSIBILITY] = {"responsibility", TRUE},
	[KEY_RESPONSE_DUE] = {"response_due", FALSE},
	[KEY_DECIDE_BY] = {"decide_by", FALSE},
	[KEY_REVIEWER] = {"reviewer", FALSE},
	[KEY_REPRESENTATIVE] = {"representative", TRUE},
	[KEY_ADJUSTMENTS] = {"adjustments", TRUE},
	[KEY_OMBUDSMAN] = {"ombudsman", TRUE},
	[KEY_PROCESS] = {"process", TRUE},
	[KEY_OPEN_REQUEST] = {"open_request", FALSE},
	[KEY_BY_POST] = {"by_post", FALSE},
	[KEY_HEAT_NETWORK] = {"heat_network", TRUE},
	[KEY_LEGAL_REDRESS] = {"legal_redress", TRUE},
	[KEY_PANEL_DATE] = {"panel_date", FALSE},
	[KEY_HEARING_RIGHTS] = {"hearing_rights", TRUE},
	[KEY_HOW_TO_COMPLAIN] = {"how_to_complain", TRUE},
	[KEY_COMPLAINT_MEANS] = {"complaint_means", FALSE},
	[KEY_WHAT_NEXT] = {"what_next", TRUE},
	[KEY_OMBUDSMAN_RIGHT] = {"ombudsman_right", TRUE},
	[KEY_AUTHORITY_FORM] = {"authority_form", TRUE},
	[KEY_ASKED] = {"asked", TRUE},
	[KEY_GROUND] = {"ground", TRUE},
	[KEY_FACTS] = {"facts", TRUE},
	[KEY_DISCRETION] = {"discretion", TRUE},
	[KEY_DATES_USED] = {"dates_used", TRUE},
	[KEY_INSTEAD] = {"instead", TRUE},
	[KEY_DECISION_MAKER] = {"decision_maker", FALSE},
	[KEY_DECIDED_ON] = {"decided_on", FALSE},
	[KEY_LATE_STEP] = {"late_step", FALSE},
	[KEY_WAS_DUE] = {"was_due", FALSE},
	[KEY_DELAY_REASON] = {"delay_reason", TRUE},
	[KEY_NEW_DATE] = {"new_date", FALSE},
};

const char *
key_name(enum key key)
{
	return keys[key].name;
}

enum key
key_of(const char *name)
{
	for (enum key k = 0; name && k < KEY_COUNT; k++)
		if (g_str_equal(keys[k].name, name))
			return k;
	return KEY_COUNT;
}

void
parts_free_part(struct part *part)
{
	g_free(part->text);
	g_free(part);
}

void
parts_fault(GString *faults, const char *file, guint line, const char *format,
	    ...)
{
	va_list list;

	g_string_append(faults, file);
	if (line > 0)
		g_string_append_printf(faults, ":%u", line);
	g_string_append(faults, ": ");
	va_start(list, format);
	g_string_append_vprintf(faults, format, list);
	va_end(list);
	g_string_append_c(faults, '\n');
}

static void
add(struct cut *cut, enum part_kind kind, enum key key, char *text)
{
	struct part *part = g_new0(struct part, 1);

	part->kind = kind;
	part->key = key;
	part->text = text;
	part->line = cut->line;
	g_ptr_array_add(cut->parts, part);
}

/* The section that is open where the cutting stands, or NULL. */
static const struct part *
innermost(const GPtrArray *parts)
{
	guint closed = 0;

	for (guint i = parts->len; i-- > 0;) {
		const struct part *part = parts->pdata[i];
		if (part->kind == PART_CLOSE)
			closed++;
		else if (part->kind == PART_IF || part->kind == PART_NOT)
			if (closed-- == 0)
				return part;
	}
	return NULL;
}

/* True if nothing but the key's own sections stand around it. */
static gboolean
always_shown(const GPtrArray *parts, enum key key)
{
	guint closed = 0;

	for (guint i = parts->len; i-- > 0;) {
		const struct part *part = parts->pdata[i];
		if (part->kind == PART_CLOSE) {
			closed++;
		} else if (part->kind == PART_IF || part->kind == PART_NOT) {
			if (closed > 0)
				closed--;
			else if (part->kind == PART_NOT || part->key != key)
				return FALSE;
		}
	}
	return TRUE;
}

static void
close_section(struct cut *cut, enum key key)
{
	const struct part *open = innermost(cut->parts);

	if (!open)
		parts_fault(cut->faults, cut->file, cut->line,
			    "{{/%s}} closes nothing", key_name(key));
	else if (open->key != key)
		parts_fault(cut->faults, cut->file, cut->line,
			    "{{/%s}} stands where {{/%s}} is expected",
			    key_name(key), key_name(open->key));
	else
		add(cut, PART_CLOSE, key, NULL);
}

/* inside is what stands between the braces. */
static void
add_tag(struct cut *cut, const char *inside)
{
	g_autofree char *name = g_strstrip(
		g_strdup(strspn(inside, "#^/") ? inside + 1 : inside));
	enum key key = key_of(name);

	if (key == KEY_COUNT) {
		parts_fault(cut->faults, cut->file, cut->line,
			    "there is no key {{%s}}; docs/TEMPLATES.md lists "
			    "them",
			    inside);
	} else if (*inside == '/') {
		close_section(cut, key);
	} else if (*inside == '#' || *inside == '^') {
		add(cut, *inside == '#' ? PART_IF : PART_NOT, key, NULL);
	} else {
		cut->uses |= KEY_BIT(key);
		if (always_shown(cut->parts, key))
			cut->sure |= KEY_BIT(key);
		add(cut, PART_KEY, key, NULL);
	}
}

static void
cut_line(struct cut *cut, const char *line)
{
	const char *open;

	while ((open = strstr(line, "{{"))) {
		const char *end = strstr(open, "}}");
		if (!end) {
			parts_fault(cut->faults, cut->file, cut->line,
				    "{{ has no }} on its line");
			return;
		}
		if (open > line)
			add(cut, PART_TEXT, KEY_COUNT,
			    g_strndup(line, (gsize)(open - line)));
		g_autofree char *inside = g_strstrip(
			g_strndup(open + 2, (gsize)(end - open - 2)));
		add_tag(cut, inside);
		line = end + 2;
	}
	if (*line)
		add(cut, PART_TEXT, KEY_COUNT, g_strdup(line));
}

/* A section's tag or a comment that has the line for itself. */
static gboolean
is_own_line(const char *line)
{
	g_autofree char *bare = g_strstrip(g_strdup(line));
	const char *end = strstr(bare, "}}");

	return g_str_has_prefix(bare, "{{") && bare[2] &&
	       strchr("#^/", bare[2]) && end && end[2] == '\0';
}

void
parts_cut(struct cut *cut, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	const struct part *open;

	for (guint i = 0; lines[i]; i++, cut->line++) {
		if (g_str_has_prefix(lines[i], "{{!"))
			continue;
		cut_line(cut, lines[i]);
		if (lines[i + 1] && !is_own_line(lines[i]))
			add(cut, PART_TEXT, KEY_COUNT, g_strdup("\n"));
	}
	if ((open = innermost(cut->parts)))
		parts_fault(cut->faults, cut->file, open->line,
			    "the section {{%s%s}} is never closed",
			    open->kind == PART_IF ? "#" : "^",
			    key_name(open->key));
}

/* Blank lines that an empty key leaves behind shrink to one. */
static void
append_text(GString *out, const char *text)
{
	while (*text) {
		gsize n = strcspn(text, "\n");

		g_string_append_len(out, text, (gssize)n);
		text += n;
		if (*text && (out->len < 2 || out->str[out->len - 1] != '\n' ||
			      out->str[out->len - 2] != '\n'))
			g_string_append_c(out, '\n');
		text += *text == '\n';
	}
}

static void
append_value(GString *out, enum key key, const char *value,
	     gboolean single_line)
{
	gboolean one = single_line || !keys[key].lines;
	g_autofree char *clean = text_clean(value ? value : "", one);

	g_string_append(out, g_strchomp(clean));
}

static gboolean
is_hidden(const struct part *part, const char *const values[KEY_COUNT])
{
	gboolean filled = values[part->key] && *values[part->key];

	return part->kind == PART_IF ? !filled : filled;
}

char *
parts_fill(const GPtrArray *parts, const char *const values[KEY_COUNT],
	   gboolean single_line)
{
	GString *out = g_string_new(NULL);
	guint hidden = 0;

	for (guint i = 0; i < parts->len; i++) {
		const struct part *part = parts->pdata[i];
		gboolean opens =
			part->kind == PART_IF || part->kind == PART_NOT;
		if (opens && (hidden || is_hidden(part, values)))
			hidden++;
		else if (part->kind == PART_CLOSE && hidden)
			hidden--;
		else if (part->kind == PART_TEXT && !hidden)
			append_text(out, part->text);
		else if (part->kind == PART_KEY && !hidden)
			append_value(out, part->key, values[part->key],
				     single_line);
	}
	return g_string_free(out, FALSE);
}

char *
parts_words(const GPtrArray *parts)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < parts->len; i++) {
		const struct part *part = parts->pdata[i];
		g_string_append(out, part->text ? part->text : " ");
	}
	return g_string_free(out, FALSE);
}
