/*
 * The outbox: one live letter of a kind, and every way from state to state.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/ledger/fixture.h"

#include "ledger/figures.h"

static struct notice *
notice_of(enum letter letter, int stage, const char *message_id)
{
	struct notice *n = notice_new();

	n->letter = letter;
	n->stage = stage;
	n->date = NOON;
	fixture_set(&n->to_name, "Ann");
	fixture_set(&n->to, "ann@example.org");
	fixture_set(&n->from_name, "Example Homes");
	fixture_set(&n->from, "complaints@landlord.example");
	fixture_set(&n->reply_to, "complaints@landlord.example");
	fixture_set(&n->subject, "We have your message");
	fixture_set(&n->body, "Dear Ann,\n\nthank you.\n");
	fixture_set(&n->message_id, message_id);
	fixture_set(&n->in_reply_to, "m1@example.org");
	fixture_set(&n->template_hash, "abcd");
	g_ptr_array_add(n->references, g_strdup("m0@example.org"));
	g_ptr_array_add(n->references, g_strdup("m1@example.org"));
	return n;
}

/* A letter whose kind, stage and hold vary; *id is 0 if it was refused. */
struct put {
	gint64 case_id;
	enum letter letter;
	int stage;
	const char *message_id;
	gint64 next_at;
	const char *hold;
};

static gint64
put(struct ledger *ledger, const struct put *what, GError **error)
{
	g_autoptr(own_notice) notice =
		notice_of(what->letter, what->stage, what->message_id);
	g_autoptr(GBytes) mail = g_bytes_new_static("To: ann\r\n\r\nhi\0!", 15);
	struct outbox_new letter = {
		.case_id = what->case_id,
		.notice = notice,
		.mail = mail,
		.envelope_from = "bounces@landlord.example",
		.actor = "postroom",
		.guard = what->stage != 0,
		.created = NOON,
		.next_at = what->next_at,
		.hold = what->hold,
	};

	return outbox_add(ledger, &letter, error);
}

/* A queued receipt of a new case; its id. */
static gint64
receipt(struct ledger *ledger, const char *token)
{
	struct put what = {fixture_case_id(ledger, token),
			   LETTER_RECEIPT,
			   0,
			   token,
			   TIME_NONE,
			   NULL};
	gint64 id;

	OK(ledger_begin(ledger, error));
	OK(id = put(ledger, &what, error));
	OK(ledger_commit(ledger, error));
	return id;
}

static enum outbox_state
state_of(struct ledger *ledger, gint64 id)
{
	g_autoptr(own_outbox_row) row = NULL;

	OK(row = outbox_by_id(ledger, id, error));
	return row->state;
}

static gint64
claim(struct ledger *ledger, gint64 now)
{
	g_autoptr(own_outbox_row) row = NULL;
	GError *problem = NULL;
	gboolean due = outbox_is_due(ledger, now, &problem);

	OK(ledger_begin(ledger, error));
	row = outbox_claim(ledger, now, &problem);
	assert_null(problem);
	assert_true(due == (row != NULL));
	OK(ledger_commit(ledger, error));
	return row != NULL ? row->id : 0;
}

static void
test_round_trip(void **state)
{
	struct fixture *f = *state;
	gint64 id = receipt(f->ledger, "t1");
	g_autoptr(own_outbox_row) row = NULL;
	g_autoptr(own_case_row) of_letter = NULL;
	gsize size;

	OK(row = outbox_by_message_id(f->ledger, "t1", error));
	assert_int_equal(row->id, id);
	assert_int_equal(row->state, OUTBOX_QUEUED);
	assert_int_equal(row->notice->letter, LETTER_RECEIPT);
	assert_string_equal(row->notice->to_name, "Ann");
	assert_string_equal(row->notice->to, "ann@example.org");
	assert_string_equal(row->notice->from_name, "Example Homes");
	assert_string_equal(row->notice->subject, "We have your message");
	assert_string_equal(row->notice->body, "Dear Ann,\n\nthank you.\n");
	assert_string_equal(row->notice->message_id, "t1");
	assert_string_equal(row->notice->in_reply_to, "m1@example.org");
	assert_string_equal(row->notice->template_hash, "abcd");
	assert_int_equal(row->notice->references->len, 2);
	assert_string_equal(row->notice->references->pdata[1],
			    "m1@example.org");
	assert_int_equal(row->notice->date, NOON);
	assert_string_equal(row->envelope_from, "bounces@landlord.example");
	assert_string_equal(row->actor, "postroom");
	assert_false(row->guard);
	assert_int_equal(row->created, NOON);
	assert_int_equal(row->next_at, NOON);
	assert_int_equal(row->attempts, 0);
	assert_true(row->sent == TIME_NONE);
	assert_memory_equal(g_bytes_get_data(row->mail, &size),
			    "To: ann\r\n\r\nhi\0!", 15);
	assert_int_equal(size, 15);
	OK(of_letter = case_by_letter(f->ledger, "t1", error));
	assert_int_equal(of_letter->id, row->case_id);
}

