#include "host/build/flag_files.h"

#include <errno.h>
#include <string.h>

#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/build/archive.h"

/* LLVM's way to read a response file: quotes of both kinds, and a backslash before any
 * character. */
static const char *read_word(const char *text, struct buffer *word)
{
	char quote = '\0';

	for (; *text && (quote || !strchr(" \t\r\n", *text)); text++) {
		if (*text == quote) {
			quote = '\0';
			continue;
		}
		if (!quote && (*text == '"' || *text == '\'')) {
			quote = *text;
			continue;
		}
		if (*text == '\\' && text[1])
			text++;
		buffer_add(word, text, 1);
	}
	return text;
}

static void add_word(const char *word, int depth, struct text_list *words)
{
	struct bytes content;

	text_list_add(words, word);
	if (*word != '@' || depth == FLAG_FILES_DEPTH_MAX || !os_file_exists(word + 1) ||
	    !os_read_file(words->arena, word + 1, &content))
		return;
	const char *text = (const char *)content.data;
	while (*(text += strspn(text, " \t\r\n"))) {
		struct buffer inner = { .arena = words->arena };

		text = read_word(text, &inner);
		if (inner.size)
			add_word(inner.data, depth + 1, words);
	}
}

void flag_files_expand(const struct text_list *flags, struct text_list *words)
{
	for (size_t i = 0; i < flags->count; i++)
		add_word(flags->items[i], 0, words);
}

static void add_file(const char *path, struct text_list *files)
{
	enum os_node kind = *path ? os_node_kind(path) : OS_NODE_FOLDER;
	bool may_be_one = kind == OS_NODE_NONE && !os_is_missing(errno) && errno != ENAMETOOLONG;

	if ((kind != OS_NODE_FILE && !may_be_one) || text_list_has(files, path))
		return;
	text_list_add(files, path);
	archive_add_thin_members(path, files);
}

/* How many words name a file that is written: 0, 1 or, with the name behind it, 2. What a
 * step makes it does not wait for. */
static size_t count_output_words(const char *word)
{
	static const char *const options[] = {
		"Map",          "dependency-file",      "reproduce",           "why-extract",
		"lto-obj-path", "opt-remarks-filename", "print-archive-stats", NULL,
	};
	const char *name = word + strspn(word, "-");

	if (text_equal(word, "-o") || text_equal(word, "-MF"))
		return 2;
	if (name == word)
		return 0;
	for (const char *const *option = options; *option; option++) {
		size_t size = strlen(*option);

		if (text_starts_with(name, *option) && (!name[size] || name[size] == '='))
			return name[size] ? 1 : 2;
	}
	return 0;
}

void flag_files_add(const struct text_list *flags, struct text_list *files)
{
	struct text_list words = { .arena = files->arena };

	flag_files_expand(flags, &words);
	for (size_t i = 0; i < words.count; i++) {
		const char *word = words.items[i], *value = strchr(word, '=');
		size_t output_words = count_output_words(word);

		if (output_words) {
			i += output_words - 1;
			continue;
		}
		add_file(*word == '@' ? word + 1 : word, files);
		if (value)
			add_file(value + 1, files);
		/* A directory stands for the file that llvm-profdata writes. */
		if (value && text_starts_with(word, "-fprofile") && os_is_folder(value + 1))
			add_file(path_join(files->arena, value + 1, "default.profdata"), files);
	}
}
