/*
 * The console's section, key by key.
 */
#include "config/console.h"

#include <arpa/inet.h>

#include "config/check.h"

#define MOST_IDLE_MINUTES 720
#define MOST_HOURS 24

const struct source_key console_keys[] = {
	{"console", "", KEY_SECTION, NULL},
	{"console", "listen", KEY_TEXT, "127.0.0.1:8025"},
	{"console", "url", KEY_TEXT, NULL},
	{"console", "proxy_header", KEY_TEXT, NULL},
	{"console", "proxy", KEY_LIST, NULL},
	{"console", "idle_minutes", KEY_TEXT, "60"},
	{"console", "hours", KEY_TEXT, "12"},
	{NULL, NULL, KEY_TEXT, NULL},
};

static struct place
at(const char *name)
{
	struct place place = {"console", 0, name};

	return place;
}

/* The form of a header field's name (RFC 9110, 5.1), of those that nobody
 * could confuse with one that browsers send. */
static void
check_header(struct source *source, const char *name)
{
	const char *p;

	for (p = name; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && *p != '-') {
			source_fault(source, at("proxy_header"),
				     "\"proxy_header\" is the name of a "
				     "header such as X-Forwarded-Email, not "
				     "\"%s\".",
				     name);
			return;
		}
}

static gboolean
is_peer(const char *text)
{
	struct in6_addr address;

	return g_str_equal(text, "unix") ||
	       inet_pton(AF_INET, text, &address) == 1 ||
	       inet_pton(AF_INET6, text, &address) == 1;
}

/* Who may say who somebody is must be named, and only that. */
static void
read_proxy(struct source *source, struct console_settings *console)
{
	guint i;

	console->proxy_header =
		g_strdup(check_text(source, at("proxy_header")));
	check_header(source, console->proxy_header);
	console->proxies = source_list(source, at("proxy"));
	for (i = 0; i < console->proxies->len; i++) {
		const char *one = g_ptr_array_index(console->proxies, i);

		if (!is_peer(one))
			source_fault(source, at("proxy"),
				     "\"proxy\" holds addresses such as "
				     "\"127.0.0.1\", or \"unix\", not \"%s\".",
				     one);
	}
	if ((*console->proxy_header == '\0') != (console->proxies->len == 0))
		source_fault(source, at("proxy"),
			     "\"proxy_header\" and \"proxy\" belong together: "
			     "the header, and who may send it.");
}

static void
read_url(struct source *source, struct console_settings *console)
{
	const char *url = source_text(source, at("url"));
	gsize size;

	if (g_str_has_prefix(url, "https://"))
		console->url = g_strdup(check_url(source, at("url"), "http"));
	else if (*url == '\0' || g_str_has_prefix(url, "http://127.0.0.1") ||
		 g_str_has_prefix(url, "http://localhost"))
		console->url = g_strdup(url);
	else
		source_fault(source, at("url"),
			     "\"url\" is the https:// address at which staff "
			     "reach the console, not \"%s\".",
			     url);
	if (console->url == NULL)
		console->url = g_strdup("");
	size = strlen(console->url);
	if (size > 0 && console->url[size - 1] == '/')
		console->url[size - 1] = '\0';
}

void
console_settings_read(struct source *source, struct console_settings *console)
{
	console->on = source_count(source, "console") > 0;
	console->listen = g_strdup(check_listen(source, at("listen")));
	console->idle_minutes =
		source_number(source, at("idle_minutes"), 5, MOST_IDLE_MINUTES);
	console->hours = source_number(source, at("hours"), 1, MOST_HOURS);
	read_url(source, console);
	read_proxy(source, console);
}

void
console_settings_clear(struct console_settings *console)
{
	g_free(console->listen);
	g_free(console->url);
	g_free(console->proxy_header);
	g_clear_pointer(&console->proxies, g_ptr_array_unref);
}
