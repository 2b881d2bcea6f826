#pragma once
/* text: strings that live in an arena, and a buffer that grows in one.
 *
 * Strings end with a zero byte. `struct bytes` is any content, not terminated;
 * what os_read_file returns has a zero byte after its end all the same. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host/base/arena.h"

#if defined(__GNUC__)
#define TEXT_PRINTF(format_at, arguments_at) \
	__attribute__((format(printf, format_at, arguments_at)))
#else
#define TEXT_PRINTF(format_at, arguments_at)
#endif

struct bytes {
	const unsigned char *data;
	size_t size;
};

/* A growing list of strings; items[count] is always NULL, so that it serves as
 * an argument vector. Zero-initialize it with its arena set. */
struct text_list {
	struct arena *arena;
	const char **items;
	size_t count, capacity;
};

/* A growing text; data is always terminated, and never NULL after the first
 * buffer_ call. Zero-initialize it with its arena set. */
struct buffer {
	struct arena *arena;
	char *data;
	size_t size, capacity;
};

char *text_copy(struct arena *keep, const char *text, size_t size);
char *text_format(struct arena *keep, const char *format, ...) TEXT_PRINTF(2, 3);

/* "312 KiB", "5.0 MiB". */
char *text_size(struct arena *keep, uint64_t bytes);

bool text_equal(const char *a, const char *b);
bool text_starts_with(const char *text, const char *prefix);
bool text_ends_with(const char *text, const char *suffix);
/* What follows the line that text begins with; NULL if nothing does, or text is NULL. */
const char *text_next_line(const char *text);
/* Where the first ASCII control character is, else the text's length. */
size_t text_find_control(const char *text);

void text_list_add(struct text_list *list, const char *text);
/* texts: NULL at the end, or NULL for none. */
void text_list_add_all(struct text_list *list, const char *const *texts);
bool text_list_has(const struct text_list *list, const char *text);
/* In the order of strcmp: the same on every host, whatever its locale. */
void text_list_sort(struct text_list *list);
/* Whether a sorted list has it. */
bool text_list_finds(const struct text_list *list, const char *text);

void buffer_add(struct buffer *buffer, const char *text, size_t size);
void buffer_puts(struct buffer *buffer, const char *text);
void buffer_printf(struct buffer *buffer, const char *format, ...) TEXT_PRINTF(2, 3);
/* One word of a command line, in quotes if a POSIX shell would need them. */
void buffer_add_word(struct buffer *buffer, const char *word);
struct bytes buffer_bytes(const struct buffer *buffer);

/* What a terminal would obey or hide is shown as clang shows it: "<U+001B>", and "<9B>"
 * for what is no UTF-8. Writes how the text begins, without a line's end and tabs
 * changed, and returns how many of its bytes that stands for; size is not 0. */
#define TEXT_SHOWN_MAX 12
size_t text_show(const char *text, size_t size, char shown[TEXT_SHOWN_MAX]);
/* Piece by piece, for whoever wants all of it. */
void text_show_all(const char *text, size_t size, void (*take)(void *to, const char *shown),
                   void *to);
void buffer_add_shown(struct buffer *buffer, const char *text, size_t size);

/* How many columns a text takes, each character of UTF-8 being one. */
size_t text_width(const char *text, size_t size);

#define PATH_BYTES_MAX 4096 /* Linux's PATH_MAX; others have less */

/* Paths: "a" + "b/c" = "a/b/c"; an absolute second part stands alone. */
char *path_join(struct arena *keep, const char *folder, const char *name);
/* The last part of a path, without directories. */
const char *path_name(const char *path);
/* Whether a path is this file or directory, or lies in this directory, as they are
 * written. */
bool path_is_within(const char *path, const char *folder);
/* "a/b/c" -> "a/b", "c" -> ".", "/c" -> "/". */
char *path_folder(struct arena *keep, const char *path);
/* Whether path_folder has nothing above it: what goes up through directories ends there. */
bool path_is_root(const char *path);
