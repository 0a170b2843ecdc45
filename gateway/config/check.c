/*
 * The checks, in the words of somebody who edits the file: what is wrong
 * with which key, and an example of what is right.
 */
#include "config/check.h"

#include <errno.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"
#include "config/resource.h"

#define PORT_LAST 65535

const char *
check_text(struct source *source, struct place place)
{
	const char *text = source_text(source, place);
	const char *p;

	for (p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (g_unichar_iscntrl(g_utf8_get_char(p))) {
			source_fault(source, place,
				     "\"%s\" holds a line break or another "
				     "control character. Write it on one "
				     "line, and a backslash as \\\\.",
				     place.name);
			break;
		}
	return text;
}

const char *
check_needed(struct source *source, struct place place)
{
	return *source_needed(source, place) == '\0'
		       ? ""
		       : check_text(source, place);
}

const char *
check_address(struct source *source, struct place place)
{
	const char *text = source_text(source, place);

	if (*text != '\0' && !text_is_address(text))
		source_fault(source, place,
			     "\"%s\" must be one e-mail address such as "
			     "complaints@landlord.example, not \"%s\".",
			     place.name, text);
	return text;
}

static gboolean
is_port(const char *text)
{
	return g_ascii_string_to_unsigned(text, 10, 1, PORT_LAST, NULL, NULL);
}

static gboolean
is_host(const char *host, gsize length)
{
	g_autofree char *copy = g_strndup(host, length);
	g_autofree char *address = NULL;

	if (*copy == '[' && length > 2 && copy[length - 1] == ']') {
		copy[length - 1] = '\0';
		return g_hostname_is_ip_address(copy + 1);
	}
	address = g_strconcat("a@", copy, NULL);
	return text_is_address(address);
}

/* HOST or HOST:PORT, where an IPv6 host stands in brackets. */
static gboolean
is_server(const char *text)
{
	const char *bracket = strrchr(text, ']');
	const char *colon = strchr(bracket == NULL ? text : bracket, ':');

	if (colon == NULL)
		return is_host(text, strlen(text));
	return is_host(text, (gsize)(colon - text)) && is_port(colon + 1);
}

const char *
check_url(struct source *source, struct place place, const char *scheme)
{
	const char *text = source_text(source, place);
	const char *rest = text;

	if (*text == '\0')
		return text;
	if (g_str_has_prefix(text, scheme)) {
		rest += strlen(scheme);
		rest += *rest == 's';
		if (g_str_has_prefix(rest, "://") && is_server(rest + 3))
			return text;
	}
	source_fault(source, place,
		     "\"%s\" must be %ss://HOST, or %s://HOST for STARTTLS, "
		     "with :PORT from 1 to %d if it is not the usual one, and "
		     "nothing else; not \"%s\".",
		     place.name, scheme, scheme, PORT_LAST, text);
	return text;
}

const char *
check_https(struct source *source, struct place place)
{
	const char *text = check_text(source, place);
	g_autofree char *server = NULL;

	if (*text == '\0')
		return text;
	if (g_str_has_prefix(text, "https://") && strpbrk(text, " @") == NULL) {
		const char *rest = text + strlen("https://");

		server = g_strndup(rest, strcspn(rest, "/?#"));
	}
	if (server == NULL || !is_server(server))
		source_fault(source, place,
			     "\"%s\" must be an address such as "
			     "https://HOST/PATH, not \"%s\".",
			     place.name, text);
	return text;
}

const char *
check_listen(struct source *source, struct place place)
{
	const char *text = source_needed(source, place);
	gboolean any_port = g_str_has_suffix(text, ":0");

	if (*text != '\0' && !g_str_has_prefix(text, "unix:/") && !any_port &&
	    (!is_server(text) || strchr(text, ':') == NULL))
		source_fault(source, place,
			     "\"%s\" must be HOST:PORT such as "
			     "127.0.0.1:8025, or unix:/path, not \"%s\".",
			     place.name, text);
	return text;
}

const char *
check_colour(struct source *source, struct place place)
{
	const char *text = check_text(source, place);
	gsize n = strlen(text);

	if (n > 0 && (*text != '#' || n != 7 ||
		      strspn(text + 1, "0123456789abcdefABCDEF") != 6))
		source_fault(source, place,
			     "\"%s\" must be a colour such as \"#1d70b8\", "
			     "not \"%s\".",
			     place.name, text);
	return text;
}

char *
check_path(struct source *source, struct place place)
{
	const char *text = check_text(source, place);

	if (*text == '\0')
		return g_strdup("");
	return g_canonicalize_filename(text, source_folder(source));
}

static void
check_readable(struct source *source, struct place place, const char *path)
{
	if (access(path, R_OK) != 0)
		source_fault(source, place, "\"%s\": %s cannot be read: %s.",
			     place.name, path, g_strerror(errno));
}

char *
check_resource(struct source *source, struct place place, const char *resource)
{
	char *path = check_path(source, place);

	if (*path == '\0') {
		g_free(path);
		path = resource_find(resource);
	}
	check_readable(source, place, path);
	return path;
}

char *
check_file(struct source *source, struct place place)
{
	char *path = check_path(source, place);

	if (*path != '\0')
		check_readable(source, place, path);
	return path;
}

gint64
check_since(struct source *source, struct place place)
{
	const char *text = source_text(source, place);
	guint32 day = clock_parse_day(text);
	gint64 instant;

	if (g_str_equal(text, "now"))
		return TIME_NONE;
	instant = day == DAY_NONE ? clock_parse(text) : clock_at(day, 0, 0);
	if (instant == TIME_NONE)
		source_fault(source, place,
			     "\"%s\" must be \"now\" or a date such as "
			     "2026-11-23, not \"%s\".",
			     place.name, text);
	return instant;
}

void
check_name(struct source *source, struct place place, const char *name)
{
	const char *p;

	for (p = name; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && *p != '-' && *p != '_') {
			source_fault(source, place,
				     "The name \"%s\" may hold only letters, "
				     "digits, - and _.",
				     name);
			return;
		}
}

void
check_password(struct source *source, struct place place, const char *file,
	       const char *variable)
{
	g_autoptr(GError) error = NULL;
	char *password = secret_password(file, variable, &error);

	if (password == NULL)
		source_fault(source, place, "%s", error->message);
	secret_free(password);
}

char *
check_credentials(struct source *source, struct place place,
		  const char *variable)
{
	char *file;

	place.name = "password_file";
	file = check_path(source, place);
	if (g_file_test(file, G_FILE_TEST_IS_DIR))
		source_fault(source, place, "%s is a folder, not a file.",
			     file);
	else
		check_password(source, place, file, variable);
	return file;
}

char *
password_variable(const char *name)
{
	g_autofree char *capitals = g_ascii_strup(name, -1);

	g_strdelimit(capitals, "-", '_');
	return g_strconcat("POSTROOM_PASSWORD_", capitals, NULL);
}
