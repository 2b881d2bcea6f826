#pragma once
/* json_scan: values in a JSON text (RFC 8259), found in place, without a tree.
 *
 * For QMP, which sends one object a line, of which two or three members
 * matter; files that need places for their errors are json_file's. A value is
 * a pointer to its first character in a zero-terminated text; functions take
 * NULL for "no such value" and pass it on, so that look-ups nest. */
#include "host/base/text.h"

#define JSON_SCAN_DEPTH_MAX 32

/* The member of an object, or NULL if there is none or the text is broken
 * before it. */
const char *json_scan_member(const char *object, const char *name);
/* A string's text in UTF-8; NULL if the value is no string. An escaped zero
 * becomes a space. */
char *json_scan_string(struct arena *keep, const char *value);
/* True if the value is the integer `number`. */
bool json_scan_is_number(const char *value, long number);
/* A text as a JSON string, in quotes. */
void json_scan_quote(struct buffer *buffer, const char *text);
