#include "host/document/json_scan.h"

#include <stdlib.h>
#include <string.h>

static const char *skip_space(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

/* From the opening quote to behind the closing one; NULL: it never closes. */
static const char *skip_string(const char *at)
{
	for (at++; *at && *at != '"'; at++)
		if (*at == '\\' && !*++at)
			return NULL;
	return *at ? at + 1 : NULL;
}

static const char *skip_value(const char *at, int depth);

/* "name": value; leaves *value at the value and returns what follows it. */
static const char *skip_member(const char *at, const char **value, int depth)
{
	if (*at != '"' || !(at = skip_string(at)))
		return NULL;
	at = skip_space(at);
	if (*at != ':')
		return NULL;
	*value = skip_space(at + 1);
	return skip_value(*value, depth);
}

static const char *skip_group(const char *at, int depth)
{
	const char close = *at == '{' ? '}' : ']';
	const char *value;

	at = skip_space(at + 1);
	if (*at == close)
		return at + 1;
	while (depth < JSON_SCAN_DEPTH_MAX) {
		at = close == '}' ? skip_member(at, &value, depth + 1) : skip_value(at, depth + 1);
		if (!at)
			return NULL;
		at = skip_space(at);
		if (*at == close)
			return at + 1;
		if (*at != ',')
			return NULL;
		at = skip_space(at + 1);
	}
	return NULL;
}

static const char *skip_value(const char *at, int depth)
{
	if (*at == '"')
		return skip_string(at);
	if (*at == '{' || *at == '[')
		return skip_group(at, depth);
	/* A number, true, false or null: its letters are not looked at. */
	size_t size = strcspn(at, ",]} \t\r\n\"{[:");
	return size ? at + size : NULL;
}

static bool is_named(const char *member, const char *name)
{
	size_t size = strlen(name);

	return strncmp(member + 1, name, size) == 0 && member[1 + size] == '"';
}

const char *json_scan_member(const char *object, const char *name)
{
	if (!object || *(object = skip_space(object)) != '{')
		return NULL;
	for (const char *at = skip_space(object + 1); *at == '"';) {
		const char *member = at, *value;

		at = skip_member(at, &value, 1);
		if (!at)
			return NULL;
		if (is_named(member, name))
			return value;
		at = skip_space(at);
		if (*at != ',')
			return NULL;
		at = skip_space(at + 1);
	}
	return NULL;
}

/* Four hexadecimal digits, or -1. */
static long hex4(const char *at)
{
	char digits[5] = { 0 };

	for (int i = 0; i < 4 && at[i]; i++)
		digits[i] = at[i];
	return strspn(digits, "0123456789abcdefABCDEF") == 4 ? strtol(digits, NULL, 16) : -1;
}

static void add_utf8(struct buffer *buffer, unsigned long c)
{
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	char out[4];

	for (size_t i = size; i-- > 1; c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(lead[size] | c);
	buffer_add(buffer, out, size);
}

/* Behind "\u": one code point, which may be a pair of surrogates (RFC 8259,
 * section 7). Returns what follows it, or NULL. */
static const char *add_code_point(struct buffer *buffer, const char *at)
{
	long c = hex4(at);

	if (c < 0)
		return NULL;
	at += 4;
	if (c >= 0xd800 && c < 0xdc00 && at[0] == '\\' && at[1] == 'u') {
		long low = hex4(at + 2);

		if (low >= 0xdc00 && low < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			at += 6;
		}
	}
	add_utf8(buffer, c ? (unsigned long)c : ' ');
	return at;
}

/* Behind a backslash. Returns what follows the escape, or NULL. */
static const char *add_escape(struct buffer *buffer, const char *at)
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *letter = strchr(letters, *at);

	if (*at == 'u')
		return add_code_point(buffer, at + 1);
	if (!letter || !*at)
		return NULL;
	buffer_add(buffer, &meanings[letter - letters], 1);
	return at + 1;
}

char *json_scan_string(struct arena *keep, const char *value)
{
	struct buffer text = { .arena = keep };

	if (!value || *value != '"' || !skip_string(value))
		return NULL;
	buffer_puts(&text, "");
	for (const char *at = value + 1; at && *at != '"';) {
		size_t plain = strcspn(at, "\\\"");

		buffer_add(&text, at, plain);
		at += plain;
		if (*at == '\\' && !(at = add_escape(&text, at + 1)))
			return NULL;
	}
	return text.data;
}

bool json_scan_is_number(const char *value, long number)
{
	char *end;

	return value && strtol(value, &end, 10) == number && end > value &&
	       strchr(",]} \t\r\n", *end);
}

void json_scan_quote(struct buffer *buffer, const char *text)
{
	buffer_puts(buffer, "\"");
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\')
			buffer_printf(buffer, "\\%c", c);
		else if (c < 0x20)
			buffer_printf(buffer, "\\u%04x", c);
		else
			buffer_add(buffer, text, 1);
	}
	buffer_puts(buffer, "\"");
}
