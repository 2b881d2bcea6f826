#pragma once
/* json_scan: the lexical scanner of JSON (RFC 8259), and values found in a text
 * in place, without a tree.
 *
 * Below json_file, which makes a tree with places of a file, and QMP, which sends
 * one object a line, of which two or three members matter. Texts end with a zero
 * byte, and nothing is reported here. */
#include "host/base/text.h"

#define JSON_SCAN_DEPTH_MAX 32

/* Pieces: each takes the first character, and returns what follows the piece. */
const char *json_scan_space(const char *at);
/* A number, true, false or null; `at` itself if there is none. */
const char *json_scan_plain(const char *at);

/* A string, from its opening quote, appended in UTF-8 to *text unless that is
 * NULL. NULL: *fault, if wanted, says why. A character zero is refused: it would
 * end the text in the middle. */
struct json_fault {
	enum json_fault_kind {
		JSON_NOT_CLOSED,   /* `at` is the end, or a control character */
		JSON_NO_ESCAPE,    /* ... what follows the backslash */
		JSON_NO_CHARACTER, /* ... what follows "\u" */
	} kind;
	const char *at;
};
const char *json_scan_text(const char *at, struct buffer *text, struct json_fault *fault);

/* Values: a pointer to the first character. NULL is "no such value", and passed
 * on, so that look-ups nest. */

/* The member of an object, or NULL if there is none or the text is broken
 * before it. */
const char *json_scan_member(const char *object, const char *name);
/* The first value of an array, and the one after a value in it; NULL: there is none, or
 * the text is broken before its end. */
const char *json_scan_first(const char *array);
const char *json_scan_next(const char *value);
/* A string's text; NULL if the value is no string. */
char *json_scan_string(struct arena *keep, const char *value);
/* True if the value is the integer `number`. */
bool json_scan_is_number(const char *value, long number);

/* A text as a JSON string, in quotes. */
void json_scan_quote(struct buffer *buffer, const char *text);
