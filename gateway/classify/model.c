/*
 * The weights in memory and as text.
 */
#include "classify/model.h"

#include <math.h>
#include <string.h>

#define SMALLEST 0.0005 /* less than this is not written */

struct model *
model_new(const GPtrArray *rules)
{
	struct model *model = g_new0(struct model, 1);
	model->index = g_hash_table_new(g_str_hash, g_str_equal);
	model->names = g_ptr_array_new_with_free_func(g_free);
	model->weights = g_array_new(FALSE, TRUE, sizeof(double[TARGETS]));
	model->sharpness = 1.0;
	for (guint i = 0; i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		model_add_word(model, rule->name);
		memcpy(model_weights(model, i), rule->written,
		       sizeof rule->written);
	}
	model->rules = rules->len;
	model->targets = g_new0(int, rules->len + 1);
	for (guint i = 0; i < rules->len; i++)
		model->targets[i] =
			((const struct rule *)g_ptr_array_index(rules, i))
				->target;
	return model;
}

void
model_free(struct model *model)
{
	if (!model)
		return;
	g_hash_table_unref(model->index);
	g_ptr_array_unref(model->names);
	g_array_unref(model->weights);
	g_free(model->targets);
	g_free(model);
}

double *
model_weights(const struct model *model, guint feature)
{
	return (double *)(void *)(model->weights->data +
				  feature * sizeof(double[TARGETS]));
}

guint
model_add_word(struct model *model, const char *word)
{
	guint feature = model->names->len;
	char *name = g_strdup(word);
	g_ptr_array_add(model->names, name);
	g_hash_table_insert(model->index, name, GUINT_TO_POINTER(feature + 1));
	g_array_set_size(model->weights, feature + 1);
	return feature;
}

static gint
find(const struct model *model, const char *name)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(model->index, name)) - 1;
}

gint
model_word(const struct model *model, const char *word)
{
	gint feature = find(model, word);
	return feature < (gint)model->rules ? -1 : feature;
}

/* "TARGET NUMBER" into weights. */
static gboolean
read_weight(char *item, double *weights)
{
	char *space = strrchr(g_strstrip(item), ' ');
	if (!space)
		return FALSE;
	char *end = NULL;
	double weight = g_ascii_strtod(space + 1, &end);
	*space = '\0';
	int target = target_of(item);
	if (*end || target < 0 || !isfinite(weight))
		return FALSE;
	weights[target] = weight;
	return TRUE;
}

static gboolean
read_line(struct model *model, char *line, gboolean words)
{
	char *equals = strstr(line, " = ");
	if (!equals)
		return FALSE;
	*equals = '\0';
	if (strcmp(line, "(sharpness)") == 0) {
		model->sharpness = g_ascii_strtod(equals + 3, NULL);
		return isfinite(model->sharpness) && model->sharpness > 0.01;
	}
	double ignored[TARGETS];
	double *weights = ignored;
	if (strcmp(line, "(always)") == 0) {
		weights = model->always;
	} else {
		gint feature = find(model, line);
		if (feature < 0 && words)
			feature = (gint)model_add_word(model, line);
		if (feature >= 0)
			weights = model_weights(model, (guint)feature);
	}
	memset(weights, 0, sizeof ignored);
	g_auto(GStrv) items = g_strsplit(equals + 3, ",", -1);
	gboolean well = TRUE;
	for (guint i = 0; items[i] && well; i++)
		well = !*g_strstrip(items[i]) || read_weight(items[i], weights);
	return well;
}

void
model_read(struct model *model, const char *file, const char *text,
	   gboolean words, GString *errors)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		g_strchomp(lines[i]);
		if (!lines[i][0] || lines[i][0] == '#')
			continue;
		if (!read_line(model, lines[i], words))
			paragraph_error(errors, file, i + 1,
					"expected \"NAME = LABEL +1.0, LABEL "
					"-0.5\" with the labels of "
					"docs/LABELLING.md.");
	}
}

static void
write_line(GString *text, const char *name, const double *weights,
	   gboolean word)
{
	const char *before = "";
	gsize start = text->len;
	g_string_append_printf(text, "%s = ", name);
	for (int t = 0; t < TARGETS; t++) {
		if (fabs(weights[t]) < SMALLEST)
			continue;
		g_autofree char *target = target_name(t);
		char number[G_ASCII_DTOSTR_BUF_SIZE];
		g_ascii_formatd(number, sizeof number, "%+.3f", weights[t]);
		g_string_append_printf(text, "%s%s %s", before, target, number);
		before = ", ";
	}
	if (!*before && word) {
		g_string_truncate(text, start);
		return;
	}
	g_string_append_c(text, '\n');
}

char *
model_write(const struct model *model, gboolean words)
{
	GString *text = g_string_new(
		"# Written by \"postroom rules learn\". See docs/RULES.md.\n");
	if (!words) {
		char number[G_ASCII_DTOSTR_BUF_SIZE];
		g_ascii_formatd(number, sizeof number, "%.3f",
				model->sharpness);
		g_string_append_printf(text, "(sharpness) = %s\n", number);
		write_line(text, "(always)", model->always, FALSE);
	}
	guint from = words ? model->rules : 0;
	guint to = words ? model->names->len : model->rules;
	for (guint i = from; i < to; i++)
		write_line(text, g_ptr_array_index(model->names, i),
			   model_weights(model, i), words);
	return g_string_free(text, FALSE);
}
