/*
 * What a web form is made of: fields, mappings, stamps, containers, receipts.
 */
#include "unit/unit.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "model/filled.h"
#include "model/mapping.h"
#include "model/packet.h"
#include "model/receipt.h"
#include "model/stamp.h"

/* --- fields ---------------------------------------------------------------*/

static const struct {
	const char *json;
	const char *fields; /* "key=value" in order, divided by "|" */
} shapes[] = {
	{"{\"a\":\"x\",\"b\":null,\"c\":3,\"d\":true,\"e\":false}",
	 "a=x|c=3|d=yes|e=no"},
	{"{\"a\":{\"b\":{\"c\":\" x \"}}}", "a.b.c=x"},
	{"{\"a\":[\"x\",2,null]}", "a=x, 2"},
	{"{\"f\":[{\"id\":7,\"value\":\"x\"},{\"name\":\"n\",\"answer\":[1,2]}]"
	 "}",
	 "7=x|n=1, 2"},
	{"{\"f\":[{\"x\":1},{\"y\":2}]}", "f.1.x=1|f.2.y=2"},
	{"{\"a\":\"l1\\r\\nl2\\rl3\"}", "a=l1\nl2\nl3"},
	{"{\"\":\"x\"}", "-=x"},
	{"{}", ""},
};

static char *
fields_of(const GPtrArray *list)
{
	GString *out = g_string_new(NULL);
	guint i;

	for (i = 0; i < list->len; i++) {
		const struct filled *one = list->pdata[i];

		g_string_append_printf(out, "%s%s=%s", i > 0 ? "|" : "",
				       one->key, one->value);
	}
	return g_string_free(out, FALSE);
}

static void
json_becomes_fields(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(shapes); i++) {
		json_t *json = json_loads(shapes[i].json, 0, NULL);
		g_autoptr(GPtrArray) list = filled_of_json(json);
		g_autofree char *got = fields_of(list);

		assert_string_equal(got, shapes[i].fields);
		json_decref(json);
	}
}

static const char *const queries[][2] = {
	{"a=1&b=2+3", "a=1|b=2 3"}, {"a=%C3%A9&b", "a=é|b="},
	{"a=%zz%4", "a=%zz%4"},	    {"&&=x", "-=x"},
	{"a=%00b", "a=b"},	    {"", ""},
};

static void
queries_become_fields(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(queries); i++) {
		g_autoptr(GPtrArray) list =
			filled_of_query(queries[i][0], strlen(queries[i][0]));
		g_autofree char *got = fields_of(list);

		assert_string_equal(got, queries[i][1]);
	}
}

static void
too_many_fields_are_left_out(void **state)
{
	GString *query = g_string_new(NULL);
	g_autoptr(GPtrArray) list = NULL;
	int i;

	(void)state;
	for (i = 0; i < 2 * LIMIT_FORM_FIELDS; i++)
		g_string_append_printf(query, "k%d=v&", i);
	list = filled_of_query(query->str, query->len);
	assert_int_equal(list->len, LIMIT_FORM_FIELDS);
	g_string_free(query, TRUE);
}

/* --- mappings -------------------------------------------------------------*/

static const struct {
	const char *field; /* as a mapping names it */
	const char *value; /* what it finds */
} picks[] = {
	{"1.3", "Jo"},
	{"Your Name *", "Label"},
	{"your name", "Label"},
	{"3", "Three"},
	{"data.email", "in"},
	{"phone", "tail"},
	{"name", "exact"},
	{"ail", ""},
	{"2", ""},
};

static void
fields_are_found_by_key_label_and_part(void **state)
{
	g_autoptr(GPtrArray) list = filled_new();
	gsize i;

	(void)state;
	filled_add(list, "form.name", "", "the form's own");
	filled_add(list, "1.3", "", "Jo");
	filled_add(list, "q1", "Your name:", "Label");
	filled_add(list, "3", "", "Three");
	filled_add(list, "data.email", "", "in");
	filled_add(list, "data.phone", "", "tail");
	filled_add(list, "name", "", "exact");
	for (i = 0; i < G_N_ELEMENTS(picks); i++) {
		g_autoptr(own_mapping) m = mapping_new();

		mapping_add(m, ROLE_NAME, picks[i].field);
		assert_string_equal(mapping_value(m, ROLE_NAME, list),
				    picks[i].value);
	}
}

