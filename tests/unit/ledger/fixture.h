/*
 * A ledger in a temporary directory, and rows to put in it. Included by the
 * tests of the folder only; all of it is static.
 */
#ifndef TESTS_UNIT_LEDGER_FIXTURE_H
#define TESTS_UNIT_LEDGER_FIXTURE_H

#include <glib/gstdio.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "ledger/case.h"
#include "ledger/db.h"
#include "ledger/migrate.h"
#include "ledger/steps.h"
#include "ledger/duty.h"
#include "ledger/history.h"
#include "ledger/item.h"
#include "ledger/ledger.h"
#include "ledger/outbox.h"

#include "unit/ledger/expect.h"

/* Monday 23 November 2026, 09:00 in London. */
#define NOON ((gint64)1795424400)

struct fixture {
	char *data;
	struct ledger *ledger;
};

static inline char *
fixture_path(const struct fixture *f)
{
	return g_build_filename(f->data, "ledger.sqlite", NULL);
}

static inline int
fixture_setup(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);
	GError *error = NULL;

	clock_fix(NOON);
	f->data = g_dir_make_tmp("ledger-XXXXXX", NULL);
	f->ledger = ledger_open(f->data, &error);
	fixture_ok(f->ledger != NULL, error);
	*state = f;
	return 0;
}

static inline void
fixture_empty(const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		(void)g_remove(path);
	}
	if (dir != NULL)
		g_dir_close(dir);
	(void)g_rmdir(folder);
}

static inline int
fixture_teardown(void **state)
{
	struct fixture *f = *state;

	ledger_close(f->ledger);
	fixture_empty(f->data);
	g_free(f->data);
	g_free(f);
	return 0;
}

static inline void
fixture_set(char **field, const char *text)
{
	g_free(*field);
	*field = g_strdup(text);
}

/* A case of that token in the open transaction; its row. */
static inline struct case_row *
fixture_case(struct ledger *ledger, const char *token)
{
	struct case_row *row = case_row_new();

	row->received = NOON;
	row->proposed = CATEGORY_COMPLAINT;
	row->confidence = 0.75;
	row->flags = FLAG_BIT(FLAG_DAMP_MOULD) | FLAG_BIT(FLAG_GROUP);
	fixture_set(&row->channel, "email");
	fixture_set(&row->source, "complaints");
	fixture_set(&row->from_name, "Ann Resident");
	fixture_set(&row->from_address, "Ann@example.org");
	fixture_set(&row->reply_address, "Ann@example.org");
	fixture_set(&row->letter_from, "complaints@landlord.example");
	fixture_set(&row->subject, "Damp");
	fixture_set(&row->profile, "code 12ab");
	fixture_set(&row->token, token);
	fixture_set(&row->item, token);
	OK(case_create(ledger, row, error));
	return row;
}

/* The id of a new case, in a transaction of its own. */
static inline gint64
fixture_case_id(struct ledger *ledger, const char *token)
{
	struct case_row *row;
	gint64 id;

	OK(ledger_begin(ledger, error));
	row = fixture_case(ledger, token);
	OK(ledger_commit(ledger, error));
	id = row->id;
	case_row_free(row);
	return id;
}

static inline gint64
fixture_event(struct ledger *ledger, gint64 case_id, const char *event)
{
	gint64 id;
	struct history_new entry = {case_id, NOON, "postroom", event, NULL};

	OK(ledger_begin(ledger, error));
	OK(id = history_add(ledger, entry, error));
	OK(ledger_commit(ledger, error));
	return id;
}

/* The check of the whole ledger names that fault, maybe among others. */
static inline void
fixture_finds(struct ledger *ledger, const char *words)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	gboolean found = FALSE;
	guint i;

	OK(ledger_check(ledger, findings, error));
	for (i = 0; i < findings->len; i++)
		found |= strstr(findings->pdata[i], words) != NULL;
	for (i = 0; !found && i < findings->len; i++)
		print_error("%s\n", (const char *)findings->pdata[i]);
	assert_true(found);
}

/* What a query for one number gives. */
static inline gint64
fixture_number(struct ledger *ledger, const char *query)
{
	gint64 n = -1;

	OK(db_number(ledger_db(ledger), query, NULL, &n, error));
	return n;
}

/* The version of the schema as it is now. */
static inline gint64
fixture_newest(void)
{
	return migrate_newest(ledger_steps);
}

#endif