static void
test_one_live_letter(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = fixture_case_id(l, "t1");
	const struct put ack1 = {id,  LETTER_ACKNOWLEDGE_1, 1, "a", TIME_NONE,
				 NULL};
	const struct put again = {id,  LETTER_ACKNOWLEDGE_1, 1, "b", TIME_NONE,
				  NULL};
	const struct put ack2 = {id,  LETTER_ACKNOWLEDGE_2, 2, "c", TIME_NONE,
				 NULL};
	gint64 first = 0;

	ALONE(l, first = put(l, &ack1, error));
	REFUSED(l, put(l, &again, error),
		"has one already: acknowledgement-1, queued");
	ALONE(l, put(l, &ack2, error));
	assert_int_equal(claim(l, NOON), first);
	REFUSED(l, put(l, &again, error), "claimed");
	ALONE(l, outbox_sent(l, first, "250 ok", NOON, error));
	REFUSED(l, put(l, &again, error), "sent");
	ALONE(l, outbox_bounced(l, first, "5.1.1", error));
	ALONE(l, put(l, &again, error));
}

/* The index holds even if the look before it is passed by. */
static void
test_index_refuses_a_second(void **state)
{
	struct fixture *f = *state;
	gint64 id = receipt(f->ledger, "t1");

	OK(ledger_begin(f->ledger, error));
	FAILS(db_run(ledger_db(f->ledger),
		     "INSERT INTO letter SELECT id + 1, case_id, kind, stage, "
		     "state, to_name, to_address, from_name, from_address, "
		     "reply_to, subject, body, 'other', in_reply_to, "
		     "mail_references, dated, template_hash, mail, "
		     "envelope_from, guard, actor, created, next_at, claimed, "
		     "sent, attempts, uncertain, reply, route, pdf, pages, "
		     "postal, printed, issued, remote, turn FROM letter "
		     "WHERE id = ?1",
		     VALUES(value_int(id)), error),
	      FAULT_INPUT, "UNIQUE constraint failed: letter.case_id");
	ledger_rollback(f->ledger);
}

static void
test_claim_order(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 a = receipt(l, "t1");
	gint64 b = receipt(l, "t2");

	assert_int_equal(claim(l, NOON - 1), 0);
	assert_int_equal(claim(l, NOON), a);
	assert_int_equal(claim(l, NOON), b);
	assert_int_equal(claim(l, NOON), 0);
	ALONE(l, outbox_later(l, a, NOON + 60, "450 busy", error));
	assert_int_equal(claim(l, NOON + 59), 0);
	assert_int_equal(claim(l, NOON + 60), a);
}

static void
test_hastened(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 a = receipt(l, "t1");
	gint64 b = receipt(l, "t2");

	assert_int_equal(claim(l, NOON), a);
	ALONE(l, outbox_later(l, a, NOON + 600, "450 busy", error));
	assert_int_equal(claim(l, NOON), b);
	ALONE(l, outbox_sent(l, b, "250", NOON, error));
	ALONE(l, outbox_hasten(l, NOON + 5, error));
	assert_int_equal(claim(l, NOON + 4), 0);
	assert_int_equal(claim(l, NOON + 5), a);
	ALONE(l, outbox_hasten(l, NOON + 6, error));
	assert_int_equal(claim(l, NOON + 6), 0);
}

