#include "host/document/json_file.h"

#include <string.h>

struct reader {
	struct document document;
	const char *next;		/* the character to read */
	const char *line_start;
	int line;
};

static struct node *read_value(struct reader *reader);

/* Columns count characters, as editors do: UTF-8's continuation bytes do not. */
static struct place place_of(const struct reader *reader, const char *character)
{
	int column = 1;

	for (const char *c = reader->line_start; c < character; c++)
		column += ((unsigned char)*c & 0xc0) != 0x80;
	return document_place(&reader->document, reader->line, column);
}

static struct place place_here(const struct reader *reader)
{
	return place_of(reader, reader->next);
}

static void skip_space(struct reader *reader)
{
	for (; *reader->next && strchr(" \t\r\n", *reader->next); reader->next++) {
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

static bool refuse(const struct reader *reader, const char *expected)
{
	struct place at = place_here(reader);
	const char *next = reader->next;

	if (*next == '\0')
		return diag_error(&at, "expected %s, found the end of the file", expected);
	int size = 1;
	while (is_word(*next) ? is_word(next[size]) : (next[size] & 0xc0) == 0x80)
		size++;
	diag_error(&at, "expected %s, found %.*s", expected, size, next);
	if (*next == '#' || strncmp(next, "//", 2) == 0 || strncmp(next, "/*", 2) == 0)
		diag_hint("JSON has no comments");
	else if (*next == '\'')
		diag_hint("JSON's strings stand in double quotes");
	return false;
}

static bool accept(struct reader *reader, char c)
{
	if (*reader->next != c)
		return false;
	reader->next++;
	return true;
}

/* Four hexadecimal digits, or -1. */
static int read_unit(const char *digits)
{
	int unit = 0;

	for (int i = 0; i < 4; i++) {
		static const char hex[] = "0123456789abcdef";
		char c = digits[i] >= 'A' && digits[i] <= 'F' ? (char)(digits[i] | 0x20) : digits[i];
		const char *digit = c ? strchr(hex, c) : NULL;

		if (!digit)
			return -1;
		unit = 16 * unit + (int)(digit - hex);
	}
	return unit;
}

static void add_utf8(struct buffer *buffer, int point)
{
	char bytes[4];
	int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = { 0, 0x00, 0xc0, 0xe0, 0xf0 };

	for (int i = size - 1; i > 0; i--, point >>= 6)
		bytes[i] = (char)(0x80 | (point & 0x3f));
	bytes[0] = (char)(lead[size] | point);
	buffer_add(buffer, bytes, (size_t)size);
}

/* reader->next stands behind "\u". */
static bool read_unicode(struct reader *reader, struct buffer *text)
{
	int unit = read_unit(reader->next);

	if (unit > 0 && (unit < 0xd800 || unit > 0xdfff)) {
		reader->next += 4;
		add_utf8(text, unit);
		return true;
	}
	/* Beyond 0xffff: two units (RFC 8259, section 7). */
	if (unit >= 0xd800 && unit <= 0xdbff && strncmp(reader->next + 4, "\\u", 2) == 0) {
		int low = read_unit(reader->next + 6);

		if (low >= 0xdc00 && low <= 0xdfff) {
			reader->next += 10;
			add_utf8(text, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
			return true;
		}
	}
	return refuse(reader, "a character's number in four hexadecimal digits");
}

static bool read_escape(struct reader *reader, struct buffer *text)
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *letter = *reader->next ? strchr(letters, *reader->next) : NULL;

	if (letter) {
		reader->next++;
		buffer_add(text, &meanings[letter - letters], 1);
		return true;
	}
	if (accept(reader, 'u'))
		return read_unicode(reader, text);
	return refuse(reader, "an escape sequence of JSON");
}

static struct node *read_string(struct reader *reader)
{
	struct place at = place_here(reader);
	struct buffer text = { .arena = reader->document.keep };

	buffer_puts(&text, "");
	for (reader->next++; !accept(reader, '"');) {
		if ((unsigned char)*reader->next < 0x20) {
			diag_error(&at, *reader->next == '\t' ? "a tab in a string" :
			                                        "the string is not closed");
			if (*reader->next == '\t')
				diag_hint("write it as \\t");
			return NULL;
		}
		if (!accept(reader, '\\'))
			buffer_add(&text, reader->next++, 1);
		else if (!read_escape(reader, &text))
			return NULL;
	}
	struct node *node = document_add_node(&reader->document, NODE_SCALAR, at);
	if (node) {
		node->text = text.data;
		node->quoted = true;
	}
	return node;
}

static const char *skip_digits(const char *next)
{
	return next + strspn(next, "0123456789");
}

/* The end of the number at `next` (RFC 8259, section 6), or next itself. */
static const char *number_end(const char *next)
{
	const char *digits = next + (*next == '-');
	const char *end = *digits == '0' ? digits + 1 : skip_digits(digits);

	if (end == digits)
		return next;
	if (*end == '.' && skip_digits(end + 1) != end + 1)
		end = skip_digits(end + 1);
	if (*end == 'e' || *end == 'E') {
		const char *exponent = end + 1 + (end[1] == '+' || end[1] == '-');

		if (skip_digits(exponent) != exponent)
			end = skip_digits(exponent);
	}
	return end;
}

static size_t plain_size(const char *next)
{
	static const char *const words[] = { "true", "false", "null" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t size = strlen(words[i]);

		if (strncmp(next, words[i], size) == 0)
			return size;
	}
	return (size_t)(number_end(next) - next);
}

static struct node *read_plain(struct reader *reader)
{
	size_t size = plain_size(reader->next);

	if (size == 0 || is_word(reader->next[size])) {
		refuse(reader, "a value");
		return NULL;
	}
	struct node *node = document_add_node(&reader->document, NODE_SCALAR, place_here(reader));
	if (node)
		node->text = text_copy(reader->document.keep, reader->next, size);
	reader->next += size;
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
	if (!node || !document_enter(&reader->document, at) ||
	    !read_entries(reader, node, close))
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
