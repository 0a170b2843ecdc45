/*
 * One after the other; each does nothing for most cases.
 */
#include "desk/newcomer.h"

#include "desk/redate.h"
#include "desk/same.h"
#include "desk/told.h"

gboolean
newcomer_note(struct post *post, const struct filing *filing,
	      const struct case_row *row, GError **error)
{
	return told_keep(post, filing, row, error) &&
	       redate_note(post, filing, row, error) &&
	       same_look(post, filing, row, error);
}
