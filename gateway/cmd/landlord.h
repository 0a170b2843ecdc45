/*
 * The landlord of the configuration as a letter names it.
 */
#ifndef CMD_LANDLORD_H
#define CMD_LANDLORD_H

#include "config/config.h"
#include "respond/compose.h"

/* Sets the six values; they stay the configuration's. */
void landlord_facts(const struct landlord *landlord,
		    struct letter_facts *facts);

#endif
