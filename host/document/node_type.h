#pragma once
/* node_type: what the value of a key may be, as data: for whoever lists the keys, explains
 * them, or writes a schema. The functions that read the keys take the same. */
#include "host/base/words.h"
#include "host/document/document.h"

enum node_form {
	NODE_IS_TEXT, /* any scalar but true, false and nothing */
	NODE_IS_BOOL,
	NODE_IS_INTEGER,
	NODE_IS_WORD,       /* one of `words` */
	NODE_IS_LIST,       /* of `item` */
	NODE_IS_DICTIONARY, /* of `item`, by any keys */
	NODE_IS_RECORD,     /* the keys of `fields` */
};

/* Which numbers of YAML count as such a text. */
enum node_numbers { NODE_ANY_NUMBER, NODE_NATURAL_NUMBERS, NODE_INTEGERS, NODE_NO_NUMBER };

/* Patterns are regular expressions of ECMA-262, the part of it that others have too. */
struct node_type {
	const char *name; /* as help writes it: "[PATH, ...]"; of a record, NULL */
	enum node_form form;
	bool is_raw;                     /* text: with control characters (node_raw_text) */
	enum node_numbers numbers;       /* text */
	const char *pattern;             /* text, or NULL */
	const char *one;                 /* list: a pattern that one item has, or NULL */
	int64_t least, most;             /* integer; least items of a list, bytes of a text */
	const char *except;              /* integer: an integer that is none, or NULL */
	const struct word *words;        /* word */
	const struct node_type *item;    /* list, dictionary */
	const struct node_field *fields; /* record */
	const struct node_type *other;   /* another type that will do, or NULL */
};
