#include "host/document/document.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/base/suggest.h"

bool document_read_file(struct document *document, const char *path)
{
	struct os_file_facts facts;
	struct bytes content;

	document->at = (struct place){ .file = path };
	if (os_file_facts(path, &facts) && facts.size_bytes > DOCUMENT_SIZE_MAX)
		return diag_error(&document->at,
		                  "the file has more than %u bytes (DOCUMENT_SIZE_MAX)",
		                  DOCUMENT_SIZE_MAX);
	enum os_node kind = os_node_kind(path);
	if (kind == OS_NODE_DISK || kind == OS_NODE_OTHER)
		return diag_error(&document->at, "this is a device, pipe or socket, not a file");
	if (!os_read_file(document->keep, path, &content))
		return diag_error(&document->at, "cannot read: %s", strerror(errno));
	document->at.content = (const char *)content.data;
	if (strlen(document->at.content) == content.size)
		return true;
	document->at.content = NULL;
	return diag_error(&document->at, "not a text file: it contains a zero byte");
}

struct place document_place(const struct document *document, int line, int column)
{
	struct place at = document->at;

	at.line = line;
	at.column = column;
	return at;
}

struct node *document_add_node(struct document *document, enum node_kind kind, struct place at)
{
	if (document->nodes++ == DOCUMENT_NODES_MAX) {
		diag_error(&at, "more than %d values (DOCUMENT_NODES_MAX)", DOCUMENT_NODES_MAX);
		return NULL;
	}
	struct node *node = arena_push(document->keep, struct node, 1);
	*node = (struct node){ .kind = kind, .at = at };
	return node;
}

static const struct node *find_key(const struct node *map, const char *key)
{
	for (const struct node *entry = map->first; entry; entry = entry->next)
		if (text_equal(entry->key->text, key))
			return entry;
	return NULL;
}

bool document_append(struct node *parent, struct node **end, const struct node *key,
                     struct node *value)
{
	const struct node *earlier = key ? find_key(parent, key->text) : NULL;

	if (earlier) {
		diag_error(&key->at, "duplicate key \"%s\"", key->text);
		diag_note(&earlier->key->at, "the first one is here");
		return false;
	}
	value->key = key;
	if (*end)
		(*end)->next = value;
	else
		parent->first = value;
	*end = value;
	return true;
}

bool document_enter(struct document *document, struct place at)
{
	if (document->depth++ < DOCUMENT_DEPTH_MAX)
		return true;
	return diag_error(&at, "more than %d nested lists and maps (DOCUMENT_DEPTH_MAX)",
	                  DOCUMENT_DEPTH_MAX);
}

void document_leave(struct document *document)
{
	document->depth--;
}

const struct node *node_find(const struct node *map, const char *key)
{
	return map && map->kind == NODE_MAP ? find_key(map, key) : NULL;
}

static const char *find_place(const struct place *at)
{
	const char *found = at->content;

	for (int line = 1; found && line < at->line; line++)
		found = text_next_line(found);
	for (int column = 1; found && *found && column < at->column; column++)
		do
			found++;
		while (((unsigned char)*found & 0xc0) == 0x80);
	return found;
}

struct place node_text_place(const struct node *node, size_t offset)
{
	const char *start = find_place(&node->at);
	struct place at = node->at;

	if (!start || strlen(node->text) < offset)
		return at;
	start += node->quoted;
	for (size_t i = 0; i < offset; i++)
		if (start[i] != node->text[i] || (unsigned char)start[i] >= 0x80)
			return at;
	at.column += (int)offset + node->quoted;
	return at;
}

static bool is_nothing(const struct node *node)
{
	return !node->quoted && (text_equal(node->text, "") || text_equal(node->text, "~") ||
	                         text_equal(node->text, "null"));
}

static bool is_bool(const struct node *node)
{
	return !node->quoted && (text_equal(node->text, "true") || text_equal(node->text, "false"));
}

#define FOUND_SHOWN_MAX 40 /* of a text that is something else */

