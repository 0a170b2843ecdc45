/*
 * L-BFGS with a backtracking line search.
 */
#include "classify/minimise.h"

#include <math.h>
#include <string.h>

#define MEMORY 8
#define CLOSE_ENOUGH 1e-6

struct search {
	gsize n;
	double *step[MEMORY];
	double *change[MEMORY];
	double rho[MEMORY];
	guint kept;
	double *direction;
	double *slope;
	double *next;
	double *next_slope;
};

static double
dot(const double *a, const double *b, gsize n)
{
	double sum = 0;
	for (gsize i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

static void
add(double *to, double factor, const double *what, gsize n)
{
	for (gsize i = 0; i < n; i++)
		to[i] += factor * what[i];
}

static void
find_direction(struct search *s)
{
	double alpha[MEMORY] = {0};
	guint count = MIN(s->kept, MEMORY);
	for (gsize i = 0; i < s->n; i++)
		s->direction[i] = -s->slope[i];
	for (guint i = 0; i < count; i++) {
		guint k = (s->kept - 1 - i) % MEMORY;
		alpha[k] = s->rho[k] * dot(s->step[k], s->direction, s->n);
		add(s->direction, -alpha[k], s->change[k], s->n);
	}
	if (count) {
		guint k = (s->kept - 1) % MEMORY;
		double scale = 1.0 / (s->rho[k] *
				      dot(s->change[k], s->change[k], s->n));
		for (gsize i = 0; i < s->n; i++)
			s->direction[i] *= scale;
	}
	for (guint i = count; i > 0; i--) {
		guint k = (s->kept - i) % MEMORY;
		double beta = s->rho[k] * dot(s->change[k], s->direction, s->n);
		add(s->direction, alpha[k] - beta, s->step[k], s->n);
	}
}

static void
remember(struct search *s, const double *x)
{
	guint k = s->kept % MEMORY;
	for (gsize i = 0; i < s->n; i++) {
		s->step[k][i] = s->next[i] - x[i];
		s->change[k][i] = s->next_slope[i] - s->slope[i];
	}
	double curve = dot(s->step[k], s->change[k], s->n);
	if (curve <= 1e-12)
		return;
	s->rho[k] = 1.0 / curve;
	s->kept++;
}

static void
search_open(struct search *s, gsize n)
{
	memset(s, 0, sizeof *s);
	s->n = n;
	for (int i = 0; i < MEMORY; i++) {
		s->step[i] = g_new0(double, n);
		s->change[i] = g_new0(double, n);
	}
	s->direction = g_new0(double, n);
	s->slope = g_new0(double, n);
	s->next = g_new0(double, n);
	s->next_slope = g_new0(double, n);
}

static void
search_close(struct search *s)
{
	for (int i = 0; i < MEMORY; i++) {
		g_free(s->step[i]);
		g_free(s->change[i]);
	}
	g_free(s->direction);
	g_free(s->slope);
	g_free(s->next);
	g_free(s->next_slope);
}

void
minimise(minimise_function function, void *data, double *x, gsize n,
	 guint steps)
{
	struct search s;
	search_open(&s, n);
	double value = function(x, s.slope, data);
	for (guint step = 0; step < steps; step++) {
		find_direction(&s);
		double falls = dot(s.direction, s.slope, n);
		if (falls >= 0)
			break;
		double length = step ? 1.0 : 1.0 / MAX(1.0, sqrt(-falls));
		double next = INFINITY;
		for (int tries = 0; tries < 30; tries++, length /= 2) {
			memcpy(s.next, x, n * sizeof *x);
			add(s.next, length, s.direction, n);
			next = function(s.next, s.next_slope, data);
			if (next <= value + 1e-4 * length * falls)
				break;
		}
		if (!(next < value))
			break;
		remember(&s, x);
		memcpy(x, s.next, n * sizeof *x);
		memcpy(s.slope, s.next_slope, n * sizeof *x);
		gboolean close = value - next < CLOSE_ENOUGH * fabs(value);
		value = next;
		if (close)
			break;
	}
	search_close(&s);
}
