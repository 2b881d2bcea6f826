/* screen: what <ingot/screen.h> says of the screen. */
#include <ingot/screen.h>
#include <string.h>

#include "kit/console/terminal.h"

unsigned screen_get_rows(void)
{
	return terminal.rows;
}

/* A glyph as the kernel printed it: how many bytes. */
static size_t encode(uint8_t number, char *to)
{
	if (terminal_encode && terminal_take_utf8)
		return terminal_encode(number, to);
	*to = (char)number;
	return 1;
}

bool screen_read_row(unsigned row, char *to, size_t size_bytes)
{
	const uint16_t *line;
	size_t end = terminal.columns, used = 0;

	if (row >= terminal.rows || size_bytes == 0)
		return false;
	line = terminal_get_row(row);
	while (end > 0 && (char)line[end - 1] == ' ')
		end--;
	for (size_t i = 0; i < end; i++) {
		char bytes[TERMINAL_UTF8_MAX];
		size_t count = encode((uint8_t)line[i], bytes);

		if (used + count >= size_bytes)
			break;
		memcpy(to + used, bytes, count);
		used += count;
	}
	to[used] = '\0';
	return true;
}
