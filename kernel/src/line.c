/* line: see line.h. */
#include "line.h"

#include <stdio.h>
#include <string.h>

#include "keys.h"

#define CONTROL(letter) ((letter) & 0x1f)
#define BACKSPACE_OLD   0x7f /* what most terminals send for it */

bool line_insert(struct line *line, const char *text, size_t size)
{
	if (size > LINE_MAX - line->size)
		return false;
	memmove(line->text + line->cursor + size, line->text + line->cursor,
	        line->size - line->cursor + 1);
	memcpy(line->text + line->cursor, text, size);
	line->size += size;
	line->cursor += size;
	return true;
}

/* [from, to): one of them is the cursor. */
static enum line_result erase(struct line *line, size_t from, size_t to)
{
	if (from == to)
		return LINE_REFUSED;
	memmove(line->text + from, line->text + to, line->size - to + 1);
	line->size -= to - from;
	line->cursor = from;
	return LINE_MORE;
}

static enum line_result move(struct line *line, size_t cursor)
{
	if (cursor > line->size) /* also one before 0 */
		return LINE_REFUSED;
	line->cursor = cursor;
	return LINE_MORE;
}

static size_t find_word_start(const struct line *line)
{
	size_t at = line->cursor;

	while (at > 0 && line->text[at - 1] == ' ')
		at--;
	while (at > 0 && line->text[at - 1] != ' ')
		at--;
	return at;
}

static void set_text(struct line *line, const char *text)
{
	strlcpy(line->text, text, sizeof line->text);
	line->size = line->cursor = strlen(line->text);
}

static enum line_result go_back(struct line *line, size_t back)
{
	size_t kept = line->past_count < LINE_PAST_MAX ? line->past_count : LINE_PAST_MAX;

	if (back > kept) /* also one before 0 */
		return LINE_REFUSED;
	if (line->past_back == 0)
		strlcpy(line->kept, line->text, sizeof line->kept);
	line->past_back = back;
	set_text(line,
	         back == 0 ? line->kept : line->past[(line->past_count - back) % LINE_PAST_MAX]);
	return LINE_MORE;
}

static enum line_result type_character(struct line *line, int key)
{
	char character = (char)key;

	if (key < ' ' || key >= BACKSPACE_OLD)
		return LINE_REFUSED;
	if (line_insert(line, &character, 1))
		return line->cursor == line->size ? LINE_APPENDED : LINE_MORE;
	line->is_overfull = true;
	return LINE_REFUSED;
}

enum line_result line_type(struct line *line, int key)
{
	size_t cursor = line->cursor, end = line->size;

	switch (key) {
	case '\r':
	case '\n':         return line->is_overfull ? LINE_OVERFULL : LINE_DONE;
	case '\t':         return LINE_COMPLETE;
	case CONTROL('C'): return LINE_DROPPED;
	case CONTROL('D'):
		if (end == 0)
			return LINE_ENDED; /* else as Delete */
					   /* fall through */
	case KEYS_DELETE:   return cursor == end ? LINE_REFUSED : erase(line, cursor, cursor + 1);
	case '\b':
	case BACKSPACE_OLD: return cursor == 0 ? LINE_REFUSED : erase(line, cursor - 1, cursor);
	case CONTROL('K'):  return erase(line, cursor, end);
	case CONTROL('U'):  return erase(line, 0, cursor);
	case CONTROL('W'):  return erase(line, find_word_start(line), cursor);
	case KEYS_LEFT:     return move(line, cursor - 1);
	case KEYS_RIGHT:    return move(line, cursor + 1);
	case KEYS_HOME:
	case CONTROL('A'):  return move(line, 0);
	case KEYS_END:
	case CONTROL('E'):  return move(line, end);
	case KEYS_UP:       return go_back(line, line->past_back + 1);
	case KEYS_DOWN:     return go_back(line, line->past_back - 1);
	default:            return type_character(line, key);
	}
}

void line_finish(struct line *line)
{
	const char *last = line->past[(line->past_count - 1) % LINE_PAST_MAX];

	if (line->size > 0 && !line->is_overfull &&
	    (line->past_count == 0 || strcmp(last, line->text) != 0)) {
		strlcpy(line->past[line->past_count % LINE_PAST_MAX], line->text, LINE_MAX + 1);
		line->past_count++;
	}
	line->past_back = 0;
	line->is_overfull = false;
	set_text(line, "");
}

void line_draw(const struct line *line, const char *prompt)
{
	size_t back = line->size - line->cursor;

	printf("\r%s%s\x1b[K", prompt, line->text);
	if (back > 0)
		printf("\x1b[%zuD", back);
}