static void
test_attempts_and_reply(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = receipt(l, "t1");
	g_autoptr(own_outbox_row) row = NULL;
	int i;

	for (i = 0; i < 3; i++) {
		assert_int_equal(claim(l, NOON + i), id);
		ALONE(l, outbox_later(l, id, NOON + i + 1, "450 busy", error));
	}
	assert_int_equal(claim(l, NOON + 3), id);
	ALONE(l, outbox_sent(l, id, "250 queued as 7", NOON + 4, error));
	OK(row = outbox_by_id(l, id, error));
	assert_int_equal(row->attempts, 4);
	assert_int_equal(row->sent, NOON + 4);
	assert_string_equal(row->reply, "250 queued as 7");
	assert_string_equal(row->notice->message_id, "t1");
	assert_true(row->claimed == TIME_NONE);
}

/* Tried once more, with the same Message-ID; then a person must look. */
static void
test_uncertain(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = receipt(l, "t1");

	assert_int_equal(claim(l, NOON), id);
	ALONE(l, outbox_uncertain(l, id, 0, "no answer", error));
	assert_int_equal(state_of(l, id), OUTBOX_UNCERTAIN);
	assert_int_equal(claim(l, NOON), id);
	ALONE(l, outbox_uncertain(l, id, 0, "no answer", error));
	assert_int_equal(claim(l, NOON + 99999), 0);
	assert_int_equal(state_of(l, id), OUTBOX_UNCERTAIN);
	ALONE(l, outbox_release(l, id, error));
	assert_int_equal(claim(l, NOON), id);
}

