/*
 * Rich text (RTF 1.9) to the text that a person would see, and the packing in
 * which Outlook sends it ([MS-OXRTFCP]). Linear; groups may nest as they like.
 */
#ifndef READ_RTF_H
#define READ_RTF_H

#include <glib.h>

/* True if the bytes begin as rich text does. */
gboolean rtf_is(const char *bytes, gsize size);

/* The text, UTF-8; fonts, styles, pictures and notes for programs are left
 * out. The caller's. */
char *rtf_to_text(const char *bytes, gsize size);

/* Packed rich text unpacked, at most limit bytes. NULL if it is none. The
 * caller's. */
GString *rtf_unpack(const guint8 *bytes, gsize size, gsize limit);

#endif
