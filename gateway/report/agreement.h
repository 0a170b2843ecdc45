/*
 * Agreement: how far staff's decisions agree with what was proposed, by
 * category, by rule, by month, and by how sure the proposal was. Pure sums
 * over cases that a person has settled; it shows where the rules are wrong
 * and whether their confidence means what it says.
 *
 * Of 10 proposals with a confidence of 0.9, nine should be confirmed.
 */
#ifndef REPORT_AGREEMENT_H
#define REPORT_AGREEMENT_H

#include <glib.h>
#include <jansson.h>

#include "base/own.h"
#include "model/label.h"
#include "model/suggestion.h"

#define AGREEMENT_BANDS 10

/* A case that a person has settled. All borrowed. */
struct verdict {
	gint64 at;		/* instant of the decision */
	enum category category; /* decided */
	enum ground ground;
	enum category proposed; /* what staff were shown, after the policy;
				   CATEGORY_NONE if nothing was */
	enum ground proposed_ground;
	const struct suggestion *suggestion; /* NULL if none was made */
};

/* A rule that spoke for (or, with a negative weight, against) a category or
 * a ground. Each case counts once. Flags are not settled by anybody. */
struct agreement_rule {
	char *rule;
	char *name;    /* the label's name: "complaint" */
	guint stood;   /* the decision bore it out */
	guint against; /* the decision was another */
};

struct agreement_month {
	int year;
	int month; /* 1 to 12, London */
	guint settled;
	guint agreed;
};

struct agreement_band {
	guint proposals;
	guint confirmed;
	double confidence; /* their sum */
};

struct agreement {
	guint settled; /* cases; each is in exactly one cell below */
	guint agreed;  /* decided as proposed, by category */
	guint counts[CATEGORY_COUNT + 1][CATEGORY_COUNT]; /* [proposed, the
					last for none][decided] */
	guint grounds;	      /* exclusions decided as proposed */
	guint grounds_agreed; /* of these, on the ground proposed */
	struct agreement_band bands[AGREEMENT_BANDS]; /* 0 to 0.1, … */
	GHashTable *index; /* of rules, by name and rule */
	GPtrArray *rules;  /* struct agreement_rule, worst first after
			      agreement_finish */
	GArray *months;	   /* struct agreement_month, oldest first after it */
};

struct agreement *agreement_new(void);
void agreement_free(struct agreement *agreement);
OWN_TYPE(agreement, agreement_free)

/* Adds one case; call agreement_finish after the last. */
void agreement_add(struct agreement *agreement, const struct verdict *verdict);
void agreement_finish(struct agreement *agreement);

/* The label that a person's decision gives the text: what the policy made of
 * a proposal, and a person confirmed, bears the proposal out. Both pointers
 * are set. */
void agreement_label(const struct verdict *verdict, enum category *category,
		     enum ground *ground);

/* {settled, agreed, share, categories[], confusion[], grounds {}, rules[],
 * months[], calibration[]}; a share of nothing is null. The caller's. */
json_t *agreement_json(const struct agreement *agreement);

/* The same as tables of 80 columns. The caller's. */
char *agreement_text(const struct agreement *agreement);

#endif
