#include "host/document/json_file.h"

#include <string.h>

#include "host/document/json_scan.h"

struct reader {
	struct document document;
	const char *next; /* the character to read */
	const char *line_start;
	int line;
};

static struct node *read_value(struct reader *reader);

/* Columns count characters, as editors do: UTF-8's continuation bytes do not. */
static struct place place_here(const struct reader *reader)
{
	int column = 1;

	for (const char *c = reader->line_start; c < reader->next; c++)
		column += ((unsigned char)*c & 0xc0) != 0x80;
	return document_place(&reader->document, reader->line, column);
}

static void skip_space(struct reader *reader)
{
	for (const char *end = json_scan_space(reader->next); reader->next < end; reader->next++) {
		if (*reader->next == '\n') {
			reader->line++;
			reader->line_start = reader->next + 1;
		}
	}
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '_';
}

/* What some editors write ahead of UTF-8, and nobody sees. */
static bool is_mark(const char *at)
{
	return text_starts_with(at, "\xef\xbb\xbf");
}

static bool refuse(const struct reader *reader, const char *expected)
{
	struct place at = place_here(reader);
	const char *next = reader->next;

	if (*next == '\0')
		return diag_error(&at, "expected %s, found the end of the file", expected);
	int size = 1;
	while (is_word(*next) ? is_word(next[size]) : (next[size] & 0xc0) == 0x80)
		size++;
	if (is_mark(next))
		diag_error(&at, "expected %s, found a byte order mark (BOM)", expected);
	else
		diag_error(&at, "expected %s, found %.*s", expected, size, next);
	if (*next == '#' || strncmp(next, "//", 2) == 0 || strncmp(next, "/*", 2) == 0)
		diag_hint("JSON has no comments");
	else if (is_mark(next))
		diag_hint("save the file as UTF-8 without a byte order mark");
	else if (*next == '\'')
		diag_hint("JSON strings are in double quotes");
	return false;
}

static bool accept(struct reader *reader, char c)
{
	if (*reader->next != c)
		return false;
	reader->next++;
	return true;
}

/* `at` is where the string begins. */
static void refuse_string(struct reader *reader, struct place at, const struct json_fault *fault)
{
	reader->next = fault->at;
	if (fault->kind == JSON_NO_ESCAPE) {
		refuse(reader, "an escape sequence of JSON");
	} else if (fault->kind == JSON_NO_CHARACTER) {
		refuse(reader, "a character's number in four hexadecimal digits");
	} else if (*fault->at == '\t') {
		diag_error(&at, "tab in a string");
		diag_hint("write it as \\t");
	} else {
		diag_error(&at, "unterminated string");
	}
}

static struct node *read_string(struct reader *reader)
{
	struct place at = place_here(reader);
	struct buffer text = { .arena = reader->document.keep };
	struct json_fault fault;

	buffer_puts(&text, "");
	const char *end = json_scan_text(reader->next, &text, &fault);
	if (!end) {
		refuse_string(reader, at, &fault);
		return NULL;
	}
	reader->next = end;
	struct node *node = document_add_node(&reader->document, NODE_SCALAR, at);
	if (node) {
		node->text = text.data;
		node->quoted = true;
	}
	return node;
}

static struct node *read_plain(struct reader *reader)
{
	const char *start = reader->next, *end = json_scan_plain(start);

	if (end == start || is_word(*end)) {
		refuse(reader, "a value");
		return NULL;
	}
	struct node *node = document_add_node(&reader->document, NODE_SCALAR, place_here(reader));
	if (node)
		node->text = text_copy(reader->document.keep, start, (size_t)(end - start));
	reader->next = end;
	return node;
}

static struct node *read_key(struct reader *reader)
{
	skip_space(reader);
	if (*reader->next != '"') {
		refuse(reader, "a key in double quotes");
		return NULL;
	}
	struct node *key = read_string(reader);
	skip_space(reader);
	if (key && !accept(reader, ':')) {
		refuse(reader, "\":\"");
		return NULL;
	}
	return key;
}

static bool read_entries(struct reader *reader, struct node *parent, char close)
{
	struct node *end = NULL;

	skip_space(reader);
	if (accept(reader, close))
		return true;
	do {
		struct node *key = parent->kind == NODE_MAP ? read_key(reader) : NULL;
		struct node *value = NULL;

		if (key || parent->kind == NODE_LIST)
			value = read_value(reader);
		if (!value || !document_append(parent, &end, key, value))
			return false;
		skip_space(reader);
	} while (accept(reader, ','));
	return accept(reader, close) ||
	       refuse(reader, close == '}' ? "\",\" or \"}\"" : "\",\" or \"]\"");
}

static struct node *read_collection(struct reader *reader, enum node_kind kind, char close)
{
	struct place at = place_here(reader);
	struct node *node = document_add_node(&reader->document, kind, at);

	reader->next++;
	if (!node || !document_enter(&reader->document, at) || !read_entries(reader, node, close))
		return NULL;
	document_leave(&reader->document);
	return node;
}

static struct node *read_value(struct reader *reader)
{
	skip_space(reader);
	if (*reader->next == '{')
		return read_collection(reader, NODE_MAP, '}');
	if (*reader->next == '[')
		return read_collection(reader, NODE_LIST, ']');
	return *reader->next == '"' ? read_string(reader) : read_plain(reader);
}

static const struct node *read_all(struct reader *reader)
{
	reader->next = reader->line_start = reader->document.at.content;
	reader->line = 1;
	const struct node *root = read_value(reader);
	if (!root)
		return NULL;
	skip_space(reader);
	return *reader->next == '\0' || refuse(reader, "the end of the file") ? root : NULL;
}

const struct node *json_read_file(struct arena *keep, const char *path)
{
	struct reader reader = { .document = { .keep = keep } };

	return document_read_file(&reader.document, path) ? read_all(&reader) : NULL;
}

const struct node *json_read_text(struct arena *keep, const char *name, const char *text)
{
	struct place at = { .file = name, .content = text };
	struct reader reader = { .document = { .keep = keep, .at = at } };

	return read_all(&reader);
}
