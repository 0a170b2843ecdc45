/*
 * Roles by name.
 */
#include "model/role.h"

static const struct {
	guint role;
	const char *name;
} roles[] = {
	{ROLE_READ_ONLY, "read-only"},
	{ROLE_HANDLER, "handler"},
	{ROLE_OFFICER, "officer"},
	{ROLE_MANAGER, "manager"},
	{ROLE_ADMINISTRATOR, "administrator"},
	{ROLE_REGISTER, "register"},
};

const char *
role_name(guint role)
{
	guint i;

	for (i = 0; i < G_N_ELEMENTS(roles); i++)
		if (roles[i].role == role)
			return roles[i].name;
	return NULL;
}

char *
role_names(guint mask)
{
	GString *out = g_string_new(NULL);
	guint i;

	for (i = 0; i < G_N_ELEMENTS(roles); i++)
		if ((mask & roles[i].role) != 0)
			g_string_append_printf(out, "%s%s",
					       out->len > 0 ? ", " : "",
					       roles[i].name);
	return g_string_free(out, FALSE);
}

static guint
role_of(const char *name)
{
	guint i;

	for (i = 0; i < G_N_ELEMENTS(roles); i++)
		if (g_ascii_strcasecmp(roles[i].name, name) == 0)
			return roles[i].role;
	return 0;
}

guint
role_read(const char *names)
{
	g_auto(GStrv) words = g_strsplit_set(names, ", ", -1);
	guint i, mask = 0;

	for (i = 0; words[i] != NULL; i++) {
		guint role = role_of(words[i]);

		if (*words[i] == '\0')
			continue;
		if (role == 0)
			return 0;
		mask |= role;
	}
	return mask;
}
