#include "host/base/text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/os_path.h"

char *text_copy(struct arena *keep, const char *text, size_t size)
{
	char *copy = arena_push(keep, char, size + 1);

	if (size)
		memcpy(copy, text, size);
	return copy;
}

TEXT_PRINTF(2, 0)
static char *format_list(struct arena *keep, const char *format, va_list arguments)
{
	va_list again;

	va_copy(again, arguments);
	int size = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (size < 0)
		abort();
	char *text = arena_push(keep, char, (size_t)size + 1);
	vsnprintf(text, (size_t)size + 1, format, arguments);
	return text;
}

char *text_format(struct arena *keep, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	char *text = format_list(keep, format, arguments);
	va_end(arguments);
	return text;
}

char *text_size(struct arena *keep, uint64_t bytes)
{
	return bytes >> 20 ? text_format(keep, "%.1f MiB", (double)bytes / (1 << 20))
	                   : text_format(keep, "%" PRIu64 " KiB", (bytes + 1023) >> 10);
}

bool text_equal(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

bool text_starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends_with(const char *text, const char *suffix)
{
	size_t text_size = strlen(text), suffix_size = strlen(suffix);

	return text_size >= suffix_size && text_equal(text + text_size - suffix_size, suffix);
}

const char *text_next_line(const char *text)
{
	const char *end = text ? strchr(text, '\n') : NULL;

	return end ? end + 1 : NULL;
}

size_t text_find_control(const char *text)
{
	size_t at = 0;

	while ((unsigned char)text[at] >= 0x20 && text[at] != 0x7f)
		at++;
	return at;
}

void text_list_add(struct text_list *list, const char *text)
{
	arena_grow(list->arena, list->items, list->count, list->capacity);
	list->items[list->count++] = text;
	list->items[list->count] = NULL;
}

void text_list_add_all(struct text_list *list, const char *const *texts)
{
	for (; texts && *texts; texts++)
		text_list_add(list, *texts);
}

bool text_list_has(const struct text_list *list, const char *text)
{
	for (size_t i = 0; i < list->count; i++)
		if (text_equal(list->items[i], text))
			return true;
	return false;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void text_list_sort(struct text_list *list)
{
	if (list->count > 1)
		qsort(list->items, list->count, sizeof *list->items, compare_texts);
}

bool text_list_finds(const struct text_list *list, const char *text)
{
	return list->count &&
	       bsearch(&text, list->items, list->count, sizeof *list->items, compare_texts);
}

void buffer_add(struct buffer *buffer, const char *text, size_t size)
{
	if (buffer->size + size + 1 > buffer->capacity) {
		size_t capacity = 2 * (buffer->size + size + 1) + 256;
		char *data = arena_push(buffer->arena, char, capacity);

		if (buffer->size)
			memcpy(data, buffer->data, buffer->size);
		buffer->data = data;
		buffer->capacity = capacity;
	}
	if (size)
		memcpy(buffer->data + buffer->size, text, size);
	buffer->size += size;
	buffer->data[buffer->size] = '\0';
}

void buffer_puts(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	buffer_puts(buffer, format_list(buffer->arena, format, arguments));
	va_end(arguments);
}

void buffer_add_word(struct buffer *buffer, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_-+=./,:@%^";

	if (*word && word[strspn(word, plain)] == '\0') {
		buffer_puts(buffer, word);
		return;
	}
	buffer_puts(buffer, "'");
	for (; *word; word++)
		buffer_puts(buffer, *word == '\'' ? "'\\''" : (char[]){ *word, '\0' });
	buffer_puts(buffer, "'");
}

struct bytes buffer_bytes(const struct buffer *buffer)
{
	return (struct bytes){ (const unsigned char *)buffer->data, buffer->size };
}

size_t text_width(const char *text, size_t size)
{
	size_t columns = 0;

	for (size_t i = 0; i < size; i++)
		columns += ((unsigned char)text[i] & 0xc0) != 0x80;
	return columns;
}

char *path_join(struct arena *keep, const char *folder, const char *name)
{
	if (os_path_is_absolute(name) || text_equal(folder, "."))
		return text_copy(keep, name, strlen(name));
	const char *slash = text_ends_with(folder, "/") ? "" : "/";
	return text_format(keep, "%s%s%s", folder, slash, name);
}

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool path_is_within(const char *path, const char *folder)
{
	size_t size = strlen(folder);

	while (size > 0 && folder[size - 1] == '/')
		size--;
	return strncmp(path, folder, size) == 0 && (path[size] == '\0' || path[size] == '/');
}

char *path_folder(struct arena *keep, const char *path)
{
	const char *slash = strrchr(path, '/');

	size_t root_size = os_path_root_size(path);
	size_t size = slash ? (size_t)(slash - path) : 0;

	if (size < root_size)
		size = root_size;
	return size ? text_copy(keep, path, size) : text_copy(keep, ".", 1);
}

bool path_is_root(const char *path)
{
	size_t root_size = os_path_root_size(path);

	return root_size && !path[root_size];
}

/* The length of the UTF-8 sequence that text begins with, and its code point; 0 if it
 * is none (Unicode 15, table 3-7). */
static size_t decode(const unsigned char *text, size_t size, uint32_t *code)
{
	size_t length = text[0] < 0x80   ? 1
	                : text[0] < 0xc2 ? 0
	                : text[0] < 0xe0 ? 2
	                : text[0] < 0xf0 ? 3
	                : text[0] < 0xf5 ? 4
	                                 : 0;

	if (length == 0 || length > size)
		return 0;
	*code = length == 1 ? text[0] : text[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (text[i] & 0x3f);
	}
	bool is_short = (length == 3 && *code < 0x800) || (length == 4 && *code < 0x10000);
	bool is_surrogate = *code >= 0xd800 && *code < 0xe000;
	return is_short || is_surrogate || *code > 0x10ffff ? 0 : length;
}

/* Control characters, and those that turn the direction of writing. */
static bool is_obeyed(uint32_t code)
{
	return (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7f && code < 0xa0) ||
	       (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

size_t text_show(const char *text, size_t size, char shown[TEXT_SHOWN_MAX])
{
	uint32_t code = 0;
	size_t length = decode((const unsigned char *)text, size, &code);

	if (length == 0)
		snprintf(shown, TEXT_SHOWN_MAX, "<%02X>", (unsigned char)*text);
	else if (is_obeyed(code))
		snprintf(shown, TEXT_SHOWN_MAX, "<U+%04X>", (unsigned)code);
	else
		snprintf(shown, TEXT_SHOWN_MAX, "%.*s", (int)length, text);
	return length ? length : 1;
}

void text_show_all(const char *text, size_t size, void (*take)(void *to, const char *shown),
                   void *to)
{
	while (size) {
		char shown[TEXT_SHOWN_MAX];
		size_t taken = text_show(text, size, shown);

		take(to, shown);
		text += taken;
		size -= taken;
	}
}

static void take_shown(void *buffer, const char *shown)
{
	buffer_puts(buffer, shown);
}

void buffer_add_shown(struct buffer *buffer, const char *text, size_t size)
{
	buffer_puts(buffer, "");
	text_show_all(text, size, take_shown, buffer);
}
