/*
 * What a folder of rules is in memory; for classify/ and its tests only.
 */
#ifndef CLASSIFY_RULESET_H
#define CLASSIFY_RULESET_H

#include "classify/classify.h"
#include "classify/filter.h"
#include "classify/model.h"
#include "classify/normalise.h"
#include "classify/rule.h"

/* Numbers with a meaning, as the paragraphs "setting: NAME" give them. */
enum setting {
	SETTING_MISSED_COMPLAINT, /* how much worse a missed complaint is */
	SETTING_CHASE,		  /* points for a complaint, each chase */
	SETTING_OPEN_REQUEST,	  /* points for a complaint, open request */
	SETTING_ANSWERED,	  /* share of complaints that escalate */
	SETTING_FINAL,		  /* points: considered before */
	SETTING_FLAG,		  /* probability from which a flag is set */
	SETTING_COUNT
};

struct ruleset {
	GPtrArray *rules;    /* struct rule */
	GHashTable *classes; /* word classes: char * to char * */
	struct spelling spelling;
	struct model *model;
	struct filter *filter;
	double settings[SETTING_COUNT];
	char *hash;
};

#endif
