/*
 * A landlord's complaints policy as values (domain.md 2), and the Housing
 * Ombudsman's details as one dated record (domain.md 2.4). What the Code
 * fixes (five, ten and twenty working days) is not here: no policy may
 * lengthen it. Reading the files is in config/profile.h.
 * Ownership: a profile owns all that it points to; profile_free frees it.
 * No string is NULL.
 */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include <glib.h>

#include "base/own.h"
#include "model/label.h"

#define GROUND_BIT(ground) (1u << (ground))

/* Age in days at which a check of the Ombudsman's details is too old. */
#define OMBUDSMAN_STALE_DAYS 400

/* How long after a stage 1 response the policy invites escalation. A late
 * request is never refused by itself (Code 5.11, 6.10). */
enum window {
	WINDOW_NONE,
	WINDOW_WORKING_DAYS,
	WINDOW_MONTHS,
};

enum stage2 {
	STAGE2_REVIEW, /* by somebody else (Code 6.13) */
	STAGE2_PANEL,  /* an appeal panel, with a hearing date */
};

/* The times that the Code fixes, in the order of their paragraphs. */
enum code_time {
	TIME_ACKNOWLEDGE_1,
	TIME_RESPOND_1,
	TIME_EXTEND_1,
	TIME_ACKNOWLEDGE_2,
	TIME_RESPOND_2,
	TIME_EXTEND_2,
	CODE_TIMES
};

enum time_from { FROM_RECEIPT, FROM_LOGGING, FROM_ACKNOWLEDGEMENT };

/* What a policy says of such a time; it is only ever told, not counted. */
struct policy_time {
	int days; /* working days; 0 if the policy is silent */
	enum time_from from;
	char *section; /* of the policy */
};

/* Where a policy contradicts the Code in words. */
struct policy_conflict {
	char *section;
	char *provision; /* of the Code: "5.11, 6.10" */
	char *words;	 /* what the policy says, and what holds */
};

struct ombudsman {
	char *address; /* one line, parts divided by commas */
	char *telephone;
	char *hours;	/* "" if none are known for certain */
	char *form_url; /* where a new case is opened */
	char *website;
	GPtrArray *domains; /* char *: it writes from these */
	char *email_note;   /* why no e-mail address is given; "" if none */
	/* Who hears of heat networks' bills (domain.md 7); "" if unknown. */
	char *energy_website;
	char *energy_telephone;
	guint32 verified_on;
};

struct profile {
	char *name;	  /* "code": the file's name without .conf */
	char *title;	  /* for people */
	char *hash;	  /* SHA-256 of the file: the policy's version */
	char *definition; /* of a complaint (Code 1.2) */
	guint32 grounds;  /* GROUND_BIT of each that the policy has */
	/* Working days from receipt to the letter that refuses; else five. */
	int exclusion_letter_days;
	enum window escalation_window;
	int escalation_count; /* of working days or months */
	enum stage2 stage2;
	gboolean name_individuals; /* letters may name staff */
	int chases_to_complaint;   /* repeats that propose a complaint;
				      0 if the policy is silent */
	gboolean heat_network;	   /* it has a heat network procedure */
	gboolean elected_member_needs_authority;
	char *office_hours;	/* for letters; "" if not told */
	gboolean compliments;	/* praise is recorded and passed on */
	char *early_resolution; /* what the policy calls putting right at once
				   what needs no complaint; "" if nothing */
	char *early_section;	/* where it says so */
	char *definition_section;
	char *online_form; /* where to complain online; "" if nowhere */
	char *colour;	   /* "#1d70b8", of our form's header; "" for ours */
	char *ground_words[GROUND_COUNT]; /* in the policy's words, or "" */
	struct policy_time times[CODE_TIMES];
	GPtrArray *conflicts; /* struct policy_conflict */
	char *panel;	      /* who sits on it: "a director and …" */
	char *legal_redress;  /* what the policy says of a legal entitlement
				 to redress; "" if nothing */
	struct ombudsman *ombudsman;
};

/* An empty profile: all strings "", every ground the Code names (2.2). */
struct profile *profile_new(void);
void profile_free(struct profile *profile);
OWN_TYPE(profile, profile_free)

/* True if the landlord's policy has the ground; GROUND_NONE never. */
gboolean profile_has_ground(const struct profile *profile, enum ground ground);

/* The ground in the policy's own words, or in ours. */
const char *profile_ground_words(const struct profile *profile,
				 enum ground ground);

/* True if the policy's definition is not the Code's own words (1.2). */
gboolean profile_definition_differs(const struct profile *profile);

/* The Code's definition of a complaint (1.2). */
const char *profile_code_definition(void);

/* How to reach the Ombudsman, for {{ombudsman}}: lines divided by \n, no
 * e-mail address for a new case. The caller's. */
char *ombudsman_block(const struct ombudsman *ombudsman);

/* The two stages, their times and how to go on, for {{process}}
 * (Code 3.4): paragraphs divided by an empty line. The caller's. */
char *profile_process(const struct profile *profile);

/* The Energy Ombudsman's details and when to go there, for {{heat_network}}:
 * a second way beside the first (domain.md 7), "" if they are not known. The
 * caller's. */
char *ombudsman_energy_block(const struct ombudsman *ombudsman);

/* What the resident may do at an appeal panel's hearing, for
 * {{hearing_rights}}; "" where stage 2 is a review. The caller's. */
char *profile_hearing(const struct profile *profile);

void policy_conflict_free(struct policy_conflict *conflict);

/* True if nobody has checked the details for OMBUDSMAN_STALE_DAYS. */
gboolean ombudsman_is_stale(const struct ombudsman *ombudsman, guint32 today);

#endif
