/*
 * One place where the configuration's names meet those of the letters, so
 * that a preview and a letter cannot differ.
 */
#include "cmd/landlord.h"

void
landlord_facts(const struct landlord *landlord, struct letter_facts *facts)
{
	facts->landlord = landlord->name;
	facts->landlord_address = landlord->address;
	facts->landlord_telephone = landlord->telephone;
	facts->emergency = landlord->emergency;
	facts->landlord_email = landlord->email;
	facts->officer = landlord->officer;
}
