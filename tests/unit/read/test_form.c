/*
 * Forms as messages: the documented shapes of form software, and what
 * strangers may fill in.
 */
#include "unit/unit.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "model/mapping.h"
#include "read/form.h"
#include "read/read.h"

/* An entry as REST API v2 of Gravity Forms gives it. */
#define GRAVITY                                                              \
	"{\"id\":\"117\",\"form_id\":\"3\",\"post_id\":null,"                \
	"\"date_created\":\"2026-11-23 08:15:30\","                          \
	"\"date_updated\":\"2026-11-23 08:15:30\",\"is_starred\":\"0\","     \
	"\"is_read\":\"0\",\"ip\":\"192.0.2.7\","                            \
	"\"source_url\":\"https:\\/\\/landlord.example\\/complain\\/\","     \
	"\"user_agent\":\"Mozilla\\/5.0\",\"currency\":\"GBP\","             \
	"\"payment_status\":null,\"created_by\":null,\"status\":\"active\"," \
	"\"1.3\":\"Jo\",\"1.6\":\"O'Neill\",\"2\":\"jo@example.org\","       \
	"\"3\":\"Mould again.\\r\\nNobody came.\",\"4\":\"Treat the wall\"," \
	"\"5\":\"Large print\",\"6\":\"Flat 2, 7 High Street\",\"7\":\"\","  \
	"\"8\":\"Mondays\",\"_labels\":{\"1\":{\"1.3\":\"First\","           \
	"\"1.6\":\"Last\"},\"8\":\"When are you in?\"}}"

static struct mapping *
gravity(void)
{
	struct mapping *m = mapping_preset("gravity");

	mapping_add(m, ROLE_NAME, "1");
	mapping_add(m, ROLE_EMAIL, "2");
	mapping_add(m, ROLE_MESSAGE, "3");
	mapping_add(m, ROLE_OUTCOME, "4");
	mapping_add(m, ROLE_ADJUSTMENTS, "5");
	mapping_add(m, ROLE_ADDRESS, "6");
	return m;
}

/* A container with this body, read through the front door; takes mapping. */
static struct message *
read_body(const char *type, const char *body, struct mapping *mapping)
{
	g_autoptr(own_packet) packet = packet_new();
	g_autoptr(own_mapping) own = mapping;
	g_autoptr(GBytes) bytes = NULL;
	gsize size = 0;
	const char *data;

	g_free(packet->form);
	packet->form = g_strdup("website");
	g_free(packet->type);
	packet->type = g_strdup(type);
	g_free(packet->mapping);
	packet->mapping = mapping_text(own);
	g_bytes_unref(packet->body);
	packet->body = g_bytes_new(body, strlen(body));
	bytes = packet_write(packet);
	data = g_bytes_get_data(bytes, &size);
	return read_message(data, size);
}

static void
gravity_forms_entry_is_read(void **state)
{
	g_autoptr(own_message) m =
		read_body("application/json", GRAVITY, gravity());

	(void)state;
	assert_string_equal(m->from->name, "Jo O'Neill");
	assert_string_equal(m->from->address, "jo@example.org");
	assert_string_equal(m->subject, "Web form: website");
	assert_string_equal(m->new_text,
			    "Mould again.\nNobody came.\n\n"
			    "What I would like: Treat the wall\n\n"
			    "I need these adjustments: Large print");
	assert_non_null(strstr(m->text, "Address: Flat 2, 7 High Street\n"));
	assert_non_null(strstr(m->text, "Other answers\n"
					"When are you in? Mondays"));
	assert_null(strstr(m->text, "192.0.2.7"));
	assert_null(strstr(m->text, "117"));
	assert_int_equal(m->problems->len, 0);
	assert_int_equal(m->automated, AUTOMATED_NO);
}

static const struct {
	const char *type;
	const char *body;
	const char *name;
	const char *address;
	const char *new_text;
} shapes[] = {
	{"application/json",
	 "{\"name\":\"Ann\",\"email\":\"ann@example.org\","
	 "\"message\":\"No heating.\"}",
	 "Ann", "ann@example.org", "No heating."},
	{"application/json; charset=utf-8",
	 "{\"data\":{\"first_name\":\"Ann\",\"last_name\":\"Lee\"},\"fields\":"
	 "[{\"id\":\"x1\",\"label\":\"Email\",\"value\":\"a@example.org\"},"
	 "{\"id\":\"x2\",\"label\":\"Message:\",\"value\":\"Cold.\"}]}",
	 "Ann Lee", "a@example.org", "Cold."},
	{"application/x-www-form-urlencoded",
	 "name=Ann+Lee&email=a%40example.org&message=It%27s+cold.%0D%0AVery.",
	 "Ann Lee", "a@example.org", "It's cold.\nVery."},
	{"multipart/form-data; boundary=xYz",
	 "--xYz\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"
	 "Ann\r\n--xYz\r\nContent-Disposition: form-data; name=\"message\"\r\n"
	 "\r\nTwo\r\nlines --xYz\r\n--xYz--\r\n",
	 "Ann", "", "Two\nlines --xYz"},
	{"application/json",
	 "{\"name\":\"A\",\"email\":\"not one\","
	 "\"message\":\"x\",\"representative\":\"My mum\"}",
	 "A", "", "x\n\nI am writing on behalf of: My mum"},
	{"application/json",
	 "{\"message\":\"x\",\"outcome\":\"none\",\"adjustments\":\"No.\"}", "",
	 "", "x"},
};

