/*
 * The words by which machines give themselves away, in the languages met.
 * All in lower case, as phrase_fold makes texts; each table ends with NULL.
 */
#ifndef READ_AUTOMATED_WORDS_H
#define READ_AUTOMATED_WORDS_H

/* Subjects of automatic replies: the subject begins with one, and then ends
 * or goes on with a colon, a dash or a bracket. */
extern const char *const words_reply_subject[];

/* What only an automatic reply says of itself, in its first lines. */
extern const char *const words_reply_sure[];

/* Being away, and what follows from it: one of each make an automatic reply
 * of a text that came as a reply. */
extern const char *const words_away[];
extern const char *const words_return[];

/* Subjects and texts of bounces. */
extern const char *const words_bounce_subject[];
extern const char *const words_bounce_text[];

/* Subjects of read receipts and challenges. */
extern const char *const words_receipt_subject[];
extern const char *const words_challenge_text[];

/* Local parts and names of mail systems. */
extern const char *const words_daemon[];

#endif
