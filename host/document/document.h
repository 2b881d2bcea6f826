#pragma once
/* document: a tree of scalars, lists and maps that knows where it came from.
 *
 * json_file and yaml_file read files into it; spec and project take values out of it.
 * Each node has its place, so that whatever is wrong with a value is reported
 * where it stands. A document lives in the arena it was read into, and is
 * constant afterwards.
 *
 * The node_ functions report what does not fit, with place, and return
 * false. */
#include <stdbool.h>
#include <stdint.h>

#include "host/base/diag.h"

#define DOCUMENT_SIZE_MAX  (1u << 20) /* bytes of a file */
#define DOCUMENT_DEPTH_MAX 64         /* lists and maps inside each other */
#define DOCUMENT_NODES_MAX 10000

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	bool quoted; /* scalar: "true" is not true */
	struct place at;
	const char *text;         /* scalar */
	const struct node *key;   /* of an entry of a map: a scalar */
	const struct node *next;  /* in the list or map that holds it */
	const struct node *first; /* of a list or map */
};

/* What a reader is building. Begin with the file's place, line 0, in `at`. */
struct document {
	struct arena *keep;
	struct place at;
	int nodes, depth;
};

/* The whole file as text: refuses what is missing, unreadable, too large or
 * holds a zero byte. */
bool document_read_file(struct document *document, const char *path);
struct place document_place(const struct document *document, int line, int column);
/* NULL, reported, beyond DOCUMENT_NODES_MAX. */
struct node *document_add_node(struct document *document, enum node_kind kind, struct place at);
/* Puts value behind the last child of parent, which *end holds (NULL at
 * first). Refuses a key that the map has already. */
bool document_append(struct node *parent, struct node **end, const struct node *key,
                     struct node *value);
/* Around each list and map; reports DOCUMENT_DEPTH_MAX. */
bool document_enter(struct document *document, struct place at);
void document_leave(struct document *document);

/* The value of a key, or NULL. */
const struct node *node_find(const struct node *map, const char *key);

/* The place of the offset-th byte of a scalar's text; where escapes or line
 * breaks make that hard to tell, the scalar's own place. */
struct place node_text_place(const struct node *node, size_t offset);

/* Any scalar but true, false and nothing; a number is the text it is written as. What
 * has a control character is refused: files that are read line by line (a plan of
 * ninja's, a configuration of clang's) would take the rest for their own.
 * node_raw_text takes it: for what goes to a program as it is, or is checked by the
 * caller. */
bool node_text(const struct node *node, const char **text);
bool node_raw_text(const struct node *node, const char **text);
bool node_bool(const struct node *node, bool *value);
bool node_integer(const struct node *node, int64_t least, int64_t most, int64_t *value);
/* Replaces what the list had; its arena must be set. */
bool node_text_list(const struct node *node, struct text_list *list);
bool node_raw_text_list(const struct node *node, struct text_list *list);

/* Texts that know where they stand. */
struct placed_text {
	const char *text;
	struct place at;
};
struct placed_list {
	struct place at; /* of the list; file NULL: nobody wrote one */
	struct placed_text *items;
	size_t count;
};
bool node_placed_list(struct arena *keep, const struct node *node, struct placed_list *list);

#define NODE_FIELDS_MAX 160

struct node_type;

/* One key of a map, and what to do with its value. The rest is for whoever lists the
 * keys, and may be NULL. */
struct node_field {
	const char *key;
	bool (*read)(void *object, const struct node *value);
	const char *about;            /* a sentence */
	const char *fallback;         /* what it is by default */
	const struct node_type *type; /* node_type.h */
	bool is_required;             /* in its map */
	bool is_own;                  /* of one file: nothing that others can share */
};
#define NODE_KEY(name, function) { .key = (name), .read = (function) }
#define NODE_KEYS_END            { .key = NULL }

/* Reads every entry of a map by the table (key NULL at the end). An unknown
 * key is an error with the nearest known one; all entries are read even if one
 * is wrong. `what` names the map: "expected ..., found a list". */
bool node_read_map(const struct node *map, const char *what, const struct node_field *fields,
                   void *object);