static void
a_mapping_travels_as_text(void **state)
{
	static const char *const presets[] = {"gravity", "json", "contact"};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(presets); i++) {
		g_autoptr(own_mapping) m = mapping_preset(presets[i]);
		g_autoptr(own_mapping) back = NULL;
		g_autofree char *text = NULL;
		g_autofree char *again = NULL;

		mapping_add(m, ROLE_MESSAGE, "a=b\nc%");
		mapping_label(m, "k=1", "What\nhappened?");
		text = mapping_text(m);
		back = mapping_read(text, NULL);
		assert_non_null(back);
		again = mapping_text(back);
		assert_string_equal(text, again);
	}
	assert_null(mapping_preset("none"));
	assert_null(mapping_read("nonsense=1\n", NULL));
	assert_null(mapping_read("name\n", NULL));
	assert_null(mapping_read("name=%ff\n", NULL));
}

static void
a_digest_passes_over_what_is_ignored(void **state)
{
	g_autoptr(own_mapping) m = mapping_preset("gravity");
	const char *json[] = {
		"{\"id\":\"1\",\"3\":\"x\",\"is_read\":\"0\"}",
		"{\"id\":\"1\",\"3\":\"x\",\"is_read\":\"1\","
		"\"date_updated\":\"2026-11-24 08:00:00\"}",
		"{\"id\":\"1\",\"3\":\"y\",\"is_read\":\"0\"}",
	};
	char *digests[3];
	gsize i;

	(void)state;
	for (i = 0; i < 3; i++) {
		json_t *value = json_loads(json[i], 0, NULL);
		g_autoptr(GPtrArray) list = filled_of_json(value);

		digests[i] = mapping_digest(m, list);
		json_decref(value);
	}
	assert_string_equal(digests[0], digests[1]);
	assert_string_not_equal(digests[0], digests[2]);
	for (i = 0; i < 3; i++)
		g_free(digests[i]);
}

static const char *const ids[][2] = {
	{"17", "17"},
	{"", "x-0123456789abcdef0123456789abcdef"},
	{"a b", "x-0123456789abcdef0123456789abcdef"},
	{"a\nb", "x-0123456789abcdef0123456789abcdef"},
	{"6f1c-é", "x-0123456789abcdef0123456789abcdef"},
};

static void
ids_fit_an_envelope(void **state)
{
	g_autoptr(own_mapping) m = mapping_preset("json");
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(ids); i++) {
		g_autoptr(GPtrArray) list = filled_new();
		g_autofree char *id = NULL;

		filled_add(list, "id", "", ids[i][0]);
		id = mapping_entry_id(m, list,
				      "0123456789abcdef0123456789abcdef0123");
		assert_string_equal(id, ids[i][1]);
	}
}

/* --- stamps ---------------------------------------------------------------*/

static const struct {
	const char *text;
	const char *zone;
	const char *utc; /* NULL: none */
} stamps[] = {
	{"2026-11-23 09:15:00", "UTC", "2026-11-23T09:15:00Z"},
	{"2026-07-01 09:15:00", "Europe/London", "2026-07-01T08:15:00Z"},
	{"2026-11-23T09:15:00Z", "Europe/London", "2026-11-23T09:15:00Z"},
	{"2026-11-23T09:15:00.123+01:00", "UTC", "2026-11-23T08:15:00Z"},
	{"2026-11-23", "UTC", "2026-11-23T00:00:00Z"},
	{"23/11/2026 09:15", "UTC", "2026-11-23T09:15:00Z"},
	{"1795425300", "UTC", "2026-11-23T09:15:00Z"},
	{"2026-02-30 09:00:00", "UTC", NULL},
	{"11/23/2026", "UTC", NULL},
	{"yesterday", "UTC", NULL},
	{"1066-10-14", "UTC", NULL},
	{"", "UTC", NULL},
};

static void
stamps_are_read(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(stamps); i++) {
		gint64 at = stamp_read(stamps[i].text, stamps[i].zone);
		g_autofree char *got = clock_rfc3339(at);

		if (stamps[i].utc == NULL)
			assert_null(got);
		else
			assert_string_equal(got, stamps[i].utc);
	}
	assert_true(stamp_is_zone("Europe/London"));
	assert_false(stamp_is_zone("Europe/Nowhere"));
}

