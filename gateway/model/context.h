/*
 * What the classifier may know besides the message itself.
 * A zeroed struct is right for a message that belongs to no case.
 */
#ifndef MODEL_CONTEXT_H
#define MODEL_CONTEXT_H

#include <glib.h>

#include "model/label.h"

struct context {
	gboolean open_case;	  /* it belongs to a case that is open */
	enum category category;	  /* of that case, as confirmed or proposed;
				     meaningless unless open_case */
	int stage;		  /* 0 if none, 1 or 2 */
	gboolean stage1_answered; /* a stage 1 response has been issued */
	gboolean stage2_answered; /* a final response has been issued */
	int chases;		  /* earlier messages by the same person on
				     the same open request */
};

#endif
