/* screen: what <ingot/screen.h> says of the screen. */
#include <ingot/screen.h>

#include "kit/console/terminal.h"

unsigned screen_get_rows(void)
{
	return terminal.rows;
}

bool screen_read_row(unsigned row, char *to, size_t size_bytes)
{
	const uint16_t *line;
	size_t end = terminal.columns;

	if (row >= terminal.rows || size_bytes == 0)
		return false;
	line = terminal_get_row(row);
	while (end > 0 && (char)line[end - 1] == ' ')
		end--;
	if (end >= size_bytes)
		end = size_bytes - 1;
	for (size_t i = 0; i < end; i++)
		to[i] = (char)line[i];
	to[end] = '\0';
	return true;
}
