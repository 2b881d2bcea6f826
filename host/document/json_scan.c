#include "host/document/json_scan.h"

#include <stdlib.h>
#include <string.h>

const char *json_scan_space(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

static const char *scan_digits(const char *at)
{
	return at + strspn(at, "0123456789");
}

/* RFC 8259, section 6. */
static const char *scan_number(const char *at)
{
	const char *digits = at + (*at == '-');
	const char *end = *digits == '0' ? digits + 1 : scan_digits(digits);

	if (end == digits)
		return at;
	if (*end == '.' && scan_digits(end + 1) != end + 1)
		end = scan_digits(end + 1);
	if (*end == 'e' || *end == 'E') {
		const char *exponent = end + 1 + (end[1] == '+' || end[1] == '-');

		if (scan_digits(exponent) != exponent)
			end = scan_digits(exponent);
	}
	return end;
}

const char *json_scan_plain(const char *at)
{
	static const char *const words[] = { "true", "false", "null" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_starts_with(at, words[i]))
			return at + strlen(words[i]);
	return scan_number(at);
}

/* Four hexadecimal digits, or -1. */
static int read_unit(const char *digits)
{
	int unit = 0;

	for (int i = 0; i < 4; i++) {
		static const char hex[] = "0123456789abcdef";
		char c = digits[i] >= 'A' && digits[i] <= 'F' ? (char)(digits[i] | 0x20)
		                                              : digits[i];
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

/* Behind "\u". NULL: it is no character, or zero. */
static const char *scan_character(const char *at, struct buffer *text)
{
	int point = read_unit(at), low;

	if (point <= 0 || (point >= 0xdc00 && point <= 0xdfff))
		return NULL;
	at += 4;
	/* Beyond 0xffff: two units (RFC 8259, section 7). */
	if (point >= 0xd800 && point <= 0xdbff) {
		if (!text_starts_with(at, "\\u"))
			return NULL;
		low = read_unit(at + 2);
		if (low < 0xdc00 || low > 0xdfff)
			return NULL;
		point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
		at += 6;
	}
	if (text)
		add_utf8(text, point);
	return at;
}

static const char *fail(struct json_fault *fault, enum json_fault_kind kind, const char *at)
{
	if (fault)
		*fault = (struct json_fault){ kind, at };
	return NULL;
}

/* Behind the backslash. */
static const char *scan_escape(const char *at, struct buffer *text, struct json_fault *fault)
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *letter = *at ? strchr(letters, *at) : NULL;

	if (*at == 'u') {
		const char *end = scan_character(at + 1, text);

		return end ? end : fail(fault, JSON_NO_CHARACTER, at + 1);
	}
	if (!letter)
		return fail(fault, JSON_NO_ESCAPE, at);
	if (text)
		buffer_add(text, &meanings[letter - letters], 1);
	return at + 1;
}

static size_t plain_size(const char *at)
{
	size_t size = 0;

	while ((unsigned char)at[size] >= 0x20 && at[size] != '"' && at[size] != '\\')
		size++;
	return size;
}

const char *json_scan_text(const char *at, struct buffer *text, struct json_fault *fault)
{
	for (at++; at && *at != '"';) {
		size_t size = plain_size(at);

		if (text)
			buffer_add(text, at, size);
		at += size;
		if (*at == '\\')
			at = scan_escape(at + 1, text, fault);
		else if (*at != '"')
			return fail(fault, JSON_NOT_CLOSED, at);
	}
	return at ? at + 1 : NULL;
}

static const char *skip_value(const char *at, int depth);

/* "name": value; leaves *value at the value and returns what follows it. */
static const char *skip_member(const char *at, const char **value, int depth)
{
	if (*at != '"' || !(at = json_scan_text(at, NULL, NULL)))
		return NULL;
	at = json_scan_space(at);
	if (*at != ':')
		return NULL;
	*value = json_scan_space(at + 1);
	return skip_value(*value, depth);
}

static const char *skip_group(const char *at, int depth)
{
	const char close = *at == '{' ? '}' : ']';
	const char *value;

	at = json_scan_space(at + 1);
	if (*at == close)
		return at + 1;
	while (depth < JSON_SCAN_DEPTH_MAX) {
		at = close == '}' ? skip_member(at, &value, depth + 1) : skip_value(at, depth + 1);
		if (!at)
			return NULL;
		at = json_scan_space(at);
		if (*at == close)
			return at + 1;
		if (*at != ',')
			return NULL;
		at = json_scan_space(at + 1);
	}
	return NULL;
}

static const char *skip_value(const char *at, int depth)
{
	if (*at == '"')
		return json_scan_text(at, NULL, NULL);
	if (*at == '{' || *at == '[')
		return skip_group(at, depth);
	const char *end = json_scan_plain(at);
	return end != at ? end : NULL;
}

static bool is_named(const char *member, const char *name)
{
	size_t size = strlen(name);

	return strncmp(member + 1, name, size) == 0 && member[1 + size] == '"';
}

const char *json_scan_member(const char *object, const char *name)
{
	if (!object || *(object = json_scan_space(object)) != '{')
		return NULL;
	for (const char *at = json_scan_space(object + 1); *at == '"';) {
		const char *member = at, *value;

		at = skip_member(at, &value, 1);
		if (!at)
			return NULL;
		if (is_named(member, name))
			return value;
		at = json_scan_space(at);
		if (*at != ',')
			return NULL;
		at = json_scan_space(at + 1);
	}
	return NULL;
}

/* The value at hand, if it is a whole one. */
static const char *whole_value(const char *at)
{
	return skip_value(at, 1) ? at : NULL;
}

const char *json_scan_first(const char *array)
{
	if (!array || *(array = json_scan_space(array)) != '[')
		return NULL;
	return whole_value(json_scan_space(array + 1));
}

const char *json_scan_next(const char *value)
{
	const char *at = value ? skip_value(value, 1) : NULL;

	if (!at || *(at = json_scan_space(at)) != ',')
		return NULL;
	return whole_value(json_scan_space(at + 1));
}

char *json_scan_string(struct arena *keep, const char *value)
{
	struct buffer text = { .arena = keep };

	if (!value || *value != '"')
		return NULL;
	buffer_puts(&text, "");
	return json_scan_text(value, &text, NULL) ? text.data : NULL;
}

bool json_scan_is_number(const char *value, long number)
{
	char *end;

	return value && strtol(value, &end, 10) == number && end > value &&
	       end == json_scan_plain(value);
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
