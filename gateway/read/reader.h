/*
 * Reading in a box: a long-lived child, our own program run again with the
 * hidden command "reader", that holds two pipes and nothing else. Hostile
 * mail can kill it, but not reach anything.
 *
 * Many messages can be asked at once; the answers come in the same order.
 * A message that kills or hangs the child is told as such, and the next one
 * gets a new child. The child is replaced after LIMIT_READER_MESSAGES.
 * What the child answers is checked like anything from a stranger.
 *
 * Ownership: the caller closes the reader; messages are the caller's.
 */
#ifndef READ_READER_H
#define READ_READER_H

#include "base/own.h"
#include "model/message.h"

struct reader;

/* Starts a child. argv is what it is run with, argv[0] included and NULL at
 * the end; the program is always our own (/proc/self/exe). NULL stands for
 * {"postroom", "reader"}. FAULT_TEMPORARY if no child can be started. */
struct reader *reader_open(char *const argv[], GError **error);

/* Puts a message at the end of what is to be read; the reader keeps a
 * reference until it is answered. Nothing is sent yet. */
void reader_ask(struct reader *reader, GBytes *bytes);

/* Gives the child as much of what was asked as its pipe takes, and does not
 * wait: it reads while the caller does something else. What goes wrong here
 * is told by reader_answer. */
void reader_send(struct reader *reader);

/* The answer to the oldest message that was asked: the message, or NULL:
 * FAULT_INPUT      this message killed the child, took longer than
 *                  LIMIT_READ_SECONDS, or was answered with nonsense; the
 *                  others are read by a new child;
 * FAULT_TEMPORARY  no child can be had; what was asked stays asked.
 * The time counts from this call, so each message has all of it. */
struct message *reader_answer(struct reader *reader, GError **error);

/* After FAULT_INPUT: asks the same once more, before all others. */
void reader_ask_again(struct reader *reader, GBytes *bytes);

/* Forgets what was asked and not answered. */
void reader_forget(struct reader *reader);

/* One message there and back, if nothing else is asked. */
struct message *reader_read(struct reader *reader, const void *bytes,
			    gsize size, GError **error);

/* For a reader opened with READER_TAKES as its argv: takes one thing out of a
 * message, as read/take.h: an attachment by its SHA-256, or TAKE_HTML. The
 * caller's. FAULT_INPUT if it is not there, or as reader_answer. */
#define READER_TAKES ((char *[]){"postroom", "reader", "take", NULL})
#define READER_TAKE_ROOM 80 /* for the question, in the frame */
GBytes *reader_take(struct reader *reader, const char *what, GBytes *message,
		    GError **error);

/* Ends the child. */
void reader_close(struct reader *reader);

OWN_TYPE(reader, reader_close)

/* The child's side: locks itself in the box, then answers frames from in on
 * out until in ends. Returns an exit status: 0 at the end of in, 75 if the
 * box could not be closed or a pipe broke. */
int reader_serve(int in, int out);

/* The same for a reader that takes. */
int reader_serve_takes(int in, int out);

#endif
