/*
 * The mappings that are built in, as tables.
 */
#include "model/mapping.h"

struct row {
	enum form_role role;
	const char *fields[16];
};

/* REST API v2 of Gravity Forms: the names of an entry's own properties. What
 * the numbered fields are, only the landlord's mapping can tell. */
static const struct row gravity[] = {
	{ROLE_ID, {"id"}},
	{ROLE_DATE, {"date_created"}},
	{ROLE_UPDATED, {"date_updated"}},
	{ROLE_IGNORE,
	 {"form_id", "post_id", "created_by", "is_starred", "is_read", "ip",
	  "user_agent", "source_url", "source_id", "status", "currency",
	  "resume_token", "is_fulfilled", "transaction_id"}},
	{ROLE_IGNORE,
	 {"payment_status", "payment_date", "payment_amount", "payment_method",
	  "transaction_type"}},
};

static const struct row json[] = {
	{ROLE_ID,
	 {"id", "entry_id", "submission_id", "uuid", "guid", "reference"}},
	{ROLE_DATE,
	 {"date", "date_created", "created", "created_at", "submitted",
	  "submitted_at", "timestamp"}},
	{ROLE_UPDATED, {"updated", "updated_at", "date_updated", "modified"}},
	{ROLE_NAME,
	 {"name", "full_name", "your-name", "first_name", "firstname",
	  "last_name", "surname"}},
	{ROLE_ADDRESS, {"address", "your-address", "postcode"}},
	{ROLE_EMAIL, {"email", "email_address", "your-email", "e-mail"}},
	{ROLE_TELEPHONE,
	 {"telephone", "phone", "mobile", "your-phone", "phone_number"}},
	{ROLE_SUBJECT, {"subject", "your-subject"}},
	{ROLE_MESSAGE,
	 {"message", "your-message", "complaint", "details", "description",
	  "what_happened", "comments"}},
	{ROLE_OUTCOME,
	 {"outcome", "desired_outcome", "outcome_wanted", "resolution"}},
	{ROLE_ADJUSTMENTS,
	 {"adjustments", "reasonable_adjustments", "support_needs"}},
	{ROLE_REPRESENTATIVE,
	 {"representative", "on_behalf_of", "behalf", "advocate"}},
	{ROLE_CONSENT, {"consent", "authority"}},
	{ROLE_ATTACHMENTS,
	 {"attachments", "attachment", "files", "file", "uploads", "photos"}},
};

/* Our own form: console/contact.c names its fields so. */
static const struct row contact[] = {
	{ROLE_NAME, {"name"}},
	{ROLE_ADDRESS, {"home", "post"}},
	{ROLE_EMAIL, {"email"}},
	{ROLE_TELEPHONE, {"telephone"}},
	{ROLE_MESSAGE, {"happened"}},
	{ROLE_OUTCOME, {"outcome"}},
	{ROLE_ADJUSTMENTS, {"adjustments"}},
	{ROLE_REPRESENTATIVE, {"behalf-name"}},
	{ROLE_CONSENT, {"authority"}},
	{ROLE_CONTACT, {"answer"}},
	{ROLE_SAFE, {"safe"}},
	{ROLE_ID, {"entry"}},
	{ROLE_IGNORE, {"website", "behalf", "person"}},
};

static const struct {
	const char *name;
	const struct row *rows;
	gsize n;
	const char *timezone;
} presets[] = {
	{"gravity", gravity, G_N_ELEMENTS(gravity), "UTC"},
	{"json", json, G_N_ELEMENTS(json), "Europe/London"},
	{"contact", contact, G_N_ELEMENTS(contact), "Europe/London"},
};

static const char *const contact_labels[][2] = {
	{"home", "Address of the home"},
	{"post", "Address for letters"},
	{"answer", "Answer by"},
	{"safe", "Safe to contact"},
	{"behalf-name", "Writing for"},
	{"authority", "Authority to act for them"},
};

static void
add_rows(struct mapping *mapping, const struct row *rows, gsize n)
{
	gsize i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < G_N_ELEMENTS(rows[i].fields) &&
			    rows[i].fields[j] != NULL;
		     j++)
			mapping_add(mapping, rows[i].role, rows[i].fields[j]);
}

struct mapping *
mapping_preset(const char *name)
{
	struct mapping *mapping = NULL;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(presets); i++) {
		if (!g_str_equal(presets[i].name, name))
			continue;
		mapping = mapping_new();
		add_rows(mapping, presets[i].rows, presets[i].n);
		g_free(mapping->timezone);
		mapping->timezone = g_strdup(presets[i].timezone);
	}
	if (mapping != NULL && g_str_equal(name, "contact"))
		for (i = 0; i < G_N_ELEMENTS(contact_labels); i++)
			mapping_label(mapping, contact_labels[i][0],
				      contact_labels[i][1]);
	return mapping;
}
