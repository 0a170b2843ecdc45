/*
 * The grounds as a table: Code 2.2 names three, the others stand in the
 * policies only and must be fair (domain.md 2.2).
 */
#include "policy/ground.h"

static const struct ground_rule rules[GROUND_COUNT] = {
	[GROUND_ASB_REPORT] =
		{
			.provision = "2.1",
			.routed = TRUE,
			.requires = "what was reported, and that it is not "
				    "about how we dealt with a report",
			.signpost = "our anti-social behaviour team",
		},
	[GROUND_TENANCY_BREACH] =
		{
			.provision = "2.1",
			.routed = TRUE,
			.requires = "which breach was reported, and that it "
				    "is not about how we dealt with a report",
			.signpost = "our neighbourhood or tenancy team",
		},
	[GROUND_CHARGE_LEVEL] =
		{
			.provision = "2.1",
			.requires = "which charge, and that the quality of "
				    "the work paid for is not in question",
			.signpost = "the First-tier Tribunal (Property "
				    "Chamber)",
		},
	[GROUND_THIRD_PARTY] =
		{
			.provision = "2.1",
			.requires = "which organisation it is about, and that "
				    "it does not work for us",
			.signpost = "that organisation's own complaints "
				    "procedure",
		},
	[GROUND_PERSONNEL] =
		{
			.provision = "2.1",
			.requires = "which employment matter it is about",
			.signpost = "our human resources team",
		},
	[GROUND_LEGAL_PROCEEDINGS] =
		{
			.provision = "2.2",
			.code_named = TRUE,
			.requires = "the court, and the claim number or the "
				    "date on which Claim Form and Particulars "
				    "of Claim were filed; a letter of claim "
				    "or a pre-action protocol is not enough",
			.signpost = "the court that has the claim",
		},
	[GROUND_INSURANCE_CLAIM] =
		{
			.provision = "2.1",
			.requires = "what is claimed and to whom it was "
				    "passed on",
			.signpost = "our insurance team",
		},
	[GROUND_OVER_12_MONTHS] =
		{
			.provision = "2.2, 2.3",
			.code_named = TRUE,
			.discretion = TRUE,
			.safety_override = TRUE,
			.requires = "the date of the issue, the date on which "
				    "the resident became aware of it, and why "
				    "discretion was not used",
			.signpost = "",
		},
	[GROUND_PREVIOUSLY_CONSIDERED] =
		{
			.provision = "2.2",
			.code_named = TRUE,
			.requires = "the earlier case and the date of its "
				    "final response, and that nothing new is "
				    "given",
			.signpost = "",
		},
	[GROUND_ANONYMOUS] =
		{
			.provision = "2.1",
			.safety_override = TRUE,
			.requires = "how the writer was asked who they are",
			.signpost = "",
		},
	[GROUND_SEPARATE_APPEAL] =
		{
			.provision = "2.1",
			.requires = "which appeal has begun, with whom and "
				    "when",
			.signpost = "the appeal that has begun",
		},
	[GROUND_SPECIAL_ARRANGEMENTS] =
		{
			.provision = "5.14, 5.15",
			.equality = TRUE,
			.requires = "which arrangement is in force, since when "
				    "and until when it is to be reviewed, and "
				    "how the Equality Act was considered",
			.signpost = "the person named in the arrangement",
		},
	[GROUND_GENERAL_LAW] =
		{
			.provision = "2.1",
			.requires = "which law was applied and how, and that "
				    "nothing else about it is in question",
			.signpost = "independent legal advice",
		},
};

const struct ground_rule *
ground_rule(enum ground ground)
{
	return ground < GROUND_COUNT ? &rules[ground] : NULL;
}
