/*
 * Loss and slope of logistic regression with a Gaussian prior. How tightly
 * a weight is held to its prior: own, what the rule was written to speak
 * for; other, what it was not; word, a word of the list.
 */
#include "classify/fit.h"

#include <math.h>

#include "classify/minimise.h"
#include "classify/score.h"

#define STEPS 150
#define FAINT 0.04  /* a word with less weight is not kept */
#define TOO_FEW 12  /* a flag of fewer messages speaks by its rules alone */
#define UNSEEN -2.5 /* and has these points before any rule */

struct holding {
	double own;
	double other;
	double word;
};

/* Chosen by cross-validation over the files in tests/corpus. */
static const struct holding class_holding = {0.3, 1.0, 0.35};
static const struct holding flag_holding = {0.3, 6.0, 4.0};
static const struct holding inside_holding = {0.3, 3.0, 3.0};

struct problem {
	const struct model *model;
	const GArray *rows;
	int first;     /* target */
	int width;     /* how many targets at once */
	double *prior; /* one a weight */
	double *hold;  /* one a weight */
	gsize weights;
	enum flag flag;
};

static double
hold_back(const struct problem *problem, const double *x, double *slope)
{
	double loss = 0;
	for (gsize i = 0; i < problem->weights; i++) {
		double off = x[i] - problem->prior[i];
		loss += 0.5 * problem->hold[i] * off * off;
		slope[i] = problem->hold[i] * off;
	}
	return loss;
}

static void
add_up(const struct problem *problem, const double *x,
       const struct fit_row *row, double *points)
{
	gsize width = (gsize)problem->width;
	gsize always = problem->weights - width;
	for (gsize c = 0; c < width; c++)
		points[c] = x[always + c];
	for (guint i = 0; i < row->features->len; i++) {
		const struct feature *f =
			&g_array_index(row->features, struct feature, i);
		const double *weights = x + f->index * width;
		for (gsize c = 0; c < width; c++)
			points[c] += weights[c] * f->value;
	}
}

static void
spread(const struct problem *problem, const double *errors,
       const struct fit_row *row, double *slope)
{
	gsize width = (gsize)problem->width;
	gsize always = problem->weights - width;
	for (gsize c = 0; c < width; c++)
		slope[always + c] += errors[c];
	for (guint i = 0; i < row->features->len; i++) {
		const struct feature *f =
			&g_array_index(row->features, struct feature, i);
		double *weights = slope + f->index * width;
		for (gsize c = 0; c < width; c++)
			weights[c] += errors[c] * f->value;
	}
}

static double
class_loss(const double *x, double *slope, void *data)
{
	const struct problem *problem = data;
	double loss = hold_back(problem, x, slope);
	for (guint i = 0; i < problem->rows->len; i++) {
		const struct fit_row *row =
			&g_array_index(problem->rows, struct fit_row, i);
		double points[CLASSES];
		add_up(problem, x, row, points);
		score_classes(points, 1.0);
		loss -= log(points[row->class] + 1e-300);
		points[row->class] -= 1.0;
		spread(problem, points, row, slope);
	}
	return loss;
}

/* "request inside" is asked of complaints and escalations only. */
static gboolean
concerns(enum flag flag, const struct fit_row *row)
{
	return flag != FLAG_REQUEST_INSIDE ||
	       row->class == CATEGORY_COMPLAINT ||
	       row->class == CATEGORY_ESCALATION;
}

static double
flag_loss(const double *x, double *slope, void *data)
{
	const struct problem *problem = data;
	double loss = hold_back(problem, x, slope);
	for (guint i = 0; i < problem->rows->len; i++) {
		const struct fit_row *row =
			&g_array_index(problem->rows, struct fit_row, i);
		if (!concerns(problem->flag, row))
			continue;
		double points = 0;
		add_up(problem, x, row, &points);
		gboolean set = (row->flags & FLAG_BIT(problem->flag)) != 0;
		double error = score_flag(points) - (set ? 1.0 : 0.0);
		loss += log1p(exp(-fabs(points))) +
			MAX(set ? -points : points, 0.0);
		spread(problem, &error, row, slope);
	}
	return loss;
}

static void
prepare(struct problem *problem, const struct holding *holding)
{
	const struct model *model = problem->model;
	gsize width = (gsize)problem->width;
	gsize features = model->names->len;
	problem->weights = (features + 1) * width;
	problem->prior = g_new0(double, problem->weights);
	problem->hold = g_new0(double, problem->weights);
	for (gsize f = 0; f < features; f++) {
		const double *weights = model_weights(model, (guint)f);
		for (gsize c = 0; c < width; c++) {
			double written = weights[(gsize)problem->first + c];
			double hold = f >= model->rules ? holding->word
				      : written != 0	? holding->own
							: holding->other;
			problem->prior[f * width + c] = written;
			problem->hold[f * width + c] = hold;
		}
	}
	for (gsize c = 0; c < width; c++)
		problem->hold[features * width + c] = 0.01;
}

static void
solve(struct problem *problem, struct model *model,
      const struct holding *holding, minimise_function function)
{
	prepare(problem, holding);
	g_autofree double *x =
		g_memdup2(problem->prior, problem->weights * sizeof(double));
	minimise(function, problem, x, problem->weights, STEPS);
	gsize width = (gsize)problem->width;
	gsize features = model->names->len;
	for (gsize f = 0; f <= features; f++) {
		double *weights = f == features
					  ? model->always
					  : model_weights(model, (guint)f);
		for (gsize c = 0; c < width; c++) {
			double weight = x[f * width + c];
			gboolean word = f >= model->rules && f < features;
			weights[(gsize)problem->first + c] =
				word && fabs(weight) < FAINT ? 0 : weight;
		}
	}
	g_free(problem->prior);
	g_free(problem->hold);
}

void
fit_classes(struct model *model, const GArray *rows)
{
	struct problem problem = {
		.model = model, .rows = rows, .first = 0, .width = CLASSES};
	solve(&problem, model, &class_holding, class_loss);
}

static guint
count_flag(const GArray *rows, enum flag flag)
{
	guint count = 0;
	for (guint i = 0; i < rows->len; i++) {
		if (g_array_index(rows, struct fit_row, i).flags &
		    FLAG_BIT(flag))
			count++;
	}
	return count;
}

void
fit_flag(struct model *model, const GArray *rows, enum flag flag)
{
	if (count_flag(rows, flag) < TOO_FEW) {
		model->always[CLASSES + (int)flag] = UNSEEN;
		return;
	}
	struct problem problem = {.model = model,
				  .rows = rows,
				  .first = CLASSES + (int)flag,
				  .width = 1,
				  .flag = flag};
	solve(&problem, model,
	      flag == FLAG_REQUEST_INSIDE ? &inside_holding : &flag_holding,
	      flag_loss);
}