/* --- containers and receipts
 * ------------------------------------------------*/

static void
a_container_gives_back_what_went_in(void **state)
{
	g_autoptr(own_packet) packet = packet_new();
	g_autoptr(own_packet) back = NULL;
	g_autoptr(GBytes) file = g_bytes_new_static("\0\n\n\xff", 4);
	g_autoptr(GBytes) bytes = NULL;
	const struct packet_file *one;

	(void)state;
	g_free(packet->entry);
	packet->entry = g_strdup("a b\n=%");
	packet->date = clock_parse("2026-11-23T09:15:00Z");
	g_bytes_unref(packet->body);
	packet->body = g_bytes_new("{}\n\nbody=9\n", 11);
	packet_add(packet, "leak in kitchen.jpg", "", file, "");
	packet_add(packet, "https://x.example/a b", "", NULL, "not found");
	bytes = packet_write(packet);
	back = packet_read(g_bytes_get_data(bytes, NULL),
			   g_bytes_get_size(bytes), NULL);
	assert_non_null(back);
	assert_string_equal(back->entry, packet->entry);
	assert_int_equal(back->date, packet->date);
	assert_true(g_bytes_equal(back->body, packet->body));
	one = back->files->pdata[0];
	assert_string_equal(one->name, "leak in kitchen.jpg");
	assert_true(g_bytes_equal(one->bytes, file));
	one = back->files->pdata[1];
	assert_null(one->bytes);
	assert_string_equal(one->why, "not found");
}

static void
receipts_lead_back_to_their_hash(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 2000; i++) {
		g_autofree char *text = g_strdup_printf("%d", i);
		g_autofree char *sha = text_sha256(text, strlen(text));
		g_autofree char *receipt = receipt_number(sha);
		g_autofree char *low = g_ascii_strdown(receipt, -1);
		g_autofree char *read = receipt_read(low);
		g_autofree char *digits = receipt_digits(receipt);

		assert_string_equal(read, receipt);
		assert_memory_equal(digits, sha, RECEIPT_DIGITS);
		assert_int_equal(strlen(digits), RECEIPT_DIGITS);
	}
}

/* Every single wrong character, and every swap of neighbours. */
static void
slips_in_receipts_are_found(void **state)
{
	static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
	g_autofree char *sha = text_sha256("x", 1);
	g_autofree char *right = receipt_number(sha);
	gsize i, j;

	(void)state;
	for (i = strlen("PR-"); i < strlen(right); i++) {
		g_autofree char *swapped = g_strdup(right);

		if (right[i] == '-')
			continue;
		for (j = 0; j < strlen(letters); j++) {
			g_autofree char *wrong = g_strdup(right);
			g_autofree char *read = NULL;

			wrong[i] = letters[j];
			read = receipt_read(wrong);
			assert_true(letters[j] == right[i] || read == NULL);
		}
		if (i + 1 < strlen(right) && right[i + 1] != '-' &&
		    right[i] != right[i + 1]) {
			g_autofree char *read = NULL;

			swapped[i] = right[i + 1];
			swapped[i + 1] = right[i];
			read = receipt_read(swapped);
			assert_null(read);
		}
	}
	assert_null(receipt_read("PR-0KQ2M-9TXPA"));
	assert_null(receipt_read("PR-"));
	assert_null(receipt_read("CR-2026-00042-K"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_becomes_fields),
		cmocka_unit_test(queries_become_fields),
		cmocka_unit_test(too_many_fields_are_left_out),
		cmocka_unit_test(fields_are_found_by_key_label_and_part),
		cmocka_unit_test(a_mapping_travels_as_text),
		cmocka_unit_test(a_digest_passes_over_what_is_ignored),
		cmocka_unit_test(ids_fit_an_envelope),
		cmocka_unit_test(stamps_are_read),
		cmocka_unit_test(a_container_gives_back_what_went_in),
		cmocka_unit_test(receipts_lead_back_to_their_hash),
		cmocka_unit_test(slips_in_receipts_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
