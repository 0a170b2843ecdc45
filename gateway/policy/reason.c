/*
 * Reasons put together from their parts. The words before each part stay in
 * the ledger, so that a later reader knows what each answered.
 */
#include "policy/reason.h"

#include "base/fault.h"

static gboolean
is_blank(const char *text)
{
	const char *p = text == NULL ? "" : text;

	while (g_unichar_isspace(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	return *p == '\0';
}

static char *
lacks(const char **field, const char *name, GError **error, const char *words)
{
	*field = name;
	fault_set(error, FAULT_INPUT, "%s", words);
	return NULL;
}

char *
reason_refuse(const char *evidence, const char *discretion, const char **field,
	      GError **error)
{
	if (is_blank(evidence))
		return lacks(field, "evidence", error,
			     "Say which facts show it. A complaint must be "
			     "accepted unless there is a valid reason, and the "
			     "reasoning must be evidenced on this complaint's "
			     "own merits (Code 2.1, 2.5).");
	if (is_blank(discretion))
		return lacks(field, "discretion", error,
			     "Say how the resident's circumstances and your "
			     "discretion were considered. There must be no "
			     "blanket approach (Code 2.3, 2.5).");
	return g_strdup_printf("%s\n\nDiscretion considered: %s", evidence,
			       discretion);
}

enum resident_choice
resident_choice_of(const char *name)
{
	if (g_strcmp0(name, "declined") == 0)
		return CHOSE_NO_COMPLAINT;
	if (g_strcmp0(name, "offered") == 0)
		return CHOSE_NOTHING;
	return CHOSE_UNSAID;
}

char *
reason_less(const char *reason, enum resident_choice choice, const char **field,
	    GError **error)
{
	if (is_blank(reason))
		return lacks(field, "reason", error,
			     "Say why this is no complaint. Any expression of "
			     "dissatisfaction is one, and the word need not "
			     "stand in it (Code 1.2, 1.3).");
	if (choice == CHOSE_UNSAID)
		return lacks(field, "choice", error,
			     "Say what the resident chose. Whoever is "
			     "dissatisfied must be given the choice to "
			     "complain (Code 1.3).");
	return g_strdup_printf("%s\n\nThe resident's choice: %s", reason,
			       choice == CHOSE_NO_COMPLAINT
				       ? "was asked, and does not want to "
					 "complain."
				       : "not asked yet; the choice is "
					 "offered by letter.");
}