/* A sender that is killed with letters in its hands. */
static void
test_reclaim(void **state)
{
	struct fixture *f = *state;
	gint64 id = receipt(f->ledger, "t1");
	gint64 other = receipt(f->ledger, "t2");
	pid_t child;
	int status, round;

	for (round = 0; round < 2; round++) {
		ledger_close(f->ledger);
		f->ledger = NULL;
		child = fork();
		if (child == 0) {
			struct ledger *l = ledger_open(f->data, NULL);

			(void)claim(l, NOON);
			(void)kill(getpid(), SIGKILL);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		OK(f->ledger = ledger_open(f->data, error));
		assert_int_equal(state_of(f->ledger, id), OUTBOX_CLAIMED);
		OK(ledger_begin(f->ledger, error));
		assert_int_equal(outbox_reclaim(f->ledger, NULL), 1);
		assert_int_equal(outbox_reclaim(f->ledger, NULL), 0);
		OK(ledger_commit(f->ledger, error));
		assert_int_equal(state_of(f->ledger, id), OUTBOX_UNCERTAIN);
	}
	assert_int_equal(claim(f->ledger, NOON), other);
	assert_int_equal(claim(f->ledger, NOON), 0);
}

enum act { SENT, LATER, UNCERTAIN, FAILED, HOLD, RELEASE, WITHDRAW, BOUNCED };

static gboolean
do_act(struct ledger *l, gint64 id, enum act act, GError **error)
{
	switch (act) {
	case SENT:
		return outbox_sent(l, id, "250", NOON, error);
	case LATER:
		return outbox_later(l, id, NOON, "450", error);
	case UNCERTAIN:
		return outbox_uncertain(l, id, 0, "?", error);
	case FAILED:
		return outbox_failed(l, id, "550", error);
	case HOLD:
		return outbox_hold(l, id, "why", error);
	case RELEASE:
		return outbox_release(l, id, error);
	case WITHDRAW:
		return outbox_withdraw(l, id, "why", error);
	default:
		return outbox_bounced(l, id, "5.1.1", error);
	}
}

/* Every act from every state; -1 where it is refused. */
static void
test_every_step(void **state)
{
#define NO OUTBOX_STATE_COUNT
#define Q OUTBOX_QUEUED
#define H OUTBOX_HELD
#define W OUTBOX_WITHDRAWN
	static const struct {
		const char *from;
		enum outbox_state to[8];
	} rows[] = {
		{"queued", {NO, NO, NO, NO, H, NO, W, NO}},
		{"claimed",
		 {OUTBOX_SENT, Q, OUTBOX_UNCERTAIN, OUTBOX_FAILED, NO, NO, NO,
		  NO}},
		{"sent", {NO, NO, NO, NO, NO, NO, NO, OUTBOX_BOUNCED}},
		{"uncertain", {NO, NO, NO, NO, NO, NO, W, OUTBOX_BOUNCED}},
		{"held", {NO, NO, NO, NO, NO, Q, W, NO}},
		{"failed", {NO, NO, NO, NO, NO, NO, NO, NO}},
		{"bounced", {NO, NO, NO, NO, NO, NO, NO, NO}},
		{"withdrawn", {NO, NO, NO, NO, NO, NO, NO, NO}},
	};
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 id = receipt(l, "t1");
	gsize i;
	int act;

	for (i = 0; i < G_N_ELEMENTS(rows) * 8; i++) {
		enum outbox_state to = rows[i / 8].to[i % 8];
		gboolean done;

		act = (int)(i % 8);
		ALONE(l, db_run(ledger_db(l),
				"UPDATE letter SET state = ?1, uncertain = 1",
				VALUES(value_text(rows[i / 8].from)), error));
		OK(ledger_begin(l, error));
		done = do_act(l, id, (enum act)act, NULL);
		OK(ledger_commit(l, error));
		assert_int_equal(done, to != NO);
		if (done)
			assert_int_equal(state_of(l, id), to);
		else
			assert_string_equal(outbox_state_name(state_of(l, id)),
					    rows[i / 8].from);
	}
}

static void
test_hold_from_the_start(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	struct put held = {
		fixture_case_id(l, "t1"), LETTER_RECEIPT, 0, "a", TIME_NONE,
		"ten letters today"};
	g_autoptr(own_outbox_row) row = NULL;
	gint64 id = 0;

	ALONE(l, id = put(l, &held, error));
	assert_int_equal(claim(l, NOON), 0);
	OK(row = outbox_by_id(l, id, error));
	assert_string_equal(row->reply, "ten letters today");
	ALONE(l, outbox_release(l, id, error));
	assert_int_equal(claim(l, NOON), id);
}

static struct traffic
traffic(struct ledger *l, const char *address, gint64 now)
{
	struct traffic found = {0};

	OK(outbox_traffic_to(l, address, now, &found, error));
	OK(outbox_traffic_all(l, now, &found, error));
	return found;
}

static void
test_traffic(void **state)
{
	static const struct {
		const char *address;
		gint64 later;
		struct traffic found;
	} rows[] = {
		{"ANN@example.org", 0, {2, 2, 2, 2, 2}},
		{"ann@example.org", 3599, {2, 2, 2, 2, 2}},
		{"ann@example.org", 3600, {0, 2, 2, 0, 2}},
		{"ann@example.org", 86400, {0, 0, 2, 0, 0}},
		{"ann@example.org", 604800, {0, 0, 0, 0, 0}},
		{"bob@example.org", 0, {0, 0, 0, 2, 2}},
	};
	struct fixture *f = *state;
	gsize i;

	(void)receipt(f->ledger, "t1");
	(void)receipt(f->ledger, "t2");
	for (i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct traffic found = traffic(f->ledger, rows[i].address,
					       NOON + rows[i].later);

		assert_memory_equal(&found, &rows[i].found, sizeof(found));
	}
}

/* A second question may follow once the first has left, not before. */
static void
test_written_again(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 case_id = fixture_case_id(l, "t1");
	struct put first = {case_id, LETTER_CLARIFICATION, 0, "a", TIME_NONE,
			    NULL};
	struct put second = {case_id, LETTER_CLARIFICATION, 0, "b", TIME_NONE,
			     NULL};
	struct put choice = {case_id, LETTER_CHOICE, 0, "c", TIME_NONE, NULL};
	struct put again = {case_id, LETTER_CHOICE, 0, "d", TIME_NONE, NULL};
	gint64 id;

	ALONE(l, (id = put(l, &first, error)) > 0);
	REFUSED(l, put(l, &second, error), "has one already");
	assert_int_equal(claim(l, NOON), id);
	ALONE(l, outbox_sent(l, id, "250", NOON, error));
	ALONE(l, put(l, &second, error) > 0);
	ALONE(l, put(l, &choice, error) > 0);
	assert_int_not_equal(id = claim(l, NOON), 0);
	ALONE(l, outbox_sent(l, id, "250", NOON, error));
	assert_int_not_equal(id = claim(l, NOON), 0);
	ALONE(l, outbox_sent(l, id, "250", NOON, error));
	REFUSED(l, put(l, &again, error), "has one already");
}

static int
count(struct ledger *ledger, enum outbox_which which, gint64 argument)
{
	g_autoptr(own_outbox_each) each = NULL;
	struct outbox_row *row;
	int n = 0;

	OK(each = outbox_each_open(ledger, which, argument, error));
	for (; (row = outbox_each_next(each, NULL)) != NULL; n++) {
		assert_null(row->mail);
		outbox_row_free(row);
	}
	return n;
}

static void
test_walks(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	gint64 a = receipt(l, "t1");
	gint64 b = receipt(l, "t2");
	gint64 c = receipt(l, "t3");

	assert_int_equal(claim(l, NOON), a);
	ALONE(l, outbox_failed(l, a, "550 no", error));
	assert_int_equal(claim(l, NOON), b);
	ALONE(l, outbox_sent(l, b, "250", NOON, error));
	assert_int_equal(count(l, OUTBOX_ALL, 0), 3);
	assert_int_equal(count(l, OUTBOX_STUCK, 0), 1);
	assert_int_equal(count(l, OUTBOX_WAITING, NOON + 1), 1);
	assert_int_equal(count(l, OUTBOX_WAITING, NOON), 0);
	assert_int_equal(count(l, OUTBOX_OF_CASE, 1), 1);
	ALONE(l, outbox_hold(l, c, "why", error));
	assert_int_equal(count(l, OUTBOX_STUCK, 0), 2);
}

static void
test_figures(void **state)
{
	struct fixture *f = *state;
	struct ledger *l = f->ledger;
	struct put ack = {fixture_case_id(l, "t0"),
			  LETTER_ACKNOWLEDGE_1,
			  1,
			  "a",
			  TIME_NONE,
			  NULL};
	struct figures figures;
	gint64 id = receipt(l, "t1");

	(void)receipt(l, "t2");
	assert_int_equal(claim(l, NOON), id);
	ALONE(l, outbox_sent(l, id, "250", NOON, error));
	ALONE(l, outbox_hold(l, id + 1, "why", error));
	ALONE(l, id = put(l, &ack, error));
	assert_int_equal(claim(l, NOON), id);
	ALONE(l, outbox_sent(l, id, "250", NOON, error));
	ALONE(l, case_confirm(l, ack.case_id, CATEGORY_ENQUIRY, GROUND_NONE,
			      error));
	OK(figures_load(l, NOON, &figures, error));
	assert_int_equal(figures.cases, 3);
	assert_int_equal(figures.open, 3);
	assert_int_equal(figures.confirmed, 1);
	assert_int_equal(figures.category[CATEGORY_COMPLAINT], 2);
	assert_int_equal(figures.category[CATEGORY_ENQUIRY], 1);
	assert_int_equal(figures.category[CATEGORY_NONE], 0);
	assert_int_equal(figures.items[ITEM_CASE], 0);
	assert_int_equal(figures.outbox[OUTBOX_SENT], 2);
	assert_int_equal(figures.outbox[OUTBOX_HELD], 1);
	assert_int_equal(figures.receipts_sent, 1);
	assert_int_equal(figures.acknowledgements_sent, 1);
	assert_int_equal(figures.acknowledgements_by_guard, 1);
	assert_int_equal(figures.duties_open, 0);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_round_trip),
		TEST(test_one_live_letter),
		TEST(test_index_refuses_a_second),
		TEST(test_claim_order),
		TEST(test_hastened),
		TEST(test_attempts_and_reply),
		TEST(test_uncertain),
		TEST(test_reclaim),
		TEST(test_every_step),
		TEST(test_hold_from_the_start),
		TEST(test_traffic),
		TEST(test_written_again),
		TEST(test_walks),
		TEST(test_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
