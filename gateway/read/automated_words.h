/*
 * The words by which machines give themselves away, in the languages met.
 * All in lower case, as phrase_fold makes texts; each table ends with NULL.
 */
#ifndef READ_AUTOMATED_WORDS_H
#define READ_AUTOMATED_WORDS_H

/* Subjects of automatic replies: the subject begins with one, and then ends
 * or goes on with a colon, a dash or a bracket. */
extern const char *const words_reply_subject[];

/* The same wherever they stand in the subject. */
extern const char *const words_reply_subject_sure[];

/* Subjects that an automatic reply begins with as much as a person's does:
 * they count if set apart, and if the text is of an absence. */
extern const char *const words_reply_subject_weak[];

/* What only an automatic reply says of itself, in its first lines. */
extern const char *const words_reply_sure[];

/* What any machine says of itself; a reply if it answers a mail. */
extern const char *const words_message_sure[];

/* Being away, and what follows from it: one of each make an automatic reply
 * of a text that came as a reply. */
extern const char *const words_away[];
extern const char *const words_return[];

/* How a notice of absence begins, and what programs are told to say in it. */
extern const char *const words_thanks[];
extern const char *const words_return_sure[];

/* Subjects and texts of bounces. */
extern const char *const words_bounce_subject[];
extern const char *const words_bounce_text[];

/* Technical words that nobody but a mail system begins with. */
extern const char *const words_bounce_sure[];

/* Subjects of read receipts and challenges. */
extern const char *const words_receipt_subject[];
extern const char *const words_receipt_opening[];
extern const char *const words_receipt_text[];
extern const char *const words_challenge_text[];

/* Local parts and names of mail systems. */
extern const char *const words_daemon[];

/* Of these only those that no person has. */
extern const char *const words_daemon_sure[];

/* Subjects of programs that watch or report. */
extern const char *const words_system_subject[];

/* Senders of newsletters. */
extern const char *const words_newsletter[];

#endif