static bool wrong_kind(const struct node *node, const char *expected)
{
	const char *found = node->kind == NODE_LIST  ? "a list"
	                    : node->kind == NODE_MAP ? "a map"
	                    : is_nothing(node)       ? "nothing"
	                                             : node->text;
	const char *quote = node->kind == NODE_SCALAR && node->quoted ? "\"" : "";

	return diag_error(&node->at, "expected %s, found %s%.*s%s%s", expected, quote,
	                  FOUND_SHOWN_MAX, found, strlen(found) > FOUND_SHOWN_MAX ? "..." : "",
	                  quote);
}

bool node_raw_text(const struct node *node, const char **text)
{
	if (node->kind != NODE_SCALAR || is_nothing(node))
		return wrong_kind(node, "a string");
	if (is_bool(node)) {
		wrong_kind(node, "a string");
		diag_hint("strings must be quoted: \"%s\"", node->text);
		return false;
	}
	*text = node->text;
	return true;
}

bool node_text(const struct node *node, const char **text)
{
	if (!node_raw_text(node, text))
		return false;
	size_t offset = text_find_control(node->text);
	struct place at = node_text_place(node, offset);

	return !node->text[offset] || diag_error(&at, "control character (U+%04X) in a string",
	                                         (unsigned char)node->text[offset]);
}

bool node_bool(const struct node *node, bool *value)
{
	if (node->kind != NODE_SCALAR || !is_bool(node))
		return wrong_kind(node, "true or false");
	*value = text_equal(node->text, "true");
	return true;
}

bool node_integer(const struct node *node, int64_t least, int64_t most, int64_t *value)
{
	char *end;

	if (node->kind != NODE_SCALAR || node->quoted ||
	    !(node->text[0] == '-' || (node->text[0] >= '0' && node->text[0] <= '9')))
		return wrong_kind(node, "a whole number");
	errno = 0;
	*value = strtoll(node->text, &end, 10);
	if (*end)
		return wrong_kind(node, "a whole number");
	if (errno || *value < least || *value > most)
		return diag_error(&node->at, "%s is not between %lld and %lld", node->text,
		                  (long long)least, (long long)most);
	return true;
}

/* Replaces what the list had. */
static bool read_list(const struct node *node, struct text_list *list,
                      bool (*read_item)(const struct node *node, const char **text))
{
	bool good = true;

	*list = (struct text_list){ .arena = list->arena };
	if (node->kind != NODE_LIST)
		return wrong_kind(node, "a list of strings");
	for (const struct node *item = node->first; item; item = item->next) {
		const char *text = NULL;

		if (read_item(item, &text))
			text_list_add(list, text);
		else
			good = false;
	}
	return good;
}

bool node_text_list(const struct node *node, struct text_list *list)
{
	return read_list(node, list, node_text);
}

bool node_raw_text_list(const struct node *node, struct text_list *list)
{
	return read_list(node, list, node_raw_text);
}

bool node_placed_list(struct arena *keep, const struct node *node, struct placed_list *list)
{
	struct text_list texts = { .arena = keep };

	if (!node_text_list(node, &texts))
		return false;
	*list = (struct placed_list){ node->at, arena_push(keep, struct placed_text, texts.count),
		                      texts.count };
	const struct node *item = node->first;
	for (size_t i = 0; i < texts.count; i++, item = item->next)
		list->items[i] = (struct placed_text){ texts.items[i], item->at };
	return true;
}

static bool unknown_key(const struct node *key, const struct node_field *fields)
{
	const char *known[NODE_FIELDS_MAX + 1] = { NULL };

	for (size_t i = 0; fields[i].key; i++) {
		assert(i < NODE_FIELDS_MAX);
		known[i] = fields[i].key;
	}
	diag_error(&key->at, "unknown key \"%s\"", key->text);
	suggest_known(key->text, known, "keys", "");
	return false;
}

static bool read_entry(const struct node *entry, const struct node_field *fields, void *object)
{
	for (const struct node_field *field = fields; field->key; field++)
		if (text_equal(field->key, entry->key->text))
			return field->read(object, entry);
	return unknown_key(entry->key, fields);
}

bool node_read_map(const struct node *map, const char *what, const struct node_field *fields,
                   void *object)
{
	bool good = true;

	if (map->kind != NODE_MAP)
		return wrong_kind(map, what);
	for (const struct node *entry = map->first; entry; entry = entry->next)
		good = read_entry(entry, fields, object) && good;
	return good;
}