static void
shapes_are_understood(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(shapes); i++) {
		g_autoptr(own_message) m = read_body(
			shapes[i].type, shapes[i].body, mapping_preset("json"));

		assert_string_equal(m->from->name, shapes[i].name);
		assert_string_equal(m->from->address, shapes[i].address);
		assert_string_equal(m->new_text, shapes[i].new_text);
	}
}

static void
several_messages_keep_their_labels(void **state)
{
	struct mapping *mapping = mapping_new();
	g_autoptr(own_message) m = NULL;

	(void)state;
	mapping_add(mapping, ROLE_MESSAGE, "a");
	mapping_add(mapping, ROLE_MESSAGE, "b");
	mapping_label(mapping, "b", "How long has this gone on?");
	m = read_body("application/json", "{\"a\":\"Damp\",\"b\":\"A year\"}",
		      mapping);
	assert_string_equal(m->new_text, "Message\nDamp\n\n"
					 "How long has this gone on?\nA year");
}

static void
files_become_attachments(void **state)
{
	g_autoptr(own_message) m = read_body(
		"multipart/form-data; boundary=\"b b\"",
		"--b b\r\nContent-Disposition: form-data; name=\"message\"\r\n"
		"\r\nsee photo\r\n--b b\r\n"
		"Content-Disposition: form-data; name=\"file\"; "
		"filename=\"../../leak.jpg\"\r\nContent-Type: image/jpeg\r\n"
		"\r\n\xff\xd8\r\n\r\n\x01\r\n--b b\r\n"
		"Content-Disposition: form-data; name=\"file\"; filename=\"\""
		"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n"
		"--b b--\r\n",
		mapping_preset("json"));
	const struct attachment *a;
	g_autofree char *sha = text_sha256("\xff\xd8\r\n\r\n\x01", 7);

	(void)state;
	assert_int_equal(m->attachments->len, 1);
	a = m->attachments->pdata[0];
	assert_string_equal(a->filename, "leak.jpg");
	assert_string_equal(a->content_type, "image/jpeg");
	assert_int_equal(a->size, 7);
	assert_string_equal(a->sha256, sha);
}

static const char *const hostile[][2] = {
	{"application/json", "{\"message\":"},
	{"application/json", "[1,2]"},
	{"application/json", ""},
	{"text/plain", "I wrote this by hand."},
	{"multipart/form-data", "--x\r\n\r\n"},
	{"multipart/form-data; boundary=x", "no parts at all"},
	{"", "?"},
};

static void
what_is_not_understood_is_kept_as_text(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autoptr(own_message) m = read_body(
			hostile[i][0], hostile[i][1], mapping_preset("json"));

		assert_int_equal(m->problems->len, 1);
		assert_string_equal(m->subject, "Web form: website");
		if (*hostile[i][1] != '\0')
			assert_true(strlen(m->text) > 0);
	}
}

static void
damaged_containers_are_told(void **state)
{
	static const char *const damaged[] = {
		"postroom-form=1\n",
		"postroom-form=1\nbody=5\n\nabc",
		"postroom-form=1\nbody=-5\n\nabc",
		"postroom-form=1\nbody=99999999999999999999\n\nabc",
		"postroom-form=1\nfile=1 a\n\nx",
		"postroom-form=1\nfile=9 a b\n\nx",
		"postroom-form=1\nmapping=2\n\n\xff\xfe",
		"postroom-form=1\nnonsense\n\n",
		"postroom-form=1\nentry=%ff\n\n",
	};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(damaged); i++) {
		g_autoptr(own_message) m =
			read_message(damaged[i], strlen(damaged[i]));

		assert_int_equal(m->problems->len, 1);
		assert_non_null(strstr(m->problems->pdata[0], "damaged"));
	}
}

static void
hidden_characters_and_references(void **state)
{
	g_autoptr(own_message) m =
		read_body("application/json",
			  "{\"name\":\"A\\nBcc: x@example.org\",\"message\":"
			  "\"a\\u202eb\\u0000c CR-2026-00042-F\"}",
			  mapping_preset("json"));

	(void)state;
	assert_null(strchr(m->from->name, '\n'));
	assert_null(strstr(m->new_text, "\u202e"));
	assert_true(g_utf8_validate(m->text, -1, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gravity_forms_entry_is_read),
		cmocka_unit_test(shapes_are_understood),
		cmocka_unit_test(several_messages_keep_their_labels),
		cmocka_unit_test(files_become_attachments),
		cmocka_unit_test(what_is_not_understood_is_kept_as_text),
		cmocka_unit_test(damaged_containers_are_told),
		cmocka_unit_test(hidden_characters_and_references),
	};

	read_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
