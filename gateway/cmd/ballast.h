/*
 * DATA/ballast: room that is kept so that it can be given up. When the disk
 * is as good as full, the sender must still note what it has sent, and
 * people must be able to work, until somebody has made room.
 */
#ifndef CMD_BALLAST_H
#define CMD_BALLAST_H

/* Gives the ballast up if there is less than a quarter of
 * LIMIT_FILING_FLOOR_BYTES left, makes it again when there is room above the
 * spool's floor, and logs what it did. It cannot fail: a disk that does not
 * answer is somebody else's to tell. */
void ballast_keep(const char *data);

#endif
