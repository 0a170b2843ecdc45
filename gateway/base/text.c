/*
 * Text and file helpers. text_write_file is the only durable write of a
 * small file; the spool has its own for items.
 */
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"

char *
text_sha256(const void *data, gsize size)
{
	static const char digits[] = "0123456789abcdef";
	struct sha256_ctx context;
	guint8 sum[SHA256_DIGEST_SIZE];
	char *hex = g_malloc(2 * sizeof(sum) + 1);
	gsize i;

	sha256_init(&context);
	sha256_update(&context, size, data);
	sha256_digest(&context, sizeof(sum), sum);
	for (i = 0; i < sizeof(sum); i++) {
		hex[2 * i] = digits[sum[i] >> 4];
		hex[2 * i + 1] = digits[sum[i] & 15];
	}
	hex[2 * sizeof(sum)] = '\0';
	return hex;
}

char *
text_repair(const char *data, gsize size, guint *repaired)
{
	GString *out = g_string_sized_new(size);
	const char *end;
	guint bad = 0;

	if (data == NULL)
		data = ""; /* what no bytes may be given as */
	end = data + size;
	while (data < end) {
		const char *stop = data;

		g_utf8_validate(data, end - data, &stop);
		g_string_append_len(out, data, stop - data);
		if (stop < end) {
			g_string_append(out, "\xef\xbf\xbd");
			stop++;
			bad++;
		}
		data = stop;
	}
	if (repaired != NULL)
		*repaired = bad;
	return g_string_free(out, FALSE);
}

static gboolean
is_hidden(gunichar c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Most letters are as they should be, and go over in runs. */
char *
text_clean(const char *utf8, gboolean single_line)
{
	GString *out = g_string_sized_new(strlen(utf8));
	const char *run = utf8;
	const char *p, *next;

	for (p = utf8; *p != '\0'; p = next) {
		gunichar c =
			(guchar)*p < 0x80 ? (guchar)*p : g_utf8_get_char(p);
		gboolean space = single_line && (c == '\n' || c == '\t');

		next = g_utf8_next_char(p);
		if (!space && !is_hidden(c))
			continue;
		g_string_append_len(out, run, p - run);
		if (space)
			g_string_append_c(out, ' ');
		run = next;
	}
	g_string_append_len(out, run, p - run);
	return g_string_free(out, FALSE);
}

char *
text_shorten(const char *utf8, glong n)
{
	g_autofree char *head = NULL;

	if (g_utf8_strlen(utf8, -1) <= n)
		return g_strdup(utf8);
	head = g_utf8_substring(utf8, 0, n);
	g_strchomp(head);
	return g_strconcat(head, "…", NULL);
}

char *
text_lower(const char *utf8)
{
	gsize size = strlen(utf8);
	gsize i;
	char *low;

	for (i = 0; i < size; i++)
		if ((guchar)utf8[i] >= 0x80)
			return g_utf8_strdown(utf8, (gssize)size);
	low = g_malloc(size + 1);
	for (i = 0; i <= size; i++)
		low[i] = (char)(utf8[i] >= 'A' && utf8[i] <= 'Z'
					? utf8[i] + ('a' - 'A')
					: utf8[i]);
	return low;
}

/* As g_unichar_isspace; the tables are asked only beyond ASCII. */
static gboolean
is_space(const char *p)
{
	if ((guchar)*p < 0x80)
		return *p == ' ' || (*p >= '\t' && *p <= '\r' && *p != '\v');
	return g_unichar_isspace(g_utf8_get_char(p));
}

char *
text_squeeze(const char *utf8)
{
	GString *out = g_string_sized_new(strlen(utf8));
	const char *p = utf8;

	while (*p != '\0') {
		const char *word;

		while (*p != '\0' && is_space(p))
			p = g_utf8_next_char(p);
		for (word = p; *p != '\0' && !is_space(p);)
			p = g_utf8_next_char(p);
		if (p > word && out->len > 0)
			g_string_append_c(out, ' ');
		g_string_append_len(out, word, p - word);
	}
	return g_string_free(out, FALSE);
}

static gboolean
is_domain(const char *domain)
{
	const char *p;

	if (*domain == '\0' || *domain == '.' || *domain == '-')
		return FALSE;
	for (p = domain; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && *p != '-' &&
		    (*p != '.' || p[1] == '.' || p[1] == '\0'))
			return FALSE;
	return TRUE;
}

gboolean
text_is_address(const char *address)
{
	const char *at = address == NULL ? NULL : strrchr(address, '@');
	const char *p;

	if (at == NULL || at == address ||
	    strlen(address) > LIMIT_ADDRESS_BYTES)
		return FALSE;
	for (p = address; p < at; p++)
		if (!g_ascii_isgraph(*p) || strchr("<>(),;:\\\"[]@", *p))
			return FALSE;
	return is_domain(at + 1);
}

static char *
read_open_file(int fd, gsize limit, gsize *size)
{
	GString *out = g_string_new(NULL);
	char block[65536];
	ssize_t n;

	while ((n = read(fd, block, sizeof(block))) > 0 && out->len <= limit)
		g_string_append_len(out, block, n);
	*size = out->len;
	return g_string_free(out, n < 0);
}

char *
text_read_file(const char *path, gsize limit, gsize *size, GError **error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	gsize length = 0;
	char *data;
	int number;

	if (fd < 0) {
		fault_errno(error, errno, "Cannot open %s", path);
		return NULL;
	}
	data = read_open_file(fd, limit, &length);
	number = errno;
	close(fd);
	if (data == NULL) {
		fault_errno(error, number, "Cannot read %s", path);
		return NULL;
	}
	if (length > limit) {
		fault_set(error, FAULT_INPUT,
			  "%s is larger than %" G_GSIZE_FORMAT " bytes.", path,
			  limit);
		g_clear_pointer(&data, g_free);
	} else if (size != NULL) {
		*size = length;
	}
	return data;
}

static gboolean
write_all(int fd, const char *data, gsize size)
{
	while (size > 0) {
		ssize_t n = write(fd, data, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return FALSE;
		data += n;
		size -= (gsize)n;
	}
	return fsync(fd) == 0;
}

static gboolean
sync_directory_of(const char *path)
{
	g_autofree char *directory = g_path_get_dirname(path);
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	gboolean done;

	if (fd < 0)
		return FALSE;
	done = fsync(fd) == 0;
	close(fd);
	return done;
}

gboolean
text_write_file(const char *path, const void *data, gsize size, GError **error)
{
	g_autofree char *temporary =
		g_strdup_printf("%s.tmp.%d", path, (int)getpid());
	int fd =
		open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	gboolean written;

	if (fd < 0)
		return fault_errno(error, errno, "Cannot make %s", temporary);
	written = write_all(fd, data, size);
	close(fd);
	if (written && rename(temporary, path) == 0 && sync_directory_of(path))
		return TRUE;
	fault_errno(error, errno, "Cannot write %s", path);
	unlink(temporary);
	return FALSE;
}
