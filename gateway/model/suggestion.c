/*
 * A suggestion as a value and as JSON.
 */
#include "model/suggestion.h"

#include "base/fault.h"
#include "base/json.h"

static const char *const kind_names[] = {
	[EVIDENCE_CATEGORY] = "category",
	[EVIDENCE_GROUND] = "ground",
	[EVIDENCE_FLAG] = "flag",
};
static const char *const field_names[] = {
	[FIELD_SUBJECT] = "subject",
	[FIELD_NEW_TEXT] = "new_text",
};

static void
free_evidence(gpointer data)
{
	evidence_free(data);
}

struct suggestion *
suggestion_new(void)
{
	struct suggestion *suggestion = g_new0(struct suggestion, 1);

	suggestion->category = CATEGORY_NONE;
	suggestion->ground = GROUND_NONE;
	suggestion->evidence = g_ptr_array_new_with_free_func(free_evidence);
	suggestion->ruleset = g_strdup("");
	return suggestion;
}

void
suggestion_free(struct suggestion *suggestion)
{
	if (suggestion == NULL)
		return;
	g_ptr_array_unref(suggestion->evidence);
	g_free(suggestion->ruleset);
	g_free(suggestion);
}

void
evidence_free(struct evidence *evidence)
{
	if (evidence == NULL)
		return;
	g_free(evidence->rule);
	g_free(evidence->name);
	g_free(evidence->text);
	g_free(evidence);
}

static void
put_evidence(GString *out, const struct evidence *e)
{
	g_string_append(out, "{\"rule\":");
	json_put_string(out, e->rule);
	g_string_append(out, ",\"kind\":");
	json_put_string(out, kind_names[e->kind]);
	g_string_append(out, ",\"name\":");
	json_put_string(out, e->name);
	g_string_append(out, ",\"weight\":");
	json_put_real(out, e->weight);
	g_string_append(out, ",\"field\":");
	json_put_string(out, field_names[e->field]);
	g_string_append(out, ",\"start\":");
	json_put_integer(out, (gint64)e->start);
	g_string_append(out, ",\"end\":");
	json_put_integer(out, (gint64)e->end);
	g_string_append(out, ",\"text\":");
	json_put_string(out, e->text);
	g_string_append_c(out, '}');
}

static void
put_flags(GString *out, guint32 flags)
{
	const char *before = "";
	guint i;

	for (i = 0; i < FLAG_COUNT; i++)
		if (flags & FLAG_BIT(i)) {
			g_string_append(out, before);
			json_put_string(out, flag_name(i));
			before = ",";
		}
}

static void
put_scores(GString *out, const struct suggestion *suggestion)
{
	guint i;

	for (i = 0; i < CATEGORY_COUNT; i++) {
		if (i > 0)
			g_string_append_c(out, ',');
		json_put_string(out, category_name(i));
		g_string_append_c(out, ':');
		json_put_real(out, suggestion->scores[i]);
	}
}

char *
suggestion_to_text(const struct suggestion *s)
{
	GString *out = g_string_sized_new(8192);
	guint i;

	g_string_append(out, "{\"category\":");
	json_put_string(out, category_name(s->category));
	g_string_append(out, ",\"ground\":");
	json_put_string(out, ground_name(s->ground));
	g_string_append(out, ",\"flags\":[");
	put_flags(out, s->flags);
	g_string_append(out, "],\"confidence\":");
	json_put_real(out, s->confidence);
	g_string_append(out, ",\"scores\":{");
	put_scores(out, s);
	g_string_append(out, "},\"evidence\":[");
	for (i = 0; i < s->evidence->len; i++) {
		if (i > 0)
			g_string_append_c(out, ',');
		put_evidence(out, g_ptr_array_index(s->evidence, i));
	}
	g_string_append(out, "],\"ruleset\":");
	json_put_string(out, s->ruleset);
	g_string_append_c(out, '}');
	return g_string_free(out, FALSE);
}

json_t *
suggestion_to_json(const struct suggestion *s)
{
	g_autofree char *text = suggestion_to_text(s);

	return json_loads(text, 0, NULL);
}

static gboolean
index_of(const char *const *names, guint count, const char *name, guint *out)
{
	for (*out = 0; name != NULL && *out < count; (*out)++)
		if (g_str_equal(names[*out], name))
			return TRUE;
	return FALSE;
}

static struct evidence *
read_evidence(json_t *object)
{
	const char *rule, *kind, *name, *field, *text;
	json_int_t start, end;
	double weight;
	guint kind_index, field_index;
	struct evidence *e;

	if (json_unpack(object, "{s:s, s:s, s:s, s:F, s:s, s:I, s:I, s:s}",
			"rule", &rule, "kind", &kind, "name", &name, "weight",
			&weight, "field", &field, "start", &start, "end", &end,
			"text", &text) != 0 ||
	    !index_of(kind_names, G_N_ELEMENTS(kind_names), kind,
		      &kind_index) ||
	    !index_of(field_names, G_N_ELEMENTS(field_names), field,
		      &field_index))
		return NULL;
	e = g_new0(struct evidence, 1);
	e->rule = g_strdup(rule);
	e->kind = (enum evidence_kind)kind_index;
	e->name = g_strdup(name);
	e->weight = weight;
	e->field = (enum evidence_field)field_index;
	e->start = start;
	e->end = end;
	e->text = g_strdup(text);
	return e;
}

static gboolean
take_evidence(const json_t *object, struct suggestion *s)
{
	const json_t *array = json_object_get(object, "evidence");
	size_t i;

	for (i = 0; i < json_array_size(array); i++) {
		struct evidence *e = read_evidence(json_array_get(array, i));

		if (e == NULL)
			return FALSE;
		g_ptr_array_add(s->evidence, e);
	}
	return json_is_array(array);
}

static guint32
take_flags(const json_t *object)
{
	const json_t *array = json_object_get(object, "flags");
	guint32 flags = 0;
	size_t i;

	for (i = 0; i < json_array_size(array); i++) {
		enum flag flag =
			flag_of(json_string_value(json_array_get(array, i)));

		if (flag < FLAG_COUNT)
			flags |= FLAG_BIT(flag);
	}
	return flags;
}

static void
take_scores(const json_t *object, struct suggestion *s)
{
	const json_t *scores = json_object_get(object, "scores");
	guint i;

	for (i = 0; i < CATEGORY_COUNT; i++)
		s->scores[i] = json_number_value(
			json_object_get(scores, category_name(i)));
}

struct suggestion *
suggestion_from_json(const json_t *object, GError **error)
{
	g_autoptr(own_suggestion) s = suggestion_new();
	const char *ruleset =
		json_string_value(json_object_get(object, "ruleset"));

	if (ruleset == NULL || !take_evidence(object, s)) {
		fault_set(error, FAULT_INPUT,
			  "A stored suggestion cannot be read.");
		return NULL;
	}
	s->category = category_of(
		json_string_value(json_object_get(object, "category")));
	s->ground =
		ground_of(json_string_value(json_object_get(object, "ground")));
	s->flags = take_flags(object);
	s->confidence =
		json_number_value(json_object_get(object, "confidence"));
	take_scores(object, s);
	g_free(s->ruleset);
	s->ruleset = g_strdup(ruleset);
	return g_steal_pointer(&s);
}
