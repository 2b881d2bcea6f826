/* cmdline: see <ingot/cmdline.h>. */
#include <ingot/cmdline.h>
#include <limits.h>
#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where the word at `word` ends. */
static const char *find_end(const char *word)
{
	bool is_quoted = false;

	for (; *word != '\0' && (is_quoted || !is_blank(*word)); word++)
		if (*word == '"')
			is_quoted = !is_quoted;
	return word;
}

/* Where the value begins if the word has this key, else NULL. A key alone has
 * its value at the word's end. */
static const char *match_key(const char *word, const char *end, const char *key)
{
	if (*word == '"')
		word++;
	for (; *key != '\0'; key++, word++)
		if (word == end || *word != *key)
			return NULL;
	if (word < end && *word == '=')
		return word + 1;
	return word == end || (*word == '"' && word + 1 == end) ? end : NULL;
}

static int copy_value(const char *from, const char *end, char *to, size_t size_bytes)
{
	size_t length = 0;

	for (; from < end; from++) {
		if (*from == '"')
			continue;
		if (length + 1 < size_bytes)
			to[length] = *from;
		length++;
	}
	if (size_bytes > 0)
		to[length < size_bytes ? length : size_bytes - 1] = '\0';
	return length < INT_MAX ? (int)length : INT_MAX;
}

int cmdline_get_from(const char *line, const char *key, char *value, size_t size_bytes)
{
	int found = -1;

	for (const char *end; *line != '\0'; line = end) {
		const char *begin;

		while (is_blank(*line))
			line++;
		end = find_end(line);
		begin = end > line ? match_key(line, end, key) : NULL;
		if (begin)
			found = copy_value(begin, end, value, size_bytes);
	}
	return found;
}
